#include <fmt/format.h>

#include "http/connection.h"

namespace bina::http {
namespace {

constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::size_t read_bytes = 64 * 1024;

}  // namespace

/// Reads the body of a request that has a route, into memory or into a file. Afterwards either the body is
/// there, or there is a refusal or response without the handler. False when the client has gone.
Awaitable<bool> Connection::take_body() {
    bool const file = m_route->body == BodyKind::file;
    bool const crowded = m_core.workers.waiting() >= m_limits.waiting_requests;
    if (file && (crowded || !m_upload_share.grow_to(1))) {
        refuse(error::busy);
        co_return true;
    }
    if (file) {
        // Who may not send it is told so before it fills the disk.
        co_await on_worker(&Connection::do_admit);
        if (!m_admitted) {
            m_close = m_unread = true;
            co_return true;
        }
        m_response.reset();
    } else if (!m_body_share.grow_to(static_cast<std::size_t>(m_reader.length().value_or(0)))) {
        refuse(error::busy);
        co_return true;
    }
    if (m_reader.wants_continue() && !m_reader.old_version() && m_head.empty()) {
        bool const told = co_await write(go_on, {});
        if (!told) co_return false;
    }
    co_return co_await read_body();
}

Awaitable<bool> Connection::read_body() {
    begin_transfer();
    Buffer* from = &m_head;
    std::uint64_t before = 0;  // bytes of the body that have gone into the file
    auto const most = m_route->body_bytes > 0 ? m_route->body_bytes : m_limits.json_bytes;
    for (;;) {
        auto const step = m_reader.read_body(from->view(), m_request.body);
        from->consume(m_reader.consumed());
        if (step == Step::refused) refuse(m_reader.refusal());
        if (before + m_request.body.size() > most) refuse(error::body_too_large);
        if (!m_upload && !m_body_share.grow_to(m_request.body.size())) refuse(error::busy);
        if (m_refusal != nullptr) break;
        bool const flush = step == Step::done || m_request.body.size() >= m_limits.upload_piece_bytes;
        if (m_upload && flush && !m_request.body.empty()) {
            before += m_request.body.size();
            bool const stored = co_await upload();
            if (!stored) break;
        }
        if (step == Step::done) break;
        if (from == &m_head) {
            // The head must stay where it is: the request's views point into it.
            m_in.append(m_head.view());
            m_head.consume(m_head.view().size());
            from = &m_in;
        }
        bool const got = co_await fill(m_in, read_bytes);
        if (!got && m_given_up) refuse(error::timeout);
        if (!got) break;
    }
    m_deadline_us = 0;
    co_return m_refusal != nullptr || m_response || m_reader.body_done();
}

/// False when the piece could not be kept: m_response says why.
Awaitable<bool> Connection::upload() {
    co_await on_worker(&Connection::do_write_piece);
    bool const stored = m_response->status == 200;
    if (stored)
        m_response.reset();
    else
        m_close = m_unread = true;
    co_return stored;
}

Awaitable<bool> Connection::write_reply() {
    m_deadline_us = m_transfer_began_us = 0;
    bool written = co_await write(m_reply.head, m_reply.rest());
    if (written && m_reply.pull) written = co_await write_pieces();
    m_deadline_us = 0;
    co_return written;
}

/// One piece is made while none is being written: a slow client holds one piece, and no worker.
Awaitable<bool> Connection::write_pieces() {
    for (m_more = true; m_more;) {
        m_piece.clear();
        co_await on_worker(&Connection::do_pull);
        if (m_broken) {
            break_off();
            co_return false;
        }
        if (m_piece.empty()) continue;
        if (m_reply.chunked) {
            m_piece.insert(0, fmt::format("{:x}\r\n", m_piece.size()));
            m_piece += "\r\n";
        }
        bool const written = co_await write(m_piece, {});
        if (!written) co_return false;
    }
    if (!m_reply.chunked) co_return true;
    co_return co_await write("0\r\n\r\n", {});
}

}  // namespace bina::http
