#include <gmock/gmock.h>

#include <fstream>

#include "base/duration.h"
#include "fixture.h"
#include "storage/commit_log.h"
#include "storage/db.h"
#include "storage/restore.h"

namespace bina::storage {
namespace {

using base::Result;

bool go_on(std::int64_t, std::int64_t) {
    return true;
}
Result<void> look_at_nothing(Tx&) {
    return {};
}

std::vector<std::int64_t> entries_of(Db& db) {
    return db
        .read([](Tx& tx) {
            return tx.rows("SELECT id FROM entry ORDER BY id", [](Row const& row) { return row.integer(0); });
        })
        .value();
}

class Copy : public testing::Test {
protected:
    Copy() {
        db.write([](Tx& tx) {
              return tx.script("CREATE TABLE entry (id BIGINT NOT NULL PRIMARY KEY, body TEXT NOT NULL)");
          }).value();
    }
    void add(std::int64_t id, std::size_t length = 10) {
        db.write([&](Tx& tx) {
              return tx.run("INSERT INTO entry (id, body) VALUES ($1, $2)", id, std::string(length, 'x'));
          }).value();
        fixture::advance(base::hour_ms);
    }
    Commit copy(std::filesystem::path const& file) {
        db.keep_log().value();
        return db.copy_to(file.string(), go_on, look_at_nothing).value();
    }
    bool has_log() const { return db.engine() == Engine::sqlite; }
    std::filesystem::path log() const { return log_folder((store.folder() / "bina.db").string()); }
    /// What the copy holds once it was brought forward to the state of that moment.
    std::vector<std::int64_t> entries_at(Commit base, base::Instant until) {
        auto const file = scratch.path() / ("at" + std::to_string(++copies));
        std::filesystem::copy_file(scratch.path() / "copy", file);
        auto const segments = segments_in(log());
        auto const commit = last_commit(segments, base, until).value();
        roll_forward(file, segments, base, commit.number).value();
        auto const opened = Db::open({.location = file.string()}, Vault::for_tests()).value();
        auto const sound = opened->read([](Tx& tx) {
            return tx.first("PRAGMA integrity_check", [](Row const& row) { return row.get<std::string>(0); });
        });
        EXPECT_EQ(sound.value(), "ok");
        return entries_of(*opened);
    }

