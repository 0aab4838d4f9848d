#pragma once
#include "access/account.h"
#include "storage/reseal.h"

/// A code from an authenticator app beside the password, and recovery codes for the day the phone is lost.
namespace bina::access {

namespace error {
inline constexpr base::ErrorKind code_required{"access.code_required", 401};  ///< The password was right.
inline constexpr base::ErrorKind bad_code{"access.bad_code", 401};  ///< Wrong, too old, or used before.
inline constexpr base::ErrorKind factor_on{"access.factor_on", 409};  ///< There is one already.
inline constexpr base::ErrorKind factor_off{"access.factor_off", 409};  ///< There is none, or none was begun.
}  // namespace error

inline constexpr std::array sealed_columns{storage::SealedColumn{"second_factor", "secret", {{{"account"}}}}};

inline constexpr int recovery_codes = 8;

struct Factor {
    bool on = false;
    bool required = false;  ///< Some role of the account gives nothing without it.
    std::int64_t recovery_left = 0;
};
base::Result<Factor> factor_of(storage::Tx&, AccountId const&);

/// The grants that count: one whose role asks for a second factor does not while the account has none.
base::Result<std::vector<Grant>> usable_grants(storage::Tx&, AccountId const&);

/// Keeps a new secret, sealed; it counts once `confirm_factor` has seen a code of it. Error: factor_on.
base::Result<void> begin_factor(storage::Tx&, AccountId const&, std::string_view secret);
/// `codes` become the account's recovery codes. Errors: factor_off, factor_on, bad_code.
base::Result<void> confirm_factor(storage::Tx&, AccountId const&, std::string_view code,
                                  std::span<std::string const> codes);
/// Takes a code of the app or a recovery code, each once. True too for an account without a second factor.
base::Result<bool> take_code(storage::Tx&, AccountId const&, std::string_view code);
base::Result<void> remove_factor(storage::Tx&, AccountId const&);

/// `count` codes such as "K7QF2-9XWMD", 50 random bits each.
std::vector<std::string> new_recovery_codes();

/// Roles that, held inside `area`, need a second factor. Error: denied unless the actor manages all of it.
base::Result<std::vector<Role>> factor_rules(storage::Tx&, Actor const&, std::string_view area);
base::Result<void> set_factor_rules(storage::Tx&, Actor const&, std::string_view area,
                                    std::span<Role const> roles);

}  // namespace bina::access
