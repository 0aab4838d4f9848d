#include <gmock/gmock.h>

#include "fixture.h"

namespace bina::storage {
namespace {

using testing::UnorderedElementsAre;

class LeaveIndexes : public testing::Test {
protected:
    LeaveIndexes() {
        db().write([](Tx& tx) {
                return tx.script(
                    "CREATE TABLE IF NOT EXISTS leaf (id BIGINT NOT NULL PRIMARY KEY, name TEXT, tree TEXT);"
                    "CREATE INDEX IF NOT EXISTS leaf_name ON leaf (name);"
                    "CREATE UNIQUE INDEX IF NOT EXISTS leaf_tree ON leaf (tree, name)");
            })
            .value();
    }
    storage::Db& db() { return m_store.db(); }
    bool sqlite() { return db().engine() == Engine::sqlite; }
    static base::Result<std::vector<std::string>> indexes(Tx& tx) {
        auto const sql =
            tx.engine() == Engine::sqlite
                ? "SELECT name FROM sqlite_schema WHERE name IN ('leaf_name', 'leaf_tree')"
                : "SELECT indexname FROM pg_indexes WHERE indexname IN ('leaf_name', 'leaf_tree')";
        return tx.rows(sql, [](Row const& row) { return row.get<std::string>(0); });
    }
    std::vector<std::string> indexes_now() {
        return db().read([](Tx& tx) { return indexes(tx); }).value();
    }

    static constexpr std::array<std::string_view, 2> both{"leaf_name", "leaf_tree"};

private:
    fixture::Store m_store;
};

TEST_F(LeaveIndexes, AreGoneUntilTheScriptMakesThemAgain) {
    bool const leaves = sqlite();
    db().write([&](Tx& tx) -> base::Result<void> {
            auto const make = TRY(tx.leave_indexes(both));
            EXPECT_EQ(TRY(indexes(tx)).size(), leaves ? 0U : 2U);
            TRY(tx.run("INSERT INTO leaf (id, name, tree) VALUES ($1, $2, $3)", std::int64_t{1}, "a", "b"));
            if (make.empty()) return {};
            return tx.script(make);
        })
        .value();
    EXPECT_THAT(indexes_now(), UnorderedElementsAre("leaf_name", "leaf_tree"));
}

TEST_F(LeaveIndexes, AnIndexMadeAgainIsAsStrictAsBefore) {
    auto const done = db().write([&](Tx& tx) -> base::Result<void> {
        auto const make = TRY(tx.leave_indexes(both));
        for (std::int64_t id : {1, 2})
            TRY(tx.run("INSERT INTO leaf (id, name, tree) VALUES ($1, $2, $3)", id, "same", "same"));
        if (make.empty()) return {};
        return tx.script(make);
    });
    EXPECT_FALSE(done) << "two of what must be one";
    EXPECT_THAT(indexes_now(), UnorderedElementsAre("leaf_name", "leaf_tree")) << "nothing of it was kept";
}

TEST_F(LeaveIndexes, WhatIsCutOffLeavesThemAsTheyWere) {
    constexpr base::ErrorKind refused{"storage.test_refused", 422};
    auto const done = db().write([&](Tx& tx) -> base::Result<void> {
        TRY(tx.leave_indexes(both));
        return base::fail(refused);
    });
    EXPECT_EQ(done.error().kind, &refused);
    EXPECT_THAT(indexes_now(), UnorderedElementsAre("leaf_name", "leaf_tree"));
}

TEST_F(LeaveIndexes, NamesOnlyWhatThereIs) {
    auto const done = db().write([](Tx& tx) -> base::Result<void> {
        TRY(tx.leave_indexes(std::array<std::string_view, 1>{"leaf_colour"}));
        return {};
    });
    // Where nothing is left out no name is looked up.
    EXPECT_EQ(done.has_value(), !sqlite());
    if (!done) {
        EXPECT_EQ(done.error().kind, &error::failed);
    }
}

}  // namespace
}  // namespace bina::storage
