#include <algorithm>
#include <span>

#include "areas/place_names.h"
#include "base/fold.h"

namespace bina::areas {
namespace {

using Words = std::span<std::string_view const>;

constexpr std::size_t longest_name = 6;  // words
constexpr std::size_t guessed_letters_min = 5;
constexpr std::size_t longest_run = 8;  // unmarked words read as place names
constexpr std::size_t longest_address = 1000;  // bytes

std::string joined(Words words) {
    std::string text;
    for (auto const word : words) {
        if (!text.empty()) text += ' ';
        text += word;
    }
    return text;
}

bool has_digit(std::string_view word) {
    return word.find_first_of("0123456789") != word.npos;
}

bool is_number_word(std::string_view word) {
    return word == "rt" || word == "rw" || word == "no" || word == "nomor" || word == "rtrw" ||
           has_digit(word);
}

bool is_marker(std::string_view word) {
    return is_village_word(word) || is_district_word(word) || is_regency_word(word) || is_street_word(word) ||
           is_number_word(word);
}

/// Splits at commas, brackets, line breaks, and dashes and slashes that stand between blanks or letters.
std::vector<std::string_view> segments(std::string_view text) {
    std::vector<std::string_view> parts;
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const c = text[i];
        bool const spaced = i > 0 && text[i - 1] == ' ' && i + 1 < text.size() && text[i + 1] == ' ';
        bool const breaks = c == ',' || c == ';' || c == '(' || c == ')' || c == '\n' || c == '\r' ||
                            c == '/' || (c == '-' && spaced);
        if (!breaks) continue;
        parts.push_back(text.substr(start, i - start));
        start = i + 1;
    }
    parts.push_back(text.substr(start));
    return parts;
}

class AddressReader {
public:
    AddressReader(PlaceIndex::Names const& names, std::string_view district) : m_names(names) {
        m_place.district = district;
        m_district_certain = !district.empty();
    }

    void read(std::string_view segment) {
        auto const folded = base::fold(segment);
        auto const list = base::words(folded);
        Words const words(list);
        std::size_t run = 0;
        for (std::size_t i = 0; i < words.size();) {
            if (!is_marker(words[i])) {
                ++i;
                continue;
            }
            read_run(words.subspan(run, i - run));
            suppose_called(words.subspan(i));
            i += read_marked(words.subspan(i));
            run = i;
        }
        read_run(words.subspan(run));
    }

    AddressPlace take() {
        if (!m_place.villages && m_district_certain) m_place.villages = m_like_district;
        if (!m_place.villages && !m_place.district.empty()) guess_village();
        auto& villages = m_place.villages;
        if (m_place.district.empty() || !villages) return std::move(m_place);
        auto const outside = [&](std::uint32_t entry) {
            return !m_names.villages[entry].code.starts_with(m_place.district);
        };
        if (!std::ranges::all_of(villages.entries, outside))
            std::erase_if(villages.entries, outside);
        else
            villages = {PlaceMatch::ambiguous, {}};
        return std::move(m_place);
    }

private:
    /// Reads from a marker on; returns how many words that used.
    std::size_t read_marked(Words words) {
        std::size_t length = 1;
        while (length < words.size() && !is_marker(words[length])) ++length;
        Words const name = words.subspan(1, length - 1);
        if (is_number_word(words[0])) return 1;
        if (is_street_word(words[0])) return length;
        if (is_regency_word(words[0])) return 1 + read_regency(name);
        if (is_district_word(words[0])) return 1 + read_district(name);
        // "Kel. Pasar Baru", "Desa Kota Bumi": what else would be a marker is part of a real name.
        if (auto const used = read_called(words.subspan(1)); used > name.size()) return 1 + used;
        return 1 + read_village(name);
    }

    /// A village's whole name at the beginning of `words`; returns how many words it has.
    std::size_t read_called(Words words) {
        for (std::size_t n = std::min(words.size(), longest_name); n > 1; --n) {
            auto hits = m_names.villages.called(joined(words.first(n)), m_place.district);
            if (!hits) continue;
            m_place.villages = std::move(hits);
            return n;
        }
        return 0;
    }

    /// "Pasar Baru, Kec. Curup" is a village if nothing else is said: there may be a market of that name.
    void suppose_called(Words words) {
        if (!is_street_word(words[0]) && !is_regency_word(words[0])) return;
        for (std::size_t n = std::min(words.size(), longest_name); n > 1 && !m_called; --n)
            m_called = m_names.villages.called(joined(words.first(n)), "");
    }

    /// A whole name may be misspelt; a part of one only where a place follows, or any word would be near.
    bool may_be_misspelt(Words name, std::size_t n) const {
        return n == name.size() || is_regency(name.subspan(n)) ||
               m_names.districts.named(joined(name.subspan(n)), "");
    }

