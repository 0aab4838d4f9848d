#include "sweep/search.h"

#include <algorithm>
#include <deque>
#include <thread>

#include "intake/linker.h"
#include "linkage/decide.h"
#include "registry/list.h"
#include "registry/restriction.h"

namespace bina::sweep {
namespace {

namespace batch = linkage::batch;
using base::Result;
using linkage::RecordId;
using storage::Tx;

constexpr std::size_t rows_a_batch = 8'192;
constexpr std::size_t width = field_count + 1;

/// What is kept of a business beside its columns.
struct Kept {
    RecordId id;
    std::uint64_t said = 0;
    std::uint32_t district = 0;
    std::uint32_t fullness = 0;
};

std::uint32_t number_of(std::string_view digits) {
    std::uint32_t number = 0;
    for (char const c : digits) number = number * 10 + static_cast<std::uint32_t>(c - '0');
    return number;
}

/// A business without a name stands in lists under its owner's.
std::string sign_of(registry::ListItem const& item) {
    return item.name == item.owner ? std::string() : item.name;
}

std::array<std::string, width> columns_of(registry::ListItem const& item) {
    return {item.id.text(),
            item.owner,
            sign_of(item),
            item.nik,
            item.phone,
            item.village.empty() ? item.district : item.village,
            item.trade == "unknown" ? std::string() : item.trade,
            item.nib};
}

/// Calls `visit` with every present business whose owner has not restricted the use of his data, in the order
/// of ids; returns how many were left out.
template <class Visit>
Result<std::int64_t> each_record(Tx& tx, RegencyCode const& regency, jobs::Progress& progress, Visit visit) {
    auto const restricted = TRY(registry::restricted_businesses(tx, regency));
    std::int64_t left_out = 0;
    std::string last;
    TRY(registry::each_business(tx, {.regency = regency, .status = "all"},
                                [&](registry::ListItem const& item) {
                                    progress.advance();
                                    if (item.id.text() <= last)
                                        throw storage::Damage("business: order of ids");
                                    last = item.id.text();
                                    if (restricted.contains(last))
                                        ++left_out;
                                    else
                                        visit(item);
                                    return !progress.stopping();
                                }));
    return left_out;
}

/// The registry as a table, and what is kept of each of its rows.
class Reading {
public:
    Reading(storage::Vault const& vault, unsigned threads)
        : m_vault(vault), m_table(registry_spec(), threads) {}

    void add(registry::ListItem const& item) {
        auto cells = columns_of(item);
        std::string said;
        for (std::size_t i = 1; i < width; ++i) said += cells[i] + '\n';
        m_kept.push_back({.id = RecordId::parse(item.id.text()).value_or(RecordId{}),
                          .said = std::stoull(m_vault.hash("sweep", said).substr(0, 16), nullptr, 16),
                          .district = number_of(item.district),
                          .fullness = static_cast<std::uint32_t>(std::popcount(item.has))});
        for (auto& cell : cells) m_cells.push_back(std::move(cell));
        if (m_cells.size() >= rows_a_batch * width) flush();
    }
    Result<void> finish() {
        flush();
        TRY(std::move(m_outcome));
        return m_table.finish();
    }
    batch::Table& table() { return m_table; }
    std::vector<Kept> const& kept() const { return m_kept; }

private:
    void flush() {
        std::vector<std::string_view> const views(m_cells.begin(), m_cells.end());
        if (m_outcome && !views.empty()) m_outcome = m_table.add(views, 0);
        m_cells.clear();
    }
    storage::Vault const& m_vault;
    batch::Table m_table;
    std::vector<Kept> m_kept;
    std::deque<std::string> m_cells;
    Result<void> m_outcome;
};

/// The pairs that linking found, with only the records that are in one.
class Gathering {
public:
    Gathering(batch::Table const& table, std::vector<Kept> const& kept, batch::Linked const& linked)
        : m_table(table), m_kept(kept), m_linked(linked), m_numbers(table.size(), none) {}

