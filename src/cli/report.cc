#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "cli/command.h"

namespace bina::cli {
namespace {

/// What whoever runs the machine has to know beyond the key.
std::string_view advice(base::ErrorKind const* kind) {
    namespace storage = storage::error;
    if (kind == &storage::newer_store)
        return "Basis data ini dibuat oleh Bina yang lebih baru. Pasang versi itu; tidak ada yang diubah.";
    if (kind == &storage::migration_changed)
        return "Susunan basis data bukan milik versi Bina mana pun yang dirilis. Tidak ada yang diubah.";
    if (kind == &storage::key_missing)
        return "Kembalikan kunci dari salinannya. Bina tidak membuat kunci baru untuk data lama.";
    if (kind == &storage::key_wrong) return "Kunci ini bukan milik basis data ini. Tidak ada yang diubah.";
    if (kind == &error::agency_today)
        return "Menurut dinas hanya dihitung untuk hari ini. Hilangkan --as-of.";
    if (kind == &storage::full) return "Kosongkan ruang di disk, lalu ulangi.";
    return {};
}

}  // namespace

int failed(base::Error const& error) {
    fmt::print(stderr, "Gagal: {}{}{}\n", error.kind->key, error.detail.empty() ? "" : ": ", error.detail);
    for (auto const& fault : error.faults) fmt::print(stderr, "  {}: {}\n", fault.path, fault.key);
    if (auto const what = advice(error.kind); !what.empty()) fmt::print(stderr, "{}\n", what);
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
