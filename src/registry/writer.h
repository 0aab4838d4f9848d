#pragma once
#include <map>

#include "registry/activity.h"
#include "registry/coach.h"
#include "registry/licence.h"
#include "registry/search.h"
#include "registry/tally.h"
#include "storage/reseal.h"

namespace bina::registry {

inline constexpr std::array sealed_columns{
    storage::SealedColumn{"fact", "body", {{{"regency"}, {"business"}, {"id"}}}},
    storage::SealedColumn{"business", "sealed", {{{"regency"}, {"id"}}}}};

/// A business that is known to be new, ready to be stored: everything that can be worked out without the
/// store, and so on another thread than the one that writes.
struct NewBusiness {
    struct SealedFact {
        Fact fact;
        std::string said;
        std::string body;
    };
    BusinessId id;
    Projection row;
    std::vector<SealedFact> facts;
    std::vector<std::pair<PersonId, base::Day>> owners;
    std::vector<HeldLicence> licences;
    Coaches coaches;
    std::vector<Change> timeline;
    std::string sealed;
    std::string search;
};
/// `facts` are the business's first ones, oldest first. Error: no_name when they say nothing.
base::Result<NewBusiness> new_business(storage::Vault const&, ClassRules const&, RegencyCode const&,
                                       std::vector<Fact> facts, base::Day today);

/// Adds facts within one transaction and keeps everything that is made of them: the business's row, its
/// owners, its licences, its coaches, who answers for it, the search index, the counts. Call `finish` last;
/// without it nothing of new businesses is stored.
class Writer {
public:
    Writer(storage::Tx& tx, ClassRules const& rules, access::Actor const& actor, RegencyCode regency);

    /// Says that about so many new businesses follow. When they are more than all that the store holds,
    /// indexes are made at the end instead of row by row.
    base::Result<void> expect(std::int64_t count);
    base::Result<void> create(NewBusiness);
    /// Error: no_name when the facts say nothing.
    base::Result<void> create(std::vector<Fact> facts);
    /// A further fact of a business. Errors: not_found, was_merged, version (when `expected` is given and
    /// differs).
    base::Result<void> add(Fact const&, std::optional<std::int64_t> expected = {});
    /// What a batch said of these businesses, or one fact, no longer counts. A business of which nothing is
    /// left leaves the registry; its facts stay.
    /// `step` is called after each business.
    base::Result<void> withdraw(std::string_view target, std::span<BusinessId const> businesses,
                                std::function<void()> const& step = {});
    /// `absorbed` becomes part of `survivor`. Errors: merge_self, not_found, was_merged.
    base::Result<void> merge(std::string_view merge_id, BusinessId const& survivor,
                             BusinessId const& absorbed);
    /// Error: merge_not_found.
    base::Result<void> undo_merge(std::string_view merge_id);

    /// Overwrites what the facts of a business and of all merged into it say with what `change` makes of
    /// them: for the erasure of personal data only. Error: not_found.
    base::Result<void> rewrite(BusinessId const&, std::function<void(Fact&)> const& change);

    /// Error: rules_changed, after which the rules given at construction are those in force.
    base::Result<void> finish();

private:
    struct Kept {
        std::int64_t seq = 0;
        std::string search;
        std::string merged_into;
        std::int64_t version = 0;
        ActivityGroup group;
        Answering answering;
    };
    struct Fresh {
        NewBusiness business;
        std::int64_t seq;
        std::string agency;
    };
    static constexpr std::size_t flush_rows = 1'000;
    static constexpr std::size_t index_changes_max = 20'000;

    base::Result<std::optional<Kept>> kept(BusinessId const&);
    base::Result<BusinessId> survivor_of(BusinessId);
    base::Result<void> insert_fact(Fact const&);
    /// Brings row, owners, index and counts of `business` from what `before` said to what `after` says.
    base::Result<void> refresh(BusinessId const&, std::optional<Kept> const&, std::span<Fact const> before,
                               std::span<Fact const> after);
    base::Result<void> store_owners(BusinessId const&, std::span<Fact const> before,
                                    std::span<Fact const> after);
    base::Result<void> store_licences(BusinessId const&, std::span<Fact const> before,
                                      std::span<Fact const> after);
    base::Result<LicenceRules const*> licence_rules();
    base::Result<void> store_coaches(BusinessId const&, std::optional<Kept> const&, Projection const&,
                                     std::span<Fact const> before, std::span<Fact const> after);
    base::Result<CoachNames const*> coach_names();
    /// The agency that answers for a business of which these are the facts.
    base::Result<std::string> answering(Projection const&, std::span<Fact const>);
    base::Result<std::string> answering_by_rule(Cell const&);
    base::Result<void> store_row(BusinessId const&, std::optional<Kept> const&, Projection const&,
                                 std::string_view agency, std::span<Fact const>);
    base::Result<void> remove_row(BusinessId const&, Kept const&);
    base::Result<void> delete_rows(BusinessId const&);
    base::Result<std::int64_t> next_seq();
    base::Result<void> flush();
    base::Result<void> flush_fresh();
    base::Result<void> reindex(IndexChange);
    base::Result<void> flush_index();

    storage::Tx& m_tx;
    ClassRules const& m_rules;
    access::Actor const& m_actor;
    RegencyCode m_regency;
    base::Day m_today;
    std::optional<LicenceRules> m_licence_rules;  ///< Once they are needed.
    std::optional<CoachNames> m_coach_names;  ///< As these,
    std::optional<ResponsibleRules> m_responsible_rules;  ///< and these.
    bool m_first_time = false;  ///< The regency was never written.
    TallyChanges m_tallies;
    ActivityChanges m_activities;
    AnsweringChanges m_answering;
    std::vector<Fresh> m_fresh;
    std::map<std::int64_t, IndexChange> m_index_changes;  ///< By number in the index.
    std::int64_t m_seq = 0;
    std::string m_make_indexes;  ///< The script for those that were left out.
};

/// How often the regency's registry was written: what was read at one version holds while it is the same.
base::Result<std::int64_t> registry_version(storage::Tx&, RegencyCode const&);

/// Keyed hash of a statement: what is said again, word for word, has the same.
std::string said_key(storage::Vault const&, Statement const&);
/// The businesses of which exactly this was said before.
base::Result<std::vector<BusinessId>> who_said(storage::Tx&, RegencyCode const&, std::string_view said);
/// Calls `visit` with the key of everything that was ever said in the regency.
base::Result<void> each_said(storage::Tx&, RegencyCode const&,
                             std::function<void(std::string_view)> const& visit);

/// Each owner (by id) that facts speak of, and the first day on which one does.
std::map<std::string, base::Day> owners_of(std::span<Fact const>);

/// What `business.sealed` holds: NIK, phone and birth day of the owner, and where the business stands.
struct Sealed {
    std::string nik;
    std::string phone;
    std::string birth_day;
    /// Nothing in a row that was written before places were kept; the next fact of the business adds it.
    std::optional<ExactPlace> place;
    bool operator==(Sealed const&) const = default;
};
std::string seal(storage::Vault const&, Projection const&);
Sealed unseal(storage::Vault const&, std::string_view sealed);

}  // namespace bina::registry
