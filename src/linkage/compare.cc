#include "linkage/compare.h"

#include <algorithm>

#include "linkage/compare_name.h"

namespace bina::linkage {
namespace {

void compare_nik(Model const& model, Row const& a, Row const& b, bool shared, Explanation& out) {
    auto const add = [&](Level level) { out.add(level, model.weight(level)); };
    switch (tie(a.nik(), b.nik())) {
        case NikTie::unknown:
            return;
        case NikTie::same:
            return add(shared ? Level::nik_shared : Level::nik_same);
        case NikTie::same_malformed:
            return add(Level::nik_same_malformed);
        case NikTie::last_digits:
            return add(Level::nik_last_digits);
        case NikTie::dropped:
            return add(Level::nik_dropped);
        case NikTie::slip:
            return add(Level::nik_slip);
        case NikTie::sex:
            return add(Level::nik_sex);
        case NikTie::same_birth:
            return add(Level::nik_same_birth);
        case NikTie::two_slips:
            return add(Level::nik_two_slips);
        case NikTie::differs:
            return add(Level::nik_differs);
    }
}

bool is_near(BirthDate a, BirthDate b) {
    if (a.year() == b.year()) {
        bool const swapped = a.day() == b.month() && a.month() == b.day();
        return a.day() == b.day() || a.month() == b.month() || swapped;
    }
    return a.day() == b.day() && a.month() == b.month();
}

/// Counted only where the NIKs do not say it already.
void compare_birth(Model const& model, Row const& a, Row const& b, Explanation& out) {
    if (!a.birth.known() || !b.birth.known() || out.level(Part::nik)) return;
    Level const level = a.birth == b.birth          ? Level::birth_same
                        : is_near(a.birth, b.birth) ? Level::birth_near
                                                    : Level::birth_differs;
    out.add(level, model.weight(level));
}

/// One digit replaced, the rest in place.
bool is_one_digit_off(std::uint64_t a, std::uint64_t b) {
    int off = 0;
    for (; a != 0 && b != 0 && off < 2; a /= 10, b /= 10) off += a % 10 != b % 10 ? 1 : 0;
    return off == 1 && a == 0 && b == 0;
}

void compare_phones(Model const& model, Row const& a, Row const& b, bool shared, Explanation& out) {
    if (a.phones[0] == 0 || b.phones[0] == 0) return;
    Level level = Level::phone_differs;
    for (auto const x : a.phones) {
        for (auto const y : b.phones) {
            if (x == 0 || y == 0) continue;
            if (x == y) {
                level = shared ? Level::phone_shared : Level::phone_same;
                return out.add(level, model.weight(level));
            }
            if (is_one_digit_off(x, y)) level = Level::phone_near;
        }
    }
    out.add(level, model.weight(level));
}

void compare_nibs(Model const& model, Row const& a, Row const& b, Explanation& out) {
    if (a.nib == 0 || b.nib == 0) return;
    Level const level = a.nib == b.nib ? Level::nib_same : Level::nib_differs;
    out.add(level, model.weight(level));
}

void compare_places(Index const& index, Model const& model, Row const& a, Row const& b, Explanation& out) {
    if (a.village != 0 && a.village == b.village) {
        Tenths const rare = index.villages().rarity_of(a.village);
        return out.add(Level::place_village, std::max<Tenths>(0, model.weight(Level::place_village) + rare));
    }
    if (a.district == 0 || b.district == 0) return;
    if (a.district != b.district) return out.add(Level::place_differs, model.weight(Level::place_differs));
    Level const level = a.village != 0 && b.village != 0 ? Level::place_district : Level::place_unsaid;
    Tenths const weight = model.weight(level) + index.districts().rarity_of(a.district);
    // A district that is everybody's says nothing when the village is not told.
    out.add(level, level == Level::place_unsaid ? std::max<Tenths>(0, weight) : weight);
}

void compare_addresses(Model const& model, Row const& a, Row const& b, Explanation& out) {
    bool const streets = a.street != 0 && b.street != 0;
    bool const blocks = a.rt != 0 && b.rt != 0 && a.rw != 0 && b.rw != 0;
    if (!streets && !blocks) return;
    bool const same_street = streets && a.street == b.street;
    bool const same_block = blocks && a.rt == b.rt && a.rw == b.rw;
    bool const same_house = a.house_number != 0 && a.house_number == b.house_number;
    Level level = Level::address_differs;
    if (same_street)
        level = same_block || same_house ? Level::address_same : Level::address_street;
    else if (same_block)
        level = same_house ? Level::address_same : Level::address_block;
    out.add(level, model.weight(level));
}

void compare_values(Index const& index, Model const& model, Row const& a, Row const& b, Explanation& out) {
    if (a.trade != 0 && b.trade != 0) {
        Tenths const rare = index.trades().rarity_of(a.trade);
        if (a.trade == b.trade)
            out.add(Level::trade_same, std::max<Tenths>(0, model.weight(Level::trade_same) + rare));
        else
            out.add(Level::trade_differs, model.weight(Level::trade_differs));
    }
    if (a.activity != 0 && a.activity == b.activity) {
        Tenths const rare = index.activities().rarity_of(a.activity);
        out.add(Level::activity_same, std::max<Tenths>(0, model.weight(Level::activity_same) + rare));
    }
}

/// Near is a plot of land away; differs is another quarter, even where positions are rounded to a kilometre.
void compare_positions(Index const& index, Model const& model, Row const& a, Row const& b, Explanation& out) {
    constexpr std::int64_t near = 900;  // millionths of a degree: 100 m
    constexpr std::int64_t far = 27'000;  // 3 km
    if (a.position == 0 || b.position == 0) return;
    if (a.position == b.position) {
        Tenths const rare = index.positions().rarity_of(a.position);
        return out.add(Level::position_same, std::max<Tenths>(0, model.weight(Level::position_same) + rare));
    }
    auto const& x = index.positions()[a.position];
    auto const& y = index.positions()[b.position];
    std::int64_t const north = std::int64_t{x.latitude} - y.latitude;
    std::int64_t const east = std::int64_t{x.longitude} - y.longitude;  // on the equator, near enough
    std::int64_t const square = north * north + east * east;
    if (square <= near * near) out.add(Level::position_near, model.weight(Level::position_near));
    if (square > far * far) out.add(Level::position_differs, model.weight(Level::position_differs));
}

}  // namespace

void Explanation::add(Level level, Tenths weight) {
    Part const part = info(level).part;
    m_reasons[m_count++] = {part, level, weight};
    m_places[static_cast<std::size_t>(part)] = m_count;
    m_score += weight;
}

Tenths Explanation::weight(Part part) const {
    auto const place = m_places[static_cast<std::size_t>(part)];
    return place == 0 ? 0 : m_reasons[place - 1U].weight;
}

std::optional<Level> Explanation::level(Part part) const {
    auto const place = m_places[static_cast<std::size_t>(part)];
    if (place == 0) return std::nullopt;
    return m_reasons[place - 1U].level;
}

std::optional<Level> owner_level(Index const& index, Model const& model, Row const& a, Row const& b) {
    Explanation out;
    compare_owners(index, model, a, b, out);
    return out.level(Part::owner);
}

bool is_similar_name(std::optional<Level> level) {
    return level == Level::owner_same || level == Level::owner_spelling || level == Level::owner_typo ||
           level == Level::owner_shorter;
}

Explanation compare(Index const& index, Model const& model, Row const& a, Row const& b, SharedMarks shared) {
    Explanation out;
    auto const others = std::max<std::uint64_t>(index.size(), model.thresholds.prior_size_min);
    out.add(Level::prior, -log2_tenths(others));
    compare_owners(index, model, a, b, out);
    compare_nik(model, a, b, shared.nik, out);
    compare_birth(model, a, b, out);
    compare_phones(model, a, b, shared.phone, out);
    compare_nibs(model, a, b, out);
    compare_businesses(index, model, a, b, out);
    compare_values(index, model, a, b, out);
    compare_places(index, model, a, b, out);
    compare_positions(index, model, a, b, out);
    compare_addresses(model, a, b, out);
    return out;
}

}  // namespace bina::linkage
