#pragma once
#include <compare>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace bina::base {

inline constexpr ErrorKind malformed{"base.malformed", 422};

/// Milliseconds since 1970-01-01T00:00Z.
struct Instant {
    std::int64_t milliseconds = 0;
    constexpr auto operator<=>(Instant const&) const = default;
};
using Clock = Instant (*)();

/// The machine's clock: passed in at composition, never called by a module.
Instant system_clock();

/// "2024-01-31T07:40:12.345Z".
std::string iso_text(Instant instant);

/// A calendar day, as days since 1970-01-01 in the proleptic Gregorian calendar; text is YYYY-MM-DD.
class Day {
public:
    constexpr Day() = default;
    static constexpr Day from_number(std::int32_t days) { return Day{days}; }
    /// Error: malformed for an impossible date or a year outside 1900..2199.
    static Result<Day> from_parts(int year, int month, int day);
    /// Reads YYYY-MM-DD only; what people write is read by `intake`.
    static Result<Day> parse(std::string_view text);
    /// The local day of an instant; `offset_minutes` is 420 (WIB), 480 (WITA) or 540 (WIT).
    static Day of(Instant instant, int offset_minutes = 420);

    constexpr std::int32_t number() const { return m_days; }
    int year() const;
    int month() const;
    int day_of_month() const;
    std::string text() const;
    /// YYYY-MM.
    std::string month_text() const { return text().substr(0, 7); }
    /// The same date `years` before; 29 February becomes 28 February.
    Day years_before(int years) const;
    constexpr auto operator<=>(Day const&) const = default;

private:
    explicit constexpr Day(std::int32_t days) : m_days(days) {}
    std::int32_t m_days = 0;
};

/// Whole rupiah, 0 to 2^53-1: what a JSON number carries exactly, so no client ever rounds.
class Money {
public:
    static constexpr std::int64_t max_rupiah = (std::int64_t{1} << 53) - 1;

    constexpr Money() = default;
    static constexpr Money rupiah(std::int64_t amount) { return Money{amount}; }
    static Result<Money> parse(std::int64_t amount) {
        if (amount < 0 || amount > max_rupiah) return fail(malformed, "money");
        return Money{amount};
    }

    constexpr std::int64_t rupiah() const { return m_rupiah; }
    constexpr auto operator<=>(Money const&) const = default;

private:
    explicit constexpr Money(std::int64_t rupiah) : m_rupiah(rupiah) {}
    std::int64_t m_rupiah = 0;
};

/// Digits of one of the given lengths; the tag keeps an NIB from passing for an NIK.
template <class Tag, int... Lengths>
class Digits {
public:
    static constexpr bool allows(std::size_t length) {
        return ((length == static_cast<std::size_t>(Lengths)) || ...);
    }

    Digits() = default;
    /// A regency code is an area code, but not the other way round.
    template <int... Fewer>
        requires(allows(Fewer) && ...)
    Digits(Digits<Tag, Fewer...> const& narrower) : m_text(narrower.text()) {}

    static Result<Digits> parse(std::string_view text) {
        if (!allows(text.size()) || text.find_first_not_of("0123456789") != text.npos)
            return fail(malformed, "digits");
        Digits value;
        value.m_text = text;
        return value;
    }
    std::string const& text() const { return m_text; }
    bool empty() const { return m_text.empty(); }
    auto operator<=>(Digits const&) const = default;

private:
    std::string m_text;
};

/// Kemendagri area code: province (2), regency or city (4), district (6), village (10 digits).
using AreaCode = Digits<struct AreaTag, 2, 4, 6, 10>;
using RegencyCode = Digits<AreaTag, 4>;
using VillageCode = Digits<AreaTag, 10>;

/// True if `inner` lies in `outer`, or is `outer`. Codes nest by prefix.
inline bool contains(AreaCode const& outer, AreaCode const& inner) {
    return inner.text().starts_with(outer.text());
}

/// 32 lower-case hexadecimal digits of a new UUIDv7 (RFC 9562) at `now`, with 74 random bits.
std::string new_id_text(Instant now);
/// The id that `parent` gives its part number `n`: the same each time, so that a retry is harmless.
std::string derived_id_text(std::string_view parent, std::uint64_t n);
/// The `n` (below 2^32) of an id that `parent` gave; nothing for any other id.
std::optional<std::uint64_t> number_in_derived(std::string_view parent, std::string_view id);

/// UUIDv7 as 32 lower-case hexadecimal digits, tagged with what it identifies.
template <class Tag>
class Id {
public:
    Id() = default;
    static Id make(Instant now) { return trusted(new_id_text(now)); }
    static Id derive(std::string_view parent, std::uint64_t n) { return trusted(derived_id_text(parent, n)); }
    static Result<Id> parse(std::string_view text) {
        if (text.size() != 32 || text.find_first_not_of("0123456789abcdef") != text.npos)
            return fail(malformed, "id");
        return trusted(std::string(text));
    }
    std::string const& text() const { return m_text; }
    bool empty() const { return m_text.empty(); }
    auto operator<=>(Id const&) const = default;

private:
    static Id trusted(std::string text) {
        Id id;
        id.m_text = std::move(text);
        return id;
    }
    std::string m_text;
};

/// A value that is stored and sent as text.
template <class T>
concept Text = requires(T const& value) {
    { value.text() } -> std::convertible_to<std::string>;
};

}  // namespace bina::base
