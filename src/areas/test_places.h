#pragma once
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "areas/place.h"
#include "base/fold.h"

/// Real villages as lists write them, with the truth: for tests and benches.
namespace bina::areas::test {

enum class Dirt : std::uint8_t {
    slip,  ///< One letter wrong, missing, doubled or swapped with its neighbour.
    two_slips,
    old_spelling,  ///< Soerabaja, Djetis, Tjepu.
    spacing,  ///< "Kedung Jenar", "KEDUNG JE NAR", "Karangjati" for Karang Jati.
    abbreviation,  ///< "Kd. Jenar".
    prefix,  ///< "Ds. Beran", "Kel. Balun", "Dk. Jetis".
    like_district,  ///< The village Cepu of the district Cepu.
    in_address,  ///< Village and district inside the address only.
};
inline constexpr std::array<std::string_view, 8> dirt_names{
    "slip",         "two slips", "old spelling",      "spacing",
    "abbreviation", "prefix",    "like its district", "in address"};
inline constexpr std::array<unsigned, 8> dirt_percent{22, 4, 12, 14, 10, 14, 4, 20};

struct DirtyPlace {
    std::string truth;  ///< Code of the village.
    Dirt dirt = Dirt::slip;
    std::string village;
    std::string district;
    std::string address;
    std::string_view regency() const { return std::string_view(truth).substr(0, 4); }
    PlaceQuery query() const { return {village, district, address}; }
};

/// Makes the same places from the same seed on every machine.
class DirtyPlaces {
public:
    /// `table` as for areas::load_areas; only what begins with `regency`.
    DirtyPlaces(std::string_view table, std::string_view regency, std::uint32_t seed) : m_random(seed) {
        for (std::size_t at = 0; at < table.size();) {
            auto const line = table.substr(at, table.find('\n', at) - at);
            at += line.size() + 1;
            auto const code = line.substr(0, line.find(','));
            auto const name = line.substr(code.size() + 1);
            if (!code.starts_with(regency.substr(0, code.size()))) continue;
            if (code.size() >= 4) m_places.push_back({code, name});
            if (code.size() < 10) m_names.emplace(code, name);
            if (code.size() != 10) continue;
            m_villages.push_back({code, name});
            m_taken[std::string(code.substr(0, 4))].insert(letters(name));
            if (base::fold(name) == base::fold(m_names.at(code.substr(0, 6))))
                m_like_district.push_back(m_villages.back());
        }
    }

    DirtyPlace next() {
        auto percent = below(100);
        std::size_t dirt = 0;
        while (percent >= dirt_percent[dirt]) percent -= dirt_percent[dirt++];
        for (;;) {
            auto const& from = static_cast<Dirt>(dirt) == Dirt::like_district ? m_like_district : m_villages;
            if (auto made = make(static_cast<Dirt>(dirt), from[below(from.size())])) return *std::move(made);
        }
    }

    /// The regency's places, for a PlaceIndex.
    std::vector<Place> places_of(std::string_view regency) const {
        std::vector<Place> found;
        std::ranges::copy_if(m_places, std::back_inserter(found),
                             [&](Place const& place) { return place.code.starts_with(regency); });
        return found;
    }

private:
    static std::string letters(std::string_view name) {
        auto text = base::fold(name);
        std::erase(text, ' ');
        return text;
    }
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(m_random() % n); }
    bool chance(unsigned percent) { return below(100) < percent; }
    std::string_view pick(std::span<std::string_view const> list) { return list[below(list.size())]; }

    std::string slip(std::string name) {
        std::size_t const at = below(name.size());
        switch (below(4)) {
            case 0:
                name[at] = static_cast<char>('a' + below(26));
                break;
            case 1:
                name.erase(at, 1);
                break;
            case 2:
                name.insert(at, 1, name[at]);
                break;
            default:
                if (at + 1 < name.size()) std::swap(name[at], name[at + 1]);
        }
        return name;
    }

    std::string old_spelling(std::string_view name) {
        static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> olds{
            {{"ny", "nj"}, {"sy", "sj"}, {"kh", "ch"}, {"c", "tj"}, {"j", "dj"}, {"u", "oe"}, {"y", "j"}}};
        std::string out;
        for (std::size_t i = 0; i < name.size();) {
            auto const old = std::ranges::find_if(
                olds, [&](auto const& pair) { return name.substr(i).starts_with(pair.first); });
            // The sound oe is the commonest; the others come with it or without.
            if (old == olds.end() || (old->first != "u" && chance(25))) {
                out += name[i++];
                continue;
            }
            out += old->second;
            i += old->first.size();
        }
        return out;
    }

    std::string spaced(std::string name) {
        if (auto const blank = name.find(' '); blank != name.npos && chance(70)) return name.erase(blank, 1);
        if (name.size() < 5) return name;
        name.insert(2 + below(name.size() - 3), 1, chance(80) ? ' ' : '-');
        return name;
    }

