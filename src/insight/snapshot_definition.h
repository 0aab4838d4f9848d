#pragma once
#include "insight/snapshot.h"

/// The parts of a snapshot that are words and numbers.
namespace bina::insight {

/// Filters as they are stored, each once and in one order: "district=331605&status=counted".
std::string filters_text(registry::ListQuery const&);
registry::ListQuery query_of(base::RegencyCode const&, base::Day as_of, std::string_view filters);

struct Before {
    base::Day day;
    std::int64_t total = 0;
};

/// Counts of the rows as they are frozen.
struct Figures {
    std::int64_t total = 0;
    std::array<std::int64_t, registry::statuses.size()> statuses{};
    std::array<std::int64_t, registry::trades.size()> trades{};
    std::array<std::int64_t, registry::class_names.size()> classes{};
    std::array<std::int64_t, registry::has_names.size()> has{};
    std::int64_t coached = 0;
    std::int64_t flagship = 0;
    std::map<std::string, std::int64_t> districts;  ///< By code; "" where it is not known.
    std::map<std::string, std::int64_t> villages;
    Before previous;

    void add(FrozenRow const&);
};

/// How many the same query let through a year before its day.
base::Result<Before> count_before(storage::Tx&, registry::ListQuery const&);

std::string figures_json(Figures const&, AreaName const&);
/// What the figures are: area, day, filters, the law in force on that day, formulas, who made them and when,
/// and what had been recorded until then.
base::Result<std::string> definition_json(storage::Tx&, registry::ClassRules const&, Snapshot const&,
                                          AreaName const&);

}  // namespace bina::insight
