#include "registry/list.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <charconv>

#include "base/fold.h"
#include "registry/restriction.h"
#include "storage/number_list.h"

namespace bina::registry {
namespace {

using base::fail;
using base::Result;
using storage::Arg;
using storage::Row;
using storage::Tx;

constexpr std::string_view item_columns =
    "id, seq, name, sort_name, owner, trade, class, status, village, district, nib, coached_by, flagship, "
    "has,"
    " updated_at, person, sealed";
constexpr int sealed_column = 16;

// As in the indexes for rare values, which are used only where their condition stands word for word.
constexpr std::string_view rare_status = "status <> 'claimed' AND status <> 'found' AND status <> 'verified'";
constexpr std::string_view rare_class = "class <> 'micro' AND class <> 'unknown'";

/// All but what is sealed.
ListItem read_item(Row const& row) {
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
            .coached_by = row.get<std::string>(11),
            .flagship = row.integer(12) == 1,
            .has = static_cast<unsigned>(row.integer(13)),
            .updated_at = row.get<base::Instant>(14),
            .person = row.get<std::string>(15)};
}

void open_sealed(storage::Vault const& vault, ListItem& item, std::string_view bytes) {
    auto sealed = unseal(vault, bytes);
    item.nik = std::move(sealed.nik);
    item.phone = std::move(sealed.phone);
}

ListItem read_whole_item(storage::Vault const& vault, Row const& row) {
    auto item = read_item(row);
    open_sealed(vault, item, row.bytes(sealed_column));
    return item;
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

/// A village lies in its district, so that asking for one asks for the other.
ListQuery with_district(ListQuery query) {
    if (query.district.empty()) query.district = query.village.substr(0, 6);
    return query;
}

Where filtered(ListQuery const& query) {
    Where where(query.regency);
    if (!query.district.empty()) where.add(" AND district = {p}", stored(query.district));
    if (!query.village.empty()) where.add(" AND village = {p}", stored(query.village));
    if (!query.trade.empty()) where.add(" AND trade = {p}", query.trade);
    if (!query.size_class.empty()) {
        where.add(" AND class = {p}", query.size_class);
        if (!rare_class.contains("'" + query.size_class + "'"))
            where.sql += fmt::format(" AND {}", rare_class);
    }
    if (query.status == "counted") {
        where.sql += " AND status IN ('claimed', 'found', 'verified', 'paused')";
    } else if (query.status != "all") {
        where.add(" AND status = {p}", query.status);
        if (!rare_status.contains("'" + query.status + "'")) where.sql += fmt::format(" AND {}", rare_status);
    }
    if (query.coached) where.sql += " AND coached_by <> ''";
    if (query.flagship) where.sql += " AND flagship = 1";
    if (query.has != 0) {
        where.add(" AND (has & {p})", static_cast<std::int64_t>(query.has));
        where.add(" = {p}", static_cast<std::int64_t>(query.has));
    }
    if (query.lacks != 0) where.add(" AND (has & {p}) = 0", static_cast<std::int64_t>(query.lacks));
    return where;
}

template <std::size_t N>
std::size_t index_of(std::array<std::string_view, N> const& names, std::string_view name) {
    return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

std::optional<std::size_t> single_bit(unsigned bits) {
    if (std::popcount(bits) != 1) return std::nullopt;
    return static_cast<std::size_t>(std::countr_zero(bits));
}

/// The count of exactly what the query lists, where the tallies have it.
Result<std::optional<std::int64_t>> tallied(Tx& tx, ListQuery const& query) {
    bool const counted = query.status == "counted";
    if (query.status == "all" || (!query.village.empty() && !query.village.starts_with(query.district)))
        return std::nullopt;
    std::vector<std::size_t> columns;
    if (!counted) columns.push_back(tally_status + index_of(statuses, query.status));
    if (!query.trade.empty()) columns.push_back(tally_trade + index_of(trades, query.trade));
    if (!query.size_class.empty()) columns.push_back(tally_class + index_of(class_names, query.size_class));
    if (query.coached) columns.push_back(tally_coached);
    if (query.flagship) columns.push_back(tally_flagship);
    auto const known = single_bit(query.has);
    auto const unknown = single_bit(query.lacks);
    if ((query.has != 0 && !known) || (query.lacks != 0 && !unknown)) return std::nullopt;
    if (known) columns.push_back(tally_has + *known);
    if (unknown) columns.push_back(tally_has + *unknown);
    if (columns.size() > 1) return std::nullopt;

    std::string const& area = !query.village.empty()    ? query.village
                              : !query.district.empty() ? query.district
                                                        : query.regency.text();
    auto const tally = TRY(tally_of(tx, query.regency, area, base::Day::of(tx.now())));
    if (columns.empty()) return tally[tally_counted];
    auto const count = tally[columns.front()];
    return unknown ? tally[tally_counted] - count : count;
}

Result<Count> count_rows(Tx& tx, ListQuery const& query) {
    if (auto const count = TRY(tallied(tx, query))) return Count{*count, false};
    auto const where = filtered(query);
    auto const sql =
        fmt::format("SELECT count(*) FROM (SELECT 1 FROM business WHERE {} LIMIT {}) AS matching", where.sql,
                    count_cap + 1);
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
        if (!BusinessId::parse(after_id)) return fail(base::malformed, "cursor");
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
                     [&](Row const& row) { page.items.push_back(read_whole_item(tx.vault(), row)); }));
    if (std::ssize(page.items) > query.limit) {
        page.items.pop_back();
        page.next = cursor_after(query, page.items.back());
    }
    page.count = TRY(count_rows(tx, query));
    return page;
}

/// A match of a search, not yet opened.
struct Match {
    ListItem item;
    std::string sealed;
    int rank = 0;
};

/// The rows behind numbers of the index that pass the query's filters, the newest first.
Result<std::vector<Match>> matches_of(Tx& tx, ListQuery const& query, std::vector<std::int64_t> const& seqs) {
    auto where = filtered(query);
    auto const list = storage::number_list(tx.engine(), seqs);
    where.add(" AND seq" + storage::any_of(tx.engine(), "{p}"), list);
    auto const sql = fmt::format("SELECT {} FROM business /* by business_seq */ WHERE {} ORDER BY seq DESC",
                                 item_columns, where.sql);
    std::vector<Match> matches;
    TRY(tx.each_with(sql, where.args, [&](Row const& row) {
        matches.push_back({read_item(row), std::string(row.bytes(sealed_column))});
    }));
    return matches;
}

void open_matches(storage::Vault const& vault, std::vector<Match>& matches, std::vector<ListItem>& items) {
    for (auto& match : matches) {
        open_sealed(vault, match.item, match.sealed);
        items.push_back(std::move(match.item));
    }
}

/// How well a name fits what was typed: 0 begins with it, 1 holds a word that begins with it, 2 otherwise.
int rank(std::string_view folded_query, std::string_view inside, ListItem const& item) {
    if (item.sort_name.starts_with(folded_query)) return 0;
    return item.sort_name.contains(inside) ? 1 : 2;
}

/// What a ranked page is ordered by; its text is a cursor.
struct Place {
    int rank = 0;
    std::string_view sort_name;
    std::string_view id;
    auto operator<=>(Place const&) const = default;
};
Place place_of(Match const& match) {
    return {match.rank, match.item.sort_name, match.item.id.text()};
}
std::string cursor_of(Place const& place) {
    return fmt::format("r{}{}{}", place.rank, place.id, place.sort_name);
}
Result<Place> place_of(std::string_view cursor) {
    constexpr std::size_t head = 2 + 32;
    if (cursor.size() < head || cursor[1] < '0' || cursor[1] > '2') return fail(base::malformed, "cursor");
    return Place{cursor[1] - '0', cursor.substr(head), cursor.substr(2, 32)};
}

/// So few matches that all of them are read and put in the order of how well they fit.
Result<ListPage> ranked_page(Tx& tx, ListQuery const& query, std::vector<std::int64_t> const& seqs) {
    auto matches = TRY(matches_of(tx, query, seqs));
    ListPage page{.count = {std::ssize(matches), false}};
    auto const folded = base::fold(query.text);
    for (auto& match : matches) match.rank = rank(folded, " " + folded, match.item);
    auto const by_place = [](Match const& match) { return place_of(match); };
    std::ranges::sort(matches, {}, by_place);
    if (!query.cursor.empty()) {
        auto const after = std::ranges::upper_bound(matches, TRY(place_of(query.cursor)), {}, by_place);
        matches.erase(matches.begin(), after);
    }
    if (std::ssize(matches) > query.limit) {
        matches.resize(static_cast<std::size_t>(query.limit));
        page.next = cursor_of(place_of(matches.back()));
    }
    open_matches(tx.vault(), matches, page.items);
    return page;
}

/// The numbers of a search's matches, the newest first; those that are known already are not asked for again.
class MatchSource {
public:
    MatchSource(Tx& tx, ListQuery const& query, std::int64_t from) : m_tx(tx), m_query(query), m_from(from) {}
    MatchSource(Tx& tx, ListQuery const& query, std::vector<std::int64_t> known, bool all)
        : m_tx(tx), m_query(query), m_known(std::move(known)), m_all(all) {}

