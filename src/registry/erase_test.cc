#include "registry/erase.h"

#include <gmock/gmock.h>

#include "registry/restriction.h"
#include "registry/test_registry.h"

using namespace bina;
using namespace bina::registry;
using namespace bina::registry::test;
using testing::ElementsAre, testing::IsEmpty, testing::Ne, testing::UnorderedElementsAre;

class Erasing : public RegistryTest {
public:
    void SetUp() override {
        auto first = of_person(of_batch(fact(1, "2020-12-31",
                                             {{Field::business_name, "Warung Bu Siti"},
                                              {Field::owner_name, "Siti Aminah"},
                                              {Field::nik, "3316095203870001"},
                                              {Field::phone, "+628123456789"},
                                              {Field::address, "Jl. Pemuda 4"},
                                              {Field::sales, "350000000"},
                                              {Field::village, "3316051005"},
                                              {Field::trade, "food"}}),
                                        1, 12),
                               1);
        first.reason = "kata pemilik";
        ASSERT_EQ(create({first, fact(2, "2020-12-31", {{Field::business_name, "Zaitun"}})}), nullptr);
        ASSERT_EQ(add(fact(1, "2023-06-01", {{Field::sales, "2500000000"}, {Field::workers, "3"}})), nullptr);
    }
    Erasure erase(int business) {
        return db()
            .write([&](storage::Tx& tx) {
                return erase_person(tx, rules, officer, home, business_id(business));
            })
            .value();
    }
};

TEST_F(Erasing, NothingOfThePersonIsLeftInAnyFact) {
    auto const done = erase(1);
    EXPECT_EQ(done.facts, 2);
    EXPECT_THAT(done.rows, ElementsAre(SourceRow{batch_id(1), 12}));
    for (auto const& fact : page(1).facts) {
        EXPECT_EQ(fact.reason, "");
        for (auto const& value : fact.values) {
            if (!goes_with_person(value.field) || info(value.field).kind == FieldKind::money) continue;
            EXPECT_EQ(value.text, erased_mark) << info(value.field).key;
        }
    }
    EXPECT_EQ(get(page(1).state, Field::business_name), erased_mark) << "it held her name";
    EXPECT_EQ(get(page(1).state, Field::trade), "food");
    EXPECT_EQ(page(1).facts.front().source.row, 12) << "the trace stays";
}

TEST_F(Erasing, NobodyFindsThePersonAnyMore) {
    ASSERT_THAT(found("siti"), ElementsAre("Warung Bu Siti"));
    ASSERT_THAT(found("3316095203870001"), ElementsAre("Warung Bu Siti"));
    erase(1);
    for (auto const* const words : {"siti", "aminah", "3316095203870001", "08123456789"})
        EXPECT_THAT(found(words), IsEmpty()) << words;
}

TEST_F(Erasing, TheBusinessCountsAsItDidOnEveryDay) {
    auto const before = std::pair(tally("3316", "2021-06-01"), tally("3316", "2026-01-01"));
    erase(1);
    EXPECT_EQ(tally("3316", "2021-06-01"), before.first);
    EXPECT_EQ(tally("3316", "2026-01-01"), before.second);
    EXPECT_EQ(page(1).cell.size_class, SizeClass::small) << "by what is left of 2.5 thousand million";
    EXPECT_TRUE(check().good());
}

TEST_F(Erasing, AmountsBecomeTheLimitOfTheirClass) {
    auto const of = [&](std::string amount) {
        return erased(rules, {{Field::sales, std::move(amount)}}).front().text;
    };
    EXPECT_EQ(of("1"), "300000000");
    EXPECT_EQ(of("300000000"), "300000000");
    EXPECT_EQ(of("300000001"), "2000000000");
    EXPECT_EQ(of("900000000000"), "50000000001") << "beyond all limits";
}

TEST_F(Erasing, TakesWhatWasMergedIntoItToo) {
    ASSERT_EQ(
        create(fact(3, "2021-01-01", {{Field::owner_name, "Siti Aminah"}, {Field::nik, "3316095203870001"}})),
        nullptr);
    ASSERT_EQ(merge(1, 1, 3), nullptr);
    EXPECT_THAT(erase(1).businesses, UnorderedElementsAre(business_id(1), business_id(3)));
    EXPECT_EQ(page(1).merged.at(0).name, erased_mark);
    auto const row = read([&](storage::Tx& tx) { return find_item(tx, home, business_id(3)); }).value();
    EXPECT_EQ(row->owner + row->nik, "**") << "its own row too";
    ASSERT_EQ(undo_merge(1), nullptr);
    EXPECT_EQ(get(page(3).state, Field::nik), erased_mark);
    EXPECT_TRUE(check().good());
}

TEST_F(Erasing, OfWhatIsNotThereIsRefused) {
    auto const done =
        db().write([&](storage::Tx& tx) { return erase_person(tx, rules, officer, home, business_id(9)); });
    EXPECT_EQ(done.error().kind, &registry::error::not_found);
}

class Restricting : public Erasing {
public:
    void restrict_first() {
        db().write([&](storage::Tx& tx) { return restrict_business(tx, officer, home, business_id(1)); })
            .value();
    }
};

TEST_F(Restricting, TheBusinessIsShownWithoutItsPerson) {
    auto const before = tally();
    restrict_first();
    auto const items = list({}).items;
    ASSERT_EQ(items.size(), 2U) << "it still stands in the list";
    auto const& item = items[items[0].id == business_id(1) ? 0 : 1];
    EXPECT_TRUE(item.restricted);
    EXPECT_EQ(item.name + item.owner + item.nik + item.phone, "");
    EXPECT_EQ(item.trade, "food");
    auto const shown = page(1);
    EXPECT_TRUE(shown.restricted);
    EXPECT_THAT(shown.owners, IsEmpty());
    for (auto const& current : shown.state) EXPECT_FALSE(goes_with_person(current.field));
    for (auto const& fact : shown.facts) EXPECT_EQ(fact.reason, "");
    EXPECT_EQ(tally(), before);
}

TEST_F(Restricting, NobodyUnmasksIt) {
    restrict_first();
    auto const got = db().write(
        [&](storage::Tx& tx) { return unmask(tx, officer, home, business_id(1), "verifikasi lapangan"); });
    EXPECT_EQ(got.error().kind, &registry::error::restricted);
}

TEST_F(Restricting, ReachesWhatWasMergedWhicheverWasNamed) {
    ASSERT_EQ(
        create(fact(3, "2021-01-01", {{Field::owner_name, "Siti Aminah"}, {Field::nik, "3316095203870001"}})),
        nullptr);
    auto const of_person = [&](int survivor, int absorbed) {
        SCOPED_TRACE(survivor);
        ASSERT_EQ(merge(survivor, survivor, absorbed), nullptr);
        for (int const business : {survivor, absorbed}) {
            EXPECT_TRUE(page(business).restricted);
            EXPECT_THAT(page(business).owners, IsEmpty());
        }
        for (auto const& item : list({}).items) EXPECT_THAT(item.owner, Ne("Siti Aminah"));
        ASSERT_EQ(undo_merge(survivor), nullptr);
    };
    restrict_first();
    of_person(1, 3);
    of_person(3, 1);
    EXPECT_FALSE(page(3).restricted);
}

TEST_F(Restricting, LiftedItIsShownAgain) {
    restrict_first();
    restrict_first();
    db().write([&](storage::Tx& tx) { return lift_restriction(tx, home, business_id(1)); }).value();
    EXPECT_FALSE(page(1).restricted);
    EXPECT_EQ(get(page(1).state, Field::owner_name), "Siti Aminah");
}
