#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <stdexcept>

#include "http/answer.h"
#include "http/compress.h"
#include "http/text.h"

namespace bina::http {
namespace {

constexpr std::size_t compress_from_bytes = 1024;
constexpr std::size_t copy_up_to_bytes = 16 * 1024;  // below, one string is cheaper than two parts

// The API serves data alone: nothing in it may run, load or be framed.
constexpr std::string_view api_policy =
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n";
constexpr std::string_view page_policy =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src "
    "'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'\r\n";
constexpr std::string_view always =
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Permissions-Policy: camera=(self), geolocation=(self), microphone=(), payment=(), usb=()\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";
constexpr std::string_view only_tls = "Strict-Transport-Security: max-age=31536000\r\n";

struct Reason {
    int status;
    std::string_view text;
};
constexpr std::array reasons{
    Reason{200, "OK"},
    Reason{201, "Created"},
    Reason{202, "Accepted"},
    Reason{204, "No Content"},
    Reason{304, "Not Modified"},
    Reason{400, "Bad Request"},
    Reason{401, "Unauthorized"},
    Reason{403, "Forbidden"},
    Reason{404, "Not Found"},
    Reason{405, "Method Not Allowed"},
    Reason{408, "Request Timeout"},
    Reason{409, "Conflict"},
    Reason{412, "Precondition Failed"},
    Reason{413, "Content Too Large"},
    Reason{414, "URI Too Long"},
    Reason{415, "Unsupported Media Type"},
    Reason{422, "Unprocessable Content"},
    Reason{428, "Precondition Required"},
    Reason{429, "Too Many Requests"},
    Reason{431, "Request Header Fields Too Large"},
    Reason{500, "Internal Server Error"},
    Reason{503, "Service Unavailable"},
    Reason{505, "HTTP Version Not Supported"},
    Reason{507, "Insufficient Storage"},
};

std::string_view reason_of(int status) {
    auto const found = std::ranges::find(reasons, status, &Reason::status);
    return found == reasons.end() ? "Other" : found->text;
}

/// RFC 9110 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT". Made once a second on each thread.
std::string_view date_text(base::Instant now) {
    thread_local std::int64_t second = -1;
    thread_local std::string text;
    if (second == now.milliseconds / 1000) return text;
    second = now.milliseconds / 1000;
    auto const day = base::Day::of(now, 0);
    constexpr std::array<std::string_view, 7> days{"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
    constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const rest = second - std::int64_t{day.number()} * 86'400;
    text = fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                       days[static_cast<std::size_t>(((day.number() % 7) + 7) % 7)], day.day_of_month(),
                       months[static_cast<std::size_t>(day.month() - 1)], day.year(), rest / 3600,
                       rest / 60 % 60, rest % 60);
    return text;
}

bool is_compressible(std::string_view type) {
    return type.starts_with("application/json") || type.starts_with("application/problem+json") ||
           type.starts_with("application/geo+json") || type.starts_with("text/");
}

std::string* find_header(Response& response, std::string_view name) {
    auto const found = std::ranges::find_if(
        response.headers, [&](auto const& header) { return same_word(header.first, name); });
    return found == response.headers.end() ? nullptr : &found->second;
}

void compress(Response& response, Request const& request) {
    if (response.pull || response.body.size() <= compress_from_bytes || !is_compressible(response.type))
        return;
    if (find_header(response, "Content-Encoding") != nullptr) return;
    response.header("Vary", "Accept-Encoding");
    if (!accepts_encoding(request.header("Accept-Encoding"), "gzip")) return;
    auto packed = gzip(response.body);
    if (packed.empty()) return;
    response.body = std::move(packed);
    response.header("Content-Encoding", "gzip");
    // The tag was made of other bytes: it still names the same reply, but not byte by byte.
    if (auto* etag = find_header(response, "ETag"); etag != nullptr && etag->starts_with('"'))
        etag->insert(0, "W/");
}

void append_header(std::string& head, std::string_view name, std::string_view value) {
    for (char const letter : value)
        if (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F)
            throw std::logic_error("control character in header " + std::string(name));
    head += name;
    head += ": ";
    head += value;
    head += "\r\n";
}

/// Announces how much follows; returns true if it comes in chunks.
bool append_length(std::string& head, Response const& response, std::size_t size, Manner manner) {
    if (response.status == 204 || response.status == 304) return false;
    if (response.pull && !response.length) {
        if (manner.old_version) return false;  // the end of the connection ends it
        head += "Transfer-Encoding: chunked\r\n";
        return true;
    }
    head += "Content-Length: ";
    append_number(head, response.length.value_or(size));
    head += "\r\n";
    return false;
}

void append_policy(std::string& head, bool page, bool secure) {
    head += page ? page_policy : api_policy;
    head += always;
    if (secure) head += only_tls;
}

}  // namespace

Reply render(Response&& response, Request const& request, Manner manner, base::Instant now) {
    if (response.lasting.empty()) compress(response, request);
    auto const size = response.lasting.empty() ? response.body.size() : response.lasting.size();
    bool const copy = size <= copy_up_to_bytes && response.lasting.empty();
    bool const endless = response.pull && !response.length && manner.old_version;

    Reply reply{.status = response.status, .close = !manner.keep_alive || endless};
    auto& head = reply.head;
    head.reserve(1024 + (copy ? size : 0));
    head += "HTTP/1.1 ";
    append_number(head, static_cast<std::uint64_t>(response.status));
    head += ' ';
    head += reason_of(response.status);
    head += "\r\n";
    append_header(head, "Date", date_text(now));
    if (!response.type.empty()) append_header(head, "Content-Type", response.type);
    reply.chunked = append_length(head, response, size, manner);
    if (find_header(response, "Cache-Control") == nullptr) head += "Cache-Control: no-store\r\n";
    for (auto const& [name, value] : response.headers) append_header(head, name, value);
    append_header(head, "X-Request-Id", request.id);
    append_policy(head, response.page, request.secure);
    if (reply.close)
        head += "Connection: close\r\n";
    else if (manner.old_version)
        head += "Connection: keep-alive\r\n";
    head += "\r\n";
    if (manner.without_body || response.status == 204 || response.status == 304) return reply;
    reply.pull = std::move(response.pull);
    reply.lasting = response.lasting;
    if (copy)
        head += response.body;
    else
        reply.body = std::move(response.body);
    return reply;
}

}  // namespace bina::http
