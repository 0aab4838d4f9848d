#pragma once
#include <fmt/format.h>

#include <algorithm>

#include "agencies/handover.h"

/// What the lists and verbs of this module share. Internal to it.
namespace bina::agencies {

/// Conditions of a list that grow with their arguments, the regency the first.
struct Conditions {
    std::string sql;
    std::vector<storage::Arg> args;

    explicit Conditions(RegencyCode const& regency) : args{storage::Arg(regency)} {}
    /// `{0}` in the condition stands for the value, which must outlive the statement.
    void add(std::string_view condition, std::string_view value) {
        args.emplace_back(value);
        sql += fmt::format(fmt::runtime(condition), fmt::format("${}", args.size()));
    }
};

inline registry::Count capped(std::int64_t count) {
    return {std::min(count, registry::count_cap), count > registry::count_cap};
}

/// Error: reason_missing.
base::Result<void> require_reason(std::string_view reason);
/// Whoever belongs to agencies acts for these only, and for no agency. Error: not_yours.
base::Result<void> require_acts_for(storage::Tx&, access::Actor const&, RegencyCode const&,
                                    std::string_view agency);

}  // namespace bina::agencies
