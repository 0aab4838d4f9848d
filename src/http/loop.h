#pragma once
#include <cstdint>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "http/asio.h"
#include "http/core.h"

namespace bina::http {

class Connection;

/// What the log says of one request: a pattern and ids, never the URL, the query or a body.
struct RequestLine {
    base::Instant received;
    std::string_view id;
    std::string_view method;
    std::string_view route;
    int status;
    std::uint64_t bytes;
    std::int64_t microseconds;
    std::string_view user;
};

/// One I/O thread: its acceptor, its connections, their deadlines, its part of the log. Everything of it runs
/// on that thread but for construction and the functions that say otherwise.
class Loop {
public:
    explicit Loop(Core& core) : m_core(core), m_context(1), m_acceptor(m_context), m_timer(m_context) {}
    ~Loop();
    Loop(Loop const&) = delete;
    Loop& operator=(Loop const&) = delete;

    /// Any thread, before start(). Error: cannot_listen.
    base::Result<void> listen(asio::ip::tcp::endpoint const& endpoint);
    std::uint16_t port() const { return m_acceptor.local_endpoint().port(); }
    void start();
    /// From any other thread: runs sweep() there and waits for it.
    void sweep_and_wait();
    /// From any other thread: stops accepting and closes idle connections.
    void drain();
    /// From any other thread: cuts whatever waits for its client.
    void cut();
    /// From any other thread: ends the thread once all connections are gone.
    void join();

    Core& core() { return m_core; }
    Executor executor() { return m_context.get_executor(); }
    std::int64_t now_us() const { return m_core.options.ticks(); }
    void add(Connection& connection);
    void remove(Connection& connection);
    void log(RequestLine const& line);

private:
    Awaitable<void> accept();
    Awaitable<void> tick();
    Awaitable<void> serve(std::unique_ptr<Connection> connection);
    void welcome(Socket socket);
    std::unique_ptr<Connection> admit(Socket& socket);
    void spawn(Awaitable<void> work);
    void sweep();
    void flush_log();
    void stop_if_done();

    Core& m_core;
    asio::io_context m_context;
    Acceptor m_acceptor;
    Timer m_timer;
    std::vector<Connection*> m_connections;
    std::string m_lines;
    std::int64_t m_second = -1;  // of m_second_text
    std::string m_second_text;
    bool m_draining = false;
    std::thread m_thread;
};

}  // namespace bina::http
