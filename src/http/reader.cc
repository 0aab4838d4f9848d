#include "http/reader.h"

#include "http/asio_config.h"
//
#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <charconv>

#include "http/text.h"

namespace bina::http {
namespace {

namespace beast = boost::beast;
using beast::error_code;

constexpr std::size_t empty_lines_max = 2;  // RFC 9112 2.2: some clients end a body with one too many
constexpr std::string_view last_chunk = "0\r\n\r\n";  // RFC 9112 7.1, without trailers
constexpr std::size_t around_target_bytes = 32;  // the method and version of a request line

std::string_view view(beast::string_view text) {
    return {text.data(), text.size()};
}

base::ErrorKind const& kind_of(error_code ec) {
    using Why = beast::http::error;
    if (ec == Why::bad_version) return error::bad_version;
    bool const length = ec == Why::bad_content_length || ec == Why::multiple_content_length ||
                        ec == Why::bad_transfer_encoding;
    return length ? error::ambiguous_length : error::bad_request;
}

/// Whether these are the first bytes of a last chunk and too few to end it. Beast 1.81 asserts that it is not
/// asked again before there are enough.
bool begins_last_chunk(std::string_view bytes) {
    return bytes.size() < last_chunk.size() && bytes.starts_with(last_chunk.substr(0, 3));
}

bool is_number(std::string_view text) {
    return !text.empty() && text.size() <= 18 && text.find_first_not_of("0123456789") == text.npos;
}

}  // namespace

/// Beast's parser without its message: the parts go straight into the Request, nothing is copied.
class Reader::Parser final : public beast::http::basic_parser<true> {
public:
    Request* request = nullptr;
    std::string* body = nullptr;

    explicit Parser(Limits const& limits) {
        header_limit(static_cast<std::uint32_t>(limits.header_bytes + around_target_bytes));
        body_limit(boost::none);
        eager(true);
    }
    bool old_version = false;

private:
    void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target, int version,
                         error_code&) override {
        auto const whole = view(target);
        auto const end = std::min(whole.find('?'), whole.size());
        request->method = view(method);
        request->path = whole.substr(0, end);
        request->query = whole.substr(std::min(end + 1, whole.size()));
        old_version = version < 11;
    }
    void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value,
                       error_code&) override {
        // What follows a chunked body is dropped: it comes too late to have been checked.
        if (request != nullptr) request->headers.push_back({view(name), view(value)});
    }
    void on_header_impl(error_code&) override { request = nullptr; }
    std::size_t on_body_impl(beast::string_view part, error_code&) override {
        body->append(part.data(), part.size());
        return part.size();
    }
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view part, error_code&) override {
        body->append(part.data(), part.size());
        return part.size();
    }
    void on_response_impl(int, beast::string_view, int, error_code&) override {}
    void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override {}
    void on_chunk_header_impl(std::uint64_t, beast::string_view, error_code&) override {}
    void on_finish_impl(error_code&) override {}
};

Reader::Reader(Limits const& limits) : m_limits(limits) {
    reset();
}
Reader::~Reader() = default;

void Reader::reset() {
    m_parser = std::make_unique<Parser>(m_limits);
    m_refusal = nullptr;
    m_start = m_line = m_lines = m_consumed = 0;
    m_length = 0;
    m_chunked = m_keep_alive = m_wants_continue = m_old_version = false;
}

std::optional<std::uint64_t> Reader::length() const {
    if (m_chunked) return std::nullopt;
    return m_length;
}

bool Reader::body_done() const {
    return m_parser->is_done();
}

Step Reader::refuse(base::ErrorKind const& kind) {
    m_refusal = &kind;
    return Step::refused;
}

base::ErrorKind const* Reader::check_line(std::string_view line) const {
    if (line.find('\0') != line.npos || line.find('\r') != line.npos) return &error::bad_request;
    if (m_lines == 0) return nullptr;
    bool const folded = line.starts_with(' ') || line.starts_with('\t');
    if (folded) return &error::bad_request;
    return m_lines > m_limits.headers ? &error::too_many_headers : nullptr;
}

/// Goes through complete lines up to the empty one that ends the head.
Step Reader::scan(std::string_view bytes) {
    for (;;) {
        auto const end = bytes.find('\n', m_line);
        auto const seen = std::min(end, bytes.size()) - m_start;
        if (m_lines == 0 && seen > m_limits.target_bytes + around_target_bytes)
            return refuse(error::target_too_long);
        if (seen > m_limits.header_bytes) return refuse(error::header_too_large);
        if (end == bytes.npos) return Step::more;
        if (end == m_line || bytes[end - 1] != '\r') return refuse(error::bad_request);
        auto const line = bytes.substr(m_line, end - 1 - m_line);
        m_line = end + 1;
        if (line.empty() && m_lines > 0) return Step::done;
        if (line.empty()) {
            m_start = m_line;
            if (m_start > 2 * empty_lines_max) return refuse(error::bad_request);
            continue;
        }
        if (auto const* fault = check_line(line)) return refuse(*fault);
        ++m_lines;
    }
}

base::ErrorKind const* Reader::check_framing(Request const& request) {
    int hosts = 0;
    int lengths = 0;
    int encodings = 0;
    for (auto const& [name, value] : request.headers) {
        if (same_word(name, "host")) {
            ++hosts;
        } else if (same_word(name, "content-length")) {
            ++lengths;
            if (!is_number(value)) return &error::ambiguous_length;
            std::from_chars(value.data(), value.data() + value.size(), m_length);
        } else if (same_word(name, "transfer-encoding")) {
            ++encodings;
            if (!same_word(value, "chunked")) return &error::ambiguous_length;
        } else if (same_word(name, "expect")) {
            m_wants_continue = same_word(value, "100-continue");
        }
    }
    if (lengths + encodings > 1 || (encodings > 0 && m_old_version)) return &error::ambiguous_length;
    if (hosts > 1 || (hosts == 0 && !m_old_version)) return &error::bad_request;
    m_chunked = encodings == 1;
    if (!request.path.starts_with('/')) return &error::bad_target;
    return nullptr;
}

Step Reader::read_head(std::string_view bytes, Request& request) {
    m_consumed = 0;
    if (auto const step = scan(bytes); step != Step::done) return step;
    auto const head = bytes.substr(m_start, m_line - m_start);
    m_parser->request = &request;
    error_code ec;
    m_parser->put(boost::asio::const_buffer(head.data(), head.size()), ec);
    if (ec && ec != beast::http::error::need_more) return refuse(kind_of(ec));
    if (!m_parser->is_header_done()) return refuse(error::bad_request);
    m_old_version = m_parser->old_version;
    if (request.path.size() + request.query.size() > m_limits.target_bytes)
        return refuse(error::target_too_long);
    if (auto const* fault = check_framing(request)) return refuse(*fault);
    m_keep_alive = m_parser->keep_alive();
    m_consumed = m_line;
    return Step::done;
}

Step Reader::read_body(std::string_view bytes, std::string& out) {
    m_consumed = 0;
    m_parser->body = &out;
    error_code ec;
    while (!m_parser->is_done() && m_consumed < bytes.size()) {
        auto const rest = bytes.substr(m_consumed);
        if (m_chunked && begins_last_chunk(rest)) break;
        m_consumed += m_parser->put(boost::asio::const_buffer(rest.data(), rest.size()), ec);
        if (ec == beast::http::error::need_more) break;
        if (ec) return refuse(kind_of(ec));
    }
    if (m_parser->is_done()) return Step::done;
    return bytes.size() - m_consumed > m_limits.chunk_line_bytes ? refuse(error::bad_request) : Step::more;
}

}  // namespace bina::http
