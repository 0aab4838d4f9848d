#include "registry/class_rule.h"

#include <algorithm>

namespace bina::registry {
namespace {

template <std::size_t N>
std::size_t index_of(std::array<std::string_view, N> const& names, std::string_view name) {
    auto const found = std::ranges::find(names, name);
    if (found == names.end()) throw storage::Damage("class_rule: unknown " + std::string(name));
    return static_cast<std::size_t>(found - names.begin());
}

// The year in which `valid_to` lies while nobody knows when a limit loses force.
constexpr int no_end_year = 2199;

constexpr std::array governing_order{Measure::sales, Measure::capital, Measure::assets};

}  // namespace

base::Result<ClassRules> ClassRules::load(storage::Tx& tx) {
    ClassRules rules;
    rules.m_limits =
        TRY(tx.rows("SELECT rule_set, measure, class, at_most, valid_from, valid_to, source FROM class_rule"
                    " ORDER BY rule_set, measure, at_most",
                    [](storage::Row const& row) {
                        return Limit{.rule_set = row.get<std::string>(0),
                                     .measure = static_cast<Measure>(index_of(measure_names, row.text(1))),
                                     .size_class = static_cast<SizeClass>(index_of(class_names, row.text(2))),
                                     .at_most = row.integer(3),
                                     .from = row.get<base::Day>(4),
                                     .to = row.get<base::Day>(5),
                                     .source = row.get<std::string>(6)};
                    }));
    rules.m_rule_sets =
        TRY(tx.rows("SELECT rule_set, title FROM class_rule_set ORDER BY place", [](storage::Row const& row) {
            return RuleSet{row.get<std::string>(0), row.get<std::string>(1)};
        }));
    rules.m_governing = TRY(tx.rows(
        "SELECT governs_from, rule_set FROM class_governing ORDER BY governs_from",
        [](storage::Row const& row) { return Governing{row.get<base::Day>(0), row.get<std::string>(1)}; }));
    rules.find_turning_days();
    return rules;
}

std::int64_t ClassRules::coarse(Measure measure, std::int64_t amount) const {
    std::int64_t smallest = INT64_MAX;
    std::int64_t largest = 0;
    for (auto const& limit : m_limits) {
        if (limit.measure != measure) continue;
        largest = std::max(largest, limit.at_most);
        if (limit.at_most >= amount) smallest = std::min(smallest, limit.at_most);
    }
    return smallest == INT64_MAX ? largest + 1 : smallest;
}

void ClassRules::find_turning_days() {
    for (auto const& governing : m_governing) m_turning_days.push_back(governing.from);
    for (auto const& limit : m_limits) {
        m_turning_days.push_back(limit.from);
        if (limit.to.year() < no_end_year) m_turning_days.push_back(limit.to);
    }
    std::ranges::sort(m_turning_days);
    auto const again = std::ranges::unique(m_turning_days);
    m_turning_days.erase(again.begin(), again.end());
}

std::string_view ClassRules::governing_set(base::Day day) const {
    auto const next = std::ranges::upper_bound(m_governing, day, {}, &Governing::from);
    return next == m_governing.begin() ? std::string_view{} : std::string_view((next - 1)->rule_set);
}

std::string_view ClassRules::governing_source(base::Day day) const {
    auto const found = find(governing_set(day), Measure::sales, 0, day);
    return found ? std::string_view(found->limit->source) : std::string_view{};
}

std::optional<ClassRules::Found> ClassRules::find(std::string_view rule_set, Measure measure,
                                                  std::int64_t amount, base::Day day) const {
    Limit const* last = nullptr;
    for (auto const& limit : m_limits) {
        if (limit.rule_set != rule_set || limit.measure != measure || day < limit.from || day >= limit.to)
            continue;
        if (amount <= limit.at_most) return Found{limit.size_class, &limit};
        last = &limit;
    }
    if (last == nullptr) return std::nullopt;
    return Found{SizeClass::large, last};
}

SizeClass ClassRules::governing_class(Measures const& measures, base::Day day) const {
    auto const rule_set = governing_set(day);
    for (auto const measure : governing_order)
        if (auto const amount = measures[measure])
            if (auto const found = find(rule_set, measure, *amount, day)) return found->size_class;
    return SizeClass::unknown;
}

std::vector<Classification> ClassRules::classify(Measures const& measures, base::Day day) const {
    std::vector<Classification> all;
    auto const governing = governing_set(day);
    bool governed = false;
    for (auto const& [rule_set, title] : m_rule_sets) {
        for (auto const measure : {Measure::sales, Measure::capital, Measure::assets, Measure::workers}) {
            auto const amount = measures[measure];
            if (!amount) continue;
            auto const found = find(rule_set, measure, *amount, day);
            if (!found) continue;
            bool const governs = !governed && rule_set == governing &&
                                 std::ranges::find(governing_order, measure) != governing_order.end();
            governed = governed || governs;
            all.push_back(
                {rule_set, title, found->limit->source, measure, *amount, found->size_class, governs});
        }
    }
    return all;
}

}  // namespace bina::registry
