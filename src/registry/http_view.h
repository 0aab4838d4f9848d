#pragma once
#include "base/json.h"
#include "http/fields.h"
#include "registry/http.h"
#include "registry/list.h"

/// What the routes of this module share.
namespace bina::registry {

/// The filters with what belongs to a page of a list.
ListQuery read_page_query(http::Fields&, RegencyCode, FiltersIn);

/// One business of a list, personal values masked.
void write_item(base::JsonWriter&, HttpContext const&, RegencyCode const&, ListItem const&);

/// The fact that a form or a line of a bulk sends; values of unknown fields are faults.
Fact read_fact(http::Fields&);

/// Many businesses at a time, in and out.
std::vector<http::Route> bulk_routes(HttpContext const&);

}  // namespace bina::registry
