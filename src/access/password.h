#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace bina::access {

/// What is kept of a password: argon2id with its salt. Errors: password_short, password_common (too little is
/// left of it without common words, runs and the user's own name).
base::Result<std::string> hash_password(std::string_view password, std::string_view username);
bool password_fits(std::string const& hash, std::string_view password);

}  // namespace bina::access
