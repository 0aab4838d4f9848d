#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "areas/place.h"
#include "areas/place_name.h"

/// The inside of PlaceIndex.
namespace bina::areas {

/// One level of places, found by name.
class Layer {
public:
    struct Entry {
        std::string code;
        std::string name;
        std::string folded;
        NameKey key;
    };
    /// Entries that a name means equally well, and how it was matched.
    struct Hits {
        PlaceMatch match = PlaceMatch::none;
        std::vector<std::uint32_t> entries;
        explicit operator bool() const { return !entries.empty(); }
    };

    /// `called`: what is looked up, folded, where that is not the name itself.
    void add(std::string code, std::string_view name, std::string_view called = {});
    /// To be called once, after the last `add`.
    void index();

    Entry const& operator[](std::uint32_t entry) const { return m_entries[entry]; }
    Entry const* by_code(std::string_view code) const;

    /// Entries in `area` whose name is `folded`, exactly or normalised; leading words such as desa are tried
    /// with and without.
    Hits named(std::string_view folded, std::string_view area) const;
    /// Entries in `area` whose whole name is `folded`, be it with other blanks; no word of it is left out.
    Hits called(std::string_view folded, std::string_view area) const;
    /// How badly a name may be misspelt: `many` where somebody said that it is one.
    enum class Slips : std::uint8_t { usual, many };
    /// Entries in `area` whose name `folded` misspells.
    Hits misspelt(std::string_view folded, std::string_view area, Slips slips = Slips::many) const;
    /// `named`, else `misspelt`.
    Hits find(std::string_view folded, std::string_view area) const;

private:
    using Lookup = std::unordered_map<std::string_view, std::vector<std::uint32_t>>;

    Hits same(std::string_view folded, std::string_view area) const;
    std::vector<std::uint32_t> inside(auto const& lookup, auto const& text, std::string_view area) const;

    std::vector<Entry> m_entries;  ///< By code, so that an area is one run of them.
    Lookup m_by_name;
    std::unordered_map<std::string, std::vector<std::uint32_t>> m_by_joined;  ///< The name without blanks.
    Lookup m_by_letters;
};

struct PlaceIndex::Names {
    Layer regencies;
    Layer districts;
    Layer villages;
};

/// What free text says about where it is.
struct AddressPlace {
    Layer::Hits villages;
    std::string district;  ///< Code, or empty.
    bool other_regency = false;
};

/// Reads the parts that name a village or district: marked ones ("Ds. Kunden", "Kec. Blora"), and unmarked
/// ones that fill the text between two commas. `district`, if known, narrows the search.
AddressPlace read_address_place(PlaceIndex::Names const& names, std::string_view text,
                                std::string_view district);

}  // namespace bina::areas
