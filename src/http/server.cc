#include "http/server.h"

#include <csignal>
#include <future>

#include "http/core.h"
#include "http/loop.h"
#include "http/upload.h"

namespace bina::http {
namespace {

unsigned thread_count(unsigned asked) {
    return asked > 0 ? asked : std::clamp(std::thread::hardware_concurrency() / 2, 1U, 16U);
}

/// Fails if anybody listens there already. The loops share a port among themselves, and would with a
/// stranger.
base::Result<void> check_free(asio::ip::tcp::endpoint const& endpoint) {
    asio::io_context context;
    Acceptor probe(context);
    boost::system::error_code code;
    probe.open(endpoint.protocol(), code);
    if (!code) probe.set_option(Acceptor::reuse_address(true), code);
    if (!code) probe.bind(endpoint, code);
    if (code) return base::fail(error::cannot_listen, code.message());
    return {};
}

}  // namespace

std::int64_t steady_ticks() {
    auto const since = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(since).count();
}

struct Server::Parts {
    Core core;
    std::vector<std::unique_ptr<Loop>> loops;
    std::uint16_t port = 0;
    bool stopped = false;

    base::Result<void> listen();
};

base::Result<void> Server::Parts::listen() {
    auto const& options = core.options;
    boost::system::error_code code;
    auto const address = asio::ip::make_address(options.address, code);
    if (code) return base::fail(error::cannot_listen, options.address);
    asio::ip::tcp::endpoint endpoint{address, options.port};
    TRY(check_free(endpoint));
    for (unsigned i = 0; i < thread_count(options.io_threads); ++i) {
        TRY(loops.emplace_back(std::make_unique<Loop>(core))->listen(endpoint));
        endpoint.port(loops.front()->port());
    }
    port = endpoint.port();
    return {};
}

Server::Server(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

base::Result<std::unique_ptr<Server>> Server::start(Site site, ServerOptions options, Log& log,
                                                    Metrics& metrics) {
    TlsContext tls;
    if (!options.certificate.empty()) tls = TRY(tls_context(options.certificate, options.key));
    if (!options.upload_folder.empty()) TRY(UploadFile::prepare(options.upload_folder));
    std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes without MSG_NOSIGNAL
    std::unique_ptr<Parts> parts{
        new Parts{.core{std::move(site), std::move(options), std::move(tls), log, metrics}}};
    TRY(parts->listen());
    for (auto const& loop : parts->loops) loop->start();
    return std::unique_ptr<Server>(new Server(std::move(parts)));
}

Server::~Server() {
    stop();
}

std::uint16_t Server::port() const {
    return m_parts->port;
}

void Server::sweep() {
    for (auto const& loop : m_parts->loops) loop->sweep_and_wait();
}

void Server::stop() {
    if (std::exchange(m_parts->stopped, true)) return;
    auto& core = m_parts->core;
    core.stopping = true;
    for (auto const& loop : m_parts->loops) loop->drain();
    auto finished = std::async(std::launch::async, [this] {
        for (auto const& loop : m_parts->loops) loop->join();
    });
    auto const patience = std::chrono::milliseconds(core.options.limits.stop_ms);
    if (finished.wait_for(patience) == std::future_status::timeout)
        for (auto const& loop : m_parts->loops) loop->cut();
    finished.wait();
}

}  // namespace bina::http
