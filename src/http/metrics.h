#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace bina::http {

/// A number that only grows.
class Counter {
public:
    void add(std::uint64_t more = 1) { m_value.fetch_add(more, std::memory_order_relaxed); }
    std::uint64_t value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> m_value{0};
};

/// How often something took how long.
class Histogram {
public:
    /// Upper ends of the buckets in microseconds; one without end follows.
    static constexpr std::array<std::int64_t, 13> bounds_us{
        100, 250, 500, 1'000, 2'500, 5'000, 10'000, 25'000, 50'000, 100'000, 250'000, 1'000'000, 5'000'000};
    void observe(std::int64_t microseconds);
    std::uint64_t count() const;
    /// Observations up to and with `bounds_us[bucket]`.
    std::uint64_t up_to(std::size_t bucket) const;
    std::int64_t sum_us() const { return m_sum_us.load(std::memory_order_relaxed); }

private:
    std::array<std::atomic<std::uint64_t>, bounds_us.size() + 1> m_buckets{};
    std::atomic<std::int64_t> m_sum_us{0};
};

/// `name="value"` with the value escaped; join several with a comma.
std::string label(std::string_view name, std::string_view value);

/// Everything that is counted, as Prometheus reads it. Values never hold personal data, nor identifiers.
class Metrics {
public:
    /// The counter of that name and labels, made when it is new; lives as long as this.
    Counter& counter(std::string const& name, std::string_view help, std::string const& labels = {});
    Histogram& histogram(std::string const& name, std::string_view help, std::string const& labels = {});
    /// A value that is asked for whenever metrics are read; `read` may run on any thread and must not wait.
    void gauge(std::string const& name, std::string_view help, std::function<std::int64_t()> read,
               std::string const& labels = {});
    /// Forgets all gauges of that name; returns when none of them is being read.
    void drop_gauges(std::string const& name);

    /// Text exposition format 0.0.4. Counters and histograms that are still 0 are left out.
    std::string text() const;

private:
    struct Series {
        std::unique_ptr<Counter> counter;
        std::unique_ptr<Histogram> histogram;
        std::function<std::int64_t()> gauge;
    };
    struct Family {
        std::string help;
        std::string_view type;
        std::map<std::string, Series> series;  // by labels
    };
    Series& series(std::string const& name, std::string_view help, std::string_view type,
                   std::string const& labels);

    mutable std::mutex m_mutex;
    std::map<std::string, Family> m_families;
};

}  // namespace bina::http
