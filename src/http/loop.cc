#include "http/loop.h"

#include <fmt/compile.h>
#include <netinet/tcp.h>

#include "http/connection.h"
#include "http/error.h"

namespace bina::http {
namespace {

constexpr auto sweep_every = std::chrono::seconds(1);
constexpr std::size_t log_bytes = 32 * 1024;  // written at once
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

}  // namespace

Loop::~Loop() {
    if (m_thread.joinable()) m_thread.join();
}

base::Result<void> Loop::listen(asio::ip::tcp::endpoint const& endpoint) {
    boost::system::error_code code;
    auto const check = [&] { return !code; };
    bool const listening = (m_acceptor.open(endpoint.protocol(), code), check()) &&
                           (m_acceptor.set_option(Acceptor::reuse_address(true), code), check()) &&
                           (m_acceptor.set_option(ReusePort(true), code), check()) &&
                           (m_acceptor.bind(endpoint, code), check()) &&
                           (m_acceptor.listen(Acceptor::max_listen_connections, code), check());
    if (!listening) return base::fail(error::cannot_listen, code.message());
    return {};
}

void Loop::start() {
    spawn(accept());
    spawn(tick());
    m_thread = std::thread([this] { m_context.run(); });
}

void Loop::spawn(Awaitable<void> work) {
    asio::co_spawn(m_context, std::move(work), asio::detached);
}

Awaitable<void> Loop::accept() {
    constexpr auto pause = std::chrono::milliseconds(50);
    Timer again(m_context);
    while (m_acceptor.is_open()) {
        auto [code, socket] = co_await m_acceptor.async_accept(asio::as_tuple(asio::deferred));
        if (!code) {
            welcome(std::move(socket));
        } else if (m_acceptor.is_open()) {
            // Out of descriptors, most likely: they come back as connections end.
            again.expires_after(pause);
            auto const [ended] = co_await again.async_wait(asio::as_tuple(asio::deferred));
            if (ended) break;
        }
    }
}

void Loop::welcome(Socket socket) {
    try {
        if (auto connection = admit(socket)) spawn(serve(std::move(connection)));
    } catch (std::exception const& thrown) {
        auto line = log_line(m_core.options.clock(), "error", error::internal.key);
        m_core.log.write(line.field("what", thrown.what()).end().text());
    }
}

/// The connection of a new client, who may have to be turned away; null when not even that is possible.
std::unique_ptr<Connection> Loop::admit(Socket& socket) {
    boost::system::error_code code;
    auto const peer = socket.remote_endpoint(code).address();
    if (!code) socket.non_blocking(true, code);
    if (!code) socket.set_option(asio::ip::tcp::no_delay(true), code);
    if (code) return nullptr;  // it has gone already
    auto admission = std::make_unique<Admission>(m_core, peer.to_string(), peer.is_loopback());
    if (!admission->has_place()) return nullptr;
    return std::make_unique<Connection>(*this, std::move(socket), std::move(admission));
}

Awaitable<void> Loop::serve(std::unique_ptr<Connection> connection) {
    try {
        co_await connection->serve();
    } catch (std::exception const& thrown) {
        auto line = log_line(m_core.options.clock(), "error", error::internal.key);
        m_core.log.write(line.field("what", thrown.what()).end().text());
    }
}

Awaitable<void> Loop::tick() {
    while (!m_draining || !m_connections.empty()) {
        m_timer.expires_after(sweep_every);
        auto const [code] = co_await m_timer.async_wait(asio::as_tuple(asio::deferred));
        if (code) co_return;
        sweep();
    }
}

void Loop::sweep() {
    auto const now = now_us();
    for (auto* connection : m_connections) connection->check_deadline(now);
    flush_log();
}

void Loop::sweep_and_wait() {
    std::promise<void> done;
    asio::post(m_context, [&] {
        sweep();
        done.set_value();
    });
    done.get_future().wait();
}

void Loop::add(Connection& connection) {
    connection.index = m_connections.size();
    m_connections.push_back(&connection);
}

void Loop::remove(Connection& connection) {
    m_connections[connection.index] = m_connections.back();
    m_connections[connection.index]->index = connection.index;
    m_connections.pop_back();
    stop_if_done();
}

void Loop::drain() {
    asio::post(m_context, [this] {
        m_draining = true;
        boost::system::error_code code;
        m_acceptor.close(code);
        for (auto* connection : m_connections) connection->cut_if_idle();
        stop_if_done();
    });
}

void Loop::cut() {
    asio::post(m_context, [this] {
        for (auto* connection : m_connections) connection->cut();
    });
}

void Loop::stop_if_done() {
    if (m_draining && m_connections.empty()) m_timer.cancel();
}

void Loop::join() {
    m_thread.join();
    flush_log();
}

void Loop::log(RequestLine const& line) {
    auto const now = line.received.milliseconds;
    if (now / 1000 != m_second) {
        m_second = now / 1000;
        m_second_text = base::iso_text(line.received).substr(0, 20);
    }
    if (!m_lines.empty()) m_lines += '\n';
    fmt::format_to(std::back_inserter(m_lines),
                   FMT_COMPILE(R"({{"time":"{}{:03}Z","event":"http.request","request":"{}","method":"{}",)"
                               R"("route":"{}","status":{},"bytes":{},"us":{})"),
                   m_second_text, now % 1000, line.id, line.method, line.route, line.status, line.bytes,
                   line.microseconds);
    if (!line.user.empty()) {
        m_lines += ",\"user\":";
        base::append_json_string(m_lines, line.user);
    }
    m_lines += '}';
    if (m_lines.size() >= log_bytes) flush_log();
}

void Loop::flush_log() {
    if (m_lines.empty()) return;
    m_core.log.write(m_lines);
    m_core.log.flush();
    m_lines.clear();
}

}  // namespace bina::http
