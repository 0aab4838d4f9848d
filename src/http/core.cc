#include "http/core.h"

#include <algorithm>
#include <thread>

namespace bina::http {
namespace {

constexpr char const* connections_gauge = "bina_http_connections";
constexpr char const* waiting_gauge = "bina_http_waiting_requests";
constexpr char const* bodies_gauge = "bina_http_body_bytes";
constexpr char const* uploads_gauge = "bina_http_uploads";
constexpr std::array<std::string_view, 5> classes{"1xx", "2xx", "3xx", "4xx", "5xx"};

unsigned worker_count(unsigned asked) {
    return asked > 0 ? asked : std::max(128U, 16 * std::thread::hardware_concurrency());
}

}  // namespace

Traffic::Traffic(Metrics& metrics, std::span<Route const> routes)
    : m_bytes(metrics.counter("bina_http_sent_bytes_total", "Bytes of replies")) {
    for (auto const& route : routes) m_all.push_back(instruments(metrics, route.method, route.path));
    m_all.push_back(instruments(metrics, "GET", "files"));
    m_all.push_back(instruments(metrics, "any", "none"));
}

Traffic::One Traffic::instruments(Metrics& metrics, std::string_view method, std::string_view path) {
    auto const labels = label("method", method) + "," + label("route", path);
    One one{};
    for (std::size_t i = 0; i < classes.size(); ++i)
        one.by_class[i] = &metrics.counter("bina_http_requests_total", "Requests answered",
                                           labels + "," + label("status", classes[i]));
    one.duration =
        &metrics.histogram("bina_http_request_seconds", "From header read to reply written", labels);
    return one;
}

void Traffic::note(std::size_t route, int status, std::int64_t microseconds, std::uint64_t bytes) {
    auto const index = static_cast<std::size_t>(std::clamp(status / 100, 1, 5) - 1);
    m_all[route].by_class[index]->add();
    m_all[route].duration->observe(microseconds);
    m_bytes.add(bytes);
}

Core::Core(Site&& site, ServerOptions&& chosen, TlsContext&& context, Log& where, Metrics& metrics)
    : options(std::move(chosen)),
      hooks(std::move(site.hooks)),
      client(std::move(site.client)),
      router(std::move(site.routes)),
      tls(std::move(context)),
      log(where),
      traffic(metrics, router.routes()),
      timeouts(metrics.counter("bina_http_timeouts_total", "Connections cut off at a deadline")),
      turned_away(metrics.counter("bina_http_refused_connections_total", "Connections over a limit")),
      connections(options.limits.connections),
      refusals(options.limits.refusals),
      body_bytes(options.limits.bodies_bytes),
      uploads(options.limits.uploads),
      addresses(options.limits.connections_per_address),
      workers(worker_count(options.workers)),
      m_metrics(metrics),
      m_id_prefix(base::new_id_text({0}).substr(26)) {
    add_gauges();
}

Core::~Core() {
    for (auto const* name : {connections_gauge, waiting_gauge, bodies_gauge, uploads_gauge})
        m_metrics.drop_gauges(name);
}

void Core::add_gauges() {
    auto const add = [&](char const* name, char const* help, auto read) {
        m_metrics.gauge(name, help, [read] { return static_cast<std::int64_t>(read()); });
    };
    add(connections_gauge, "Open connections", [this] { return connections.taken(); });
    add(waiting_gauge, "Requests no worker has begun", [this] { return workers.waiting(); });
    add(bodies_gauge, "Bodies held in memory", [this] { return body_bytes.taken(); });
    add(uploads_gauge, "Bodies being written to files", [this] { return uploads.taken(); });
}

std::string Core::new_request_id() {
    auto number = m_requests.fetch_add(1, std::memory_order_relaxed);
    std::string id = m_id_prefix + "000000000";
    for (auto digit = id.end(); digit != id.begin() + 6; number /= 16)
        *--digit = "0123456789abcdef"[number % 16];
    return id;
}

}  // namespace bina::http
