#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/types.h"
#include "storage/db.h"

namespace bina::registry {

/// Size of an enterprise. Several laws and agencies draw the limits differently, so a business has one class
/// per rule set and day.
enum class SizeClass : std::uint8_t { micro, small, medium, large, unknown };
inline constexpr std::array<std::string_view, 5> class_names{"micro", "small", "medium", "large", "unknown"};

enum class Measure : std::uint8_t { sales, capital, assets, workers };
inline constexpr std::array<std::string_view, 4> measure_names{"sales", "capital", "assets", "workers"};

/// What is known of a business's size on a day: rupiah, and persons.
struct Measures {
    std::array<std::optional<std::int64_t>, measure_names.size()> amounts;
    std::optional<std::int64_t>& operator[](Measure measure) {
        return amounts[static_cast<std::size_t>(measure)];
    }
    std::optional<std::int64_t> operator[](Measure measure) const {
        return amounts[static_cast<std::size_t>(measure)];
    }
};

/// What one rule set makes of one measure.
struct Classification {
    std::string_view rule_set;
    std::string_view title;  ///< What the rule set is called: "PP 7/2021".
    std::string_view source;  ///< Article of the law.
    Measure measure;
    std::int64_t amount = 0;
    SizeClass size_class;
    bool governs = false;  ///< This one is the business's class.
};

/// The rule sets in force, read from the store once.
class ClassRules {
public:
    static base::Result<ClassRules> load(storage::Tx&);

    /// The rule set that decides the class of a business on lists and in counts on that day.
    std::string_view governing_set(base::Day) const;
    /// The article that draws the limits of sales in the set that governs on that day; "" if none does.
    std::string_view governing_source(base::Day) const;
    /// The days on which a class can change while the business does not, ascending: another set begins to
    /// govern, or limits come into force or lose it.
    std::vector<base::Day> const& turning_days() const { return m_turning_days; }

    /// By sales once they are known, before that by capital (PP 7/2021 Art. 35(2) and (5)) or, under the
    /// older law, by net worth.
    SizeClass governing_class(Measures const&, base::Day) const;
    /// Every class that every rule set gives, the governing one marked.
    std::vector<Classification> classify(Measures const&, base::Day) const;

    /// The smallest limit of any rule set at or above the amount, one more than the largest beyond all: an
    /// amount of the same class in each of them, whatever the day.
    std::int64_t coarse(Measure, std::int64_t amount) const;

private:
    struct Limit {
        std::string rule_set;
        Measure measure;
        SizeClass size_class;
        std::int64_t at_most;
        base::Day from;
        base::Day to;  ///< Exclusive.
        std::string source;
    };
    struct Found {
        SizeClass size_class;
        Limit const* limit;
    };
    void find_turning_days();
    std::optional<Found> find(std::string_view rule_set, Measure, std::int64_t amount, base::Day) const;

    std::vector<Limit> m_limits;  ///< By rule set and measure, smallest limit first.
    struct RuleSet {
        std::string key;
        std::string title;
    };
    struct Governing {
        base::Day from;
        std::string rule_set;
    };
    std::vector<RuleSet> m_rule_sets;
    std::vector<Governing> m_governing;  ///< Ascending.
    std::vector<base::Day> m_turning_days;
};

}  // namespace bina::registry
