#pragma once
#include "census/outcome.h"
#include "census/questionnaire.h"

/// A campaign: one round of visits, from the list of names to the published count.
namespace bina::census {

using base::Day;
using base::Money;
using CampaignId = base::Id<struct CampaignTag>;

/// In order of precedence.
namespace error {
inline constexpr base::ErrorKind not_found{"census.not_found", 404};
inline constexpr base::ErrorKind version{"census.version", 412};  ///< Changed by somebody else meanwhile.
inline constexpr base::ErrorKind bad_campaign{"census.bad_campaign", 422};  ///< With a fault for each.
inline constexpr base::ErrorKind outside_regency{"census.outside_regency", 422};
inline constexpr base::ErrorKind days_reversed{"census.days_reversed", 422};
/// What forms the prelist is fixed once the campaign runs.
inline constexpr base::ErrorKind fixed{"census.fixed", 409};
inline constexpr base::ErrorKind wrong_state{"census.wrong_state", 409};
inline constexpr base::ErrorKind no_prelist{"census.no_prelist", 409};  ///< Not made, or without a name.
/// Visits wait for review, or were sent back: nobody has said whether they count.
inline constexpr base::ErrorKind unreviewed{"census.unreviewed", 409};
}  // namespace error

enum class State : std::uint8_t { draft, running, closed, published };
inline constexpr std::array<std::string_view, 4> state_names{"draft", "running", "closed", "published"};
constexpr std::string_view name_of(State state) {
    return state_names[static_cast<std::size_t>(state)];
}

inline constexpr std::int64_t per_enumerator_default = 500;
inline constexpr std::int64_t per_enumerator_max = 1'000;

struct Campaign {
    CampaignId id;
    RegencyCode regency;
    std::string name;
    State state = State::draft;
    std::int64_t target = 0;
    Day from;
    Day until;
    std::vector<std::string> areas;  ///< Districts and villages; empty: the whole regency.
    std::vector<std::string> statuses;
    std::vector<std::string> sources;  ///< Labels of sources that name the business; empty: any.
    std::int64_t per_enumerator = per_enumerator_default;
    Money honorarium;  ///< For each accepted visit.
    Money cost;  ///< Planned beside the honorarium.
    QuestionnaireId questionnaire;
    std::int64_t questionnaire_version = 0;
    std::string prelist = "none";  ///< none, making, made, failed
    std::int64_t listed = 0;
    std::int64_t left_out = 0;
    std::int64_t version = 0;
    base::Instant at;
    std::string actor_name;
    std::optional<base::Instant> published_at;

    /// Enumerators that the names need, what so many accepted visits cost, and all of it if each is accepted.
    std::int64_t enumerators() const;
    Money honorarium_of(std::int64_t visits) const;
    Money estimate() const;
    bool takes_visits() const { return state == State::running || state == State::closed; }
};

/// Whether both make the same prelist of the same names in the same packs.
bool same_prelist(Campaign const&, Campaign const&);

/// Makes a campaign (as a draft) or changes it. Once it runs only name, target, last day, money and a later
/// version of its questionnaire change. The same again changes nothing. Errors: access::denied
/// (census.plan), version, bad_campaign, questionnaire_not_found, wrong_state, fixed.
base::Result<void> put_campaign(storage::Tx&, access::Actor const&, Questionnaires&, Campaign const&,
                                std::optional<std::int64_t> expected);
/// Errors: access::denied (registry.read within the regency), not_found.
base::Result<Campaign> find_campaign(storage::Tx&, access::Actor const&, RegencyCode const&,
                                     CampaignId const&);
/// The latest first. Error: access::denied.
base::Result<std::vector<Campaign>> campaigns(storage::Tx&, access::Actor const&, RegencyCode const&);

/// draft → running → closed → published. A closed one still takes what phones have not sent, and may run
/// again; a published one never changes. Errors: access::denied (census.plan), not_found, version,
/// wrong_state, no_prelist, unreviewed.
base::Result<void> move_to(storage::Tx&, access::Actor const&, RegencyCode const&, CampaignId const&, State,
                           std::int64_t expected);

/// Asks for the prelist of a draft; a job makes it (prelist.h). Errors: access::denied, not_found,
/// wrong_state.
base::Result<void> ask_prelist(storage::Tx&, access::Actor const&, RegencyCode const&, CampaignId const&);

/// Texts that hold no `separator`, in one; and back.
std::string joined(std::vector<std::string> const& texts, char separator);
std::vector<std::string> parted(std::string_view text, char separator);
/// What a column of the table holds. Throws storage::Damage.
std::string unsealed(storage::Vault const&, std::string_view bytes, std::string_view table);

}  // namespace bina::census
