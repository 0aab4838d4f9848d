#include "storage/checkpoint.h"

#include <sqlite3.h>

#include <memory>

namespace bina::storage {

namespace {

struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close(handle); }
};

/// Moves what no reader holds back; returns how many pages of the log are in the file now. What fails here,
/// as for want of space, is tried again after a later commit.
int move_pages(sqlite3* handle) {
    int moved = 0;
    (void)sqlite3_wal_checkpoint_v2(handle, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, &moved);
    return moved;
}

}  // namespace

Checkpointer::~Checkpointer() {
    {
        std::lock_guard const lock(m_mutex);
        m_stopping = true;
    }
    m_changed.notify_all();
    if (m_thread.joinable()) m_thread.join();
}

bool Checkpointer::committed(std::int64_t log_pages) {
    if (log_pages < pages_wanted) return false;
    std::unique_lock lock(m_mutex);
    if (log_pages >= pages_max)
        m_changed.wait(lock, [&] { return m_stage == Stage::idle || m_stage == Stage::moved; });
    if (m_stage == Stage::moved && log_pages - m_pages_moved < pages_wanted) {
        m_stage = Stage::idle;
        return true;
    }
    if (m_stage == Stage::idle || m_stage == Stage::moved) {
        m_stage = Stage::wanted;
        if (!m_thread.joinable()) m_thread = std::thread([this] { run(); });
        m_changed.notify_all();
    }
    return false;
}

void Checkpointer::run() {
    sqlite3* opened = nullptr;
    int const flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    (void)sqlite3_open_v2(m_path.c_str(), &opened, flags, nullptr);
    std::unique_ptr<sqlite3, Close> const handle(opened);
    // A connection that has read nothing does not know that there is a log, and would move none of it.
    (void)sqlite3_exec(handle.get(), "PRAGMA schema_version", nullptr, nullptr, nullptr);
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [&] { return m_stopping || m_stage == Stage::wanted; });
        if (m_stopping) return;
        m_stage = Stage::working;
        lock.unlock();
        int const moved = move_pages(handle.get());
        lock.lock();
        m_pages_moved = moved;
        m_stage = Stage::moved;
        m_changed.notify_all();
    }
}

}  // namespace bina::storage
