#pragma once
#include <cstddef>
#include <memory>
#include <new>
#include <utility>

#include "http/asio.h"

namespace bina::http {

/// Holds the handler that continues a coroutine until another thread sends it home. One at a time, in place:
/// passing a request to a worker and back needs no memory of ours.
class Resumption {
public:
    Resumption() = default;
    Resumption(Resumption const&) = delete;
    Resumption& operator=(Resumption const&) = delete;
    ~Resumption() {
        if (m_held != nullptr) std::destroy_at(m_held);
    }

    template <class Handler>
    void hold(Handler&& handler) {
        using One = Kept<std::decay_t<Handler>>;
        static_assert(sizeof(One) <= bytes);
        m_held = new (static_cast<void*>(m_space)) One(std::forward<Handler>(handler));
    }
    /// Continues the coroutine on `home`; it may hold the next handler before this returns.
    void post(Executor const& home) { std::exchange(m_held, nullptr)->post(home); }

private:
    static constexpr std::size_t bytes = 64;
    struct Held {
        virtual ~Held() = default;
        virtual void post(Executor const& home) = 0;
    };
    template <class Handler>
    struct Kept final : Held {
        explicit Kept(Handler&& handler) : kept(std::move(handler)) {}
        void post(Executor const& home) override {
            Handler handler(std::move(kept));
            std::destroy_at(this);
            asio::post(home, std::move(handler));
        }
        Handler kept;
    };

    alignas(std::max_align_t) std::byte m_space[bytes];
    Held* m_held = nullptr;
};

}  // namespace bina::http
