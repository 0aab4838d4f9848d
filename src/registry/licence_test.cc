#include "registry/licence.h"

#include <gmock/gmock.h>

#include "registry/test_registry.h"

namespace bina::registry::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view pirt = "2063316010072-27";

TEST(LicenceSaid, ReadsBackWhatItWrites) {
    LicenceSaid const said{.number = std::string(pirt),
                           .from = day("2022-01-05"),
                           .until = day("2027-01-04"),
                           .issuer = "Dinas Kesehatan"};
    auto const text = text_of(said);
    EXPECT_EQ(text, "2063316010072-27; from 2022-01-05; until 2027-01-04; issuer Dinas Kesehatan");
    EXPECT_EQ(licence_said(text), said);
    EXPECT_EQ(licence_number(text), pirt);
    EXPECT_EQ(licence_said("2063316010072-27; void")->gone, true);
    EXPECT_EQ(licence_said(pirt), LicenceSaid{.number = std::string(pirt)});
}

TEST(LicenceSaid, RefusesWhatItDoesNotUnderstand) {
    for (auto const* const text :
         {"", "; from 2022-01-05", "1; from 2022-13-05", "1; colour red", "1; issuer "})
        EXPECT_FALSE(licence_said(text)) << text;
}

TEST(LicenceSaid, LaterWordsKeepWhatTheyLeaveOut) {
    EXPECT_EQ(licence_updated("1; from 2022-01-05; issuer A", "1; until 2027-01-05"),
              "1; from 2022-01-05; until 2027-01-05; issuer A");
    EXPECT_EQ(licence_updated("1; until 2026-01-05", "1"), "1; until 2026-01-05");
    EXPECT_EQ(licence_updated("1; until 2026-01-05", "1; until 2031-01-05"), "1; until 2031-01-05");
}

class LicenceTest : public RegistryTest {
public:
    LicenceRules licence_rules = db().read([](storage::Tx& tx) { return LicenceRules::load(tx); }).value();

    std::string term(LicenceKind kind, std::string_view text) {
        auto const [until, basis] = licence_rules.term_of(home, kind, licence_said(text).value());
        return (until ? until->text() + " " : "") + std::string(basis_names[static_cast<std::size_t>(basis)]);
    }
    std::vector<std::string> rows() {
        return read([](storage::Tx& tx) {
                   return tx.rows(
                       "SELECT business, kind, number, valid_until, basis FROM licence ORDER BY business, "
                       "kind, "
                       "number",
                       [](storage::Row const& row) {
                           return fmt::format("{} {} {} {} {}", row.text(0).back(), row.text(1), row.text(2),
                                              row.text(3), row.text(4));
                       });
               })
            .value();
    }
    Fact holds(int business, std::string_view on, Field field, std::string_view text) {
        return fact(business, on, {{Field::business_name, "Keripik Sari"}, {field, std::string(text)}});
    }
};

TEST_F(LicenceTest, LastDayRestsOnWhatWasSaidTheNumberOrTheRule) {
    EXPECT_EQ(term(LicenceKind::pirt, "2063316010072-27"), "2027-12-31 number");
    EXPECT_EQ(term(LicenceKind::pirt, "2063316010072-27; until 2027-03-02"), "2027-03-02 said");
    EXPECT_EQ(term(LicenceKind::pirt, "ada; from 2022-02-03"), "2027-02-03 rule");
    EXPECT_EQ(term(LicenceKind::pirt, "ada"), "unknown");
    EXPECT_EQ(term(LicenceKind::bpom, "MD234567890123; from 2020-02-29"), "2025-02-28 rule");
    EXPECT_EQ(term(LicenceKind::brand, "IDM000123456; from 2020-05-01"), "2030-05-01 rule");
    EXPECT_EQ(term(LicenceKind::brand, "IDM000123456"), "unknown");
    EXPECT_EQ(term(LicenceKind::sku, "510/1"), "endless");
}

// Perppu 2/2022 is in force since 30 December 2022.
TEST_F(LicenceTest, HalalHasNoEndSinceThePerppu) {
    EXPECT_EQ(term(LicenceKind::halal, "ID33110000123450121; from 2022-12-29"), "2026-12-29 rule");
    EXPECT_EQ(term(LicenceKind::halal, "ID33110000123450121; from 2022-12-30"), "endless");
    EXPECT_EQ(term(LicenceKind::halal, "ID33110000123450121"), "unknown");
}

TEST_F(LicenceTest, PirtEndsWhenThePlaceMovesToAnotherRegency) {
    EXPECT_EQ(term(LicenceKind::pirt, "2063506010072-29"), "moved");
    EXPECT_EQ(term(LicenceKind::pirt, "2063506010072-29; until 2029-01-01"), "moved");
}

