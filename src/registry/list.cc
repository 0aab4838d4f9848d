#include "registry/list.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/fold.h"
#include "registry/list_filter.h"
#include "registry/restriction.h"
#include "storage/number_list.h"

namespace bina::registry {
namespace {

using base::fail;
using base::Result;
using storage::Arg;
using storage::Row;
using storage::Tx;

constexpr int sealed_column = 19;

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
            .person = row.get<std::string>(15),
            .kbli = row.get<std::string>(16),
            .activity = row.get<std::string>(17),
            .responsible = row.get<std::string>(18)};
}

void open_sealed(storage::Vault const& vault, ListItem& item, std::string_view bytes) {
    auto sealed = unseal(vault, bytes);
    item.nik = std::move(sealed.nik);
    item.phone = std::move(sealed.phone);
    item.birth_day = std::move(sealed.birth_day);
    item.place = std::move(sealed.place).value_or(ExactPlace{});
}

ListItem read_whole_item(storage::Vault const& vault, Row const& row) {
    auto item = read_item(row);
    open_sealed(vault, item, row.bytes(sealed_column));
    return item;
}

Result<Count> count_rows(Tx& tx, ListQuery const& query) {
    if (auto const count = TRY(tallied(tx, query))) return Count{*count, false};
    auto const where = filtered(query);
    auto const sql = fmt::format("SELECT count(*) FROM (SELECT 1 FROM {} WHERE {} LIMIT {}) AS matching",
                                 shown(query).table(), where.sql, count_cap + 1);
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
            where.add(" AND (b.sort_name, b.id) > ({p}", after_name);
            where.add(", {p})", after_id);
        } else {
            where.add(" AND b.id < {p}", after_id);
        }
    }
    auto const from = shown(query);
    ListPage page{.count = TRY(count_rows(tx, query))};
    std::string_view index;
    // A group of many is met on the way through the names; the few of a small one are gathered and sorted.
    if (asks_for_group(query) && query.activity.empty() && by_name && !from.past)
        index = !page.count.capped ? "business_kbli" : query.district.empty() ? "business_name" : "";
    // Nearly all may have or lack a code: they are read in the order of names, not gathered and sorted.
    bool const any_code = query.kbli == "none" || query.kbli == "any";
    if (any_code && query.activity.empty() && by_name && query.district.empty()) index = "business_name";
    // Few say the same in the same words: the order of names would lead through all the others.
    if (!query.kbli.empty() && !asks_for_group(query) && !query.activity.empty() && !from.past)
        index = "business_activity";
    auto const sql =
        fmt::format("SELECT {} FROM {} WHERE {} ORDER BY {} LIMIT {}", from.columns(), from.table(index),
                    where.sql, by_name ? "b.sort_name, b.id" : "b.id DESC", query.limit + 1);
    TRY(tx.each_with(sql, where.args,
                     [&](Row const& row) { page.items.push_back(read_whole_item(tx.vault(), row)); }));
    if (std::ssize(page.items) > query.limit) {
        page.items.pop_back();
        page.next = cursor_after(query, page.items.back());
    }
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
    where.add(" AND b.seq" + storage::any_of(tx.engine(), "{p}"), list);
    auto const from = shown(query);
    auto const sql = fmt::format("SELECT {} FROM {} WHERE {} ORDER BY b.seq DESC", from.columns(),
                                 from.table("business_seq"), where.sql);
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
struct Rank {
    int rank = 0;
    std::string_view sort_name;
    std::string_view id;
    auto operator<=>(Rank const&) const = default;
};
Rank rank_of(Match const& match) {
    return {match.rank, match.item.sort_name, match.item.id.text()};
}
std::string cursor_of(Rank const& place) {
    return fmt::format("r{}{}{}", place.rank, place.id, place.sort_name);
}
Result<Rank> rank_of(std::string_view cursor) {
    constexpr std::size_t head = 2 + 32;
    if (cursor.size() < head || cursor[1] < '0' || cursor[1] > '2') return fail(base::malformed, "cursor");
    return Rank{cursor[1] - '0', cursor.substr(head), cursor.substr(2, 32)};
}

