#pragma once
#include "http/request.h"
#include "http/response.h"
#include "storage/reseal.h"

namespace bina::http {

inline constexpr base::ErrorKind key_reused{"http.key_reused", 422};  ///< The same key with another request.

/// A write that a client may safely repeat: with an Idempotency-Key the reply is stored in the transaction of
/// the write itself, and a repeat gets that reply without anything being done again. Without a key it is a
/// plain write. A refusal is not stored: a repeat is tried anew. Errors: bad_fields (key), key_reused, those
/// of `body`.
base::Result<Response> write_once(storage::Db&, Request const&,
                                  std::function<base::Result<Response>(storage::Tx&)> const& body);

inline constexpr std::array sealed_columns{storage::SealedColumn{"reply", "body", {{{"key"}}}}};

/// How many replies are older than `before`; forgets them. A client that repeats itself later is told anew.
base::Result<std::int64_t> count_replies(storage::Tx&, base::Instant before);
base::Result<std::int64_t> forget_replies(storage::Tx&, base::Instant before);

}  // namespace bina::http
