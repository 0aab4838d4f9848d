#include "linkage/suggest_rules.h"

#include <bit>

#include "linkage/exact_math.h"
#include "linkage/intern.h"

namespace bina::linkage::batch {
namespace {

constexpr std::size_t rules_suggested_max = 20;
constexpr std::size_t made_up_matches = 4'096;
constexpr std::size_t least_gain = 6;  // of made_up_matches, that a further rule must find
constexpr std::size_t parts_max = 3;
constexpr std::uint32_t rows_a_key = 100;

/// A part of a key, and how much of made-up matches agree in it.
struct PartChoice {
    KeyPart part;
    double bits = 0;  ///< that agreement tells
    std::vector<std::uint64_t> agree;  ///< a bit for each made-up match
};

/// How often two records of one entity that both have a value agree in what a key takes of it, by kind: from
/// what the errors of lists are known to be.
double agreement(Draft const& draft, KeyUse use) {
    if (use == KeyUse::word) return draft.field.kind == Kind::name ? 0.92 : 0.85;
    if (use == KeyUse::coarse) return 0.93;
    switch (draft.field.kind) {
        case Kind::name:
        case Kind::words:
            return 0.65;
        case Kind::identifier:
            return draft.field.sort == Sort::phone ? 0.65 : 0.8;
        case Kind::date:
        case Kind::place:
        case Kind::exact:
            return 0.82;
        case Kind::number:
            break;
    }
    return 0.7;
}

double bits_of(Draft const& draft, KeyUse use) {
    double equal = 1;
    for (auto const& profile : draft.profiles) {
        double const chance = use == KeyUse::word     ? profile.word_equal
                              : use == KeyUse::coarse ? profile.coarse_equal
                                                      : profile.equal;
        equal = std::min(equal, chance);
    }
    if (draft.field.sort == Sort::nik && use == KeyUse::coarse) return bits_of(draft, KeyUse::value) - 4;
    return -exact_log2(std::max(equal, 1e-9));
}

std::vector<KeyUse> uses_of(Draft const& draft) {
    if (draft.field.sort == Sort::address) return {KeyUse::value};
    if (draft.is_text()) return {KeyUse::value, KeyUse::word};
    bool const coarse =
        draft.field.sort == Sort::code || draft.field.sort == Sort::nik || draft.field.kind == Kind::date;
    return coarse ? std::vector{KeyUse::value, KeyUse::coarse} : std::vector{KeyUse::value};
}

/// One throw of dice for each match and field decides all uses of the field: who agrees in all of a value
/// agrees in part of it.
std::vector<PartChoice> part_choices(std::vector<Draft> const& drafts) {
    std::vector<PartChoice> choices;
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        for (auto const use : uses_of(drafts[i])) {
            auto& choice = choices.emplace_back();
            choice.part = {static_cast<std::uint32_t>(i), use};
            choice.bits = bits_of(drafts[i], use);
            choice.agree.resize(made_up_matches / 64);
            double const known = drafts[i].filled() * drafts[i].filled();
            for (std::size_t match = 0; match < made_up_matches; ++match) {
                double const thrown =
                    static_cast<double>(mixed((i + 1) * 0x9E37'79B9'7F4A'7C15U + match) >> 11U) * 0x1p-53;
                if (thrown < known * agreement(drafts[i], use))
                    choice.agree[match / 64] |= std::uint64_t{1} << match % 64;
            }
        }
    }
    return choices;
}

struct RuleChoice {
    Rule rule;
    std::vector<std::uint64_t> finds;
};

class RuleSearch {
public:
    RuleSearch(std::vector<PartChoice> const& parts, double enough) : m_parts(parts), m_enough(enough) {}

    std::vector<RuleChoice> all() {
        extend(0, {}, 0, std::vector(made_up_matches / 64, ~std::uint64_t{0}));
        return std::move(m_found);
    }

private:
    /// Adds parts until they tell enough; then no further one is needed.
    void extend(std::size_t from, std::vector<KeyPart> const& parts, double bits,
                std::vector<std::uint64_t> const& finds) {
        if (bits >= m_enough && !parts.empty()) {
            m_found.push_back({{parts, rows_a_key}, finds});
            return;
        }
        if (parts.size() == parts_max) return;
        for (auto i = from; i < m_parts.size(); ++i) {
            auto const& next = m_parts[i];
            bool const clashes = std::ranges::any_of(parts, [&](KeyPart const& part) {
                return part.field == next.part.field ||
                       (part.use == KeyUse::word && next.part.use == KeyUse::word);
            });
            if (clashes) continue;
            auto more = parts;
            more.push_back(next.part);
            auto found = finds;
            for (std::size_t k = 0; k < found.size(); ++k) found[k] &= next.agree[k];
            extend(i + 1, more, bits + next.bits, found);
        }
    }

    std::vector<PartChoice> const& m_parts;
    double m_enough;
    std::vector<RuleChoice> m_found;
};

std::size_t gain(std::vector<std::uint64_t> const& finds, std::vector<std::uint64_t> const& found) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < finds.size(); ++i)
        count += static_cast<std::size_t>(std::popcount(finds[i] & ~found[i]));
    return count;
}

}  // namespace

std::vector<Rule> suggest_rules(std::vector<Draft> const& drafts, RuleNeeds const& needs) {
    auto const parts = part_choices(drafts);
    auto choices = RuleSearch(parts, needs.bits).all();
    std::vector<Rule> rules;
    for (unsigned time = 0; time < needs.times; ++time) {
        std::vector<std::uint64_t> found(made_up_matches / 64, 0);
        while (rules.size() < rules_suggested_max && !choices.empty()) {
            auto const best = std::ranges::max_element(
                choices, {}, [&](RuleChoice const& choice) { return gain(choice.finds, found); });
            if (gain(best->finds, found) < least_gain) break;
            rules.push_back(best->rule);
            for (std::size_t i = 0; i < found.size(); ++i) found[i] |= best->finds[i];
            choices.erase(best);
        }
    }
    return rules;
}

}  // namespace bina::linkage::batch