TEST_F(LicenceTest, RowsFollowTheFacts) {
    EXPECT_EQ(create(holds(1, "2022-01-05", Field::licence_pirt, pirt)), nullptr);
    auto const second = holds(1, "2022-06-01", Field::licence_pirt, "2063316020072-27; until 2026-06-01");
    EXPECT_EQ(add(second), nullptr);
    EXPECT_THAT(rows(), ElementsAre("1 pirt 2063316010072-27 2027-12-31 number",
                                    "1 pirt 2063316020072-27 2026-06-01 said"));
    EXPECT_EQ(add(holds(1, "2023-01-01", Field::licence_pirt, "2063316010072-27; void")), nullptr);
    EXPECT_THAT(rows(), ElementsAre("1 pirt 2063316020072-27 2026-06-01 said"));
    EXPECT_EQ(withdraw(second.id.text(), {second.business}), nullptr);
    EXPECT_THAT(rows(), IsEmpty());
    EXPECT_TRUE(check().good());
}

TEST_F(LicenceTest, ARenewalReplacesTheNumberBeforeIt) {
    EXPECT_EQ(create(holds(1, "2022-01-05", Field::licence_pirt, "2063316010072-22; until 2022-05-01")),
              nullptr);
    EXPECT_EQ(add(holds(1, "2022-06-05", Field::licence_pirt, pirt)), nullptr);
    EXPECT_EQ(add(holds(1, "2022-07-05", Field::licence_pirt, "2063316010072-22; void")), nullptr);
    EXPECT_THAT(rows(), ElementsAre("1 pirt 2063316010072-27 2027-12-31 number"));
    EXPECT_TRUE(check().good());
}

TEST_F(LicenceTest, ANumberReplacesTheWordThatThereIsOne) {
    EXPECT_EQ(create(holds(1, "2022-01-05", Field::licence_halal, "ada")), nullptr);
    EXPECT_THAT(rows(), ElementsAre("1 halal ada  unknown"));
    EXPECT_EQ(add(holds(1, "2023-01-05", Field::licence_halal, "ID33110000123450121; from 2023-01-02")),
              nullptr);
    EXPECT_EQ(add(holds(1, "2023-02-05", Field::licence_halal, "ada")), nullptr);
    EXPECT_THAT(rows(), ElementsAre("1 halal ID33110000123450121  endless"));
    EXPECT_TRUE(check().good());
}

TEST_F(LicenceTest, MergedRecordsHoldTheirLicencesTogether) {
    EXPECT_EQ(create({holds(1, "2022-01-05", Field::licence_pirt, pirt),
                      holds(2, "2022-01-06", Field::licence_halal, "ID33110000123450121")}),
              nullptr);
    auto const apart = rows();
    EXPECT_EQ(merge(1, 1, 2), nullptr);
    EXPECT_THAT(rows(), ElementsAre("1 halal ID33110000123450121  unknown",
                                    "1 pirt 2063316010072-27 2027-12-31 number"));
    EXPECT_TRUE(check().good());
    EXPECT_EQ(undo_merge(1), nullptr);
    EXPECT_EQ(rows(), apart);
    EXPECT_TRUE(check().good());
}

TEST_F(LicenceTest, ABusinessThatLeavesTakesItsLicencesAlong) {
    EXPECT_EQ(create(of_batch(holds(1, "2022-01-05", Field::licence_pirt, pirt), 1)), nullptr);
    EXPECT_EQ(withdraw(batch_id(1).text(), {business_id(1)}), nullptr);
    EXPECT_THAT(rows(), IsEmpty());
    EXPECT_TRUE(check().good());
}

TEST_F(LicenceTest, CheckFindsRowsThatSayOtherwise) {
    EXPECT_EQ(create(holds(1, "2022-01-05", Field::licence_pirt, pirt)), nullptr);
    auto const spoil = [&](std::string_view sql) {
        EXPECT_TRUE(db().write([&](storage::Tx& tx) { return tx.run(sql); }));
    };
    spoil("UPDATE licence SET valid_until = '2030-01-01'");
    EXPECT_EQ(check().wrong_rows, 1);
    spoil("UPDATE licence SET valid_until = '2027-12-31'");
    EXPECT_TRUE(check().good());
    spoil("UPDATE licence SET business = '01900000000070008000b00000000009'");
    EXPECT_EQ(check().wrong_rows, 2);
}

TEST_F(LicenceTest, PermitsAreCountedWhileTheyAreHeld) {
    EXPECT_EQ(create(holds(1, "2022-01-05", Field::licence_pirt, pirt)), nullptr);
    auto const permits = [&](std::string_view on) {
        return tally("3316", on)[tally_has + static_cast<std::size_t>(Has::food_permit)];
    };
    EXPECT_EQ(permits("2022-01-05"), 1);
    EXPECT_EQ(add(holds(1, "2023-01-01", Field::licence_pirt, "2063316010072-27; void")), nullptr);
    EXPECT_EQ(permits("2022-12-31"), 1);
    EXPECT_EQ(permits("2023-01-01"), 0);
}

}  // namespace
}  // namespace bina::registry::test
