#include <fmt/format.h>

#include <ctime>

#include "areas/embedded.h"
#include "areas/test_places.h"

namespace {

using namespace bina;
using areas::test::DirtyPlace;

constexpr std::size_t names_count = 10'000;
constexpr int rounds = 5;

struct Score {
    std::size_t tried = 0;
    std::size_t right = 0;
    std::size_t wrong = 0;
    void add(DirtyPlace const& place, areas::PlaceFound const& found) {
        ++tried;
        if (found.is_village()) ++(found.code == place.truth ? right : wrong);
    }
    double percent(std::size_t part) const {
        return 100.0 * static_cast<double>(part) / static_cast<double>(tried);
    }
};

void figure(std::string_view name, double value, std::string_view unit, std::string_view note) {
    fmt::print("{{\"name\": \"{}\", \"value\": {:.2f}, \"unit\": \"{}\", \"note\": \"{}\"}}\n", name, value,
               unit, note);
}

}  // namespace

/// Dirty names of villages of the whole country, each looked up in its own regency; every name is worked out
/// anew, nothing is remembered. With an argument every one that is not right is shown.
int main(int argc, char**) {
    areas::test::DirtyPlaces made(areas::embedded_table(), "", 20'260);
    std::map<std::string, std::vector<DirtyPlace>, std::less<>> lists;
    for (std::size_t i = 0; i < names_count; ++i) {
        auto place = made.next();
        lists[std::string(place.regency())].push_back(std::move(place));
    }
    Score all;
    std::array<Score, areas::test::dirt_names.size()> scores{};
    double seconds = 0;
    for (auto const& [regency, list] : lists) {
        areas::PlaceIndex const index(made.places_of(regency));
        for (auto const& place : list) {
            auto const found = index.find(place.query());
            all.add(place, found);
            scores[static_cast<std::size_t>(place.dirt)].add(place, found);
            if (argc > 1 && found.code != place.truth)
                fmt::print("{} {} ({}): '{}' '{}' '{}' -> {} {}\n", found.is_village() ? "WRONG" : "asked",
                           place.truth, index.name_of(place.truth), place.village, place.district,
                           place.address, found.code, index.name_of(found.code));
        }
        auto const begun = std::clock();
        for (int round = 0; round < rounds; ++round)
            for (auto const& place : list) (void)index.find(place.query());
        seconds += static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
    }
    figure("dirty villages, right", all.percent(all.right), "%", "target 98; the rest is asked");
    figure("dirty villages, wrong", all.percent(all.wrong), "%", "target 0.2 at most");
    figure("dirty villages in a second of one core", static_cast<double>(names_count) * rounds / seconds,
           "/s", "target 200,000");
    for (std::size_t i = 0; i < scores.size(); ++i)
        figure(fmt::format("{}, right", areas::test::dirt_names[i]), scores[i].percent(scores[i].right), "%",
               fmt::format("{} names, {:.2f} % wrong", scores[i].tried, scores[i].percent(scores[i].wrong)));
}
