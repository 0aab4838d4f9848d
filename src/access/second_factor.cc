#include "access/second_factor.h"

#include <sodium.h>

#include "access/totp.h"

namespace bina::access {
namespace {

using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

struct Kept {
    std::string secret;
    bool confirmed;
    std::int64_t last_step;
};

Result<std::optional<Kept>> find(Tx& tx, AccountId const& account) {
    auto kept = TRY(tx.first(
        "SELECT secret, confirmed_at, last_step FROM second_factor WHERE account = $1",
        [](Row const& row) { return Kept{std::string(row.bytes(0)), !row.null(1), row.integer(2)}; },
        account));
    if (kept) kept->secret = TRY(tx.vault().unseal(kept->secret));
    return kept;
}

/// As people copy it from paper: any case, with or without the dash.
std::string recovery_hash(Tx const& tx, AccountId const& account, std::string_view code) {
    std::string plain;
    for (char const c : code)
        if (c != '-' && c != ' ') plain += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return tx.vault().hash("access.recovery", account.text() + ":" + plain);
}

/// Moves the last step on; false when another sign-in has taken that code a moment before.
Result<bool> note_step(Tx& tx, AccountId const& account, std::int64_t step) {
    return TRY(tx.run("UPDATE second_factor SET last_step = $2 WHERE account = $1 AND last_step < $2",
                      account, step)) == 1;
}

}  // namespace

Result<Factor> factor_of(Tx& tx, AccountId const& account) {
    auto const count = [&](std::string_view sql) {
        return tx.first(sql, [](Row const& row) { return row.integer(0); }, account);
    };
    auto const on =
        TRY(count("SELECT count(*) FROM second_factor WHERE account = $1 AND confirmed_at IS NOT NULL"));
    auto const required =
        TRY(count("SELECT count(*) FROM role_grant g JOIN second_factor_rule r ON r.role = g.role"
                  " AND substr(g.area, 1, length(r.area)) = r.area WHERE g.account = $1"));
    auto const left = TRY(count("SELECT count(*) FROM recovery_code WHERE account = $1 AND used_at IS NULL"));
    return Factor{
        .on = on.value_or(0) > 0, .required = required.value_or(0) > 0, .recovery_left = left.value_or(0)};
}

Result<std::vector<Grant>> usable_grants(Tx& tx, AccountId const& account) {
    std::vector<Grant> found;
    TRY(tx.each(
        "SELECT g.role, g.area FROM role_grant g WHERE g.account = $1"
        " AND (EXISTS (SELECT 1 FROM second_factor f WHERE f.account = g.account"
        " AND f.confirmed_at IS NOT NULL)"
        " OR NOT EXISTS (SELECT 1 FROM second_factor_rule r WHERE r.role = g.role"
        " AND substr(g.area, 1, length(r.area)) = r.area)) ORDER BY g.role, g.area",
        [&](Row const& row) {
            if (auto const role = role_of(row.text(0))) found.push_back({*role, row.get<std::string>(1)});
        },
        account));
    return found;
}

Result<void> begin_factor(Tx& tx, AccountId const& account, std::string_view secret) {
    auto const kept = TRY(find(tx, account));
    if (kept && kept->confirmed) return fail(error::factor_on);
    auto const sealed = tx.vault().seal(secret);
    TRY(
        tx.run("INSERT INTO second_factor (account, secret, last_step) VALUES ($1, $2, 0)"
               " ON CONFLICT (account) DO UPDATE SET secret = $2, last_step = 0",
               account, storage::Bytes{sealed}));
    return {};
}

Result<void> confirm_factor(Tx& tx, AccountId const& account, std::string_view code,
                            std::span<std::string const> codes) {
    auto const kept = TRY(find(tx, account));
    if (!kept) return fail(error::factor_off);
    if (kept->confirmed) return fail(error::factor_on);
    auto const step = totp_match(kept->secret, code, tx.now().milliseconds, kept->last_step);
    if (!step) return fail(error::bad_code);
    TRY(tx.run("UPDATE second_factor SET confirmed_at = $2, last_step = $3 WHERE account = $1", account,
               tx.now(), *step));
    TRY(tx.run("DELETE FROM recovery_code WHERE account = $1", account));
    for (auto const& one : codes)
        TRY(tx.run("INSERT INTO recovery_code (account, code_hash) VALUES ($1, $2)", account,
                   recovery_hash(tx, account, one)));
    return {};
}

Result<bool> take_code(Tx& tx, AccountId const& account, std::string_view code) {
    auto const kept = TRY(find(tx, account));
    if (!kept || !kept->confirmed) return true;
    if (auto const step = totp_match(kept->secret, code, tx.now().milliseconds, kept->last_step))
        return note_step(tx, account, *step);
    auto const used = TRY(tx.run(
        "UPDATE recovery_code SET used_at = $3 WHERE account = $1 AND code_hash = $2 AND used_at IS NULL",
        account, recovery_hash(tx, account, code), tx.now()));
    return used == 1;
}

Result<void> remove_factor(Tx& tx, AccountId const& account) {
    TRY(tx.run("DELETE FROM recovery_code WHERE account = $1", account));
    TRY(tx.run("DELETE FROM second_factor WHERE account = $1", account));
    return {};
}

std::vector<std::string> new_recovery_codes() {
    std::vector<std::string> codes;
    for (int i = 0; i < recovery_codes; ++i) {
        std::string bytes(7, '\0');
        randombytes_buf(bytes.data(), bytes.size());
        auto const text = base32(bytes);
        codes.push_back(text.substr(0, 5) + "-" + text.substr(5, 5));
    }
    return codes;
}

Result<std::vector<Role>> factor_rules(Tx& tx, Actor const& actor, std::string_view area) {
    if (!actor.may(Permission::users_manage, area)) return fail(denied, "users.manage");
    std::vector<Role> roles;
    TRY(tx.each(
        "SELECT role FROM second_factor_rule WHERE area = $1 ORDER BY role",
        [&](Row const& row) {
            if (auto const role = role_of(row.text(0))) roles.push_back(*role);
        },
        area));
    return roles;
}

Result<void> set_factor_rules(Tx& tx, Actor const& actor, std::string_view area,
                              std::span<Role const> roles) {
    if (!actor.may(Permission::users_manage, area)) return fail(denied, "users.manage");
    TRY(tx.run("DELETE FROM second_factor_rule WHERE area = $1", area));
    for (auto const role : roles)
        TRY(tx.run("INSERT INTO second_factor_rule (role, area) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                   name_of(role), area));
    return {};
}

}  // namespace bina::access
