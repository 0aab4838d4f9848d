#include "storage/db.h"

#include <gmock/gmock.h>

#include <fstream>
#include <latch>
#include <set>
#include <thread>

#include "fixture.h"

namespace bina::storage {
namespace {

using base::Result;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto create = "CREATE TABLE IF NOT EXISTS entry (id BIGINT NOT NULL PRIMARY KEY, note TEXT)";
constexpr base::ErrorKind refused{"storage.test_refused", 422};

Result<void> add(Tx& tx, std::int64_t id) {
    TRY(tx.run("INSERT INTO entry (id) VALUES ($1)", id));
    return {};
}

Result<std::vector<std::int64_t>> ids_of(Tx& tx) {
    return tx.rows("SELECT id FROM entry ORDER BY id", [](Row const& row) { return row.integer(0); });
}

/// Holds the writer in a transaction of its own, so that what is written meanwhile becomes one group.
class Hold {
public:
    explicit Hold(Db& db) : m_db(db), m_thread([this] { run(); }) { m_held.wait(); }
    ~Hold() { release(); }
    Hold(Hold const&) = delete;
    Hold& operator=(Hold const&) = delete;

    /// Lets the writer go on once `count` transactions wait for it.
    void release_at(std::size_t count) {
        while (m_db.waiting_writes() < count) std::this_thread::yield();
        release();
    }
    void release() {
        if (!m_thread.joinable()) return;
        m_go.count_down();
        m_thread.join();
    }

private:
    void run() {
        m_db.write_alone([this](Tx&) -> Result<void> {
                m_held.count_down();
                m_go.wait();
                return {};
            })
            .value();
    }
    Db& m_db;
    std::latch m_held{1};
    std::latch m_go{1};
    std::thread m_thread;
};

class Database : public testing::Test {
protected:
    Database() {
        db.write([](Tx& tx) { return tx.script(create); }).value();
    }
    std::vector<std::int64_t> ids() { return db.read(ids_of).value(); }

