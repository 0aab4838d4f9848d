#pragma once
#include <array>
#include <map>
#include <unordered_map>

#include "registry/state.h"

/// Counts of businesses, kept when facts are written, so that a figure costs the same at any size.
namespace bina::registry {

/// What is counted, in the order of the columns of `tally`.
inline constexpr std::size_t tally_counted = 0;
inline constexpr std::size_t tally_status = 1;
inline constexpr std::size_t tally_trade = tally_status + statuses.size();
inline constexpr std::size_t tally_class = tally_trade + trades.size();
inline constexpr std::size_t tally_has = tally_class + class_names.size();
inline constexpr std::size_t tally_coached = tally_has + has_names.size();
inline constexpr std::size_t tally_flagship = tally_coached + 1;
inline constexpr std::size_t tally_columns = tally_flagship + 1;

/// Counts of one area. Trade, class, what is known, coached and flagship are those of counted businesses
/// only.
using Tally = std::array<std::int64_t, tally_columns>;

/// Names of the columns, for SQL and for `count --by`.
std::array<std::string, tally_columns> const& tally_names();

/// Changes of counts, gathered while facts are written and stored once.
class TallyChanges {
public:
    /// A business whose history was `before` now has the history `after`.
    void replace(std::span<Change const> before, std::span<Change const> after);
    /// The changes by area and period, as `tally` keeps them.
    std::map<std::pair<std::string, std::string>, Tally> periods() const;
    /// Those of codes, as `tally_kbli` keeps them: by area, period and code.
    std::map<std::tuple<std::string, std::string, std::string>, std::int64_t> kbli_periods() const;
    /// Adds the changes to the store and forgets them.
    base::Result<void> store(storage::Tx&, RegencyCode const&);

private:
    void add(std::span<Change const> history, int sign);
    void add(Cell const&, base::Day, int sign);
    template <class Visit>
    base::Result<void> each_area(Visit visit) const;
    template <class Visit>
    base::Result<void> each_kbli_area(Visit visit) const;
    base::Result<void> store_kbli(storage::Tx&, RegencyCode const&);

    /// An area and a day in one number: by area, then by day. A long list has some million of them.
    using AreaDay = std::uint64_t;
    struct CodeOfDay {
        AreaDay place;
        std::string kbli;
        bool operator==(CodeOfDay const&) const = default;
    };
    struct Hash {
        std::size_t operator()(AreaDay) const;
        std::size_t operator()(CodeOfDay const&) const;
    };
    std::unordered_map<AreaDay, std::array<std::int32_t, tally_columns>, Hash> m_days;
    std::unordered_map<CodeOfDay, std::int32_t, Hash> m_kbli;
};

/// The counts of one area (regency, district or village) as of the end of a day.
base::Result<Tally> tally_of(storage::Tx&, RegencyCode const&, std::string_view area, base::Day);

/// The areas of a level (6 or 10 digits) inside `parent` that hold a business now or once did, in the order
/// of codes.
base::Result<std::vector<std::string>> areas_inside(storage::Tx&, RegencyCode const&, std::string_view parent,
                                                    int level);

struct KbliCount {
    kbli::Code code;
    std::int64_t counted = 0;
};
/// Counted businesses of an area by their main code as of the end of a day, in the order of codes. Those
/// without one are what `tally_of` counts beyond the sum.
base::Result<std::vector<KbliCount>> kbli_counts(storage::Tx&, RegencyCode const&, std::string_view area,
                                                 base::Day);

struct AreaTally {
    std::string area;
    Tally tally;
};
/// The counts of each area of a level (6 or 10 digits) inside `parent`, those without any business left out.
base::Result<std::vector<AreaTally>> tallies_inside(storage::Tx&, RegencyCode const&, std::string_view parent,
                                                    int level, base::Day);

struct MonthCount {
    std::string month;  ///< YYYY-MM
    std::int64_t counted;
};
/// Counted businesses at the end of each of the `months` months up to that of `until`, and at `until` itself.
base::Result<std::vector<MonthCount>> month_counts(storage::Tx&, RegencyCode const&, std::string_view area,
                                                   base::Day until, int months);

}  // namespace bina::registry
