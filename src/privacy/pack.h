#pragma once
#include "audit/audit.h"
#include "privacy/desk.h"
#include "registry/business.h"

/// What a person is given who asks to see his data (UU 27/2022 Art. 7, 32): all of it, where it came from,
/// who has opened it, and which lists with it left the office.
namespace bina::privacy {

struct AccessPack {
    PrivacyRequest request;
    registry::BusinessPage page;  ///< In clear; `page.restricted` is never set.
    std::vector<Consent> consents;
    std::vector<PrivacyRequest> requests;
    std::vector<audit::Event> reads;  ///< Of this business, newest first.
    /// Lists that left the office since its first fact: whether it stood in them depends on their filter.
    std::vector<audit::Event> exports;
};
/// Records that it was made. Errors: access::denied, request_not_found, not_identified,
/// registry::error::not_found.
base::Result<AccessPack> access_pack(storage::Tx&, registry::ClassRules const&, access::Actor const&,
                                     RegencyCode const&, RequestId const&);

}  // namespace bina::privacy
