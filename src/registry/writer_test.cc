#include "registry/writer.h"

#include <gmock/gmock.h>

#include "registry/test_registry.h"

using namespace bina;
using namespace bina::registry;
using namespace bina::registry::test;
using testing::ElementsAre, testing::IsEmpty;

namespace {

Statement warung(std::string name, std::string village = "3316051005") {
    return {{Field::business_name, std::move(name)},
            {Field::trade, "food"},
            {Field::village, std::move(village)},
            {Field::sales, "120000000"}};
}

}  // namespace

class WriterTest : public RegistryTest {};

TEST_F(WriterTest, ANewBusinessStandsInListSearchAndCounts) {
    ASSERT_EQ(create(of_person(fact(1, "2023-05-04",
                                    {{Field::business_name, "Warung Bu Siti"},
                                     {Field::owner_name, "Siti Aminah"},
                                     {Field::nik, "3316095203870001"},
                                     {Field::phone, "+628123456789"},
                                     {Field::village, "3316051005"},
                                     {Field::trade, "food"}}),
                               1)),
              nullptr);
    auto const item = list({}).items.at(0);
    EXPECT_EQ(item.id, business_id(1));
    EXPECT_EQ(item.name, "Warung Bu Siti");
    EXPECT_EQ(item.owner, "Siti Aminah");
    EXPECT_EQ(item.nik, "3316095203870001");
    EXPECT_EQ(item.phone, "+628123456789");
    EXPECT_EQ(item.village, "3316051005");
    EXPECT_EQ(item.district, "331605");
    EXPECT_EQ(item.status, "claimed");
    EXPECT_EQ(item.size_class, "unknown");
    EXPECT_EQ(item.person, person_id(1).text());
    EXPECT_THAT(found("siti"), ElementsAre("Warung Bu Siti"));
    EXPECT_EQ(counted(), 1);
    EXPECT_EQ(counted("331605"), 1);
    EXPECT_EQ(counted("3316051005"), 1);
    EXPECT_EQ(counted("3316", "2023-05-03"), 0);
    EXPECT_TRUE(check().good());
}

TEST_F(WriterTest, AFactThatSaysNothingMakesNoBusiness) {
    EXPECT_EQ(create(fact(1, "2023-05-04", {})), &error::no_name);
    EXPECT_THAT(list({}).items, IsEmpty());
}

TEST_F(WriterTest, AddingNeedsABusinessThatIsThere) {
    EXPECT_EQ(add(fact(1, "2023-05-04", warung("A"))), &error::not_found);
    ASSERT_EQ(create(fact(1, "2023-05-04", warung("A"))), nullptr);
    ASSERT_EQ(create(fact(2, "2023-05-04", warung("B"))), nullptr);
    ASSERT_EQ(merge(1, 1, 2), nullptr);
    EXPECT_EQ(add(fact(2, "2023-05-04", warung("C"))), &error::was_merged);
}

TEST_F(WriterTest, AVersionSeenBeforeAnothersChangeIsRefused) {
    ASSERT_EQ(create(fact(1, "2023-05-04", warung("A"))), nullptr);
    auto const seen = page(1).version;
    auto const change = [&](std::string name, std::int64_t version) {
        return write([&](Writer& writer) {
            return writer.add(fact(1, "2023-06-01", {{Field::business_name, name}}), version);
        });
    };
    EXPECT_EQ(change("B", seen), nullptr);
    EXPECT_EQ(change("C", seen), &error::version);
    EXPECT_THAT(names({}), ElementsAre("B"));
    EXPECT_EQ(change("C", page(1).version), nullptr);
}

TEST_F(WriterTest, AnAdditionMovesTheBusinessInEveryCountAndInTheIndex) {
    ASSERT_EQ(create(fact(1, "2023-05-04", warung("Warung Lama"))), nullptr);
    ASSERT_EQ(add(fact(1, "2024-02-10",
                       {{Field::business_name, "Toko Baru"},
                        {Field::village, "3316012001"},
                        {Field::trade, "retail"},
                        {Field::status, "verified"}})),
              nullptr);
    EXPECT_THAT(found("warung"), IsEmpty());
    EXPECT_THAT(found("toko"), ElementsAre("Toko Baru"));
    EXPECT_EQ(counted("331605"), 0);
    EXPECT_EQ(counted("331601"), 1);
    EXPECT_EQ(counted("331605", "2024-02-09"), 1) << "on earlier days it was still there";
    EXPECT_EQ(tally()[tally_status + 2], 1);
    EXPECT_TRUE(check().good());
}

