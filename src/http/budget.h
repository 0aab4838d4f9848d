#pragma once
#include <atomic>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace bina::http {

/// So much of something that all connections share. Thread-safe.
class Budget {
public:
    explicit Budget(std::size_t most) : m_most(most) {}

    /// False, and nothing taken, when that much is not left.
    bool take(std::size_t amount) {
        if (m_taken.fetch_add(amount, std::memory_order_relaxed) + amount <= m_most) return true;
        give(amount);
        return false;
    }
    void give(std::size_t amount) { m_taken.fetch_sub(amount, std::memory_order_relaxed); }
    std::size_t taken() const { return m_taken.load(std::memory_order_relaxed); }

private:
    std::size_t const m_most;
    std::atomic<std::size_t> m_taken{0};
};

/// What one request has taken from a budget; given back at the latest with its end.
class Share {
public:
    explicit Share(Budget& budget) : m_budget(budget) {}
    Share(Share const&) = delete;
    Share& operator=(Share const&) = delete;
    ~Share() { release(); }

    /// Makes the share `amount` large; it never shrinks. False when so much is not left.
    bool grow_to(std::size_t amount) {
        if (amount <= m_amount) return true;
        if (!m_budget.take(amount - m_amount)) return false;
        m_amount = amount;
        return true;
    }
    void release() { m_budget.give(std::exchange(m_amount, 0)); }

private:
    Budget& m_budget;
    std::size_t m_amount = 0;
};

/// Counts connections by address. Thread-safe.
class Addresses {
public:
    explicit Addresses(std::size_t each_max) : m_each_max(each_max) {}

    /// False, and not counted, when the address has its fill.
    bool enter(std::string const& address) {
        std::lock_guard const lock(m_mutex);
        auto& count = m_counts[address];
        if (count >= m_each_max) return false;
        ++count;
        return true;
    }
    void leave(std::string const& address) {
        std::lock_guard const lock(m_mutex);
        auto const found = m_counts.find(address);
        if (--found->second == 0) m_counts.erase(found);
    }

private:
    std::size_t const m_each_max;
    std::mutex m_mutex;
    std::map<std::string, std::size_t> m_counts;
};

}  // namespace bina::http
