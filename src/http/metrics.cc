#include "http/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace bina::http {
namespace {

std::string seconds(std::int64_t microseconds) {
    auto text = fmt::format("{}.{:06}", microseconds / 1'000'000, microseconds % 1'000'000);
    text.erase(std::max(text.find_last_not_of('0') + 1, text.find('.') + 2));
    return text;
}

void append_sample(std::string& out, std::string_view name, std::string_view labels, std::string_view value) {
    out += name;
    if (!labels.empty()) fmt::format_to(std::back_inserter(out), "{{{}}}", labels);
    fmt::format_to(std::back_inserter(out), " {}\n", value);
}

void append_histogram(std::string& out, std::string const& name, std::string const& labels,
                      Histogram const& histogram) {
    auto const comma = labels.empty() ? "" : ",";
    for (std::size_t i = 0; i < Histogram::bounds_us.size(); ++i) {
        auto const le = fmt::format("{}{}le=\"{}\"", labels, comma, seconds(Histogram::bounds_us[i]));
        append_sample(out, name + "_bucket", le, std::to_string(histogram.up_to(i)));
    }
    auto const count = std::to_string(histogram.count());
    append_sample(out, name + "_bucket", fmt::format("{}{}le=\"+Inf\"", labels, comma), count);
    append_sample(out, name + "_sum", labels, seconds(histogram.sum_us()));
    append_sample(out, name + "_count", labels, count);
}

}  // namespace

void Histogram::observe(std::int64_t microseconds) {
    auto const bucket = std::ranges::lower_bound(bounds_us, microseconds) - bounds_us.begin();
    m_buckets[static_cast<std::size_t>(bucket)].fetch_add(1, std::memory_order_relaxed);
    m_sum_us.fetch_add(microseconds, std::memory_order_relaxed);
}

std::uint64_t Histogram::up_to(std::size_t bucket) const {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i <= bucket; ++i) sum += m_buckets[i].load(std::memory_order_relaxed);
    return sum;
}

std::uint64_t Histogram::count() const {
    return up_to(bounds_us.size());
}

std::string label(std::string_view name, std::string_view value) {
    std::string out(name);
    out += "=\"";
    for (char const letter : value) {
        if (letter == '"' || letter == '\\') out += '\\';
        if (letter == '\n')
            out += "\\n";
        else
            out += letter;
    }
    out += '"';
    return out;
}

Metrics::Series& Metrics::series(std::string const& name, std::string_view help, std::string_view type,
                                 std::string const& labels) {
    auto& family = m_families[name];
    if (family.type.empty()) {
        family.help = help;
        family.type = type;
    }
    if (family.type != type) throw std::logic_error("metric " + name + " is of two types");
    return family.series[labels];
}

Counter& Metrics::counter(std::string const& name, std::string_view help, std::string const& labels) {
    std::lock_guard const lock(m_mutex);
    auto& found = series(name, help, "counter", labels).counter;
    if (!found) found = std::make_unique<Counter>();
    return *found;
}

Histogram& Metrics::histogram(std::string const& name, std::string_view help, std::string const& labels) {
    std::lock_guard const lock(m_mutex);
    auto& found = series(name, help, "histogram", labels).histogram;
    if (!found) found = std::make_unique<Histogram>();
    return *found;
}

void Metrics::gauge(std::string const& name, std::string_view help, std::function<std::int64_t()> read,
                    std::string const& labels) {
    std::lock_guard const lock(m_mutex);
    series(name, help, "gauge", labels).gauge = std::move(read);
}

void Metrics::drop_gauges(std::string const& name) {
    std::lock_guard const lock(m_mutex);
    m_families.erase(name);
}

std::string Metrics::text() const {
    std::lock_guard const lock(m_mutex);
    std::string out;
    for (auto const& [name, family] : m_families) {
        fmt::format_to(std::back_inserter(out), "# HELP {0} {1}\n# TYPE {0} {2}\n", name, family.help,
                       family.type);
        for (auto const& [labels, one] : family.series) {
            if (one.gauge) append_sample(out, name, labels, std::to_string(one.gauge()));
            if (one.counter && one.counter->value() > 0)
                append_sample(out, name, labels, std::to_string(one.counter->value()));
            if (one.histogram && one.histogram->count() > 0)
                append_histogram(out, name, labels, *one.histogram);
        }
    }
    return out;
}

}  // namespace bina::http
