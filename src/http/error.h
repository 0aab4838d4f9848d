#pragma once
#include "base/result.h"

namespace bina::http {

/// In order of precedence: a request is read, routed, let in, and only then understood.
namespace error {
inline constexpr base::ErrorKind busy{"http.busy", 503};  ///< Nothing was done; again after Retry-After.
inline constexpr base::ErrorKind too_many_connections{"http.too_many_connections", 429};
inline constexpr base::ErrorKind timeout{"http.timeout", 408};
inline constexpr base::ErrorKind bad_request{"http.bad_request", 400};
inline constexpr base::ErrorKind ambiguous_length{"http.ambiguous_length", 400};  ///< A body of two lengths.
inline constexpr base::ErrorKind bad_version{"http.bad_version", 505};
inline constexpr base::ErrorKind target_too_long{"http.target_too_long", 414};
inline constexpr base::ErrorKind header_too_large{"http.header_too_large", 431};
inline constexpr base::ErrorKind too_many_headers{"http.too_many_headers", 431};
inline constexpr base::ErrorKind bad_target{"http.bad_target", 400};
inline constexpr base::ErrorKind not_found{"http.not_found", 404};
inline constexpr base::ErrorKind method_not_allowed{"http.method_not_allowed", 405};
inline constexpr base::ErrorKind csrf{"http.csrf", 403};  ///< A write without X-Bina or a bearer token.
/// One address or account asks too often; again after Retry-After.
inline constexpr base::ErrorKind too_many_requests{"http.too_many_requests", 429};
inline constexpr base::ErrorKind body_too_large{"http.body_too_large", 413};
inline constexpr base::ErrorKind upload_failed{"http.upload_failed", 507};  ///< No room to keep the file.
inline constexpr base::ErrorKind unsupported_type{"http.unsupported_type", 415};
inline constexpr base::ErrorKind bad_json{"http.bad_json", 400};
inline constexpr base::ErrorKind bad_fields{"http.bad_fields", 422};
inline constexpr base::ErrorKind version_required{"http.version_required", 428};  ///< If-Match is missing.
inline constexpr base::ErrorKind internal{"http.internal", 500};

/// Of Server::start and StaticFiles::load; no client ever sees them.
inline constexpr base::ErrorKind cannot_listen{"http.cannot_listen", 500};
inline constexpr base::ErrorKind bad_certificate{"http.bad_certificate", 500};
inline constexpr base::ErrorKind bad_assets{"http.bad_assets", 500};
}  // namespace error

/// Keys of the faults that Fields finds; beside them stand the keys of the types it reads.
namespace fault {
inline constexpr std::string_view missing = "http.missing";
inline constexpr std::string_view wrong_type = "http.wrong_type";
inline constexpr std::string_view bad_text = "http.bad_text";  ///< Not UTF-8, or control characters in it.
inline constexpr std::string_view too_short = "http.too_short";
inline constexpr std::string_view too_long = "http.too_long";
inline constexpr std::string_view too_many = "http.too_many";
inline constexpr std::string_view out_of_range = "http.out_of_range";
inline constexpr std::string_view not_a_choice = "http.not_a_choice";
inline constexpr std::string_view repeated = "http.repeated";
inline constexpr std::string_view unknown_field = "http.unknown_field";
}  // namespace fault

}  // namespace bina::http
