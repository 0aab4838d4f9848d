#pragma once
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "linkage/table.h"

namespace bina::linkage::batch {

inline constexpr std::size_t levels_max = 10;
/// Of a text that is `named_after` a name.
inline constexpr unsigned owners_name_level = 9;

/// One way in which two values can stand to each other.
struct LevelName {
    std::string_view key;
    bool by_rarity = false;  ///< what the rarity of the shared value says is added
    double m = 0;  ///< how often records of one entity are at this level, before anything is learned
};

/// The levels of a field, "unknown" first.
std::vector<LevelName> const& levels_of(Column const& column);

/// How two records stand to each other, field by field.
struct Comparison {
    std::array<std::uint8_t, fields_max> level{};
    std::array<std::int16_t, fields_max> rarity{};  ///< of what they share, in hundredths of a bit
};

/// How two records stand to each other in one field.
struct FieldMatch {
    unsigned level = 0;
    std::int32_t rarity = 0;
};

/// Scratch of one thread.
struct Scratch {
    explicit Scratch(std::size_t fields) : memos(fields) {}
    std::vector<TieMemo> memos;
};

/// Compares two rows of a table. Reads only, from any number of threads, each with its own Scratch.
class Matcher {
public:
    explicit Matcher(Table const& table);

    std::size_t fields() const { return m_table.columns().size(); }
    std::size_t levels(std::size_t field) const { return m_levels[field]; }
    Comparison compare(std::uint32_t a, std::uint32_t b, Scratch& scratch) const;
    /// One field of two rows of the table.
    FieldMatch compare(std::size_t field, std::byte const* a, std::byte const* b, Scratch& scratch) const;

    /// All levels in one number, and one field's level in it.
    std::uint64_t pattern(Comparison const& comparison) const {
        std::uint64_t number = 0;
        for (std::size_t i = 0; i < m_levels.size(); ++i) number = number * m_levels[i] + comparison.level[i];
        return number;
    }
    /// Asks for the memory that comparing a row will need.
    void prefetch_values(std::uint32_t row) const;
    /// The same of places alone, which decide about most pairs of a scan.
    void prefetch_places(std::uint32_t row) const;
    Comparison levels_in(std::uint64_t pattern) const;

private:
    Table const& m_table;
    std::vector<std::uint8_t> m_levels;
};

}  // namespace bina::linkage::batch
