#include "registry/responsible.h"

#include <algorithm>

#include "base/zone.h"
#include "kbli/table.h"
#include "registry/responsible_rule.h"

namespace bina::registry {
namespace {

using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

// How closely a sector fits: its digits and one more, so that a section and a trade stand below two digits.
constexpr int fits_all = 0;
constexpr int fits_trade = 1;
constexpr int fits_section = 2;

std::string_view section_of(Subject const& subject) {
    if (subject.kbli.empty()) return {};
    auto const code = kbli::Code::parse(subject.kbli, kbli::Edition::kbli2020);
    if (!code) return {};
    auto const* const entry = kbli::Table::builtin().nearest(code->edition(), code->digits());
    return entry == nullptr ? std::string_view{} : entry->section;
}

/// Below zero: not at all.
int sector_fit(ResponsibleRule const& rule, Subject const& subject, std::string_view section) {
    if (rule.sectors.empty()) return fits_all;
    int best = -1;
    for (std::string_view const sector : rule.sectors) {
        if (sector.starts_with(trade_mark)) {
            if (sector.substr(trade_mark.size()) == subject.trade) best = std::max(best, fits_trade);
        } else if (sector.size() == 1) {
            if (sector == section) best = std::max(best, fits_section);
        } else if (subject.kbli.starts_with(sector)) {
            best = std::max(best, static_cast<int>(sector.size()) + 1);
        }
    }
    return best;
}

int area_fit(ResponsibleRule const& rule, Subject const& subject) {
    if (rule.areas.empty()) return 0;
    int best = -1;
    for (auto const& area : rule.areas)
        if (area == subject.district || area == subject.village)
            best = std::max(best, static_cast<int>(area.size()));
    return best;
}

Result<std::optional<HandedOver>> handed_over_one(Tx& tx, RegencyCode const& regency,
                                                  BusinessId const& business) {
    return tx.first(
        "SELECT agency, handover, at, seq FROM handed_over WHERE regency = $1 AND business = $2",
        [](Row const& row) {
            return HandedOver{row.get<std::string>(0), row.get<std::string>(1), row.get<base::Instant>(2),
                              row.integer(3)};
        },
        regency, business);
}

Result<void> gather_family(Tx& tx, RegencyCode const& regency, BusinessId const& business,
                           std::vector<BusinessId>& family) {
    family.push_back(business);
    for (auto const& absorbed : TRY(absorbed_by(tx, regency, business)))
        TRY(gather_family(tx, regency, absorbed, family));
    return {};
}

}  // namespace

std::optional<Level> level_of(std::string_view name) {
    auto const found = std::ranges::find(level_names, name);
    if (found == level_names.end()) return std::nullopt;
    return static_cast<Level>(found - level_names.begin());
}

std::optional<Level> level_of_class(std::string_view class_name) {
    if (class_name == "micro") return Level::regency;
    if (class_name == "small") return Level::province;
    if (class_name == "medium") return Level::centre;
    return std::nullopt;
}

Subject subject_of(Cell const& cell) {
    return {cell.kbli, trades[cell.trade], known_district(cell), known_village(cell)};
}

Result<ResponsibleRules> ResponsibleRules::load(Tx& tx, RegencyCode const& regency, base::Day day) {
    return ResponsibleRules(TRY(rule_versions(tx, regency, RuleVersions::applied)), day);
}

ResponsibleRules::ResponsibleRules(std::vector<ResponsibleRule> versions, base::Day day) {
    std::map<std::int64_t, ResponsibleRule> in_force;
    for (auto& version : versions) {
        if (version.from > day) continue;
        auto const known = in_force.find(version.number);
        if (known != in_force.end() && known->second.from > version.from) continue;
        in_force.insert_or_assign(version.number, std::move(version));
    }
    for (auto& [number, rule] : in_force)
        if (!rule.agency.empty()) m_rules.push_back(std::move(rule));
}

Verdict ResponsibleRules::decide(Level level, Subject const& subject) const {
    Verdict verdict;
    std::pair best{-1, -1};
    auto const section = section_of(subject);
    for (auto const& rule : m_rules) {
        if (rule.level != level) continue;
        std::pair const fit{sector_fit(rule, subject, section), area_fit(rule, subject)};
        if (fit.first < 0 || fit.second < 0 || fit < best) continue;
        if (fit > best) verdict = {};
        best = fit;
        if (verdict.rules.empty()) verdict.agency = rule.agency;
        if (verdict.agency != rule.agency) verdict.agency = conflict;
        verdict.rules.push_back(&rule);
    }
    return verdict;
}

void AnsweringChanges::replace(std::optional<Answering> const& before,
                               std::optional<Answering> const& after) {
    if (before == after) return;
    if (before) add(*before, -1);
    if (after) add(*after, +1);
}

void AnsweringChanges::add(Answering const& one, int sign) {
    if (!one.counted) return;
    auto const [place, first] = m_counts.try_emplace({one.agency, one.district}, 0);
    place->second += sign;
    if (place->second == 0) m_counts.erase(place);
}

Result<void> AnsweringChanges::store(Tx& tx, RegencyCode const& regency) {
    for (auto const& [key, change] : std::exchange(m_counts, {})) {
        TRY(
            tx.run("INSERT INTO responsible_count (regency, agency, district, businesses)"
                   " VALUES ($1, $2, $3, $4) ON CONFLICT (regency, agency, district)"
                   " DO UPDATE SET businesses = responsible_count.businesses + excluded.businesses",
                   regency, key.first, key.second, change));
        if (change < 0)
            TRY(
                tx.run("DELETE FROM responsible_count WHERE regency = $1 AND agency = $2 AND district = $3"
                       " AND businesses = 0",
                       regency, key.first, key.second));
    }
    return {};
}

Result<std::map<std::string, std::int64_t>> answering_counts(Tx& tx, RegencyCode const& regency,
                                                             std::string_view district) {
    std::map<std::string, std::int64_t> counts;
    TRY(tx.each(
        "SELECT agency, district, businesses FROM responsible_count WHERE regency = $1",
        [&](Row const& row) {
            bool const unknown = row.text(1).empty() && district.ends_with("00");
            if (district.empty() || row.text(1) == district || unknown)
                counts[row.get<std::string>(0)] += row.integer(2);
        },
        regency));
    return counts;
}

std::vector<BusinessId> family_of(std::span<Fact const> facts) {
    std::vector<BusinessId> family;
    for (auto const& fact : facts)
        if (std::ranges::find(family, fact.business) == family.end()) family.push_back(fact.business);
    return family;
}

Result<std::optional<HandedOver>> handed_over(Tx& tx, RegencyCode const& regency,
                                              std::span<BusinessId const> family) {
    std::optional<HandedOver> last;
    for (auto const& business : family) {
        auto one = TRY(handed_over_one(tx, regency, business));
        if (one && (!last || last->seq < one->seq)) last = std::move(one);
    }
    return last;
}

Result<Responsible> responsible_for(Tx& tx, RegencyCode const& regency, BusinessId const& business) {
    struct Kept {
        std::string kbli, trade, district, village, agency, size_class;
    };
    auto const kept = TRY(tx.first(
        "SELECT kbli, trade, district, village, responsible, class FROM business"
        " WHERE regency = $1 AND id = $2",
        [](Row const& row) {
            return Kept{row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                        row.get<std::string>(3), row.get<std::string>(4), row.get<std::string>(5)};
        },
        regency, business));
    if (!kept) return fail(error::not_found);
    std::vector<BusinessId> family;
    TRY(gather_family(tx, regency, business, family));
    Responsible found{.agency = kept->agency,
                      .handed_over = TRY(handed_over(tx, regency, family)),
                      .rules = {},
                      .size_class = kept->size_class,
                      .district = kept->district};
    auto const rules = TRY(ResponsibleRules::load(tx, regency, base::day_in(regency.text(), tx.now())));
    auto const verdict =
        rules.decide(Level::regency, {kept->kbli, kept->trade, kept->district, kept->village});
    for (auto const* const rule : verdict.rules) found.rules.push_back(*rule);
    return found;
}

Result<void> hand_over(Tx& tx, RegencyCode const& regency, BusinessId const& business, AgencyId const& agency,
                       HandoverId const& handover) {
    struct Kept {
        Answering answering;
        std::string merged_into;
    };
    auto const kept = TRY(tx.first(
        "SELECT responsible, district, status, merged_into FROM business WHERE regency = $1 AND id = $2",
        [](Row const& row) {
            return Kept{{row.get<std::string>(0), row.get<std::string>(1), is_counted(row.text(2))},
                        row.get<std::string>(3)};
        },
        regency, business));
    if (!kept) return fail(error::not_found);
    if (!kept->merged_into.empty()) return fail(error::was_merged, kept->merged_into);
    TRY(tx.run(
        "INSERT INTO handed_over (regency, business, agency, handover, at, seq) VALUES ($1, $2, $3, $4, $5,"
        " (SELECT coalesce(max(seq), 0) + 1 FROM handed_over WHERE regency = $1))"
        " ON CONFLICT (regency, business) DO UPDATE SET agency = excluded.agency,"
        " handover = excluded.handover, at = excluded.at, seq = excluded.seq",
        regency, business, agency, handover, tx.now()));
    // The row's version stays: nobody said anything new about the business.
    TRY(tx.run("UPDATE business SET responsible = $3 WHERE regency = $1 AND id = $2", regency, business,
               agency));
    AnsweringChanges changes;
    auto after = kept->answering;
    after.agency = agency.text();
    changes.replace(kept->answering, after);
    return changes.store(tx, regency);
}

}  // namespace bina::registry
