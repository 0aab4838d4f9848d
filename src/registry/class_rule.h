#pragma once
#include <array>
#include <cstdint>
#include <memory>
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

/// One limit of a rule set: what is not more than it belongs to the class.
struct RuleLimit {
    Measure measure = Measure::sales;
    SizeClass size_class = SizeClass::micro;
    std::int64_t at_most = 0;  ///< Inclusive; rupiah or persons.
    std::string source;  ///< Article of the law.
};

/// The limits of a rule set from one day on, until its next version or the day it loses force.
struct RuleVersion {
    std::string rule_set;
    std::string title;
    base::Day from;
    std::optional<base::Day> to;  ///< Exclusive; nothing while nobody knows.
    std::vector<RuleLimit> limits;  ///< By measure, smallest first.
};

/// From `from` on the rule set decides the class on lists and in counts.
struct Governing {
    base::Day from;
    std::string rule_set;
};

/// How many changes of rules the store holds: rules that were read with fewer are no longer those in force.
base::Result<std::int64_t> stored_rules_version(storage::Tx&);

/// The rule sets as the store holds them. Copies are one object: what one of them reads anew all of them
/// know, for whoever counts must count by the same law. What it returns views of stays valid for the life of
/// the process.
class ClassRules {
public:
    ClassRules();
    static base::Result<ClassRules> load(storage::Tx&);
    /// Reads them anew, for all copies: after a change, in the transaction that makes it.
    base::Result<void> reload(storage::Tx&) const;
    /// These rules and one more version, as an object of its own: to see what a law would change.
    ClassRules with(RuleVersion const&, bool governs) const;

    /// Goes up with each change that people made.
    std::int64_t version() const;
    /// The rule sets in the order of pages, the versions of each in that of time.
    std::vector<RuleVersion> versions() const;
    std::vector<Governing> const& governing() const;

    /// The rule set that decides the class of a business on lists and in counts on that day.
    std::string_view governing_set(base::Day) const;
    /// The article that draws the limits of sales in the set that governs on that day; "" if none does.
    std::string_view governing_source(base::Day) const;
    /// The days on which a class can change while the business does not, ascending: another set begins to
    /// govern, or limits come into force or lose it.
    std::vector<base::Day> const& turning_days() const;

    /// By sales once they are known, before that by capital (PP 7/2021 Art. 35(2) and (5)) or, under the
    /// older law, by net worth.
    SizeClass governing_class(Measures const&, base::Day) const;
    /// Every class that every rule set gives, the governing one marked.
    std::vector<Classification> classify(Measures const&, base::Day) const;

    /// The smallest limit of any rule set at or above the amount, one more than the largest beyond all: an
    /// amount of the same class in each of them, whatever the day.
    std::int64_t coarse(Measure, std::int64_t amount) const;

private:
    struct Rules;
    struct Shared;
    Rules const& rules() const;

    std::shared_ptr<Shared> m_shared;
};

}  // namespace bina::registry
