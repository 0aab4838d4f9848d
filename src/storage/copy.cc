#include <filesystem>

#include "storage/checkpoint.h"
#include "storage/commit_log.h"
#include "storage/db.h"
#include "storage/disk.h"

namespace bina::storage {
namespace {

using base::Result;

// So many pages of the write-ahead log, 16 MB, are brought into the store together.
constexpr std::int64_t checkpoint_pages = 4'000;

Result<std::int64_t> number(Connection& connection, std::string_view sql) {
    std::int64_t value = 0;
    Visit const read = [&](Row const& row) {
        value = row.integer(0);
        return false;
    };
    TRY(connection.execute(sql, {}, &read));
    return value;
}

Result<Commit> commit_of(Connection& connection) {
    return Commit{
        .number = static_cast<std::uint32_t>(TRY(number(connection, "PRAGMA application_id"))),
        .second = static_cast<std::uint32_t>(TRY(number(connection, "PRAGMA user_version"))),
    };
}

Result<void> make_folder(std::filesystem::path const& folder) {
    std::error_code failed;
    if (!std::filesystem::create_directories(folder, failed) && failed) return disk_failure(failed.value());
    return sync_folder(folder.parent_path());
}

}  // namespace

void Db::mind_log() {
    if (m_engine == Engine::postgresql) return;
    auto const pages = m_writer->log_pages();
    if (!m_log->kept()) {
        if (m_checkpointer->committed(pages)) (void)m_writer->script("PRAGMA wal_checkpoint(PASSIVE)");
        return;
    }
    if (pages < m_minded_pages) m_minded_pages = 0;  // SQLite has begun it anew
    if (pages < m_minded_pages + checkpoint_pages) return;
    m_minded_pages = pages;
    (void)checkpoint();  // checkpoint_fault() tells
}

Result<void> Db::keep_log() {
    if (m_engine == Engine::postgresql || m_log->kept()) return {};
    // Between two transactions: the next one is the first that is named.
    auto const holder = TRY(connect(false));
    TRY(holder->script("BEGIN IMMEDIATE"));
    TRY(make_folder(log_folder(m_options.location)));
    return holder->script("ROLLBACK");
}

Result<void> Db::checkpoint() {
    if (m_engine == Engine::postgresql) return {};
    auto const run = [&]() -> Result<void> {
        // SQLite begins its log anew only when all of it is in the store. While this connection holds the
        // write lock nothing is added, so what is brought into the store has been gathered before.
        auto const holder = TRY(connect(false));
        TRY(holder->script("BEGIN IMMEDIATE"));
        if (m_log->kept()) TRY(m_log->gather());
        TRY(TRY(connect(false))->script("PRAGMA wal_checkpoint(PASSIVE)"));
        return holder->script("ROLLBACK");
    };
    auto const done = run();
    m_checkpoint_fault = done ? nullptr : done.error().kind;
    return done;
}

Result<Commit> Db::copy_to(std::string const& path, CopyProgress const& progress,
                           std::function<Result<void>(Tx&)> const& observe) {
    auto const reader = TRY(connect(true));
    Commit as_of;
    if (m_engine == Engine::postgresql) {
        // The snapshot is that of the first query, not of the beginning.
        TRY(reader->script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1"));
    } else {
        // The reader's snapshot begins where the gathered log ends.
        auto const holder = TRY(connect(false));
        TRY(holder->script("BEGIN IMMEDIATE"));
        if (m_log->kept()) TRY(m_log->gather());
        TRY(reader->script("BEGIN; SELECT count(*) FROM sqlite_master"));
        TRY(holder->script("ROLLBACK"));
        as_of = TRY(commit_of(*reader));
    }
    Tx tx{*reader, m_vault, now()};
    TRY(observe(tx));
    TRY(reader->copy_to(path, progress));
    TRY(reader->script("COMMIT"));
    return as_of;
}

}  // namespace bina::storage
