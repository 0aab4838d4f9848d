#pragma once
#include "access/actor.h"
#include "storage/db.h"

namespace bina::access {

/// In order of precedence.
namespace error {
inline constexpr base::ErrorKind no_session{"access.no_session", 401};
inline constexpr base::ErrorKind too_many_attempts{"access.too_many_attempts",
                                                   429};  ///< Its detail: the seconds to wait.
inline constexpr base::ErrorKind bad_credentials{"access.bad_credentials", 401};
inline constexpr base::ErrorKind already_set_up{"access.already_set_up", 409};
inline constexpr base::ErrorKind own_account{"access.own_account", 409};
inline constexpr base::ErrorKind username_form{"access.username_form", 422};
inline constexpr base::ErrorKind username_taken{"access.username_taken", 409};
inline constexpr base::ErrorKind password_short{"access.password_short", 422};
inline constexpr base::ErrorKind password_common{"access.password_common", 422};
}  // namespace error

inline constexpr std::size_t username_length_min = 3;
inline constexpr std::size_t username_length_max = 60;
inline constexpr std::size_t name_length_max = 120;
// BSSN reg. 4/2021 as cities apply it.
inline constexpr std::size_t password_length_min = 12;
inline constexpr std::size_t password_length_max = 200;

struct Account {
    AccountId id;
    std::string username;  ///< 3 to 60 of a-z, 0-9, dot, dash, underscore.
    std::string name;  ///< 1 to 120 bytes.
    bool disabled = false;
    std::vector<Grant> grants;
    std::optional<base::Instant> last_seen;
};

/// Makes or changes an account; an empty password keeps the present one. Nobody gives or takes a right over
/// an area that he does not manage himself (denied), and nobody locks himself out (own_account). Whoever is
/// disabled or gets another password is signed out. Call Sessions::forget after the commit.
/// Errors: denied, own_account, username_form, base::malformed, username_taken, password_short,
/// password_common.
base::Result<void> put_account(storage::Tx&, Actor const&, Account const&, std::string_view password);

/// The first administrator of an empty installation. Error: already_set_up, and those of put_account.
base::Result<void> set_up(storage::Tx&, Account const&, std::string_view password);
base::Result<bool> needs_set_up(storage::Tx&);

/// The accounts that have a grant inside the areas that the actor manages, or none at all. Error: denied.
base::Result<std::vector<Account>> accounts(storage::Tx&, Actor const&);

/// Those that are not disabled and hold the permission over the area or over a part of it, by name. The
/// caller has checked who may ask.
base::Result<std::vector<Account>> holders(storage::Tx&, Permission, base::RegencyCode const&);
base::Result<std::optional<Account>> find_account(storage::Tx&, AccountId const&);
/// Error: denied unless the actor manages every area over which the account holds a role.
base::Result<void> require_manages(storage::Tx&, Actor const&, AccountId const&);
base::Result<std::vector<Grant>> grants_of(storage::Tx&, AccountId const&);

inline constexpr std::size_t accounts_named_max = 50;
/// The ids of those whose name or username holds `text`, case and accents aside; so many at most.
base::Result<std::vector<std::string>> accounts_named(storage::Tx&, std::string_view text);

/// The name of whoever did something, also of the command line; empty for an account that is not there.
base::Result<std::string> account_name(storage::Tx&, std::string_view id);

}  // namespace bina::access
