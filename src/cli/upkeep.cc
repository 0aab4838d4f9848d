#include "cli/upkeep.h"

#include <chrono>

namespace bina::cli {

Upkeep::Upkeep(std::function<void()> work, std::int64_t every_ms)
    : m_work(std::move(work)), m_thread([this, every_ms] { run(every_ms); }) {}

Upkeep::~Upkeep() {
    {
        std::lock_guard const lock(m_mutex);
        m_stopping = true;
    }
    m_stop.notify_all();
    m_thread.join();
}

void Upkeep::run(std::int64_t every_ms) {
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        lock.unlock();
        m_work();
        lock.lock();
        m_stop.wait_for(lock, std::chrono::milliseconds(every_ms), [this] { return m_stopping; });
    }
}

}  // namespace bina::cli
