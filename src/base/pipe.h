#pragma once
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace bina::base {

/// Things on their way from the thread that makes them to the one that uses them, in order; a full pipe makes
/// the maker wait.
template <class T>
class Pipe {
public:
    /// False once the pipe is closed: what is made is no longer wanted.
    bool push(T item) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_closed || m_items.size() < items_max; });
        if (m_closed) return false;
        m_items.push_back(std::move(item));
        m_changed.notify_all();
        return true;
    }
    /// Nothing once the pipe is closed and empty.
    std::optional<T> pop() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_closed || !m_items.empty(); });
        if (m_items.empty()) return std::nullopt;
        std::optional<T> item(std::move(m_items.front()));
        m_items.pop_front();
        m_changed.notify_all();
        return item;
    }
    /// No more is pushed; what is in the pipe can still be popped. Either side may close it.
    void close() {
        std::lock_guard const lock(m_mutex);
        m_closed = true;
        m_changed.notify_all();
    }

private:
    static constexpr std::size_t items_max = 8;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<T> m_items;
    bool m_closed = false;
};

/// Closes a pipe however its scope is left, so that nobody waits at its other end for ever.
template <class T>
class Closing {
public:
    explicit Closing(Pipe<T>& pipe) : m_pipe(pipe) {}
    ~Closing() { m_pipe.close(); }
    Closing(Closing const&) = delete;
    Closing& operator=(Closing const&) = delete;

private:
    Pipe<T>& m_pipe;
};

}  // namespace bina::base
