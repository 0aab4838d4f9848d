#include <gmock/gmock.h>

#include "fixture.h"
#include "storage/db.h"

// Statements behave alike on both engines: what they change, what they refuse, and what they tell about it.
namespace bina::storage {
namespace {

using base::Result;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr auto create = R"sql(
    CREATE TABLE shop (
        id    BIGINT NOT NULL PRIMARY KEY,
        nib   TEXT UNIQUE,
        name  TEXT NOT NULL CHECK (length(name) <= 10),
        place BIGINT REFERENCES shop (id)
    ))sql";

class Statement : public testing::Test {
protected:
    Statement() {
        db.write([](Tx& tx) { return tx.script(create); }).value();
    }
    Result<std::int64_t> insert(int id, std::string_view nib, std::string_view name = "Toko") {
        return db.write([&](Tx& tx) {
            return tx.run("INSERT INTO shop (id, nib, name) VALUES ($1, $2, $3)", id, nib, name);
        });
    }
    std::vector<std::int64_t> ids() {
        return db
            .read([](Tx& tx) {
                return tx.rows("SELECT id FROM shop ORDER BY id",
                               [](Row const& row) { return row.integer(0); });
            })
            .value();
    }
    void fill(int count) {
        db.write([&](Tx& tx) -> Result<void> {
              for (int id = 1; id <= count; ++id)
                  TRY(tx.run("INSERT INTO shop (id, name) VALUES ($1, 'Toko')", id));
              return {};
          }).value();
    }
    fixture::Store store;
    Db& db = store.db();
};

TEST_F(Statement, TellsHowManyRowsItChanged) {
    fill(5);
    db.write([](Tx& tx) -> Result<void> {
          EXPECT_EQ(TRY(tx.run("INSERT INTO shop (id, name) VALUES (6, 'a'), (7, 'b')")), 2);
          EXPECT_EQ(TRY(tx.run("INSERT INTO shop (id, name) VALUES (6, 'a') ON CONFLICT (id) DO NOTHING")),
                    0);
          EXPECT_EQ(TRY(tx.run("UPDATE shop SET name = 'c' WHERE id > $1", 3)), 4);
          EXPECT_EQ(TRY(tx.run("CREATE TABLE other (id BIGINT)")), 0);
          EXPECT_EQ(TRY(tx.run("DELETE FROM shop WHERE id = $1", 99)), 0);
          EXPECT_EQ(TRY(tx.run("SELECT id FROM shop")), 0);
          EXPECT_EQ(TRY(tx.run("DELETE FROM shop")), 7);
          return {};
      }).value();
}

TEST_F(Statement, ThatReturnsRowsIsKeptWhenOnlyTheFirstIsRead) {
    auto const first = db.write([](Tx& tx) {
        return tx.first("INSERT INTO shop (id, name) VALUES (1, 'a'), (2, 'b') RETURNING id",
                        [](Row const& row) { return row.integer(0); });
    });
    EXPECT_EQ(first.value(), 1);
    EXPECT_THAT(ids(), ElementsAre(1, 2));
}

TEST_F(Statement, RunsInsideTheVisitorOfTheSameText) {
    fill(3);
    constexpr std::string_view after = "SELECT id FROM shop WHERE id > $1 ORDER BY id";
    std::vector<std::pair<std::int64_t, std::int64_t>> pairs;
    db.read([&](Tx& tx) -> Result<void> {
          Result<void> inner{};
          TRY(tx.each(
              after,
              [&](Row const& outer) {
                  auto const left = outer.integer(0);
                  inner =
                      tx.each(after, [&](Row const& row) { pairs.emplace_back(left, row.integer(0)); }, left);
              },
              0));
          return inner;
      }).value();
    EXPECT_THAT(pairs, ElementsAre(std::pair(1, 2), std::pair(1, 3), std::pair(2, 3)));
}

TEST_F(Statement, UsesAParameterTwice) {
    fill(3);
    auto const found = db.read([](Tx& tx) {
        return tx.rows(
            "SELECT id FROM shop WHERE id = $1 OR id = $2 + $1 ORDER BY id",
            [](Row const& row) { return row.integer(0); }, 1, 2);
    });
    EXPECT_THAT(found.value(), ElementsAre(1, 3));
}

TEST_F(Statement, StreamsManyRowsAndStopsEarly) {
    fill(5'000);
    int seen = 0;
    auto const count_to = [&](int last) {
        seen = 0;
        return db.read([&](Tx& tx) -> Result<std::optional<std::int64_t>> {
            TRY(tx.stream(
                "SELECT id FROM shop WHERE id > $1 ORDER BY id",
                [&](Row const& row) {
                    EXPECT_EQ(row.integer(0), ++seen);
                    return seen < last;
                },
                0));
            // The transaction goes on after a stream that was left.
            return tx.first("SELECT count(*) FROM shop", [](Row const& row) { return row.integer(0); });
        });
    };
    EXPECT_EQ(count_to(10'000).value(), 5'000);
    EXPECT_EQ(seen, 5'000);
    EXPECT_EQ(count_to(7).value(), 5'000);
    EXPECT_EQ(seen, 7);
}

TEST_F(Statement, StreamThatThrowsLeavesAConnectionThatWorks) {
    fill(100);
    auto const throws = [](Tx& tx) -> Result<void> {
        return tx.stream("SELECT id FROM shop", [](Row const&) -> bool { throw Damage("torn"); });
    };
    for (int i = 0; i < 8; ++i) {
        EXPECT_THROW((void)db.read(throws), Damage);
        EXPECT_THROW((void)db.write(throws), Damage);
    }
    EXPECT_EQ(ids().size(), 100U);
    EXPECT_TRUE(insert(101, "1"));
}

TEST_F(Statement, ConflictIsToldFromOtherRules) {
    ASSERT_TRUE(insert(1, "1234567890123"));
    EXPECT_EQ(insert(1, "2234567890123").error().kind, &error::conflict);
    EXPECT_EQ(insert(2, "1234567890123").error().kind, &error::conflict);
    EXPECT_EQ(insert(2, "2234567890123", "a name that is too long").error().kind, &error::failed);
    auto const nowhere =
        db.write([](Tx& tx) { return tx.run("INSERT INTO shop (id, name, place) VALUES (3, 'a', 99)"); });
    EXPECT_EQ(nowhere.error().kind, &error::failed);
    EXPECT_THAT(ids(), ElementsAre(1));
}

TEST_F(Statement, AppendReportsAConflict) {
    ASSERT_TRUE(insert(2, "1234567890123"));
    std::array<std::string_view, 2> const columns{"id", "name"};
    std::array<Arg, 4> const rows{Arg(1), Arg("a"), Arg(2), Arg("b")};
    auto const appended = db.write([&](Tx& tx) { return tx.append("shop", columns, rows); });
    EXPECT_EQ(appended.error().kind, &error::conflict);
    EXPECT_THAT(ids(), ElementsAre(2));
}

TEST_F(Statement, ErrorsNeverHoldValues) {
    constexpr auto secret = "3316091234567890";
    ASSERT_TRUE(insert(1, secret));
    EXPECT_THAT(insert(2, secret).error().detail, Not(HasSubstr(secret)));
    EXPECT_THAT(insert(2, "1", secret).error().detail, Not(HasSubstr(secret)));
    // SQLite takes any text for a number; PostgreSQL's own message would quote it.
    auto const as_number =
        db.write([&](Tx& tx) { return tx.run("UPDATE shop SET id = $1", "NIK" + std::string(secret)); });
    if (!as_number) {
        EXPECT_THAT(as_number.error().detail, Not(HasSubstr(secret)));
    }
}

TEST_F(Statement, ThatCannotBeUnderstoodFails) {
    EXPECT_EQ(db.read([](Tx& tx) { return tx.run("SELECT nothing FROM nowhere"); }).error().kind,
              &error::failed);
    EXPECT_EQ(db.write([](Tx& tx) { return tx.script("CREATE GARDEN shop"); }).error().kind, &error::failed);
    EXPECT_TRUE(insert(1, "1"));
}

TEST_F(Statement, OfAReaderCannotWrite) {
    auto const written =
        db.read([](Tx& tx) { return tx.run("INSERT INTO shop (id, name) VALUES (1, 'a')"); });
    EXPECT_EQ(written.error().kind, &error::read_only);
    EXPECT_THAT(ids(), ElementsAre());
}

// PostgreSQL refuses everything after an error until the transaction is undone; so SQLite must not go on
// either.
TEST_F(Statement, AfterAFailedOneNothingCounts) {
    ASSERT_TRUE(insert(1, "1"));
    auto const outcome = db.write([](Tx& tx) -> Result<int> {
        EXPECT_TRUE(tx.run("INSERT INTO shop (id, name) VALUES (2, 'b')"));
        EXPECT_FALSE(tx.run("INSERT INTO shop (id, name) VALUES (1, 'again')"));
        EXPECT_EQ(tx.run("INSERT INTO shop (id, name) VALUES (3, 'c')").error().kind, &error::conflict);
        return 7;
    });
    EXPECT_EQ(outcome.error().kind, &error::conflict);
    EXPECT_THAT(ids(), ElementsAre(1));
}

}  // namespace
}  // namespace bina::storage
