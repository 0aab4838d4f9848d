#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// From what people write about a place to its Kemendagri code. Village names repeat inside a regency, so a
/// name alone is never taken for one of several villages.
namespace bina::areas {

/// A regency (4 digits), district (6) or village (10) that can be found; dots in the code do not matter.
struct Place {
    std::string_view code;
    std::string_view name;
};

/// How surely a place was found, from best to worst.
enum class PlaceMatch : std::uint8_t {
    exact,  ///< The official name, but for case and punctuation.
    normalised,  ///< The same after prefixes, old spelling and joined or split words are made alike.
    fuzzy,  ///< A misspelling that is near this name and near no other.
    ambiguous,  ///< Several places are meant equally well, or the place lies outside the district stated.
    none,
};

/// What a row says. Each part may be empty.
struct PlaceQuery {
    std::string_view village = {};  ///< Name, or code of 10 digits.
    std::string_view district = {};  ///< Name, or code of 6 digits.
    std::string_view address = {};  ///< Free text; read only where the other two leave a question.
};

struct PlaceFound {
    std::string code;  ///< The village; without one that is certain, the district; else empty.
    PlaceMatch match = PlaceMatch::none;  ///< Of the village, or of the district where no village is named.
    std::vector<std::string> candidates;  ///< Of an ambiguous match, at most `max_candidates`, by code.
    bool from_address = false;  ///< The village was found in the free text only.
    bool other_regency = false;  ///< The text names a regency that is not this one.

    static constexpr std::size_t max_candidates = 8;
    bool is_village() const { return code.size() == 10; }
    bool is_district() const { return code.size() == 6; }
};

/// The names of one regency (or province), ready to be looked up. Immutable, so threads may share it.
class PlaceIndex {
public:
    /// Needs the districts of all villages; with the regency itself, "Blora" alone in an address is not taken
    /// for the district Blora.
    explicit PlaceIndex(std::span<Place const> places);
    ~PlaceIndex();
    PlaceIndex(PlaceIndex&&) noexcept;
    PlaceIndex& operator=(PlaceIndex&&) noexcept;

    PlaceFound find(PlaceQuery const& query) const;
    /// The official name of a code of this index, or "".
    std::string_view name_of(std::string_view code) const;

    struct Names;

private:
    std::unique_ptr<Names const> m_names;
};

/// Remembers what was found for each distinct village and district. One per thread.
class PlaceFinder {
public:
    /// `index` outlives the finder.
    explicit PlaceFinder(PlaceIndex const& index) : m_index(index) {}

    /// The reference holds until the next call.
    PlaceFound const& find(PlaceQuery const& query);
    PlaceIndex const& index() const { return m_index; }

private:
    static constexpr std::size_t max_remembered = 1U << 16U;

    PlaceIndex const& m_index;
    std::unordered_map<std::string, PlaceFound> m_known;
    std::string m_key;
    PlaceFound m_last;
};

}  // namespace bina::areas
