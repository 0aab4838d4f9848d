#include "linkage/column_profile.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "base/fold.h"
#include "linkage/value.h"

namespace bina::linkage::batch {
namespace {

constexpr double most_values = 0.6;
constexpr double nearly_all_values = 0.9;

bool only_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

std::uint32_t small_number(std::string_view text) {
    std::uint32_t value = 0;
    if (!only_digits(text) || text.size() > 4) return 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

bool is_plausible_date(std::string_view text) {
    auto const packed = read_date(text);
    auto const decimal = [&](unsigned shift) {
        return (packed >> (shift + 4) & 15U) * 10 + (packed >> shift & 15U);
    };
    auto const month = decimal(8);
    auto const day = decimal(0);
    auto const century = decimal(24);
    return packed != 0 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && century >= 18 &&
           century <= 21;
}

bool is_area_code(std::string_view text) {
    std::string digits;
    for (char const c : text) {
        if (c >= '0' && c <= '9')
            digits += c;
        else if (c != '.')
            return false;
    }
    bool const length = digits.size() == 4 || digits.size() == 6 || digits.size() == 10;
    return length && digits[0] >= '1' && digits[0] <= '9' && digits[1] != '0';
}

bool is_phone(std::string_view text) {
    std::string digits;
    for (char const c : text) {
        if (c >= '0' && c <= '9') digits += c;
    }
    bool const begins = digits.starts_with("08") || digits.starts_with("628") || digits.starts_with("8");
    return begins && digits.size() >= 9 && digits.size() <= 14 && read_phone(text) != 0;
}

bool has_address_mark(std::string_view folded) {
    return std::ranges::any_of(base::words(folded), [](std::string_view word) {
        return word == "jl" || word == "jalan" || word == "jln" || word == "rt" || word == "rw" ||
               word == "dsn" || word == "dusun" || word == "gg" || word == "kampung" || word == "kp";
    });
}

/// What KeyUse::coarse would keep of a value.
std::string coarse_of(std::string_view value) {
    if (is_plausible_date(value)) return std::to_string(read_date(value) >> 16U);
    constexpr std::size_t district_digits = 6;
    return std::string(value.substr(0, district_digits));
}

using HeldTexts = std::unordered_map<std::string, std::size_t>;

/// Chance that two of `count` values are held alike.
double chance_of(HeldTexts const& held, double count) {
    double sum = 0;
    for (auto const& [value, times] : held)
        sum += static_cast<double>(times) * (static_cast<double>(times) - 1);
    return sum / (count * std::max(count - 1, 1.0));
}

/// Adds what one value shows.
void add_value(ColumnProfile& profile, std::string_view value,
               std::unordered_map<std::size_t, std::size_t>& lengths) {
    auto const folded = base::fold(value);
    auto const digits = only_digits(value);
    auto const number = small_number(value);
    profile.digits_only += digits ? 1 : 0;
    profile.with_letters +=
        std::ranges::any_of(folded, [](char c) { return (c >= 'a' && c <= 'z') || (c & 0x80) != 0; }) ? 1 : 0;
    profile.niks += read_written_nik(value).state == NikState::valid ? 1 : 0;
    profile.phones += is_phone(value) ? 1 : 0;
    profile.dates += is_plausible_date(value) ? 1 : 0;
    profile.years += value.size() == 4 && number >= 1850 && number <= 2100 ? 1 : 0;
    profile.months += number >= 1 && number <= 12 ? 1 : 0;
    profile.days += number >= 1 && number <= 31 ? 1 : 0;
    profile.area_codes += is_area_code(value) ? 1 : 0;
    profile.decimals += !digits && read_number(value) != 0 && value.find_first_of(".,") != value.npos &&
                                value.find_first_not_of("0123456789.,-+ $Rp") == value.npos
                            ? 1
                            : 0;
    profile.mails += value.find('@') != value.npos ? 1 : 0;
    profile.address_marks += has_address_mark(folded) ? 1 : 0;
    profile.words += static_cast<double>(base::words(folded).size());
    profile.bytes += static_cast<double>(value.size());
    ++lengths[value.size()];
}

}  // namespace

bool ColumnProfile::named(std::initializer_list<std::string_view> parts) const {
    auto const folded = base::fold(name);
    auto const parts_of_name = base::words(folded);
    return std::ranges::any_of(parts, [&](std::string_view part) {
        return std::ranges::any_of(parts_of_name, [&](std::string_view word) {
            return part.size() <= 3 ? word == part : word.find(part) != word.npos;
        });
    });
}

ColumnProfile profile_of(std::span<Sample const> lists, std::string const& column) {
    ColumnProfile profile;
    profile.name = column;
    HeldTexts held;
    HeldTexts words_held;
    HeldTexts coarse_held;
    std::unordered_map<std::size_t, std::size_t> lengths;
    double rows = 0;
    double values = 0;
    for (auto const& list : lists) {
        auto const place =
            static_cast<std::size_t>(std::ranges::find(list.columns, column) - list.columns.begin());
        if (&list == lists.data()) profile.place = place;
        for (auto const& row : list.rows) {
            ++rows;
            auto const value = base::squeeze(row[place]);
            if (value.empty()) continue;
            ++values;
            auto const folded = base::fold(value);
            ++held[folded];
            ++coarse_held[coarse_of(value)];
            for (auto const word : base::words(folded)) ++words_held[std::string(word)];
            add_value(profile, value, lengths);
        }
    }
    if (values == 0) return profile;
    profile.filled = values / rows;
    profile.distinct_count = held.size();
    profile.distinct = static_cast<double>(held.size()) / values;
    profile.equal = chance_of(held, values);
    profile.word_equal = std::min(1.0, chance_of(words_held, values));
    profile.coarse_equal = chance_of(coarse_held, values);
    for (auto const& [length, count] : lengths)
        profile.fixed_length = std::max(profile.fixed_length, static_cast<double>(count) / values);
    for (auto* const share :
         {&profile.digits_only, &profile.with_letters, &profile.niks, &profile.phones, &profile.dates,
          &profile.years, &profile.months, &profile.days, &profile.area_codes, &profile.decimals,
          &profile.mails, &profile.address_marks, &profile.words, &profile.bytes})
        *share /= values;
    return profile;
}

Guess guess_of(ColumnProfile const& profile) {
    constexpr double filled_min = 0.02;
    constexpr double few = 60;
    // What somebody has put together already is no evidence.
    if (profile.named(
            {"cluster", "entity", "truth", "label", "source", "dataset", "group", "duplicate", "match"}))
        return {.used = false};
    if (profile.filled < filled_min || profile.distinct_count < 2) return {.used = false};
    if (profile.niks >= most_values || (profile.niks >= 0.3 && profile.named({"nik", "ktp"})))
        return {Kind::identifier, Sort::nik};
    if (profile.phones >= most_values && profile.with_letters < 0.1) return {Kind::identifier, Sort::phone};
    if (profile.mails >= most_values) return {Kind::identifier};
    if (profile.area_codes >= nearly_all_values &&
        (profile.fixed_length >= nearly_all_values ||
         profile.named({"desa", "village", "kelurahan", "district", "kecamatan", "kec", "kab", "wilayah"})) &&
        profile.named({"desa", "village", "kelurahan", "district", "kecamatan", "kec", "kab", "wilayah",
                       "area", "kode"}))
        return {Kind::place, Sort::code};
    if (profile.dates >= nearly_all_values ||
        (profile.dates >= most_values && profile.named({"date", "dob", "birth", "lahir", "tgl", "tanggal"})))
        return {Kind::date};
    bool const few_values = static_cast<double>(profile.distinct_count) <= few && profile.distinct < 0.1;
    if (profile.digits_only >= nearly_all_values) return {few_values ? Kind::exact : Kind::identifier};
    if (profile.decimals + profile.digits_only >= nearly_all_values ||
        profile.named({"price", "harga", "omzet", "amount"}))
        return {Kind::number};
    if (profile.address_marks >= 0.3) return {Kind::words, Sort::address};
    if (profile.named({"usaha", "business", "company", "toko", "merek", "perusahaan"}))
        return {Kind::words, Sort::business};
    if (few_values) return {Kind::exact};
    if (profile.named({"city", "suburb", "town", "kota", "county", "desa", "kecamatan", "village", "place",
                       "tempat"}) &&
        profile.words < 3)
        return {Kind::place};
    bool const name =
        profile.named({"name", "nama", "owner", "pemilik", "surname", "fname", "lname", "forename"});
    if (name && profile.words < 4 && profile.with_letters >= nearly_all_values) return {Kind::name};
    bool const code = profile.with_letters < most_values ||
                      (profile.words < 1.2 && profile.distinct > 0.5 && profile.digits_only > 0.1);
    return {code ? Kind::identifier : Kind::words};
}

}  // namespace bina::linkage::batch
