#include "registry/list.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/fold.h"

namespace bina::registry {
namespace {

using base::fail;
using base::Result;
using storage::Arg;
using storage::Row;
using storage::Tx;

constexpr std::string_view item_columns =
    "id, seq, name, sort_name, owner, trade, class, status, village, district, nib, sealed, coached_by, "
    "flagship,"
    " has, updated_at, person";
constexpr std::string_view counted_statuses = "('claimed', 'found', 'verified', 'paused')";

ListItem read_item(storage::Vault const& vault, Row const& row) {
    auto const sealed = unseal(vault, row.bytes(11));
    return {.id = row.get<BusinessId>(0),
            .seq = row.integer(1),
            .name = row.get<std::string>(2),
            .sort_name = row.get<std::string>(3),
            .owner = row.get<std::string>(4),
            .trade = row.get<std::string>(5),
            .size_class = row.get<std::string>(6),
            .status = row.get<std::string>(7),
            .village = row.get<std::string>(8),
            .district = row.get<std::string>(9),
            .nib = row.get<std::string>(10),
            .nik = sealed.nik,
            .phone = sealed.phone,
            .coached_by = row.get<std::string>(12),
            .flagship = row.integer(13) == 1,
            .has = static_cast<unsigned>(row.integer(14)),
            .updated_at = row.get<base::Instant>(15),
            .person = row.get<std::string>(16)};
}

/// A WHERE clause that grows with its arguments.
struct Where {
    std::string sql = "regency = $1 AND merged_into = ''";
    std::vector<Arg> args;

