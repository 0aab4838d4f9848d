#pragma once
#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "http/budget.h"
#include "http/metrics.h"
#include "http/router.h"
#include "http/server.h"
#include "http/wire.h"
#include "http/workers.h"

namespace bina::http {

/// Counts and times requests by route. A route is known by its index in the router; after them come the
/// client's files and what has no route.
class Traffic {
public:
    Traffic(Metrics& metrics, std::span<Route const> routes);

    std::size_t files() const { return m_all.size() - 2; }
    std::size_t none() const { return m_all.size() - 1; }
    void note(std::size_t route, int status, std::int64_t microseconds, std::uint64_t bytes);

private:
    struct One {
        std::array<Counter*, 5> by_class;
        Histogram* duration;
    };
    static One instruments(Metrics& metrics, std::string_view method, std::string_view path);

    std::vector<One> m_all;
    Counter& m_bytes;
};

/// What all connections of a server share.
struct Core {
    Core(Site&& site, ServerOptions&& options, TlsContext&& tls, Log& log, Metrics& metrics);
    ~Core();

    ServerOptions options;
    Hooks hooks;
    StaticFiles client;
    Router router;
    TlsContext tls;
    Log& log;
    Traffic traffic;
    Counter& timeouts;
    Counter& turned_away;

    Budget connections;  ///< Open ones.
    Budget refusals;
    Budget body_bytes;
    Budget uploads;
    Addresses addresses;
    std::atomic<bool> stopping{false};
    Workers workers;

    /// 15 digits: six that tell this start of the server from others, nine that count.
    std::string new_request_id();

private:
    void add_gauges();

    Metrics& m_metrics;
    std::string m_id_prefix;
    std::atomic<std::uint64_t> m_requests{0};
};

}  // namespace bina::http
