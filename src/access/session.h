#pragma once
#include <mutex>
#include <unordered_map>

#include "access/account.h"

namespace bina::access {

// BSSN reg. 4/2021 as cities apply it: a limited number of attempts.
inline constexpr std::int64_t attempts_before_pause = 5;
inline constexpr std::int64_t pause_ms = 60'000;  ///< Doubled with each further failure, up to an hour.
inline constexpr std::int64_t pause_max_ms = 3'600'000;
inline constexpr std::int64_t session_idle_ms = 8 * 3'600'000LL;
inline constexpr std::int64_t session_life_ms = 7 * 86'400'000LL;
inline constexpr int sessions_max = 20;  ///< Of one account: a further sign-in ends the one unused longest.

struct SignedIn {
    std::string token;  ///< 64 hexadecimal digits, known to the client alone: the store keeps its hash.
    Actor actor;
};

/// Errors: too_many_attempts, bad_credentials (also for an unknown or disabled account, after the same time).
base::Result<SignedIn> sign_in(storage::Db&, std::string_view username, std::string_view password);
base::Result<void> sign_out(storage::Tx&, std::string_view token);
/// Changes one's own password and ends all other sessions. Errors: bad_credentials, password_short,
/// password_common.
base::Result<void> change_password(storage::Db&, Actor const&, std::string_view old_password,
                                   std::string_view new_password, std::string_view token);

/// Who a token stands for. Answers are remembered for a few seconds, so that a page of many requests reads
/// once.
class Sessions {
public:
    explicit Sessions(storage::Db& db) : m_db(db) {}

    /// Error: no_session.
    base::Result<Actor> find(std::string_view token);
    /// Call after any change to accounts, grants or sessions.
    void forget();

private:
    struct Known {
        Actor actor;
        base::Instant until;
    };
    static constexpr std::int64_t remembered_ms = 5'000;
    static constexpr std::size_t known_max = 10'000;

    base::Result<Actor> look_up(std::string const& token_hash);

    storage::Db& m_db;
    std::mutex m_mutex;
    std::unordered_map<std::string, Known> m_known;
    std::uint64_t m_generation = 0;
};

}  // namespace bina::access
