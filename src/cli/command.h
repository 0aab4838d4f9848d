#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "cli/fill_demo.h"
#include "cli/store.h"

/// The commands of `bina`. Each prints to standard output and returns the exit code: 0 done, 1 refused or
/// failed (said on standard error), 2 called wrongly.
namespace bina::cli {

struct ServeOptions {
    StoreOptions store;
    std::string web;  ///< Folder of the built client.
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    bool empty = false;  ///< A new store stays empty: its first screen makes the administrator.
    std::string tls_certificate;
    std::string tls_key;
    bool behind_proxy = false;
    std::string log;  ///< Empty: standard error.
};
int serve(ServeOptions const&);

struct DemoCommand {
    StoreOptions store;
    DemoOptions demo;
    std::string lists;  ///< Folder for dirty lists of the same regency; empty: none.
    std::string long_list;  ///< One long dirty list for measuring, in place of all else; empty: none.
    std::int64_t rows = 105'000;  ///< Of the long list.
};
int demo(DemoCommand const&);

struct IntakeCommand {
    StoreOptions store;
    std::string file;
    std::string source;
    std::string regency;
    std::string as_of;
    std::string sales_period = "ask";
    std::string district;
    bool dry_run = false;
    bool json = false;
    std::string web = {};  ///< Folder of the client, whose sentences are used.
};
int intake(IntakeCommand const&);

struct CountCommand {
    StoreOptions store;
    std::string regency;
    std::string as_of;
    std::string by = "total";
    bool json = false;
};
int count(CountCommand const&);

struct ExportCommand {
    StoreOptions store;
    std::string regency;
    std::string file;
    std::string reason;
    std::string status = "counted";
    bool clear = false;  ///< NIK and phone in clear.
};
int export_list(ExportCommand const&);

struct CheckCommand {
    StoreOptions store;
    bool json = false;
};
int check(CheckCommand const&);

int migrate(StoreOptions const&);

struct KeyCommand {
    StoreOptions store;
    std::string action;  ///< list, rotate, reseal, retire
    int number = 0;  ///< Of the key to retire.
};
int key(KeyCommand const&);

struct UserCommand {
    StoreOptions store;
    std::string action;  ///< list, add, password, disable
    std::string username;
    std::string name;
    std::string role = "operator";
    std::string area;
};
int user(UserCommand const&);

/// Says on standard error what went wrong; returns exit code 1.
int failed(base::Error const&);

/// A bar on standard error while something takes long; nothing when that is no terminal.
class ProgressBar {
public:
    explicit ProgressBar(std::string what) : m_what(std::move(what)) {}
    ~ProgressBar();
    void show(std::string_view phase, std::int64_t done, std::int64_t total);

private:
    std::string m_what;
    bool m_shown = false;
};

}  // namespace bina::cli