    Found run() {
        m_found.model = m_linked.model;
        m_found.pairs = m_table.pair_count();
        for (auto const& column : m_table.columns()) {
            auto& keys = m_found.levels.emplace_back();
            for (auto const& level : batch::levels_of(column)) keys.emplace_back(level.key);
        }
        number_records();
        add_edges();
        for (auto const& learned : m_linked.learned) {
            Learned one{.level = {}, .rarity = {}, .count = learned.count};
            std::copy_n(learned.pair.level.begin(), field_count, one.level.begin());
            std::copy_n(learned.pair.rarity.begin(), field_count, one.rarity.begin());
            m_found.learned.push_back(one);
        }
        return std::move(m_found);
    }

private:
    static constexpr std::uint32_t none = ~std::uint32_t{0};

    void number_records() {
        for (auto const& edge : m_linked.edges) m_numbers[edge.a] = m_numbers[edge.b] = 0;
        auto const& nik_column = m_table.columns()[nik_field];
        std::map<std::uint64_t, std::uint32_t> niks;
        for (std::uint32_t row = 0; row < m_table.size(); ++row) {
            if (m_numbers[row] == none) continue;
            m_numbers[row] = static_cast<std::uint32_t>(m_found.records.size());
            auto const& kept = m_kept[row];
            Record record{.id = kept.id,
                          .said = kept.said,
                          .nik = 0,
                          .district = kept.district,
                          .fullness = kept.fullness};
            auto const nik = m_table.nik(row, nik_column);
            if (nik.state == linkage::NikState::valid)
                record.nik =
                    niks.try_emplace(nik.digits, static_cast<std::uint32_t>(niks.size()) + 1).first->second;
            m_found.records.push_back(record);
        }
    }

    void add_edges() {
        batch::Matcher const matcher(m_table);
        batch::Scratch scratch(matcher.fields());
        for (auto const& linked : m_linked.edges) {
            auto const pair = matcher.compare(linked.a, linked.b, scratch);
            Edge edge{.a = m_numbers[linked.a], .b = m_numbers[linked.b]};
            std::copy_n(pair.level.begin(), field_count, edge.level.begin());
            std::copy_n(pair.rarity.begin(), field_count, edge.rarity.begin());
            m_found.edges.push_back(edge);
        }
        std::ranges::sort(m_found.edges, {}, [](Edge const& edge) { return std::pair(edge.a, edge.b); });
    }

