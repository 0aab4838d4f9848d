#include <algorithm>
#include <array>

#include "registry/identifier.h"
#include "registry/identifier_scan.h"

namespace bina::registry {
namespace {

using scan::count_digits;
using scan::is_digit;
using scan::is_letter;
using scan::lower;
using scan::shortest_part;

// National numbers, without the leading 0.
constexpr std::size_t mobile_shortest = 9;
constexpr std::size_t mobile_longest = 12;
constexpr std::size_t landline_shortest = 7;
constexpr std::size_t landline_longest = 11;
constexpr std::size_t longest_email = 120;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n'`\"";
    auto const first = text.find_first_not_of(blanks);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// The length of " dan " or the like at `at`, or 0.
std::size_t joining_word(std::string_view text, std::size_t at) {
    if (text[at] != ' ') return 0;
    for (std::string_view const word : {" dan ", " atau ", " or "}) {
        if (std::ranges::equal(text.substr(at, word.size()), word, {}, lower)) return word.size();
    }
    return 0;
}

/// The pieces of `text` between characters of `separators` (and joining words) that hold any digit.
std::vector<std::string_view> pieces(std::string_view text, std::string_view separators) {
    std::vector<std::string_view> parts;
    std::size_t start = 0;
    auto const close = [&](std::size_t end) {
        auto const part = trimmed(text.substr(start, end - start));
        if (count_digits(part) > 0) parts.push_back(part);
    };
    for (std::size_t i = 0; i < text.size();) {
        std::size_t const skip = separators.find(text[i]) != separators.npos ? 1 : joining_word(text, i);
        if (skip != 0) {
            close(i);
            start = i + skip;
        }
        i += std::max<std::size_t>(skip, 1);
    }
    close(text.size());
    return parts;
}

ContactReading national(std::string_view digits, bool zero_lost, Finding finding) {
    auto const refuse = [](Finding fault) { return ContactReading{{}, fault}; };
    if (digits.empty()) return refuse(finding::phone_length);
    bool const mobile = digits[0] == '8';
    if (!mobile && zero_lost)
        return refuse(digits.size() < mobile_shortest ? finding::phone_area : finding::phone_prefix);
    if (digits[0] < '2' || (mobile && digits.size() > 1 && digits[1] == '0'))
        return refuse(finding::phone_prefix);
    std::size_t const shortest = mobile ? mobile_shortest : landline_shortest;
    std::size_t const longest = mobile ? mobile_longest : landline_longest;
    if (digits.size() < shortest || digits.size() > longest) return refuse(finding::phone_length);

    if (zero_lost && finding.severity < Severity::info) finding = finding::phone_zero;
    if (scan::is_dummy(digits.substr(1))) finding = finding::phone_dummy;
    return {"+62" + std::string(digits), finding};
}

ContactReading phone_of_digits(std::string_view digits, bool plus, Finding finding) {
    if (plus && !digits.starts_with("62") && !digits.starts_with("0")) return {{}, finding::phone_foreign};
    bool country = false;
    if (digits.starts_with("0062")) {
        digits.remove_prefix(4);
        country = true;
    } else if (digits.starts_with("62") && (plus || digits.size() >= 10)) {
        digits.remove_prefix(2);
        country = true;
    }
    bool const zero = digits.starts_with("0");
    if (zero) digits.remove_prefix(1);
    return national(digits, !zero && !country, finding);
}

ContactReading read_phone(std::string_view text, bool numeric_cell) {
    if (auto const stored = scan::stored_number(text)) {
        if (!numeric_cell && stored->known < stored->digits.size()) return {{}, finding::phone_truncated};
        return phone_of_digits(stored->digits, false, {});
    }
    auto const scanned = scan::digits_of(text, 0);
    if (scanned.digits.empty()) return {{}, finding::phone_characters};
    if (scanned.hidden) return {{}, finding::phone_masked};
    Finding finding;
    if (scanned.strange) finding = finding::phone_remark;
    if (scanned.repaired) finding = finding::phone_letters;
    auto const first = text.find_first_of("+0123456789");
    return phone_of_digits(scanned.digits, first != text.npos && text[first] == '+', finding);
}

bool usable(std::vector<ContactReading> const& readings) {
    return std::ranges::none_of(readings, [](auto const& reading) { return reading.text.empty(); });
}

std::vector<ContactReading> read_each(std::vector<std::string_view> const& parts) {
    std::vector<ContactReading> readings;
    for (auto const part : parts) {
        bool const piece = parts.size() > 1 && count_digits(part) < shortest_part;
        auto reading = piece ? ContactReading{{}, finding::phone_length} : read_phone(part, false);
        bool const again = std::ranges::any_of(
            readings, [&](auto const& known) { return !reading.text.empty() && known.text == reading.text; });
        if (again) continue;
        if (parts.size() > 1 && reading.finding.severity < Severity::info)
            reading.finding = finding::phone_several;
        readings.push_back(std::move(reading));
    }
    return readings;
}

}  // namespace

std::vector<ContactReading> read_phones(std::string_view text, bool numeric_cell) {
    text = trimmed(text);
    if (text.empty()) return {};
    auto const parts = pieces(text, "/;,&|\n\r\\");
    if (parts.size() <= 1) {
        auto whole = read_phone(text, numeric_cell);
        if (whole.text.empty() && whole.finding == finding::phone_length) {
            // "08123456789 08571234567": two numbers with nothing but a blank between.
            auto const words = pieces(text, " ");
            auto each = words.size() > 1 ? read_each(words) : std::vector<ContactReading>{};
            if (!each.empty() && usable(each)) return each;
        }
        return {std::move(whole)};
    }
    bool const broken =
        std::ranges::any_of(parts, [](auto part) { return count_digits(part) < shortest_part; });
    if (broken) {
        // "0296/531234" and "0812,3456,7890" are one number; "081234567890/91" is read as neither.
        auto whole = read_phone(text, false);
        if (!whole.text.empty()) return {std::move(whole)};
    }
    return read_each(parts);
}

namespace {

constexpr std::array<std::string_view, 14> mistyped_domains{
    "gmial.com", "gmai.com",   "gmail.con", "gmail.co",  "gamil.com", "gmal.com", "gnail.com",
    "gmail.cm",  "gmaill.com", "yaho.com",  "yahoo.con", "yhoo.com",  "yahoo.co", "hotmail.con"};

bool is_atom(char c) {
    return is_letter(c) || is_digit(c) || std::string_view("._+-%").find(c) != std::string_view::npos;
}

bool is_domain(std::string_view domain) {
    auto const dot = domain.rfind('.');
    if (dot == domain.npos || dot == 0 || domain.size() - dot < 3 || domain.find("..") != domain.npos)
        return false;
    if (domain.front() == '-' || domain.back() == '-') return false;
    auto const allowed = [](char c) { return is_letter(c) || is_digit(c) || c == '.' || c == '-'; };
    return std::ranges::all_of(domain, allowed) && std::ranges::all_of(domain.substr(dot + 1), is_letter);
}

ContactReading read_email(std::string_view text) {
    std::string mail;
    for (char const c : text) mail += lower(c);
    if (mail.starts_with("mailto:")) mail.erase(0, 7);
    auto const at = mail.find('@');
    if (at == mail.npos || at == 0 || mail.size() > longest_email) return {{}, finding::email_malformed};
    std::string_view const name = std::string_view(mail).substr(0, at);
    std::string_view const domain = std::string_view(mail).substr(at + 1);
    bool const sound = std::ranges::all_of(name, is_atom) && name.front() != '.' && name.back() != '.';
    if (!sound || !is_domain(domain)) return {{}, finding::email_malformed};
    bool const mistyped = std::ranges::find(mistyped_domains, domain) != mistyped_domains.end();
    return {mail, mistyped ? finding::email_domain : Finding{}};
}

}  // namespace

std::vector<ContactReading> read_emails(std::string_view text) {
    std::vector<ContactReading> readings;
    for (std::size_t start = 0; start < text.size();) {
        auto const end = std::min(text.find_first_of("/;, \t\r\n|", start), text.size());
        auto const part = trimmed(text.substr(start, end - start));
        start = end + 1;
        if (!part.empty()) readings.push_back(read_email(part));
    }
    if (readings.size() < 2) return readings;
    // "budi @ gmail.com": pieces that are none are one address broken by blanks, and are not put together.
    std::erase_if(readings, [](auto const& reading) { return reading.text.empty(); });
    if (readings.empty()) return {{{}, finding::email_malformed}};
    for (auto& reading : readings) {
        if (readings.size() > 1 && reading.finding.severity == Severity::ok)
            reading.finding = finding::email_several;
    }
    return readings;
}

namespace {

/// The first `head` and last `tail` characters, with `stars` between; nothing but stars for a shorter text.
std::string covered(std::string_view text, std::size_t head, std::size_t tail, std::size_t stars) {
    if (text.size() <= head + tail) return std::string(text.size(), '*');
    return std::string(text.substr(0, head)) + std::string(stars, '*') +
           std::string(text.substr(text.size() - tail));
}

/// "Siti Aminah" as "S*** A***".
std::string initials(std::string_view name) {
    std::string out;
    bool start = true;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (name[i] == ' ') {
            start = true;
            continue;
        }
        if (!start) continue;
        start = false;
        if (!out.empty()) out += ' ';
        std::size_t end = i + 1;
        while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) ++end;
        out.append(name.substr(i, end - i)).append("***");
    }
    return out;
}

}  // namespace

