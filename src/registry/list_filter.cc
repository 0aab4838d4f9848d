#include "registry/list_filter.h"

#include <algorithm>
#include <bit>

#include "base/names.h"
#include "base/zone.h"
#include "kbli/table.h"
#include "registry/responsible.h"

namespace bina::registry {
namespace {

using base::Result;
using storage::Tx;

// As in the indexes for rare values, which are used only where their condition stands word for word.
constexpr std::string_view rare_status =
    "b.status <> 'claimed' AND b.status <> 'found' AND b.status <> 'verified'";
constexpr std::string_view rare_class = "b.class <> 'micro' AND b.class <> 'unknown'";

/// "not located" is asked for as the area's code with zeros, and stored as "".
std::string_view stored(std::string_view code) {
    return code.ends_with("00") && (code.size() == 6 || code.ends_with("0000")) ? std::string_view{} : code;
}

void add_status(Where& where, ListQuery const& query, Shown const& from) {
    if (query.status == "all") return;
    if (query.status == "counted") {
        where.sql +=
            fmt::format(" AND {} IN ('claimed', 'found', 'verified', 'paused')", from.column("status"));
        return;
    }
    where.add_equal(from.column("status"), query.status);
    if (!from.past && !rare_status.contains("'" + query.status + "'"))
        where.sql += fmt::format(" AND {}", rare_status);
}

std::optional<std::size_t> single_bit(unsigned bits) {
    if (std::popcount(bits) != 1) return std::nullopt;
    return static_cast<std::size_t>(std::countr_zero(bits));
}

/// Codes are five digits and their edition, so that those of a group stand together, of all editions.
void add_kbli(Where& where, ListQuery const& query, Shown const& from) {
    auto const column = from.column("kbli");
    if (query.kbli == "none" || query.kbli == "any") {
        where.sql += fmt::format(" AND {} {} ''", column, query.kbli == "none" ? "=" : "<>");
        return;
    }
    if (asks_for_group(query)) {
        auto const slash = query.kbli.find('/');
        auto const above = std::string_view(query.kbli).substr(0, slash);
        auto const edition = std::string_view(query.kbli).substr(slash + 1);
        auto range = std::pair(above, above);
        if (above.size() == 1)
            range = kbli::Table::builtin().divisions_of(kbli::edition_of(edition).value(), above);
        where.add(" AND " + column + " >= {p}", range.first);
        auto const nines = std::string(kbli::class_digits - range.second.size(), '9');
        where.add(" AND " + column + " <= {p} || '" + nines + "/9999'", range.second);
        where.add_equal(fmt::format("substr({}, {})", column, kbli::class_digits + 2), edition);
    } else {
        where.add_equal(column, query.kbli);
    }
    if (!from.past) where.sql += " AND b.kbli <> ''";
}

/// Of an agency only the present number is kept, by district.
Result<std::optional<std::int64_t>> answering_count(Tx& tx, ListQuery const& query) {
    bool const more = !query.village.empty() || !query.trade.empty() || !query.size_class.empty() ||
                      query.coached || query.flagship || query.has != 0 || query.lacks != 0;
    if (more || query.as_of || query.status != "counted") return std::nullopt;
    auto const counts = TRY(answering_counts(tx, query.regency, query.district));
    auto const found = counts.find(query.agency == "none" ? std::string() : query.agency);
    return found == counts.end() ? 0 : found->second;
}

}  // namespace

Shown shown(ListQuery const& query) {
    return {.past = query.as_of.has_value()};
}

std::string Shown::column(std::string_view name) const {
    return past ? fmt::format("coalesce(p.{0}, b.{0})", name) : fmt::format("b.{}", name);
}

std::string Shown::columns() const {
    return fmt::format(
        "b.id, b.seq, b.name, b.sort_name, b.owner, {}, {}, {}, {}, {}, b.nib, b.coached_by, {}, {}, "
        "b.updated_at,"
        " b.person, {}, b.activity, b.responsible, b.sealed",
        column("trade"), column("class"), column("status"), column("village"), column("district"),
        column("flagship"), column("has"), column("kbli"));
}

std::string Shown::table(std::string_view index) const {
    std::string text = "business b";
    if (!index.empty()) text += fmt::format(" /* by {} */", index);
    // The day is the second argument of every such query.
    if (past)
        text +=
            " LEFT JOIN business_past p ON p.regency = b.regency AND p.business = b.id AND p.from_day <= $2"
            " AND p.until_day > $2";
    return text;
}

bool asks_for_group(ListQuery const& query) {
    return query.kbli.find('/') < kbli::class_digits;
}

ListQuery with_district(ListQuery query) {
    if (query.district.empty()) query.district = query.village.substr(0, 6);
    return query;
}

Where filtered(ListQuery const& query) {
    Where where(query);
    auto const from = shown(query);
    if (!query.district.empty()) where.add_equal(from.column("district"), stored(query.district));
    if (!query.village.empty()) where.add_equal(from.column("village"), stored(query.village));
    if (!query.trade.empty()) where.add_equal(from.column("trade"), query.trade);
    if (!query.size_class.empty()) {
        where.add_equal(from.column("class"), query.size_class);
        if (!from.past && !rare_class.contains("'" + query.size_class + "'"))
            where.sql += fmt::format(" AND {}", rare_class);
    }
    add_status(where, query, from);
    if (!query.kbli.empty()) add_kbli(where, query, from);
    if (!query.activity.empty()) where.add(" AND b.activity = {p}", query.activity);
    if (query.coached)
        where.sql += from.past ? " AND (p.coached = 1 OR (p.coached IS NULL AND b.coached_by <> ''))"
                               : " AND b.coached_by <> ''";
    if (!query.agency.empty())
        where.add(" AND b.responsible = {p}", query.agency == "none" ? std::string_view{} : query.agency);
    if (!query.coach.empty())
        where.add(
            " AND EXISTS (SELECT 1 FROM coach c WHERE c.regency = b.regency AND c.business = b.id"
            " AND c.ended = '' AND c.agency = {p})",
            query.coach);
    if (query.flagship) where.sql += fmt::format(" AND {} = 1", from.column("flagship"));
    auto const has = from.column("has");
    if (query.has != 0) {
        where.add(" AND (" + has + " & {p})", static_cast<std::int64_t>(query.has));
        where.add(" = {p}", static_cast<std::int64_t>(query.has));
    }
    if (query.lacks != 0) where.add(" AND (" + has + " & {p}) = 0", static_cast<std::int64_t>(query.lacks));
    return where;
}

Result<std::optional<std::int64_t>> tallied(Tx& tx, ListQuery const& query) {
    bool const counted = query.status == "counted";
    if (query.status == "all" || (!query.village.empty() && !query.village.starts_with(query.district)))
        return std::nullopt;
    if (!query.kbli.empty() || !query.activity.empty() || !query.coach.empty()) return std::nullopt;
    if (!query.agency.empty()) return TRY(answering_count(tx, query));
    std::vector<std::size_t> cells;
    if (!counted) cells.push_back(tally_status + base::index_of(statuses, query.status));
    if (!query.trade.empty()) cells.push_back(tally_trade + base::index_of(trades, query.trade));
    if (!query.size_class.empty())
        cells.push_back(tally_class + base::index_of(class_names, query.size_class));
    if (query.coached) cells.push_back(tally_coached);
    if (query.flagship) cells.push_back(tally_flagship);
    auto const known = single_bit(query.has);
    auto const unknown = single_bit(query.lacks);
    if ((query.has != 0 && !known) || (query.lacks != 0 && !unknown)) return std::nullopt;
    if (known) cells.push_back(tally_has + *known);
    if (unknown) cells.push_back(tally_has + *unknown);
    if (cells.size() > 1) return std::nullopt;

    std::string const& area = !query.village.empty()    ? query.village
                              : !query.district.empty() ? query.district
                                                        : query.regency.text();
    auto const tally =
        TRY(tally_of(tx, query.regency, area, query.as_of.value_or(base::day_in(area, tx.now()))));
    if (cells.empty()) return tally[tally_counted];
    auto const count = tally[cells.front()];
    return unknown ? tally[tally_counted] - count : count;
}

}  // namespace bina::registry
