#pragma once
#include "registry/state.h"
#include "registry/writer.h"

/// The verbs of the registry: which businesses exist, what is known of each, from where and since when.
namespace bina::registry {

/// Values as a form sends them, brought to canonical form. Error: bad_values, with a fault for each value
/// refused (base.malformed, outside_regency, or what identifier.h finds).
base::Result<Statement> check_values(RegencyCode const&, Statement const&, base::Day today);

/// A purpose or reason that is shorter says nothing.
inline constexpr std::size_t purpose_bytes_min = 5;
/// Error: purpose_missing.
base::Result<void> require_purpose(std::string_view purpose);

enum class Registration { created, already_known };

/// What a form's values are judged by.
struct FormRules {
    ClassRules const& classes;
    /// Empty for a code that no area has.
    std::function<std::string(std::string_view code)> const& area_name;
};

/// Registers a business with its first fact; the same call again changes nothing.
/// Errors: access::denied, bad_values, no_name, future_day, id_reused.
base::Result<Registration> register_business(storage::Tx&, FormRules const&, access::Actor const&,
                                             RegencyCode const&, Fact const&);

/// Adds what somebody says of a business; the same fact again changes nothing. `expected` is the version that
/// he saw. Errors: access::denied, bad_values (also when nothing is said), future_day, id_reused, not_found,
/// was_merged, version.
base::Result<Registration> add_fact(storage::Tx&, FormRules const&, access::Actor const&, RegencyCode const&,
                                    Fact const&, std::int64_t expected);

struct Owner {
    PersonId person;
    std::string name;
    std::string nik;
    base::Day since;
    struct Other {
        BusinessId id;
        std::string name;
    };
    std::vector<Other> others;  ///< Further businesses of the same person.
};

struct MergedRecord {
    std::string merge_id;
    BusinessId id;
    std::string name;
    base::Instant at;
    std::string actor;
};

/// Everything known of one business. `state` points into `facts`.
struct BusinessPage {
    BusinessId id;
    RegencyCode regency;
    std::int64_t version = 0;
    base::Instant updated_at;
    std::string merged_into;
    bool restricted = false;  ///< Values of `personal` fields, owners and reasons are left out.
    std::vector<Fact> facts;  ///< Of the business and of the records merged into it, oldest first.
    std::vector<Current> state;  ///< On the day asked for, as are `owners` and `classes`.
    Cell cell;  ///< What it counts as on that day.
    base::Day since;  ///< Of its first fact that counts.
    std::vector<Owner> owners;
    std::vector<Classification> classes;
    std::vector<MergedRecord> merged;
};

/// Errors: access::denied, not_found.
base::Result<BusinessPage> business_page(storage::Tx&, ClassRules const&, access::Actor const&,
                                         RegencyCode const&, BusinessId const&,
                                         std::optional<base::Day> as_of = {});

/// Where a business stands: its village, else its district, else (also when it is not there) its regency.
base::Result<std::string> place_of(storage::Tx&, RegencyCode const&, BusinessId const&);
/// A right over a district or village opens the businesses that stand there. Error: access::denied.
base::Result<void> require_at(storage::Tx&, access::Actor const&, access::Permission, RegencyCode const&,
                              BusinessId const&);

/// The same of a business whatever its restriction, for its owner himself. Who may is the caller's to check.
/// Error: not_found.
base::Result<BusinessPage> whole_page(storage::Tx&, ClassRules const&, access::Actor const&,
                                      RegencyCode const&, BusinessId const&,
                                      std::optional<base::Day> as_of = {});

/// The business that `business` is now: itself, or what it was merged into.
base::Result<BusinessId> survivor_of(storage::Tx&, RegencyCode const&, BusinessId const& business);

/// The personal values of a business in clear, for a stated purpose, which is recorded.
/// Errors: access::denied, purpose_missing, not_found, restricted.
base::Result<std::vector<Value>> unmask(storage::Tx&, access::Actor const&, RegencyCode const&,
                                        BusinessId const&, std::string_view purpose);

}  // namespace bina::registry
