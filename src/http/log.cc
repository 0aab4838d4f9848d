#include "http/log.h"

#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace bina::http {
namespace {

class SpdLog final : public Log {
public:
    explicit SpdLog(spdlog::sink_ptr sink) : m_logger("bina", std::move(sink)) { m_logger.set_pattern("%v"); }
    void write(std::string_view lines) override { m_logger.info("{}", lines); }
    void flush() override { m_logger.flush(); }

private:
    spdlog::logger m_logger;
};

}  // namespace

std::unique_ptr<Log> log_to_stderr() {
    return std::make_unique<SpdLog>(std::make_shared<spdlog::sinks::stderr_sink_mt>());
}

base::Result<std::unique_ptr<Log>> log_to_file(std::filesystem::path const& path, std::size_t bytes_max,
                                               std::size_t files_max) {
    try {
        return std::make_unique<SpdLog>(
            std::make_shared<spdlog::sinks::rotating_file_sink_mt>(path.string(), bytes_max, files_max));
    } catch (spdlog::spdlog_ex const& problem) {
        return base::fail(error::cannot_log, problem.what());
    }
}

base::JsonWriter log_line(base::Instant now, std::string_view level, std::string_view event) {
    base::JsonWriter line;
    line.object().field("time", base::iso_text(now)).field("level", level).field("event", event);
    return line;
}

}  // namespace bina::http
