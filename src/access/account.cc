#include "access/account.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace bina::access {
namespace {

using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

// Words that lists of leaked passwords begin with, and those that everybody here tries first.
constexpr std::array<std::string_view, 10> common_parts{"password",  "123456",    "qwerty",  "admin123",
                                                        "bismillah", "indonesia", "rahasia", "sandi123",
                                                        "umkm123",   "dinas123"};

Result<void> check_username(std::string_view username) {
    auto const allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    };
    if (username.size() < 3 || username.size() > 60 || !std::ranges::all_of(username, allowed))
        return fail(error::username_form);
    return {};
}

Result<std::string> hash_password(std::string_view password) {
    if (password.size() < password_length_min || password.size() > password_length_max)
        return fail(error::password_short);
    for (auto const part : common_parts)
        if (password.size() < part.size() + 6 && password.contains(part)) return fail(error::password_common);
    std::string hash(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        throw std::bad_alloc();
    hash.resize(hash.find('\0'));
    return hash;
}

bool password_fits(std::string const& hash, std::string_view password) {
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

std::string hash_token(std::string_view token) {
    std::array<unsigned char, 32> out{};
    crypto_generichash(out.data(), out.size(), reinterpret_cast<unsigned char const*>(token.data()),
                       token.size(), nullptr, 0);
    std::string hex(out.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), out.data(), out.size());
    hex.pop_back();
    return hex;
}

std::string new_token() {
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::string hex(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
    hex.pop_back();
    return hex;
}

Result<std::vector<Grant>> grants_of(Tx& tx, std::string const& account) {
    std::vector<Grant> found;
    TRY(tx.each(
        "SELECT role, area FROM role_grant WHERE account = $1 ORDER BY role, area",
        [&](Row const& row) {
            if (auto const role = role_of(row.text(0))) found.push_back({*role, row.get<std::string>(1)});
        },
        account));
    return found;
}

Result<void> store_account(Tx& tx, Account const& account, std::string_view password) {
    TRY(check_username(account.username));
    auto const taken = TRY(tx.first(
        "SELECT 1 FROM account WHERE username = $1 AND id <> $2", [](Row const&) { return true; },
        account.username, account.id));
    if (taken) return fail(error::username_taken);

    auto const known =
        TRY(tx.first("SELECT 1 FROM account WHERE id = $1", [](Row const&) { return true; }, account.id));
    std::optional<base::Instant> const disabled =
        account.disabled ? std::optional(tx.now()) : std::optional<base::Instant>{};
    if (!known) {
        auto const hash = TRY(hash_password(password));
        TRY(
            tx.run("INSERT INTO account (id, username, name, password_hash, disabled_at, created_at)"
                   " VALUES ($1, $2, $3, $4, $5, $6)",
                   account.id, account.username, account.name, hash, disabled, tx.now()));
    } else {
        TRY(tx.run("UPDATE account SET username = $2, name = $3, disabled_at = $4 WHERE id = $1", account.id,
                   account.username, account.name, disabled));
        if (!password.empty()) {
            auto const hash = TRY(hash_password(password));
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

/// The pause that `failures` in a row have earned, in milliseconds.
std::int64_t pause_after(std::int64_t failures) {
    if (failures < attempts_before_pause) return 0;
    auto const doublings = std::min<std::int64_t>(failures - attempts_before_pause, 10);
    return std::min(pause_ms << doublings, pause_max_ms);
}

Result<void> check_attempts(Tx& tx, std::string_view username) {
    auto const wait_until = TRY(tx.first(
        "SELECT failures, last_at FROM sign_in_failure WHERE username = $1",
        [](Row const& row) { return row.integer(1) + pause_after(row.integer(0)); }, username));
    if (wait_until && tx.now().milliseconds < *wait_until) return fail(error::too_many_attempts);
    return {};
}

Result<void> note_failure(Tx& tx, std::string_view username) {
    TRY(
        tx.run("INSERT INTO sign_in_failure (username, failures, last_at) VALUES ($1, 1, $2)"
               " ON CONFLICT (username) DO UPDATE SET failures = sign_in_failure.failures + 1, last_at = $2",
               username, tx.now()));
    return {};
}

}  // namespace

Result<void> put_account(Tx& tx, Actor const& actor, Account const& account, std::string_view password) {
    TRY(actor.require_somewhere(Permission::users_manage));
    // One may hand out, and take away, only what lies inside the areas that one manages.
    auto const before = TRY(grants_of(tx, account.id.text()));
    for (auto const* list : {&before, &account.grants})
        for (auto const& grant : *list)
            if (!actor.may(Permission::users_manage, grant.area)) return fail(denied, "users.manage");
    if (account.id == actor.id && account.disabled) return fail(error::own_account);
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

Result<std::vector<Account>> accounts(Tx& tx, Actor const& actor) {
    TRY(actor.require_somewhere(Permission::users_manage));
    auto found = TRY(tx.rows(
        "SELECT a.id, a.username, a.name, a.disabled_at,"
        " (SELECT max(s.seen_at) FROM session s WHERE s.account = a.id) FROM account a ORDER BY a.username",
        [](Row const& row) {
            return Account{.id = row.get<AccountId>(0),
                           .username = row.get<std::string>(1),
                           .name = row.get<std::string>(2),
                           .disabled = !row.null(3),
                           .grants = {},
                           .last_seen = row.maybe<base::Instant>(4)};
        }));
    for (auto& account : found) account.grants = TRY(grants_of(tx, account.id.text()));
    // An administrator of one regency neither sees nor changes those of another.
    std::erase_if(found, [&](Account const& account) {
        return !account.grants.empty() && std::ranges::none_of(account.grants, [&](Grant const& grant) {
            return actor.may(Permission::users_manage, grant.area);
        });
    });
    return found;
}

Result<SignedIn> sign_in(storage::Db& db, std::string_view username, std::string_view password) {
    struct Found {
        Account account;
        std::string hash;
    };
    auto const found = TRY(db.read([&](Tx& tx) -> Result<std::optional<Found>> {
        TRY(check_attempts(tx, username));
        auto account = TRY(tx.first(
            "SELECT id, username, name, password_hash FROM account WHERE username = $1 AND disabled_at IS "
            "NULL",
            [](Row const& row) {
                return Found{.account = {.id = row.get<AccountId>(0),
                                         .username = row.get<std::string>(1),
                                         .name = row.get<std::string>(2)},
                             .hash = row.get<std::string>(3)};
            },
            username));
        if (account) account->account.grants = TRY(grants_of(tx, account->account.id.text()));
        return account;
    }));
    // An unknown name costs as long as a wrong password, so that names cannot be found out by timing.
    static std::string const nobody = hash_password("nobody has this one").value();
    bool const good = password_fits(found ? found->hash : nobody, password) && found.has_value();
    if (!good) {
        TRY(db.write([&](Tx& tx) { return note_failure(tx, username); }));
        return fail(error::bad_credentials);
    }
    auto const token = new_token();
    TRY(db.write([&](Tx& tx) -> Result<void> {
        TRY(tx.run("DELETE FROM sign_in_failure WHERE username = $1", username));
        TRY(tx.run("DELETE FROM session WHERE account = $1 AND seen_at < $2", found->account.id,
                   tx.now().milliseconds - session_idle_ms));
        TRY(tx.run("INSERT INTO session (token_hash, account, created_at, seen_at) VALUES ($1, $2, $3, $3)",
                   hash_token(token), found->account.id, tx.now()));
        return {};
    }));
    auto const& account = found->account;
    return SignedIn{token, {.id = account.id, .name = account.name, .grants = account.grants}};
}

Result<void> sign_out(Tx& tx, std::string_view token) {
    TRY(tx.run("DELETE FROM session WHERE token_hash = $1", hash_token(token)));
    return {};
}

Result<void> change_password(storage::Db& db, Actor const& actor, std::string_view old_password,
                             std::string_view new_password, std::string_view token) {
    auto const hash = TRY(db.read([&](Tx& tx) {
        return tx.first(
            "SELECT password_hash FROM account WHERE id = $1",
            [](Row const& row) { return row.get<std::string>(0); }, actor.id);
    }));
    if (!hash || !password_fits(*hash, old_password)) return fail(error::bad_credentials);
    auto const fresh = TRY(hash_password(new_password));
    return db.write([&](Tx& tx) -> Result<void> {
        TRY(tx.run("UPDATE account SET password_hash = $2 WHERE id = $1", actor.id, fresh));
        TRY(tx.run("DELETE FROM session WHERE account = $1 AND token_hash <> $2", actor.id,
                   hash_token(token)));
        return {};
    });
}

Result<Actor> Sessions::find(std::string_view token) {
    if (token.size() != 64) return fail(error::no_session);
    auto const hash = hash_token(token);
    auto const now = m_db.now();
    {
        std::lock_guard const lock(m_mutex);
        if (auto const known = m_known.find(hash); known != m_known.end() && now < known->second.until)
            return known->second.actor;
    }
    auto actor = TRY(look_up(hash));
    std::lock_guard const lock(m_mutex);
    if (m_known.size() >= known_max) m_known.clear();
    m_known[hash] = {actor, {now.milliseconds + remembered_ms}};
    return actor;
}

void Sessions::forget() {
    std::lock_guard const lock(m_mutex);
    m_known.clear();
}

Result<Actor> Sessions::look_up(std::string const& token_hash) {
    struct Found {
        Actor actor;
        base::Instant seen_at;
    };
    auto const now = m_db.now();
    auto const found = TRY(m_db.read([&](Tx& tx) -> Result<std::optional<Found>> {
        auto session = TRY(tx.first(
            "SELECT a.id, a.name, s.seen_at FROM session s JOIN account a ON a.id = s.account"
            " WHERE s.token_hash = $1 AND s.seen_at > $2 AND s.created_at > $3 AND a.disabled_at IS NULL",
            [](Row const& row) {
                return Found{
                    .actor = {.id = row.get<AccountId>(0), .name = row.get<std::string>(1), .grants = {}},
                    .seen_at = row.get<base::Instant>(2)};
            },
            token_hash, now.milliseconds - session_idle_ms, now.milliseconds - session_life_ms));
        if (session) session->actor.grants = TRY(grants_of(tx, session->actor.id.text()));
        return session;
    }));
    if (!found) return fail(error::no_session);
    // Written at most every five minutes: a page view must not cost a durable write.
    if (now.milliseconds - found->seen_at.milliseconds > 300'000)
        TRY(m_db.write([&](Tx& tx) -> Result<void> {
            TRY(tx.run("UPDATE session SET seen_at = $2 WHERE token_hash = $1", token_hash, now));
            return {};
        }));
    return found->actor;
}

}  // namespace bina::access
