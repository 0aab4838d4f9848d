#pragma once
#include "registry/identifier_licence.h"
#include "registry/state.h"

/// The licences that a business holds: what its facts say of each, and until when it is good.
namespace bina::registry {

/// What is known of one licence, as the text of one value says it: "2063316010072-29; from 2024-01-05; until
/// 2029-01-04; issuer Dinas Kesehatan". The number alone says all that most lists know.
struct LicenceSaid {
    std::string number;
    std::optional<base::Day> from = {};
    std::optional<base::Day> until = {};
    std::string issuer = {};
    bool gone = false;  ///< "void": there is no such licence; it was mistyped, or given back.
    bool operator==(LicenceSaid const&) const = default;
};
std::string text_of(LicenceSaid const&);
/// Nothing for a text with a part that is not understood.
std::optional<LicenceSaid> licence_said(std::string_view text);
/// The number in the text of a value: what tells one licence of a kind from another.
std::string_view licence_number(std::string_view text);
/// True if `later` is the number of the same licence given anew: of a P-IRT only the year changes.
bool is_renewal(Field, std::string_view known, std::string_view later);
/// The text of a licence of which `known` was said, and then `later`, which may leave parts out.
std::string licence_updated(std::string_view known, std::string_view later);

/// What a licence's last day rests on: somebody said it, the number names it, or a rule; or why there is
/// none: by law it has no end, it ended when the business moved to another regency, or nothing is known.
enum class Basis : std::uint8_t { said, number, rule, endless, moved, unknown };
inline constexpr std::array<std::string_view, 6> basis_names{"said",    "number", "rule",
                                                             "endless", "moved",  "unknown"};

struct HeldLicence {
    LicenceKind kind;
    LicenceSaid said;
    FactId fact;  ///< That spoke of it last.
    bool operator==(HeldLicence const&) const = default;
};
std::vector<HeldLicence> held_licences(std::span<Fact const> facts);

struct Term {
    std::optional<base::Day> until;
    Basis basis = Basis::unknown;
};

/// Law: how long a kind of licence holds that was given between two days.
struct LicenceRule {
    LicenceKind kind;
    base::Day from;
    base::Day to;  ///< Exclusive.
    int years;  ///< 0: without end.
    bool ends_on_move;  ///< When the place moves to another regency.
    std::string source;
};

/// How long licences hold, by kind and the day on which they were given. Law: `schema/007_licence.sql`.
class LicenceRules {
public:
    static base::Result<LicenceRules> load(storage::Tx&);
    /// What was said of its last day goes before its number, and the number before the rule.
    Term term_of(RegencyCode const&, LicenceKind, LicenceSaid const&) const;

    std::vector<LicenceRule> const& all() const { return m_rules; }

private:
    std::vector<LicenceRule> m_rules;
};

/// Adds the rows of the licences that a business holds.
base::Result<void> insert_licences(storage::Tx&, LicenceRules const&, RegencyCode const&, BusinessId const&,
                                   std::span<HeldLicence const>);
base::Result<void> delete_licences(storage::Tx&, RegencyCode const&, BusinessId const&);

/// True if the rows of a business are those that its facts amount to.
base::Result<bool> licences_fit(storage::Tx&, LicenceRules const&, RegencyCode const&, BusinessId const&,
                                std::span<HeldLicence const>);

}  // namespace bina::registry
