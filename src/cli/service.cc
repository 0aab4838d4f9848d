#include "cli/service.h"

#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace bina::cli {
namespace {

sigset_t held_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (int const signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, signal);
    return signals;
}

base::Result<std::unique_ptr<http::Log>> open_log(std::string const& path) {
    if (path.empty()) return http::log_to_stderr();
    return http::log_to_file(path);
}

}  // namespace

base::Result<std::unique_ptr<ServiceLog>> ServiceLog::open(std::string const& path) {
    return std::unique_ptr<ServiceLog>(new ServiceLog(path, TRY(open_log(path))));
}

void ServiceLog::write(std::string_view lines) {
    std::lock_guard const lock(m_mutex);
    m_log->write(lines);
}

void ServiceLog::flush() {
    std::lock_guard const lock(m_mutex);
    m_log->flush();
}

void ServiceLog::reopen() {
    std::lock_guard const lock(m_mutex);
    m_log->flush();
    if (auto opened = open_log(m_path)) m_log = *std::move(opened);
}

void tell_ready() {
    char const* const path = std::getenv("NOTIFY_SOCKET");
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    if (path == nullptr || std::string_view(path).size() >= sizeof address.sun_path) return;
    std::ranges::copy(std::string_view(path), address.sun_path);
    if (address.sun_path[0] == '@') address.sun_path[0] = '\0';  // a name outside the file system
    int const socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket < 0) return;
    constexpr std::string_view ready = "READY=1";
    auto const length = offsetof(sockaddr_un, sun_path) + std::string_view(path).size();
    // Without it systemd says that the start took too long: nothing more can be done here.
    (void)::sendto(socket, ready.data(), ready.size(), MSG_NOSIGNAL, reinterpret_cast<sockaddr*>(&address),
                   static_cast<socklen_t>(length));
    ::close(socket);
}

void hold_signals() {
    auto const signals = held_signals();
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

void wait_for_stop(ServiceLog& log) {
    auto const signals = held_signals();
    int signal = SIGHUP;
    while (signal == SIGHUP) {
        ::sigwait(&signals, &signal);
        if (signal == SIGHUP) log.reopen();
    }
}

}  // namespace bina::cli
