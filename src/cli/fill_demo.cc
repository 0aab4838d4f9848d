#include "cli/fill_demo.h"

#include <future>

#include "base/pipe.h"
#include "base/zone.h"
#include "cli/demo/desk.h"
#include "cli/demo/lists.h"
#include "cli/demo/population.h"
#include "registry/writer.h"

namespace bina::cli {
namespace {

using base::Result;
using registry::Fact;

// Businesses handed at once from the thread that makes them to the one that writes them.
constexpr std::uint64_t piece = 500;
// Businesses in each dirty list.
constexpr std::int64_t demo_list_rows = 400;

std::string_view label(demo::Source source) {
    switch (source) {
        case demo::Source::aid_list:
            return "Daftar BPUM (contoh)";
        case demo::Source::survey:
            return "Pendataan lapangan (contoh)";
        case demo::Source::licence_list:
            return "Daftar NIB (contoh)";
        case demo::Source::agency:
            return "Daftar binaan dinas (contoh)";
        case demo::Source::visit:
            return "Kunjungan pendamping (contoh)";
    }
    return {};
}

std::vector<Fact> facts_of(demo::Population const& population, std::uint64_t number,
                           std::string const& parent, access::Actor const& actor, base::Instant now) {
    auto const business = population.business(number);
    auto const person = registry::PersonId::derive(parent + "p", business.owner.number);
    std::vector<Fact> facts;
    for (auto const& told : population.told(business)) {
        auto const id = registry::FactId::derive(parent + "f", number * 16 + facts.size());
        facts.push_back(
            {.id = id,
             .business = registry::BusinessId::derive(parent, number),
             .day = told.day,
             .recorded_at = now,
             .actor = actor.id.text(),
             .source = {.kind = registry::Source::Kind::demo, .label = std::string(label(told.source))},
             .person = person,
             .values = told.statement});
    }
    registry::sort_facts(facts);
    return facts;
}

Result<demo::Population> population_of(DemoOptions const& options, base::Instant now) {
    auto const villages = demo::villages_of(options.regency);
    if (villages.empty()) return base::fail(registry::error::outside_regency, options.regency);
    return demo::Population({.seed = options.seed,
                             .regency = options.regency,
                             .villages = villages,
                             .businesses = options.businesses,
                             .today = base::day_in(options.regency, now)});
}

}  // namespace

Result<void> fill_demo(Store& store, DemoOptions const& options,
                       std::function<void(std::int64_t, std::int64_t)> const& progress) {
    auto const regency = TRY(base::RegencyCode::parse(options.regency));
    auto const now = store.db->now();
    auto const population = TRY(population_of(options, now));
    auto const actor = access::local_operator();
    TRY(demo::fill_agencies(store, regency));
    base::Pipe<std::vector<registry::NewBusiness>> pipe;
    auto making = std::async(std::launch::async, [&]() -> Result<void> {
        base::Closing const closing{pipe};
        auto const parent = base::new_id_text(now);
        auto const today = base::day_in(options.regency, now);
        for (std::uint64_t from = 0; from < population.size(); from += piece) {
            std::vector<registry::NewBusiness> made;
            for (auto number = from; number < std::min(from + piece, population.size()); ++number)
                made.push_back(
                    TRY(registry::new_business(store.db->vault(), store.rules, regency,
                                               facts_of(population, number, parent, actor, now), today)));
            if (!pipe.push(std::move(made))) break;
        }
        return {};
    });
    base::Closing const closing{pipe};
    // One transaction, as of a list: its indexes are made once at its end, and a demonstration is there or
    // not.
    TRY(store.db->write_alone([&](storage::Tx& tx) -> Result<void> {
        auto const total = static_cast<std::int64_t>(population.size());
        registry::Writer writer(tx, store.rules, actor, regency);
        TRY(writer.expect(total));
        std::int64_t done = 0;
        while (auto made = pipe.pop()) {
            for (auto& business : *made) TRY(writer.create(std::move(business)));
            progress(done += std::ssize(*made), total);
        }
        TRY(making.get());
        return writer.finish();
    }));
    return demo::fill_handovers(store, regency);
}

Result<void> write_demo_lists(Store const& store, DemoOptions const& options,
                              std::filesystem::path const& folder) {
    auto const population = TRY(population_of(options, store.db->now()));
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed) return base::fail(storage::error::read_only, failed.message());
    TRY(demo::write_lists(population, demo::dirty_lists(demo_list_rows), folder));
    return {};
}

Result<void> write_long_list(DemoOptions const& options, std::filesystem::path const& file, std::int64_t rows,
                             base::Instant now) {
    return demo::write_long_list(TRY(population_of(options, now)), file, rows);
}

}  // namespace bina::cli
