#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "access/second_factor.h"
#include "access/secret.h"
#include "access/session.h"
#include "audit/audit.h"
#include "cli/command.h"

namespace bina::cli {
namespace {

using base::Result;
using storage::Tx;

/// A line from standard input, not shown when that is a terminal.
std::string ask_password() {
    termios shown{};
    bool const terminal = ::tcgetattr(STDIN_FILENO, &shown) == 0;
    if (terminal) {
        fmt::print(stderr, "Kata sandi: ");
        termios hidden = shown;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSANOW, &hidden);
    }
    std::string password;
    std::getline(std::cin, password);
    if (terminal) {
        ::tcsetattr(STDIN_FILENO, TCSANOW, &shown);
        fmt::print(stderr, "\n");
    }
    return password;
}

Result<void> list(Tx& tx, access::Actor const& actor) {
    for (auto const& account : TRY(access::accounts(tx, actor))) {
        std::string grants;
        for (auto const& grant : account.grants)
            grants +=
                fmt::format(" {}@{}", access::name_of(grant.role), grant.area.empty() ? "*" : grant.area);
        fmt::print("{:<20} {:<28}{}{}\n", account.username, account.name, grants,
                   account.disabled ? " (nonaktif)" : "");
    }
    return {};
}

/// For whoever has lost phone and recovery codes.
Result<void> reset_factor(Tx& tx, access::Actor const& actor, UserCommand const& command) {
    auto const known = TRY(access::accounts(tx, actor));
    auto const found = std::ranges::find(known, command.username, &access::Account::username);
    if (found == known.end()) return base::fail(base::malformed, "username");
    TRY(access::remove_factor(tx, found->id));
    TRY(access::end_sessions(tx, found->id, {}));
    return audit::record(tx, actor, "access.second_factor_reset", audit::no_regency, found->id.text());
}

Result<void> change(Tx& tx, access::Actor const& actor, UserCommand const& command,
                    std::string const& password) {
    auto const known = TRY(access::accounts(tx, actor));
    auto const found = std::ranges::find(known, command.username, &access::Account::username);
    access::Account account{.username = command.username, .name = command.name};
    if (command.action == "add") {
        account.id = access::AccountId::make(tx.now());
        auto const role = access::role_of(command.role);
        if (!role) return base::fail(base::malformed, "role");
        account.grants.push_back({*role, command.area});
        if (account.name.empty()) account.name = command.username;
    } else {
        if (found == known.end()) return base::fail(base::malformed, "username");
        account = *found;
        account.disabled = account.disabled || command.action == "disable";
    }
    return access::put_account(tx, actor, account, password);
}

Result<void> run(UserCommand const& command) {
    auto const store = TRY(open_store(command.store));
    auto const actor = access::local_operator();
    if (command.action == "list") return store.db->read([&](Tx& tx) { return list(tx, actor); });
    if (command.action == "reset-factor")
        return store.db->write([&](Tx& tx) { return reset_factor(tx, actor, command); });
    std::string const password = command.action == "disable" ? ""
                                 : command.service           ? access::random_hex()
                                                             : ask_password();
    return store.db->write([&](Tx& tx) { return change(tx, actor, command, password); });
}

}  // namespace

int user(UserCommand const& command) {
    auto const done = run(command);
    return done ? 0 : failed(done.error());
}

}  // namespace bina::cli
