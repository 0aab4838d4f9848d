#include "http/wire.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>
#include <string>

#include "http/error.h"

namespace bina::http {
namespace {

constexpr std::size_t one_write_max = 1024 * 1024;
constexpr unsigned char protocols[] = "\x08http/1.1";

/// HTTP/1.1 is all we speak, so it is what a client that offers it gets.
int choose_protocol(SSL*, unsigned char const** out, unsigned char* length, unsigned char const* offered,
                    unsigned offered_length, void*) {
    auto* chosen = const_cast<unsigned char**>(out);
    int const found =
        SSL_select_next_proto(chosen, length, protocols, sizeof(protocols) - 1, offered, offered_length);
    return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

/// A key under a password is refused; OpenSSL would ask for it on the terminal.
int no_password(char*, int, int, void*) {
    return 0;
}

std::string last_tls_error() {
    std::array<char, 256> text{};
    ERR_error_string_n(ERR_get_error(), text.data(), text.size());
    return text.data();
}

Wire::Passed socket_failed() {
    bool const wait = errno == EAGAIN || errno == EWOULDBLOCK;
    return {0, wait ? Wire::Want::read : Wire::Want::closed};
}

}  // namespace

void TlsFree::operator()(ssl_st* tls) const {
    SSL_free(tls);
}
void TlsFree::operator()(ssl_ctx_st* context) const {
    SSL_CTX_free(context);
}

base::Result<TlsContext> tls_context(std::filesystem::path const& certificate_chain,
                                     std::filesystem::path const& key) {
    ERR_clear_error();
    TlsContext context{SSL_CTX_new(TLS_server_method())};
    if (!context) return base::fail(error::bad_certificate, last_tls_error());
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                           SSL_OP_NO_COMPRESSION | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                        SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_default_passwd_cb(context.get(), no_password);
    SSL_CTX_set_alpn_select_cb(context.get(), choose_protocol, nullptr);
    if (SSL_CTX_use_certificate_chain_file(context.get(), certificate_chain.c_str()) != 1 ||
        SSL_CTX_use_PrivateKey_file(context.get(), key.c_str(), SSL_FILETYPE_PEM) != 1 ||
        SSL_CTX_check_private_key(context.get()) != 1)
        return base::fail(error::bad_certificate, last_tls_error());
    return context;
}

Wire::Wire(int socket, ssl_ctx_st* context) : m_socket(socket) {
    if (context == nullptr) return;
    m_tls.reset(SSL_new(context));
    if (!m_tls || SSL_set_fd(m_tls.get(), socket) != 1) throw std::bad_alloc();  // never plain by accident
    SSL_set_accept_state(m_tls.get());
}

Wire::Passed Wire::failed(int result) {
    switch (SSL_get_error(m_tls.get(), result)) {
        case SSL_ERROR_WANT_READ:
            return {0, Want::read};
        case SSL_ERROR_WANT_WRITE:
            return {0, Want::write};
        default:
            return {0, Want::closed};
    }
}

Wire::Passed Wire::handshake() {
    ERR_clear_error();
    int const result = SSL_do_handshake(m_tls.get());
    return result == 1 ? Passed{0, Want::nothing} : failed(result);
}

Wire::Passed Wire::read(char* to, std::size_t size) {
    if (!m_tls) {
        auto const got = ::recv(m_socket, to, size, MSG_DONTWAIT);
        if (got > 0) return {static_cast<std::size_t>(got), Want::nothing};
        return got == 0 ? Passed{0, Want::closed} : socket_failed();
    }
    ERR_clear_error();
    std::size_t got = 0;
    int const result = SSL_read_ex(m_tls.get(), to, size, &got);
    return result == 1 ? Passed{got, Want::nothing} : failed(result);
}

Wire::Passed Wire::write(std::string_view first, std::string_view second) {
    if (m_tls) {
        auto const part = first.empty() ? second : first;
        ERR_clear_error();
        std::size_t put = 0;
        int const result = SSL_write_ex(m_tls.get(), part.data(), std::min(part.size(), one_write_max), &put);
        return result == 1 ? Passed{put, Want::nothing} : failed(result);
    }
    std::array<iovec, 2> parts{
        iovec{const_cast<char*>(first.data()), first.size()},
        iovec{const_cast<char*>(second.data()), std::min(second.size(), one_write_max)}};
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = second.empty() ? 1 : 2;
    auto const put = ::sendmsg(m_socket, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (put >= 0) return {static_cast<std::size_t>(put), Want::nothing};
    auto const why = socket_failed();
    return {0, why.want == Want::read ? Want::write : why.want};
}

bool Wire::holds_more() const {
    return m_tls && SSL_has_pending(m_tls.get()) == 1;
}

void Wire::finish() {
    if (m_tls) {
        ERR_clear_error();
        SSL_shutdown(m_tls.get());
    }
    ::shutdown(m_socket, SHUT_WR);
}

}  // namespace bina::http