    /// The next `wanted` ones; fewer only at the end.
    Result<std::vector<std::int64_t>> next(std::int64_t wanted) {
        std::vector<std::int64_t> seqs;
        auto const here = std::min(m_known.size() - m_taken, static_cast<std::size_t>(wanted));
        auto const first = m_known.begin() + static_cast<std::ptrdiff_t>(m_taken);
        seqs.assign(first, first + static_cast<std::ptrdiff_t>(here));
        m_taken += here;
        if (!seqs.empty()) m_from = seqs.back();
        auto const lacking = wanted - std::ssize(seqs);
        if (lacking > 0 && !m_all) {
            auto const more = TRY(search_index(m_tx, m_query.regency, m_query.text, m_from, lacking));
            m_all = std::ssize(more) < lacking;
            seqs.insert(seqs.end(), more.begin(), more.end());
            if (!more.empty()) m_from = more.back();
        }
        return seqs;
    }
    bool at_end() const { return m_all && m_taken == m_known.size(); }
    /// The last number given: matches below it are still to come.
    std::int64_t last() const { return m_from; }

private:
    Tx& m_tx;
    ListQuery const& m_query;
    std::vector<std::int64_t> m_known;
    std::size_t m_taken = 0;
    std::int64_t m_from = 0;
    bool m_all = false;
};

/// Of many matches the newest first. With filters a batch may hold too few that pass; more are read.
Result<ListPage> newest_page(Tx& tx, ListQuery const& query, MatchSource source) {
    std::vector<Match> matches;
    for (std::int64_t read = 0; std::ssize(matches) <= query.limit && !source.at_end() && read < count_cap;) {
        auto const seqs = TRY(source.next(std::max(query.limit + 1, read)));  // each time twice as many
        read += std::ssize(seqs);
        std::ranges::move(TRY(matches_of(tx, query, seqs)), std::back_inserter(matches));
    }
    ListPage page;
    if (std::ssize(matches) > query.limit) {
        matches.resize(static_cast<std::size_t>(query.limit));
        page.next = fmt::format("s{}", matches.back().item.seq);
    } else if (!source.at_end()) {
        page.next = fmt::format("s{}", source.last());
    }
    open_matches(tx.vault(), matches, page.items);
    return page;
}

/// How many of the newest matches pass the filters: all, or "so many and more". `seqs` are the newest ones,
/// one more than is counted if there are more.
Result<Count> count_matches(Tx& tx, ListQuery const& query, std::span<std::int64_t const> seqs) {
    Count count{.capped = std::ssize(seqs) > counted_matches};
    auto where = filtered(query);
    auto const list = storage::number_list(tx.engine(), count.capped ? seqs.first(seqs.size() - 1) : seqs);
    where.add(" AND seq" + storage::any_of(tx.engine(), "{p}"), list);
    auto const sql = fmt::format("SELECT count(*) FROM business /* by business_seq */ WHERE {}", where.sql);
    TRY(tx.each_with(sql, where.args, [&](Row const& row) { count.value = row.integer(0); }));
    return count;
}

/// The number after which the newest matches go on.
Result<std::int64_t> newest_from(std::string_view cursor) {
    std::int64_t from = 0;
    auto const digits = cursor.substr(1);
    auto const [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), from);
    bool const whole = code == std::errc{} && end == digits.data() + digits.size();
    if (!cursor.starts_with('s') || !whole || from <= 0) return fail(base::malformed, "cursor");
    return from;
}

