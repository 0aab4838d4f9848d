#pragma once
#include <map>

#include "registry/state.h"

/// Which agency answers for a business: by the rule that fits it most closely, unless a hand-over was
/// accepted.
namespace bina::registry {

using AgencyId = base::Id<struct AgencyTag>;
using RuleId = base::Id<struct ResponsibleRuleTag>;
using HandoverId = base::Id<struct HandoverTag>;

/// UU 23/2014 Lampiran huruf Q: the regency empowers micro enterprises, the province small, the centre medium
/// ones.
enum class Level : std::uint8_t { regency, province, centre };
inline constexpr std::array<std::string_view, 3> level_names{"regency", "province", "centre"};
std::optional<Level> level_of(std::string_view name);
/// The level that empowers enterprises of a class; nothing for large ones and while it is not known.
std::optional<Level> level_of_class(std::string_view class_name);

/// In place of an agency where rules of the same weight name several.
inline constexpr std::string_view conflict = "conflict";

/// Before the key of a trade among the sectors of a rule.
inline constexpr std::string_view trade_mark = "trade:";

/// One version of a rule.
struct ResponsibleRule {
    RuleId id;
    std::int64_t number = 0;  ///< Shared by its versions.
    std::string agency;  ///< Empty: the rule ends.
    Level level = Level::regency;
    std::vector<std::string> sectors;  ///< Section letters, beginnings of codes, "trade:food"; empty: all.
    std::vector<std::string> areas;  ///< Districts and villages; empty: the whole regency.
    base::Day from;
    std::string law;
    bool is_default = false;
    base::Instant at;
    std::string actor;
    std::optional<base::Instant> applied_at;
};

/// What of a business decides who answers for it.
struct Subject {
    std::string_view kbli;  ///< The main code with its edition; empty for none.
    std::string_view trade;
    std::string_view district;  ///< Empty when not known, as the village.
    std::string_view village;
};
Subject subject_of(Cell const&);

struct Verdict {
    std::string agency;  ///< Empty: nobody; `conflict`.
    std::vector<ResponsibleRule const*> rules;  ///< Those that decided; in a conflict all of them.
};

/// The rules of a regency that are in force on one day.
class ResponsibleRules {
public:
    static base::Result<ResponsibleRules> load(storage::Tx&, RegencyCode const&, base::Day);
    /// Of versions in the order in which they were entered, those in force on the day.
    ResponsibleRules(std::vector<ResponsibleRule> versions, base::Day);

    /// A closer sector goes before a closer area: 5 digits of KBLI before fewer, these before the section,
    /// that before the trade.
    Verdict decide(Level, Subject const&) const;
    std::vector<ResponsibleRule> const& in_force() const { return m_rules; }

private:
    std::vector<ResponsibleRule> m_rules;  ///< By number.
};

/// How many businesses each answers for.
struct Answering {
    std::string agency;
    std::string district;
    bool counted = false;  ///< Only those with a counted status are.
    bool operator==(Answering const&) const = default;
};
class AnsweringChanges {
public:
    using Counts = std::map<std::pair<std::string, std::string>, std::int64_t>;  ///< By agency and district.
    void replace(std::optional<Answering> const& before, std::optional<Answering> const& after);
    Counts const& counts() const { return m_counts; }
    /// Adds the changes to the store and forgets them.
    base::Result<void> store(storage::Tx&, RegencyCode const&);

private:
    void add(Answering const&, int sign);
    Counts m_counts;
};
/// Counted businesses by agency, in the regency or one of its districts ("331600": where it is not known).
base::Result<std::map<std::string, std::int64_t>> answering_counts(storage::Tx&, RegencyCode const&,
                                                                   std::string_view district);

struct HandedOver {
    std::string agency;
    std::string handover;
    base::Instant at;
    std::int64_t seq = 0;  ///< The order in which they were accepted.
};
/// The last hand-over that was accepted of any of the records that are one business now.
base::Result<std::optional<HandedOver>> handed_over(storage::Tx&, RegencyCode const&,
                                                    std::span<BusinessId const> family);
/// The records whose facts these are.
std::vector<BusinessId> family_of(std::span<Fact const>);

/// Who answers for one business now, and why.
struct Responsible {
    std::string agency;
    std::optional<HandedOver> handed_over;
    std::vector<ResponsibleRule> rules;
    std::string size_class;
    std::string district;
};
/// Error: not_found.
base::Result<Responsible> responsible_for(storage::Tx&, RegencyCode const&, BusinessId const&);

/// From now on `agency` answers for the business, whatever the rules say. The caller has checked who may and
/// records it. Errors: not_found, was_merged.
base::Result<void> hand_over(storage::Tx&, RegencyCode const&, BusinessId const&, AgencyId const&,
                             HandoverId const&);

}  // namespace bina::registry
