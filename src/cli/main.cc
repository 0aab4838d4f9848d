#include <CLI/CLI.hpp>
#include <filesystem>

#include "cli/command.h"

namespace {

using namespace bina::cli;  // this file is nothing but the command line of that module

void add_store(CLI::App& command, StoreOptions& options) {
    command.add_option("--data", options.folder, "folder data")->capture_default_str();
    command.add_option("--database", options.database, "postgresql://… (tanpa ini: SQLite di folder data)");
    command.add_option("--key", options.key, "berkas kunci (tanpa ini: bina.key di folder data)");
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
        ->check(CLI::IsMember({"total", "district", "village", "trade", "class", "status", "month"}))
        ->capture_default_str();
    count.add_flag("--json", count_options.json);

    auto& out = *app.add_subcommand("export", "tulis daftar usaha ke .csv atau .xlsx");
    add_store(out, export_options.store);
    out.add_option("file", export_options.file)->required();
    out.add_option("--regency", export_options.regency)->required();
    out.add_option("--reason", export_options.reason, "untuk apa; dicatat")->required();
    out.add_option("--status", export_options.status)->capture_default_str();

    auto& check = *app.add_subcommand("check", "hitung ulang semuanya dari fakta");
    add_store(check, check_options.store);
    check.add_flag("--json", check_options.json);
}

void add_user(CLI::App& app, UserCommand& options) {
    auto& command = *app.add_subcommand("user", "pengguna: list, add, password, disable");
    add_store(command, options.store);
    command.add_option("action", options.action)
        ->required()
        ->check(CLI::IsMember({"list", "add", "password", "disable"}));
    command.add_option("username", options.username);
    command.add_option("--name", options.name);
    command.add_option("--role", options.role)->capture_default_str();
    command.add_option("--area", options.area, "kode wilayah; kosong: seluruh negeri");
}

}  // namespace

int main(int argc, char** argv) {
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
    StoreOptions migrate_options;
    add_serve(app, serve_options);
    add_demo(app, demo_options);
    add_intake(app, intake_options);
    add_queries(app, count_options, export_options, check_options);
    add_store(*app.add_subcommand("migrate", "bawa basis data ke bentuk terbaru"), migrate_options);
    add_user(app, user_options);
    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    auto const name = app.get_subcommands().front()->get_name();
    if (name == "serve") return serve(serve_options);
    if (name == "demo") return demo(demo_options);
    if (name == "intake") return intake(intake_options);
    if (name == "count") return count(count_options);
    if (name == "export") return export_list(export_options);
    if (name == "check") return check(check_options);
    if (name == "migrate") return migrate(migrate_options);
    return user(user_options);
}
