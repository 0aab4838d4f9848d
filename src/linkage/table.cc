#include "linkage/table.h"

#include <algorithm>
#include <numeric>

#include "base/fold.h"
#include "linkage/edit_distance.h"
#include "linkage/parallel.h"
#include "linkage/radix.h"
#include "linkage/raw_dictionary.h"

namespace bina::linkage::batch {

/// A column while rows come in.
struct IncomingColumn {
    std::vector<std::size_t> places;  ///< of the field's columns among the cells of a row
    RawDictionary raws;  ///< distinct values as written; the columns of a field joined
    std::vector<std::uint32_t> numbers;  ///< by row: number in raws, or a date
    std::vector<std::uint64_t> packed;  ///< by row
    std::vector<std::uint8_t> marks;  ///< by row, of a NIK
    std::vector<std::uint8_t> carriers;  ///< by row, of a NIK or phone
    std::string joined;  ///< scratch
    std::vector<std::string_view> values;  ///< scratch
};

namespace {

constexpr char part_mark = '\x1F';  // between the columns of a place
constexpr std::size_t id_bytes_max = 255;
constexpr std::size_t rows_a_piece = 16'384;
constexpr std::size_t rarity_max = 60'000;

Store store_of(Field const& field) {
    switch (field.kind) {
        case Kind::name:
        case Kind::words:
            return Store::text;
        case Kind::place:
            return Store::place;
        case Kind::number:
            return Store::number;
        case Kind::date:
            return Store::date;
        case Kind::identifier:
            if (field.sort == Sort::nik) return Store::nik;
            return field.sort == Sort::phone ? Store::phone : Store::word;
        case Kind::exact:
            break;
    }
    return Store::word;
}

bool is_packed(Store store) {
    return store == Store::date || store == Store::number || store == Store::nik || store == Store::phone;
}

std::size_t bytes_of(Store store) {
    return store == Store::number || store == Store::nik || store == Store::phone ? 8 : 4;
}

/// What a value's frequency says: log2(all / held).
std::uint16_t rarity_of(std::uint64_t all, std::uint64_t held) {
    if (held == 0 || all == 0) return 0;
    auto const bits = centibits(exact_log2(static_cast<double>(all) / static_cast<double>(held)));
    return static_cast<std::uint16_t>(std::clamp<Centibits>(bits, 0, rarity_max));
}

/// The values of a field of several columns, joined, each behind the other; those without any text are empty.
void join_columns(IncomingColumn& incoming, Column const& column, std::span<std::string_view const> cells,
                  std::size_t width) {
    char const between = column.store == Store::place ? part_mark : column.store == Store::date ? '-' : ' ';
    std::vector<std::size_t> ends;
    incoming.joined.clear();
    for (std::size_t row = 0; row < cells.size(); row += width) {
        auto const begin = incoming.joined.size();
        bool some = false;
        for (auto const& place : incoming.places) {
            if (&place != incoming.places.data()) incoming.joined += between;
            incoming.joined += cells[row + place];
            some = some || !cells[row + place].empty();
        }
        if (!some) incoming.joined.resize(begin);
        ends.push_back(incoming.joined.size());
    }
    std::size_t begin = 0;
    for (auto const end : ends) {
        incoming.values.push_back(std::string_view(incoming.joined).substr(begin, end - begin));
        begin = end;
    }
}

void take_values(IncomingColumn& incoming, Column const& column, std::span<std::string_view const> cells,
                 std::size_t width) {
    incoming.values.clear();
    if (incoming.places.size() > 1) {
        join_columns(incoming, column, cells, width);
    } else {
        for (std::size_t row = incoming.places[0]; row < cells.size(); row += width)
            incoming.values.push_back(cells[row]);
    }
    if (!is_packed(column.store)) return incoming.raws.put(incoming.values, incoming.numbers);
    for (auto const value : incoming.values) {
        if (column.store == Store::date) {
            incoming.numbers.push_back(read_date(value));
        } else if (column.store == Store::number) {
            incoming.packed.push_back(read_number(value));
        } else if (column.store == Store::phone) {
            incoming.packed.push_back(value.empty() ? 0 : read_phone(value));
        } else {
            auto const nik = value.empty() ? Nik{} : read_written_nik(value);
            incoming.packed.push_back(nik.has_digits() ? nik.digits : 0);
            incoming.marks.push_back(nik_mark(nik));
        }
    }
}

PlaceCell place_of(Lexicon& words, Field const& field, std::string_view raw) {
    std::array<std::string_view, place_columns_max> parts;
    std::size_t count = 0;
    while (count < parts.size()) {
        auto const end = raw.find(part_mark);
        parts[count++] = raw.substr(0, end);
        if (end == raw.npos) break;
        raw.remove_prefix(end + 1);
    }
    return read_place(words, field, parts.data(), count);
}

std::uint32_t print_of(PlaceCell const& cell) {
    std::uint32_t print = 0x9E37'79B9U;
    for (auto const area : cell.areas) print = joined(print, area == 0 ? 1 : area);
    return print;
}

/// Takes the distinct values apart; what they became, by number in `raws`.
std::vector<std::uint32_t> taken_apart(Column& column, RawDictionary const& raws) {
    std::vector<std::uint32_t> became(raws.size(), 0);
    ValuePool<TextCell> texts;
    ValuePool<PlaceCell> places;
    column.prints.assign(1, 0);
    auto const keep = [&](std::uint32_t number, std::uint32_t print) {
        if (number == column.prints.size()) column.prints.push_back(print);
        return number;
    };
    for (std::uint32_t raw = 1; raw < raws.size(); ++raw) {
        if (column.store == Store::text) {
            auto cell = read_text(column.words, column.field, raws[raw]);
            column.words_cut += cell.cut;
            cell.cut = 0;
            if (cell.known()) became[raw] = keep(texts.put(cell), cell.sound);
        } else if (column.store == Store::place) {
            auto const cell = place_of(column.words, column.field, raws[raw]);
            if (cell.known()) became[raw] = keep(places.put(cell), print_of(cell));
        } else {
            auto const text =
                column.field.kind == Kind::exact ? base::fold(raws[raw]) : read_identifier(raws[raw]);
            if (!text.empty()) became[raw] = keep(column.words.put(text), fingerprint(text));
        }
    }
    for (std::uint32_t i = 0; column.store == Store::text && i < texts.size(); ++i)
        column.texts.push_back(texts[i]);
    for (std::uint32_t i = 0; column.store == Store::place && i < places.size(); ++i)
        column.places.push_back(places[i]);
    return became;
}

void weigh_values(Column& column) {
    auto const all = column.known[0] + column.known[1];
    column.rarity.resize(column.counts.size());
    for (std::size_t i = 1; i < column.counts.size(); ++i)
        column.rarity[i] = rarity_of(all, std::uint64_t{column.counts[i][0]} + column.counts[i][1]);
    if (column.store != Store::text) return;
    std::vector<std::uint64_t> held(column.words.size(), 0);
    for (std::size_t i = 1; i < column.texts.size(); ++i) {
        auto const& cell = column.texts[i];
        for (std::size_t k = 0; k < cell.count; ++k)
            held[cell.words[k]] += std::uint64_t{column.counts[i][0]} + column.counts[i][1];
    }
    column.word_rarity.resize(held.size());
    for (std::size_t i = 1; i < held.size(); ++i) column.word_rarity[i] = rarity_of(all, held[i]);
    column.said_by.resize(column.texts.size());
    for (std::size_t i = 1; i < column.texts.size(); ++i) {
        Centibits sum = 0;
        for (std::size_t k = 0; k < column.texts[i].count; ++k)
            sum += column.word_rarity[column.texts[i].words[k]];
        auto const bound = std::max<Centibits>(sum, column.rarity[i]);
        column.said_by[i] = static_cast<std::uint8_t>(std::min(255, (bound + said_unit - 1) / said_unit));
    }
}

bool has_carriers(Store store) {
    return store == Store::nik || store == Store::phone;
}

/// Counts the records of each value of a column whose rows hold the values themselves.
void count_packed(Column& column, IncomingColumn& incoming, std::vector<std::uint8_t> const& sources) {
    struct Held {
        std::uint64_t value;
        std::uint32_t row;
    };
    std::vector<Held> held;
    std::vector<Held> spare;
    for (std::uint32_t row = 0; row < sources.size(); ++row) {
        auto const value = column.store == Store::date ? incoming.numbers[row] : incoming.packed[row];
        if (value == 0) continue;
        held.push_back({value, row});
        ++column.known[sources[row]];
    }
    radix_sort(held, spare, [](Held const& each) { return each.value; }, 64);
    bool const linked = column.known[0] != 0 && column.known[1] != 0;
    if (has_carriers(column.store)) incoming.carriers.resize(sources.size());
    for (std::size_t begin = 0; begin < held.size();) {
        std::size_t end = begin;
        std::array<std::uint64_t, 2> count{};
        for (; end < held.size() && held[end].value == held[begin].value; ++end)
            ++count[sources[held[end].row]];
        column.equal_pairs += linked ? count[0] * count[1] : (end - begin) * (end - begin - 1) / 2;
        for (std::size_t i = begin; i < end && has_carriers(column.store); ++i)
            incoming.carriers[held[i].row] =
                static_cast<std::uint8_t>(std::min<std::size_t>(end - begin, carriers_max));
        begin = end;
    }
    column.rarity.resize(carriers_max + 1);
    for (std::uint32_t i = 1; i <= carriers_max; ++i) column.rarity[i] = rarity_of(held.size(), i);
}

}  // namespace

struct Table::Loading {
    std::vector<IncomingColumn> columns;
    std::vector<std::uint8_t> sources;  ///< by row as loaded

