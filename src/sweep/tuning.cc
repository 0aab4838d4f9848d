#include "sweep/tuning.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "linkage/exact_math.h"

namespace bina::sweep {
namespace {

using linkage::batch::centibits;
using linkage::batch::exact_log2;
using linkage::batch::FieldModel;
using linkage::batch::levels_max;
using linkage::batch::Model;
using linkage::batch::probability_of;

constexpr int learning_rounds = 4;
constexpr int prior_rounds = 50;
constexpr double weight_of_start = 10;  // as linkage/fit.cc
constexpr double smallest = 1e-15;
constexpr double least_m = 1e-5;

/// What each level of a field counts as; 0 is not known.
using LevelMap = std::array<Levels, levels_max>;

std::uint8_t differs_level(std::vector<std::string> const& keys) {
    auto const found = std::ranges::find(keys, "differs");
    return static_cast<std::uint8_t>(found - keys.begin());
}

LevelMap map_levels(Found const& found, Closest const& closest) {
    LevelMap map{};
    for (std::size_t field = 0; field < field_count; ++field) {
        auto const differs = differs_level(found.levels[field]);
        for (std::uint8_t level = 1; level < levels_max; ++level) {
            bool const counts = level <= closest[field] || level >= differs;
            map[level][field] = closest[field] == 0 ? 0 : counts ? level : differs;
        }
    }
    return map;
}

template <class Pair>
Centibits weight_of(Model const& model, LevelMap const& map, Pair const& pair) {
    Centibits sum = model.prior;
    for (std::size_t field = 0; field < field_count; ++field)
        sum += model.weight(field, map[pair.level[field]][field], pair.rarity[field]);
    return sum;
}

void set_weights(Model& model) {
    for (auto& field : model.fields)
        for (std::size_t level = 1; level < levels_max; ++level)
            if (field.u[level] > 0)
                field.weight[level] =
                    centibits(exact_log2(std::max(field.m[level], least_m) / field.u[level]));
}

void set_share(Model& model, double share) {
    model.match_share = std::clamp(share, smallest, 0.5);
    model.prior = centibits(exact_log2(model.match_share / (1 - model.match_share)));
}

/// Levels that no longer count go to "differs".
void merge_levels(Model& model, LevelMap const& map) {
    for (std::size_t field = 0; field < field_count; ++field) {
        auto& one = model.fields[field];
        FieldModel const before = one;
        one.m = {};
        one.u = {};
        for (std::size_t level = 1; level < levels_max; ++level) {
            auto const to = map[level][field];
            if (to == 0) continue;
            one.m[to] += before.m[level];
            one.u[to] += before.u[level];
        }
    }
    set_weights(model);
}

/// m by expectation and maximisation on the patterns, u fixed, as linkage::batch::Learner ends.
void learn(Model& model, Found const& found, LevelMap const& map, bool prior_is_given) {
    for (int round = 0; round < learning_rounds; ++round) {
        std::vector<std::array<double, levels_max>> sums(field_count);
        double matches = 0;
        for (auto const& learned : found.learned) {
            double const expected = learned.count * probability_of(weight_of(model, map, learned));
            matches += expected;
            for (std::size_t field = 0; field < field_count; ++field)
                sums[field][map[learned.level[field]][field]] += expected;
        }
        for (std::size_t field = 0; field < field_count; ++field) {
            auto& m = model.fields[field].m;
            double total = 0;
            for (std::size_t level = 1; level < levels_max; ++level)
                total += sums[field][level] += weight_of_start * m[level];
            if (total <= 0) continue;
            for (std::size_t level = 1; level < levels_max; ++level) m[level] = sums[field][level] / total;
        }
        if (!prior_is_given && found.pairs > 0) set_share(model, matches / found.pairs);
        set_weights(model);
    }
}

/// The prior that the scores themselves tell, by turns with the scores it leads to: on counts of weights.
void settle(Model& model, Found const& found, std::vector<Centibits>& weights) {
    if (weights.empty() || found.pairs <= 0) return;
    auto const [least, most] = std::ranges::minmax(weights);
    std::vector<std::int64_t> counts(static_cast<std::size_t>(most - least) + 1);
    for (auto const weight : weights) ++counts[static_cast<std::size_t>(weight - least)];
    auto const before = model.prior;
    for (int round = 0; round < prior_rounds; ++round) {
        double matches = 0;
        for (std::size_t i = 0; i < counts.size(); ++i)
            if (counts[i] != 0)
                matches += static_cast<double>(counts[i]) *
                           probability_of(least + static_cast<Centibits>(i) - before + model.prior);
        auto const old = model.prior;
        set_share(model, matches / found.pairs);
        if (model.prior == old) break;
    }
    for (auto& weight : weights) weight += model.prior - before;
}

/// Sets of records with the valid NIKs that each holds.
class Sets {
public:
    explicit Sets(Found const& found) : m_parent(found.records.size()), m_size(found.records.size(), 1) {
        std::iota(m_parent.begin(), m_parent.end(), 0U);
        for (auto const& record : found.records) {
            m_niks.push_back({});
            if (record.nik != 0) m_niks.back().push_back(record.nik);
        }
        // NIKs that differ by a slip of whoever copied them are one.
        auto const& keys = found.levels[nik_field];
        for (auto const& edge : found.edges) {
            auto const& key = keys[edge.level[nik_field]];
            auto const x = found.records[edge.a].nik;
            auto const y = found.records[edge.b].nik;
            if (x != y && x != 0 && y != 0 && (key == "slip" || key == "last_digits"))
                m_slips.insert(std::minmax(x, y));
        }
    }
    std::uint32_t root(std::uint32_t record) {
        while (m_parent[record] != record) record = m_parent[record] = m_parent[m_parent[record]];
        return record;
    }
    std::uint32_t size(std::uint32_t root) const { return m_size[root]; }
    bool differ(std::uint32_t x, std::uint32_t y) const {
        return std::ranges::any_of(m_niks[x], [&](std::uint32_t a) {
            return std::ranges::any_of(m_niks[y], [&](std::uint32_t b) {
                return a != b && !m_slips.contains(std::pair(std::min(a, b), std::max(a, b)));
            });
        });
    }
    void join(std::uint32_t x, std::uint32_t y) {
        auto const first = std::min(x, y);
        auto const second = std::max(x, y);
        m_parent[second] = first;
        m_size[first] += m_size[second];
        for (auto const nik : m_niks[second])
            if (std::ranges::find(m_niks[first], nik) == m_niks[first].end()) m_niks[first].push_back(nik);
    }
    std::vector<std::uint32_t> const& sizes() const { return m_size; }

private:
    std::vector<std::uint32_t> m_parent;
    std::vector<std::uint32_t> m_size;
    std::vector<std::vector<std::uint32_t>> m_niks;
    std::set<std::pair<std::uint32_t, std::uint32_t>> m_slips;
};

}  // namespace

std::optional<Closest> closest_of(std::string_view text) {
    if (text.size() != field_count || text.find_first_not_of("0123456789") != text.npos) return std::nullopt;
    Closest closest{};
    for (std::size_t i = 0; i < field_count; ++i) closest[i] = static_cast<std::uint8_t>(text[i] - '0');
    return closest;
}

std::string text_of(Closest const& closest) {
    return pattern_of(closest);
}

Scored score(Found const& found, Settings const& settings) {
    Scored scored{.model = found.model, .weights = {}};
    auto const map = map_levels(found, settings.closest);
    bool const changed = settings.closest != whole;
    if (settings.prior) scored.model.prior = *settings.prior;
    if (changed) {
        merge_levels(scored.model, map);
        learn(scored.model, found, map, settings.prior.has_value());
    }
    scored.weights.reserve(found.edges.size());
    for (auto const& edge : found.edges) scored.weights.push_back(weight_of(scored.model, map, edge));
    if (changed && !settings.prior) settle(scored.model, found, scored.weights);
    return scored;
}

std::vector<Part> parts_of(Found const& found, Scored const& scored, Settings const& settings,
                           Edge const& edge) {
    auto const map = map_levels(found, settings.closest);
    std::vector<Part> parts;
    for (std::size_t field = 0; field < field_count; ++field) {
        auto const level = map[edge.level[field]][field];
        if (level == 0) continue;
        auto const& model = scored.model.fields[field];
        parts.push_back(
            {.field = field,
             .level = level,
             .weight = scored.model.weight(field, level, edge.rarity[field]),
             .rarity = model.by_rarity[level] ? edge.rarity[field] - model.usual[level] : Centibits{0}});
    }
    return parts;
}

Clusters cluster(Found const& found, Scored const& scored, Centibits from) {
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < found.edges.size(); ++i)
        if (scored.weights[i] >= from && found.edges[i].relation == Relation::certain) order.push_back(i);
    std::ranges::sort(order, [&](std::uint32_t x, std::uint32_t y) {
        return std::pair(-scored.weights[x], x) < std::pair(-scored.weights[y], y);
    });
    Sets sets(found);
    Clusters clusters{.refused = std::vector<bool>(found.edges.size(), false)};
    for (auto const i : order) {
        auto const x = sets.root(found.edges[i].a);
        auto const y = sets.root(found.edges[i].b);
        if (x == y) continue;
        if (sets.differ(x, y)) {
            ++clusters.kept_apart;
            clusters.refused[i] = true;
        } else if (sets.size(x) + sets.size(y) > cluster_max) {
            ++clusters.too_large;
            clusters.refused[i] = true;
        } else {
            sets.join(x, y);
        }
    }
    for (std::uint32_t record = 0; record < found.records.size(); ++record) {
        if (sets.root(record) != record || sets.size(record) < 2) continue;
        ++clusters.count;
        clusters.records += sets.size(record);
        clusters.largest = std::max<std::int64_t>(clusters.largest, sets.size(record));
    }
    return clusters;
}

