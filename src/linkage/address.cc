#include "linkage/address.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/fold.h"

namespace bina::linkage {
namespace {

enum class Mark { street, number, rt, rw, outside };

struct MarkWord {
    std::string_view word;
    Mark mark;
};

/// Sorted by word.
constexpr MarkWord marks[] = {
    {"banjar", Mark::street},
    {"blok", Mark::street},
    {"br", Mark::street},
    {"desa", Mark::outside},
    {"dk", Mark::street},
    {"ds", Mark::outside},
    {"dsn", Mark::street},
    {"dukuh", Mark::street},
    {"dusun", Mark::street},
    {"gang", Mark::street},
    {"gg", Mark::street},
    {"jalan", Mark::street},
    {"jl", Mark::street},
    {"jln", Mark::street},
    {"jorong", Mark::street},
    {"kab", Mark::outside},
    {"kabupaten", Mark::outside},
    {"kamp", Mark::street},
    {"kampung", Mark::street},
    {"kec", Mark::outside},
    {"kecamatan", Mark::outside},
    {"kel", Mark::outside},
    {"kelurahan", Mark::outside},
    {"komplek", Mark::street},
    {"kota", Mark::outside},
    {"kp", Mark::street},
    {"lingk", Mark::street},
    {"lingkungan", Mark::street},
    {"link", Mark::street},
    {"no", Mark::number},
    {"nomor", Mark::number},
    {"perum", Mark::street},
    {"perumahan", Mark::street},
    {"prov", Mark::outside},
    {"provinsi", Mark::outside},
    {"rt", Mark::rt},
    {"rw", Mark::rw},
};
static_assert(std::ranges::is_sorted(marks, {}, &MarkWord::word));

std::optional<Mark> mark_of(std::string_view word) {
    auto const found = std::ranges::lower_bound(marks, word, {}, &MarkWord::word);
    if (found == std::end(marks) || found->word != word) return std::nullopt;
    return found->mark;
}

std::optional<std::uint16_t> number_of(std::string_view word) {
    std::uint16_t value = 0;
    auto const [end, code] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (code != std::errc{} || end != word.data() + word.size()) return std::nullopt;
    return value;
}

/// "rt03", "rw5", "no12", "rt" and "rw" written together with their number.
std::optional<Mark> glued(std::string_view& word) {
    auto const digits = word.find_first_of("0123456789");
    if (digits == word.npos || digits == 0) return std::nullopt;
    auto const mark = mark_of(word.substr(0, digits));
    if (mark && *mark != Mark::street && *mark != Mark::outside) word.remove_prefix(digits);
    return mark;
}

class Reader {
public:
    void read(std::string_view word) {
        if (auto const mark = mark_of(word)) {
            m_mark = *mark;
            return;
        }
        if (auto const mark = glued(word)) m_mark = *mark;
        auto const number = number_of(word);
        if (number && take(*number)) return;
        if (m_mark == Mark::outside) return;
        m_mark = Mark::street;
        if (!address.street.empty()) address.street += ' ';
        address.street += word;
    }

    Address address;

private:
    bool take(std::uint16_t number) {
        switch (m_mark) {
            case Mark::number:
                address.number = number;
                break;
            case Mark::rt:
                address.rt = number;
                m_mark = Mark::rw;  // "RT 003/005"
                return true;
            case Mark::rw:
                address.rw = number;
                break;
            case Mark::street:
            case Mark::outside:
                return number > 9'999;  // a post code is no part of a street; "Gang 3" is
        }
        m_mark = Mark::street;
        return true;
    }

    Mark m_mark = Mark::street;
};

}  // namespace

Address parse_address(std::string_view raw) {
    Reader reader;
    std::string const folded = base::fold(raw);
    for (auto const word : base::words(folded)) reader.read(word);
    return std::move(reader.address);
}

}  // namespace bina::linkage
