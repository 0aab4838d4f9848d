#include "linkage/decide.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <vector>

namespace bina::linkage {
namespace {

/// A candidate compared.
struct Pair {
    RowNumber number = 0;
    Row const* row = nullptr;
    Explanation explanation;
    Tenths score = 0;
};

/// How two businesses of one person stand to each other.
enum class Businesses {
    same,
    uncontradicted,  ///< one of them tells too little; the same if the person has no other
    unclear,
    other,
};

/// What the rules say of one pair, taken alone.
struct Ruling {
    Verdict verdict = Verdict::fresh;
    Ground ground = Ground::too_little;
    bool if_only_business = false;  ///< holds if the candidate's owner has no other business
};

struct Judged : Pair {
    Ruling ruling;
};

bool share_phone(Row const& a, Row const& b) {
    return std::ranges::any_of(a.phones, [&](auto phone) {
        return phone != 0 && std::ranges::find(b.phones, phone) != b.phones.end();
    });
}

bool same_nik(Row const& a, Row const& b) {
    return a.nik_state == NikState::valid && a.nik() == b.nik();
}

/// Whether the identifiers of `row` stand beside so many other names that they are nobody's.
SharedMarks shared_marks(Index const& index, Model const& model, Row const& row, Candidates const& found) {
    std::vector<std::uint32_t> niks;
    std::vector<std::uint32_t> phones;
    for (auto const number : found.rows) {
        Row const& other = index[number];
        bool const nik = same_nik(row, other);
        bool const phone = share_phone(row, other);
        if (!nik && !phone) continue;
        Level const level = owner_level(index, row, other);
        if (level == Level::prior || is_similar_name(level)) continue;
        if (nik) niks.push_back(other.owner_name);
        if (phone) phones.push_back(other.owner_name);
    }
    auto const names = [](std::vector<std::uint32_t>& values) {
        std::ranges::sort(values);
        return static_cast<std::uint32_t>(std::unique(values.begin(), values.end()) - values.begin());
    };
    return {.nik = found.nik_cut || names(niks) > model.thresholds.nik_strangers_max,
            .phone = found.phone_cut || names(phones) > model.thresholds.phone_strangers_max};
}

/// Same name, or same trade in the same village without a contrary name.
Businesses businesses(Pair const& pair) {
    switch (pair.explanation.level(Part::business)) {
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
    Level const trade = pair.explanation.level(Part::trade);
    Level const place = pair.explanation.level(Part::place);
    bool const elsewhere = place == Level::place_district || place == Level::place_differs;
    if (trade == Level::trade_differs) return Businesses::other;
    if (elsewhere) return Businesses::unclear;
    return trade == Level::trade_same ? Businesses::same : Businesses::uncontradicted;
}

/// The score without what may not decide alone.
Tenths score_without(Pair const& pair, std::initializer_list<Part> parts) {
    Tenths score = pair.score;
    for (auto const part : parts) score -= std::max<Tenths>(0, pair.explanation.weight(part));
    return score;
}

/// What may bind two persons besides name and village.
bool has_third_witness(Pair const& pair) {
    auto const& why = pair.explanation;
    constexpr std::array witnesses{Part::nik,      Part::birth, Part::phone,    Part::nib,    Part::business,
                                   Part::activity, Part::trade, Part::position, Part::address};
    return std::ranges::any_of(witnesses, [&](Part part) { return why.weight(part) > 0; });
}

Ruling doubt(Ground ground) {
    return {Verdict::doubtful, ground};
}

Ruling same_person(Pair const& pair, Ground ground) {
    switch (businesses(pair)) {
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
bool names_no_owner(Level name) {
    return name == Level::prior || name == Level::owner_in_business;
}

/// The score of the persons alone: what their businesses say against each other is not held against them.
Tenths person_score(Pair const& pair) {
    Tenths score = pair.score;
    for (auto const part : {Part::business, Part::trade, Part::activity})
        score -= std::min<Tenths>(0, pair.explanation.weight(part));
    return score;
}

Ruling rule_by_evidence(Model const& model, Row const& row, Pair const& pair) {
    auto const& limits = model.thresholds;
    Level const name = pair.explanation.level(Part::owner);
    Level const nik = pair.explanation.level(Part::nik);
    bool const other = businesses(pair) == Businesses::other;
    Tenths const score = other ? person_score(pair) : pair.score;
    Tenths const certain = other ? limits.other_business : limits.automatic;
    if (score < limits.doubtful) return {};
    if (contradict(row.nik(), pair.row->nik())) return doubt(Ground::other_nik);
    if (score < certain) return doubt(Ground::not_quite);
    if (!is_similar_name(name)) return doubt(names_no_owner(name) ? Ground::no_owner : Ground::other_name);
    Tenths const spare = score - pair.score;
    bool const damaged = nik != Level::prior && nik != Level::nik_same && nik != Level::nik_differs;
    if (damaged && score_without(pair, {Part::nik}) + spare < certain) return doubt(Ground::damaged_nik);
    bool const shared = pair.explanation.level(Part::phone) == Level::phone_shared;
    if (shared && score_without(pair, {Part::phone}) + spare < certain) return doubt(Ground::shared_phone);
    bool const common = pair.explanation.weight(Part::owner) + pair.explanation.weight(Part::prior) < 0;
    if (common && !has_third_witness(pair)) return doubt(Ground::name_and_place_only);
    return same_person(pair, Ground::evidence);
}

Ruling rule(Model const& model, Row const& row, Pair const& pair) {
    Level const name = pair.explanation.level(Part::owner);
    bool const contrary_name = !is_similar_name(name) && !names_no_owner(name);
    if (pair.explanation.level(Part::nib) == Level::nib_same) {
        bool const contrary = contrary_name || contradict(row.nik(), pair.row->nik());
        return contrary ? doubt(Ground::nib_of_other_name) : Ruling{Verdict::same_business, Ground::same_nib};
    }
    if (pair.explanation.level(Part::nik) == Level::nik_same) {
        if (is_similar_name(name)) return same_person(pair, Ground::same_nik);
        return doubt(contrary_name ? Ground::nik_of_other_name : Ground::no_owner);
    }
    return rule_by_evidence(model, row, pair);
}

/// Certain before doubtful, same business before another of the person, then by score, then by id.
bool is_better(Judged const& a, Judged const& b) {
    auto const rank = [](Ruling const& ruling) {
        switch (ruling.verdict) {
            case Verdict::same_business:
                return ruling.if_only_business ? 3 : 4;
            case Verdict::same_person_other_business:
                return 2;
            case Verdict::doubtful:
                return 1;
            case Verdict::fresh:
                break;
        }
        return 0;
    };
    auto const left = std::tuple(rank(a.ruling), a.score);
    auto const right = std::tuple(rank(b.ruling), b.score);
    if (left != right) return left > right;
    return std::tie(a.row->business, a.row->owner, a.row->nik_digits, a.number) <
           std::tie(b.row->business, b.row->owner, b.row->nik_digits, b.number);
}

Judged judge(Index const& index, Model const& model, Row const& row, RowNumber number, SharedMarks shared) {
    Judged judged{{.number = number,
                   .row = &index[number],
                   .explanation = compare(index, model, row, index[number], shared)},
                  {}};
    judged.score = judged.explanation.score();
    judged.ruling = rule(model, row, judged);
    return judged;
}

/// Two people by their NIKs, either of whom the record may be.
bool is_rival(Model const& model, Judged const& best, Judged const& other) {
    bool const certain = other.ruling.verdict != Verdict::doubtful;
    return certain && contradict(best.row->nik(), other.row->nik()) && best.row->owner != other.row->owner &&
           best.score - other.score < model.thresholds.ambiguous;
}

Decision doubted(Decision decision, Ground ground) {
    decision.verdict = Verdict::doubtful;
    decision.ground = ground;
    return decision;
}

/// What the other records of the chosen owner say against it.
std::optional<Ground> objection(Index const& index, Row const& row, Judged const& best) {
    for (auto const number : index.rows_of_owner(best.row->owner)) {
        if (contradict(row.nik(), index[number].nik())) return Ground::other_nik;
        if (best.ruling.if_only_business && index[number].business != best.row->business)
            return Ground::which_business;
    }
    return std::nullopt;
}

}  // namespace

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

Decision decide(Index const& index, Model const& model, Row const& row, Candidates const& candidates) {
    auto const shared = shared_marks(index, model, row, candidates);
    std::vector<Judged> judged;
    judged.reserve(candidates.rows.size());
    for (auto const number : candidates.rows) {
        auto& each = judged.emplace_back(judge(index, model, row, number, shared));
        if (each.ruling.verdict == Verdict::fresh) judged.pop_back();
    }
    if (judged.empty())
        return {.ground = candidates.rows.empty() ? Ground::no_candidate : Ground::too_little};
    auto const best = std::ranges::min_element(judged, is_better);
    Decision decision{.verdict = best->ruling.verdict,
                      .ground = best->ruling.ground,
                      .candidate = best->number,
                      .business = best->row->business,
                      .owner = best->row->owner,
                      .score = best->score,
                      .explanation = best->explanation};
    if (decision.verdict == Verdict::doubtful) return decision;
    if (auto const against = objection(index, row, *best)) return doubted(decision, *against);
    bool const rivalled =
        best->ruling.ground == Ground::evidence &&
        std::ranges::any_of(judged, [&](Judged const& other) { return is_rival(model, *best, other); });
    return rivalled ? doubted(decision, Ground::several_persons) : decision;
}

Decision decide(Index const& index, Model const& model, Row const& row, Stats& stats) {
    return decide(index, model, row, index.candidates(row, stats));
}

}  // namespace bina::linkage