    fixture::Store store;
    fixture::Folder scratch;
    Db& db = store.db();
    int copies = 0;
};

TEST_F(Copy, HoldsWhatWasThereAndNothingLater) {
    add(1);
    db.keep_log().value();
    std::int64_t seen = 0;
    auto const made = db.copy_to((scratch.path() / "copy").string(), go_on, [&](Tx& tx) -> Result<void> {
        add(2);  // by another, while the copy is made
        seen = *TRY(tx.first("SELECT count(*) FROM entry", [](Row const& row) { return row.integer(0); }));
        return {};
    });
    ASSERT_TRUE(made);
    EXPECT_EQ(seen, 1);
    EXPECT_THAT(entries_of(db), testing::ElementsAre(1, 2));
    if (!has_log()) return;
    EXPECT_THAT(entries_at(*made, {0}), testing::ElementsAre(1));
}

TEST_F(Copy, DumpFillsAnEmptyDatabase) {
    if (has_log()) return;
    add(1);
    copy(scratch.path() / "copy");
    fixture::empty_location(scratch);
    auto const location = std::getenv("BINA_TEST_DATABASE");
    ASSERT_TRUE(restore_dump((scratch.path() / "copy").string(), location));
    auto const opened = Db::open({.location = location}, Vault::for_tests()).value();
    EXPECT_THAT(entries_of(*opened), testing::ElementsAre(1));
    // Over one that is not empty: refused, and nothing of it changed.
    EXPECT_EQ(restore_dump((scratch.path() / "copy").string(), location).error().kind, &error::dump_failed);
    EXPECT_THAT(entries_of(*opened), testing::ElementsAre(1));
}

TEST_F(Copy, StopsWhenItIsAskedTo) {
    auto const stop = [](std::int64_t, std::int64_t) { return false; };
    auto const outcome = db.copy_to((scratch.path() / "copy").string(), stop, look_at_nothing);
    EXPECT_EQ(outcome.error().kind, &error::stopped);
    add(1);
    EXPECT_THAT(entries_of(db), testing::ElementsAre(1));
}

TEST_F(Copy, IsBroughtForwardToAMomentBetweenTwoWrites) {
    if (!has_log()) return;
    add(1);
    auto const base = copy(scratch.path() / "copy");
    std::vector<base::Instant> moments;
    for (std::int64_t id = 2; id <= 6; ++id) {
        moments.push_back({db.now().milliseconds - base::hour_ms / 2});
        add(id);
        if (id % 2 == 1) db.checkpoint().value();
    }
    ASSERT_TRUE(db.checkpoint());
    EXPECT_THAT(entries_at(base, moments[0]), testing::ElementsAre(1));
    EXPECT_THAT(entries_at(base, moments[1]), testing::ElementsAre(1, 2));
    EXPECT_THAT(entries_at(base, moments[3]), testing::ElementsAre(1, 2, 3, 4));
    EXPECT_THAT(entries_at(base, db.now()), testing::ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST_F(Copy, LogSurvivesWritesThatFillTheWriteAheadLogManyTimes) {
    if (!has_log()) return;
    auto const base = copy(scratch.path() / "copy");
    for (std::int64_t id = 1; id <= 12; ++id) add(id, 8'000'000);  // each some 2,000 pages
    db.write([](Tx& tx) { return tx.run("DELETE FROM entry WHERE id > 3"); }).value();
    ASSERT_TRUE(db.checkpoint());
    EXPECT_GT(segments_in(log()).size(), 3U);
    EXPECT_THAT(entries_at(base, db.now()), testing::ElementsAre(1, 2, 3));
    EXPECT_THAT(entries_at(base, {db.now().milliseconds - 3 * base::hour_ms}),
                testing::ElementsAre(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
}

TEST_F(Copy, WhatWasUndoneIsNotInTheLog) {
    if (!has_log()) return;
    auto const base = copy(scratch.path() / "copy");
    add(1);
    // Larger than the cache, so that SQLite writes pages of it into its log before it is undone.
    auto const undone = db.write_alone([](Tx& tx) -> Result<void> {
        for (std::int64_t id = 100; id < 130; ++id)
            TRY(tx.run("INSERT INTO entry (id, body) VALUES ($1, $2)", id, std::string(5'000'000, 'y')));
        return base::fail(error::failed);
    });
    ASSERT_FALSE(undone);
    add(2);
    ASSERT_TRUE(db.checkpoint());
    EXPECT_THAT(entries_at(base, db.now()), testing::ElementsAre(1, 2));
}

TEST_F(Copy, TwoProcessesKeepOneLog) {
    if (!has_log()) return;
    auto const base = copy(scratch.path() / "copy");
    add(1);
    auto const other = Db::open({.location = (store.folder() / "bina.db").string(), .clock = fixture::clock},
                                Vault::for_tests())
                           .value();
    other->write([](Tx& tx) { return tx.run("INSERT INTO entry (id, body) VALUES (2, '')"); }).value();
    ASSERT_TRUE(other->checkpoint());
    add(3);
    ASSERT_TRUE(db.checkpoint());
    other->write([](Tx& tx) { return tx.run("INSERT INTO entry (id, body) VALUES (4, '')"); }).value();
    ASSERT_TRUE(db.checkpoint());
    EXPECT_THAT(entries_at(base, db.now()), testing::ElementsAre(1, 2, 3, 4));
}

TEST_F(Copy, MissingOrChangedSegmentIsFound) {
    if (!has_log()) return;
    auto const base = copy(scratch.path() / "copy");
    for (std::int64_t id = 1; id <= 3; ++id) {
        add(id);
        ASSERT_TRUE(db.checkpoint());
    }
    auto const segments = segments_in(log());
    ASSERT_EQ(segments.size(), 3U);
    std::vector const without{segments[0], segments[2]};
    EXPECT_EQ(last_commit(without, base, db.now()).error().kind, &error::log_gap);
    auto const size = std::filesystem::file_size(segments[1].path);
    for (auto const offset : {std::uintmax_t{3}, size / 2, size - 1}) {
        std::fstream file(segments[1].path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekg(static_cast<std::streamoff>(offset));
        auto const byte = static_cast<char>(file.get() ^ 0x10);
        file.seekp(static_cast<std::streamoff>(offset));
        file.put(byte);
        file.close();
        EXPECT_EQ(last_commit(segments, base, db.now()).error().kind, &error::damaged);
        file.open(segments[1].path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(static_cast<std::streamoff>(offset));
        file.put(static_cast<char>(byte ^ 0x10));
        file.close();
        EXPECT_TRUE(last_commit(segments, base, db.now()));
    }
    std::filesystem::resize_file(segments[2].path, size / 2);
    EXPECT_EQ(last_commit(segments, base, db.now()).error().kind, &error::damaged);
}

TEST_F(Copy, NoLogIsKeptUnasked) {
    if (!has_log()) return;
    add(1);
    ASSERT_TRUE(db.checkpoint());
    EXPECT_TRUE(segments_in(log()).empty());
}

}  // namespace
}  // namespace bina::storage
