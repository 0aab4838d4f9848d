#include "storage/checkpoint.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "fixture.h"
#include "storage/connection.h"

namespace bina::storage {
namespace {

/// So long a log makes the writer wait for what was asked before, so that nothing here depends on time.
constexpr std::int64_t long_log = 64'000;
constexpr int page_bytes = 512;

class CheckpointerTest : public testing::Test {
protected:
    CheckpointerTest() {
        // The first connection of a process settles how SQLite works in it.
        connect_sqlite({.location = (m_folder.path() / "first.db").string()}).value();
        m_writer = open();
        run(m_writer,
            "PRAGMA page_size = 512; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;"
            "CREATE TABLE entry (note TEXT)");
    }
    ~CheckpointerTest() override {
        for (auto* const handle : {m_writer, m_reader}) sqlite3_close(handle);
    }
    sqlite3* open() {
        sqlite3* handle = nullptr;
        EXPECT_EQ(sqlite3_open(path().c_str(), &handle), SQLITE_OK);
        return handle;
    }
    static void run(sqlite3* handle, char const* sql) {
        EXPECT_EQ(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(handle);
    }
    /// More pages than a long log has.
    void write_much() {
        run(m_writer,
            "INSERT INTO entry WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <"
            " 66000) SELECT printf('%.450c', 'x') FROM n");
    }
    /// Keeps what is written from now on in the log.
    void hold_back() {
        m_reader = open();
        run(m_reader, "BEGIN; SELECT count(*) FROM entry");
    }
    std::string path() const { return (m_folder.path() / "kept.db").string(); }
    std::int64_t file_pages() const {
        return static_cast<std::int64_t>(std::filesystem::file_size(path())) / page_bytes;
    }

    sqlite3* m_writer = nullptr;
    sqlite3* m_reader = nullptr;

private:
    fixture::Folder m_folder;
};

TEST_F(CheckpointerTest, AShortLogIsLeftAlone) {
    Checkpointer checkpointer(path());
    auto const before = file_pages();
    for (int i = 0; i < 3; ++i) EXPECT_FALSE(checkpointer.committed(3'999));
    EXPECT_EQ(file_pages(), before);
}

TEST_F(CheckpointerTest, ALongLogIsMovedMeanwhileAndTheWriterDoesTheRest) {
    Checkpointer checkpointer(path());
    write_much();
    EXPECT_FALSE(checkpointer.committed(long_log)) << "asked for; the writer goes on";
    EXPECT_TRUE(checkpointer.committed(long_log)) << "nothing is left but what came since";
    EXPECT_GT(file_pages(), long_log) << "what was written stands in the file itself";
    EXPECT_FALSE(checkpointer.committed(3'999)) << "the log begins anew";
}

TEST_F(CheckpointerTest, WhatAReaderStillNeedsIsNotCalledDone) {
    Checkpointer checkpointer(path());
    hold_back();
    write_much();
    EXPECT_FALSE(checkpointer.committed(long_log));
    EXPECT_FALSE(checkpointer.committed(long_log)) << "too much is left for the writer to do it now: again";
    run(m_reader, "COMMIT");
    // What was asked for last may have been moved before the reader ended, or after.
    EXPECT_TRUE(checkpointer.committed(long_log) || checkpointer.committed(long_log));
    EXPECT_GT(file_pages(), long_log);
}

TEST_F(CheckpointerTest, EndsWhileItHasWork) {
    write_much();
    Checkpointer checkpointer(path());
    EXPECT_FALSE(checkpointer.committed(long_log));
}

}  // namespace
}  // namespace bina::storage
