#include "areas/area.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <tuple>

#include "areas/embedded.h"
#include "base/fold.h"

namespace bina::areas {
namespace {

using base::Result;
using storage::Row;
using storage::Tx;

constexpr std::size_t words_max = 8;  // One bit each in a mark.

/// "kabupaten blora" as it is compared with what people type: without its kind.
std::string_view without_regency_kind(std::string_view folded) {
    for (std::string_view const kind : {"kabupaten ", "kota ", "administrasi "})
        if (folded.starts_with(kind)) folded.remove_prefix(kind.size());
    return folded;
}

struct CodeOrder {
    bool operator()(Area const& area, std::string_view code) const { return area.code < code; }
};

/// What a word in front of a name says about its level: "kec cepu".
struct Kind {
    std::string_view word;
    int level;
    std::string_view meant;  ///< What stands in the names instead; empty: nothing does.
};
constexpr std::array<Kind, 11> kinds{{{"provinsi", 1, ""},
                                      {"prov", 1, ""},
                                      {"kabupaten", 2, "kabupaten"},
                                      {"kab", 2, "kabupaten"},
                                      {"kota", 0, "kota"},
                                      {"kecamatan", 3, ""},
                                      {"kec", 3, ""},
                                      {"distrik", 3, ""},
                                      {"desa", 4, ""},
                                      {"kelurahan", 4, ""},
                                      {"kel", 4, ""}}};

}  // namespace

std::string titled_name(Area const& area) {
    constexpr std::string_view papua = "9";
    switch (area.level()) {
        case 1:
            return fmt::format("Provinsi {}", area.name);
        case 3:
            return fmt::format("{} {}", area.code.starts_with(papua) ? "Distrik" : "Kec.", area.name);
        case 4:
            // The first digit of a village's own number is 1 for a kelurahan, 2 for a desa, 3 for a desa
            // adat.
            return fmt::format("{} {}", area.code[6] == '1' ? "Kel." : "Desa", area.name);
        default:
            return std::string(area.name);
    }
}

void Directory::Names::add(Area const& area, std::string_view name) {
    begins.push_back(static_cast<std::uint32_t>(text.size()));
    areas.push_back(&area);
    text += ' ';
    text += base::fold(name);
    text += '\n';
}

std::string_view Directory::Names::at(std::size_t index) const {
    auto const begin = begins[index] + 1;
    auto const end = index + 1 < begins.size() ? begins[index + 1] : text.size();
    return std::string_view(text).substr(begin, end - begin - 1);
}

Directory::Directory(std::string_view table) {
    while (!table.empty()) {
        auto const line = table.substr(0, table.find('\n'));
        table.remove_prefix(std::min(line.size() + 1, table.size()));
        auto const comma = line.find(',');
        if (comma == line.npos || level_of(line.substr(0, comma)) == 0) continue;
        auto& level = m_levels[static_cast<std::size_t>(level_of(line.substr(0, comma))) - 1];
        level.push_back({.code = line.substr(0, comma), .name = line.substr(comma + 1), .valid_to = {}});
    }
    for (std::size_t i = 0; i < m_levels.size(); ++i)
        for (auto const& area : m_levels[i]) m_names[i].add(area, area.name);
}

Result<Directory> Directory::load(Tx& tx) {
    Directory directory(embedded_table());
    TRY(tx.each(
        "SELECT code, name, valid_to FROM area WHERE valid_to IS NOT NULL ORDER BY code",
        [&](Row const& row) { directory.add_closed(row.text(0), row.text(1), row.get<base::Day>(2)); }));
    TRY(tx.each("SELECT code, name FROM area_former_name", [&](Row const& row) {
        auto const* const area = directory.find(row.text(0));
        if (area != nullptr && !area->valid_to)
            directory.m_names[static_cast<std::size_t>(area->level()) - 1].add(*area, row.text(1));
    }));
    return directory;
}

void Directory::add_closed(std::string_view code, std::string_view name, base::Day valid_to) {
    auto const& kept_code = m_texts.emplace_back(code);
    auto const& kept_name = m_texts.emplace_back(name);
    m_closed.push_back({.code = kept_code, .name = kept_name, .valid_to = valid_to});
}

Area const* Directory::find(std::string_view code) const {
    if (level_of(code) == 0) return nullptr;
    for (auto const* list : {&m_levels[static_cast<std::size_t>(level_of(code)) - 1], &m_closed}) {
        auto const found = std::lower_bound(list->begin(), list->end(), code, CodeOrder{});
        if (found != list->end() && found->code == code) return &*found;
    }
    return nullptr;
}

std::string_view Directory::name(std::string_view code) const {
    auto const* const area = find(code);
    return area == nullptr ? std::string_view{} : area->name;
}

std::span<Area const> Directory::within(std::string_view code, int level) const {
    if (level < 1 || level > 4) return {};
    auto const& list = m_levels[static_cast<std::size_t>(level) - 1];
    auto const begin = std::lower_bound(list.begin(), list.end(), code, CodeOrder{});
    auto const end = std::partition_point(begin, list.end(),
                                          [&](Area const& area) { return area.code.starts_with(code); });
    return {begin, end};
}

/// What was asked for, read once.
struct Directory::Query {
    std::vector<std::string> words;
    std::string name;  ///< The words in a row, without a kind of area.
    std::optional<int> level;
};

std::vector<Area const*> Directory::search(Search const& search) const {
    std::string digits;
    for (char const c : search.text)
        if (c != '.' && c != ' ') digits += c;
    if (!digits.empty() && digits.find_first_not_of("0123456789") == digits.npos)
        return by_code(digits, search);

    Query query{.words = {}, .name = {}, .level = search.level};
    auto const folded = base::fold(search.text);
    auto words = base::words(folded);
    if (words.size() > 1) {
        auto const kind = std::ranges::find(kinds, words.front(), &Kind::word);
        if (kind != kinds.end()) {
            words.erase(words.begin());
            if (!kind->meant.empty()) query.words.emplace_back(kind->meant);
            if (kind->level != 0 && !query.level) query.level = kind->level;
        }
    }
    for (auto const word : words) {
        query.name += (query.name.empty() ? "" : " ") + std::string(word);
        if (query.words.size() < words_max) query.words.emplace_back(word);
    }
    return query.words.empty() ? std::vector<Area const*>{} : by_name(query, search);
}

std::vector<Area const*> Directory::by_code(std::string_view digits, Search const& search) const {
    std::vector<Area const*> found;
    for (int level = 1; level <= 4; ++level) {
        if (search.level.value_or(level) != level) continue;
        for (auto const& area : within(digits, level)) {
            if (found.size() >= search.limit) return found;
            if (!area.code.starts_with(search.within)) continue;
            found.push_back(&area);
        }
    }
    return found;
}

/// For each name the words that it holds, as the beginning of one of its own.
Directory::Marks Directory::marks_of(Names const& names, std::span<std::string const> words) {
    Marks marks(names.areas.size());
    auto const* const begin = names.text.data();
    for (std::size_t word = 0; word < words.size(); ++word) {
        auto const wanted = " " + words[word];
        auto rest = std::string_view(names.text);
        // One pass over all names at once; comparing them one by one takes ten times as long.
        while (auto const* const hit = static_cast<char const*>(
                   ::memmem(rest.data(), rest.size(), wanted.data(), wanted.size()))) {
            auto const next = std::ranges::upper_bound(names.begins, static_cast<std::uint32_t>(hit - begin));
            auto& mark = marks[static_cast<std::size_t>(next - names.begins.begin()) - 1];
            mark = static_cast<std::uint8_t>(mark | (1U << word));
            rest.remove_prefix(static_cast<std::size_t>(hit - rest.data()) + 1);
        }
    }
    return marks;
}

std::vector<Area const*> Directory::by_name(Query const& query, Search const& search) const {
    struct Hit {
        int elsewhere;  ///< Words that only an area around it holds.
        int form;  ///< 0 the whole name, 1 its beginning, 2 some words of it.
        Area const* area;
        auto key() const { return std::tuple(elsewhere, form, area->level(), area->code); }
    };
    unsigned const all = (1U << query.words.size()) - 1;
    std::array<Marks, 4> marks;
    std::vector<Hit> hits;
    for (std::size_t level = 0; level < marks.size(); ++level) {
        auto const& names = m_names[level];
        marks[level] = marks_of(names, query.words);
        if (query.level && static_cast<std::size_t>(*query.level) != level + 1) continue;
        for (std::size_t i = 0; i < names.areas.size(); ++i) {
            unsigned const own = marks[level][i];
            if (own == 0 || !names.areas[i]->code.starts_with(search.within)) continue;
            if ((own | marks_around(names.areas[i]->code, marks)) != all) continue;
            auto const name = without_regency_kind(names.at(i));
            int const form = name == query.name ? 0 : name.starts_with(query.name) ? 1 : 2;
            hits.push_back({std::popcount(all & ~own), form, names.areas[i]});
        }
    }
    // Twice as many as asked for: an area may be found by its former name as well.
    auto const best = hits.begin() + static_cast<std::ptrdiff_t>(std::min(hits.size(), search.limit * 2));
    std::ranges::partial_sort(hits, best, {}, &Hit::key);
    std::vector<Area const*> found;
    for (auto hit = hits.begin(); hit != best && found.size() < search.limit; ++hit)
        if (std::ranges::find(found, hit->area) == found.end()) found.push_back(hit->area);
    return found;
}

unsigned Directory::marks_around(std::string_view code, std::span<Marks const> marks) const {
    unsigned held = 0;
    for (code = parent_of(code); !code.empty(); code = parent_of(code)) {
        auto const level = static_cast<std::size_t>(level_of(code)) - 1;
        auto const& list = m_levels[level];
        auto const found = std::lower_bound(list.begin(), list.end(), code, CodeOrder{});
        if (found != list.end() && found->code == code)
            held |= marks[level][static_cast<std::size_t>(found - list.begin())];
    }
    return held;
}

std::vector<Place> places_of(Directory const& directory, std::string_view regency) {
    std::vector<Place> places;
    for (int level = 2; level <= 4; ++level)
        for (auto const& area : directory.within(regency, level)) places.push_back({area.code, area.name});
    return places;
}

}  // namespace bina::areas
