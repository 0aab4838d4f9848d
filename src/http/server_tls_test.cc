#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cstdio>
#include <fstream>

#include "http/test_stage.h"

using namespace bina;
using namespace bina::http;
using namespace bina::http::test;

namespace {

template <class T, void (*Free)(T*)>
struct Freeing {
    void operator()(T* what) const { Free(what); }
};
template <class T, void (*Free)(T*)>
using Owned = std::unique_ptr<T, Freeing<T, Free>>;

/// Writes a certificate for localhost, signed by itself, and its key.
void write_certificate(std::filesystem::path const& certificate, std::filesystem::path const& key) {
    Owned<EVP_PKEY, EVP_PKEY_free> const pair{EVP_EC_gen("P-256")};
    Owned<X509, X509_free> const x509{X509_new()};
    X509_set_version(x509.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x509.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x509.get()), 3600);
    X509_set_pubkey(x509.get(), pair.get());
    auto* name = X509_get_subject_name(x509.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<unsigned char const*>("localhost"),
                               -1, -1, 0);
    X509_set_issuer_name(x509.get(), name);
    X509_sign(x509.get(), pair.get(), EVP_sha256());
    auto* out = std::fopen(certificate.c_str(), "w");
    PEM_write_X509(out, x509.get());
    std::fclose(out);
    out = std::fopen(key.c_str(), "w");
    PEM_write_PrivateKey(out, pair.get(), nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(out);
}

/// A client under TLS that trusts anybody.
class TlsClient {
public:
    explicit TlsClient(std::uint16_t port) : m_wire(port), m_context(SSL_CTX_new(TLS_client_method())) {
        m_tls.reset(SSL_new(m_context.get()));
        SSL_set_fd(m_tls.get(), m_wire.fd());
        connected = SSL_connect(m_tls.get()) == 1;
    }
    std::string ask(std::string_view request) {
        std::size_t put = 0;
        SSL_write_ex(m_tls.get(), request.data(), request.size(), &put);
        std::string reply;
        char bytes[16384];
        std::size_t got = 0;
        while (SSL_read_ex(m_tls.get(), bytes, sizeof bytes, &got) == 1) reply.append(bytes, got);
        return reply;
    }
    bool connected = false;

private:
    Client m_wire;
    Owned<SSL_CTX, SSL_CTX_free> m_context;
    Owned<SSL, SSL_free> m_tls;
};

}  // namespace

class ServerTls : public Stage {
protected:
    void SetUp() override {
        use_uploads();
        std::filesystem::create_directories(options.upload_folder);
        options.certificate = options.upload_folder / "certificate.pem";
        options.key = options.upload_folder / "key.pem";
        write_certificate(options.certificate, options.key);
    }
};

TEST_F(ServerTls, ServesUnderTls) {
    std::string const large(3'000'000, 'x');
    route({"GET", "/api/large", anyone, [&](Request const& request) {
               return Response{.body = (request.secure ? "secure" : "plain") + large, .type = "image/png"};
           }});
    start();
    TlsClient client(server->port());
    ASSERT_TRUE(client.connected);
    auto const reply = client.ask("GET /api/large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_NE(reply.find("Strict-Transport-Security: max-age="), std::string::npos);
    EXPECT_TRUE(reply.ends_with("secure" + large));
}

TEST_F(ServerTls, TakesUploadsUnderTls) {
    Route route{"PUT", "/api/file", anyone, [](Request const& request) {
                    return Response{.body = std::to_string(request.upload->bytes)};
                }};
    route.body = BodyKind::file;
    this->route(route);
    start();
    TlsClient client(server->port());
    std::string const file(900'000, 'x');
    auto const reply = client.ask(
        "PUT /api/file HTTP/1.1\r\nHost: x\r\nX-Bina: 1\r\nConnection: close\r\nContent-Length: "
        "900000\r\n\r\n" +
        file);
    EXPECT_TRUE(reply.ends_with("\r\n900000"));
}

TEST_F(ServerTls, DropsWhoDoesNotSpeakIt) {
    start();
    auto plain = client();
    plain.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(plain.receive().status, 0);
    EXPECT_TRUE(TlsClient(server->port()).connected) << "and goes on serving";
}

TEST_F(ServerTls, CutsOffWhoNeverFinishesTheHandshake) {
    options.limits.connections = 1;
    start();
    auto silent = client();
    while (metrics.text().find("bina_http_connections 1") == std::string::npos) std::this_thread::yield();
    pass(options.limits.header_ms);
    EXPECT_TRUE(silent.ends());
}

TEST_F(ServerTls, RefusesACertificateItCannotUse) {
    options.port = 0;
    std::ofstream(options.key) << "no key";
    EXPECT_EQ(Server::start({}, options, log, metrics).error().kind->key, "http.bad_certificate");
    options.certificate = "/nonexistent";
    EXPECT_EQ(Server::start({}, options, log, metrics).error().kind->key, "http.bad_certificate");
}