    std::size_t read_village(Words name) {
        for (std::size_t n = std::min(name.size(), longest_name); n > 0; --n) {
            auto const text = joined(name.first(n));
            auto hits = may_be_misspelt(name, n) ? m_names.villages.find(text, m_place.district)
                                                 : m_names.villages.named(text, m_place.district);
            if (!hits && m_district_certain) hits = m_names.villages.named(text, "");
            if (!hits) continue;
            m_place.villages = std::move(hits);
            return n;
        }
        return 0;
    }

    std::size_t read_district(Words name) {
        for (std::size_t n = std::min(name.size(), longest_name); n > 0; --n) {
            auto const text = joined(name.first(n));
            bool const whole = n == name.size() || is_regency(name.subspan(n));
            auto const hits = whole ? m_names.districts.find(text, "") : m_names.districts.named(text, "");
            if (hits.entries.size() != 1) continue;
            if (!m_district_certain) m_place.district = m_names.districts[hits.entries.front()].code;
            m_district_certain = true;
            return n;
        }
        return 0;
    }

    std::size_t read_regency(Words name) {
        if (name.empty()) return 0;
        for (std::size_t n = std::min(name.size(), longest_name); n > 0; --n) {
            if (is_regency(name.first(n))) return n;
        }
        m_place.other_regency = true;
        return name.size();
    }

    bool is_regency(Words name) const { return static_cast<bool>(m_names.regencies.named(joined(name), "")); }

    /// Unmarked words are read only if they are places from end to end: village, district, regency.
    void read_run(Words run) {
        if (run.empty() || run.size() > longest_run) return;
        if (!is_regency(run) && read_whole(run)) return;
        for (std::size_t n = std::min(run.size(), longest_name); n > 0; --n) {
            if (!is_regency(run.last(n))) continue;
            run = run.first(run.size() - n);
            if (run.empty() || read_whole(run)) return;
            break;
        }
        m_unread.push_back(joined(run));
        for (std::size_t n = 1; n < run.size() && n <= longest_name; ++n) {
            auto const district = m_names.districts.named(joined(run.last(n)), "");
            if (district.entries.size() != 1) continue;
            auto const village = named_village(run.first(run.size() - n));
            if (!village) continue;
            suppose_district(district);
            return suppose_village(village);
        }
    }

    /// A run that is one district or one village, from end to end.
    bool read_whole(Words run) {
        auto const villages = named_village(run);
        auto const districts = m_names.districts.named(joined(run), "");
        if (districts.entries.size() != 1) {
            if (villages) suppose_village(villages);
            return static_cast<bool>(villages);
        }
        auto const& code = m_names.districts[districts.entries.front()].code;
        if (!m_like_district) {
            // "Pajar Bulan, Tanjung Sakti": the first is the village if the second can only be the district.
            m_like_district = villages;
            suppose_district(districts);
        } else if (code == m_place.district) {
            suppose_village(m_like_district);  // "Bawang, Bawang": village and district
        } else if (!m_district_certain) {
            suppose_village(m_like_district);
            m_place.district = code;
        }
        return true;
    }

    /// What nobody marked and no name is may be a village's name misspelt, if the district is known.
    void guess_village() {
        if (m_called) {
            m_place.villages = m_called;
            std::erase_if(m_place.villages.entries, [&](std::uint32_t entry) {
                return !m_names.villages[entry].code.starts_with(m_place.district);
            });
            if (m_place.villages) return;
        }
        for (auto const& text : m_unread) {
            if (text.size() < guessed_letters_min) continue;
            auto hits = m_names.villages.misspelt(text, m_place.district, Layer::Slips::usual);
            if (hits.entries.size() != 1) continue;
            m_place.villages = std::move(hits);
            return;
        }
    }

    Layer::Hits named_village(Words name) const {
        if (name.size() > longest_name) return {};
        return m_names.villages.named(joined(name), "");
    }

    void suppose_district(Layer::Hits const& hits) {
        if (m_place.district.empty()) m_place.district = m_names.districts[hits.entries.front()].code;
    }

    void suppose_village(Layer::Hits const& hits) {
        if (!m_place.villages) m_place.villages = {PlaceMatch::normalised, hits.entries};
    }

    PlaceIndex::Names const& m_names;
    AddressPlace m_place;
    bool m_district_certain;
    Layer::Hits m_like_district;  ///< The village of the same name as an unmarked district.
    Layer::Hits m_called;  ///< A village whose name begins like a street's or a market's.
    std::vector<std::string> m_unread;  ///< Runs of unmarked words that are no place's name.
};

}  // namespace

AddressPlace read_address_place(PlaceIndex::Names const& names, std::string_view text,
                                std::string_view district) {
    AddressReader reader(names, district);
    for (auto const segment : segments(base::clip(text, longest_address))) reader.read(segment);
    return reader.take();
}

}  // namespace bina::areas
