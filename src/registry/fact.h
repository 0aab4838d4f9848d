#pragma once
#include <limits>
#include <map>

#include "access/actor.h"
#include "registry/field.h"
#include "storage/db.h"

namespace bina::registry {

using base::RegencyCode;
using BusinessId = base::Id<struct BusinessTag>;
using PersonId = base::Id<struct PersonTag>;
using FactId = base::Id<struct FactTag>;
using BatchId = base::Id<struct BatchTag>;

/// In order of precedence: when several apply, the first is reported.
namespace error {
inline constexpr base::ErrorKind not_found{"registry.not_found", 404};
inline constexpr base::ErrorKind bad_values{"registry.bad_values", 422};  ///< With a fault per value.
inline constexpr base::ErrorKind no_name{"registry.no_name", 422};  ///< Neither business nor owner is named.
inline constexpr base::ErrorKind outside_regency{"registry.outside_regency", 422};
inline constexpr base::ErrorKind unknown_area{"registry.unknown_area", 422};
inline constexpr base::ErrorKind future_day{"registry.future_day", 422};
/// Who looks for a NIK or a phone sends it in the body (POST /api/v1/businesses/search).
inline constexpr base::ErrorKind identifier_in_address{"registry.identifier_in_address", 422};
inline constexpr base::ErrorKind id_reused{"registry.id_reused", 409};
inline constexpr base::ErrorKind version{"registry.version", 412};  ///< Changed by somebody else meanwhile.
inline constexpr base::ErrorKind was_merged{"registry.was_merged", 409};
inline constexpr base::ErrorKind purpose_missing{"registry.purpose_missing", 422};
inline constexpr base::ErrorKind merge_self{"registry.merge_self", 422};
inline constexpr base::ErrorKind merge_not_found{"registry.merge_not_found", 404};
inline constexpr base::ErrorKind rules_changed{"registry.rules_changed", 503};  ///< Meanwhile: repeat it.
}  // namespace error

/// Where a fact comes from.
struct Source {
    enum class Kind : std::uint8_t { batch, form, demo };
    Kind kind = Kind::form;
    std::string label;  ///< The source's name as people know it: "Daftar BPUM 2021".
    /// What it came with, to be withdrawn together: a file, or a decision about many businesses (then `kind`
    /// is form). Empty for a fact of its own.
    BatchId batch;
    std::int64_t row = 0;
};
inline constexpr std::array<std::string_view, 3> source_names{"batch", "form", "demo"};

/// Stands in a form that names no day: the day on which it is stored, by the clock of that moment.
constexpr base::Day day_of_storing = base::Day::from_number(std::numeric_limits<std::int32_t>::max());

/// One source said something about one business on one day. Never changed.
struct Fact {
    FactId id;
    BusinessId business;
    base::Day day;  ///< The day it speaks of.
    base::Instant recorded_at;
    std::string actor;
    Source source;
    PersonId person;  ///< The owner it speaks of; empty for none.
    std::string reason;
    Statement values;
    bool withdrawn = false;
};

/// The statement as it is stored (before sealing), and back. Values never hold tabs or line breaks.
std::string encode(Statement const&);
Statement decode(std::string_view body);

/// What `fact.body` holds before sealing: the statement and the reason, which is in people's own words.
std::string encode_body(Fact const&);
void decode_body(std::string_view body, Fact& fact);

/// Oldest first by the day they speak of, then in the order in which they were recorded.
void sort_facts(std::vector<Fact>&);

/// All facts recorded under the business's own id, sorted; withdrawn ones are marked.
base::Result<std::vector<Fact>> facts_of(storage::Tx&, RegencyCode const&, BusinessId const&);

/// The facts that `family_facts` has of each business from `first` to `last` in the order of ids, read
/// together.
base::Result<std::map<BusinessId, std::vector<Fact>>> facts_between(storage::Tx&, RegencyCode const&,
                                                                    BusinessId const& first,
                                                                    BusinessId const& last);

/// The records that were merged into this one, and were not parted again.
base::Result<std::vector<BusinessId>> absorbed_by(storage::Tx&, RegencyCode const&, BusinessId const&);
/// The facts of the business and of everything merged into it, sorted: what its state is made of.
base::Result<std::vector<Fact>> family_facts(storage::Tx&, RegencyCode const&, BusinessId const&);

}  // namespace bina::registry
