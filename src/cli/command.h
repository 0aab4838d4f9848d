#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "backup/backup.h"
#include "cli/fill_demo.h"
#include "cli/store.h"

/// The commands of `bina`. Each prints to standard output and returns the exit code: 0 done, 1 refused or
/// failed (said on standard error), 2 called wrongly.
namespace bina::cli {

namespace error {
/// How many businesses an agency answers for is kept for today only.
inline constexpr base::ErrorKind agency_today{"cli.agency_today", 422};
}  // namespace error

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
    std::string backup;  ///< Folder for daily backups; empty: none are taken.
    int backup_hour = 1;  ///< West Indonesian time.
    backup::Keep keep;
};
int serve(ServeOptions const&);

struct DemoCommand {
    StoreOptions store;
    DemoOptions demo;
    std::string lists;  ///< Folder for dirty lists of the same regency; empty: none.
    std::string long_list;  ///< One long dirty list for measuring, in place of all else; empty: none.
    std::int64_t rows = 105'000;  ///< Of the long list.
};
int make_demo(DemoCommand const&);

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
    std::string backup;  ///< A backup that is to be proven in place of the store; empty: the store.
};
int check(CheckCommand const&);

int migrate(StoreOptions const&);

struct SnapshotCommand {
    StoreOptions store;
    std::string action;  ///< make, list, show, verify
    std::string regency;
    std::string code;  ///< Empty: all of them.
    std::string title;
    std::string purpose;
    std::string as_of;
    std::string district;
    std::string village;
    std::string trade;
    std::string size_class;
    std::string status = "counted";
    bool coached = false;
    bool json = false;
};
int snapshot(SnapshotCommand const&);

struct BackupCommand {
    StoreOptions store;
    std::string folder;
    backup::Keep keep;
    bool log_only = false;  ///< Only what changed since the last backup.
    bool with_key = false;  ///< Always refused, with the reason.
};
int back_up(BackupCommand const&);

struct RestoreCommand {
    StoreOptions store;  ///< Where to: a new folder, and for PostgreSQL an empty database.
    std::string backup;
    std::string until;
};
int restore(RestoreCommand const&);

struct KeyCommand {
    StoreOptions store;
    std::string action;  ///< list, rotate, reseal, retire
    int number = 0;  ///< Of the key to retire.
};
int key(KeyCommand const&);

struct UserCommand {
    StoreOptions store;
    std::string action;  ///< list, add, password, disable, reset-factor
    std::string username;
    std::string name;
    std::string role = "operator";
    std::string area;
    bool service = false;  ///< For a program: nobody knows its password, it has tokens only.
};
int user(UserCommand const&);

struct TokenCommand {
    StoreOptions store;
    std::string action;  ///< list, add, revoke
    std::string username;
    std::string id;  ///< Of the token to revoke.
    std::string name;
    std::vector<std::string> permissions;
    std::vector<std::string> areas;
    std::int64_t days = 90;
};
int token(TokenCommand const&);

struct AuditCommand {
    StoreOptions store;
    std::string action;  ///< verify, export, anchor, prove
    std::string regency;
    std::string file = "-";  ///< Of the export; "-" is standard output.
    std::int64_t seq = 0;  ///< Of the event to prove.
    std::string day;  ///< Of the anchor; empty: today.
};
int audit_log(AuditCommand const&);

struct KbliCommand {
    StoreOptions store;
    std::string action;  ///< import, crosswalk, find
    std::string what;  ///< A file, or the words to find.
    std::string edition = "2025";
};
int kbli(KbliCommand const&);

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