InBand band_of(Edge const& edge, Centibits weight, Settings const& settings, bool refused) {
    if (weight >= settings.accept && edge.relation == Relation::certain && !refused) return InBand::accept;
    return weight >= settings.review ? InBand::review : InBand::reject;
}

Bands bands(Found const& found, Scored const& scored, Settings const& settings, Clusters const& clusters) {
    Bands all;
    for (std::size_t i = 0; i < found.edges.size(); ++i) {
        auto const& edge = found.edges[i];
        bool const asked = scored.weights[i] >= settings.review;
        if (!edge.may_be_one()) {
            if (asked) ++(edge.relation == Relation::owner ? all.owner : all.none);
            continue;
        }
        auto const band = band_of(edge, scored.weights[i], settings, clusters.refused[i]);
        (band == InBand::accept   ? all.accept
         : band == InBand::review ? all.review
                                  : all.reject)
            .add(scored.probability(i));
    }
    return all;
}

std::vector<Pattern> patterns(Found const& found, Scored const& scored, Centibits from) {
    std::map<Levels, Pattern> by_level;
    for (std::size_t i = 0; i < found.edges.size(); ++i) {
        auto const& edge = found.edges[i];
        auto const weight = scored.weights[i];
        if (!edge.may_be_one() || weight < from) continue;
        auto const [at, is_new] = by_level.try_emplace(edge.level);
        auto& one = at->second;
        if (is_new) one = {.level = edge.level, .least = weight, .most = weight};
        ++one.pairs;
        one.certain += edge.relation == Relation::certain ? 1 : 0;
        one.matches += scored.probability(i);
        one.least = std::min(one.least, weight);
        one.most = std::max(one.most, weight);
    }
    std::vector<Pattern> all;
    for (auto const& [levels, pattern] : by_level) all.push_back(pattern);
    std::ranges::stable_sort(all, std::greater{}, &Pattern::pairs);
    return all;
}

}  // namespace bina::sweep
