#include "registry/check.h"

#include <gmock/gmock.h>

#include "registry/test_registry.h"

using namespace bina;
using namespace bina::registry;
using namespace bina::registry::test;

/// A registry in which something was changed behind its back: the recount must see it.
class CheckTest : public RegistryTest {
public:
    void SetUp() override {
        ASSERT_EQ(create({of_person(fact(1, "2023-01-01",
                                         {{Field::business_name, "Warung Siti"},
                                          {Field::village, "3316051005"},
                                          {Field::nik, "3316095203870001"}}),
                                    1),
                          fact(2, "2023-01-01", {{Field::business_name, "Toko Budi"}})}),
                  nullptr);
        auto const whole = check();
        EXPECT_TRUE(whole.good());
        EXPECT_EQ(whole.businesses, 2);
        EXPECT_EQ(whole.facts, 2);
    }
    /// What the recount finds after `damage`, a statement of SQL.
    RegistryCheck after(std::string const& damage) {
        db().write([&](storage::Tx& tx) -> base::Result<void> {
                TRY(tx.run(damage));
                return {};
            })
            .value();
        auto const found = check();
        EXPECT_FALSE(found.good()) << damage;
        return found;
    }
};

TEST_F(CheckTest, SeesAChangedRow) {
    EXPECT_EQ(after("UPDATE business SET status = 'closed' WHERE name = 'Toko Budi'").wrong_rows, 1);
}

TEST_F(CheckTest, SeesAChangedAddress) {
    ASSERT_EQ(add(fact(1, "2024-01-01", {{Field::address, "Jl Melati No 12"}})), nullptr);
    EXPECT_EQ(list({.text = "siti"}).items.at(0).place.address, "Jl Melati No 12");
    auto const sealed = db().vault().seal("3316095203870001\t\t\tJl Lain\t\t");
    db().write([&](storage::Tx& tx) {
            return tx.run("UPDATE business SET sealed = $1 WHERE id = $2", storage::Bytes{sealed},
                          business_id(1));
        })
        .value();
    EXPECT_EQ(check().wrong_rows, 1);
}

TEST_F(CheckTest, ARowFromBeforePlacesWereKeptIsNoFaultAndGetsItsPlaceWithTheNextFact) {
    auto const sealed = db().vault().seal("3316095203870001\t\t");
    db().write([&](storage::Tx& tx) {
            return tx.run("UPDATE business SET sealed = $1 WHERE id = $2", storage::Bytes{sealed},
                          business_id(1));
        })
        .value();
    EXPECT_TRUE(check().good());
    EXPECT_EQ(list({.text = "siti"}).items.at(0).nik, "3316095203870001");
    ASSERT_EQ(add(fact(1, "2024-01-01", {{Field::address, "Jl Melati No 12"}})), nullptr);
    EXPECT_EQ(list({.text = "siti"}).items.at(0).place.address, "Jl Melati No 12");
    EXPECT_TRUE(check().good());
}

TEST_F(CheckTest, SeesAChangedDistrict) {
    EXPECT_EQ(after("UPDATE business SET district = '331601' WHERE name = 'Warung Siti'").wrong_rows, 1);
}

TEST_F(CheckTest, SeesAChangedSearchText) {
    EXPECT_EQ(after("UPDATE business SET search = 'lain' WHERE name = 'Toko Budi'").wrong_rows, 1);
}

TEST_F(CheckTest, SeesALostOwner) {
    EXPECT_EQ(after("DELETE FROM ownership").wrong_rows, 1);
}

TEST_F(CheckTest, SeesAnOwnerOfWhatIsNotThere) {
    EXPECT_EQ(after("UPDATE ownership SET business = '" + business_id(9).text() + "'").wrong_rows, 2)
        << "lost by one, and stray";
}

TEST_F(CheckTest, SeesALostRow) {
    auto const found = after("DELETE FROM business WHERE name = 'Toko Budi'");
    EXPECT_EQ(found.missing_rows, 1);
    EXPECT_GT(found.wrong_tallies, 0) << "the counts still have it";
}

TEST_F(CheckTest, SeesARowWithoutFacts) {
    EXPECT_EQ(after("DELETE FROM fact WHERE business = '" + business_id(2).text() + "'").unfounded_rows, 1);
}

TEST_F(CheckTest, SeesAWrongCount) {
    EXPECT_EQ(after("UPDATE tally SET has_nik = has_nik + 1 WHERE area = '331605' AND period = 'y2023'")
                  .wrong_tallies,
              1);
}

TEST_F(CheckTest, SeesALostCount) {
    EXPECT_EQ(after("DELETE FROM tally WHERE area = '3316' AND period = 'm2023-01'").wrong_tallies, 1);
}

TEST_F(CheckTest, SeesACountOfNobody) {
    auto const found = after("UPDATE tally SET period = 'y2019' WHERE area = '331605' AND period = 'y2023'");
    EXPECT_EQ(found.wrong_tallies, 2) << "one is lost, and one counts what is not there";
}

TEST_F(CheckTest, SeesWhatIsNotIndexed) {
    db().write([&](storage::Tx& tx) -> base::Result<void> {
            auto const lost = TRY(tx.first(
                "SELECT seq, search FROM business WHERE name = 'Toko Budi'", [](storage::Row const& row) {
                    return IndexChange{row.integer(0), row.get<std::string>(1), {}};
                }));
            return change_index(tx, std::span(&*lost, 1));
        })
        .value();
    EXPECT_EQ(check().not_indexed, 1);
}

TEST_F(CheckTest, SeesWhatIsIndexedOfNobodyOrTooMuch) {
    auto const index = [&](IndexChange const& change) {
        db().write([&](storage::Tx& tx) { return change_index(tx, std::span(&change, 1)); }).value();
    };
    index({index_range(home).first + 900, {}, "hantu"});
    EXPECT_EQ(check().not_indexed, 1);
    auto const budi = read([](storage::Tx& tx) {
                          return tx.first("SELECT seq, search FROM business WHERE name = 'Toko Budi'",
                                          [](storage::Row const& row) {
                                              return std::pair(row.integer(0), row.get<std::string>(1));
                                          });
                      })
                          .value()
                          .value();
    index({budi.first, budi.second, "tambahan " + budi.second});
    EXPECT_EQ(check().not_indexed, 2);
}

TEST_F(CheckTest, SeesAMergeIntoNothing) {
    ASSERT_EQ(merge(1, 1, 2), nullptr);
    ASSERT_TRUE(check().good());
    auto const found = after("DELETE FROM business WHERE id = '" + business_id(1).text() + "'");
    EXPECT_EQ(found.missing_rows, 2) << "the survivor's, and the merge that leads to it";
}

TEST_F(CheckTest, TellsOfEachBusinessAndOfEachRegency) {
    int steps = 0;
    read([&](storage::Tx& tx) { return check_registry(tx, rules, home, [&] { ++steps; }); }).value();
    EXPECT_EQ(steps, 2);
    EXPECT_EQ(read([](storage::Tx& tx) { return regencies(tx); }).value(), std::vector<std::string>{"3316"});
}
