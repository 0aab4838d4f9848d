#include "linkage/value.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "base/fold.h"
#include "linkage/address.h"
#include "linkage/name.h"
#include "linkage/record.h"

namespace bina::linkage::batch {
namespace {

constexpr std::uint64_t number_offset = std::uint64_t{1} << 62U;
constexpr std::size_t number_digits_max = 15;
constexpr std::size_t identifier_bytes_max = 40;
constexpr std::array<std::size_t, place_columns_max> code_lengths{10, 6, 4, 2};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

template <class Words>
void put_words(Lexicon& lexicon, TextCell& cell, Words const& words) {
    for (auto const& word : words) {
        if (cell.count == cell_words_max) {
            cell.cut = static_cast<std::uint8_t>(std::min(cell.cut + 1, 255));
            continue;
        }
        cell.words[cell.count++] = lexicon.put(std::string_view(word).substr(0, word_bytes_max));
    }
}

std::uint32_t sound_of(Lexicon const& lexicon, TextCell const& cell) {
    std::uint64_t sum = 0;
    bool const alone = cell.count == 1;
    for (std::size_t i = 0; i < cell.count; ++i) {
        auto const& facts = lexicon.facts(cell.words[i]);
        if (facts.bytes > 1 || alone) sum += mixed(facts.modern);
    }
    return sum == 0 ? 0 : static_cast<std::uint32_t>(mixed(sum)) | 1U;
}

std::string digits_of(std::string_view raw) {
    std::string digits;
    for (char const c : raw) {
        if (is_digit(c)) digits += c;
    }
    return digits;
}

/// The runs of digits in a text, at most four.
std::vector<std::string_view> digit_runs(std::string_view raw) {
    std::vector<std::string_view> runs;
    for (std::size_t at = 0; at < raw.size() && runs.size() < 4;) {
        if (!is_digit(raw[at])) {
            ++at;
            continue;
        }
        auto const begin = at;
        while (at < raw.size() && is_digit(raw[at])) ++at;
        runs.push_back(raw.substr(begin, at - begin));
    }
    return runs;
}

std::uint32_t number_of(std::string_view digits) {
    std::uint32_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::uint32_t packed_decimal(std::uint32_t value, unsigned digits) {
    std::uint32_t packed = 0;
    for (unsigned i = 0; i < digits; ++i, value /= 10) packed |= value % 10 << 4 * i;
    return packed;
}

std::uint32_t packed_date(std::uint32_t year, std::uint32_t month, std::uint32_t day) {
    if (year > 9'999 || month > 99 || day > 99) return 0;
    return packed_decimal(year, 4) << 16U | packed_decimal(month, 2) << 8U | packed_decimal(day, 2);
}

}  // namespace

std::uint32_t fingerprint(std::string_view text) {
    return text.empty() ? 0 : static_cast<std::uint32_t>(hashed(text) >> 32U) | 1U;
}

std::uint32_t joined(std::uint32_t a, std::uint32_t b) {
    if (a == 0 || b == 0) return 0;
    return static_cast<std::uint32_t>(mixed(std::uint64_t{a} << 32U | b)) | 1U;
}

TextCell read_text(Lexicon& words, Field const& field, std::string_view raw) {
    TextCell cell;
    if (field.kind == Kind::name) {
        put_words(words, cell, parse_owner(raw).words);
    } else if (field.sort == Sort::business) {
        auto const name = parse_business(raw);
        put_words(words, cell, name.words.empty() ? name.kind_words : name.words);
    } else if (field.sort == Sort::address) {
        auto const address = parse_address(raw);
        put_words(words, cell, base::words(address.street));
        cell.number = address.number;
        cell.rt = address.rt;
        cell.rw = address.rw;
    } else {
        auto const folded = base::fold(raw);
        put_words(words, cell, base::words(folded));
    }
    cell.sound = sound_of(words, cell);
    return cell;
}

PlaceCell read_place(Lexicon& words, Field const& field, std::string_view const* parts, std::size_t count) {
    PlaceCell cell;
    if (field.sort == Sort::code) {
        for (std::size_t i = 0; i < count; ++i) {
            auto const digits = digits_of(parts[i]);
            for (std::size_t area = 0; area < code_lengths.size(); ++area) {
                if (cell.areas[area] == 0 && digits.size() >= code_lengths[area])
                    cell.areas[area] = fingerprint(std::string_view(digits).substr(0, code_lengths[area]));
            }
        }
        return cell;
    }
    for (std::size_t i = 0; i < count; ++i) {
        auto const folded = base::fold(parts[i]);
        cell.areas[i] = fingerprint(folded);
        if (i == 0 && !folded.empty())
            cell.word = words.put(std::string_view(folded).substr(0, identifier_bytes_max));
    }
    return cell;
}

std::string read_identifier(std::string_view raw) {
    std::string folded = base::fold(raw);
    std::erase(folded, ' ');
    if (folded.size() > identifier_bytes_max) folded.resize(identifier_bytes_max);
    return folded;
}

Nik read_written_nik(std::string_view raw) {
    if (std::ranges::all_of(raw, is_digit)) return read_nik(raw);
    if (raw.find_first_of("eE") != raw.npos) return {};
    return read_nik(digits_of(raw));
}

std::uint64_t read_phone(std::string_view raw) {
    std::uint64_t number = packed_phone(raw);
    std::uint64_t packed = 0;
    for (unsigned place = 0; number != 0; number /= 10, ++place) packed |= number % 10 << 4 * place;
    return packed;
}

std::uint32_t read_date(std::string_view raw) {
    auto const runs = digit_runs(raw);
    if (runs.size() == 1 && runs[0].size() == 8) {
        auto const all = runs[0];
        auto const year = number_of(all.substr(0, 4));
        if (year >= 1700 && year < 2300)
            return packed_date(year, number_of(all.substr(4, 2)), number_of(all.substr(6, 2)));
        return packed_date(number_of(all.substr(4, 4)), number_of(all.substr(2, 2)),
                           number_of(all.substr(0, 2)));
    }
    if (runs.size() < 3) return 0;
    auto const a = number_of(runs[0]);
    auto const b = number_of(runs[1]);
    auto const c = number_of(runs[2]);
    if (runs[0].size() == 4) return packed_date(a, b, c);
    return b > 12 && a <= 12 ? packed_date(c, a, b) : packed_date(c, b, a);
}

std::uint64_t read_number(std::string_view raw) {
    auto const mark = raw.find_last_of(".,");
    bool const mixed_marks = raw.find(',') != raw.npos && raw.find('.') != raw.npos;
    bool const repeated = mark != raw.npos && raw.find(raw[mark]) != mark;
    std::size_t behind = 0;
    if (mark != raw.npos) behind = digits_of(raw.substr(mark)).size();
    // "1.500" and "1,500,000" are thousands; "1.5", "1,500.25" and "12.5000" have decimals.
    bool const decimals = mark != raw.npos && !repeated && (behind != 3 || mixed_marks);
    auto whole = digits_of(decimals ? raw.substr(0, mark) : raw);
    auto part = decimals ? digits_of(raw.substr(mark)) : std::string();
    if (whole.empty() && part.empty()) return 0;
    part.resize(3, '0');
    whole += part;
    if (whole.size() > number_digits_max) return 0;
    std::int64_t value = 0;
    std::from_chars(whole.data(), whole.data() + whole.size(), value);
    auto const sign = raw.find('-');
    if (sign != raw.npos && sign < raw.find_first_of("0123456789")) value = -value;
    return number_offset + static_cast<std::uint64_t>(value);
}

}  // namespace bina::linkage::batch
