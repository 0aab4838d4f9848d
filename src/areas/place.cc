#include "areas/place.h"

#include <algorithm>

#include "areas/place_names.h"
#include "base/fold.h"

namespace bina::areas {
namespace {

/// The largest regency has some 850 villages; among a province's, another name is always near.
constexpr std::size_t few_names = 1000;
constexpr std::size_t district_digits = 6;

/// The folded text without its first word, if that word only says what kind of place follows; else nothing.
std::string_view without_kind(std::string_view folded) {
    auto const blank = folded.find(' ');
    if (blank == folded.npos) return {};
    auto const word = folded.substr(0, blank);
    if (!is_village_word(word) && !is_district_word(word) && !is_regency_word(word)) return {};
    return folded.substr(blank + 1);
}

std::string joined(std::string_view folded) {
    std::string text(folded);
    std::erase(text, ' ');
    return text;
}

/// The digits of a code written with or without dots; empty for anything else.
std::string code_of(std::string_view text) {
    std::string digits;
    for (char const c : text) {
        if (c >= '0' && c <= '9')
            digits += c;
        else if (c != '.' && c != ' ')
            return {};
    }
    return digits;
}

}  // namespace

void Layer::add(std::string code, std::string_view name, std::string_view called) {
    auto folded = called.empty() ? base::fold(name) : std::string(called);
    auto key = name_key(folded);
    m_entries.push_back({std::move(code), std::string(name), std::move(folded), std::move(key)});
}

void Layer::index() {
    std::ranges::sort(m_entries, {}, &Entry::code);
    for (std::uint32_t i = 0; i < m_entries.size(); ++i) {
        m_by_name[m_entries[i].folded].push_back(i);
        m_by_joined[joined(m_entries[i].folded)].push_back(i);
        m_by_letters[m_entries[i].key.letters].push_back(i);
    }
}

Layer::Entry const* Layer::by_code(std::string_view code) const {
    auto const found = std::ranges::lower_bound(m_entries, code, {}, &Entry::code);
    return found != m_entries.end() && found->code == code ? &*found : nullptr;
}

std::vector<std::uint32_t> Layer::inside(auto const& lookup, auto const& text, std::string_view area) const {
    std::vector<std::uint32_t> entries;
    auto const known = lookup.find(text);
    if (known == lookup.end()) return entries;
    for (auto const entry : known->second) {
        if (m_entries[entry].code.starts_with(area)) entries.push_back(entry);
    }
    return entries;
}

Layer::Hits Layer::called(std::string_view folded, std::string_view area) const {
    auto entries = inside(m_by_name, folded, area);
    // Outside of one district "Gamlamo" and "Gam Lamo" may well be the same to whoever wrote it.
    if (!entries.empty() && area.size() >= district_digits) return {PlaceMatch::exact, std::move(entries)};
    auto alike = inside(m_by_joined, joined(folded), area);
    if (alike.empty()) return {};
    bool const exact = alike.size() == entries.size();
    return {exact ? PlaceMatch::exact : PlaceMatch::normalised, std::move(alike)};
}

Layer::Hits Layer::same(std::string_view folded, std::string_view area) const {
    if (auto hits = called(folded, area)) return hits;
    if (auto entries = inside(m_by_letters, name_key(folded).letters, area); !entries.empty())
        return {PlaceMatch::normalised, std::move(entries)};
    return {};
}

Layer::Hits Layer::named(std::string_view folded, std::string_view area) const {
    if (folded.empty()) return {};
    if (auto hits = same(folded, area)) return hits;
    for (auto rest = without_kind(folded); !rest.empty(); rest = without_kind(rest)) {
        if (auto hits = same(rest, area)) return {PlaceMatch::normalised, std::move(hits.entries)};
    }
    return {};
}

Layer::Hits Layer::misspelt(std::string_view folded, std::string_view area, Slips slips) const {
    for (auto rest = without_kind(folded); !rest.empty(); rest = without_kind(rest)) folded = rest;
    NameKey const key = name_key(folded);
    Distance const distance(key);
    auto const range = std::ranges::equal_range(m_entries, area, {}, [&](Entry const& entry) {
        return std::string_view(entry.code).substr(0, area.size());
    });
    auto const start = static_cast<std::uint32_t>(range.begin() - m_entries.begin());
    // Among few names a worse slip can still be told, if no other name is near.
    int const usual = misspelt_letters_max(key.letters.size());
    bool const worse = slips == Slips::many && range.size() <= few_names && key.letters.size() > 2;
    int const limit = usual + (worse ? 1 : 0);
    if (limit == 0) return {};

    Hits hits;
    int best = limit + 1;
    int second = limit + 3;  // another name's
    for (std::uint32_t i = start; i < start + range.size(); ++i) {
        auto const& entry = m_entries[i];
        int const apart = entry.key.sound == key.sound ? 1 : distance.to(entry.key, limit + 1);
        if (apart < best) {
            if (hits) second = best;
            hits.entries.assign(1, i);
            best = apart;
        } else if (apart == best && apart <= limit) {
            hits.entries.push_back(i);
        } else {
            second = std::min(second, apart);
        }
    }
    if (best > usual && second < best + 2) return {};
    if (hits) hits.match = PlaceMatch::fuzzy;
    return hits;
}

Layer::Hits Layer::find(std::string_view folded, std::string_view area) const {
    auto hits = named(folded, area);
    return hits ? std::move(hits) : misspelt(folded, area);
}

namespace {

using Names = PlaceIndex::Names;

/// Answers one query, part by part.
class Search {
public:
    Search(Names const& names, PlaceQuery const& query) : m_names(names), m_query(query) {}

