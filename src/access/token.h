#pragma once
#include "access/account.h"

/// Keys with which programs ask in somebody's name: less than what he may, for a while, until revoked.
namespace bina::access {

namespace error {
/// A program asked for what only the person himself may do: his password, sessions and keys.
inline constexpr base::ErrorKind person_required{"access.person_required", 403};
inline constexpr base::ErrorKind token_not_found{"access.token_not_found", 404};
inline constexpr base::ErrorKind token_exists{"access.token_exists", 409};  ///< Its secret was shown once.
inline constexpr base::ErrorKind too_many_tokens{"access.too_many_tokens", 409};
}  // namespace error

using TokenId = base::Id<struct TokenTag>;

inline constexpr std::int64_t token_days_max = 366;
inline constexpr int tokens_max = 20;  ///< Of one account, neither expired nor revoked.
inline constexpr std::size_t token_areas_max = 50;
/// Every secret begins so: whoever finds one in a file or a log knows what it is.
inline constexpr std::string_view token_prefix = "bina_";

struct ApiToken {
    TokenId id;
    AccountId account;
    std::string name;  ///< What it is for, 1 to 120 bytes.
    std::vector<Permission> permissions;
    std::vector<std::string> areas;  ///< Codes; empty: wherever the account holds them.
    base::Instant created_at;
    base::Instant expires_at;
    std::optional<base::Instant> used_at;  ///< To within five minutes.
    std::optional<base::Instant> revoked_at;
};

/// "bina_" and 64 random hexadecimal digits.
std::string new_token_secret();

/// Keeps a token whose secret is `secret`; only its hash is stored. For oneself, or for an account that one
/// manages; never more than that account may, nor than one may oneself.
/// Errors: denied, base::malformed (name, permissions, expires_at), token_exists, too_many_tokens.
base::Result<void> issue_token(storage::Tx&, Actor const&, ApiToken const&, std::string_view secret);

/// Of oneself, or of an account that one manages; the newest first. Error: denied.
base::Result<std::vector<ApiToken>> tokens_of(storage::Tx&, Actor const&, AccountId const&);

/// Errors: denied, token_not_found. Call Sessions::forget after the commit.
base::Result<ApiToken> revoke_token(storage::Tx&, Actor const&, TokenId const&);

struct TokenHolder {
    Actor actor;
    bool use_unnoted = false;  ///< It is some minutes since its use was noted.
};
/// Who asks with this secret, if it is a token that still counts.
base::Result<std::optional<TokenHolder>> holder_of_token(storage::Tx&, std::string_view secret_hash);
base::Result<void> note_token_use(storage::Tx&, std::string_view secret_hash);

/// What the audit log keeps of a token that is given out: a JSON object.
std::string token_detail(ApiToken const&);

/// What `grants` leave inside `areas`.
std::vector<Grant> narrowed(std::vector<Grant> const& grants, std::vector<std::string> const& areas);

}  // namespace bina::access