Result<ListPage> search(Tx& tx, ListQuery const& query) {
    // Further pages stay ranked, even if meanwhile there are more matches.
    if (query.cursor.starts_with('r'))
        return ranked_page(tx, query, TRY(search_index(tx, query.regency, query.text, 0, count_cap)));
    auto const newest = TRY(search_index(tx, query.regency, query.text, 0, counted_matches + 1));
    bool const first = query.cursor.empty();
    if (first && query.sort == ListQuery::Sort::name && std::ssize(newest) < ranked_matches)
        return ranked_page(tx, query, newest);
    bool const all = std::ssize(newest) <= counted_matches;
    auto page = TRY(newest_page(tx, query,
                                first ? MatchSource(tx, query, newest, all)
                                      : MatchSource(tx, query, TRY(newest_from(query.cursor)))));
    page.count = TRY(count_matches(tx, query, newest));
    return page;
}

bool is_search(ListQuery const& query) {
    return !base::fold(query.text).empty();
}

Result<void> each_match(Tx& tx, ListQuery const& query, std::function<bool(ListItem const&)> const& visit) {
    constexpr std::int64_t batch = 1'000;
    std::int64_t from = 0;
    for (;;) {
        auto const seqs = TRY(search_index(tx, query.regency, query.text, from, batch));
        auto matches = TRY(matches_of(tx, query, seqs));
        std::vector<ListItem> items;
        open_matches(tx.vault(), matches, items);
        for (auto const& item : items)
            if (!visit(item)) return {};
        if (std::ssize(seqs) < batch) return {};
        from = seqs.back();
    }
}

}  // namespace

