#include "registry/class_rule.h"

#include <algorithm>
#include <atomic>
#include <mutex>

#include "storage/stored_name.h"

namespace bina::registry {
namespace {

using base::Result;
using storage::Row;
using storage::Tx;

// The year in which `valid_to` lies while nobody knows when a limit loses force.
constexpr int no_end_year = 2199;

constexpr std::array governing_order{Measure::sales, Measure::capital, Measure::assets};

struct Limit {
    std::string rule_set;
    RuleLimit is;
    base::Day from;
    base::Day to;  ///< Exclusive.
};

struct RuleSet {
    std::string key;
    std::string title;
};

struct Found {
    SizeClass size_class;
    Limit const* limit;
};

Result<std::vector<Limit>> read_limits(Tx& tx) {
    return tx.rows("SELECT rule_set, measure, class, at_most, valid_from, valid_to, source FROM class_rule",
                   [](Row const& row) {
                       return Limit{.rule_set = row.get<std::string>(0),
                                    .is = {.measure = static_cast<Measure>(storage::stored_name(
                                               measure_names, row.text(1), "class_rule.measure")),
                                           .size_class = static_cast<SizeClass>(storage::stored_name(
                                               class_names, row.text(2), "class_rule.size_class")),
                                           .at_most = row.integer(3),
                                           .source = row.get<std::string>(6)},
                                    .from = row.get<base::Day>(4),
                                    .to = row.get<base::Day>(5)};
                   });
}

}  // namespace

struct ClassRules::Rules {
    std::vector<Limit> limits;  ///< By rule set, day and measure, smallest limit first.
    std::vector<RuleSet> sets;
    std::vector<Governing> governing;  ///< Ascending.
    std::vector<base::Day> turning_days;
    std::int64_t version = 0;

    /// A version of a rule set holds until its next one begins, without a row being changed for it.
    void settle() {
        std::ranges::sort(limits, {}, [](Limit const& limit) {
            return std::tuple(std::string_view(limit.rule_set), limit.from, limit.is.measure,
                              limit.is.at_most);
        });
        std::ranges::sort(governing, {}, &Governing::from);
        for (auto& limit : limits) {
            auto const next = std::ranges::find_if(limits, [&](Limit const& other) {
                return other.rule_set == limit.rule_set && other.from > limit.from;
            });
            if (next != limits.end()) limit.to = std::min(limit.to, next->from);
        }
        turning_days.clear();
        for (auto const& one : governing) turning_days.push_back(one.from);
        for (auto const& limit : limits) {
            turning_days.push_back(limit.from);
            if (limit.to.year() < no_end_year) turning_days.push_back(limit.to);
        }
        std::ranges::sort(turning_days);
        auto const again = std::ranges::unique(turning_days);
        turning_days.erase(again.begin(), again.end());
    }

    std::string_view governing_set(base::Day day) const {
        auto const next = std::ranges::upper_bound(governing, day, {}, &Governing::from);
        return next == governing.begin() ? std::string_view{} : std::string_view((next - 1)->rule_set);
    }

    std::optional<Found> find(std::string_view rule_set, Measure measure, std::int64_t amount,
                              base::Day day) const {
        Limit const* last = nullptr;
        for (auto const& limit : limits) {
            if (limit.rule_set != rule_set || limit.is.measure != measure || day < limit.from ||
                day >= limit.to)
                continue;
            if (amount <= limit.is.at_most) return Found{limit.is.size_class, &limit};
            last = &limit;
        }
        if (last == nullptr) return std::nullopt;
        return Found{SizeClass::large, last};
    }
};

/// Rules change once in years, and views of them are everywhere: what was read before is kept.
struct ClassRules::Shared {
    std::mutex mutex;
    std::vector<std::unique_ptr<Rules const>> all;
    std::atomic<Rules const*> now = nullptr;

