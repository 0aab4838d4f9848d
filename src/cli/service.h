#pragma once
#include <memory>
#include <mutex>
#include <string>

#include "http/log.h"

/// How `bina serve` lives as a service of the machine.
namespace bina::cli {

/// A log file that another program may move away: opened anew on SIGHUP.
class ServiceLog final : public http::Log {
public:
    /// Empty: standard error. Error: http::error::cannot_log.
    static base::Result<std::unique_ptr<ServiceLog>> open(std::string const& path);

    void write(std::string_view lines) override;
    void flush() override;
    /// Goes on with the old file when the new one cannot be opened.
    void reopen();

private:
    ServiceLog(std::string path, std::unique_ptr<http::Log> log)
        : m_path(std::move(path)), m_log(std::move(log)) {}
    std::string m_path;
    std::mutex m_mutex;
    std::unique_ptr<http::Log> m_log;
};

/// Tells systemd, if it started this process and asked for it (Type=notify), that requests are taken.
void tell_ready();

/// SIGINT, SIGTERM and SIGHUP wait for `wait_for_stop` in every thread that begins from now on.
void hold_signals();
/// Returns at SIGINT or SIGTERM; at SIGHUP the log is opened anew.
void wait_for_stop(ServiceLog& log);

}  // namespace bina::cli
