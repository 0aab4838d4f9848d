#include <algorithm>
#include <cstdint>

#include "areas/place.h"

#include "require.h"

namespace {

using bina::fuzz::require;
using namespace bina::areas;

constexpr Place places[]{
    {"33.16", "Kabupaten Blora"},
    {"33.16.05", "Cepu"},
    {"33.16.09", "Blora"},
    {"33.16.10", "Tunjungan"},
    {"33.16.05.1014", "Cepu"},
    {"33.16.05.1015", "Karangboyo"},
    {"33.16.09.1009", "Kedungjenar"},
    {"33.16.09.1010", "Tambahrejo"},
    {"33.16.10.2007", "Tambahrejo"},
    {"33.16.10.2013", "Sukorejo"},
    {"33.16.09.2007", "Jejeruk"},
    {"33.16.10.2010", "Tunjungan"},
};

void check(PlaceIndex const& index, PlaceFound const& found) {
    require(found.code.empty() || !index.name_of(found.code).empty());
    require(found.code.empty() || found.is_district() || found.is_village());
    require(found.candidates.size() <= PlaceFound::max_candidates);
    require(found.match != PlaceMatch::ambiguous || found.code.empty() || found.is_district());
    bool const sure = found.match != PlaceMatch::none && found.match != PlaceMatch::ambiguous;
    require(!sure || !found.code.empty());
    for (auto const& code : found.candidates) require(code.size() == 10);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    static PlaceIndex const index(places);
    static PlaceFinder finder(index);
    if (size > 2048) return 0;
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    auto const first = std::min(text.find('|'), text.size());
    auto const second = std::min(text.find('|', std::min(first + 1, text.size())), text.size());
    auto const part = [&](std::size_t from, std::size_t to) {
        return text.substr(std::min(from, to), to - std::min(from, to));
    };
    PlaceQuery const query{part(0, first), part(first + 1, second), part(second + 1, text.size())};
    auto const found = index.find(query);
    check(index, found);
    // What is remembered is what is found afresh.
    auto const remembered = finder.find(query);
    require(remembered.code == found.code && remembered.match == found.match);
    return 0;
}