void ListItem::leave_out_person() {
    restricted = true;
    for (auto* const text : {&name, &owner, &nik, &phone, &nib}) text->clear();
}

Result<ListPage> list_businesses(Tx& tx, access::Actor const& actor, ListQuery const& asked) {
    TRY(actor.require(access::Permission::registry_read, asked.regency));
    auto const query = with_district(asked);
    auto page = TRY(is_search(query) ? search(tx, query) : browse(tx, query));
    auto const restricted = TRY(restricted_businesses(tx, query.regency));
    for (auto& item : page.items)
        if (restricted.contains(item.id.text())) item.leave_out_person();
    return page;
}

Result<std::optional<ListItem>> find_item(Tx& tx, RegencyCode const& regency, BusinessId const& business) {
    static std::string const sql =
        fmt::format("SELECT {} FROM business WHERE regency = $1 AND id = $2", item_columns);
    return tx.first(sql, [&](Row const& row) { return read_whole_item(tx.vault(), row); }, regency, business);
}

Result<void> each_business(Tx& tx, ListQuery const& asked,
                           std::function<bool(ListItem const&)> const& visit) {
    auto const query = with_district(asked);
    if (is_search(query)) return each_match(tx, query, visit);
    auto const where = filtered(query);
    auto const sql = fmt::format("SELECT {} FROM business WHERE {} ORDER BY id", item_columns, where.sql);
    return tx.stream_with(sql, where.args,
                          [&](Row const& row) { return visit(read_whole_item(tx.vault(), row)); });
}

}  // namespace bina::registry
