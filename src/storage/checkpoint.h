#pragma once
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

namespace bina::storage {

/// Moves what was committed from SQLite's log into its file on a thread of its own, so that a commit waits
/// for its own sync only. The writer does the short rest itself, after which the log begins anew.
class Checkpointer {
public:
    explicit Checkpointer(std::string path) : m_path(std::move(path)) {}
    ~Checkpointer();
    Checkpointer(Checkpointer const&) = delete;
    Checkpointer& operator=(Checkpointer const&) = delete;

    /// To be called on the writer's thread after each commit, with the log's length. True if the writer is to
    /// move the short rest now.
    bool committed(std::int64_t log_pages);

private:
    enum class Stage { idle, wanted, working, moved };

    // 16 MB: enough that pages written often are moved once.
    static constexpr std::int64_t pages_wanted = 4'000;
    // 256 MB: beyond it the writer waits, so that the log does not grow without end.
    static constexpr std::int64_t pages_max = 64'000;

    void run();

    std::string m_path;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    Stage m_stage = Stage::idle;
    std::int64_t m_pages_moved = 0;  ///< Of the log, when it was last looked at.
    bool m_stopping = false;
    std::thread m_thread;  ///< Begun when there is something to move.
};

}  // namespace bina::storage
