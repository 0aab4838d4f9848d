#pragma once
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>
#include <vector>

namespace bina::http {

/// Threads for what may wait: handlers, files. Work is linked into the queue, so that passing it on needs no
/// memory.
class Workers {
public:
    class Job {
    public:
        virtual void run() noexcept = 0;

    protected:
        ~Job() = default;

    private:
        friend class Workers;
        Job* m_next = nullptr;
    };

    explicit Workers(unsigned threads);
    /// Finishes what waits.
    ~Workers();
    Workers(Workers const&) = delete;
    Workers& operator=(Workers const&) = delete;

    /// The job must live until it has run.
    void add(Job& job);
    /// How many jobs no thread has begun yet.
    std::size_t waiting() const { return m_waiting.load(std::memory_order_relaxed); }

private:
    struct Idle {
        std::condition_variable wake;
        bool woken = false;
    };
    void loop();
    void sleep(std::unique_lock<std::mutex>& lock);
    void wake_one(std::unique_lock<std::mutex>& lock);

    std::mutex m_mutex;
    std::vector<Idle*> m_idle;  // the last to have worked is woken first: its caches are warm
    Job* m_first = nullptr;
    Job* m_last = nullptr;
    std::atomic<std::size_t> m_waiting{0};
    bool m_waking = false;  // a thread was woken and has not looked at the queue yet
    bool m_stop = false;
    std::vector<std::thread> m_threads;
};

}  // namespace bina::http
