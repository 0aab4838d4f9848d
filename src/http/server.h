#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/types.h"
#include "http/answer.h"
#include "http/limits.h"
#include "http/log.h"
#include "http/metrics.h"
#include "http/route.h"
#include "http/static.h"

namespace bina::http {

/// Microseconds since some start, never going back: for deadlines and durations.
using Ticks = std::int64_t (*)();
std::int64_t steady_ticks();

struct ServerOptions {
    std::string address = "127.0.0.1";  ///< "0.0.0.0" or "::" for every interface.
    std::uint16_t port = 8080;  ///< 0: any that is free.
    unsigned io_threads = 0;  ///< They speak HTTP and nothing else. 0: one for each two cores.
    /// They run handlers. 0: sixteen for each core, at least 128. Those that write wait for the disk
    /// together: the more do, the fewer times it is waited for.
    unsigned workers = 0;
    Limits limits;
    std::filesystem::path
        certificate;  ///< PEM chain; with `key` the server speaks TLS, without it plain HTTP.
    std::filesystem::path key;
    /// Every connection comes from a proxy whose X-Forwarded-For and X-Forwarded-Proto can be trusted.
    bool behind_proxy = false;
    std::filesystem::path upload_folder;  ///< For bodies kept as files; beside where they will stay.
    base::Clock clock = base::system_clock;
    Ticks ticks = steady_ticks;
};

/// What is served.
struct Site {
    std::vector<Route> routes;
    Hooks hooks;
    StaticFiles client;  ///< May be empty.
};

/// A running server. Ignores SIGPIPE for the whole process.
class Server {
public:
    /// Listens, and returns once connections are taken. `log` and `metrics` must outlive the server.
    /// Errors: cannot_listen, bad_certificate, upload_failed.
    static base::Result<std::unique_ptr<Server>> start(Site site, ServerOptions options, Log& log,
                                                       Metrics& metrics);
    /// As stop().
    ~Server();

    std::uint16_t port() const;
    /// Takes no new connection, lets running requests finish (at most Limits::stop_ms, but never cuts a
    /// handler), and returns when all threads have ended.
    void stop();
    /// Cuts off whoever has passed a deadline, as happens by itself once a second; returns when done.
    void sweep();

private:
    struct Parts;
    explicit Server(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

}  // namespace bina::http
