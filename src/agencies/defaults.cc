#include "agencies/agency.h"

namespace bina::agencies {
namespace {

using registry::ResponsibleRule;

struct DefaultAgency {
    std::string_view name;
    std::string_view short_name;
    Level level;
    std::string_view sectors;  ///< Parted by blanks.
    std::string_view law;
};

// The division of affairs is that of the annex of UU 23/2014; which sectors belong to which affair is a
// reading that each regency must check, so all of it is marked as a default.
constexpr std::array<DefaultAgency, 8> default_agencies{{
    {"Dinas Koperasi dan UKM", "Dinkop UKM", Level::regency, "",
     "UU 23/2014 Lampiran huruf Q: pemberdayaan usaha mikro"},
    {"Dinas Perindustrian", "Disperin", Level::regency, "C trade:craft trade:manufacture",
     "UU 23/2014 Lampiran huruf EE: perindustrian"},
    {"Dinas Pertanian dan Pangan", "Dispertan", Level::regency, "01 02 trade:farming",
     "UU 23/2014 Lampiran huruf AA: pertanian"},
    {"Dinas Perikanan", "Diskan", Level::regency, "03", "UU 23/2014 Lampiran huruf Y: perikanan"},
    {"Dinas Perdagangan", "Disdag", Level::regency, "46 47 trade:retail",
     "UU 23/2014 Lampiran huruf DD: perdagangan"},
    {"Dinas Pariwisata", "Dispar", Level::regency, "55 79", "UU 23/2014 Lampiran huruf Z: pariwisata"},
    {"Dinas Koperasi dan UKM Provinsi", "Dinkop UKM Provinsi", Level::province, "",
     "UU 23/2014 Lampiran huruf Q: pemberdayaan usaha kecil"},
    {"Kementerian UMKM", "Kementerian UMKM", Level::centre, "",
     "UU 23/2014 Lampiran huruf Q: pemberdayaan usaha menengah"},
}};

}  // namespace

Defaults defaults_for(RegencyCode const& regency, base::Day from) {
    Defaults made;
    auto const parent = "agencies " + regency.text();
    for (std::size_t i = 0; i < default_agencies.size(); ++i) {
        auto const& one = default_agencies[i];
        made.agencies.push_back({.id = AgencyId::derive(parent, i),
                                 .name = std::string(one.name),
                                 .short_name = std::string(one.short_name),
                                 .level = one.level,
                                 .closed = false,
                                 .is_default = true});
        ResponsibleRule rule{.id = registry::RuleId::derive(parent + " rule", i),
                             .agency = made.agencies.back().id.text(),
                             .level = one.level,
                             .from = from,
                             .law = std::string(one.law),
                             .is_default = true};
        for (auto left = one.sectors; !left.empty();) {
            auto const sector = left.substr(0, left.find(' '));
            rule.sectors.emplace_back(sector);
            left.remove_prefix(std::min(left.size(), sector.size() + 1));
        }
        made.rules.push_back(std::move(rule));
    }
    return made;
}

}  // namespace bina::agencies
