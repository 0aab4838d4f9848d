#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "cli/command.h"

namespace bina::cli {

int failed(base::Error const& error) {
    fmt::print(stderr, "Gagal: {}{}{}\n", error.kind->key, error.detail.empty() ? "" : ": ", error.detail);
    for (auto const& fault : error.faults) fmt::print(stderr, "  {}: {}\n", fault.path, fault.key);
    return 1;
}

ProgressBar::~ProgressBar() {
    if (m_shown) fmt::print(stderr, "\n");
}

void ProgressBar::show(std::string_view phase, std::int64_t done, std::int64_t total) {
    static bool const terminal = ::isatty(STDERR_FILENO) == 1;
    if (!terminal) return;
    constexpr std::int64_t width = 30;
    std::int64_t const full = total > 0 ? std::min(width, done * width / total) : 0;
    fmt::print(stderr, "\r{} {:<12} [{:#<{}}{:.<{}}] {}/{} ", m_what, phase, "", full, "", width - full, done,
               total);
    m_shown = true;
}

}  // namespace bina::cli
