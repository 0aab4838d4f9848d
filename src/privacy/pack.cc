#include "privacy/pack.h"

#include <algorithm>

namespace bina::privacy {
namespace {

using access::Actor;
using access::Permission;
using base::fail;
using base::Result;
using storage::Tx;

constexpr std::int64_t events_max = 1'000;

/// Events of a kind about a business, or of the whole regency since a day.
Result<std::vector<audit::Event>> events_of(Tx& tx, RegencyCode const& regency, std::string_view event,
                                            std::string_view subject, std::optional<base::Instant> since) {
    return audit::events(tx, access::local_operator(),
                         {.regency = regency.text(),
                          .event = std::string(event),
                          .subject = std::string(subject),
                          .since = since,
                          .limit = events_max});
}

}  // namespace

Result<AccessPack> access_pack(Tx& tx, registry::ClassRules const& rules, Actor const& actor,
                               RegencyCode const& regency, RequestId const& id) {
    TRY(actor.require(Permission::registry_unmask, regency));
    AccessPack pack{.request = TRY(find_request(tx, actor, regency, id))};
    if (pack.request.state == "received") return fail(error::not_identified);
    auto const& business = pack.request.business;
    pack.page = TRY(registry::whole_page(tx, rules, actor, regency, business));
    pack.consents = TRY(consents_of(tx, actor, regency, business));
    pack.requests = TRY(requests_of(tx, regency, business));
    for (auto const* const event : {"registry.unmasked", "privacy.pack_made"})
        std::ranges::move(TRY(events_of(tx, regency, event, business.text(), {})),
                          std::back_inserter(pack.reads));
    std::ranges::sort(pack.reads, std::greater{}, &audit::Event::seq);
    if (!pack.page.facts.empty()) {
        auto const first = std::ranges::min_element(pack.page.facts, {}, &registry::Fact::recorded_at);
        pack.exports = TRY(events_of(tx, regency, "registry.exported", "", first->recorded_at));
    }
    TRY(audit::record(tx, actor, "privacy.pack_made", regency.text(), business.text()));
    return pack;
}

}  // namespace bina::privacy
