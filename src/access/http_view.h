#pragma once
#include "access/http.h"
#include "base/json.h"

/// What the routes of this module share.
namespace bina::access {

/// The regency in whose audit log something stands that concerns people with these grants.
std::string regency_of(std::vector<Grant> const& grants);

/// Writes to the audit log of the actor's own regency.
base::Result<void> record(HttpContext const&, storage::Tx&, Actor const&, std::string_view event,
                          std::string_view subject, std::string_view detail = "{}");

void write_grants(base::JsonWriter&, HttpContext const&, std::vector<Grant> const&);

/// Sessions, API tokens and second factors, one's own and those of accounts that one manages.
std::vector<http::Route> security_routes(HttpContext const&);

}  // namespace bina::access