TEST_F(WriterTest, WhatIsSaidOfAnEarlierDayChangesOnlyThePast) {
    ASSERT_EQ(create(fact(1, "2024-05-04", warung("Sekarang"))), nullptr);
    ASSERT_EQ(add(fact(1, "2022-01-31", warung("Dulu", "3316012001"))), nullptr);
    EXPECT_THAT(names({}), ElementsAre("Sekarang"));
    EXPECT_EQ(counted("331605"), 1);
    EXPECT_EQ(counted("331601"), 0);
    EXPECT_EQ(counted("331601", "2023-12-31"), 1);
    EXPECT_EQ(page(1).since, day("2022-01-31"));
}

TEST_F(WriterTest, AClosedBusinessLeavesTheCountsButNotTheRegistry) {
    ASSERT_EQ(create(fact(1, "2023-05-04", warung("A"))), nullptr);
    ASSERT_EQ(add(fact(1, "2024-03-01", {{Field::status, "closed"}})), nullptr);
    EXPECT_EQ(counted(), 0);
    EXPECT_EQ(tally()[tally_trade], 0);
    EXPECT_EQ(tally()[tally_status + 4], 1);
    EXPECT_THAT(names({}), IsEmpty());
    EXPECT_THAT(names({.status = "closed"}), ElementsAre("A"));
}

TEST_F(WriterTest, UndoneBatchLeavesExactlyTheStateBefore) {
    ASSERT_EQ(create(of_person(fact(1, "2023-05-04", warung("Satu")), 1)), nullptr);
    ASSERT_EQ(create(fact(2, "2023-07-04", warung("Dua", "3316012001"))), nullptr);
    auto const before = everything();
    ASSERT_EQ(add(of_batch(of_person(fact(1, "2024-01-01",
                                          {{Field::business_name, "Lain"},
                                           {Field::nib, "9120001234567"},
                                           {Field::phone, "+628123456789"},
                                           {Field::status, "closed"}}),
                                     2),
                           7)),
              nullptr);
    ASSERT_EQ(create(of_batch(fact(3, "2024-01-01", warung("Tiga")), 7, 2)), nullptr);
    ASSERT_NE(everything(), before);
    ASSERT_EQ(withdraw(batch_id(7).text(), {business_id(1), business_id(3)}), nullptr);
    EXPECT_EQ(everything(), before);
    EXPECT_THAT(found("lain"), IsEmpty());
    EXPECT_THAT(found("9120001234567"), IsEmpty());
    EXPECT_THAT(found("satu"), ElementsAre("Satu"));
    EXPECT_TRUE(check().good());
}

TEST_F(WriterTest, ABusinessOfWhichNothingIsLeftIsGoneUntilItIsSaidAgain) {
    ASSERT_EQ(create(of_batch(of_person(fact(1, "2024-01-01", warung("Warung Siti")), 1), 7)), nullptr);
    ASSERT_EQ(withdraw(batch_id(7).text(), {business_id(1)}), nullptr);
    EXPECT_THAT(list({.status = "all"}).items, IsEmpty());
    EXPECT_THAT(found("siti"), IsEmpty());
    EXPECT_EQ(counted(), 0);
    EXPECT_EQ(page_error(1), &error::not_found);
    EXPECT_EQ(add(fact(1, "2024-01-01", warung("X"))), &error::not_found);

    ASSERT_EQ(create(of_batch(fact(1, "2024-02-01", warung("Warung Siti")), 8)), nullptr);
    EXPECT_THAT(found("siti"), ElementsAre("Warung Siti"));
    EXPECT_EQ(counted("3316", "2024-01-31"), 0);
    EXPECT_EQ(counted("3316", "2024-02-01"), 1);
    EXPECT_EQ(page(1).facts.size(), 2U) << "what was withdrawn stays on record";
    EXPECT_TRUE(check().good());
}

TEST_F(WriterTest, OneFactCanBeWithdrawn) {
    ASSERT_EQ(create(fact(1, "2023-05-04", warung("Benar"))), nullptr);
    auto const wrong = fact(1, "2023-06-04", {{Field::business_name, "Salah"}});
    ASSERT_EQ(add(wrong), nullptr);
    ASSERT_EQ(withdraw(wrong.id.text(), {business_id(1)}), nullptr);
    EXPECT_THAT(names({}), ElementsAre("Benar"));
    ASSERT_EQ(withdraw(wrong.id.text(), {business_id(1)}), nullptr) << "twice is once";
    EXPECT_TRUE(check().good());
}

