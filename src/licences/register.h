#pragma once
#include <functional>

#include "licences/contact.h"
#include "registry/list.h"

/// The licence register of a regency: what its businesses hold, what expires, and what they lack.
namespace bina::licences {

/// How a licence stands on a day. `expiring`: within so many days, that day included.
enum class State : std::uint8_t { expired, expiring, valid, endless, moved, unknown };
inline constexpr std::array<std::string_view, 6> state_names{"expired", "expiring", "valid",
                                                             "endless", "moved",    "unknown"};
State state_of(std::optional<base::Day> until, registry::Basis, base::Day today, int days);

/// The spans of days for which expiring licences are counted.
inline constexpr std::array<int, 4> day_spans{30, 60, 90, 180};

/// Which licences of businesses that count a list or export holds.
struct RegisterQuery {
    RegencyCode regency;
    std::optional<State> state = {};
    int days = 90;  ///< For `expiring` and `valid`.
    std::optional<LicenceKind> kind = {};
    std::string district;  ///< 6 digits; empty: any.
    std::string village;  ///< 10 digits; empty: any.
    bool waiting = false;  ///< Only those about which nobody was spoken with.
    std::string cursor;
    std::int64_t limit = 50;
};

struct RegisterItem {
    LicenceKey key;
    std::string issuer;
    std::optional<base::Day> from;
    std::optional<base::Day> until;
    registry::Basis basis;
    std::string fact;  ///< Id of the fact that spoke of it last.
    std::string name;  ///< Of the business.
    std::string nib;  ///< Of the business; empty if not known.
    std::string owner;
    std::string village;
    std::string district;
    std::vector<Contact> contacts;
};

struct RegisterPage {
    std::vector<RegisterItem> items;
    std::string next;  ///< The cursor of the next page; empty on the last.
    registry::Count count;
};

/// The soonest to expire first. Errors: access::denied, base::malformed (cursor).
base::Result<RegisterPage> list_licences(storage::Tx&, access::Actor const&, RegisterQuery const&);

/// Every licence that the query lets through, in the order of its page, as long as `visit` returns true;
/// contacts are left out.
base::Result<void> each_licence(storage::Tx&, RegisterQuery const&,
                                std::function<bool(RegisterItem const&)> const& visit);

/// The licences of one business, also of one that no longer counts. Error: access::denied.
base::Result<std::vector<RegisterItem>> licences_of(storage::Tx&, access::Actor const&, RegencyCode const&,
                                                    BusinessId const&);

/// How many licences of one kind stand how.
struct KindCount {
    LicenceKind kind;
    std::int64_t held = 0;
    std::int64_t expired = 0;
    std::array<std::int64_t, day_spans.size()>
        expiring{};  ///< Within each span; the longer hold the shorter.
    std::int64_t endless = 0;
    std::int64_t moved = 0;
    std::int64_t unknown = 0;
};

/// Law: a licence that businesses of a trade need, and how many lack it.
struct Need {
    std::string trade;  ///< Empty: every trade.
    std::string lacks;  ///< One of registry::has_names.
    base::Day due_from;
    std::string source;
    registry::Count count;
};

struct Summary {
    std::vector<KindCount> kinds;
    std::vector<Need> needs;
    std::vector<registry::LicenceRule> rules;
};
/// Of the regency, one of its districts or villages. Error: access::denied.
base::Result<Summary> summary(storage::Tx&, access::Actor const&, RegencyCode const&,
                              std::string_view district, std::string_view village);

/// Writes who takes which list out of the system, and why. Errors: access::denied,
/// registry::error::purpose_missing.
base::Result<void> record_export(storage::Tx&, access::Actor const&, RegisterQuery const&,
                                 std::string_view reason);

}  // namespace bina::licences
