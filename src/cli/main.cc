#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <iostream>

#include "cli/command.h"
#include "cli/link_command.h"
#include "cli/manual.h"

namespace {

using namespace bina::cli;  // this file is nothing but the command line of that module

void add_store(CLI::App& command, StoreOptions& options) {
    command.add_option("--data", options.folder, "folder data")->capture_default_str();
    command.add_option("--database", options.database, "postgresql://… (tanpa ini: SQLite di folder data)");
    command.add_option("--key", options.key, "berkas kunci (tanpa ini: bina.key di folder data)");
}

void add_keep(CLI::App& command, bina::backup::Keep& keep) {
    command.add_option("--keep-days", keep.days, "cadangan harian yang disimpan")->capture_default_str();
    command.add_option("--keep-weeks", keep.weeks, "cadangan mingguan yang disimpan")->capture_default_str();
    command.add_option("--keep-months", keep.months, "cadangan bulanan yang disimpan")->capture_default_str();
}

void add_serve(CLI::App& app, ServeOptions& options) {
    auto& command = *app.add_subcommand("serve", "jalankan layanan");
    add_store(command, options.store);
    command.add_option("--web", options.web, "folder klien web")->capture_default_str();
    command.add_option("--address", options.address)->capture_default_str();
    command.add_option("--port", options.port)->capture_default_str();
    command.add_flag("--empty", options.empty, "pemasangan kosong: layar pertama membuat administrator");
    command.add_option("--tls-cert", options.tls_certificate, "sertifikat PEM");
    command.add_option("--tls-key", options.tls_key, "kunci PEM");
    command.add_flag("--behind-proxy", options.behind_proxy);
    command.add_option("--log", options.log, "berkas log (tanpa ini: stderr)");
    command.add_option("--backup", options.backup, "folder cadangan harian (tanpa ini: tidak dicadangkan)");
    command.add_option("--backup-hour", options.backup_hour, "jam cadangan harian, WIB")
        ->check(CLI::Range(0, 23))
        ->capture_default_str();
    add_keep(command, options.keep);
}

void add_demo(CLI::App& app, DemoCommand& options) {
    auto& command = *app.add_subcommand("demo", "isi dengan kabupaten contoh");
    add_store(command, options.store);
    command.add_option("--regency", options.demo.regency, "kode kabupaten, 4 angka")->capture_default_str();
    command.add_option("--businesses", options.demo.businesses, "usaha pada 31 Desember 2023")
        ->check(CLI::Range(1, 5'000'000))
        ->capture_default_str();
    command.add_option("--seed", options.demo.seed)->capture_default_str();
    command.add_option("--lists", options.lists, "tulis juga daftar kotor ke folder ini");
    command.add_option("--long-list", options.long_list, "hanya tulis satu daftar panjang untuk mengukur");
    command.add_option("--rows", options.rows, "baris daftar panjang")->capture_default_str();
}

void add_intake(CLI::App& app, IntakeCommand& options) {
    auto& command =
        *app.add_subcommand("intake", "masukkan daftar .xlsx, .xls, .ods, .csv, .tsv, .txt, .sql");
    add_store(command, options.store);
    command.add_option("file", options.file, "berkas")->required();
    command.add_option("--source", options.source, "asal daftar")->required();
    command.add_option("--regency", options.regency, "kode kabupaten, 4 angka")->required();
    command.add_option("--as-of", options.as_of, "keadaan per tanggal YYYY-MM-DD (tanpa ini: hari ini)");
    command.add_option("--sales-period", options.sales_period)
        ->check(CLI::IsMember({"ask", "year", "month"}));
    command.add_option("--district", options.district,
                       "kode kecamatan bila seluruh daftar dari satu kecamatan");
    command.add_option("--web", options.web, "folder klien web, yang kalimatnya dipakai")
        ->capture_default_str();
    command.add_flag("--dry-run", options.dry_run, "periksa saja, tidak memasukkan");
    command.add_flag("--json", options.json);
}

void add_queries(CLI::App& app, CountCommand& count_options, ExportCommand& export_options,
                 CheckCommand& check_options) {
    auto& count = *app.add_subcommand("count", "hitung usaha per tanggal");
    add_store(count, count_options.store);
    count.add_option("--regency", count_options.regency)->required();
    count.add_option("--as-of", count_options.as_of, "YYYY-MM-DD (tanpa ini: hari ini)");
    count.add_option("--by", count_options.by)
        ->check(
            CLI::IsMember({"total", "district", "village", "trade", "class", "status", "month", "agency"}))
        ->capture_default_str();
    count.add_flag("--json", count_options.json);

    auto& out = *app.add_subcommand("export", "tulis daftar usaha ke .csv atau .xlsx");
    add_store(out, export_options.store);
    out.add_option("file", export_options.file)->required();
    out.add_option("--regency", export_options.regency)->required();
    out.add_option("--reason", export_options.reason, "untuk apa; dicatat")->required();
    out.add_option("--status", export_options.status)->capture_default_str();
    out.add_flag("--clear", export_options.clear, "NIK dan telepon tanpa disamarkan; dicatat");

    auto& check = *app.add_subcommand("check", "hitung ulang semuanya dari fakta");
    add_store(check, check_options.store);
    check.add_flag("--json", check_options.json);
    check.add_option("--restore", check_options.backup, "buktikan cadangan ini dengan memulihkannya");
}

void add_backups(CLI::App& app, BackupCommand& options, RestoreCommand& restore_options) {
    auto& command = *app.add_subcommand("backup", "cadangkan selagi berjalan; kunci tidak ikut");
    add_store(command, options.store);
    command.add_option("folder", options.folder, "folder cadangan")
        ->required()
        ->check(CLI::ExistingDirectory);
    command.add_flag("--log-only", options.log_only, "hanya perubahan sejak cadangan terakhir");
    command.add_flag("--with-key", options.with_key, "selalu ditolak: simpan kunci terpisah");
    add_keep(command, options.keep);

    auto& restore = *app.add_subcommand("restore", "pulihkan cadangan ke folder baru");
    restore.add_option("backup", restore_options.backup, "folder satu cadangan")->required();
    restore.add_option("--data", restore_options.store.folder, "folder baru")->required();
    restore.add_option("--database", restore_options.store.database, "basis data PostgreSQL kosong");
    restore.add_option("--until", restore_options.until, "keadaan pada YYYY-MM-DDTHH:MM:SS WIB (Z: UTC)");
}

void add_user(CLI::App& app, UserCommand& options) {
    auto& command = *app.add_subcommand("user", "pengguna: list, add, password, disable, reset-factor");
    add_store(command, options.store);
    command.add_option("action", options.action)
        ->required()
        ->check(CLI::IsMember({"list", "add", "password", "disable", "reset-factor"}));
    command.add_option("username", options.username);
    command.add_option("--name", options.name);
    command.add_option("--role", options.role)->capture_default_str();
    command.add_option("--area", options.area, "kode wilayah; kosong: seluruh negeri");
    command.add_flag("--service", options.service, "akun program: tanpa kata sandi, hanya kunci API");
}

void add_token(CLI::App& app, TokenCommand& options) {
    auto& command = *app.add_subcommand("token", "kunci API: list, add, revoke");
    add_store(command, options.store);
    command.add_option("action", options.action)->required()->check(CLI::IsMember({"list", "add", "revoke"}));
    command.add_option("--user", options.username, "nama pengguna pemilik kunci");
    command.add_option("--id", options.id, "kunci yang dicabut");
    command.add_option("--name", options.name, "untuk apa kunci ini");
    command.add_option("--permission", options.permissions, "izin, boleh berulang; misalnya registry.read");
    command.add_option("--area", options.areas, "kode wilayah, boleh berulang; tanpa ini: semua milik akun");
    command.add_option("--days", options.days, "masa berlaku")->capture_default_str();
}

void add_audit(CLI::App& app, AuditCommand& options) {
    auto& command = *app.add_subcommand("audit", "jejak audit: verify, export, anchor, prove");
    add_store(command, options.store);
    command.add_option("action", options.action)
        ->required()
        ->check(CLI::IsMember({"verify", "export", "anchor", "prove"}));
    command.add_option("file", options.file, "berkas hasil; - untuk layar")->capture_default_str();
    command.add_option("--regency", options.regency, "kode kabupaten; 0000: yang tak berkabupaten");
    command.add_option("--seq", options.seq, "nomor kejadian yang dibuktikan");
    command.add_option("--day", options.day, "hari jangkar YYYY-MM-DD (tanpa ini: hari ini)");
}

int print(std::string const& text) {
    std::cout << text << std::flush;
    return std::cout ? 0 : 1;
}

void add_snapshot(CLI::App& app, SnapshotCommand& options) {
    auto& command = *app.add_subcommand("snapshot", "angka yang dibekukan: make, list, show, verify");
    add_store(command, options.store);
    command.add_option("action", options.action)
        ->required()
        ->check(CLI::IsMember({"make", "list", "show", "verify"}));
    command.add_option("code", options.code, "kode cuplikan (show, verify; tanpa ini: semua)");
    command.add_option("--regency", options.regency)->required();
    command.add_option("--title", options.title, "judul tabel (make)");
    command.add_option("--purpose", options.purpose, "untuk apa; dicatat (make)");
    command.add_option("--as-of", options.as_of, "YYYY-MM-DD (tanpa ini: hari ini)");
    command.add_option("--district", options.district, "kode kecamatan");
    command.add_option("--village", options.village, "kode desa");
    command.add_option("--trade", options.trade);
    command.add_option("--class", options.size_class);
    command.add_option("--status", options.status)->capture_default_str();
    command.add_flag("--coached", options.coached);
    command.add_flag("--json", options.json);
}

void add_kbli(CLI::App& app, KbliCommand& options) {
    auto& command = *app.add_subcommand("kbli", "KBLI: import, crosswalk, find");
    add_store(command, options.store);
    command.add_option("action", options.action)
        ->required()
        ->check(CLI::IsMember({"import", "crosswalk", "find"}));
    command.add_option("what", options.what, "berkas daftar lengkap, atau kata yang dicari")->required();
    command.add_option("--edition", options.edition)
        ->check(CLI::IsMember({"2020", "2025"}))
        ->capture_default_str();
}

void add_link(CLI::App& app, LinkCommand& options) {
    auto& command = *app.add_subcommand("link", "cari baris yang sama dalam satu daftar atau antara dua");
    command.add_option("lists", options.lists, "satu atau dua daftar berjudul kolom")
        ->required()
        ->expected(1, 2)
        ->check(CLI::ExistingFile);
    auto* const spec = command.add_option("--spec", options.spec, "apa yang dibandingkan, dalam TOML");
    auto* const suggest =
        command.add_flag("--suggest", options.suggest, "hanya tulis usulan --spec untuk daftar ini ke layar");
    spec->excludes(suggest);
    command.add_option("--pairs", options.pairs, "CSV pasangan: id_a,id_b,probability,weight");
    command.add_option("--entities", options.entities, "CSV entitas: id,entity (dan source bila dua daftar)");
    command.add_option("--report", options.report, "laporan HTML: model, yang dilewati, contoh pasangan");
    command.add_option("--threads", options.threads, "0: semua inti")->capture_default_str();
    command.callback([spec, suggest] {
        if (spec->count() + suggest->count() == 0) throw CLI::RequiredError("--spec atau --suggest");
    });
}

void add_key(CLI::App& app, KeyCommand& options) {
    auto& command = *app.add_subcommand("key", "kunci: list, rotate, reseal, retire");
    add_store(command, options.store);
    command.add_option("action", options.action)
        ->required()
        ->check(CLI::IsMember({"list", "rotate", "reseal", "retire"}));
    command.add_option("number", options.number, "nomor kunci yang dihentikan");
}

int run(int argc, char** argv) {
    CLI::App app{"Bina: registri dan pembinaan UMKM", "bina"};
    app.require_subcommand(1);
    ServeOptions serve_options;
    serve_options.web = (std::filesystem::path(argv[0]).parent_path() / "web").string();
    DemoCommand demo_options;
    IntakeCommand intake_options;
    intake_options.web = serve_options.web;
    CountCommand count_options;
    ExportCommand export_options;
    CheckCommand check_options;
    UserCommand user_options;
    TokenCommand token_options;
    AuditCommand audit_options;
    KbliCommand kbli_options;
    KeyCommand key_options;
    StoreOptions migrate_options;
    SnapshotCommand snapshot_options;
    BackupCommand backup_options;
    RestoreCommand restore_options;
    add_serve(app, serve_options);
    add_demo(app, demo_options);
    add_intake(app, intake_options);
    add_queries(app, count_options, export_options, check_options);
    add_store(*app.add_subcommand("migrate", "bawa basis data ke bentuk terbaru"), migrate_options);
    add_backups(app, backup_options, restore_options);
    add_key(app, key_options);
    add_user(app, user_options);
    add_snapshot(app, snapshot_options);
    add_token(app, token_options);
    add_audit(app, audit_options);
    std::string shell;
    app.add_subcommand("completion", "pelengkap perintah untuk shell")
        ->add_option("shell", shell)
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    app.add_subcommand("man", "halaman manual bina.1");
    app.set_config("--config", "", "berkas pengaturan TOML: satu bagian untuk setiap perintah");
    add_kbli(app, kbli_options);
    LinkCommand link_options;
    add_link(app, link_options);
    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    auto const name = app.get_subcommands().front()->get_name();
    if (name == "man") return print(man_page(app));
    if (name == "completion") return print(completion(app, shell).value());
    if (name == "serve") return serve(serve_options);
    if (name == "demo") return make_demo(demo_options);
    if (name == "intake") return intake(intake_options);
    if (name == "count") return count(count_options);
    if (name == "export") return export_list(export_options);
    if (name == "check") return check(check_options);
    if (name == "token") return token(token_options);
    if (name == "audit") return audit_log(audit_options);
    if (name == "kbli") return kbli(kbli_options);
    if (name == "key") return key(key_options);
    if (name == "link") return link_lists(link_options);
    if (name == "migrate") return migrate(migrate_options);
    if (name == "snapshot") return snapshot(snapshot_options);
    if (name == "backup") return back_up(backup_options);
    if (name == "restore") return restore(restore_options);
    return user(user_options);
}

}  // namespace

/// Read by jemalloc. Huge pages and freed memory kept for a minute: an intake otherwise spends a tenth of its
/// time on giving pages back and taking them again.
extern "C" {
char const* malloc_conf = "thp:always,dirty_decay_ms:60000";
}

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (std::exception const& error) {
        std::fputs(error.what(), stderr);
        std::fputc('\n', stderr);
        return 70;  // EX_SOFTWARE of sysexits.h
    }
}