TEST_F(WriterTest, TheFactsOfAMergedRecordCountForTheSurvivor) {
    ASSERT_EQ(create(of_person(fact(1, "2023-05-04", {{Field::business_name, "Warung Siti"}}), 1)), nullptr);
    ASSERT_EQ(create(of_person(fact(2, "2022-05-04",
                                    {{Field::business_name, "Wr. Siti"},
                                     {Field::nib, "9120001234567"},
                                     {Field::village, "3316012001"}}),
                               2)),
              nullptr);
    auto const before = everything();
    EXPECT_EQ(merge(1, 1, 1), &error::merge_self);
    EXPECT_EQ(merge(1, 1, 9), &error::not_found);
    ASSERT_EQ(merge(1, 1, 2), nullptr);

    EXPECT_THAT(names({}), ElementsAre("Warung Siti"));
    EXPECT_EQ(counted(), 1);
    EXPECT_EQ(counted("3316", "2022-12-31"), 1);
    EXPECT_THAT(found("9120001234567"), ElementsAre("Warung Siti"));
    auto const survivor = page(1);
    EXPECT_EQ(survivor.facts.size(), 2U);
    EXPECT_EQ(survivor.owners.size(), 2U);
    EXPECT_EQ(survivor.since, day("2022-05-04"));
    ASSERT_EQ(survivor.merged.size(), 1U);
    EXPECT_EQ(survivor.merged[0].id, business_id(2));
    EXPECT_EQ(survivor.merged[0].name, "Wr. Siti");
    EXPECT_EQ(page(2).merged_into, business_id(1).text());
    EXPECT_EQ(merge(2, 1, 2), &error::was_merged);
    EXPECT_EQ(merge(2, 2, 1), &error::was_merged);
    EXPECT_TRUE(check().good());

    ASSERT_EQ(undo_merge(1), nullptr);
    EXPECT_EQ(everything(), before);
    EXPECT_THAT(found("wr siti"), ElementsAre("Wr. Siti"));
    EXPECT_EQ(undo_merge(1), &error::merge_not_found);
    EXPECT_TRUE(check().good());
}

TEST_F(WriterTest, AMergedRecordBringsWhatWasMergedIntoIt) {
    for (int i = 1; i <= 3; ++i)
        ASSERT_EQ(create(fact(i, fmt::format("2023-05-0{}", i), warung(fmt::format("Toko {}", i)))), nullptr);
    auto const apart = everything();
    ASSERT_EQ(merge(1, 2, 3), nullptr);
    auto const two = everything();
    ASSERT_EQ(merge(2, 1, 2), nullptr);
    EXPECT_THAT(names({}), ElementsAre("Toko 3")) << "the name said last";
    EXPECT_EQ(page(1).facts.size(), 3U);
    EXPECT_EQ(page(1).merged.size(), 2U);
    EXPECT_EQ(undo_merge(1), &error::was_merged) << "the outer merge first";
    ASSERT_EQ(undo_merge(2), nullptr);
    EXPECT_EQ(everything(), two);
    ASSERT_EQ(undo_merge(1), nullptr);
    EXPECT_EQ(everything(), apart);
}

TEST_F(WriterTest, WhatAMergedRecordSaidCanStillBeWithdrawn) {
    ASSERT_EQ(create(fact(1, "2023-05-04", warung("Satu"))), nullptr);
    auto const alone = everything();
    ASSERT_EQ(create(of_batch(fact(2, "2023-06-04", warung("Dua")), 7)), nullptr);
    ASSERT_EQ(merge(1, 1, 2), nullptr);
    EXPECT_THAT(names({}), ElementsAre("Dua"));
    ASSERT_EQ(withdraw(batch_id(7).text(), {business_id(2)}), nullptr);
    EXPECT_THAT(names({}), ElementsAre("Satu"));
    EXPECT_TRUE(check().good());
    ASSERT_EQ(undo_merge(1), nullptr);
    EXPECT_EQ(everything(), alone) << "parted again, nothing is left of the second";
    EXPECT_TRUE(check().good());
}

TEST_F(WriterTest, MergedRecordsLeaveWithTheirSurvivor) {
    ASSERT_EQ(create(of_batch(fact(1, "2023-05-04", warung("Satu")), 7)), nullptr);
    ASSERT_EQ(create(of_batch(fact(2, "2023-06-04", warung("Dua")), 7, 2)), nullptr);
    ASSERT_EQ(merge(1, 1, 2), nullptr);
    ASSERT_EQ(withdraw(batch_id(7).text(), {business_id(1), business_id(2)}), nullptr);
    EXPECT_THAT(everything(), IsEmpty());
    EXPECT_EQ(page_error(2), &error::not_found);
    EXPECT_EQ(undo_merge(1), &error::merge_not_found);
    EXPECT_EQ(create(fact(2, "2023-06-04", warung("Dua"))), nullptr) << "on its own again";
    EXPECT_THAT(names({}), ElementsAre("Dua"));
    EXPECT_TRUE(check().good());
}