/// So few matches that all of them are read and put in the order of how well they fit.
Result<ListPage> ranked_page(Tx& tx, ListQuery const& query, std::vector<std::int64_t> const& seqs) {
    auto matches = TRY(matches_of(tx, query, seqs));
    ListPage page{.count = {std::ssize(matches), false}};
    auto const folded = base::fold(query.text);
    for (auto& match : matches) match.rank = rank(folded, " " + folded, match.item);
    auto const by_place = [](Match const& match) { return rank_of(match); };
    std::ranges::sort(matches, {}, by_place);
    if (!query.cursor.empty()) {
        auto const after = std::ranges::upper_bound(matches, TRY(rank_of(query.cursor)), {}, by_place);
        matches.erase(matches.begin(), after);
    }
    if (std::ssize(matches) > query.limit) {
        matches.resize(static_cast<std::size_t>(query.limit));
        page.next = cursor_of(rank_of(matches.back()));
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
    where.add(" AND b.seq" + storage::any_of(tx.engine(), "{p}"), list);
    auto const sql =
        fmt::format("SELECT count(*) FROM {} WHERE {}", shown(query).table("business_seq"), where.sql);
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

/// What was known of the business on that day, in place of what is known now.
void say_as_of(ListItem& item, std::span<Fact const> facts, base::Day day) {
    auto const state = fold(facts, day);
    auto const text = [&](Field field) { return std::string(get(state, field)); };
    item.name = text(Field::business_name);
    item.owner = text(Field::owner_name);
    if (item.name.empty()) item.name = item.owner;
    item.nib = text(Field::nib);
    item.nik = text(Field::nik);
    item.phone = std::string(latest(state, Field::phone));
    item.coached_by = text(Field::coached_by);
}

Result<void> say_as_of(Tx& tx, ListQuery const& query, std::vector<ListItem>& items) {
    if (!query.as_of) return {};
    for (auto& item : items) say_as_of(item, TRY(family_facts(tx, query.regency, item.id)), *query.as_of);
    return {};
}

Result<void> each_match(Tx& tx, ListQuery const& query, std::function<bool(ListItem const&)> const& visit) {
    constexpr std::int64_t batch = 1'000;
    std::int64_t from = 0;
    for (;;) {
        auto const seqs = TRY(search_index(tx, query.regency, query.text, from, batch));
        auto matches = TRY(matches_of(tx, query, seqs));
        std::vector<ListItem> items;
        open_matches(tx.vault(), matches, items);
        TRY(say_as_of(tx, query, items));
        for (auto const& item : items)
            if (!visit(item)) return {};
        if (std::ssize(seqs) < batch) return {};
        from = seqs.back();
    }
}

Result<void> each_as_of(Tx& tx, ListQuery const& query, std::function<bool(ListItem const&)> const& visit) {
    for (std::string after;;) {
        auto const items = TRY(next_businesses(tx, query, after));
        for (auto const& item : items)
            if (!visit(item)) return {};
        if (items.empty()) return {};
        after = items.back().id.text();
    }
}

}  // namespace

Result<std::string> area_of(ListQuery const& query) {
    if (!query.district.empty() && !query.district.starts_with(query.regency.text()))
        return fail(base::malformed, "district");
    if (query.village.empty()) return query.district.empty() ? query.regency.text() : query.district;
    if (!query.village.starts_with(query.district.empty() ? query.regency.text() : query.district))
        return fail(base::malformed, "village");
    return query.village;
}

void ListItem::leave_out_person() {
    restricted = true;
    for (auto* const text : {&name, &owner, &nik, &phone, &nib, &birth_day}) text->clear();
    place = {};
}

Result<ListPage> list_businesses(Tx& tx, access::Actor const& actor, ListQuery const& asked) {
    TRY(actor.require(access::Permission::registry_read, TRY(area_of(asked))));
    auto const query = with_district(asked);
    auto page = TRY(is_search(query) ? search(tx, query) : browse(tx, query));
    TRY(say_as_of(tx, query, page.items));
    auto const restricted = TRY(restricted_businesses(tx, query.regency));
    for (auto& item : page.items)
        if (restricted.contains(item.id.text())) item.leave_out_person();
    return page;
}

Result<std::int64_t> count_all(Tx& tx, ListQuery const& asked) {
    auto const query = with_district(asked);
    if (auto const count = TRY(tallied(tx, query))) return *count;
    auto const where = filtered(query);
    std::int64_t count = 0;
    TRY(tx.each_with(fmt::format("SELECT count(*) FROM {} WHERE {}", shown(query).table(), where.sql),
                     where.args, [&](Row const& row) { count = row.integer(0); }));
    return count;
}

Result<std::vector<ListItem>> next_businesses(Tx& tx, ListQuery const& asked, std::string const& after) {
    constexpr int batch = 1'000;
    auto const query = with_district(asked);
    auto where = filtered(query);
    where.add(" AND b.id > {p}", after);
    auto const from = shown(query);
    auto const sql = fmt::format("SELECT {} FROM {} WHERE {} ORDER BY b.id LIMIT {}", from.columns(),
                                 from.table(), where.sql, batch);
    std::vector<ListItem> items;
    TRY(tx.each_with(sql, where.args,
                     [&](Row const& row) { items.push_back(read_whole_item(tx.vault(), row)); }));
    if (items.empty() || !query.as_of) return items;
    auto const facts = TRY(facts_between(tx, query.regency, items.front().id, items.back().id));
    for (auto& item : items)
        if (auto const found = facts.find(item.id); found != facts.end())
            say_as_of(item, found->second, *query.as_of);
    return items;
}

Result<std::optional<ListItem>> find_item(Tx& tx, RegencyCode const& regency, BusinessId const& business) {
    static std::string const sql = fmt::format("SELECT {} FROM {} WHERE b.regency = $1 AND b.id = $2",
                                               Shown{}.columns(), Shown{}.table());
    return tx.first(sql, [&](Row const& row) { return read_whole_item(tx.vault(), row); }, regency, business);
}

Result<void> each_business(Tx& tx, ListQuery const& asked,
                           std::function<bool(ListItem const&)> const& visit) {
    auto const query = with_district(asked);
    if (is_search(query)) return each_match(tx, query, visit);
    if (query.as_of) return each_as_of(tx, query, visit);
    auto const where = filtered(query);
    auto const from = shown(query);
    auto const sql =
        fmt::format("SELECT {} FROM {} WHERE {} ORDER BY b.id", from.columns(), from.table(), where.sql);
    return tx.stream_with(sql, where.args,
                          [&](Row const& row) { return visit(read_whole_item(tx.vault(), row)); });
}

}  // namespace bina::registry
