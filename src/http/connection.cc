#include "http/connection.h"

#include <utility>

#include "http/text.h"

namespace bina::http {
namespace {

constexpr std::size_t head_read_bytes = 2 * 1024;
constexpr std::size_t kept_bytes = 64 * 1024;  // of memory, from one request to the next

}  // namespace

Connection::Connection(Loop& loop, Socket&& socket, std::unique_ptr<Admission> admission)
    : m_loop(loop),
      m_core(loop.core()),
      m_limits(m_core.options.limits),
      m_socket(std::move(socket)),
      m_wire(m_socket.native_handle(), m_core.tls.get()),
      m_admission(std::move(admission)),
      m_now_us(loop.now_us()),
      m_reader(m_limits),
      m_body_share(m_core.body_bytes),
      m_upload_share(m_core.uploads) {
    m_loop.add(*this);
}

Connection::~Connection() {
    m_loop.remove(*this);
}

Awaitable<void> Connection::serve() {
    if (m_admission->refusal() != nullptr) {
        co_await turn_away();
        co_return;
    }
    if (m_wire.secure()) {
        bool const shaken = co_await shake_hands();
        if (!shaken) co_return;
    }
    for (bool more = true; more;) more = co_await exchange();
    if (m_unread) co_await linger();
}

/// One request and its reply; false when it was the last.
Awaitable<bool> Connection::exchange() {
    begin();
    bool const present = co_await read_head();
    if (!present) co_return false;
    m_began_us = m_now_us = m_loop.now_us();
    m_request.id = m_core.new_request_id();
    m_request.received = m_core.options.clock();
    if (m_refusal == nullptr) route();
    bool const takes_body = m_route != nullptr && m_refusal == nullptr &&
                            (m_reader.has_body() || m_route->body == BodyKind::file);
    if (takes_body) {
        bool const connected = co_await take_body();
        if (!connected) co_return false;
    }
    if (m_refusal == nullptr && !m_response) {
        co_await respond();
    } else {
        if (m_refusal != nullptr) m_response = problem({m_refusal, {}, {}}, m_request.id);
        render_reply(*std::move(m_response));
    }
    bool const written = co_await write_reply();
    bool const more = written && !m_reply.close && !m_core.stopping;
    finish_request();
    co_return more;
}

void Connection::begin() {
    m_head.append(m_in.view());  // what came after a body is the next request
    m_in.release();
    m_reader.reset();
    m_request.headers.clear();
    m_request.params.clear();
    m_request.body.clear();
    if (m_request.body.capacity() > kept_bytes) m_request.body = {};
    m_request.upload.reset();
    m_request.caller = {};
    m_request.method = m_request.path = m_request.query = {};
    m_request.address = m_admission->address();
    m_request.secure = m_wire.secure();
    m_route = nullptr;
    m_traffic = m_core.traffic.none();
    m_refusal = nullptr;
    m_response.reset();
    m_admitted = m_close = m_unread = m_broken = false;
    m_sent = 0;
}

/// False when the client has gone, or was silent for too long, without a request.
Awaitable<bool> Connection::read_head() {
    m_idle = m_head.empty();
    if (m_idle && m_core.stopping) co_return false;
    m_deadline_us = m_now_us + 1000 * (m_idle ? m_limits.idle_ms : m_limits.header_ms);
    Step step;
    while ((step = m_reader.read_head(m_head.view(), m_request)) == Step::more) {
        if (m_idle && !m_head.empty()) {
            m_idle = false;
            set_deadline(m_limits.header_ms);
        }
        bool const got = co_await fill(m_head, head_read_bytes);
        if (!got && m_given_up && !m_idle) refuse(error::timeout);
        if (!got) co_return m_refusal != nullptr;
    }
    m_idle = false;
    if (step == Step::refused) {
        refuse(m_reader.refusal());
        co_return true;
    }
    m_head.consume(m_reader.consumed());
    m_deadline_us = 0;
    co_return true;
}

void Connection::refuse(base::ErrorKind const& kind) {
    m_refusal = &kind;
    m_close = m_unread = true;
}

/// Chooses what answers; until the body has been read, every refusal that leaves it unread ends the
/// connection.
void Connection::route() {
    if (m_core.options.behind_proxy) {
        auto const forwarded = m_request.header("X-Forwarded-For");
        if (!forwarded.empty()) m_request.address = trim(forwarded.substr(forwarded.rfind(',') + 1));
        m_request.secure = m_request.secure || m_request.header("X-Forwarded-Proto") == "https";
    }
    bool const body = m_reader.has_body();
    auto match = m_core.router.find(m_request.method, m_request.path);
    if (match.route != nullptr) {
        m_request.params = std::move(match.params);
        return choose_route(*match.route);
    }
    m_close = m_unread = body;
    m_refusal = match.refusal;
    bool const get = m_request.method == "GET" || m_request.method == "HEAD";
    if (match.refusal == &error::not_found && get && !body) {
        m_response = m_core.client.find(m_request);
        if (m_response) m_traffic = m_core.traffic.files();
    } else if (match.refusal == &error::method_not_allowed) {
        m_response = m_request.method == "OPTIONS" ? Response::empty(204)
                                                   : problem({match.refusal, {}, {}}, m_request.id);
        m_response->header("Allow", std::string(match.allow));
    }
    if (m_response) m_refusal = nullptr;
}

void Connection::choose_route(Route const& route) {
    m_route = &route;
    m_traffic = static_cast<std::size_t>(&route - m_core.router.routes().data());
    bool const body = m_reader.has_body();
    auto const most = route.body_bytes > 0 ? route.body_bytes : m_limits.json_bytes;
    if (is_forged(m_request)) {
        m_refusal = &error::csrf;
    } else if (body && m_reader.length().value_or(0) > most) {
        m_refusal = &error::body_too_large;
    } else if (body && route.body == BodyKind::json) {
        auto type = m_request.header("Content-Type");
        if (!same_word(take_part(type, ';'), "application/json")) m_refusal = &error::unsupported_type;
    }
    if (m_refusal != nullptr) m_close = m_unread = body;
}

/// Has a worker run the handler and render its reply, or does so here for routes that say they are that
/// quick.
Awaitable<void> Connection::respond() {
    if (m_route->at_once) {
        do_respond();
        co_return;
    }
    if (m_core.workers.waiting() >= m_limits.waiting_requests) {
        m_response = problem({&error::busy, {}, {}}, m_request.id);
        render_reply(*std::move(m_response));
        co_return;
    }
    co_await on_worker(&Connection::do_respond);
}

void Connection::do_admit() {
    m_response = answer(
        [this]() -> base::Result<Response> {
            TRY(admit(m_core.hooks, *m_route, m_request));
            TRY(m_upload.emplace().open(m_core.options.upload_folder));
            m_admitted = true;
            return Response{};
        },
        m_request, m_core.log);
}

void Connection::do_write_piece() {
    m_response = answer(
        [this]() -> base::Result<Response> {
            TRY(m_upload->write(m_request.body));
            return Response{};
        },
        m_request, m_core.log);
    m_request.body.clear();
}

void Connection::do_respond() {
    auto response = answer(
        [this]() -> base::Result<Response> {
            if (m_upload) m_request.upload = TRY(m_upload->finish());
            if (!m_admitted) TRY(admit(m_core.hooks, *m_route, m_request));
            return m_route->handler(m_request);
        },
        m_request, m_core.log);
    m_upload.reset();
    render_reply(std::move(response));
}

void Connection::do_pull() {
    auto const failed = answer(
        [this]() -> base::Result<Response> {
            m_more = TRY(m_reply.pull(m_piece));
            return Response{};
        },
        m_request, m_core.log);
    m_broken = failed.status != 200;
}

void Connection::render_reply(Response&& response) {
    Manner const manner{.keep_alive = m_reader.keep_alive() && !m_close && !m_core.stopping,
                        .old_version = m_reader.old_version(),
                        .without_body = m_request.method == "HEAD"};
    auto again = answer(
        [&]() -> base::Result<Response> {
            m_reply = render(std::move(response), m_request, manner, m_request.received);
            return Response{};
        },
        m_request, m_core.log);
    if (again.status != 200) m_reply = render(std::move(again), m_request, manner, m_request.received);
}

void Connection::finish_request() {
    m_now_us = m_loop.now_us();
    auto const took = m_now_us - m_began_us;
    m_core.traffic.note(m_traffic, m_reply.status, took, m_sent);
    auto const pattern = m_route != nullptr                    ? m_route->path
                         : m_traffic == m_core.traffic.files() ? std::string_view("files")
                                                               : std::string_view("none");
    // A method of no route is the client's own word, which the log does not repeat.
    auto const method = m_route != nullptr ? m_route->method : m_request.method == "GET" ? "GET" : "other";
    m_loop.log({m_request.received, m_request.id, method, pattern, m_reply.status, m_sent, took,
                m_request.caller.user});
    m_upload.reset();
    m_body_share.release();
    m_upload_share.release();
    m_reply = {};
}

}  // namespace bina::http
