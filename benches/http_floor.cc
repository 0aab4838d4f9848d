// A constant reply of 1 kB of JSON, so that `./bench api` can say which share of a bare server's rate it
// reaches.
//     bench_http_floor MODE [PORT] [IO_THREADS] [WORKERS]
// raw: epoll and nothing else, reads and discards whatever comes; at_once: src/http, answered on the I/O
// thread; worker: src/http, answered by a handler on a worker, as every route of the API is. Prints
// `listening on PORT` and runs until it is ended.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "http/server.h"

using namespace bina;

namespace {

std::string const body = R"({"items":[)" + std::string(1000, '1') + "]}";

void check(int result, char const* what) {
    if (result < 0) throw std::runtime_error(what);
}

int listen_on(std::uint16_t port) {
    int const fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    int const on = 1;
    ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(port);
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    check(::bind(fd, reinterpret_cast<sockaddr*>(&at), sizeof at), "bind");
    check(::listen(fd, 4096), "listen");
    return fd;
}

void accept_one(int epoll, int listener) {
    int const fd = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK);
    if (fd < 0) return;
    int const on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    epoll_event event{.events = EPOLLIN, .data{.fd = fd}};
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

void answer(int fd, std::string const& reply) {
    std::array<char, 4096> request;
    if (::recv(fd, request.data(), request.size(), 0) <= 0 ||
        ::send(fd, reply.data(), reply.size(), MSG_NOSIGNAL) < 0)
        ::close(fd);
}

/// What the machine's sockets allow: one request is one readable event, one reply one write.
void serve_raw(int listener) {
    auto const reply =
        fmt::format("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
                    body.size(), body);
    int const epoll = ::epoll_create1(0);
    epoll_event event{.events = EPOLLIN, .data{.fd = listener}};
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
    std::array<epoll_event, 256> ready;
    for (;;) {
        int const count = ::epoll_wait(epoll, ready.data(), static_cast<int>(ready.size()), -1);
        for (int i = 0; i < count; ++i) {
            int const fd = ready[static_cast<std::size_t>(i)].data.fd;
            if (fd == listener)
                accept_one(epoll, listener);
            else
                answer(fd, reply);
        }
    }
}

void announce(std::uint16_t port) {
    fmt::print("listening on {}\n", port);
    std::fflush(stdout);
}

base::Result<http::Response> constant(http::Request const&) {
    return http::Response{.body = body};
}

struct NoLog final : http::Log {
    void write(std::string_view) override {}
    void flush() override {}
};

void serve_bina(bool at_once, http::ServerOptions options) {
    NoLog log;
    http::Metrics metrics;
    http::Site site;
    site.routes.push_back({"GET", "/api/v1/constant", http::anyone, constant});
    site.routes.back().at_once = at_once;
    auto const server = http::Server::start(std::move(site), std::move(options), log, metrics);
    if (!server) throw std::runtime_error(server.error().detail);
    announce((*server)->port());
    ::pause();
}

unsigned number(int count, char** words, int index, unsigned otherwise) {
    return count > index ? static_cast<unsigned>(std::atoi(words[index])) : otherwise;
}

}  // namespace

int main(int count, char** words) {
    std::string const mode = count > 1 ? words[1] : "worker";
    http::ServerOptions options;
    options.port = static_cast<std::uint16_t>(number(count, words, 2, 8090));
    options.io_threads = number(count, words, 3, 0);
    options.workers = number(count, words, 4, 0);
    if (mode != "raw") serve_bina(mode == "at_once", std::move(options));
    int const listener = listen_on(options.port);
    sockaddr_in at{};
    socklen_t size = sizeof at;
    check(::getsockname(listener, reinterpret_cast<sockaddr*>(&at), &size), "getsockname");
    announce(ntohs(at.sin_port));
    serve_raw(listener);
}
