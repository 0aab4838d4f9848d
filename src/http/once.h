#pragma once
#include "http/request.h"
#include "http/response.h"
#include "storage/db.h"

namespace bina::http {

inline constexpr base::ErrorKind key_reused{"http.key_reused", 422};  ///< The same key with another request.

/// A write that a client may safely repeat: with an Idempotency-Key the reply is stored in the transaction of
/// the write itself, and a repeat gets that reply without anything being done again. Without a key it is a
/// plain write. A refusal is not stored: a repeat is tried anew. Errors: bad_fields (key), key_reused, those
/// of `body`.
base::Result<Response> write_once(storage::Db&, Request const&,
                                  std::function<base::Result<Response>(storage::Tx&)> const& body);

/// Forgets replies older than a month. Returns how many.
base::Result<std::int64_t> forget_replies(storage::Tx&);

}  // namespace bina::http
