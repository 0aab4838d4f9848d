#pragma once
#include <random>

#include "registry/test_registry.h"

/// Random histories of a registry, and a slow recount of them that shares nothing with the registry but the
/// words.
namespace bina::registry::test {

using Counts = std::map<std::string, std::int64_t>;

/// The class that the governing law gives sales on a day.
inline std::string class_by_sales(std::string const& sales, base::Day day) {
    if (sales.empty() || day < test::day("2008-07-04")) return "unknown";
    auto const amount = std::stoll(sales);
    bool const new_law = day >= test::day("2021-02-02");
    if (amount <= (new_law ? 2'000'000'000 : 300'000'000)) return "micro";
    if (amount <= (new_law ? 15'000'000'000 : 2'500'000'000)) return "small";
    return amount <= 50'000'000'000 ? "medium" : "large";
}

/// Everything that was said, withdrawn and merged, as plain lists.
struct History {
    std::vector<Fact> facts;
    std::set<std::string> withdrawn;  ///< Ids of batches and facts.
    std::map<int, std::pair<int, int>> merges;  ///< By number: survivor, absorbed.
    std::set<int> known;  ///< Businesses that were created and are not gone.

    bool counts(Fact const& fact) const {
        return !withdrawn.contains(fact.id.text()) &&
               (fact.source.batch.empty() || !withdrawn.contains(fact.source.batch.text()));
    }
    BusinessId survivor(BusinessId id) const {
        for (auto const& [number, pair] : merges)
            if (id == business_id(pair.second)) return survivor(business_id(pair.first));
        return id;
    }
    bool merged(int business) const { return survivor(business_id(business)) != business_id(business); }

    /// The businesses of which something counts up to `day`.
    std::set<BusinessId> alive(base::Day day) const {
        std::set<BusinessId> all;
        for (auto const& fact : facts)
            if (counts(fact) && fact.day <= day) all.insert(survivor(fact.business));
        return all;
    }
    /// The value of `field` on `day`: of the latest day, and of that day what was recorded last.
    std::string value(BusinessId const& business, Field field, base::Day day) const {
        Fact const* best = nullptr;
        for (auto const& fact : facts) {
            if (get(fact.values, field).empty() || fact.day > day || !counts(fact)) continue;
            if (survivor(fact.business) != business) continue;
            auto const when = std::pair(fact.day, fact.recorded_at);
            if (best == nullptr || when >= std::pair(best->day, best->recorded_at)) best = &fact;
        }
        return best == nullptr ? "" : std::string(get(best->values, field));
    }
    /// Whether anybody coaches it on `day`: whoever was named and whose coaching was not ended since.
    bool coached(BusinessId const& business, base::Day day) const {
        std::map<std::tuple<base::Day, base::Instant>, Fact const*> told;
        for (auto const& fact : facts)
            if (fact.day <= day && counts(fact) && survivor(fact.business) == business)
                told[{fact.day, fact.recorded_at}] = &fact;
        std::set<std::string> coaches;
        for (auto const& [when, fact] : told) {
            if (auto const name = get(fact->values, Field::coached_by); !name.empty()) coaches.emplace(name);
            coaches.erase(std::string(get(fact->values, Field::coaching_ended)));
        }
        return !coaches.empty();
    }
    /// The code of the village under which a business counts; zeros stand for what is not known.
    std::string place(BusinessId const& business, base::Day day) const {
        auto const village = value(business, Field::village, day);
        if (!village.empty()) return village;
        auto const district = value(business, Field::district, day);
        return (district.empty() ? "331600" : district) + "0000";
    }

    /// What `tally_of(area, day)` must say, column by column, zeros left out.
    Counts recount(std::string_view area, base::Day day) const {
        Counts sum;
        for (auto const& business : alive(day))
            if (place(business, day).starts_with(area)) count(sum, business, day);
        return sum;
    }

private:
    void count(Counts& sum, BusinessId const& business, base::Day day) const {
        auto const of = [&](Field field) { return value(business, field, day); };
        auto const status = of(Field::status).empty() ? "claimed" : of(Field::status);
        ++sum["status_" + status];
        if (status == "closed" || status == "duplicate") return;
        ++sum["counted"];
        auto const trade = of(Field::trade);
        ++sum["trade_" + (trade.empty() ? "unknown" : trade)];
        ++sum["class_" + class_by_sales(of(Field::sales), day)];
        if (!of(Field::nik).empty()) ++sum["has_nik"];
        if (!of(Field::phone).empty()) ++sum["has_phone"];
        if (!of(Field::village).empty()) ++sum["has_village"];
        if (!of(Field::nib).empty()) ++sum["has_nib"];
        if (!of(Field::sales).empty()) ++sum["has_sales"];
        if (!trade.empty()) ++sum["has_trade"];
        if (coached(business, day)) ++sum["coached"];
        if (of(Field::flagship) == "yes") ++sum["flagship"];
    }
};

/// The columns of a tally that are not zero, by name.
inline Counts named(Tally const& tally) {
    Counts counts;
    for (std::size_t i = 0; i < tally.size(); ++i)
        if (tally[i] != 0) counts[tally_names()[i]] = tally[i];
    return counts;
}

/// A registry to which random things happen, and the history of what did.
class HistoryTest : public RegistryTest {
public:
    void begin(unsigned seed) {
        dice.seed(seed);
        history = {};
        first_batch += 10;
    }
    /// One more thing happens: mostly somebody says something.
    void step() {
        int const choice = below(10);
        if (choice < 6) return say();
        if (choice < 8) return withdraw_something();
        return choice == 8 ? merge_some() : undo_some_merge();
    }
    void happen(int steps) {
        for (int i = 0; i < steps && !HasFatalFailure(); ++i) {
            step();
            if (agency_dice() % 5 == 0) hand_over_some();
        }
    }
    /// Withdraws all that is left, in any order.
    void take_back_everything() {
        while (!history.known.empty() && !HasFatalFailure()) withdraw_something();
    }

    History history;
    std::vector<std::string> const districts{"331600", "331601", "331605", "331609"};
    std::vector<std::string> const places{"3316000000", "3316012001", "3316050000",
                                          "3316051005", "3316052001", "3316090000"};

private:
    int below(int limit) { return static_cast<int>(dice() % static_cast<unsigned>(limit)); }
    std::string any(std::initializer_list<char const*> texts) {
        return texts.begin()[below(static_cast<int>(texts.size()))];
    }
    int any_known() {
        return *std::next(history.known.begin(), below(static_cast<int>(history.known.size())));
    }

    Statement random_statement() {
        Statement values;
        auto const maybe = [&](int one_in, Field field, std::string text) {
            if (below(one_in) == 0) put(values, field, std::move(text));
        };
        auto const titles = {"Warung Siti", "Toko Budi", "Kripik Siti Jaya", "Bengkel 9", "Warkop"};
        maybe(1, Field::owner_name, any(titles));
        maybe(2, Field::business_name, any(titles));
        maybe(2, Field::village, any({"3316051005", "3316052001", "3316012001", ""}));
        maybe(4, Field::district, "331609");
        maybe(2, Field::sales, any({"1000", "300000001", "2000000000", "2000000001", "60000000000"}));
        maybe(3, Field::status, any({"claimed", "verified", "closed", "paused", "duplicate"}));
        maybe(3, Field::trade, any({"food", "craft"}));
        maybe(4, Field::nik, fmt::format("33160952038700{:02}", below(5)));
        maybe(4, Field::phone, fmt::format("+62812345678{}", below(5)));
        maybe(5, Field::nib, "9120001234567");
        maybe(6, Field::coached_by, agency_dice() % 2 == 0 ? "Dinas" : "PLUT");
        if (agency_dice() % 8 == 0)
            put(values, Field::coaching_ended, agency_dice() % 2 == 0 ? "Dinas" : "PLUT");
        maybe(6, Field::flagship, any({"yes", "no"}));
        return values;
    }
    Fact random_fact(int business) {
        int const step_days = below(200);
        auto const on = base::Day::from_number(day("2020-11-01").number() + step_days * below(10));
        auto said = fact(business, on.text(), random_statement());
        if (below(2) == 0) said = of_batch(said, first_batch + below(4));
        if (below(2) == 0) said = of_person(said, 1 + below(3));
        // A batch that was taken back takes in nothing more.
        if (!history.counts(said)) said.source = {.label = "Formulir"};
        return said;
    }

    void say() {
        int const business = 1 + below(12);
        auto const said = random_fact(business);
        if (history.merged(business)) {
            ASSERT_EQ(add(said), &error::was_merged);
            return;
        }
        ASSERT_EQ(history.known.contains(business) ? add(said) : create(said), nullptr);
        history.known.insert(business);
        history.facts.push_back(said);
    }
    void withdraw_something() {
        if (history.facts.empty()) return;
        auto const& fact =
            history.facts[static_cast<std::size_t>(below(static_cast<int>(history.facts.size())))];
        bool const whole = below(2) == 0 && !fact.source.batch.empty();
        auto const target = whole ? fact.source.batch.text() : fact.id.text();
        std::vector<BusinessId> touched;
        for (auto const& one : history.facts)
            if (one.id.text() == target || one.source.batch.text() == target) touched.push_back(one.business);
        std::ranges::shuffle(touched, dice);
        ASSERT_EQ(withdraw(target, touched), nullptr);
        history.withdrawn.insert(target);
        forget_the_gone();
    }
    void hand_over_some() {
        if (history.known.empty()) return;
        int const business = *std::next(history.known.begin(),
                                        static_cast<std::ptrdiff_t>(agency_dice() % history.known.size()));
        auto const done = db().write([&](storage::Tx& tx) {
            return hand_over(tx, home, business_id(business), AgencyId::derive("agency", agency_dice() % 3),
                             HandoverId::derive("handover", static_cast<std::uint64_t>(++handovers_made)));
        });
        ASSERT_EQ(done.has_value(), !history.merged(business));
    }
    void merge_some() {
        if (history.known.size() < 2) return;
        int const survivor = any_known();
        int const absorbed = any_known();
        int const number = ++merges_made;
        base::ErrorKind const* expected = nullptr;
        if (survivor == absorbed)
            expected = &error::merge_self;
        else if (history.merged(survivor) || history.merged(absorbed))
            expected = &error::was_merged;
        ASSERT_EQ(merge(number, survivor, absorbed), expected);
        if (expected == nullptr) history.merges[number] = {survivor, absorbed};
    }
    void undo_some_merge() {
        if (history.merges.empty()) return;
        auto const at = std::next(history.merges.begin(), below(static_cast<int>(history.merges.size())));
        bool const inside = history.merged(at->second.first);
        ASSERT_EQ(undo_merge(at->first), inside ? &error::was_merged : nullptr);
        if (inside) return;
        history.merges.erase(at);
        forget_the_gone();
    }
    /// A family of which nothing is left is no family any more.
    void forget_the_gone() {
        auto const left = history.alive(day("2199-01-01"));
        std::set<int> gone;
        for (int const business : history.known)
            if (!left.contains(history.survivor(business_id(business)))) gone.insert(business);
        std::erase_if(history.merges, [&](auto const& one) { return gone.contains(one.second.first); });
        for (int const business : gone) history.known.erase(business);
    }

    std::mt19937 dice;
    int merges_made = 0;
    int handovers_made = 0;
    std::mt19937 agency_dice;  ///< Of its own: what agencies do leaves the rest of a history as it is.
    int first_batch = 0;
};

}  // namespace bina::registry::test
