#include "http/response.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <cerrno>
#include <memory>

#include "http/error.h"
#include "http/text.h"

namespace bina::http {
namespace {

constexpr std::size_t piece_bytes = 256 * 1024;
constexpr std::string_view retry_after_seconds = "1";
constexpr std::string_view full_retry_seconds = "30";  // somebody has to make room

/// A file descriptor that is closed with its last owner; std::function needs it to be copyable.
class OpenFile {
public:
    explicit OpenFile(int fd) : m_fd(fd) {}
    OpenFile(OpenFile const&) = delete;
    OpenFile& operator=(OpenFile const&) = delete;
    ~OpenFile() {
        if (m_fd >= 0) ::close(m_fd);
    }
    int fd() const { return m_fd; }

private:
    int m_fd;
};

base::Result<bool> read_piece(OpenFile const& file, std::uint64_t& left, std::string& piece) {
    piece.resize(static_cast<std::size_t>(std::min<std::uint64_t>(left, piece_bytes)));
    auto const got = ::read(file.fd(), piece.data(), piece.size());
    if (got <= 0 && left > 0) return base::fail(error::internal, "file ended early");
    piece.resize(static_cast<std::size_t>(got));
    left -= static_cast<std::uint64_t>(got);
    return left > 0;
}

/// An error of too many requests says in its detail how many seconds to wait.
std::string retry_after(base::Error const& error) {
    bool const says = !error.detail.empty() && error.detail.size() < 6 &&
                      error.detail.find_first_not_of("0123456789") == std::string::npos;
    return says ? error.detail : std::string(retry_after_seconds);
}

}  // namespace

Response Response::json(base::JsonWriter&& json, int status) {
    return {.status = status, .body = json.take()};
}

Response Response::empty(int status) {
    return {.status = status, .type = {}};
}

Response Response::stream(std::string type, Pull pull) {
    return {.type = std::move(type), .pull = std::move(pull)};
}

base::Result<Response> Response::file(std::filesystem::path const& path, std::string type) {
    auto const file = std::make_shared<OpenFile>(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat info{};
    if (file->fd() < 0 || ::fstat(file->fd(), &info) != 0 || !S_ISREG(info.st_mode))
        return base::fail(error::not_found);
    auto const size = static_cast<std::uint64_t>(info.st_size);
    Response response{.type = std::move(type)};
    response.pull = [file, left = size](std::string& piece) mutable {
        return read_piece(*file, left, piece);
    };
    response.length = size;
    return response;
}

Response& Response::header(std::string_view name, std::string value) & {
    headers.emplace_back(name, std::move(value));
    return *this;
}

Response&& Response::header(std::string_view name, std::string value) && {
    header(name, std::move(value));
    return std::move(*this);
}

Response&& Response::download(std::string_view file_name) && {
    header("Content-Disposition", "attachment; filename*=" + extended_value(file_name));
    return std::move(*this);
}

Response problem(base::Error const& error, std::string_view request) {
    int const status = error.kind->http_status;
    base::JsonWriter json;
    json.object().field("type", error.kind->key).field("status", status).field_if("detail", error.detail);
    if (!error.faults.empty()) {
        json.key("faults").array();
        for (auto const& fault : error.faults)
            json.object().field("path", fault.path).field("key", fault.key).end();
        json.end();
    }
    json.field("request", request).end();
    Response response{.status = status, .body = json.take(), .type = "application/problem+json"};
    if (status == 503 || status == 429) response.header("Retry-After", retry_after(error));
    if (status == 507) response.header("Retry-After", std::string(full_retry_seconds));
    return response;
}

bool names_etag(std::string_view if_none_match, std::string_view etag) {
    auto const strong = [](std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; };
    while (!if_none_match.empty()) {
        auto const one = take_part(if_none_match, ',');
        if (one == "*" || strong(one) == strong(etag)) return true;
    }
    return false;
}

Response with_etag(Request const& request, Response response) {
    auto const hash = XXH3_128bits(response.body.data(), response.body.size());
    auto const etag = fmt::format("\"{:016x}{:016x}\"", hash.high64, hash.low64);
    if (names_etag(request.header("If-None-Match"), etag)) response = Response::empty(304);
    return std::move(response).header("ETag", etag).header("Cache-Control", "private, no-cache");
}

}  // namespace bina::http
