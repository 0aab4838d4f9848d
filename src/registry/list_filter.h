#pragma once
#include <fmt/format.h>

#include "registry/list.h"

/// How a list's query becomes SQL. Internal to the lists.
namespace bina::registry {

/// Where the columns of a list come from: the present rows `b`, or what each business was counted as on a
/// day, `p`.
struct Shown {
    bool past = false;

    /// The column of `business`, or what it was on the day.
    std::string column(std::string_view name) const;
    /// What `read_item` of list.cc reads.
    std::string columns() const;
    /// `index` names the one that is to be used, if any.
    std::string table(std::string_view index = {}) const;
};
Shown shown(ListQuery const&);

/// A WHERE clause that grows with its arguments.
struct Where {
    std::string sql = "b.regency = $1 AND b.merged_into = ''";
    std::vector<storage::Arg> args;

    explicit Where(ListQuery const& query) : args{storage::Arg(query.regency)} {
        // Who has a history has one from its first day on.
        if (query.as_of) add(" AND b.since <= {p}", *query.as_of);
    }
    template <class T>
    void add(std::string_view condition, T const& value) {
        args.emplace_back(value);
        sql += fmt::format(fmt::runtime(condition), fmt::arg("p", fmt::format("${}", args.size())));
    }
    template <class T>
    void add_equal(std::string const& column, T const& value) {
        add(" AND " + column + " = {p}", value);
    }
};

/// A village lies in its district, so that asking for one asks for the other.
ListQuery with_district(ListQuery);

Where filtered(ListQuery const&);

/// The query asks for all classes of a section, division or group.
bool asks_for_group(ListQuery const&);

/// The count of exactly what the query lists, where the tallies have it.
base::Result<std::optional<std::int64_t>> tallied(storage::Tx&, ListQuery const&);

}  // namespace bina::registry
