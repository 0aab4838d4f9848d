#include "registry/erase.h"

#include <algorithm>
#include <charconv>

#include "base/fold.h"

namespace bina::registry {
namespace {

using base::Result;

// Shorter words of a name, such as "di" or a title, say nothing of a person.
constexpr std::size_t telling_word_bytes = 3;

bool shares_word(std::string_view business, std::string_view owner) {
    auto const folded_business = base::fold(business);
    auto const folded_owner = base::fold(owner);
    auto const words = base::words(folded_business);
    return std::ranges::any_of(base::words(folded_owner), [&](std::string_view word) {
        return word.size() >= telling_word_bytes && std::ranges::find(words, word) != words.end();
    });
}

std::optional<Measure> measure_of(Field field) {
    if (field == Field::sales) return Measure::sales;
    if (field == Field::capital) return Measure::capital;
    if (field == Field::assets) return Measure::assets;
    return std::nullopt;
}

std::string coarse(ClassRules const& rules, Measure measure, std::string_view text) {
    std::int64_t amount = 0;
    std::from_chars(text.data(), text.data() + text.size(), amount);
    return std::to_string(rules.coarse(measure, amount));
}

}  // namespace

bool goes_with_person(Field field) {
    switch (field) {
        case Field::address:
        case Field::latitude:
        case Field::longitude:
        case Field::note:
            return true;
        default:
            return info(field).personal;
    }
}

Statement erased(ClassRules const& rules, Statement const& statement) {
    auto const owner = get(statement, Field::owner_name);
    Statement left;
    for (auto const& [field, text] : statement) {
        if (auto const measure = measure_of(field))
            left.push_back({field, coarse(rules, *measure, text)});
        else if (goes_with_person(field) || (field == Field::business_name && shares_word(text, owner)))
            put(left, field, std::string(erased_mark));
        else
            left.push_back({field, text});
    }
    return left;
}

Result<Erasure> erase_person(storage::Tx& tx, ClassRules const& rules, access::Actor const& actor,
                             RegencyCode const& regency, BusinessId const& business) {
    Writer writer(tx, rules, actor, regency);
    Erasure done;
    TRY(writer.rewrite(business, [&](Fact& fact) {
        ++done.facts;
        if (std::ranges::find(done.businesses, fact.business) == done.businesses.end())
            done.businesses.push_back(fact.business);
        fact.values = erased(rules, fact.values);
        fact.reason.clear();
        if (!fact.source.batch.empty()) done.rows.emplace_back(fact.source.batch, fact.source.row);
    }));
    TRY(writer.finish());
    return done;
}

}  // namespace bina::registry
