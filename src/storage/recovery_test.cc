#include <gmock/gmock.h>

#include <latch>
#include <thread>

#include "fixture.h"
#include "storage/db.h"

// A PostgreSQL server that restarts or fails over cuts connections: idle ones are opened anew without a word,
// and what was under way ends with storage.unreachable.
namespace bina::storage {
namespace {

using base::Result;

constexpr auto cut_others =
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()";

class Recovery : public testing::Test {
protected:
    Recovery() {
        db.write([](Tx& tx) {
              return tx.script("CREATE TABLE entry (id BIGINT NOT NULL PRIMARY KEY)");
          }).value();
    }
    bool applies() const { return db.engine() == Engine::postgresql; }
    static void cut() {
        auto const admin = connect_postgres({.location = std::getenv("BINA_TEST_DATABASE")}).value();
        admin->script(cut_others).value();
    }
    std::int64_t count() {
        return *db.read([](Tx& tx) {
                      return tx.first("SELECT count(*) FROM entry",
                                      [](Row const& row) { return row.integer(0); });
                  }).value();
    }
    Result<std::int64_t> add(std::int64_t id) {
        return db.write([&](Tx& tx) { return tx.run("INSERT INTO entry (id) VALUES ($1)", id); });
    }
    fixture::Store store;
    Db& db = store.db();
};

TEST_F(Recovery, IdleConnectionsAreOpenedAnew) {
    if (!applies()) return;
    for (int id = 1; id <= 3; ++id) {
        EXPECT_EQ(count(), id - 1);
        cut();
        EXPECT_TRUE(add(id));
        EXPECT_EQ(count(), id);
    }
}

TEST_F(Recovery, WriteThatIsCutIsNotKeptAndTheNextOneWorks) {
    if (!applies()) return;
    auto const outcome = db.write([](Tx& tx) -> Result<void> {
        TRY(tx.run("INSERT INTO entry (id) VALUES (1)"));
        cut();
        TRY(tx.run("INSERT INTO entry (id) VALUES (2)"));
        return {};
    });
    EXPECT_EQ(outcome.error().kind, &error::unreachable);
    EXPECT_EQ(count(), 0);
    EXPECT_TRUE(add(3));
    EXPECT_EQ(count(), 1);
}

TEST_F(Recovery, WriteThatIsCutBeforeItsCommitIsNotConfirmed) {
    if (!applies()) return;
    auto const outcome = db.write([](Tx& tx) -> Result<int> {
        TRY(tx.run("INSERT INTO entry (id) VALUES (1)"));
        cut();
        return 1;
    });
    EXPECT_EQ(outcome.error().kind, &error::unreachable);
    EXPECT_EQ(count(), 0);
}

TEST_F(Recovery, ReadThatIsCutFailsAndTheNextOneWorks) {
    if (!applies()) return;
    auto const outcome = db.read([](Tx& tx) -> Result<void> {
        TRY(tx.run("SELECT count(*) FROM entry"));
        cut();
        TRY(tx.run("SELECT count(*) FROM entry"));
        return {};
    });
    EXPECT_EQ(outcome.error().kind, &error::unreachable);
    EXPECT_EQ(count(), 0);
}

TEST_F(Recovery, StreamThatIsCutFails) {
    if (!applies()) return;
    ASSERT_TRUE(add(1));
    auto const outcome = db.read([](Tx& tx) -> Result<void> {
        return tx.stream("SELECT pg_sleep(0.001), generate_series(1, 100000) FROM entry", [](Row const& row) {
            if (row.integer(1) == 1) cut();
            return true;
        });
    });
    EXPECT_EQ(outcome.error().kind, &error::unreachable);
    EXPECT_EQ(count(), 1);
}

}  // namespace
}  // namespace bina::storage
