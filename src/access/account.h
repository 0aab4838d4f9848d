#pragma once
#include <mutex>
#include <unordered_map>

#include "access/actor.h"
#include "storage/db.h"

namespace bina::access {

/// In order of precedence.
namespace error {
inline constexpr base::ErrorKind no_session{"access.no_session", 401};
inline constexpr base::ErrorKind too_many_attempts{"access.too_many_attempts", 429};
inline constexpr base::ErrorKind bad_credentials{"access.bad_credentials", 401};
inline constexpr base::ErrorKind already_set_up{"access.already_set_up", 409};
inline constexpr base::ErrorKind account_not_found{"access.account_not_found", 404};
inline constexpr base::ErrorKind username_form{"access.username_form", 422};
inline constexpr base::ErrorKind username_taken{"access.username_taken", 409};
inline constexpr base::ErrorKind password_short{"access.password_short", 422};
inline constexpr base::ErrorKind password_common{"access.password_common", 422};
inline constexpr base::ErrorKind unknown_role{"access.unknown_role", 422};
inline constexpr base::ErrorKind own_account{"access.own_account", 409};
}  // namespace error

// BSSN reg. 4/2021 as cities apply it: at least 12 characters, a limited number of attempts.
inline constexpr std::size_t password_length_min = 12;
inline constexpr std::size_t password_length_max = 200;
inline constexpr std::int64_t attempts_before_pause = 5;
inline constexpr std::int64_t pause_ms = 60'000;  ///< Doubled with each further failure, up to an hour.
inline constexpr std::int64_t pause_max_ms = 3'600'000;
inline constexpr std::int64_t session_idle_ms = 8 * 3'600'000LL;
inline constexpr std::int64_t session_life_ms = 7 * 86'400'000LL;

struct Account {
    AccountId id;
    std::string username;  ///< 3 to 60 of a-z, 0-9, dot, dash, underscore.
    std::string name;
    bool disabled = false;
    std::vector<Grant> grants;
    std::optional<base::Instant> last_seen;
};

/// Makes or changes an account; an empty password keeps the present one.
/// Errors: denied, username_form, username_taken, password_short, password_common, unknown_role, own_account
/// (nobody disables himself or gives away a right over an area that he does not hold: denied).
base::Result<void> put_account(storage::Tx&, Actor const&, Account const&, std::string_view password);

/// The first administrator of an empty installation. Error: already_set_up, and those of put_account.
base::Result<void> set_up(storage::Tx&, Account const&, std::string_view password);
base::Result<bool> needs_set_up(storage::Tx&);

base::Result<std::vector<Account>> accounts(storage::Tx&, Actor const&);

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
};

}  // namespace bina::access
