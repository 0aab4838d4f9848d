#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/error.h"
#include "http/limits.h"
#include "http/request.h"

namespace bina::http {

/// What came of reading: `more` bytes are needed, the part is `done`, or the request is refused.
enum class Step { more, done, refused };

/// Reads one request after another from bytes as they arrive; knows nothing of sockets.
/// Stricter than RFC 9112 wherever two readers of the same bytes could disagree (request smuggling): no bare
/// line feeds, no folded lines, exactly one length.
class Reader {
public:
    explicit Reader(Limits const& limits);
    ~Reader();

    /// Begins a new request.
    void reset();
    /// Reads request line and headers. `bytes` is all that has arrived since the request began, and once done
    /// must stay where it is while `request` is in use, whose views point into it.
    Step read_head(std::string_view bytes, Request& request);
    /// Reads the body, decoded, to the end of `out`. `bytes` is what has arrived and was not consumed yet.
    Step read_body(std::string_view bytes, std::string& out);

    /// How many bytes of the last call are done with.
    std::size_t consumed() const { return m_consumed; }
    base::ErrorKind const& refusal() const { return *m_refusal; }

    // Known once the head is done:
    bool keep_alive() const { return m_keep_alive; }
    bool has_body() const { return m_chunked || m_length > 0; }
    /// The body's announced length; nothing when it comes in chunks.
    std::optional<std::uint64_t> length() const;
    bool body_done() const;
    bool wants_continue() const { return m_wants_continue; }
    bool old_version() const { return m_old_version; }  ///< HTTP/1.0

private:
    class Parser;
    Step refuse(base::ErrorKind const& kind);
    Step scan(std::string_view bytes);
    base::ErrorKind const* check_line(std::string_view line) const;
    base::ErrorKind const* check_framing(Request const& request);

    Limits const& m_limits;
    std::unique_ptr<Parser> m_parser;
    base::ErrorKind const* m_refusal = nullptr;
    std::size_t m_start = 0;  // of the request line, after empty lines
    std::size_t m_line = 0;  // start of the line being scanned
    std::size_t m_lines = 0;
    std::size_t m_consumed = 0;
    std::uint64_t m_length = 0;
    bool m_chunked = false;
    bool m_keep_alive = false;
    bool m_wants_continue = false;
    bool m_old_version = false;
};

}  // namespace bina::http
