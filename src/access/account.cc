#include "access/account.h"

#include <fmt/format.h>

#include <algorithm>

#include "access/password.h"
#include "base/fold.h"

namespace bina::access {
namespace {

using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

Result<void> check_account(Account const& account) {
    auto const allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    };
    auto const& username = account.username;
    if (username.size() < username_length_min || username.size() > username_length_max ||
        !std::ranges::all_of(username, allowed))
        return fail(error::username_form);
    if (account.name.empty() || account.name.size() > name_length_max) return fail(base::malformed, "name");
    for (auto const& grant : account.grants)
        if (!grant.area.empty()) TRY(base::AreaCode::parse(grant.area));
    return {};
}

Result<void> store_account(Tx& tx, Account const& account, std::string_view password) {
    TRY(check_account(account));
    auto const taken = TRY(tx.first(
        "SELECT 1 FROM account WHERE username = $1 AND id <> $2", [](Row const&) { return true; },
        account.username, account.id));
    if (taken) return fail(error::username_taken);

    auto const known =
        TRY(tx.first("SELECT 1 FROM account WHERE id = $1", [](Row const&) { return true; }, account.id));
    std::optional<base::Instant> const disabled =
        account.disabled ? std::optional(tx.now()) : std::optional<base::Instant>{};
    if (!known) {
        auto const hash = TRY(hash_password(password, account.username));
        TRY(
            tx.run("INSERT INTO account (id, username, name, password_hash, disabled_at, created_at)"
                   " VALUES ($1, $2, $3, $4, $5, $6)",
                   account.id, account.username, account.name, hash, disabled, tx.now()));
    } else {
        TRY(tx.run("UPDATE account SET username = $2, name = $3, disabled_at = $4 WHERE id = $1", account.id,
                   account.username, account.name, disabled));
        if (!password.empty()) {
            auto const hash = TRY(hash_password(password, account.username));
            TRY(tx.run("UPDATE account SET password_hash = $2 WHERE id = $1", account.id, hash));
        }
        if (!password.empty() || account.disabled)
            TRY(tx.run("DELETE FROM session WHERE account = $1", account.id));
    }
    TRY(tx.run("DELETE FROM role_grant WHERE account = $1", account.id));
    for (auto const& grant : account.grants)
        TRY(tx.run("INSERT INTO role_grant (account, role, area) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                   account.id, name_of(grant.role), grant.area));
    return {};
}

constexpr std::string_view select_account =
    "SELECT a.id, a.username, a.name, a.disabled_at,"
    " (SELECT max(s.seen_at) FROM session s WHERE s.account = a.id) FROM account a";

Account read_account(Row const& row) {
    return {.id = row.get<AccountId>(0),
            .username = row.get<std::string>(1),
            .name = row.get<std::string>(2),
            .disabled = !row.null(3),
            .grants = {},
            .last_seen = row.maybe<base::Instant>(4)};
}

}  // namespace

Result<std::vector<Grant>> grants_of(Tx& tx, AccountId const& account) {
    std::vector<Grant> found;
    TRY(tx.each(
        "SELECT role, area FROM role_grant WHERE account = $1 ORDER BY role, area",
        [&](Row const& row) {
            if (auto const role = role_of(row.text(0))) found.push_back({*role, row.get<std::string>(1)});
        },
        account));
    return found;
}

Result<void> require_manages(Tx& tx, Actor const& actor, AccountId const& account) {
    TRY(actor.require_somewhere(Permission::users_manage));
    for (auto const& grant : TRY(grants_of(tx, account)))
        if (!actor.may(Permission::users_manage, grant.area)) return fail(denied, "users.manage");
    return {};
}

Result<void> put_account(Tx& tx, Actor const& actor, Account const& account, std::string_view password) {
    // One may hand out, and take away, only what lies inside the areas that one manages.
    TRY(require_manages(tx, actor, account.id));
    for (auto const& grant : account.grants)
        if (!actor.may(Permission::users_manage, grant.area)) return fail(denied, "users.manage");
    bool const stays = !account.disabled && std::ranges::any_of(account.grants, [](Grant const& grant) {
        return grants(grant.role, Permission::users_manage);
    });
    if (account.id == actor.id && !stays) return fail(error::own_account);
    return store_account(tx, account, password);
}

Result<void> set_up(Tx& tx, Account const& account, std::string_view password) {
    if (!TRY(needs_set_up(tx))) return fail(error::already_set_up);
    return store_account(tx, account, password);
}

Result<bool> needs_set_up(Tx& tx) {
    auto const any = TRY(tx.first("SELECT 1 FROM account LIMIT 1", [](Row const&) { return true; }));
    return !any;
}

Result<std::vector<Account>> holders(Tx& tx, Permission permission, base::RegencyCode const& regency) {
    // Of a province's accounts only those with a role there.
    static std::string const sql = std::string(select_account) +
                                   " WHERE a.disabled_at IS NULL AND EXISTS (SELECT 1 FROM role_grant g"
                                   " WHERE g.account = a.id AND (substr(g.area, 1, 4) = $1"
                                   " OR g.area = substr($1, 1, length(g.area)))) ORDER BY a.name, a.id";
    auto found = TRY(tx.rows(sql, read_account, regency));
    for (auto& account : found) account.grants = TRY(grants_of(tx, account.id));
    std::erase_if(found, [&](Account const& account) {
        Actor const who{.id = account.id, .name = account.name, .grants = account.grants};
        return !who.require_within(permission, regency).has_value();
    });
    return found;
}

Result<std::vector<Account>> accounts(Tx& tx, Actor const& actor) {
    TRY(actor.require_somewhere(Permission::users_manage));
    auto found = TRY(tx.rows(std::string(select_account) + " ORDER BY a.username", read_account));
    for (auto& account : found) account.grants = TRY(grants_of(tx, account.id));
    // An administrator of one regency neither sees nor changes those of another.
    std::erase_if(found, [&](Account const& account) {
        return !account.grants.empty() && std::ranges::none_of(account.grants, [&](Grant const& grant) {
            return actor.may(Permission::users_manage, grant.area);
        });
    });
    return found;
}

Result<std::optional<Account>> find_account(Tx& tx, AccountId const& id) {
    auto account = TRY(tx.first(std::string(select_account) + " WHERE a.id = $1", read_account, id));
    if (account) account->grants = TRY(grants_of(tx, id));
    return account;
}

Result<std::vector<std::string>> accounts_named(Tx& tx, std::string_view text) {
    auto const wanted = base::fold(text);
    std::vector<std::string> found;
    TRY(tx.each("SELECT id, username, name FROM account ORDER BY id", [&](Row const& row) {
        if (found.size() < accounts_named_max &&
            base::fold(fmt::format("{} {}", row.text(1), row.text(2))).contains(wanted))
            found.push_back(row.get<std::string>(0));
    }));
    if (local_operator().name.contains(wanted)) found.push_back(local_operator().id.text());
    return found;
}

Result<std::string> account_name(Tx& tx, std::string_view id) {
    auto const name = TRY(tx.first(
        "SELECT name FROM account WHERE id = $1", [](Row const& row) { return row.get<std::string>(0); },
        id));
    if (name) return *name;
    return id == local_operator().id.text() ? local_operator().name : std::string();
}

}  // namespace bina::access
