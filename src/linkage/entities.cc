#include "linkage/entities.h"

#include <algorithm>
#include <numeric>

#include "linkage/radix.h"

namespace bina::linkage::batch {
namespace {

/// Sets of rows; the root of a set is its first row.
class Sets {
public:
    explicit Sets(std::size_t rows) : m_parent(rows), m_size(rows, 1) {
        std::iota(m_parent.begin(), m_parent.end(), 0U);
    }
    std::uint32_t root(std::uint32_t row) {
        while (m_parent[row] != row) row = m_parent[row] = m_parent[m_parent[row]];
        return row;
    }
    std::uint32_t size(std::uint32_t root) const { return m_size[root]; }
    void join(std::uint32_t first, std::uint32_t second) {
        m_parent[second] = first;
        m_size[first] += m_size[second];
    }

private:
    std::vector<std::uint32_t> m_parent;
    std::vector<std::uint32_t> m_size;
};

/// The valid identifiers that each set has. Those of one set are one number, but for the slips of whoever
/// copied it.
class Holders {
public:
    Holders(Table const& table, Column const& column) : m_store(column.store), m_values(table.size()) {
        for (std::uint32_t row = 0; row < table.size(); ++row)
            m_values[row].value = valid_value(table, column, row);
    }
    bool differ(std::uint32_t a, std::uint32_t b) const {
        for (auto x = a; x != none; x = m_values[x].next) {
            for (auto y = b; y != none; y = m_values[y].next) {
                if (are_others(m_values[x].value, m_values[y].value)) return true;
            }
        }
        return false;
    }
    /// The rows of a set that bring a value of their own are a chain.
    void join(std::uint32_t first, std::uint32_t second) {
        if (m_values[first].value == 0) std::swap(m_values[first].value, m_values[second].value);
        if (m_values[second].value == 0) {
            if (m_values[second].next == none) return;
            second = m_values[second].next;
        }
        auto last = first;
        while (m_values[last].next != none) last = m_values[last].next;
        m_values[last].next = second;
    }

private:
    static constexpr std::uint32_t none = ~std::uint32_t{0};
    struct Holder {
        std::uint64_t value = 0;
        std::uint32_t next = none;
    };

    bool are_others(std::uint64_t x, std::uint64_t y) const {
        if (x == 0 || y == 0 || x == y) return false;
        if (m_store != Store::nik) return true;
        auto const nik = [](std::uint64_t digits) {
            return Nik{.digits = digits, .length = 16, .state = NikState::valid};
        };
        switch (tie(nik(x), nik(y))) {
            case NikTie::last_digits:
            case NikTie::slip:
            case NikTie::sex:
                return false;
            default:
                return true;
        }
    }

    static std::uint64_t valid_value(Table const& table, Column const& column, std::uint32_t row) {
        switch (column.store) {
            case Store::nik: {
                auto const nik = table.nik(row, column);
                return nik.state == NikState::valid ? nik.digits : 0;
            }
            case Store::phone:
            case Store::number:
                return table.load<std::uint64_t>(row, column.offset);
            default:
                return table.load<std::uint32_t>(row, column.offset);
        }
    }

    Store m_store;
    std::vector<Holder> m_values;
};

}  // namespace

void sort_edges(std::vector<Edge>& edges) {
    std::vector<Edge> spare;
    radix_sort(edges, spare, [](Edge const& edge) { return std::uint64_t{edge.a} << 32U | edge.b; }, 64);
    constexpr std::int64_t bound = 1 << 21;
    radix_sort(
        edges, spare, [](Edge const& edge) { return static_cast<std::uint64_t>(bound - edge.weight); }, 22);
}

Entities find_entities(Table const& table, std::vector<Edge> const& edges, EntityLimits const& limits) {
    Sets sets(table.size());
    std::vector<Holders> guards;
    for (auto const& column : table.columns()) {
        if (column.field.apart) guards.emplace_back(table, column);
    }
    Entities entities;
    for (auto const& edge : edges) {
        if (edge.weight < limits.from) break;
        auto const x = sets.root(edge.a);
        auto const y = sets.root(edge.b);
        if (x == y) continue;
        if (std::ranges::any_of(guards, [&](Holders const& each) { return each.differ(x, y); })) {
            entities.kept_apart.push_back(edge);
            continue;
        }
        if (sets.size(x) + sets.size(y) > limits.size_max) {
            entities.too_large.push_back(edge);
            continue;
        }
        auto const first = std::min(x, y);
        auto const second = std::max(x, y);
        sets.join(first, second);
        for (auto& guard : guards) guard.join(first, second);
        ++entities.joined;
    }
    entities.of.resize(table.size());
    for (std::uint32_t row = 0; row < table.size(); ++row) {
        auto const root = sets.root(row);
        entities.of[row] = root;
        if (root != row) continue;
        ++entities.count;
        if (entities.sizes.size() <= sets.size(root)) entities.sizes.resize(sets.size(root) + 1, 0);
        ++entities.sizes[sets.size(root)];
    }
    return entities;
}

}  // namespace bina::linkage::batch
