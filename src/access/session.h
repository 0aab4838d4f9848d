#pragma once
#include <mutex>
#include <unordered_map>

#include "access/token.h"

namespace bina::access {

// BSSN reg. 4/2021 as cities apply it: a limited number of attempts.
inline constexpr std::int64_t attempts_before_pause = 5;
inline constexpr std::int64_t pause_ms = 60'000;  ///< Doubled with each further failure, up to an hour.
inline constexpr std::int64_t pause_max_ms = 3'600'000;
inline constexpr std::int64_t session_idle_ms = 8 * 3'600'000LL;
inline constexpr std::int64_t session_life_ms = 7 * 86'400'000LL;
/// Of a phone that goes where there is no signal for days. It may do no more than `field_permissions`.
inline constexpr std::int64_t field_session_idle_ms = 30 * 86'400'000LL;
inline constexpr std::int64_t field_session_life_ms = 180 * 86'400'000LL;
inline constexpr std::array field_permissions{Permission::registry_read, Permission::census_visit};
inline constexpr int sessions_max = 20;  ///< Of one account: a further sign-in ends the one unused longest.

inline constexpr std::size_t device_length_max = 200;

/// What somebody gives to sign in, and from where.
struct Attempt {
    std::string_view username;
    std::string_view password;
    std::string_view code = {};  ///< Of the second factor, or a recovery code.
    std::string_view device = {};  ///< As the browser calls itself.
    std::string_view address = {};
    bool field = false;  ///< A phone's long session.
};

struct SignedIn {
    std::string token;  ///< 64 hexadecimal digits, known to the client alone: the store keeps its hash.
    Actor actor;
};

/// Errors: too_many_attempts, bad_credentials (also for an unknown or disabled account, after the same time),
/// code_required, bad_code.
base::Result<SignedIn> sign_in(storage::Db&, Attempt const&);
base::Result<void> sign_out(storage::Tx&, std::string_view token);
/// Changes one's own password and ends all other sessions. Errors: bad_credentials, password_short,
/// password_common.
base::Result<void> change_password(storage::Db&, Actor const&, std::string_view old_password,
                                   std::string_view new_password, std::string_view token);

using SessionId = base::Id<struct SessionTag>;

/// One place where somebody is signed in.
struct OpenSession {
    SessionId id;  ///< Tells nothing of the token.
    std::string device;
    std::string address;
    base::Instant since;
    base::Instant seen_at;
    bool field = false;
    bool current = false;
};
/// Those that still count, the one used last first; `token` is that of the session that asks.
base::Result<std::vector<OpenSession>> sessions_of(storage::Tx&, AccountId const&, std::string_view token);
/// Ends one session; false when there is none of that id. Call Sessions::forget after the commit.
base::Result<bool> end_session(storage::Tx&, AccountId const&, SessionId const&);
/// Ends all but that of `token`, all of them when it is empty, and returns how many. Call Sessions::forget.
base::Result<std::int64_t> end_sessions(storage::Tx&, AccountId const&, std::string_view token);

/// Whether that is the account's password. Failures count like those of a sign-in.
/// Errors: too_many_attempts, bad_credentials.
base::Result<void> check_password(storage::Db&, AccountId const&, std::string_view password);

/// Who a token stands for. Answers are remembered for a few seconds, so that a page of many requests reads
/// once.
class Sessions {
public:
    explicit Sessions(storage::Db& db) : m_db(db) {}

    /// By the token of a session. Error: no_session.
    base::Result<Actor> find(std::string_view token);
    /// By the secret of an API token. Error: no_session.
    base::Result<Actor> find_bearer(std::string_view secret);
    /// Call after any change to accounts, grants or sessions.
    void forget();

private:
    struct Known {
        Actor actor;
        base::Instant until;
    };
    static constexpr std::int64_t remembered_ms = 5'000;
    static constexpr std::size_t known_max = 10'000;

    template <class LookUp>
    base::Result<Actor> remembered(std::string_view secret, LookUp look_up);
    base::Result<Actor> look_up(std::string const& token_hash);
    base::Result<Actor> look_up_bearer(std::string const& secret_hash);

    storage::Db& m_db;
    std::mutex m_mutex;
    std::unordered_map<std::string, Known> m_known;
    std::uint64_t m_generation = 0;
};

}  // namespace bina::access
