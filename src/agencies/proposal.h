#pragma once
#include "agencies/handover.h"

/// Hand-overs that the law asks for: a business's class belongs to another level of government than the
/// agency that answers for it. They are found, never made: a person confirms or dismisses each.
namespace bina::agencies {

struct Proposal {
    BusinessId business;
    std::string name;  ///< Empty when its owner's data is restricted.
    std::string village;
    std::string district;
    std::string from;  ///< The agency that answers now.
    std::string to;  ///< By rule, of the level that the class asks for; empty when no rule names one.
    std::string size_class;
    std::string class_before;  ///< What it was counted as until then; empty if never anything else.
    std::optional<base::Day> since;  ///< From this day on it is counted as that class.
};

struct ProposalPage {
    std::vector<Proposal> items;  ///< In the order of ids.
    std::string next;
    registry::Count count;
};
/// Of counted businesses without an open hand-over, those not dismissed for their present class. `district`:
/// 6 digits, empty for any. Errors: access::denied, base::malformed (cursor).
base::Result<ProposalPage> proposals(storage::Tx&, access::Actor const&, RegencyCode const&,
                                     std::string const& district, std::string const& cursor,
                                     std::int64_t limit);
base::Result<registry::Count> count_proposals(storage::Tx&, RegencyCode const&);
/// The one of a business, if there is one.
base::Result<std::optional<Proposal>> proposal_of(storage::Tx&, RegencyCode const&, BusinessId const&);

/// Makes requests of the proposals of these businesses, their ids derived from `id`; the same again changes
/// nothing. Errors: those of `request`, no_proposal, no_target.
base::Result<void> confirm(storage::Tx&, access::Actor const&, RegencyCode const&, HandoverId const& id,
                           std::vector<BusinessId> const&, std::string_view reason);

/// The business stays where it is as long as it keeps its class. Errors: access::denied (handover.request
/// where it stands), reason_missing, no_proposal, not_yours.
base::Result<void> dismiss(storage::Tx&, access::Actor const&, RegencyCode const&, BusinessId const&,
                           std::string_view reason);

}  // namespace bina::agencies