    PlaceFound run() {
        find_district();
        find_village();
        bool const open = m_found.match == PlaceMatch::none || m_found.match == PlaceMatch::ambiguous;
        if (open && !m_query.address.empty()) ask_address();
        if (m_found.code.empty() && m_found.candidates.empty()) settle_for_district();
        return std::move(m_found);
    }

private:
    void find_district() {
        if (auto const code = code_of(m_query.district);
            code.size() == 6 && m_names.districts.by_code(code)) {
            m_district = code;
            m_district_match = PlaceMatch::exact;
            return;
        }
        auto const hits = m_names.districts.find(base::fold(m_query.district), "");
        if (hits.entries.size() != 1) return;
        m_district = m_names.districts[hits.entries.front()].code;
        m_district_match = hits.match;
    }

    void find_village() {
        if (auto const code = code_of(m_query.village); code.size() == 10 && m_names.villages.by_code(code)) {
            m_found.code = code;
            m_found.match = PlaceMatch::exact;
            return;
        }
        auto const folded = base::fold(m_query.village);
        if (folded.empty()) return;
        if (settle(m_names.villages.find(folded, m_district))) return;
        if (!m_district.empty()) {
            // A village of that name elsewhere: either may be the slip, so a person decides.
            if (auto const elsewhere = m_names.villages.named(folded, "")) return propose(elsewhere);
        }
        if (find_in_parts()) return;
        auto const district = m_names.districts.named(folded, "");
        if (m_district.empty() && district.entries.size() == 1) {
            m_district = m_names.districts[district.entries.front()].code;
            m_district_match = district.match;
        }
    }

    /// "Kedungjenar, Kec. Blora" or "Blora / Kedungjenar" in the village's column.
    bool find_in_parts() {
        auto const parts = read_address_place(m_names, m_query.village, m_district);
        m_found.other_regency |= parts.other_regency;
        if (m_district.empty() && !parts.district.empty()) {
            m_district = parts.district;
            m_district_match = PlaceMatch::normalised;
        }
        return settle({std::min(parts.villages.match, PlaceMatch::fuzzy), parts.villages.entries});
    }

