#pragma once
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "base/types.h"

namespace bina::http {

/// Where lines of the log go: JSON objects, one a line. May be called from any thread.
class Log {
public:
    virtual ~Log() = default;
    /// One or more whole lines, without the last line end.
    virtual void write(std::string_view lines) = 0;
    virtual void flush() = 0;
};

std::unique_ptr<Log> log_to_stderr();

/// Appends to `path`; when the file has reached `bytes_max` it becomes `path` with a number, and of these
/// `files_max` are kept. Error: cannot_log.
base::Result<std::unique_ptr<Log>> log_to_file(std::filesystem::path const& path,
                                               std::size_t bytes_max = std::size_t{20} * 1024 * 1024,
                                               std::size_t files_max = 10);

/// A line about something that is not a request, open for further fields:
///     auto line = log_line(now, "error", "http.internal"); line.field("request", id).end();
///     log.write(line.text());
base::JsonWriter log_line(base::Instant now, std::string_view level, std::string_view event);

namespace error {
inline constexpr base::ErrorKind cannot_log{"http.cannot_log", 500};
}

}  // namespace bina::http