    explicit Where(RegencyCode const& regency) : args{Arg(regency)} {}
    template <class T>
    void add(std::string_view condition, T const& value) {
        args.emplace_back(value);
        sql += fmt::format(fmt::runtime(condition), fmt::arg("p", fmt::format("${}", args.size())));
    }
};

/// "not located" is asked for as the area's code with zeros, and stored as "".
std::string_view stored(std::string_view code) {
    return code.ends_with("00") && (code.size() == 6 || code.ends_with("0000")) ? std::string_view{} : code;
}

Where filtered(ListQuery const& query) {
    Where where(query.regency);
    if (!query.district.empty()) where.add(" AND district = {p}", stored(query.district));
    if (!query.village.empty()) {
        where.add(" AND village = {p}", stored(query.village));
        if (query.district.empty())
            where.add(" AND district = {p}", std::string_view(query.village).substr(0, 6));
    }
    if (!query.trade.empty()) where.add(" AND trade = {p}", query.trade);
    if (!query.size_class.empty()) where.add(" AND class = {p}", query.size_class);
    if (query.status == "counted")
        where.sql += fmt::format(" AND status IN {}", counted_statuses);
    else if (query.status != "all")
        where.add(" AND status = {p}", query.status);
    if (query.coached) where.sql += " AND coached_by <> ''";
    if (query.flagship) where.sql += " AND flagship = 1";
    if (query.has != 0) {
        where.add(" AND (has & {p})", static_cast<std::int64_t>(query.has));
        where.add(" = {p}", static_cast<std::int64_t>(query.has));
    }
    if (query.lacks != 0) where.add(" AND (has & {p}) = 0", static_cast<std::int64_t>(query.lacks));
    return where;
}

bool passes(ListQuery const& query, ListItem const& item) {
    bool const status = query.status == "all" || query.status == item.status ||
                        (query.status == "counted" && is_counted(item.status));
    return status && (query.district.empty() || stored(query.district) == item.district) &&
           (query.village.empty() || stored(query.village) == item.village) &&
           (query.trade.empty() || query.trade == item.trade) &&
           (query.size_class.empty() || query.size_class == item.size_class) &&
           (!query.coached || !item.coached_by.empty()) && (!query.flagship || item.flagship) &&
           (item.has & query.has) == query.has && (item.has & query.lacks) == 0;
}

/// The column of `tally` that counts exactly what the query lists, if there is one.
std::optional<std::pair<std::string, std::size_t>> tally_cell(ListQuery const& query) {
    std::string const area = !query.village.empty()    ? query.village
                             : !query.district.empty() ? query.district
                                                       : query.regency.text();
    std::vector<std::size_t> columns;
    auto const index = [](auto const& names, std::string const& name) {
        return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
    };
    if (!query.trade.empty()) columns.push_back(tally_trade + index(trades, query.trade));
    if (!query.size_class.empty()) columns.push_back(tally_class + index(class_names, query.size_class));
    if (query.coached) columns.push_back(tally_coached);
    if (query.flagship) columns.push_back(tally_flagship);
    for (std::size_t i = 0; i < has_names.size(); ++i)
        if (query.has == 1U << i) columns.push_back(tally_has + i);
    if (query.lacks != 0 || (query.has != 0 && std::popcount(query.has) > 1)) return std::nullopt;
    if (query.status == "counted") {
        if (columns.empty()) columns.push_back(tally_counted);
    } else if (query.status == "all") {
        return std::nullopt;
    } else {
        columns.push_back(tally_status + index(statuses, query.status));
    }
    if (columns.size() != 1) return std::nullopt;
    return std::pair(area, columns.front());
}

Result<Count> count_rows(Tx& tx, ListQuery const& query) {
    if (auto const cell = tally_cell(query)) {
        auto const tally = TRY(tally_of(tx, query.regency, cell->first, base::Day::of(tx.now())));
        return Count{tally[cell->second], false};
    }
    auto const where = filtered(query);
    auto const sql = fmt::format("SELECT count(*) FROM (SELECT 1 FROM business WHERE {} LIMIT {}) AS some",
                                 where.sql, count_cap + 1);
    std::int64_t count = 0;
    TRY(tx.each_with(sql, where.args, [&](Row const& row) { count = row.integer(0); }));
    return Count{std::min(count, count_cap), count > count_cap};
}

std::string cursor_after(ListQuery const& query, ListItem const& item) {
    return query.sort == ListQuery::Sort::name ? item.id.text() + item.sort_name : item.id.text();
}

Result<ListPage> browse(Tx& tx, ListQuery const& query) {
    auto where = filtered(query);
    bool const by_name = query.sort == ListQuery::Sort::name;
    std::string const after_id = query.cursor.substr(0, 32);
    std::string const after_name = query.cursor.size() > 32 ? query.cursor.substr(32) : "";
    if (!query.cursor.empty()) {
        TRY(BusinessId::parse(after_id));
        if (by_name) {
            where.add(" AND (sort_name, id) > ({p}", after_name);
            where.add(", {p})", after_id);
        } else {
            where.add(" AND id < {p}", after_id);
        }
    }
    auto const sql = fmt::format("SELECT {} FROM business WHERE {} ORDER BY {} LIMIT {}", item_columns,
                                 where.sql, by_name ? "sort_name, id" : "id DESC", query.limit + 1);
    ListPage page;
    TRY(tx.each_with(sql, where.args,
                     [&](Row const& row) { page.items.push_back(read_item(tx.vault(), row)); }));
    if (std::ssize(page.items) > query.limit) {
        page.items.pop_back();
        page.next = cursor_after(query, page.items.back());
    }
    page.count = TRY(count_rows(tx, query));
    return page;
}

/// The rows behind numbers of the index that pass the query's filters.
Result<std::vector<ListItem>> found_items(Tx& tx, ListQuery const& query,
                                          std::vector<std::int64_t> const& seqs) {
    static std::string const sql = fmt::format(
        "SELECT {} FROM business WHERE regency = $1 AND seq = $2 AND merged_into = ''", item_columns);
    std::vector<ListItem> items;
    for (auto const seq : seqs) {
        auto item = TRY(
            tx.first(sql, [&](Row const& row) { return read_item(tx.vault(), row); }, query.regency, seq));
        if (item && passes(query, *item)) items.push_back(*std::move(item));
    }
    return items;
}

/// How well a name fits what was typed: 0 begins with it, 1 holds a word that begins with it, 2 otherwise.
int rank(std::string_view folded_query, ListItem const& item) {
    if (item.sort_name.starts_with(folded_query)) return 0;
    return item.sort_name.contains(fmt::format(" {}", folded_query)) ? 1 : 2;
}

Result<ListPage> search(Tx& tx, ListQuery const& query) {
    std::int64_t from = 0;
    std::int64_t offset = 0;
    if (!query.cursor.empty()) {
        auto& target = query.cursor.front() == 's' ? from : offset;
        auto const digits = std::string_view(query.cursor).substr(1);
        auto const [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), target);
        if (code != std::errc{} || target < 0) return fail(base::malformed, "cursor");
    }
    ListPage page;
    std::vector<ListItem> items;
    bool all = false;
    // With filters a batch of matches may hold too few that pass; more are read, up to the cap of the count.
    std::int64_t read = 0;
    while (std::ssize(items) <= query.limit && !all && read <= count_cap) {
        auto const seqs = TRY(search_index(tx, query.regency, query.text, from, ranked_matches));
        all = std::ssize(seqs) < ranked_matches;
        read += std::ssize(seqs);
        auto found = TRY(found_items(tx, query, seqs));
        std::ranges::move(found, std::back_inserter(items));
        if (!seqs.empty()) from = seqs.back();
        if (all && read < ranked_matches) break;
    }
    bool const ranked = all && read < ranked_matches && (query.cursor.empty() || query.cursor.front() == 'o');
    page.count = {std::ssize(items), !all};
    if (ranked) {
        auto const folded = base::fold(query.text);
        std::ranges::sort(items, {}, [&](ListItem const& item) {
            return std::tuple(rank(folded, item), std::string_view(item.sort_name),
                              std::string_view(item.id.text()));
        });
        items.erase(items.begin(), items.begin() + std::min<std::ptrdiff_t>(offset, std::ssize(items)));
    }
    if (std::ssize(items) > query.limit) {
        items.resize(static_cast<std::size_t>(query.limit));
        page.next = ranked ? fmt::format("o{}", offset + query.limit) : fmt::format("s{}", items.back().seq);
    } else if (!all) {
        page.next = fmt::format("s{}", from);
    }
    page.items = std::move(items);
    return page;
}

}  // namespace

Result<ListPage> list_businesses(Tx& tx, access::Actor const& actor, ListQuery const& query) {
    TRY(actor.require(access::Permission::registry_read, query.regency));
    return base::fold(query.text).empty() ? browse(tx, query) : search(tx, query);
}

Result<void> each_business(Tx& tx, ListQuery const& query,
                           std::function<bool(ListItem const&)> const& visit) {
    auto const where = filtered(query);
    auto const sql = fmt::format("SELECT {} FROM business WHERE {} ORDER BY id", item_columns, where.sql);
    return tx.stream_with(sql, where.args, [&](Row const& row) { return visit(read_item(tx.vault(), row)); });
}

}  // namespace bina::registry
