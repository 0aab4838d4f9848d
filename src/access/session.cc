#include "access/session.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "access/password.h"

namespace bina::access {
namespace {

using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

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

/// The pause that `failures` in a row have earned, in milliseconds.
std::int64_t pause_after(std::int64_t failures) {
    if (failures < attempts_before_pause) return 0;
    auto const doublings = std::min<std::int64_t>(failures - attempts_before_pause, 10);
    return std::min(pause_ms << doublings, pause_max_ms);
}

/// What somebody types for a user name may be anything, a password or a NIK among it.
std::string key_of(Tx const& tx, std::string_view username) {
    return tx.vault().hash("sign_in", username);
}

Result<void> check_attempts(Tx& tx, std::string_view username) {
    auto const wait_until = TRY(tx.first(
        "SELECT failures, last_at FROM sign_in_failure WHERE username = $1",
        [](Row const& row) { return row.integer(1) + pause_after(row.integer(0)); }, key_of(tx, username)));
    if (wait_until && tx.now().milliseconds < *wait_until) return fail(error::too_many_attempts);
    return {};
}

Result<void> note_failure(Tx& tx, std::string_view username) {
    if (username.size() > username_length_max) return {};  // Nobody has it: nothing to protect.
    TRY(tx.run("DELETE FROM sign_in_failure WHERE last_at < $1", tx.now().milliseconds - pause_max_ms));
    TRY(
        tx.run("INSERT INTO sign_in_failure (username, failures, last_at) VALUES ($1, 1, $2)"
               " ON CONFLICT (username) DO UPDATE SET failures = sign_in_failure.failures + 1, last_at = $2",
               key_of(tx, username), tx.now()));
    return {};
}

Result<void> open_session(Tx& tx, AccountId const& account, std::string_view username,
                          std::string_view token) {
    TRY(tx.run("DELETE FROM sign_in_failure WHERE username = $1", key_of(tx, username)));
    TRY(tx.run("DELETE FROM session WHERE account = $1 AND seen_at < $2", account,
               tx.now().milliseconds - session_idle_ms));
    TRY(
        tx.run("DELETE FROM session WHERE account = $1 AND token_hash NOT IN (SELECT token_hash FROM session"
               " WHERE account = $1 ORDER BY seen_at DESC, token_hash LIMIT $2)",
               account, sessions_max - 1));
    TRY(tx.run("INSERT INTO session (token_hash, account, created_at, seen_at) VALUES ($1, $2, $3, $3)",
               hash_token(token), account, tx.now()));
    return {};
}

}  // namespace

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
        if (account) account->account.grants = TRY(grants_of(tx, account->account.id));
        return account;
    }));
    // An unknown name costs as long as a wrong password, so that names cannot be found out by timing.
    static std::string const nobody = hash_password("nobody has this one", {}).value();
    bool const good = password_fits(found ? found->hash : nobody, password) && found.has_value();
    if (!good) {
        TRY(db.write([&](Tx& tx) { return note_failure(tx, username); }));
        return fail(error::bad_credentials);
    }
    auto const token = new_token();
    TRY(db.write([&](Tx& tx) { return open_session(tx, found->account.id, username, token); }));
    auto const& account = found->account;
    return SignedIn{token, {.id = account.id, .name = account.name, .grants = account.grants}};
}

Result<void> sign_out(Tx& tx, std::string_view token) {
    TRY(tx.run("DELETE FROM session WHERE token_hash = $1", hash_token(token)));
    return {};
}

Result<void> change_password(storage::Db& db, Actor const& actor, std::string_view old_password,
                             std::string_view new_password, std::string_view token) {
    struct Known {
        std::string username;
        std::string hash;
    };
    auto const known = TRY(db.read([&](Tx& tx) {
        return tx.first(
            "SELECT username, password_hash FROM account WHERE id = $1",
            [](Row const& row) { return Known{row.get<std::string>(0), row.get<std::string>(1)}; }, actor.id);
    }));
    if (!known || !password_fits(known->hash, old_password)) return fail(error::bad_credentials);
    auto const fresh = TRY(hash_password(new_password, known->username));
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
    std::uint64_t generation = 0;
    {
        std::lock_guard const lock(m_mutex);
        generation = m_generation;
        if (auto const known = m_known.find(hash); known != m_known.end() && now < known->second.until)
            return known->second.actor;
    }
    auto actor = TRY(look_up(hash));
    std::lock_guard const lock(m_mutex);
    if (m_generation != generation) return actor;  // Read before a change that has been made since.
    if (m_known.size() >= known_max) m_known.clear();
    m_known[hash] = {actor, {now.milliseconds + remembered_ms}};
    return actor;
}

void Sessions::forget() {
    std::lock_guard const lock(m_mutex);
    m_known.clear();
    ++m_generation;
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
        if (session) session->actor.grants = TRY(grants_of(tx, session->actor.id));
        return session;
    }));
    if (!found) return fail(error::no_session);
    // Written at most every five minutes: a page view must not cost a durable write. A store that cannot be
    // written now can still be read.
    if (now.milliseconds - found->seen_at.milliseconds > 300'000)
        (void)m_db.write([&](Tx& tx) {
            return tx.run("UPDATE session SET seen_at = $2 WHERE token_hash = $1", token_hash, now);
        });
    return found->actor;
}

}  // namespace bina::access
