#pragma once
#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

#include "http/text.h"

namespace bina::http::test {

/// One reply as a client sees it.
struct Got {
    int status = 0;
    std::map<std::string, std::string> headers;  // by lower-case name
    std::string body;
    bool whole = false;  ///< As long as announced.
};

/// A blocking client for tests that says exactly what it is told to, well-formed or not. Gives up after ten
/// seconds.
class Client {
public:
    explicit Client(std::uint16_t port) : m_fd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        timeval const patience{.tv_sec = 10};
        ::setsockopt(m_fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ::setsockopt(m_fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_port = htons(port);
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(m_fd, reinterpret_cast<sockaddr*>(&at), sizeof at) != 0)
            throw std::runtime_error("connect");
    }
    ~Client() { ::close(m_fd); }
    Client(Client const&) = delete;
    Client& operator=(Client const&) = delete;

    int fd() const { return m_fd; }

    /// False when the server takes no more.
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            auto const put = ::send(m_fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (put <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(put));
        }
        return true;
    }

    /// The next reply; `bodiless` after HEAD.
    Got receive(bool bodiless = false) {
        Got got;
        std::size_t head_end;
        while ((head_end = m_in.find("\r\n\r\n")) == m_in.npos)
            if (!more()) return got;
        auto head = std::string_view(m_in).substr(0, head_end + 2);
        got.status = std::stoi(std::string(head.substr(9, 3)));
        head.remove_prefix(head.find('\n') + 1);
        while (!head.empty()) {
            auto line = head.substr(0, head.find("\r\n"));
            head.remove_prefix(line.size() + 2);
            std::string name(take_part(line, ':'));
            std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
            got.headers[name] = trim(line);
        }
        m_in.erase(0, head_end + 4);
        if (bodiless || got.status == 204 || got.status == 304 || got.status == 100)
            got.whole = true;
        else
            receive_body(got);
        return got;
    }

    Got ask(std::string_view bytes, bool bodiless = false) {
        send(bytes);
        return receive(bodiless);
    }
    /// `GET path` with further header lines, each ended by CRLF.
    Got get(std::string_view path, std::string_view headers = {}) {
        return ask("GET " + std::string(path) + " HTTP/1.1\r\nHost: x\r\n" + std::string(headers) + "\r\n");
    }

    /// True if the server ends the connection without a further byte.
    bool ends() { return m_in.empty() && !more() && m_ended; }
    /// True if the connection has been broken instead of ended.
    bool was_reset() const { return m_reset; }

private:
    bool more() {
        char bytes[65536];
        auto const got = ::recv(m_fd, bytes, sizeof bytes, 0);
        if (got > 0) m_in.append(bytes, static_cast<std::size_t>(got));
        m_reset = got < 0 && errno == ECONNRESET;
        m_ended = got == 0 || m_reset;
        return got > 0;
    }

    void receive_body(Got& got) {
        if (got.headers.contains("transfer-encoding")) return receive_chunks(got);
        auto const length = got.headers.find("content-length");
        auto const size = length == got.headers.end() ? m_in.max_size() : std::stoul(length->second);
        while (m_in.size() < size)
            if (!more()) break;
        got.whole = length == got.headers.end() ? m_ended : m_in.size() >= size;
        got.body = m_in.substr(0, size);
        m_in.erase(0, got.body.size());
    }

    void receive_chunks(Got& got) {
        for (;;) {
            std::size_t end;
            while ((end = m_in.find("\r\n")) == m_in.npos)
                if (!more()) return;
            auto const size = std::stoul(m_in, nullptr, 16);
            while (m_in.size() < end + 2 + size + 2)
                if (!more()) return;
            got.body += m_in.substr(end + 2, size);
            m_in.erase(0, end + 2 + size + 2);
            if (size == 0) break;
        }
        got.whole = true;
    }

    int m_fd;
    std::string m_in;
    bool m_ended = false;
    bool m_reset = false;
};

}  // namespace bina::http::test
