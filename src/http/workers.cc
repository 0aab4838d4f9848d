#include "http/workers.h"

namespace bina::http {

Workers::Workers(unsigned threads) {
    for (unsigned i = 0; i < threads; ++i) m_threads.emplace_back([this] { loop(); });
}

Workers::~Workers() {
    {
        std::lock_guard const lock(m_mutex);
        m_stop = true;
        for (auto* idle : m_idle) idle->wake.notify_one();
    }
    for (auto& thread : m_threads) thread.join();
}

void Workers::add(Job& job) {
    std::unique_lock lock(m_mutex);
    job.m_next = nullptr;
    (m_first == nullptr ? m_first : m_last->m_next) = &job;
    m_last = &job;
    m_waiting.fetch_add(1, std::memory_order_relaxed);
    wake_one(lock);
}

/// Wakes a thread if there is work for one more than is already on its way; releases the lock.
void Workers::wake_one(std::unique_lock<std::mutex>& lock) {
    if (m_first == nullptr || m_idle.empty() || m_waking) return lock.unlock();
    m_waking = true;
    auto& idle = *m_idle.back();
    m_idle.pop_back();
    idle.woken = true;
    // Under the lock: the sleeper owns `idle` and is gone as soon as it sees that it was woken.
    idle.wake.notify_one();
    lock.unlock();
}

void Workers::sleep(std::unique_lock<std::mutex>& lock) {
    Idle idle;
    m_idle.push_back(&idle);
    idle.wake.wait(lock, [&] { return idle.woken || m_stop; });
    if (!idle.woken) std::erase(m_idle, &idle);
    if (idle.woken) m_waking = false;
}

void Workers::loop() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        while (m_first == nullptr) {
            if (m_stop) return;
            sleep(lock);
        }
        Job& job = *m_first;
        m_first = job.m_next;
        m_waiting.fetch_sub(1, std::memory_order_relaxed);
        wake_one(lock);
        job.run();
        lock.lock();
    }
}

}  // namespace bina::http
