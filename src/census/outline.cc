#include "census/outline.h"

#include <charconv>

#include "areas/boundary.h"
#include "areas/json_walk.h"
#include "census/answers.h"

namespace bina::census {
namespace {

using base::Result;
using storage::Row;
using storage::Tx;

constexpr std::size_t fraction_digits = 6;
// A millionth of a degree is 11 cm; outlines of villages are rarely surer than this.
constexpr std::int64_t millionths_a_metre = 9;
constexpr std::int64_t outline_error_m = 100;

std::int64_t whole(std::string_view text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// "111.4141" as 111414100.
std::int64_t millionths(std::string_view digits) {
    auto const point = std::min(digits.find('.'), digits.size());
    std::string fraction(digits.substr(std::min(point + 1, digits.size())).substr(0, fraction_digits));
    fraction.resize(fraction_digits, '0');
    auto const degrees = whole(digits.substr(0, point)) * 1'000'000;
    return digits.starts_with('-') ? degrees - whole(fraction) : degrees + whole(fraction);
}

/// Collects the rings of each feature, whichever of its members comes first.
class Rings final : public areas::JsonSink {
public:
    void begin(bool array) override {
        ++m_depth;
        if (array && m_in_coordinates) ++m_nested;
        m_numbers.clear();
    }
    void end(bool array) override {
        --m_depth;
        if (m_in_coordinates && array) end_of_array();
        if (!array && m_depth == feature_depth) flush();
    }
    void key(std::string_view name) override {
        m_in_coordinates = name == "coordinates";
        m_nested = 0;
        m_is_code = name == "code";
    }
    void text(std::string_view value) override {
        if (m_is_code) m_code = value;
    }
    void number(std::string_view digits) override {
        if (m_in_coordinates) m_numbers.push_back(millionths(digits));
    }
    void literal(std::string_view) override {}

    std::map<std::string, std::string> found;

private:
    static constexpr int feature_depth = 2;  // inside the list of features

    void end_of_array() {
        --m_nested;
        if (m_numbers.size() >= 2) {
            m_ring += m_ring.empty() ? "" : ",";
            m_ring += std::to_string(m_numbers[0]) + ' ' + std::to_string(m_numbers[1]);
            m_numbers.clear();
        } else if (!m_ring.empty()) {
            m_rings += m_ring + '\n';
            m_ring.clear();
        }
        if (m_nested == 0) m_in_coordinates = false;
    }
    void flush() {
        if (m_code.size() == 10 && !m_rings.empty()) found[m_code] += m_rings;
        m_code.clear();
        m_rings.clear();
    }

    int m_depth = 0;
    int m_nested = 0;
    bool m_in_coordinates = false;
    bool m_is_code = false;
    std::string m_code;
    std::vector<std::int64_t> m_numbers;
    std::string m_ring;
    std::string m_rings;
};

struct Point {
    std::int64_t x;
    std::int64_t y;
};

/// Whether a ray from the point to the east crosses the edge.
bool crosses(Point a, Point b, Point point) {
    if ((a.y > point.y) == (b.y > point.y)) return false;
    // Of the edge at the height of the point: x = a.x + (point.y - a.y) * (b.x - a.x) / (b.y - a.y).
    auto const left = (point.x - a.x) * (b.y - a.y);
    auto const right = (point.y - a.y) * (b.x - a.x);
    return b.y > a.y ? left < right : left > right;
}

bool is_inside(std::vector<std::vector<Point>> const& rings, Point point) {
    bool inside = false;
    for (auto const& ring : rings)
        for (std::size_t i = 0; i < ring.size(); ++i)
            if (crosses(ring[i], ring[(i + 1) % ring.size()], point)) inside = !inside;
    return inside;
}

std::vector<std::vector<Point>> points_of(std::string_view rings) {
    std::vector<std::vector<Point>> all;
    for (auto const& line : parted(rings, '\n')) {
        auto& ring = all.emplace_back();
        for (auto const& pair : parted(line, ',')) {
            auto const blank = std::min(pair.find(' '), pair.size());
            ring.push_back(
                {whole(pair.substr(0, blank)), whole(pair.substr(std::min(blank + 1, pair.size())))});
        }
    }
    return all;
}

}  // namespace

std::optional<Spot> spot_of(std::string_view gps) {
    auto const cells = parted(gps, cell_end);
    if (cells.size() != 3) return std::nullopt;
    return Spot{whole(cells[0]), whole(cells[1]), whole(cells[2])};
}

std::map<std::string, std::string> rings_of(std::string_view geojson) {
    Rings rings;
    return areas::walk_json(geojson, rings) ? std::move(rings.found) : std::map<std::string, std::string>();
}

bool may_lie_in(std::string_view rings, Spot const& spot) {
    auto const all = points_of(rings);
    auto const off = (spot.accuracy_m + outline_error_m) * millionths_a_metre;
    for (auto const dx : {std::int64_t{0}, -off, off})
        for (auto const dy : {std::int64_t{0}, -off, off})
            if (is_inside(all, {spot.longitude + dx, spot.latitude + dy})) return true;
    return false;
}

Result<void> keep_outlines(Tx& tx, RegencyCode const& regency, CampaignId const& campaign,
                           std::vector<std::string> const& villages) {
    TRY(tx.run("DELETE FROM census_outline WHERE regency = $1 AND campaign = $2", regency, campaign));
    auto const boundary = areas::find_boundary(tx, access::local_operator(), regency);
    if (!boundary && boundary.error().kind != &areas::error::no_boundaries)
        return std::unexpected(boundary.error());
    if (!boundary || boundary->format != "geojson") return {};
    auto const rings = rings_of(boundary->body);
    for (auto const& village : villages)
        if (auto const found = rings.find(village); found != rings.end())
            TRY(tx.run(
                "INSERT INTO census_outline (regency, campaign, village, rings) VALUES ($1, $2, $3, $4)"
                " ON CONFLICT (regency, campaign, village) DO NOTHING",
                regency, campaign, village, found->second));
    return {};
}

Result<bool> lies_outside(Tx& tx, RegencyCode const& regency, CampaignId const& campaign,
                          std::string_view village, Spot const& spot) {
    auto const rings = TRY(tx.first(
        "SELECT rings FROM census_outline WHERE regency = $1 AND campaign = $2 AND village = $3",
        [](Row const& row) { return row.get<std::string>(0); }, regency, campaign, village));
    return rings && !may_lie_in(*rings, spot);
}

}  // namespace bina::census
