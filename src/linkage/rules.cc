#include "linkage/rules.h"

#include <algorithm>
#include <array>
#include <optional>

namespace bina::linkage {
namespace {

/// How two businesses of one person stand to each other.
enum class Businesses {
    same,
    uncontradicted,  ///< one of them tells too little; the same if the person has no other
    unclear,
    other,
};

/// Same name, or same trade in the same village without a contrary name.
Businesses businesses(Explanation const& why) {
    switch (why.level(Part::business).value_or(Level::prior)) {
        case Level::business_same:
        case Level::business_similar:
        case Level::business_partly:
        case Level::business_owner_named:
            return Businesses::same;
        case Level::business_differs:
        case Level::business_other_kind:
            return Businesses::other;
        default:
            break;
    }
    auto const trade = why.level(Part::trade);
    auto const place = why.level(Part::place);
    bool const elsewhere = place == Level::place_district || place == Level::place_differs;
    if (trade == Level::trade_differs) return Businesses::other;
    if (elsewhere) return Businesses::unclear;
    return trade == Level::trade_same ? Businesses::same : Businesses::uncontradicted;
}

/// What may not decide: damaged or shared NIKs, shared phones.
struct Crutches {
    Tenths nik = 0;
    Tenths phone = 0;
};

Crutches crutches(Explanation const& why) {
    auto const nik = why.level(Part::nik);
    bool const damaged = nik && nik != Level::nik_same && nik != Level::nik_differs;
    bool const shared = why.level(Part::phone) == Level::phone_shared;
    return {.nik = damaged ? std::max<Tenths>(0, why.weight(Part::nik)) : 0,
            .phone = shared ? std::max<Tenths>(0, why.weight(Part::phone)) : 0};
}

/// What binds two persons besides name and village, crutches aside.
Tenths third_witness(Explanation const& why) {
    constexpr std::array witnesses{Part::birth,    Part::phone,    Part::business, Part::trade,
                                   Part::activity, Part::position, Part::address};
    Tenths sum = 0;
    for (auto const part : witnesses) sum += std::max<Tenths>(0, why.weight(part));
    return sum - crutches(why).phone;
}

Ruling doubt(Ground ground) {
    return {Verdict::doubtful, ground};
}

Ruling same_person(Explanation const& why, Ground ground) {
    switch (businesses(why)) {
        case Businesses::same:
            return {Verdict::same_business, ground};
        case Businesses::uncontradicted:
            return {Verdict::same_business, ground, true};
        case Businesses::other:
            return {Verdict::same_person_other_business, ground};
        case Businesses::unclear:
            break;
    }
    return doubt(Ground::which_business);
}

/// True if the names of the owners are not told on both sides.
bool names_no_owner(std::optional<Level> name) {
    return !name || name == Level::owner_in_business;
}

/// The score of the persons alone: what their businesses say against each other is not held against them.
Tenths person_score(Explanation const& why) {
    Tenths score = why.score();
    for (auto const part : {Part::business, Part::trade, Part::activity})
        score -= std::min<Tenths>(0, why.weight(part));
    return score;
}

Ruling rule_by_evidence(Model const& model, bool niks_contradict, Explanation const& why) {
    auto const& limits = model.thresholds;
    auto const name = why.level(Part::owner);
    bool const other = businesses(why) == Businesses::other;
    Tenths const score = other ? person_score(why) : why.score();
    Tenths const certain = other ? limits.other_business : limits.automatic;
    if (score < limits.doubtful) return {};
    if (niks_contradict) return doubt(Ground::other_nik);
    if (score < certain) return doubt(Ground::not_quite);
    if (!is_similar_name(name)) return doubt(names_no_owner(name) ? Ground::no_owner : Ground::other_name);
    auto const [damaged, shared] = crutches(why);
    bool const common = why.weight(Part::owner) + why.weight(Part::prior) < 0;
    bool const unwitnessed = common && third_witness(why) < limits.witness;
    if (unwitnessed || score - damaged - shared < certain) {
        if (damaged == 0 && shared == 0) return doubt(Ground::name_and_place_only);
        return doubt(damaged > shared ? Ground::damaged_nik : Ground::shared_phone);
    }
    return same_person(why, Ground::evidence);
}

}  // namespace

Ruling rule(Model const& model, Row const& row, Row const& candidate, Explanation const& why) {
    auto const name = why.level(Part::owner);
    bool const niks_contradict = contradict(row.nik(), candidate.nik());
    bool const contrary_name = !is_similar_name(name) && !names_no_owner(name);
    if (why.level(Part::nib) == Level::nib_same) {
        return contrary_name || niks_contradict ? doubt(Ground::nib_of_other_name)
                                                : Ruling{Verdict::same_business, Ground::same_nib};
    }
    if (why.level(Part::nik) == Level::nik_same) {
        // "Siti" is not similar to every Siti whose name is longer, unless something else says so.
        bool const only_shorter =
            name == Level::owner_shorter && person_score(why) < model.thresholds.automatic;
        if (is_similar_name(name) && !only_shorter) return same_person(why, Ground::same_nik);
        return doubt(names_no_owner(name) ? Ground::no_owner : Ground::nik_of_other_name);
    }
    return rule_by_evidence(model, niks_contradict, why);
}

std::string_view key(Verdict verdict) {
    constexpr std::array<std::string_view, 4> keys{"new", "same_business", "same_person_other_business",
                                                   "doubtful"};
    return keys[static_cast<std::size_t>(verdict)];
}

std::string_view key(Ground ground) {
    constexpr std::array keys{
#define X(name, key) std::string_view{key},
        BINA_LINKAGE_GROUNDS(X)
#undef X
    };
    return keys[static_cast<std::size_t>(ground)];
}

}  // namespace bina::linkage
