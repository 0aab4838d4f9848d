#pragma once
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

#include "http/route.h"

namespace bina::http {

/// So many requests at once, and as many again in each `per_ms`, evenly.
struct Rate {
    std::int64_t requests = 0;
    std::int64_t per_ms = 60'000;
};

/// How often one client may ask. Whoever asks more gets http.too_many_requests and the seconds to wait.
struct Rates {
    /// Of one address, signed in or not: a whole office stands behind it.
    Rate address{6'000, 60'000};
    /// Of one account, on all its devices and with all its tokens.
    Rate account{1'800, 60'000};
    /// Of one address on routes with `Route::guess`, where passwords and codes are tried.
    Rate guesses{60, 60'000};
    /// Of one account on routes with `Route::bulk`, which give many people's data at once.
    Rate bulk{60, 3'600'000};
    bool count_loopback = false;  ///< A proxy stands there, and what measures us; for tests.
};

/// Counts requests by address and account, in memory.
class Throttle {
public:
    Throttle(Rates rates, base::Clock clock) : m_rates(rates), m_clock(clock) {}

    /// Before it is known who asks. Error: too_many_requests; its detail is the seconds to wait.
    base::Result<void> by_address(Route const& route, Request const& request);
    /// Once `request.caller` is known. Error: too_many_requests.
    base::Result<void> by_account(Route const& route, Request const& request);

    /// Addresses and accounts that are remembered; when there are more, the idle ones are forgotten first.
    static constexpr std::size_t known_max = 100'000;

private:
    /// `full_at`: when the client may use its whole rate again (a leaky bucket kept as one number).
    struct Bucket {
        std::int64_t full_at_us = 0;
    };
    base::Result<void> take(std::string key, Rate rate);
    void forget_idle(std::int64_t now_us);

    Rates const m_rates;
    base::Clock const m_clock;
    std::mutex m_mutex;
    std::unordered_map<std::string, Bucket> m_buckets;
};

}  // namespace bina::http
