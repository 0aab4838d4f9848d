#include <fmt/format.h>
#include <unistd.h>

#include "audit/audit.h"
#include "backup/backup.h"
#include "base/json.h"
#include "cli/command.h"
#include "cli/prove.h"

namespace bina::cli {
namespace {

using base::Result;

/// A bar that begins anew with each step.
backup::Watch watch_on(ProgressBar& bar) {
    return [&bar](std::string_view what, std::int64_t done, std::int64_t total) {
        bar.show(what, done, total);
        return true;
    };
}

/// "2026-11-28T10:42:00" in West Indonesian time, or with Z in universal time.
Result<base::Instant> read_moment(std::string const& text) {
    constexpr std::int64_t west_ms = 7 * 3'600'000;
    auto const number = [&](std::size_t at) -> std::int64_t {
        return (text[at] - '0') * 10 + (text[at + 1] - '0');
    };
    bool const universal = text.size() == 20 && text.back() == 'Z';
    bool good = text.size() == 19 || universal;
    for (std::size_t i = 11; good && i < 19; ++i)
        good = i % 3 == 1 ? text[i] == ':' : text[i] >= '0' && text[i] <= '9';
    if (!good || (text[10] != 'T' && text[10] != ' '))
        return base::fail(base::malformed, "YYYY-MM-DDTHH:MM:SS");
    auto const day = TRY(base::Day::parse(text.substr(0, 10)));
    auto const seconds =
        std::int64_t{day.number()} * 86'400 + number(11) * 3'600 + number(14) * 60 + number(17);
    return base::Instant{seconds * 1'000 - (universal ? 0 : west_ms)};
}

std::string second_text(storage::Commit commit) {
    return base::iso_text({commit.second * 1'000}).substr(0, 19) + "Z";
}

Result<void> take_backup(BackupCommand const& command) {
    if (command.with_key)
        return base::fail(
            backup::error::other_key,
            "kunci tidak pernah ikut: siapa memegang keduanya dapat membaca semua data pribadi. "
            "Salin bina.key sendiri ke tempat lain");
    auto const store = TRY(open_store(command.store));
    backup::Site const site{.db = *store.db,
                            .data = store.folder,
                            .folder = command.folder,
                            .version = BINA_VERSION,
                            .keep = command.keep};
    if (command.log_only) {
        TRY(backup::fetch_log(site));
        fmt::print("Catatan perubahan disalin.\n");
        return {};
    }
    ProgressBar bar("Cadangkan");
    auto const entry = TRY(backup::take(site, watch_on(bar)));
    TRY(backup::verify(entry, store.db->vault(), watch_on(bar)));
    fmt::print("Cadangan {}: {} bita, {} berkas asli.\n", entry.path.string(), entry.manifest.bytes(),
               entry.manifest.originals.size());
    fmt::print(stderr,
               "KUNCI TIDAK IKUT. Tanpa {} cadangan ini tidak dapat dibaca: simpan salinannya terpisah.\n",
               store.key.string());
    return {};
}

Result<void> run_restore(RestoreCommand const& command) {
    auto const entry = TRY(backup::find(command.backup));
    backup::Restore wanted{.data = command.store.folder, .database = command.store.database};
    if (!command.until.empty()) wanted.until = TRY(read_moment(command.until));
    ProgressBar bar("Pulihkan");
    auto const as_of = TRY(backup::restore(entry, wanted, watch_on(bar)));
    if (as_of.number > 0)
        fmt::print("Dipulihkan sampai perubahan {}, {}.\n", as_of.number, second_text(as_of));
    if (as_of.number == 0)
        fmt::print("Dipulihkan seperti saat dicadangkan, {}.\n", base::iso_text(entry.manifest.made_at));
    fmt::print("Letakkan kunci di {} sebelum Bina dijalankan, lalu jalankan bina check.\n",
               (wanted.data / "bina.key").string());
    return {};
}

}  // namespace

int back_up(BackupCommand const& command) {
    auto const done = take_backup(command);
    return done ? 0 : failed(done.error());
}

int restore(RestoreCommand const& command) {
    auto const done = run_restore(command);
    return done ? 0 : failed(done.error());
}

}  // namespace bina::cli
