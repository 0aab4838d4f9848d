#include <fmt/format.h>

#include <algorithm>

#include "access/token.h"
#include "audit/audit.h"
#include "base/duration.h"
#include "cli/command.h"

namespace bina::cli {
namespace {

using base::Result;
using storage::Tx;

std::string day_text(std::optional<base::Instant> const& instant) {
    return instant ? base::Day::of(*instant).text() : "-";
}

Result<access::Account> find(Tx& tx, access::Actor const& actor, std::string const& username) {
    auto const known = TRY(access::accounts(tx, actor));
    auto const found = std::ranges::find(known, username, &access::Account::username);
    if (found == known.end()) return base::fail(base::malformed, "username");
    return *found;
}

Result<void> list(Tx& tx, access::Actor const& actor, TokenCommand const& command) {
    auto const account = TRY(find(tx, actor, command.username));
    for (auto const& token : TRY(access::tokens_of(tx, actor, account.id))) {
        std::string rights;
        for (auto const permission : token.permissions)
            rights += fmt::format(" {}", access::name_of(permission));
        for (auto const& area : token.areas) rights += " @" + area;
        fmt::print("{} {:<24} sampai {} dipakai {}{}{}\n", token.id.text(), token.name,
                   day_text(token.expires_at), day_text(token.used_at), rights,
                   token.revoked_at ? " (dicabut)" : "");
    }
    return {};
}

Result<access::ApiToken> asked(Tx& tx, access::Actor const& actor, TokenCommand const& command) {
    access::ApiToken token{.id = access::TokenId::make(tx.now()),
                           .account = TRY(find(tx, actor, command.username)).id,
                           .name = command.name,
                           .areas = command.areas,
                           .expires_at = {tx.now().milliseconds + command.days * base::day_ms}};
    for (auto const& name : command.permissions) {
        auto const permission = access::permission_of(name);
        if (!permission) return base::fail(base::malformed, "permission: " + name);
        token.permissions.push_back(*permission);
    }
    return token;
}

Result<void> add(storage::Db& db, access::Actor const& actor, TokenCommand const& command) {
    auto const secret = access::new_token_secret();
    TRY(db.write([&](Tx& tx) -> Result<void> {
        auto const token = TRY(asked(tx, actor, command));
        TRY(access::issue_token(tx, actor, token, secret));
        return audit::record(tx, actor, "access.token_issued", audit::no_regency, token.id.text(),
                             access::token_detail(token));
    }));
    fmt::print(stderr, "Simpan sekarang; kunci ini tidak akan ditampilkan lagi.\n");
    fmt::print("{}\n", secret);
    return {};
}

Result<void> revoke(Tx& tx, access::Actor const& actor, TokenCommand const& command) {
    auto const id = TRY(access::TokenId::parse(command.id));
    TRY(access::revoke_token(tx, actor, id));
    return audit::record(tx, actor, "access.token_revoked", audit::no_regency, id.text());
}

Result<void> run(TokenCommand const& command) {
    auto const store = TRY(open_store(command.store));
    auto const actor = access::local_operator();
    auto& db = *store.db;
    if (command.action == "list") return db.read([&](Tx& tx) { return list(tx, actor, command); });
    if (command.action == "add") return add(db, actor, command);
    return db.write([&](Tx& tx) { return revoke(tx, actor, command); });
}

}  // namespace

int token(TokenCommand const& command) {
    auto const done = run(command);
    return done ? 0 : failed(done.error());
}

}  // namespace bina::cli
