#pragma once
#include <array>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "areas/place.h"
#include "base/types.h"
#include "storage/db.h"

/// The areas of Indonesia by their Kemendagri codes, and how they are called.
namespace bina::areas {

namespace error {
inline constexpr base::ErrorKind not_found{"areas.not_found", 404};
}  // namespace error

/// The built-in table: Kepmendagri 300.2.2-2138/2025.
inline constexpr std::string_view table_day = "2025-04-25";
inline constexpr std::string_view table_licence = "ODbL 1.0";

/// 1 province, 2 regency or city, 3 district, 4 village; 0 for what is no code.
constexpr int level_of(std::string_view code) {
    constexpr std::array<int, 11> levels{0, 0, 1, 0, 2, 0, 3, 0, 0, 0, 4};
    return code.size() < levels.size() ? levels[code.size()] : 0;
}
/// The code of the area around it; empty for a province.
constexpr std::string_view parent_of(std::string_view code) {
    return code.substr(0, code.size() == 10 ? 6 : code.size() < 2 ? 0 : code.size() - 2);
}

struct Area {
    std::string_view code;
    std::string_view
        name;  ///< "Kabupaten Blora", "Kota Blitar"; of the other levels without its kind: "Cepu".
    std::optional<base::Day> valid_to;  ///< The code is no longer in force since that day.
    int level() const { return level_of(code); }
};

/// The name as people write it where its kind is not plain: "Provinsi Jawa Tengah", "Kec. Cepu", "Desa
/// Beran", "Kel. Balun".
std::string titled_name(Area const& area);

struct LoadedAreas {
    int added = 0;
    int closed = 0;
    int renamed = 0;
};

/// Brings the store's table to `table` (lines "code,name", sorted), which is in force since `day`. A table
/// that was the last one loaded is not loaded again. What an earlier table had and this one has not is
/// closed.
base::Result<LoadedAreas> load_areas(storage::Tx&, std::string_view table, base::Day day);

/// Every area, in memory: built once, then shared by all threads.
class Directory {
public:
    /// `table` as for load_areas; it must outlive the directory.
    explicit Directory(std::string_view table);
    /// The built-in table with the history of the store, once load_areas has been called.
    static base::Result<Directory> load(storage::Tx&);
    Directory(Directory&&) = default;
    Directory& operator=(Directory&&) = default;

    /// Also of a code that is no longer in force; null for what is no area.
    Area const* find(std::string_view code) const;
    /// The area's name, or "".
    std::string_view name(std::string_view code) const;
    /// Areas of one level that lie in `code` ("" is the country), by code.
    std::span<Area const> within(std::string_view code, int level) const;
    std::span<Area const> children(std::string_view code) const { return within(code, level_of(code) + 1); }

    struct Search {
        std::string_view
            text;  ///< Beginnings of words, also of the areas around it ("cepu blora"), or a code.
        std::optional<int> level;
        std::size_t limit = 20;
        std::string_view within = {};  ///< Only areas that lie in this one, itself among them.
    };
    /// The best first: the whole name, its beginning, the larger area. However short the text is, of the
    /// areas asked for none is left out for others that are not.
    std::vector<Area const*> search(Search const& search) const;

private:
    /// What one area is found by; an area that was renamed has one for each of its names.
    struct Names {
        std::string text;  ///< " word word\n" for each.
        std::vector<std::uint32_t> begins;
        std::vector<Area const*> areas;
        void add(Area const& area, std::string_view name);
        std::string_view at(std::size_t index) const;
    };
    struct Query;
    using Marks = std::vector<std::uint8_t>;

    void add_closed(std::string_view code, std::string_view name, base::Day valid_to);
    static Marks marks_of(Names const& names, std::span<std::string const> words);
    unsigned marks_around(std::string_view code, std::span<Marks const> marks) const;
    std::vector<Area const*> by_code(std::string_view digits, Search const& search) const;
    std::vector<Area const*> by_name(Query const& query, Search const& search) const;

    std::array<std::vector<Area>, 4> m_levels;
    std::array<Names, 4> m_names;
    std::vector<Area> m_closed;
    std::deque<std::string> m_texts;  ///< What the closed ones refer to.
};

/// The regency with its districts and villages, for a PlaceIndex.
std::vector<Place> places_of(Directory const& directory, std::string_view regency);

}  // namespace bina::areas
