#include "http/workers.h"

namespace bina::http {

Workers::Workers(unsigned threads) {
    for (unsigned i = 0; i < threads; ++i) m_threads.emplace_back([this] { loop(); });
}

Workers::~Workers() {
    {
        std::lock_guard const lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_all();
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
    bool const wake = m_first != nullptr && m_idle > 0 && !m_waking;
    if (wake) m_waking = true;
    lock.unlock();
    if (wake) m_wake.notify_one();
}

void Workers::loop() {
    std::unique_lock lock(m_mutex);
    for (;;) {
        while (m_first == nullptr) {
            if (m_stop) return;
            ++m_idle;
            m_wake.wait(lock);
            --m_idle;
            m_waking = false;
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
