#include "cli/demo/desk.h"

#include "agencies/coaching.h"
#include "agencies/proposal.h"
#include "jobs/jobs.h"

namespace bina::cli::demo {
namespace {

using agencies::AgencyId;
using agencies::HandoverId;
using base::RegencyCode;
using base::Result;
using registry::Level;
using registry::ResponsibleRule;
using storage::Tx;

struct InventedAgency {
    std::string_view name;
    std::string_view short_name;
    Level level;
};
constexpr std::array<InventedAgency, 8> invented{{
    {"Dinas Perdagangan, Koperasi dan UKM", "Dindagkop UKM", Level::regency},
    {"Dinas Perindustrian dan Tenaga Kerja", "Dinperinaker", Level::regency},
    {"Dinas Pangan, Pertanian dan Peternakan", "Dinas Pertanian", Level::regency},
    {"Dinas Perikanan", "Dinas Perikanan", Level::regency},
    {"Dinas Kepemudaan, Olahraga dan Pariwisata", "Dinporapar", Level::regency},
    {"Dinas Koperasi dan UKM Provinsi", "Dinkop UKM Provinsi", Level::province},
    {"Dinas Perindustrian dan Perdagangan Provinsi", "Disperindag Provinsi", Level::province},
    {"Kementerian UMKM", "Kementerian UMKM", Level::centre},
}};
constexpr std::size_t general = 0;
constexpr std::size_t industry = 1;
constexpr std::size_t tourism = 4;

struct InventedRule {
    std::size_t agency;
    std::array<std::string_view, 8> sectors;
    bool one_district = false;  ///< Cepu in Blora; elsewhere the fifth.
    std::string_view law;
};
// The last two contradict each other, as rules of different offices do. Transport was forgotten: nobody
// answers for it.
constexpr std::array<InventedRule, 11> rules{{
    {general,
     {"trade:food", "trade:drink", "trade:retail", "trade:fashion", "trade:service", "trade:workshop",
      "trade:other", "trade:unknown"},
     false,
     "Perbup 58/2021 (contoh) Pasal 3: pemberdayaan usaha mikro"},
    {industry, {"C", "trade:craft", "trade:manufacture"}, false, "Perbup 59/2021 (contoh) Pasal 4"},
    {industry, {"10"}, true, "Keputusan Bupati 530/2021 (contoh): sentra pangan olahan"},
    {2, {"01", "02", "trade:farming"}, false, "Perbup 60/2021 (contoh) Pasal 4"},
    {3, {"03"}, false, "Perbup 61/2021 (contoh) Pasal 4"},
    {tourism, {"55", "79"}, false, "Perbup 62/2021 (contoh) Pasal 5"},
    {5, {}, false, "UU 23/2014 Lampiran huruf Q: pemberdayaan usaha kecil"},
    {6, {"C", "trade:craft", "trade:manufacture"}, false, "UU 23/2014 Lampiran huruf EE"},
    {7, {}, false, "UU 23/2014 Lampiran huruf Q: pemberdayaan usaha menengah"},
    {tourism, {"56"}, true, "Perbup 62/2021 (contoh) Pasal 6: kuliner wisata"},
    {general, {"56"}, true, "Perbup 58/2021 (contoh) Pasal 7: warung makan"},
}};

AgencyId agency(RegencyCode const& regency, std::size_t number) {
    return AgencyId::derive("demo agency " + regency.text(), number);
}

Result<std::vector<ResponsibleRule>> rules_of(RegencyCode const& regency) {
    std::vector<ResponsibleRule> made;
    for (auto const& rule : rules) {
        ResponsibleRule one{.id = registry::RuleId::derive("demo rule " + regency.text(), made.size()),
                            .agency = agency(regency, rule.agency).text(),
                            .level = invented[rule.agency].level,
                            .from = TRY(base::Day::from_parts(2021, 1, 1)),
                            .law = std::string(rule.law)};
        for (auto const sector : rule.sectors)
            if (!sector.empty()) one.sectors.emplace_back(sector);
        if (rule.one_district) one.areas.push_back(regency.text() + "05");
        made.push_back(std::move(one));
    }
    return made;
}

/// Businesses for which an agency answers, from the end of the list so that they are no well-known ones.
Result<std::vector<registry::BusinessId>> some_of(Tx& tx, RegencyCode const& regency, std::size_t number,
                                                  std::int64_t count) {
    auto const page = TRY(registry::list_businesses(tx, access::local_operator(),
                                                    {.regency = regency,
                                                     .agency = agency(regency, number).text(),
                                                     .sort = registry::ListQuery::Sort::newest,
                                                     .limit = count}));
    std::vector<registry::BusinessId> found;
    for (auto const& item : page.items) found.push_back(item.id);
    return found;
}

struct InventedHandover {
    std::size_t from;
    std::size_t to;
    std::string_view reason;
    agencies::State state;
    std::string_view answer;
};
constexpr std::array<InventedHandover, 6> handovers{{
    {industry, general, "Usahanya beralih dari produksi ke warung", agencies::State::requested, {}},
    {general, industry, "Membuat mebel, bukan berdagang", agencies::State::requested, {}},
    {general, tourism, "Warung di dalam kawasan wisata", agencies::State::requested, {}},
    {general, industry, "Produksi keripik skala rumah", agencies::State::accepted,
     "Disepakati rapat 12 Maret"},
    {industry, general, "Sudah tidak berproduksi", agencies::State::refused,
     "Masih berproduksi saat dikunjungi"},
    {general, tourism, "Salah pilih usaha", agencies::State::withdrawn, "Salah pilih usaha"},
}};

Result<void> hand_over(Tx& tx, RegencyCode const& regency) {
    auto const actor = access::local_operator();
    std::size_t number = 0;
    std::map<std::size_t, std::vector<registry::BusinessId>> businesses;
    for (auto const from : {general, industry})
        businesses[from] = TRY(some_of(tx, regency, from, std::ssize(handovers)));
    for (auto const& one : handovers) {
        auto& of_agency = businesses[one.from];
        if (of_agency.empty()) continue;
        auto const id = HandoverId::derive("demo handover " + regency.text(), number++);
        TRY(agencies::request(tx, actor, regency, id, of_agency.back(), agency(regency, one.to), one.reason));
        of_agency.pop_back();
        if (one.state != agencies::State::requested)
            TRY(agencies::decide(tx, actor, regency, {id}, one.state, one.answer));
    }
    return {};
}

/// A few of those that the class asks for.
Result<void> confirm_some(Tx& tx, RegencyCode const& regency) {
    auto const actor = access::local_operator();
    auto const page = TRY(agencies::proposals(tx, actor, regency, "", "", 3));
    std::vector<registry::BusinessId> chosen;
    for (auto const& proposal : page.items)
        if (!proposal.to.empty()) chosen.push_back(proposal.business);
    return agencies::confirm(tx, actor, regency, HandoverId::derive("demo proposal " + regency.text(), 0),
                             chosen, "Omzet setahun melewati batas usaha mikro");
}

/// A name that no list of so few businesses gave is no fault.
Result<void> name(Tx& tx, RegencyCode const& regency, std::string_view said, std::size_t number) {
    auto const done =
        agencies::name_coach(tx, access::local_operator(), regency, said, agency(regency, number).text());
    if (!done && done.error().kind != &registry::error::coach_not_found) return done;
    return {};
}

}  // namespace

Result<void> fill_agencies(Store& store, RegencyCode const& regency) {
    auto const actor = access::local_operator();
    TRY(store.db->write([&](Tx& tx) -> Result<void> {
        for (std::size_t i = 0; i < invented.size(); ++i)
            TRY(agencies::put_agency(tx, actor, regency,
                                     {.id = agency(regency, i),
                                      .name = std::string(invented[i].name),
                                      .short_name = std::string(invented[i].short_name),
                                      .level = invented[i].level}));
        return registry::propose_rules(tx, actor, regency, TRY(rules_of(regency)));
    }));
    jobs::Jobs jobs(*store.db);
    registry::register_responsible_jobs(jobs, *store.db);
    return jobs.run_waiting();
}

Result<void> fill_handovers(Store& store, RegencyCode const& regency) {
    return store.db->write_alone([&](Tx& tx) -> Result<void> {
        for (auto const* const said : {"Dindagkop UKM", "Dinas Koperasi dan UKM"})
            TRY(name(tx, regency, said, general));
        TRY(name(tx, regency, "Dinas Perindustrian", industry));
        TRY(hand_over(tx, regency));
        return confirm_some(tx, regency);
    });
}

}  // namespace bina::cli::demo
