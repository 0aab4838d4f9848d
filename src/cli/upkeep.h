#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace bina::cli {

/// Work that is due again and again while the server runs. `work` is called at once and then every
/// `every_ms`, in a thread of its own; it decides by the clock whether anything is to be done.
class Upkeep {
public:
    Upkeep(std::function<void()> work, std::int64_t every_ms);
    /// Waits for a call that is under way.
    ~Upkeep();
    Upkeep(Upkeep const&) = delete;
    Upkeep& operator=(Upkeep const&) = delete;

private:
    void run(std::int64_t every_ms);

    std::function<void()> m_work;
    std::mutex m_mutex;
    std::condition_variable m_stop;
    bool m_stopping = false;
    std::thread m_thread;
};

}  // namespace bina::cli
