#include "linkage/decide.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <vector>

namespace bina::linkage {
namespace {

/// A candidate compared and ruled on.
struct Judged {
    RowNumber number = 0;
    Row const* row = nullptr;
    Explanation explanation;
    Tenths score = 0;
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
        auto const level = owner_level(index, model, row, other);
        if (!level || is_similar_name(level)) continue;
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

/// Certain before doubtful, same business before another of the person, then by score, then by id. What may
/// be somebody else's business is asked before it is put down as another of the person's own.
bool is_better(Judged const& a, Judged const& b) {
    auto const rank = [](Ruling const& ruling) {
        switch (ruling.verdict) {
            case Verdict::same_business:
                return ruling.if_only_business ? 4 : 5;
            case Verdict::same_person_other_business:
                return 2;
            case Verdict::doubtful:
                return ruling.ground == Ground::other_name ? 3 : 1;
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

bool share_house(Index const& index, Row const& a, Row const& b, Explanation const& why) {
    auto const address = why.level(Part::address);
    bool const one_street = address == Level::address_same || address == Level::address_street;
    if (!one_street || a.house_number != b.house_number || why.level(Part::place) != Level::place_village)
        return false;
    // "Jl. Pemuda 12" names its house as "Jl. Pemuda No. 12" does.
    return a.house_number != 0 ||
           index.streets()[a.street].find_first_of("0123456789") != std::string_view::npos;
}

/// One sign on one house in the name of two people: husband and wife, or one that took over from the other.
bool is_told_by_two(Index const& index, Row const& a, Row const& b, Explanation const& why) {
    auto const name = why.level(Part::owner);
    auto const sign = why.level(Part::business);
    bool const two = name && !is_similar_name(name) && name != Level::owner_in_business;
    bool const one_sign = sign == Level::business_same || sign == Level::business_similar ||
                          sign == Level::business_owner_named;
    return two && one_sign && why.level(Part::trade) != Level::trade_differs && share_house(index, a, b, why);
}

Judged judge(Index const& index, Model const& model, Row const& row, RowNumber number, SharedMarks shared) {
    Row const& other = index[number];
    Judged judged{.number = number, .row = &other, .explanation = compare(index, model, row, other, shared)};
    judged.score = judged.explanation.score();
    judged.ruling = rule(model, row, other, judged.explanation);
    if (judged.ruling.verdict == Verdict::fresh && is_told_by_two(index, row, other, judged.explanation))
        judged.ruling = {Verdict::doubtful, Ground::other_name};
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

/// What the other records of the chosen owner say against it. An NIK that one of them has already is no news.
std::optional<Ground> objection(Index const& index, Row const& row, Judged const& best) {
    auto const rows = index.rows_of_owner(best.row->owner);
    auto const any = [&](auto const& is_it) {
        return std::ranges::any_of(rows, [&](RowNumber number) { return is_it(index[number]); });
    };
    bool const known = any([&](Row const& each) { return same_nik(row, each); });
    if (!known && any([&](Row const& each) { return contradict(row.nik(), each.nik()); }))
        return Ground::other_nik;
    if (best.ruling.if_only_business &&
        any([&](Row const& each) { return each.business != best.row->business; }))
        return Ground::which_business;
    return std::nullopt;
}

/// The first by id of the rows that bear the NIK of `row` under a name unlike its own.
std::optional<RowNumber> nik_holder(Index const& index, Model const& model, Row const& row,
                                    Candidates const& found) {
    std::optional<RowNumber> holder;
    for (auto const number : found.rows) {
        Row const& other = index[number];
        if (!same_nik(row, other)) continue;
        auto const level = owner_level(index, model, row, other);
        if (!level || is_similar_name(level)) continue;
        if (!holder || other.business < index[*holder].business) holder = number;
    }
    return holder;
}

}  // namespace

Decision decide(Index const& index, Model const& model, Row const& row, Candidates const& candidates) {
    auto const shared = shared_marks(index, model, row, candidates);
    std::vector<Judged> judged;
    for (auto const number : candidates.rows) {
        auto const each = judge(index, model, row, number, shared);
        if (each.ruling.verdict != Verdict::fresh) judged.push_back(each);
    }
    auto const holder = nik_holder(index, model, row, candidates);
    if (judged.empty()) {
        return {.ground = candidates.rows.empty() ? Ground::no_candidate : Ground::too_little,
                .nik_holder = holder};
    }
    auto const best = std::ranges::min_element(judged, is_better);
    Decision decision{.verdict = best->ruling.verdict,
                      .ground = best->ruling.ground,
                      .candidate = best->number,
                      .business = best->row->business,
                      .owner = best->row->owner,
                      .score = best->score,
                      .explanation = best->explanation,
                      .nik_holder = holder};
    if (decision.verdict == Verdict::doubtful) return decision;
    if (auto const against = objection(index, row, *best)) return doubted(decision, *against);
    bool const rivalled =
        best->ruling.ground == Ground::evidence &&
        std::ranges::any_of(judged, [&](Judged const& other) { return is_rival(model, *best, other); });
    return rivalled ? doubted(decision, Ground::several_persons) : decision;
}

Decision decide_pair(Index const& index, Model const& model, RowNumber a, RowNumber b,
                     Candidates const& around) {
    auto const shared = shared_marks(index, model, index[a], around);
    auto const judged = judge(index, model, index[a], b, shared);
    return {.verdict = judged.ruling.verdict,
            .ground = judged.ruling.ground,
            .candidate = b,
            .business = index[b].business,
            .owner = index[b].owner,
            .score = judged.score,
            .explanation = judged.explanation};
}

Decision decide(Index const& index, Model const& model, Row const& row, Stats& stats) {
    return decide(index, model, row, index.candidates(row, stats));
}

}  // namespace bina::linkage
