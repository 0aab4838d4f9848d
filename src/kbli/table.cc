#include "kbli/table.h"

#include <algorithm>
#include <charconv>

#include "base/fold.h"
#include "kbli/embedded.h"
#include "kbli/lines.h"

namespace bina::kbli {
namespace {

constexpr std::size_t division_digits = 2;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

int number(std::string_view digits) {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

/// Letters, which are sections, before digits.
std::pair<bool, std::string_view> order(Entry const& entry) {
    return {is_digit(entry.code.front()), entry.code};
}

std::string folded_titles(Entry const& entry) {
    return ' ' + base::fold(entry.title) + ' ' + base::fold(entry.title_en);
}

}  // namespace

std::string_view parent_of(Entry const& entry) {
    if (entry.level() == 1) return {};
    return entry.level() == 2 ? entry.section : entry.code.substr(0, entry.code.size() - 1);
}

/// Gathers the entries of one edition by code before they are put in order.
struct Table::Builder {
    Edition edition;
    std::map<std::string_view, Entry> entries;

    bool is(std::string_view name) const { return info(edition).name == name; }

    void add(std::string_view code, std::string_view title, std::string_view title_en,
             std::string_view section) {
        entries.insert_or_assign(
            code,
            Entry{.code = code, .title = title, .title_en = title_en, .section = section, .folded = {}});
    }

    void add_headings() {
        each_line(embedded::sections(), [&](auto const& fields) {
            if (is(fields[0])) add(fields[1], fields[2], fields[3], fields[1]);
        });
        each_line(embedded::divisions(), [&](auto const& fields) {
            auto const section = edition == Edition::kbli2020 ? fields[1] : fields[2];
            if (!section.empty()) add(fields[0], fields[3], fields[4], section);
        });
    }

    std::string_view section_of(std::string_view code) const {
        auto const division = entries.find(code.substr(0, division_digits));
        return division == entries.end() ? std::string_view{} : division->second.section;
    }

    /// A line of 2020 also names its successor, unless that has a line of its own or there are several.
    void add_classes() {
        std::map<std::string_view, int> ranks;
        each_line(embedded::classes(), [&](auto const& fields) {
            if (edition == Edition::kbli2020) {
                if (!fields[0].empty()) add(fields[0], fields[2], fields[3], section_of(fields[0]));
                return;
            }
            if (fields[1].size() != class_digits) return;
            int const rank = fields[0].empty() ? 3 : fields[0] == fields[1] ? 2 : 1;
            if (std::exchange(ranks[fields[1]], std::max(rank, ranks[fields[1]])) < rank)
                add(fields[1], fields[2], fields[3], section_of(fields[1]));
        });
    }

    /// The official title takes the place of the short one only where there is none.
    void add_listed(std::string_view code, std::string_view title) {
        if (entries.contains(code)) return;
        add(code, title, {}, is_digit(code.front()) ? section_of(code) : code);
    }

