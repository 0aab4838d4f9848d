#include "http/throttle.h"

#include <algorithm>

#include "base/duration.h"
#include "http/error.h"

namespace bina::http {
namespace {

bool is_loopback(std::string_view address) {
    return address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127.");
}

}  // namespace

base::Result<void> Throttle::by_address(Route const& route, Request const& request) {
    if (is_loopback(request.address) && !m_rates.count_loopback) return {};
    std::string const address(request.address);
    if (route.guess) TRY(take("guess " + address, m_rates.guesses));
    return take("address " + address, m_rates.address);
}

base::Result<void> Throttle::by_account(Route const& route, Request const& request) {
    if (request.caller.user.empty() || (is_loopback(request.address) && !m_rates.count_loopback)) return {};
    if (route.bulk) TRY(take("bulk " + request.caller.user, m_rates.bulk));
    return take("account " + request.caller.user, m_rates.account);
}

base::Result<void> Throttle::take(std::string key, Rate rate) {
    auto const now = m_clock().milliseconds * base::us_per_ms;
    auto const span = rate.per_ms * base::us_per_ms;
    auto const one = span / rate.requests;
    std::lock_guard const lock(m_mutex);
    if (m_buckets.size() >= known_max) forget_idle(now);
    auto& bucket = m_buckets[std::move(key)];
    auto const full_at = std::max(bucket.full_at_us, now) + one;
    if (full_at - now > span) {
        auto const wait_us = full_at - now - span;
        return base::fail(error::too_many_requests,
                          std::to_string((wait_us + base::us_per_s - 1) / base::us_per_s));
    }
    bucket.full_at_us = full_at;
    return {};
}

void Throttle::forget_idle(std::int64_t now_us) {
    std::erase_if(m_buckets, [&](auto const& one) { return one.second.full_at_us <= now_us; });
    if (m_buckets.size() >= known_max) m_buckets.clear();
}

}  // namespace bina::http
