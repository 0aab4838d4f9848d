#pragma once
#include "http/fields.h"
#include "http/route.h"
#include "kbli/store.h"
#include "registry/business.h"
#include "registry/export.h"

namespace bina::registry {

struct HttpContext {
    storage::Db& db;
    ClassRules const& rules;
    /// The name of an area, or "".
    std::function<std::string(std::string_view code)> area_name;
    kbli::Tables const& kbli_tables;
};

/// Where the filters of a list stand: in the body where somebody's number may be among them, for addresses
/// are kept by browsers and proxies.
enum class FiltersIn : std::uint8_t { address, body };
/// The filters of a list, as everything that is about a list reads them.
ListQuery read_query(http::Fields&, RegencyCode, FiltersIn);
std::optional<ExportFormat> format_of(std::string_view text);
/// The file under a name such as "usaha-3316", with the ending that fits.
base::Result<http::Response> download(TemporaryFile const&, ExportFormat, std::string const& name);

std::vector<http::Route> routes(HttpContext const&);
/// Worklists and decisions about KBLI codes.
std::vector<http::Route> kbli_routes(HttpContext const&);

}  // namespace bina::registry