TEST_F(WriterTest, OwnersAreManyToMany) {
    ASSERT_EQ(create(of_person(fact(1, "2023-05-04", warung("Satu")), 1)), nullptr);
    ASSERT_EQ(create(of_person(fact(2, "2023-05-04", warung("Dua")), 1)), nullptr);
    auto spouse = of_person(fact(2, "2024-01-04", {{Field::owner_name, "Sri"}}), 2);
    ASSERT_EQ(add(spouse), nullptr);
    auto const first = page(1);
    ASSERT_EQ(first.owners.size(), 1U);
    ASSERT_EQ(first.owners[0].others.size(), 1U);
    EXPECT_EQ(first.owners[0].others[0].name, "Dua");
    auto const second = page(2);
    ASSERT_EQ(second.owners.size(), 2U);
    EXPECT_EQ(second.owners[1].name, "Sri");
    EXPECT_EQ(second.owners[1].since, day("2024-01-04"));
    EXPECT_THAT(second.owners[1].others, IsEmpty());
    ASSERT_EQ(withdraw(spouse.id.text(), {business_id(2)}), nullptr);
    EXPECT_EQ(page(2).owners.size(), 1U);
    EXPECT_TRUE(check().good());
}

TEST_F(WriterTest, AnOwnerTakenBackFromAMergedRecordIsGoneWhenItIsParted) {
    ASSERT_EQ(create(of_person(fact(1, "2023-05-04", warung("Satu")), 1)), nullptr);
    ASSERT_EQ(create(fact(2, "2023-05-04", warung("Dua"))), nullptr);
    auto const alone = everything();
    auto const owned = of_person(fact(2, "2023-06-04", warung("Dua")), 1);
    ASSERT_EQ(add(owned), nullptr);
    ASSERT_EQ(page(1).owners[0].others.size(), 1U);
    ASSERT_EQ(merge(1, 1, 2), nullptr);
    EXPECT_TRUE(check().good());
    ASSERT_EQ(withdraw(owned.id.text(), {business_id(2)}), nullptr);
    ASSERT_EQ(undo_merge(1), nullptr);
    EXPECT_EQ(everything(), alone);
    EXPECT_THAT(page(1).owners[0].others, IsEmpty());
    EXPECT_TRUE(check().good());
}

TEST_F(WriterTest, WhatWasSaidBeforeIsRecognised) {
    auto const said = warung("Satu");
    auto const who = [&] {
        return read([&](storage::Tx& tx) { return who_said(tx, home, said_key(tx.vault(), said)); }).value();
    };
    EXPECT_THAT(who(), IsEmpty());
    ASSERT_EQ(create(of_batch(fact(1, "2023-05-04", said), 7)), nullptr);
    ASSERT_EQ(create(fact(2, "2023-05-04", warung("Dua"))), nullptr);
    EXPECT_THAT(who(), ElementsAre(business_id(1)));
    ASSERT_EQ(withdraw(batch_id(7).text(), {business_id(1)}), nullptr);
    EXPECT_THAT(who(), IsEmpty());
}

TEST_F(WriterTest, EveryWriteIsAVersionOfTheRegistry) {
    auto const version = [&] {
        return read([&](storage::Tx& tx) { return registry_version(tx, home); }).value();
    };
    EXPECT_EQ(version(), 0);
    ASSERT_EQ(create(fact(1, "2023-05-04", warung("Satu"))), nullptr);
    EXPECT_EQ(version(), 1);
    ASSERT_EQ(add(fact(1, "2023-05-05", warung("Dua"))), nullptr);
    EXPECT_EQ(version(), 2);
}

TEST_F(WriterTest, AFailedWriteLeavesNothing) {
    auto const failed = write([&](Writer& writer) -> base::Result<void> {
        TRY(writer.create({fact(1, "2023-05-04", warung("Satu"))}));
        return writer.add(fact(9, "2023-05-04", warung("Sembilan")));
    });
    EXPECT_EQ(failed, &error::not_found);
    EXPECT_THAT(everything(), IsEmpty());
}

TEST_F(WriterTest, PersonalDataIsNotReadableInTheStore) {
    ASSERT_EQ(create(fact(1, "2023-05-04",
                          {{Field::business_name, "Warung"},
                           {Field::nik, "3316095203870001"},
                           {Field::phone, "+628123456789"}})),
              nullptr);
    read([&](storage::Tx& tx) -> base::Result<void> {
        for (auto const* const sql :
             {"SELECT body, said, label FROM fact", "SELECT sealed, search, name FROM business"})
            TRY(tx.each(sql, [&](storage::Row const& row) {
                for (int i = 0; i < 3; ++i) {
                    auto const text = i == 0 ? std::string(row.bytes(i)) : std::string(row.text(i));
                    EXPECT_FALSE(text.contains("5203870001"));
                    EXPECT_FALSE(text.contains("8123456789"));
                }
            }));
        return {};
    }).value();
}