    fixture::Store store;
    Db& db = store.db();
};

TEST_F(Database, WriteIsSeenByTheNextRead) {
    auto const answer = db.write([](Tx& tx) -> Result<int> {
        TRY(add(tx, 1));
        return 42;
    });
    EXPECT_EQ(answer.value(), 42);
    EXPECT_THAT(ids(), ElementsAre(1));
}

TEST_F(Database, EverythingInATransactionHappensAtOneInstant) {
    db.write([](Tx& tx) -> Result<void> {
          auto const before = tx.now();
          fixture::advance(1000);
          EXPECT_EQ(tx.now(), before);
          return {};
      }).value();
}

TEST_F(Database, ErrorUndoesTheTransactionAndReachesTheCaller) {
    auto const outcome = db.write([](Tx& tx) -> Result<void> {
        TRY(add(tx, 1));
        return base::fail(refused, "why");
    });
    EXPECT_EQ(outcome.error().kind, &refused);
    EXPECT_EQ(outcome.error().detail, "why");
    EXPECT_THAT(ids(), IsEmpty());
}

TEST_F(Database, ExceptionUndoesTheTransactionAndReachesTheCaller) {
    auto const write = [&] {
        (void)db.write([](Tx& tx) -> Result<void> {
            TRY(add(tx, 1));
            throw Damage("torn");
        });
    };
    EXPECT_THROW(write(), Damage);
    EXPECT_THAT(ids(), IsEmpty());
}

TEST_F(Database, FailingTaskOfAGroupIsUndoneAlone) {
    std::array<Result<void>, 6> outcomes;
    bool thrown = false;
    auto const task = [&](std::size_t n) {
        try {
            outcomes[n] = db.write([n](Tx& tx) -> Result<void> {
                TRY(add(tx, static_cast<std::int64_t>(n)));
                if (n == 1) return base::fail(refused);
                if (n == 2) throw Damage("torn");
                if (n == 3) TRY(add(tx, 3));  // Its own row again.
                if (n == 4) (void)add(tx, 4);  // The same, and does not look at the answer.
                return {};
            });
        } catch (Damage const&) {
            thrown = n == 2;
        }
    };
    Hold hold(db);
    std::vector<std::jthread> threads;
    for (std::size_t n = 0; n < outcomes.size(); ++n) {
        threads.emplace_back(task, n);
        // One after the other, so that good ones stand before, between and behind the others.
        while (db.waiting_writes() < n + 1) std::this_thread::yield();
    }
    hold.release();
    threads.clear();
    EXPECT_TRUE(outcomes[0] && outcomes[5]);
    EXPECT_EQ(outcomes[1].error().kind, &refused);
    EXPECT_TRUE(thrown);
    EXPECT_EQ(outcomes[3].error().kind, &error::conflict);
    EXPECT_EQ(outcomes[4].error().kind, &error::conflict);
    EXPECT_THAT(ids(), ElementsAre(0, 5));
}

/// Writes 0, 1, … in one group, those of `refused_ones` with an error after the row.
void write_group(Db& db, std::int64_t size, std::set<std::int64_t> const& refused_ones) {
    Hold hold(db);
    std::vector<std::jthread> threads;
    for (std::int64_t n = 0; n < size; ++n)
        threads.emplace_back([&, n] {
            (void)db.write([&, n](Tx& tx) -> Result<void> {
                TRY(add(tx, n));
                if (refused_ones.contains(n)) return base::fail(refused);
                return {};
            });
        });
    hold.release_at(static_cast<std::size_t>(size));
}

TEST_F(Database, ManyFailuresInAGroupStillLoseNothing) {
    write_group(db, 12, {0, 2, 3, 5, 8, 9, 11});
    EXPECT_THAT(ids(), ElementsAre(1, 4, 6, 7, 10));
}

TEST(DatabaseGroup, RefusalBeforeAnythingIsWrittenCostsTheOthersNothing) {
    fixture::Folder const folder;
    auto const db = Db::open({.location = fixture::empty_location(folder)}, Vault::for_tests()).value();
    db->write([](Tx& tx) { return tx.script(create); }).value();
    int runs = 0;
    {
        Hold hold(*db);
        std::jthread const good([&] {
            db->write([&](Tx& tx) {
                  ++runs;
                  return add(tx, 1);
              }).value();
        });
        std::jthread const bad([&] {
            (void)db->write([&](Tx& tx) -> Result<void> {
                TRY(ids_of(tx));
                return base::fail(refused);
            });
        });
        hold.release_at(2);
    }
    EXPECT_EQ(runs, 1);
    EXPECT_THAT(db->read(ids_of).value(), ElementsAre(1));
}

TEST_F(Database, LongWorkIsRunOnceWhateverFailsBesideIt) {
    int runs = 0;
    {
        Hold hold(db);
        auto const fails = [&](std::int64_t n) {
            (void)db.write([n](Tx& tx) -> Result<void> {
                TRY(add(tx, n));
                return base::fail(refused);
            });
        };
        std::jthread const before(fails, 0);
        std::jthread const behind(fails, 2);
        std::jthread const work([&] {
            db.write_alone([&](Tx& tx) {
                  ++runs;
                  return add(tx, 1);
              }).value();
        });
        hold.release_at(3);
    }
    EXPECT_EQ(runs, 1);
    EXPECT_THAT(ids(), ElementsAre(1));
}

TEST_F(Database, WritesOfManyThreadsAreAllKept) {
    constexpr int thread_count = 64;
    constexpr int each = 20;
    {
        std::vector<std::jthread> threads;
        for (int n = 0; n < thread_count; ++n)
            threads.emplace_back([this, n] {
                for (int i = 0; i < each; ++i)
                    EXPECT_TRUE(db.write([&](Tx& tx) { return add(tx, n * each + i); }));
            });
    }
    std::vector<std::int64_t> wanted(thread_count * each);
    for (std::size_t i = 0; i < wanted.size(); ++i) wanted[i] = static_cast<std::int64_t>(i);
    EXPECT_EQ(ids(), wanted);
}

TEST_F(Database, ReadingDoesNotWaitForAWrite) {
    std::latch written{1};
    std::latch read{1};
    std::jthread const writer([&] {
        db.write([&](Tx& tx) -> Result<void> {
              TRY(add(tx, 1));
              written.count_down();
              read.wait();
              return {};
          }).value();
    });
    written.wait();
    EXPECT_THAT(ids(), IsEmpty());
    read.count_down();
}

TEST_F(Database, ReadSeesOneSnapshot) {
    db.read([&](Tx& tx) -> Result<void> {
          EXPECT_THAT(TRY(ids_of(tx)), IsEmpty());
          db.write([](Tx& inner) { return add(inner, 1); }).value();
          EXPECT_THAT(TRY(ids_of(tx)), IsEmpty());
          return {};
      }).value();
    EXPECT_THAT(ids(), ElementsAre(1));
}

TEST_F(Database, MoreReadsThanReadersWaitForTheirTurn) {
    std::vector<std::jthread> threads;
    for (int n = 0; n < 32; ++n)
        threads.emplace_back([this] {
            for (int i = 0; i < 20; ++i) EXPECT_THAT(ids(), IsEmpty());
        });
}

TEST_F(Database, WriteInsideAWriteIsRefusedInsteadOfWaitingForEver) {
    auto const nested = [&] {
        (void)db.write([&](Tx&) { return db.write([](Tx& tx) { return add(tx, 1); }); });
    };
    EXPECT_THROW(nested(), std::logic_error);
    EXPECT_THAT(ids(), IsEmpty());
}

TEST_F(Database, LockIsHeldByOneAtATime) {
    auto held = db.try_lock("work").value();
    EXPECT_NE(held, nullptr);
    EXPECT_EQ(db.try_lock("work").value(), nullptr);
    EXPECT_NE(db.try_lock("play").value(), nullptr);
    held.reset();
    // PostgreSQL learns a moment later that the session has ended.
    do held = db.try_lock("work").value();
    while (!held);
}

/// A store of its own beside the fixture's, on SQLite.
Result<std::unique_ptr<Db>> open_sqlite(std::filesystem::path const& file, std::size_t queue_max = 100) {
    return Db::open(
        {.location = file.string(), .clock = fixture::clock, .readers = 1, .queue_max = queue_max},
        Vault::for_tests());
}

TEST(DatabaseLimits, WriteBeyondTheQueueIsRefused) {
    fixture::Folder const folder;
    auto const db = open_sqlite(folder.path() / "bina.db", 2).value();
    db->write([](Tx& tx) { return tx.script(create); }).value();
    Hold hold(*db);
    std::vector<std::jthread> threads;
    for (int n = 0; n < 2; ++n)
        threads.emplace_back([&db, n] { EXPECT_TRUE(db->write([n](Tx& tx) { return add(tx, n); })); });
    while (db->waiting_writes() < 2) std::this_thread::yield();
    EXPECT_EQ(db->write([](Tx& tx) { return add(tx, 9); }).error().kind, &error::busy);
    hold.release();
    threads.clear();
    EXPECT_THAT(db->read(ids_of).value(), ElementsAre(0, 1));
}

TEST(DatabaseOpen, WhatWasConfirmedIsThereAgain) {
    fixture::Folder const folder;
    auto db = open_sqlite(folder.path() / "bina.db").value();
    db->write([](Tx& tx) { return tx.script(create); }).value();
    {
        Hold hold(*db);
        std::vector<std::jthread> threads;
        for (int n = 0; n < 5; ++n)
            threads.emplace_back([&db, n] { EXPECT_TRUE(db->write([n](Tx& tx) { return add(tx, n); })); });
        hold.release_at(5);
    }
    db.reset();
    db = open_sqlite(folder.path() / "bina.db").value();
    EXPECT_THAT(db->read(ids_of).value(), ElementsAre(0, 1, 2, 3, 4));
}

// What stands in the log is moved once more by who opens the store next: seconds after a long list.
TEST(DatabaseOpen, AClosedStoreLeavesNothingInTheLog) {
    fixture::Folder const folder;
    auto db = open_sqlite(folder.path() / "bina.db").value();
    db->write([](Tx& tx) { return tx.script(create); }).value();
    db->write([](Tx& tx) { return add(tx, 1); }).value();
    EXPECT_GT(std::filesystem::file_size(folder.path() / "bina.db-wal"), 0U);
    db.reset();
    EXPECT_EQ(std::filesystem::file_size(folder.path() / "bina.db-wal"), 0U);
    db = open_sqlite(folder.path() / "bina.db").value();
    EXPECT_THAT(db->read(ids_of).value(), ElementsAre(1));
}

// A full disk, as SQLite sees it: no more pages. All of the group are told, none is kept, and it works again
// once there is room.
TEST(DatabaseLimits, FullStoreKeepsNothingOfTheGroup) {
    fixture::Folder const folder;
    auto const db = open_sqlite(folder.path() / "bina.db").value();
    db->write([](Tx& tx) { return tx.script(create); }).value();
    db->write([](Tx& tx) { return tx.script("PRAGMA max_page_count = 8"); }).value();
    std::string const large(100'000, 'x');
    std::array<Result<void>, 2> outcomes;
    {
        Hold hold(*db);
        std::jthread const small([&] { outcomes[0] = db->write([](Tx& tx) { return add(tx, 1); }); });
        while (db->waiting_writes() < 1) std::this_thread::yield();
        std::jthread const big([&] {
            outcomes[1] = db->write([&](Tx& tx) -> Result<void> {
                TRY(tx.run("INSERT INTO entry (id, note) VALUES (2, $1)", large));
                return {};
            });
        });
        hold.release_at(2);
    }
    EXPECT_EQ(outcomes[1].error().kind, &error::full);
    auto const kept = db->read(ids_of).value();
    EXPECT_EQ(outcomes[0].has_value(), !kept.empty());
    if (!outcomes[0]) {
        EXPECT_EQ(outcomes[0].error().kind, &error::full);
    }
    db->write([](Tx& tx) { return tx.script("PRAGMA max_page_count = 100000"); }).value();
    EXPECT_TRUE(db->write([](Tx& tx) { return add(tx, 3); }));
}

TEST(DatabaseOpen, TellsWhatIsWrongWithTheStore) {
    fixture::Folder const folder;
    std::ofstream(folder.path() / "letter.txt") << std::string(5000, 'x');
    EXPECT_EQ(open_sqlite(folder.path() / "letter.txt").error().kind, &error::damaged);
    EXPECT_EQ(open_sqlite(folder.path() / "no" / "folder.db").error().kind, &error::read_only);
    auto const nobody = Db::open({.location = "postgresql://127.0.0.1:1/bina"}, Vault::for_tests());
    EXPECT_EQ(nobody.error().kind, &error::unreachable);
}

TEST(DatabaseOpen, DamagedPageIsReportedAsSuch) {
    fixture::Folder const folder;
    auto const file = folder.path() / "bina.db";
    {
        auto const db = open_sqlite(file).value();
        db->write([](Tx& tx) -> Result<void> {
              TRY(tx.script(create));
              for (int id = 0; id < 2000; ++id) TRY(add(tx, id));
              return {};
          }).value();
    }
    {
        std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
        bytes.seekp(4096);
        bytes << std::string(std::filesystem::file_size(file) - 4096, '\x5A');
    }
    std::filesystem::remove(folder.path() / "bina.db-wal");  // all of it was in the store when it was closed
    auto const db = open_sqlite(file).value();
    EXPECT_EQ(db->read(ids_of).error().kind, &error::damaged);
}

}  // namespace
}  // namespace bina::storage