    void take(Rules rules) {
        rules.settle();
        std::lock_guard const lock(mutex);
        all.push_back(std::make_unique<Rules const>(std::move(rules)));
        now.store(all.back().get(), std::memory_order_release);
    }
};

ClassRules::ClassRules() : m_shared(std::make_shared<Shared>()) {
    m_shared->take({});
}

ClassRules::Rules const& ClassRules::rules() const {
    return *m_shared->now.load(std::memory_order_acquire);
}

Result<ClassRules> ClassRules::load(Tx& tx) {
    ClassRules rules;
    TRY(rules.reload(tx));
    return rules;
}

Result<void> ClassRules::reload(Tx& tx) const {
    Rules rules;
    rules.limits = TRY(read_limits(tx));
    rules.sets = TRY(tx.rows("SELECT rule_set, title FROM class_rule_set ORDER BY place", [](Row const& row) {
        return RuleSet{row.get<std::string>(0), row.get<std::string>(1)};
    }));
    rules.governing = TRY(tx.rows("SELECT governs_from, rule_set FROM class_governing", [](Row const& row) {
        return Governing{row.get<base::Day>(0), row.get<std::string>(1)};
    }));
    rules.version = TRY(stored_rules_version(tx));
    m_shared->take(std::move(rules));
    return {};
}

ClassRules ClassRules::with(RuleVersion const& version, bool governs) const {
    Rules more = rules();
    if (std::ranges::find(more.sets, version.rule_set, &RuleSet::key) == more.sets.end())
        more.sets.push_back({version.rule_set, version.title});
    auto const no_end = base::Day::from_parts(no_end_year, 12, 31).value();
    for (auto const& limit : version.limits)
        more.limits.push_back({version.rule_set, limit, version.from, version.to.value_or(no_end)});
    if (governs) more.governing.push_back({version.from, version.rule_set});
    ClassRules made;
    made.m_shared->take(std::move(more));
    return made;
}

std::int64_t ClassRules::version() const {
    return rules().version;
}

std::vector<Governing> const& ClassRules::governing() const {
    return rules().governing;
}

std::vector<base::Day> const& ClassRules::turning_days() const {
    return rules().turning_days;
}

std::vector<RuleVersion> ClassRules::versions() const {
    std::vector<RuleVersion> all;
    for (auto const& [key, title] : rules().sets)
        for (auto const& limit : rules().limits) {
            if (limit.rule_set != key) continue;
            if (all.empty() || all.back().rule_set != key || all.back().from != limit.from)
                all.push_back({.rule_set = key, .title = title, .from = limit.from, .to = {}, .limits = {}});
            if (limit.to.year() < no_end_year) all.back().to = limit.to;
            all.back().limits.push_back(limit.is);
        }
    return all;
}

std::int64_t ClassRules::coarse(Measure measure, std::int64_t amount) const {
    std::int64_t smallest = INT64_MAX;
    std::int64_t largest = 0;
    for (auto const& limit : rules().limits) {
        if (limit.is.measure != measure) continue;
        largest = std::max(largest, limit.is.at_most);
        if (limit.is.at_most >= amount) smallest = std::min(smallest, limit.is.at_most);
    }
    return smallest == INT64_MAX ? largest + 1 : smallest;
}

std::string_view ClassRules::governing_set(base::Day day) const {
    return rules().governing_set(day);
}

std::string_view ClassRules::governing_source(base::Day day) const {
    auto const& all = rules();
    auto const found = all.find(all.governing_set(day), Measure::sales, 0, day);
    return found ? std::string_view(found->limit->is.source) : std::string_view{};
}

SizeClass ClassRules::governing_class(Measures const& measures, base::Day day) const {
    auto const& all = rules();
    auto const rule_set = all.governing_set(day);
    for (auto const measure : governing_order)
        if (auto const amount = measures[measure])
            if (auto const found = all.find(rule_set, measure, *amount, day)) return found->size_class;
    return SizeClass::unknown;
}

std::vector<Classification> ClassRules::classify(Measures const& measures, base::Day day) const {
    auto const& rules = this->rules();
    std::vector<Classification> all;
    auto const governing = rules.governing_set(day);
    bool governed = false;
    for (auto const& [rule_set, title] : rules.sets) {
        for (auto const measure : {Measure::sales, Measure::capital, Measure::assets, Measure::workers}) {
            auto const amount = measures[measure];
            if (!amount) continue;
            auto const found = rules.find(rule_set, measure, *amount, day);
            if (!found) continue;
            bool const governs = !governed && rule_set == governing &&
                                 std::ranges::find(governing_order, measure) != governing_order.end();
            governed = governed || governs;
            all.push_back(
                {rule_set, title, found->limit->is.source, measure, *amount, found->size_class, governs});
        }
    }
    return all;
}

Result<std::int64_t> stored_rules_version(Tx& tx) {
    auto const version = TRY(tx.first("SELECT count(*) FROM class_rule_change WHERE applied_at IS NOT NULL",
                                      [](Row const& row) { return row.integer(0); }));
    return version.value_or(0);
}

}  // namespace bina::registry
