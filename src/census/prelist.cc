#include "census/prelist.h"

#include <algorithm>
#include <set>

#include "base/fold.h"
#include "census/outline.h"
#include "intake/known_pair.h"
#include "registry/list.h"
#include "registry/restriction.h"

namespace bina::census {
namespace {

using base::Result;
using registry::Field;
using storage::Tx;

/// The number that a text holds; 0 for none.
std::int64_t number_in(std::string_view text) {
    std::int64_t number = 0;
    for (char const c : text)
        if (c >= '0' && c <= '9' && number < 1'000'000) number = number * 10 + (c - '0');
    return number;
}

struct Name {
    std::string village;
    WalkingKey key;
    std::string business;
    Address address;
    bool twin = false;
};

/// What the prelist is made of, in walking order.
struct Names {
    std::vector<Name> all;
    std::int64_t left_out = 0;
};

bool in_areas(Campaign const& campaign, std::string_view village) {
    return campaign.areas.empty() || std::ranges::any_of(campaign.areas, [&](std::string const& area) {
               return village.starts_with(area);
           });
}

bool from_sources(Campaign const& campaign, std::span<registry::Fact const> facts) {
    return campaign.sources.empty() || std::ranges::any_of(facts, [&](registry::Fact const& fact) {
               return !fact.withdrawn &&
                      std::ranges::find(campaign.sources, fact.source.label) != campaign.sources.end();
           });
}

/// Businesses of pairs that wait for a decision.
Result<std::set<std::string>> paired(Tx& tx, RegencyCode const& regency) {
    std::set<std::string> all;
    TRY(intake::each_standing_pair(tx, regency, [&](intake::StandingPair const& pair) {
        if (pair.state != intake::PairState::open && pair.state != intake::PairState::later) return;
        all.insert(pair.business.text());
        all.insert(pair.other.text());
    }));
    return all;
}

class Listing {
public:
    Listing(Campaign const& campaign, jobs::Progress& progress)
        : m_campaign(campaign), m_progress(progress) {}

    Result<Names> run(Tx& tx) {
        m_restricted = TRY(registry::restricted_businesses(tx, m_campaign.regency));
        m_paired = TRY(paired(tx, m_campaign.regency));
        registry::ListQuery const query{.regency = m_campaign.regency, .status = "all"};
        m_progress.begin("listing", TRY(registry::count_all(tx, query)));
        for (std::string after;;) {
            auto const page = TRY(registry::next_businesses(tx, query, after));
            if (page.empty() || m_progress.stopping()) break;
            for (auto const& item : page) TRY(add(tx, item));
            after = page.back().id.text();
        }
        std::ranges::sort(m_names.all, [](Name const& a, Name const& b) {
            return std::tie(a.village, a.key, a.business) < std::tie(b.village, b.key, b.business);
        });
        return std::move(m_names);
    }

private:
    Result<void> add(Tx& tx, registry::ListItem const& item) {
        m_progress.advance();
        registry::Cell cell;
        registry::locate(cell, m_campaign.regency, item.village, item.district);
        bool const asked = std::ranges::find(m_campaign.statuses, item.status) != m_campaign.statuses.end();
        if (!asked || !in_areas(m_campaign, cell.village)) return {};
        auto const facts = TRY(registry::family_facts(tx, m_campaign.regency, item.id));
        if (!from_sources(m_campaign, facts)) return {};
        if (m_restricted.contains(item.id.text())) {
            ++m_names.left_out;
            return {};
        }
        auto const state = registry::fold(facts);
        auto const of = [&](Field field) { return std::string(registry::get(state, field)); };
        Address address{.name = item.name,
                        .owner = item.owner,
                        .address = of(Field::address),
                        .hamlet = of(Field::hamlet),
                        .rt = of(Field::rt),
                        .rw = of(Field::rw)};
        auto key = walking_key(address);
        m_names.all.push_back({.village = cell.village,
                               .key = std::move(key),
                               .business = item.id.text(),
                               .address = std::move(address),
                               .twin = m_paired.contains(item.id.text())});
        return {};
    }

    Campaign const& m_campaign;
    jobs::Progress& m_progress;
    registry::Restricted m_restricted;
    std::set<std::string> m_paired;
    Names m_names;
};

/// Packs and targets of the names, numbered as they stand.
class Packing {
public:
    Packing(Tx& tx, Campaign const& campaign) : m_tx(tx), m_campaign(campaign) {}