    std::vector<Entry> finish() {
        std::vector<Entry> all;
        all.reserve(entries.size());
        for (auto& [code, entry] : entries) {
            entry.folded = folded_titles(entry);
            all.push_back(std::move(entry));
        }
        std::ranges::sort(all, {}, order);
        return all;
    }
};

Table const& Table::builtin() {
    static Table const table({}, {});
    return table;
}

Table::Table(std::span<Listed const> listed, std::span<Crossing const> crossings) {
    for (auto const& edition : editions) {
        Builder builder{edition.edition, {}};
        builder.add_headings();
        builder.add_classes();
        auto& book = m_books[static_cast<std::size_t>(edition.edition)];
        for (auto const& one : listed) {
            if (one.edition != edition.edition) continue;
            auto const& code = m_texts.emplace_back(one.code);
            builder.add_listed(code, m_texts.emplace_back(one.title));
            book.listed = true;
        }
        book.entries = builder.finish();
    }
    each_line(embedded::classes(), [&](auto const& fields) {
        if (!fields[0].empty()) m_successors[fields[0]] = split(fields[1], " ");
    });
    std::map<std::string_view, std::vector<std::string_view>> crossed;
    for (auto const& one : crossings) {
        auto const& from = m_texts.emplace_back(one.from);
        crossed[from].push_back(m_texts.emplace_back(one.to));
    }
    for (auto& [from, to] : crossed) m_successors.insert_or_assign(from, std::move(to));
    for (auto& [from, to] : m_successors) std::ranges::sort(to);
    read_words();
    for (auto const& edition : editions)
        add_words_to(m_books[static_cast<std::size_t>(edition.edition)], edition.edition);
}

void Table::read_words() {
    each_line(embedded::words(), [&](auto const& fields) {
        auto const named = split(fields[0], " ");
        for (auto const phrase : split(fields[1], ", "))
            m_words.push_back({phrase, named[0], number(named[1])});
    });
    std::ranges::sort(m_words, [](Word const& one, Word const& other) {
        return std::tuple(one.phrase, -one.strength, one.code) <
               std::tuple(other.phrase, -other.strength, other.code);
    });
}

/// A class is also found by the trade words that name it, or in 2020 that name its only successor.
void Table::add_words_to(Book& book, Edition edition) {
    std::map<std::string_view, std::string> by_class;
    for (auto const& word : m_words) by_class[word.code].append(" ").append(word.phrase);
    for (auto& entry : book.entries) {
        if (entry.code.size() != class_digits) continue;
        auto code = entry.code;
        if (edition == Edition::kbli2020) {
            auto const to = successors(code);
            if (to.size() != 1) continue;
            code = to.front();
        }
        if (auto const found = by_class.find(code); found != by_class.end()) entry.folded += found->second;
    }
}

Entry const* Table::find(Edition edition, std::string_view code) const {
    if (code.empty()) return nullptr;
    auto const& entries = book(edition).entries;
    auto const found = std::ranges::lower_bound(entries, std::pair(is_digit(code.front()), code), {}, order);
    return found != entries.end() && found->code == code ? &*found : nullptr;
}

Entry const* Table::nearest(Edition edition, std::string_view code) const {
    for (; code.size() >= division_digits; code.remove_suffix(1))
        if (auto const* const found = find(edition, code)) return found;
    return nullptr;
}

std::pair<std::string_view, std::string_view> Table::divisions_of(Edition edition,
                                                                  std::string_view section) const {
    std::pair<std::string_view, std::string_view> range;
    for (auto const& entry : book(edition).entries) {
        if (entry.code.size() != division_digits || entry.section != section) continue;
        if (range.first.empty()) range.first = entry.code;
        range.second = entry.code;
    }
    return range;
}

bool Table::may_be(Code const& code) const {
    if (is_listed(code.edition())) return find(code) != nullptr;
    return nearest(code.edition(), code.digits()) != nullptr;
}

std::span<std::string_view const> Table::successors(std::string_view code_2020) const {
    auto const found = m_successors.find(code_2020);
    if (found == m_successors.end()) return {};
    return found->second;
}

std::span<Word const> Table::words(std::string_view phrase) const {
    auto const range = std::ranges::equal_range(m_words, phrase, {}, &Word::phrase);
    return {range.begin(), range.end()};
}

std::vector<Entry const*> Table::search(Search const& search) const {
    auto const folded = base::fold(search.text);
    auto const wanted = base::words(folded);
    if (wanted.empty()) return {};
    bool const by_code = wanted.size() == 1 && std::ranges::all_of(folded, is_digit);
    auto const named = words(folded);
    auto const rank = [&](Entry const& entry) {
        for (auto const& word : named)
            if (search.edition == Edition::kbli2025 && word.code == entry.code) return 100 - word.strength;
        return entry.folded.starts_with(' ' + folded) ? 100 : 200;
    };
    std::vector<std::tuple<int, int, std::string_view, Entry const*>> hits;
    for (auto const& entry : entries(search.edition)) {
        bool const fits = by_code ? entry.code.starts_with(folded)
                                  : std::ranges::all_of(wanted, [&](std::string_view word) {
                                        return entry.folded.contains(' ' + std::string(word));
                                    });
        if (fits)
            hits.emplace_back(by_code ? 0 : rank(entry), by_code ? 0 : -entry.level(), entry.code, &entry);
    }
    std::ranges::sort(hits);
    std::vector<Entry const*> found;
    for (auto const& hit : hits)
        if (found.size() < search.limit) found.push_back(std::get<3>(hit));
    return found;
}

}  // namespace bina::kbli
