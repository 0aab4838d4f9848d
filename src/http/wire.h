#pragma once
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string_view>

#include "base/result.h"

struct ssl_st;
struct ssl_ctx_st;

namespace bina::http {

struct TlsFree {
    void operator()(ssl_st* tls) const;
    void operator()(ssl_ctx_st* context) const;
};
using TlsContext = std::unique_ptr<ssl_ctx_st, TlsFree>;

/// What is needed to speak TLS 1.2 or 1.3 as a server. Both files are PEM. Error: bad_certificate.
base::Result<TlsContext> tls_context(std::filesystem::path const& certificate_chain,
                                     std::filesystem::path const& key);

/// A connected non-blocking socket, plain or under TLS, that never waits: it says what to wait for.
class Wire {
public:
    enum class Want { nothing, read, write, closed };
    struct Passed {
        std::size_t bytes;
        Want want;  ///< `nothing` after success; what to wait for before the next try; or the end.
    };

    /// `socket` stays the caller's; `context` is null for a plain connection.
    Wire(int socket, ssl_ctx_st* context);

    bool secure() const { return m_tls != nullptr; }
    /// To be repeated until it wants nothing, before anything else under TLS.
    Passed handshake();
    Passed read(char* to, std::size_t size);
    /// Writes some of `first`, then of `second`. What was not written must be offered again unchanged.
    Passed write(std::string_view first, std::string_view second);
    /// True if bytes wait here that no wait on the socket would report.
    bool holds_more() const;
    /// Tells the other side that nothing more will be written.
    void finish();

private:
    Passed failed(int result);

    int m_socket;
    std::unique_ptr<ssl_st, TlsFree> m_tls;
};

}  // namespace bina::http