    batch::Table const& m_table;
    std::vector<Kept> const& m_kept;
    batch::Linked const& m_linked;
    std::vector<std::uint32_t> m_numbers;  ///< by row
    Found m_found;
};

Relation relation_of(linkage::Verdict verdict) {
    switch (verdict) {
        case linkage::Verdict::same_business:
            return Relation::certain;
        case linkage::Verdict::doubtful:
            return Relation::doubtful;
        case linkage::Verdict::same_person_other_business:
            return Relation::owner;
        case linkage::Verdict::fresh:
            break;
    }
    return Relation::none;
}

/// "Batik Pak Parno" and "Sewa Tenda Parno": signs that are alike by their owner's name only, over two
/// trades.
bool may_be_another(Found const& found, Edge const& edge) {
    auto const key = [&](std::size_t field) -> std::string const& {
        return found.levels[field][edge.level[field]];
    };
    return key(trade_field) == "differs" && key(business_field) != "same";
}

/// Lets the rules by which intake decides speak about each pair.
void judge(Found& found, linkage::Index const& index, std::vector<linkage::RowNumber> const& rows) {
    linkage::Model const model;
    std::vector<std::vector<linkage::RowNumber>> around(found.records.size());
    for (auto const& edge : found.edges) {
        around[edge.a].push_back(rows[edge.b]);
        around[edge.b].push_back(rows[edge.a]);
    }
    for (auto& edge : found.edges) {
        linkage::Candidates const candidates{.rows = around[edge.a]};
        auto const decision = linkage::decide_pair(index, model, rows[edge.a], rows[edge.b], candidates);
        edge.relation = relation_of(decision.verdict);
        edge.ground = decision.ground;
        if (edge.relation == Relation::certain && may_be_another(found, edge)) {
            edge.relation = Relation::doubtful;
            edge.ground = linkage::Ground::which_business;
        }
    }
}

Result<void> judge(Tx& tx, RegencyCode const& regency, jobs::Progress& progress, Found& found) {
    linkage::Index index;
    std::vector<linkage::RowNumber> rows;
    TRY(each_record(tx, regency, progress, [&](registry::ListItem const& item) {
        std::string_view const phone = item.phone;
        auto record = intake::record_of(item, phone);
        if (item.name == item.owner) record.business_name = {};
        auto const number = index.add(record);
        if (rows.size() < found.records.size() && found.records[rows.size()].id == record.business)
            rows.push_back(number);
    }));
    if (progress.stopping()) return {};
    if (rows.size() != found.records.size()) throw storage::Damage("business: changed while it was read");
    judge(found, index, rows);
    return {};
}

std::string name_of(batch::Rule const& rule) {
    std::string name;
    for (auto const& part : rule.parts) {
        if (!name.empty()) name += '+';
        name += field_names[part.field];
        if (part.use != batch::KeyUse::value) name += '.' + std::string(batch::name_of(part.use));
    }
    return name;
}

batch::Field field(std::size_t number, batch::Kind kind, batch::Sort sort = batch::Sort::plain) {
    std::string const name(field_names[number]);
    return {.name = name, .columns = {name}, .kind = kind, .sort = sort};
}

}  // namespace

batch::Spec const& registry_spec() {
    using batch::KeyUse;
    using batch::Kind;
    using batch::Sort;
    static batch::Spec const spec = [] {
        batch::Spec made;
        made.id = "id";
        made.fields = {field(0, Kind::name),
                       field(1, Kind::words, Sort::business),
                       field(nik_field, Kind::identifier, Sort::nik),
                       field(3, Kind::identifier, Sort::phone),
                       field(4, Kind::place, Sort::code),
                       field(5, Kind::exact),
                       field(6, Kind::identifier)};
        made.fields[1].named_after = 0;
        made.fields[nik_field].apart = true;
        constexpr std::uint32_t few = 50;
        constexpr std::uint32_t many = 200;
        made.rules = {{{{2, KeyUse::value}}, few},
                      {{{6, KeyUse::value}}, few},
                      {{{3, KeyUse::value}}, few},
                      {{{2, KeyUse::coarse}}, many},
                      {{{0, KeyUse::value}, {4, KeyUse::coarse}}, many},
                      {{{0, KeyUse::word}, {4, KeyUse::value}}, many},
                      {{{1, KeyUse::value}, {4, KeyUse::value}}, many},
                      {{{0, KeyUse::value}}, few}};
        return made;
    }();
    return spec;
}

Result<Search> search(Tx& tx, RegencyCode const& regency, jobs::Progress& progress) {
    auto const count = TRY(registry::count_all(tx, {.regency = regency, .status = "all"}));
    if (count > records_max) return base::fail(error::too_many);
    Search search;
    auto const threads = std::max(1U, std::thread::hardware_concurrency());
    progress.begin("reading", count);
    {
        Reading reading(tx.vault(), threads);
        search.left_out = TRY(
            each_record(tx, regency, progress, [&](registry::ListItem const& item) { reading.add(item); }));
        if (progress.stopping()) return search;
        TRY(reading.finish());
        progress.begin("comparing", 0);
        auto const linked = batch::link(reading.table(), registry_spec(), threads, true);
        search.records = static_cast<std::int64_t>(reading.table().size());
        search.compared = static_cast<std::int64_t>(linked.pairs);
        for (std::size_t i = 0; i < linked.rules.size(); ++i)
            search.rules.push_back({name_of(registry_spec().rules[i]), linked.rules[i]});
        search.found = Gathering(reading.table(), reading.kept(), linked).run();
    }
    progress.begin("judging", count);
    TRY(judge(tx, regency, progress, search.found));
    return search;
}

}  // namespace bina::sweep