std::string masked(Field field, std::string_view text) {
    auto const& about = info(field);
    if (!about.personal || text.empty()) return std::string(text);
    switch (about.kind) {
        case FieldKind::nik:
        case FieldKind::family_card:
            return covered(text, 4, 2, text.size() > 6 ? text.size() - 6 : 0);
        case FieldKind::npwp:
            return covered(text, 2, 3, text.size() > 5 ? text.size() - 5 : 0);
        case FieldKind::phone:
            return covered(text, 6, 3, 4);
        case FieldKind::email: {
            auto const at = text.find('@');
            return at == text.npos ? "***"
                                   : std::string(text.substr(0, 1)) + "***" + std::string(text.substr(at));
        }
        case FieldKind::day:
            return std::string(text.substr(0, 4)) + "-**-**";
        case FieldKind::text:
            return initials(text);
        default:
            return "***";
    }
}

namespace {

constexpr std::size_t number_digits_min = 9;
constexpr std::size_t shown_head = 4;
constexpr std::size_t shown_tail = 2;

/// Where the run of digits that begins at `begin` ends, with the signs that people set between them.
std::size_t end_of_number(std::string_view text, std::size_t begin) {
    std::size_t end = begin;
    for (std::size_t at = begin; at < text.size(); ++at) {
        if (is_digit(text[at]))
            end = at + 1;
        else if (!std::string_view(" .-'()").contains(text[at]) || at - end >= 2)
            break;
    }
    return end;
}

/// The address around the sign at `at`, without its host, is hidden.
void hide_mail(std::string& text, std::size_t at) {
    auto const blank = text.find_last_of(" ,;:<(/\n\t", at);
    auto const begin = blank == std::string::npos ? 0 : blank + 1;
    if (at > begin) text.replace(begin + 1, at - begin - 1, "***");
}

}  // namespace

std::string masked_numbers(std::string_view text) {
    std::string out(text);
    for (std::size_t at = 0; at < out.size(); ++at) {
        if (!is_digit(out[at])) continue;
        auto const end = end_of_number(out, at);
        auto const run = std::string_view(out).substr(at, end - at);
        auto const digits = static_cast<std::size_t>(std::ranges::count_if(run, is_digit));
        std::size_t seen = 0;
        for (; at < end; ++at)
            if (is_digit(out[at]) && digits >= number_digits_min && ++seen > shown_head &&
                seen <= digits - shown_tail)
                out[at] = '*';
    }
    for (auto at = out.find('@'); at != std::string::npos; at = out.find('@', at + 1)) {
        auto const before = out.size();
        hide_mail(out, at);
        at += out.size() - before;  // what stands behind has moved by as much
    }
    return out;
}

}  // namespace bina::registry
