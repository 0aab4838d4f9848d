#include "linkage/scorer.h"

#include <algorithm>
#include <array>

namespace bina::linkage::batch {
namespace {

int cost_of(Column const& column) {
    switch (column.store) {
        case Store::date:
        case Store::number:
        case Store::phone:
            return 0;
        case Store::nik:
        case Store::place:
            return 1;
        case Store::word:
            return column.field.kind == Kind::exact ? 0 : 2;
        case Store::text:
            break;
    }
    return column.field.sort == Sort::address ? 3 : 4;
}

bool has_eight_bytes(Store store) {
    return store == Store::number || store == Store::nik || store == Store::phone;
}

}  // namespace

Scorer::Scorer(Table const& table, Matcher const& matcher, Model const& model, Centibits floor)
    : m_table(table), m_matcher(matcher), m_model(model), m_floor(floor) {
    for (std::size_t i = 0; i < matcher.fields(); ++i) {
        auto const& column = table.columns()[i];
        auto const& field = model.fields[i];
        Step step{.field = i,
                  .offset = column.offset,
                  .eight_bytes = has_eight_bytes(column.store),
                  .said = column.store == Store::text ? column.said : 0};
        auto const rarest = column.rarity.empty() ? 0 : *std::ranges::max_element(column.rarity);
        for (std::size_t level = 1; level < matcher.levels(i); ++level) {
            if (!field.by_rarity[level]) {
                step.best = std::max(step.best, field.weight[level]);
            } else if (step.said != 0) {
                step.best_rare = std::max(step.best_rare, field.weight[level] - field.usual[level]);
            } else {
                step.best = std::max(step.best, field.weight[level] - field.usual[level] + rarest);
            }
        }
        m_steps.push_back(step);
    }
    std::ranges::stable_sort(m_steps, {},
                             [&](Step const& step) { return cost_of(table.columns()[step.field]); });
}

Centibits Scorer::bound(Step const& step, std::byte const* a, std::byte const* b) const {
    if (step.eight_bytes) {
        std::uint64_t x = 0;
        std::uint64_t y = 0;
        std::memcpy(&x, a + step.offset, 8);
        std::memcpy(&y, b + step.offset, 8);
        return x != 0 && y != 0 ? step.best : 0;
    }
    std::uint32_t x = 0;
    std::uint32_t y = 0;
    std::memcpy(&x, a + step.offset, 4);
    std::memcpy(&y, b + step.offset, 4);
    if (x == 0 || y == 0) return 0;
    if (step.said == 0) return step.best;
    auto const said = std::min(static_cast<unsigned>(a[step.said]), static_cast<unsigned>(b[step.said]));
    return std::max(step.best, step.best_rare + static_cast<Centibits>(said) * said_unit);
}

std::optional<Centibits> Scorer::score(std::uint32_t a, std::uint32_t b, Scratch& scratch) const {
    auto const* const left = m_table.row(a);
    auto const* const right = m_table.row(b);
    std::array<Centibits, fields_max> bounds{};
    Centibits best = 0;  // of what is known so far, and the most that the rest can bring
    for (std::size_t i = 0; i < m_steps.size(); ++i) best += bounds[i] = bound(m_steps[i], left, right);
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        if (best < m_floor) return std::nullopt;
        auto const field = m_steps[i].field;
        auto const found = m_matcher.compare(field, left, right, scratch);
        best += m_model.weight(field, found.level, found.rarity) - bounds[i];
    }
    if (best < m_floor) return std::nullopt;
    return best;
}

}  // namespace bina::linkage::batch