    void ask_address() {
        auto const parts = read_address_place(m_names, m_query.address, m_district);
        m_found.other_regency |= parts.other_regency;
        if (m_district.empty() && !parts.district.empty()) {
            m_district = parts.district;
            m_district_match = PlaceMatch::normalised;
            if (m_found.match == PlaceMatch::ambiguous) return narrow();
        }
        if (!m_query.village.empty() && m_found.match == PlaceMatch::ambiguous) return narrow(parts.villages);
        bool const unread = !base::fold(m_query.village).empty() && parts.villages.match == PlaceMatch::none;
        if (unread && !m_district.empty() &&
            settle(m_names.villages.find(base::fold(m_query.village), m_district)))
            return;
        if (settle(parts.villages)) m_found.from_address = true;
    }

    /// Takes the only hit, or proposes several. False if there is none.
    bool settle(Layer::Hits const& hits) {
        if (hits.entries.empty()) return false;
        if (hits.entries.size() > 1) {
            propose(hits);
            return true;
        }
        m_found.code = m_names.villages[hits.entries.front()].code;
        m_found.match = hits.match;
        m_found.candidates.clear();
        return true;
    }

    void propose(Layer::Hits const& hits) {
        m_found.match = PlaceMatch::ambiguous;
        m_found.code.clear();
        m_found.candidates.clear();
        for (auto const entry : hits.entries) {
            if (m_found.candidates.size() < PlaceFound::max_candidates)
                m_found.candidates.push_back(m_names.villages[entry].code);
        }
    }

    /// Of several villages of a name, the one in the district that the address names.
    void narrow() {
        auto const hits = m_names.villages.find(base::fold(m_query.village), m_district);
        if (hits.entries.size() == 1) settle(hits);
    }

    /// Of several villages, the one that the address names too.
    void narrow(Layer::Hits const& named) {
        if (named.entries.size() != 1) return;
        auto const& code = m_names.villages[named.entries.front()].code;
        if (std::ranges::find(m_found.candidates, code) != m_found.candidates.end()) settle(named);
    }

    void settle_for_district() {
        m_found.code = m_district;
        if (base::fold(m_query.village).empty()) m_found.match = m_district_match;
    }

    Names const& m_names;
    PlaceQuery const& m_query;
    std::string m_district;
    PlaceMatch m_district_match = PlaceMatch::none;
    PlaceFound m_found;
};

}  // namespace

PlaceIndex::PlaceIndex(std::span<Place const> places) {
    auto names = std::make_unique<Names>();
    for (auto const& place : places) {
        auto code = code_of(place.code);
        if (code.size() == 4) {
            // "Kabupaten Blora" is also called Blora.
            auto const folded = base::fold(place.name);
            auto const bare = without_kind(folded);
            names->regencies.add(std::move(code), place.name, bare);
        } else if (code.size() == 6) {
            names->districts.add(std::move(code), place.name);
        } else if (code.size() == 10) {
            names->villages.add(std::move(code), place.name);
        }
    }
    names->regencies.index();
    names->districts.index();
    names->villages.index();
    m_names = std::move(names);
}

PlaceIndex::~PlaceIndex() = default;
PlaceIndex::PlaceIndex(PlaceIndex&&) noexcept = default;
PlaceIndex& PlaceIndex::operator=(PlaceIndex&&) noexcept = default;

PlaceFound PlaceIndex::find(PlaceQuery const& query) const {
    return Search(*m_names, query).run();
}

std::string_view PlaceIndex::name_of(std::string_view code) const {
    for (auto const* layer : {&m_names->villages, &m_names->districts, &m_names->regencies}) {
        if (auto const* entry = layer->by_code(code)) return entry->name;
    }
    return {};
}

PlaceFound const& PlaceFinder::find(PlaceQuery const& query) {
    m_key.assign(query.village).append(1, '\x1f').append(query.district);
    auto known = m_known.find(m_key);
    if (known == m_known.end()) {
        if (m_known.size() >= max_remembered) m_known.clear();
        known = m_known.emplace(m_key, m_index.find({query.village, query.district, {}})).first;
    }
    bool const open = known->second.match == PlaceMatch::none ||
                      known->second.match == PlaceMatch::ambiguous || !known->second.is_village();
    if (!open || query.address.empty()) return known->second;
    m_last = m_index.find(query);
    return m_last;
}

}  // namespace bina::areas
