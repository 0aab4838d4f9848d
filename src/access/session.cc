#include "access/session.h"

#include <fmt/format.h>

#include <algorithm>

#include "access/password.h"
#include "access/second_factor.h"
#include "access/secret.h"

namespace bina::access {
namespace {

using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

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
    auto const left = wait_until.value_or(0) - tx.now().milliseconds;
    if (left > 0) return fail(error::too_many_attempts, std::to_string((left + 999) / 1000));
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

/// Holds for a row of `session` that still counts at the instant $2.
std::string const counts = fmt::format(
    " seen_at > $2 - CASE field WHEN 1 THEN {} ELSE {} END AND created_at > $2 - CASE field WHEN 1 THEN {} "
    "ELSE "
    "{} END",
    field_session_idle_ms, session_idle_ms, field_session_life_ms, session_life_ms);

/// What is left of the permissions in a phone's session.
std::optional<std::vector<Permission>> only_in(bool field) {
    if (!field) return std::nullopt;
    return std::vector<Permission>(field_permissions.begin(), field_permissions.end());
}

/// What a browser says of itself, without what no screen could show.
std::string plain_text(std::string_view text) {
    std::string kept;
    for (char const c : text.substr(0, device_length_max))
        if (c >= 0x20 && c < 0x7F) kept += c;
    return kept;
}

Result<void> open_session(Tx& tx, AccountId const& account, Attempt const& attempt, std::string_view token) {
    TRY(tx.run("DELETE FROM sign_in_failure WHERE username = $1", key_of(tx, attempt.username)));
    TRY(tx.run("DELETE FROM session WHERE account = $1 AND NOT (" + counts + ")", account, tx.now()));
    TRY(
        tx.run("DELETE FROM session WHERE account = $1 AND token_hash NOT IN (SELECT token_hash FROM session"
               " WHERE account = $1 ORDER BY seen_at DESC, token_hash LIMIT $2)",
               account, sessions_max - 1));
    TRY(
        tx.run("INSERT INTO session (token_hash, account, created_at, seen_at, device, address, field)"
               " VALUES ($1, $2, $3, $3, $4, $5, $6)",
               hash_secret(token), account, tx.now(), plain_text(attempt.device), plain_text(attempt.address),
               std::int64_t{attempt.field}));
    return {};
}

struct Known {
    AccountId id;
    std::string name;
    std::string hash;
};

Result<std::optional<Known>> find_known(storage::Db& db, std::string_view username) {
    return db.read([&](Tx& tx) -> Result<std::optional<Known>> {
        TRY(check_attempts(tx, username));
        return tx.first(
            "SELECT id, name, password_hash FROM account WHERE username = $1 AND disabled_at IS NULL",
            [](Row const& row) {
                return Known{row.get<AccountId>(0), row.get<std::string>(1), row.get<std::string>(2)};
            },
            username);
    });
}

/// The account of that name if the password is its own; a failure is noted.
Result<Known> recognise(storage::Db& db, std::string_view username, std::string_view password) {
    auto const found = TRY(find_known(db, username));
    // An unknown name costs as long as a wrong password, so that names cannot be found out by timing.
    static std::string const nobody = hash_password("nobody has this one", {}).value();
    if (password_fits(found ? found->hash : nobody, password) && found) return *found;
    TRY(db.write([&](Tx& tx) { return note_failure(tx, username); }));
    return fail(error::bad_credentials);
}

Result<std::string> username_of(storage::Db& db, AccountId const& account) {
    auto const found = TRY(db.read([&](Tx& tx) { return find_account(tx, account); }));
    return found ? found->username : std::string();
}

}  // namespace

Result<SignedIn> sign_in(storage::Db& db, Attempt const& attempt) {
    auto const known = TRY(recognise(db, attempt.username, attempt.password));
    bool const asks_code = TRY(db.read([&](Tx& tx) { return factor_of(tx, known.id); })).on;
    if (asks_code && attempt.code.empty()) return fail(error::code_required);
    auto const token = random_hex();
    // The code is used up in the transaction that opens the session: it opens one and no more.
    auto actor = TRY(db.write([&](Tx& tx) -> Result<std::optional<Actor>> {
        if (!TRY(take_code(tx, known.id, attempt.code))) {
            TRY(note_failure(tx, attempt.username));
            return std::nullopt;
        }
        TRY(open_session(tx, known.id, attempt, token));
        return Actor{.id = known.id,
                     .name = known.name,
                     .grants = TRY(usable_grants(tx, known.id)),
                     .only = only_in(attempt.field)};
    }));
    if (!actor) return fail(error::bad_code);
    return SignedIn{token, *std::move(actor)};
}

Result<void> check_password(storage::Db& db, AccountId const& account, std::string_view password) {
    TRY(recognise(db, TRY(username_of(db, account)), password));
    return {};
}

Result<void> sign_out(Tx& tx, std::string_view token) {
    TRY(tx.run("DELETE FROM session WHERE token_hash = $1", hash_secret(token)));
    return {};
}

Result<void> change_password(storage::Db& db, Actor const& actor, std::string_view old_password,
                             std::string_view new_password, std::string_view token) {
    auto const username = TRY(username_of(db, actor.id));
    TRY(recognise(db, username, old_password));
    auto const fresh = TRY(hash_password(new_password, username));
    return db.write([&](Tx& tx) -> Result<void> {
        TRY(tx.run("UPDATE account SET password_hash = $2 WHERE id = $1", actor.id, fresh));
        TRY(end_sessions(tx, actor.id, token));
        return {};
    });
}

Result<std::vector<OpenSession>> sessions_of(Tx& tx, AccountId const& account, std::string_view token) {
    auto const own = hash_secret(token);
    return tx.rows(
        "SELECT token_hash, device, address, created_at, seen_at, field FROM session WHERE account = $1 AND" +
            counts + " ORDER BY seen_at DESC, token_hash",
        [&](Row const& row) {
            return OpenSession{.id = SessionId::parse(row.text(0).substr(0, 32)).value(),
                               .device = row.get<std::string>(1),
                               .address = row.get<std::string>(2),
                               .since = row.get<base::Instant>(3),
                               .seen_at = row.get<base::Instant>(4),
                               .field = row.integer(5) == 1,
                               .current = row.text(0) == own};
        },
        account, tx.now());
}

Result<bool> end_session(Tx& tx, AccountId const& account, SessionId const& id) {
    return TRY(tx.run("DELETE FROM session WHERE account = $1 AND substr(token_hash, 1, 32) = $2", account,
                      id)) > 0;
}

Result<std::int64_t> end_sessions(Tx& tx, AccountId const& account, std::string_view token) {
    return tx.run("DELETE FROM session WHERE account = $1 AND token_hash <> $2", account,
                  token.empty() ? std::string() : hash_secret(token));
}

Result<Actor> Sessions::find(std::string_view token) {
    if (token.size() != 64) return fail(error::no_session);
    return remembered(token, [this](std::string const& hash) { return look_up(hash); });
}

Result<Actor> Sessions::find_bearer(std::string_view secret) {
    if (!secret.starts_with(token_prefix)) return fail(error::no_session);
    return remembered(secret, [this](std::string const& hash) { return look_up_bearer(hash); });
}

template <class LookUp>
Result<Actor> Sessions::remembered(std::string_view secret, LookUp look_up) {
    auto const hash = hash_secret(secret);
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
            "SELECT a.id, a.name, s.seen_at, s.field FROM (SELECT account, seen_at, field FROM session"
            " WHERE token_hash = $1 AND" +
                counts + ") s JOIN account a ON a.id = s.account WHERE a.disabled_at IS NULL",
            [](Row const& row) {
                return Found{.actor = {.id = row.get<AccountId>(0),
                                       .name = row.get<std::string>(1),
                                       .grants = {},
                                       .only = only_in(row.integer(3) == 1)},
                             .seen_at = row.get<base::Instant>(2)};
            },
            token_hash, now));
        if (session) session->actor.grants = TRY(usable_grants(tx, session->actor.id));
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

Result<Actor> Sessions::look_up_bearer(std::string const& secret_hash) {
    auto holder = TRY(m_db.read([&](Tx& tx) { return holder_of_token(tx, secret_hash); }));
    if (!holder) return fail(error::no_session);
    // A store that cannot be written now can still be read.
    if (holder->use_unnoted) (void)m_db.write([&](Tx& tx) { return note_token_use(tx, secret_hash); });
    return std::move(holder->actor);
}

}  // namespace bina::access
