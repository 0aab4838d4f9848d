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
    /// The regency's agencies by id.
    std::function<base::Result<std::map<std::string, std::string>>(storage::Tx&, RegencyCode const&)>
        agency_names;
};

/// Where the filters of a list stand: in the body where somebody's number may be among them, for addresses
/// are kept by browsers and proxies.
enum class FiltersIn : std::uint8_t { address, body };
/// Reads filters from wherever they stand.
class Filters {
public:
    Filters(http::Fields& in, FiltersIn place) : m_in(in), m_in_body(place == FiltersIn::body) {}
    std::string text(std::string_view name, http::Length length);
    bool flag(std::string_view name);
    std::int64_t number(std::string_view name, http::Range range, std::int64_t otherwise);
    template <class Parse>
    auto as(std::string_view name, Parse const& parse) {
        return m_in_body ? m_in.object().get_as_if(name, parse) : m_in.query_as_if(name, parse);
    }

private:
    http::Fields& m_in;
    bool m_in_body;
};
/// The filters of a list, as everything that is about a list reads them.
ListQuery read_query(http::Fields&, RegencyCode, FiltersIn);
std::optional<ExportFormat> format_of(std::string_view text);

/// How and why somebody takes a list out of the system: in the body, for addresses are kept by browsers,
/// proxies and logs.
struct AskedExport {
    ExportFormat format = ExportFormat::csv;
    std::string reason;
};
AskedExport read_asked(http::Fields&);
/// The file under a name such as "usaha-3316", with the ending that fits.
base::Result<http::Response> download(TemporaryFile const&, ExportFormat, std::string const& name);

std::vector<http::Route> routes(HttpContext const&);
/// Worklists and decisions about KBLI codes.
std::vector<http::Route> kbli_routes(HttpContext const&);

}  // namespace bina::registry