    std::string abbreviated(std::string const& name) {
        static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> shorts{
            {{"kedung", "kd. "},
             {"kedung", "kdg "},
             {"karang", "kr. "},
             {"karang", "krg. "},
             {"sumber", "sb. "},
             {"sumber", "sbr. "},
             {"tanjung", "tj. "},
             {"tanjung", "tg. "},
             {"gunung", "gn. "},
             {"gunung", "g. "},
             {"sendang", "sdg "},
             {"sungai", "sei "},
             {"banjar", "bjr "},
             {"kampung", "kp. "}}};
        auto const start = below(shorts.size());
        for (std::size_t i = 0; i < shorts.size(); ++i) {
            auto const& [whole, cut] = shorts[(start + i) % shorts.size()];
            if (!name.starts_with(whole) || name.size() < whole.size() + 2) continue;
            auto const rest = name.substr(whole.size() + (name[whole.size()] == ' ' ? 1 : 0));
            return std::string(cut) + rest;
        }
        return name;
    }

    std::string prefixed(std::string const& name) {
        static constexpr std::array<std::string_view, 9> prefixes{
            "Ds. ", "Ds.", "Ds ", "Desa ", "Kel. ", "Kel.", "Kelurahan ", "Dk. ", "desa/kel. "};
        return std::string(pick(prefixes)) + name;
    }

    std::string in_case(std::string text) {
        if (chance(35)) std::ranges::transform(text, text.begin(), [](char c) { return upper(c); });
        return text;
    }
    static char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

    /// "RT 02 RW 01", as people write it.
    std::string unit() {
        static constexpr std::array<std::string_view, 5> ways{"RT 0{}/0{}", "RT.00{}/RW.00{}", "RT {} RW {}",
                                                              "Rt. {} Rw. {}", "RT/RW 0{}/0{}"};
        std::string text(pick(ways));
        for (auto at = text.find("{}"); at != text.npos; at = text.find("{}"))
            text.replace(at, 2, std::to_string(1 + below(9)));
        return text;
    }

    std::string address_of(std::string const& village, std::string const& district,
                           std::string_view regency) {
        auto const other = [&] { return std::string(m_villages[below(m_villages.size())].name); };
        auto const number = std::to_string(1 + below(200));
        switch (below(8)) {
            case 0:
                return "Jl. " + other() + " No. " + number + " " + unit() + " Ds. " + village + " Kec. " +
                       district + " Kab. " + bare(regency);
            case 1:
                return "Dk. " + other() + " " + unit() + ", " + village + ", " + district;
            case 2:
                return "Ds " + village + " " + unit() + " Kec " + district;
            case 3:
                return village + " " + unit() + " " + district;
            case 4:
                return "Dsn. " + other() + ", Desa " + village + ", Kecamatan " + district;
            case 5:
                return "Perum Griya Asri Blok A" + number + ", Kel. " + village + ", " + district + ", " +
                       bare(regency);
            case 6:
                return unit() + " " + village + " - " + district;
            default:
                return "Gg. Melati " + unit() + " Kel." + village + " Kec." + district;
        }
    }
    std::string bare(std::string_view regency) {
        std::string const name(m_names.at(regency));
        return name.substr(name.find(' ') + 1);
    }

    std::optional<DirtyPlace> make(Dirt dirt, Place const& village) {
        std::string const plain(village.name);
        std::string const low = lower(plain);
        std::string text = plain;
        switch (dirt) {
            case Dirt::slip:
                text = slip(low);
                break;
            case Dirt::two_slips:
                text = slip(slip(low));
                break;
            case Dirt::old_spelling:
                text = old_spelling(low);
                break;
            case Dirt::spacing:
                text = spaced(low);
                break;
            case Dirt::abbreviation:
                text = abbreviated(low);
                break;
            case Dirt::prefix:
                text = prefixed(chance(20) ? slip(low) : plain);
                break;
            case Dirt::like_district:
                break;
            case Dirt::in_address:
                if (chance(20)) text = slip(low);
        }
        bool const to_change = dirt != Dirt::like_district && dirt != Dirt::in_address;
        if (to_change && text == (dirt == Dirt::prefix ? plain : low)) return std::nullopt;
        // What became another village's name is no slip that anybody could see.
        auto const written = letters(text);
        if (written != letters(plain) && m_taken[std::string(village.code.substr(0, 4))].contains(written))
            return std::nullopt;
        if (dirt == Dirt::two_slips && low.size() < 7) return std::nullopt;
        return placed(dirt, village, in_case(text));
    }

    static std::string lower(std::string text) {
        std::ranges::transform(text, text.begin(),
                               [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        return text;
    }

    DirtyPlace placed(Dirt dirt, Place const& village, std::string text) {
        DirtyPlace place{.truth = std::string(village.code), .dirt = dirt};
        std::string const district(m_names.at(village.code.substr(0, 6)));
        if (dirt == Dirt::in_address) {
            place.address = address_of(text, in_case(district), place.regency());
            return place;
        }
        place.village = std::move(text);
        auto const way = below(100);
        if (way < 70)
            place.district = in_case(district);
        else if (way < 80)
            place.district = "Kec. " + district;
        else if (way < 88)
            place.district = slip(lower(district));
        else if (way < 96)
            place.address =
                "Jl. Raya No. " + std::to_string(1 + below(99)) + " " + unit() + " Kec. " + district;
        return place;
    }

    std::mt19937 m_random;
    std::vector<Place> m_places;
    std::vector<Place> m_villages;
    std::vector<Place> m_like_district;
    std::map<std::string_view, std::string_view> m_names;
    std::map<std::string, std::set<std::string>> m_taken;  ///< Letters of village names, by regency.
};

}  // namespace bina::areas::test