    void finish(Column& column, IncomingColumn& incoming) const;
};

void Table::Loading::finish(Column& column, IncomingColumn& incoming) const {
    if (!is_packed(column.store)) {
        auto const became = taken_apart(column, incoming.raws);
        incoming.raws = RawDictionary();
        column.counts.assign(column.prints.size(), {});
        for (std::size_t row = 0; row < incoming.numbers.size(); ++row) {
            auto& number = incoming.numbers[row];
            number = became[number];
            if (number == 0) continue;
            ++column.counts[number][sources[row]];
            ++column.known[sources[row]];
        }
        return weigh_values(column);
    }
    count_packed(column, incoming, sources);
}

Table::Table(Spec const& spec, unsigned threads)
    : m_threads(threads), m_loading(std::make_unique<Loading>()) {
    auto const names = spec.columns();
    m_width = names.size() + 1;
    std::size_t offset = 0;
    for (auto const& field : spec.fields) {
        auto& column = m_columns.emplace_back();
        column.field = field;
        column.store = store_of(field);
        auto& incoming = m_loading->columns.emplace_back();
        for (auto const& name : field.columns)
            incoming.places.push_back(
                static_cast<std::size_t>(std::ranges::find(names, name) - names.begin()) + 1);
    }
    for (auto const bytes : {std::size_t{8}, std::size_t{4}}) {
        for (auto& column : m_columns) {
            if (bytes_of(column.store) != bytes) continue;
            column.offset = static_cast<std::uint32_t>(offset);
            offset += bytes;
        }
    }
    for (auto& column : m_columns) {
        if (column.store == Store::nik) column.mark = static_cast<std::uint32_t>(offset++);
        if (has_carriers(column.store)) column.carriers = static_cast<std::uint32_t>(offset++);
        if (column.store == Store::text) column.said = static_cast<std::uint32_t>(offset++);
        if (column.field.named_after) column.named = static_cast<std::uint32_t>(offset++);
    }
    m_stride = (offset + 7) / 8 * 8;
}

Table::~Table() = default;
Table::Table(Table&&) noexcept = default;
Table& Table::operator=(Table&&) noexcept = default;

base::Result<void> Table::add(std::span<std::string_view const> cells, unsigned source) {
    auto const rows = cells.size() / m_width;
    if (m_size + rows > rows_max) return base::fail(error::too_many_rows);
    in_parallel(m_threads, m_columns.size(), [&](unsigned, std::size_t i) {
        take_values(m_loading->columns[i], m_columns[i], cells, m_width);
    });
    for (std::size_t row = 0; row < rows; ++row) {
        auto const id = cells[row * m_width].substr(0, id_bytes_max);
        m_ids.push_back(m_id_letters.size());
        m_id_bytes.push_back(static_cast<std::uint8_t>(id.size()));
        m_id_letters.insert(m_id_letters.end(), id.begin(), id.end());
    }
    m_loading->sources.insert(m_loading->sources.end(), rows, static_cast<std::uint8_t>(source));
    m_size += rows;
    m_sources = std::max(m_sources, source + 1);
    return {};
}

std::string_view Table::id(std::uint32_t row) const {
    return {m_id_letters.data() + m_ids[row], m_id_bytes[row]};
}

Nik Table::nik(std::uint32_t row_number, Column const& column) const {
    return nik_of(load<std::uint64_t>(row_number, column.offset),
                  load<std::uint8_t>(row_number, column.mark));
}

double Table::pair_count() const {
    auto const first = static_cast<double>(m_second);
    auto const all = static_cast<double>(m_size);
    return linked() ? first * (all - first) : all * (all - 1) / 2;
}

base::Result<void> Table::finish() {
    struct Place {
        std::uint64_t key;
        std::uint32_t row;
    };
    constexpr std::size_t key_bytes = 7;
    std::vector<Place> order(m_size);
    for (std::uint32_t row = 0; row < m_size; ++row) {
        auto const text = id(row);
        std::uint64_t key =
            std::uint64_t{m_loading->sources[row]} << 7U | std::min<std::size_t>(text.size(), 127);
        for (std::size_t i = 0; i < key_bytes; ++i)
            key = key << 8U | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
        order[row] = {key, row};
    }
    {
        std::vector<Place> spare;
        radix_sort(order, spare, [](Place const& place) { return place.key; }, 64);
    }
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin + 1;
        while (end < order.size() && order[end].key == order[begin].key) ++end;
        std::sort(order.begin() + static_cast<std::ptrdiff_t>(begin),
                  order.begin() + static_cast<std::ptrdiff_t>(end),
                  [&](Place const& a, Place const& b) { return id(a.row) < id(b.row); });
        for (std::size_t i = begin + 1; i < end; ++i) {
            if (id(order[i].row) == id(order[i - 1].row))
                return base::fail(error::repeated_id, std::string(id(order[i].row)));
        }
        begin = end;
    }
    m_second = static_cast<std::size_t>(std::ranges::count(m_loading->sources, 0));
    in_parallel(m_threads, m_columns.size(),
                [&](unsigned, std::size_t i) { m_loading->finish(m_columns[i], m_loading->columns[i]); });
    m_rows.resize(m_size * m_stride);
    in_parallel(m_threads, (m_size + rows_a_piece - 1) / rows_a_piece, [&](unsigned, std::size_t piece) {
        auto const end = std::min(m_size, (piece + 1) * rows_a_piece);
        for (std::size_t row = piece * rows_a_piece; row < end; ++row) {
            auto* const out = m_rows.data() + row * m_stride;
            auto const from = order[row].row;
            for (std::size_t i = 0; i < m_columns.size(); ++i) {
                auto const& column = m_columns[i];
                auto const& incoming = m_loading->columns[i];
                if (bytes_of(column.store) == 8)
                    std::memcpy(out + column.offset, &incoming.packed[from], 8);
                else
                    std::memcpy(out + column.offset, &incoming.numbers[from], 4);
                if (column.store == Store::text)
                    out[column.said] = static_cast<std::byte>(column.said_by[incoming.numbers[from]]);
                if (column.store == Store::nik)
                    out[column.mark] = static_cast<std::byte>(incoming.marks[from]);
                if (has_carriers(column.store))
                    out[column.carriers] = static_cast<std::byte>(incoming.carriers[from]);
            }
        }
    });
    std::vector<std::uint64_t> ids(m_size);
    std::vector<std::uint8_t> id_bytes(m_size);
    for (std::size_t row = 0; row < m_size; ++row) {
        ids[row] = m_ids[order[row].row];
        id_bytes[row] = m_id_bytes[order[row].row];
    }
    m_ids = std::move(ids);
    m_id_bytes = std::move(id_bytes);
    m_loading.reset();
    for (auto& column : m_columns) {
        if (column.field.named_after) mark_named(column);
    }
    return {};
}

void Table::mark_named(Column& column) {
    auto const& names = m_columns[*column.field.named_after];
    for (std::uint32_t number = 0; number < m_size; ++number) {
        auto const& sign = column.texts[load<std::uint32_t>(number, column.offset)];
        auto const& name = names.texts[load<std::uint32_t>(number, names.offset)];
        bool named = sign.count != 0;
        for (std::size_t i = 0; i < sign.count && named; ++i) {
            named = std::any_of(name.words.begin(), name.words.begin() + name.count, [&](std::uint32_t word) {
                return names.words.facts(word).modern == column.words.facts(sign.words[i]).modern ||
                       edit_distance(names.words.text(word), column.words.text(sign.words[i]), 1) <= 1;
            });
        }
        m_rows[std::size_t{number} * m_stride + column.named] = static_cast<std::byte>(named);
        column.named_count[source(number)] += named ? 1 : 0;
    }
}

}  // namespace bina::linkage::batch