    Result<void> run(std::span<Name const> names) {
        while (!names.empty()) {
            auto const end = std::ranges::find_if(
                names, [&](Name const& name) { return name.village != names.front().village; });
            auto village = names.first(static_cast<std::size_t>(end - names.begin()));
            names = names.subspan(village.size());
            for (auto const size : pack_sizes(std::ssize(village), m_campaign.per_enumerator)) {
                TRY(pack(village.first(static_cast<std::size_t>(size))));
                village = village.subspan(static_cast<std::size_t>(size));
            }
        }
        return {};
    }

private:
    Result<void> pack(std::span<Name const> names) {
        ++m_packs;
        auto const id = PackId::derive(m_campaign.id.text(), static_cast<std::uint64_t>(m_packs));
        auto const count = std::ssize(names);
        TRY(m_tx.run(
            "INSERT INTO pack (regency, id, campaign, number, village, targets, enumerator,"
            " enumerator_name, version) VALUES ($1, $2, $3, $4, $5, $6, '', '', $6)",
            m_campaign.regency, id, m_campaign.id, m_packs, names.front().village, std::int64_t{count}));
        for (std::int64_t place = 1; place <= count; ++place)
            TRY(target(id, place, names[static_cast<std::size_t>(place - 1)]));
        return {};
    }
    Result<void> target(PackId const& pack, std::int64_t place, Name const& name) {
        ++m_targets;
        return insert_listed(
            m_tx, m_campaign.regency,
            {.id = TargetId::derive(m_campaign.id.text(), static_cast<std::uint64_t>(m_targets)),
             .campaign = m_campaign.id,
             .pack = pack,
             .place = place,
             .village = name.village,
             .business = name.business,
             .twin = name.twin,
             .address = name.address,
             .cell = {},
             .changed = place});
    }

    Tx& m_tx;
    Campaign const& m_campaign;
    std::int64_t m_packs = 0;
    std::int64_t m_targets = 0;
};

Result<void> run_prelist(Tools const& tools, jobs::Job const& job, jobs::Progress& progress) {
    auto const regency = TRY(RegencyCode::parse(job.regency));
    auto const id = TRY(CampaignId::parse(job.subject));
    auto const campaign =
        TRY(tools.db.read([&](Tx& tx) { return find_campaign(tx, access::local_operator(), regency, id); }));
    if (campaign.prelist != "making") return {};  // done before a restart
    Listing listing(campaign, progress);
    auto const names = TRY(tools.db.read([&](Tx& tx) { return listing.run(tx); }));
    if (progress.stopping()) return base::fail(jobs::error::crashed);
    return tools.db.write_alone([&](Tx& tx) -> Result<void> {
        // Changed while the names were gathered: they are those of another plan, for which another job waits.
        auto const now = TRY(find_campaign(tx, access::local_operator(), regency, id));
        if (now.prelist != "making" || !same_prelist(now, campaign)) return {};
        TRY(forget_prelist(tx, regency, id));
        TRY(Packing(tx, campaign).run(names.all));
        std::vector<std::string> villages;
        for (auto const& name : names.all)
            if (villages.empty() || villages.back() != name.village) villages.push_back(name.village);
        TRY(keep_outlines(tx, regency, id, villages));
        TRY(
            tx.run("UPDATE campaign SET prelist = 'made', listed = $3, left_out = $4, version = version + 1"
                   " WHERE regency = $1 AND id = $2",
                   regency, id, std::ssize(names.all), names.left_out));
        return {};
    });
}

Result<void> give_up_prelist(Tx& tx, jobs::Job const& job, base::Error const&) {
    TRY(tx.run("UPDATE campaign SET prelist = 'failed' WHERE regency = $1 AND id = $2 AND prelist = 'making'",
               job.regency, job.subject));
    return {};
}

}  // namespace

WalkingKey walking_key(Address const& address) {
    auto const folded = base::fold(address.address);
    // "jl mawar no 12": street before the first number, which counts as one.
    auto const digit = std::min(folded.find_first_of("0123456789"), folded.size());
    auto const tail = std::string_view(folded).substr(digit);
    return {.hamlet = base::fold(address.hamlet),
            .rw = number_in(address.rw),
            .rt = number_in(address.rt),
            .street = folded.substr(0, digit),
            .number = number_in(tail.substr(0, tail.find(' '))),
            .name = base::fold(address.name)};
}

std::vector<std::int64_t> pack_sizes(std::int64_t names, std::int64_t at_most) {
    auto const packs = (names + at_most - 1) / at_most;
    std::vector<std::int64_t> sizes;
    for (std::int64_t i = 0; i < packs; ++i) sizes.push_back(names * (i + 1) / packs - names * i / packs);
    return sizes;
}

void register_jobs(jobs::Jobs& jobs, Tools const& tools) {
    auto const make = [tools](jobs::Job const& job, jobs::Progress& progress) {
        return run_prelist(tools, job, progress);
    };
    jobs.handle("census.prelist", make, give_up_prelist);
}

}  // namespace bina::census
