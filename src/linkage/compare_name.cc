#include "linkage/compare_name.h"

#include <algorithm>

#include "linkage/align.h"

namespace bina::linkage {
namespace {

Tenths worth_of(Index const& index, WordWorth const& costs, WordMatch const& match, WordUse use) {
    auto const& words = index.vocabulary();
    if (match.tie == WordTie::initial) return costs.initial_worth;
    Tenths const left = words.rarity_of(match.left, use);
    Tenths const right = match.left == match.right ? left : words.rarity_of(match.right, use);
    Tenths const rarer = std::min(std::max(left, right), costs.word_worth_max);
    switch (match.tie) {
        case WordTie::spelling:
            return rarer - costs.spelling;
        case WordTie::joined:
            return rarer - costs.joined;
        case WordTie::typo:
            return rarer - costs.typo;
        case WordTie::same:
        case WordTie::initial:
            break;
    }
    return rarer;
}

/// What two names have in common. What the rarer of them is worth as a whole bounds it: "Sumber Rejeki" is on
/// every other sign, though few have only one of the words.
Tenths worth_of(Index const& index, WordWorth const& costs, Alignment const& found, WordUse use,
                std::uint32_t left_whole, std::uint32_t right_whole) {
    Tenths sum = 0;
    for (auto const& match : found.list()) sum += worth_of(index, costs, match, use);
    Tenths const left = index.vocabulary().rarity_of_whole(left_whole, use);
    Tenths const right =
        left_whole == right_whole ? left : index.vocabulary().rarity_of_whole(right_whole, use);
    return std::min({sum, costs.name_worth_max, std::max(left, right) + costs.whole_slack});
}

bool has_typo(Alignment const& found) {
    return std::ranges::any_of(found.list(),
                               [](WordMatch const& match) { return match.tie == WordTie::typo; });
}

bool all_same(Alignment const& found) {
    return std::ranges::all_of(found.list(),
                               [](WordMatch const& match) { return match.tie == WordTie::same; });
}

/// Two names of one person, one of them told aside: "Slamet (Een)" and "Een".
bool alias_fits(OwnerValue const& a, OwnerValue const& b) {
    auto const within = [](std::span<std::uint32_t const> words, std::uint32_t word) {
        return std::ranges::find(words, word) != words.end();
    };
    return std::ranges::any_of(
               a.alias(), [&](auto word) { return within(b.name(), word) || within(b.alias(), word); }) ||
           std::ranges::any_of(b.alias(), [&](auto word) { return within(a.name(), word); });
}

Level level_of(Alignment const& found, OwnerValue const& a, OwnerValue const& b) {
    if (!found.any_but_initials()) return alias_fits(a, b) ? Level::owner_partly : Level::owner_differs;
    if (found.left_over != 0 && found.right_over != 0) return Level::owner_partly;
    if (found.left_over != 0 || found.right_over != 0) return Level::owner_shorter;
    if (has_typo(found)) return Level::owner_typo;
    return all_same(found) ? Level::owner_same : Level::owner_spelling;
}

void compare_known_owners(Index const& index, Model const& model, std::uint32_t a, std::uint32_t b,
                          Explanation& out) {
    auto const& left = index.vocabulary().owner(a);
    auto const& right = index.vocabulary().owner(b);
    auto const found = align(index.vocabulary(), left.name(), right.name());
    Level const level = level_of(found, left, right);
    Tenths weight = model.weight(level);
    if (info(level).by_rarity)
        weight += worth_of(index, model.words, found, WordUse::owner, left.whole, right.whole);
    if (left.muhammad != 0 && right.muhammad != 0) weight += model.words.muhammad_worth;
    out.add(level, weight);
}

/// One list knows the owner, the other only "Warung Bu Siti".
void compare_with_sign(Index const& index, Model const& model, std::uint32_t owner, std::uint32_t sign,
                       Explanation& out) {
    if (owner == 0 || sign == 0) return;
    auto const& business = index.vocabulary().business(sign);
    if (business.names_person == 0) return;
    auto const& name = index.vocabulary().owner(owner);
    auto const found = align(index.vocabulary(), name.name(), business.name());
    if (!found.any_but_initials()) return;
    out.add(Level::owner_in_business,
            model.weight(Level::owner_in_business) +
                worth_of(index, model.words, found, WordUse::owner, name.whole, business.whole));
}

/// True if `word` of a business name is the owner's.
bool is_owners(Index const& index, std::uint32_t owner, std::uint32_t word) {
    auto const names = index.vocabulary().owner(owner).name();
    return std::ranges::any_of(names, [&](auto name) { return sound_alike(index.vocabulary(), name, word); });
}

bool share_kind_word(BusinessValue const& a, BusinessValue const& b) {
    return std::ranges::any_of(a.kind_name(), [&](auto word) {
        return std::ranges::find(b.kind_name(), word) != b.kind_name().end();
    });
}

/// The kind words that both carry: warung, toko.
Tenths kind_worth(Index const& index, Model const& model, BusinessValue const& a, BusinessValue const& b,
                  bool trades_known) {
    Tenths sum = 0;
    for (auto const word : a.kind_name()) {
        if (std::ranges::find(b.kind_name(), word) == b.kind_name().end()) continue;
        sum += index.vocabulary().rarity_of(word, WordUse::business);
    }
    // A trade that is compared says most of it already.
    return std::min(sum, trades_known ? model.words.kind_worth_beside_trade : model.words.kind_worth_max);
}

/// "Bengkel Barokah" and "Salon Barokah" are two businesses, whoever's they are.
bool of_other_kind(BusinessValue const& a, BusinessValue const& b) {
    return a.kinds != 0 && b.kinds != 0 && (a.kinds & b.kinds) == 0;
}

}  // namespace

void compare_owners(Index const& index, Model const& model, Row const& a, Row const& b, Explanation& out) {
    if (a.owner_name != 0 && b.owner_name != 0)
        return compare_known_owners(index, model, a.owner_name, b.owner_name, out);
    compare_with_sign(index, model, a.owner_name, b.business_name, out);
    compare_with_sign(index, model, b.owner_name, a.business_name, out);
}

void compare_businesses(Index const& index, Model const& model, Row const& a, Row const& b,
                        Explanation& out) {
    if (a.business_name == 0 || b.business_name == 0) return;
    auto const& left = index.vocabulary().business(a.business_name);
    auto const& right = index.vocabulary().business(b.business_name);
    if (of_other_kind(left, right))
        return out.add(Level::business_other_kind, model.weight(Level::business_other_kind));
    Tenths const kinds = kind_worth(index, model, left, right, a.trade != 0 && b.trade != 0);
    if (left.count == 0 && right.count == 0) {
        if (share_kind_word(left, right))
            out.add(Level::business_generic, model.weight(Level::business_generic) + kinds);
        return;
    }
    if (left.count == 0 || right.count == 0) return;  // "Warung" may be "Warung Barokah"
    auto const found = align(index.vocabulary(), left.name(), right.name());
    if (!found.any_but_initials())
        return out.add(Level::business_differs, model.weight(Level::business_differs));
    bool const owners = std::ranges::all_of(found.list(), [&](WordMatch const& match) {
        return is_owners(index, a.owner_name, match.left) && is_owners(index, b.owner_name, match.right);
    });
    if (owners && a.owner_name != 0 && b.owner_name != 0)
        return out.add(Level::business_owner_named, model.weight(Level::business_owner_named) + kinds);
    bool const over = found.left_over != 0 || found.right_over != 0;
    Level const level = over              ? Level::business_partly
                        : all_same(found) ? Level::business_same
                                          : Level::business_similar;
    out.add(level, model.weight(level) + kinds +
                       worth_of(index, model.words, found, WordUse::business, left.whole, right.whole));
}

}  // namespace bina::linkage
