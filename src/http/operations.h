#pragma once
#include <functional>
#include <vector>

#include "http/metrics.h"
#include "http/route.h"

namespace bina::http {

/// `GET /health`: 200, or 503 with the key of what `check` finds wrong; and `GET /metrics`. Neither tells of
/// anything but the server itself, so anyone may ask.
std::vector<Route> operations_routes(Metrics const& metrics, std::function<base::Result<void>()> check);

}  // namespace bina::http
