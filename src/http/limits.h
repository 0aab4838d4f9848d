#pragma once
#include <cstddef>
#include <cstdint>

namespace bina::http {

/// Everything a client could ask too much of. Sizes in bytes, times in milliseconds.
struct Limits {
    /// Request line and headers together: http.header_too_large.
    std::size_t header_bytes = std::size_t{16} * 1024;
    std::size_t headers = 64;  ///< http.too_many_headers
    std::size_t target_bytes = std::size_t{4} * 1024;  ///< Path and query: http.target_too_long.
    /// One line between the chunks of a chunked body, and all that follows the last one.
    std::size_t chunk_line_bytes = std::size_t{4} * 1024;

    /// Body of a route that does not name its own: http.body_too_large.
    std::size_t json_bytes = std::size_t{1024} * 1024;
    /// Bodies held in memory at one time, by all connections together: http.busy.
    std::size_t bodies_bytes = std::size_t{256} * 1024 * 1024;
    /// Bodies being written to files at one time: http.busy. A field team sends its photos in the same hour.
    std::size_t uploads = 64;
    std::size_t upload_piece_bytes = std::size_t{256} * 1024;  ///< In memory before it goes to the file.

    std::size_t connections = 4096;  ///< http.busy
    /// Connections of one address: http.too_many_connections. Loopback is not counted: a proxy stands there.
    std::size_t connections_per_address = 256;
    bool count_loopback = false;  ///< Counts loopback like any other address; for tests.
    std::size_t refusals = 256;  ///< Connections over a limit that are told so; the others are just closed.
    std::size_t waiting_requests = 1024;  ///< Requests for which no worker is free yet: http.busy.

    std::int64_t header_ms =
        15'000;  ///< From a connection's or request's first byte to the end of its header.
    std::int64_t idle_ms = 75'000;  ///< Between two requests of one connection.
    /// For a body, and for a reply, to pass whole; a longer one gets one more second for each
    /// `bytes_per_second_min` that have passed.
    std::int64_t transfer_ms = 30'000;
    std::int64_t bytes_per_second_min = std::int64_t{4} * 1024;
    std::int64_t linger_ms = 2'000;  ///< How long a refused client may go on sending before it is cut off.
    std::int64_t stop_ms =
        10'000;  ///< For running requests to finish once the server has been asked to stop.
};

}  // namespace bina::http
