#pragma once
#include <array>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "base/types.h"

/// KBLI, the classification of economic activities of Badan Pusat Statistik, in its editions.
namespace bina::kbli {

namespace error {
inline constexpr base::ErrorKind unknown_code{"kbli.unknown_code", 422};  ///< The edition has no such class.
inline constexpr base::ErrorKind not_found{"kbli.not_found", 404};
}  // namespace error

/// A class; what is shorter is a group, a division or the like.
inline constexpr std::size_t class_digits = 5;

enum class Edition : std::uint8_t { kbli2020, kbli2025 };

struct EditionInfo {
    Edition edition;
    std::string_view name;
    std::string_view law;
    std::string_view base;  ///< The ISIC revision it follows.
    std::string_view in_force;  ///< First day.
    /// From this day on a code said without an edition means this one: the last day by which users had to
    /// follow the law.
    std::string_view unsaid_from;
};
inline constexpr std::array<EditionInfo, 2> editions{{
    {Edition::kbli2020, "2020", "Peraturan BPS 2/2020", "ISIC Rev. 4", "2020-09-24", "1900-01-01"},
    {Edition::kbli2025, "2025", "Peraturan BPS 7/2025", "ISIC Rev. 5", "2025-12-18", "2026-06-18"},
}};

constexpr EditionInfo const& info(Edition edition) {
    return editions[static_cast<std::size_t>(edition)];
}
std::optional<Edition> edition_of(std::string_view name);
/// The edition that new codes are chosen from.
Edition edition_in_force(base::Day day);
/// What a code means that was said of `day` without its edition.
Edition unsaid_edition(base::Day day);

/// A class (kelompok, 5 digits) of an edition. The same digits can mean something else in another one: 56102
/// is an eating house in 2020 and a stall in 2025.
class Code {
public:
    Code() = default;
    /// "10794/2025", or "10794" of the edition `unsaid`. Error: base::malformed.
    static base::Result<Code> parse(std::string_view text, Edition unsaid);
    Code(std::string_view digits, Edition edition) : m_digits(digits), m_edition(edition) {}

    std::string const& digits() const { return m_digits; }
    Edition edition() const { return m_edition; }
    bool empty() const { return m_digits.empty(); }
    /// "10794/2025"; empty for none.
    std::string text() const;
    auto operator<=>(Code const&) const = default;

private:
    std::string m_digits;
    Edition m_edition = Edition::kbli2020;
};

}  // namespace bina::kbli
