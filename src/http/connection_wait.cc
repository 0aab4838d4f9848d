#include "base/duration.h"
#include "http/connection.h"

namespace bina::http {
namespace {

constexpr std::size_t linger_read_bytes = 16 * 1024;

/// Begins a task once its coroutine is suspended.
struct Begin {
    Resumption& resumption;
    Workers& workers;
    Workers::Job& job;

    template <class Handler>
    void operator()(Handler&& handler) const {
        resumption.hold(std::forward<Handler>(handler));
        workers.add(job);
    }
};

template <class Token>
auto pass_to_worker(Begin begin, Token&& token) {
    return asio::async_initiate<Token, void()>(begin, token);
}

}  // namespace

/// The client's time stands still meanwhile.
Awaitable<void> Connection::on_worker(Task task) {
    m_task = task;
    m_deadline_us = 0;
    bool const transfer = m_transfer_began_us != 0;
    auto const began_us = transfer ? m_loop.now_us() : 0;
    Begin const begin{m_resumption, m_core.workers, *this};
    co_await pass_to_worker(begin, asio::deferred);
    if (!transfer) co_return;
    m_transfer_began_us += m_loop.now_us() - began_us;
    passed(0);
}

void Connection::run() noexcept {
    (this->*m_task)();
    m_resumption.post(m_loop.executor());
}

/// False when the wait was ended by a deadline, a stop or a fault of the socket.
Awaitable<bool> Connection::wait(Wire::Want want) {
    if (m_given_up) co_return false;
    auto const type = want == Wire::Want::read ? Socket::wait_read : Socket::wait_write;
    auto const [code] = co_await m_socket.async_wait(type, asio::as_tuple(asio::deferred));
    co_return !code && !m_given_up;
}

/// Waits, then reads: a read that finds nothing costs as much as one that does.
Awaitable<bool> Connection::fill(Buffer& buffer, std::size_t least) {
    auto const room = buffer.room(least);
    auto want = m_wire.holds_more() ? Wire::Want::nothing : Wire::Want::read;
    for (;;) {
        if (want != Wire::Want::nothing) {
            bool const ready = co_await wait(want);
            if (!ready) co_return false;
        }
        auto const passed_now = m_wire.read(room.data(), room.size());
        if (passed_now.want == Wire::Want::closed) co_return false;
        if (passed_now.want == Wire::Want::nothing) {
            buffer.added(passed_now.bytes);
            passed(passed_now.bytes);
            co_return true;
        }
        want = passed_now.want;
    }
}

Awaitable<bool> Connection::write(std::string_view first, std::string_view second) {
    while (!first.empty() || !second.empty()) {
        auto const passed_now = m_wire.write(first, second);
        if (passed_now.want == Wire::Want::closed) co_return false;
        if (passed_now.want != Wire::Want::nothing) {
            if (m_transfer_began_us == 0) begin_transfer();  // most replies go at once and need no deadline
            bool const ready = co_await wait(passed_now.want);
            if (!ready) co_return false;
            continue;
        }
        auto const of_first = std::min(passed_now.bytes, first.size());
        first.remove_prefix(of_first);
        second.remove_prefix(passed_now.bytes - of_first);
        m_sent += passed_now.bytes;
        passed(passed_now.bytes);
    }
    co_return true;
}

Awaitable<bool> Connection::shake_hands() {
    set_deadline(m_limits.header_ms);
    for (;;) {
        auto const state = m_wire.handshake();
        if (state.want == Wire::Want::nothing) break;
        if (state.want == Wire::Want::closed) co_return false;
        bool const ready = co_await wait(state.want);
        if (!ready) co_return false;
    }
    co_return true;
}

Awaitable<void> Connection::turn_away() {
    if (m_wire.secure()) co_return;  // a handshake is more than a refusal is worth
    m_request.id = m_core.new_request_id();
    m_close = true;
    render_reply(problem({m_admission->refusal(), {}, {}}, m_request.id));
    set_deadline(m_limits.linger_ms);
    bool const written = co_await write(m_reply.head, m_reply.rest());
    if (written) co_await linger();
}

/// Lets the client read the reply: closing while it still sends would take it away from it.
Awaitable<void> Connection::linger() {
    if (m_core.stopping) co_return;
    m_wire.finish();
    m_given_up = false;
    m_transfer_began_us = 0;
    set_deadline(m_limits.linger_ms);
    for (bool more = true; more;) {
        m_in.clear();
        more = co_await fill(m_in, linger_read_bytes);
    }
}

/// Ends the connection as the fault it is, even for a client that takes the end of the connection for the end
/// of the reply.
void Connection::break_off() {
    boost::system::error_code code;  // then it merely looks like the end
    m_socket.set_option(asio::socket_base::linger(true, 0), code);
    m_socket.close(code);
}

void Connection::set_deadline(std::int64_t milliseconds) {
    m_transfer_began_us = 0;
    m_deadline_us = m_loop.now_us() + milliseconds * base::us_per_ms;
}

void Connection::begin_transfer() {
    m_transfer_began_us = m_loop.now_us();
    m_transferred = 0;
    passed(0);
}

/// Moves the deadline of a transfer by what has passed, so that only who is too slow on the whole is cut off.
void Connection::passed(std::size_t bytes) {
    if (m_transfer_began_us == 0) return;
    m_transferred += bytes;
    auto const earned_s = static_cast<std::int64_t>(m_transferred) / m_limits.bytes_per_second_min;
    m_deadline_us = m_transfer_began_us + m_limits.transfer_ms * base::us_per_ms + earned_s * base::us_per_s;
}

void Connection::check_deadline(std::int64_t now_us) {
    if (m_deadline_us == 0 || now_us < m_deadline_us || m_given_up) return;
    m_core.timeouts.add();
    cut();
}

void Connection::cut_if_idle() {
    if (m_idle) cut();
}

void Connection::cut() {
    m_given_up = true;
    boost::system::error_code code;  // nothing to cancel is as good
    m_socket.cancel(code);
}

}  // namespace bina::http
