#include <algorithm>
#include <array>

#include "base/names.h"
#include "intake/value_kinds.h"

namespace bina::intake {
namespace {

using registry::Field;

struct NumberWord {
    std::string_view text;
    int value;
};
constexpr auto number_words = std::to_array<NumberWord>({
    {"nol", 0},
    {"satu", 1},
    {"dua", 2},
    {"tiga", 3},
    {"empat", 4},
    {"lima", 5},
    {"enam", 6},
    {"tujuh", 7},
    {"delapan", 8},
    {"sembilan", 9},
    {"sepuluh", 10},
    {"sebelas", 11},
    {"seorang", 1},
    {"sendiri", 1},
});
/// What stands beside a count of people and changes nothing.
constexpr auto people_words =
    std::to_array<std::string_view>({"orang",   "org",      "orng",  "or",    "og",      "karyawan", "kary",
                                     "pekerja", "tenaga",   "kerja", "tk",    "pegawai", "jiwa",     "naker",
                                     "anggota", "keluarga", "buruh", "total", "jumlah",  "jml",      "dan"});
constexpr auto about_words =
    std::to_array<std::string_view>({"sekitar", "kurleb", "kira", "rata", "an", "kurang", "lebih"});
constexpr auto range_words = std::to_array<std::string_view>({"s", "d", "sd", "sampai", "hingga"});
constexpr auto male_words = std::to_array<std::string_view>({"l", "lk", "laki", "pria", "lelaki", "cowok"});
constexpr auto female_words =
    std::to_array<std::string_view>({"p", "pr", "perempuan", "wanita", "w", "wnt", "cewek", "perem"});

constexpr std::size_t counts_max = 4;

enum class Who : std::uint8_t { anybody, male, female };

struct Count {
    std::int64_t number = 0;
    Who who = Who::anybody;
};

/// The counts of a cell: "3", "2 orang", "2 (dua)", "1-2", "L: 2, P: 1".
class Counts {
public:
    Counts(std::string_view low, bool stored) {
        for (std::size_t at = 0; at < low.size() && m_readable;) {
            if (is_digit(low[at])) {
                auto const written = take_number(low, at, 0, stored);
                m_readable = written.millionths == 0 && written.fault == Written::Fault::none;
                take_count(written.whole);
            } else if (is_lower(low[at])) {
                std::size_t const start = at;
                while (at < low.size() && is_lower(low[at])) ++at;
                take_word(low.substr(start, at - start));
            } else {
                take_mark(low[at++]);
            }
        }
    }

    void tell(Field field, Reading& reading) const {
        if (!m_readable || m_size == 0) return reading.note(finding::count_unreadable);
        if (m_list[0].who != Who::anybody) return tell_sexes(field, reading);
        if (m_range && m_size <= 2) {
            std::vector<Param> params;
            if (m_size == 2) params.push_back({"low", std::to_string(m_list[0].number)});
            params.push_back({"high", std::to_string(m_list[m_size - 1].number)});
            return reading.note(finding::count_range, std::move(params));
        }
        if (m_size > 1) return reading.note(finding::count_unreadable);
        add(field, m_list[0].number, reading);
    }

private:
    void take_count(std::int64_t number) {
        bool const again = m_bracket && m_size > 0 && m_list[m_size - 1].number == number;
        if (again) return;
        if (m_size == counts_max)
            m_readable = false;
        else
            m_list[m_size++] = {number, m_next};
        m_next = Who::anybody;
    }

    void take_word(std::string_view word) {
        auto const number = std::ranges::find(number_words, word, &NumberWord::text);
        if (number != number_words.end()) {
            m_words = m_words || !m_bracket;
            return take_count(number->value);
        }
        if (base::among(male_words, word)) return take_sex(Who::male);
        if (base::among(female_words, word)) return take_sex(Who::female);
        if (base::among(about_words, word))
            m_about = true;
        else if (base::among(range_words, word))
            m_range = true;
        else if (!base::among(people_words, word))
            m_readable = false;
    }

    /// "2 L" and "L: 2"; "laki-laki" is one word said twice.
    void take_sex(Who who) {
        bool const open = m_size > 0 && m_list[m_size - 1].who == Who::anybody;
        bool const again = m_size > 0 && m_list[m_size - 1].who == who;
        if (open)
            m_list[m_size - 1].who = who;
        else if (!again)
            m_next = who;
        m_range = false;
    }

    void take_mark(char mark) {
        m_bracket = mark == '(' || (m_bracket && mark != ')');
        m_about = m_about || mark == '~';
        m_range = m_range || mark == '-' || mark == '<' || mark == '>';
    }

    void tell_sexes(Field field, Reading& reading) const {
        std::int64_t male = 0;
        std::int64_t female = 0;
        for (std::size_t i = 0; i < m_size; ++i) {
            bool const twice = i > 0 && m_list[i].who == m_list[i - 1].who;
            if (twice || m_list[i].who == Who::anybody || i > 1)
                return reading.note(finding::count_unreadable);
            (m_list[i].who == Who::male ? male : female) = m_list[i].number;
        }
        if (field == Field::workers_male) return add(field, male, reading);
        if (field == Field::workers_female) return add(field, female, reading);
        add(field, male + female, reading);
        if (reading.values.empty()) return;
        reading.note(finding::count_sum);
        reading.add(Field::workers_male, std::to_string(male));
        reading.add(Field::workers_female, std::to_string(female));
    }

    void add(Field field, std::int64_t number, Reading& reading) const {
        if (number > limit::people) return reading.note(finding::count_large);
        if (m_about) reading.note(finding::count_about);
        if (m_words) reading.note(finding::count_words);
        reading.add(field, std::to_string(number));
    }

    std::array<Count, counts_max> m_list{};
    std::size_t m_size = 0;
    Who m_next = Who::anybody;
    bool m_bracket = false;
    bool m_range = false;
    bool m_about = false;
    bool m_words = false;
    bool m_readable = true;
};

}  // namespace

void kinds::count(Cell const& cell, std::string_view low, Column const& column, Reading& reading) {
    Counts(low, cell.kind == CellKind::number).tell(column.field, reading);
}

}  // namespace bina::intake
