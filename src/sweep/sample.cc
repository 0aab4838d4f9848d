#include "sweep/sample.h"

#include <algorithm>

#include <xxhash.h>

#include "audit/audit.h"
#include "base/json.h"

namespace bina::sweep {
namespace {

using access::Actor;
using access::Permission;
using base::fail;
using base::Result;
using registry::BusinessId;
using storage::Row;
using storage::Tx;

constexpr std::string_view sample_columns = "id, sweep, twice, accept, review, reject, asked_at, actor_name";

Sample read_sample(RegencyCode const& regency, Row const& row) {
    Sample sample{.id = row.get<SampleId>(0),
                  .regency = regency,
                  .sweep = row.get<SweepId>(1),
                  .twice = row.integer(2) == 1,
                  .asked_at = row.get<base::Instant>(6),
                  .actor_name = row.get<std::string>(7),
                  .bands = {}};
    for (std::size_t i = 0; i < sample.bands.size(); ++i)
        sample.bands[i].population = row.integer(3 + static_cast<int>(i));
    return sample;
}

/// Adds what was judged, and what the one who asks may still judge.
Result<void> count(Tx& tx, Actor const& actor, Sample& sample) {
    return tx.each(
        "SELECT band, first, first_by, second FROM sweep_sampled WHERE regency = $1 AND sample = $2",
        [&](Row const& row) {
            ++sample.pairs;
            bool const once = !row.text(1).empty();
            bool const twice = !row.text(3).empty();
            bool const done = sample.twice ? twice : once;
            if (!done && (!once || row.text(2) != actor.id.text())) ++sample.waiting;
            if (!done) return;
            ++sample.judged;
            bool const agreed = !sample.twice || row.text(1) == row.text(3);
            if (!agreed) ++sample.disagreed;
            auto const band = std::ranges::find(band_names, row.text(0)) - band_names.begin();
            auto& answers = sample.bands[static_cast<std::size_t>(band)];
            if (!agreed || row.text(1) == "unsure")
                ++answers.unsure;
            else
                ++(row.text(1) == "same" ? answers.same : answers.other);
        },
        sample.regency, sample.id);
}

struct Drawn {
    std::uint64_t chance;
    std::size_t band;
    std::size_t edge;
};

/// In an order by chance that the sample's id makes: the same again for the same id.
std::vector<Drawn> drawn_by(Found const& found, Sweep const& sweep, SampleId const& id, std::int64_t size,
                            Sample& counts) {
    auto const scored = score(found, sweep.settings);
    auto const clusters = cluster(found, scored, sweep.settings.accept);
    std::array<std::vector<Drawn>, 3> bands;
    for (std::size_t i = 0; i < found.edges.size(); ++i) {
        auto const& edge = found.edges[i];
        if (!edge.may_be_one()) continue;
        auto const band =
            static_cast<std::size_t>(band_of(edge, scored.weights[i], sweep.settings, clusters.refused[i]));
        std::string const text =
            id.text() + found.records[edge.a].id.text() + found.records[edge.b].id.text();
        bands[band].push_back({XXH3_64bits(text.data(), text.size()), band, i});
    }
    std::vector<Drawn> all;
    for (std::size_t band = 0; band < bands.size(); ++band) {
        auto& pairs = bands[band];
        counts.bands[band].population = std::ssize(pairs);
        auto const some = std::min(std::ssize(pairs), (size + 2) / 3);
        std::ranges::nth_element(pairs, pairs.begin() + some, {}, &Drawn::chance);
        all.insert(all.end(), pairs.begin(), pairs.begin() + some);
    }
    std::ranges::sort(all, {}, &Drawn::chance);
    return all;
}

}  // namespace

Result<void> draw(Tx& tx, Actor const& actor, Sample const& asked, Found const& found, std::int64_t size) {
    auto const sweep = TRY(find(tx, actor, asked.regency, asked.sweep));
    TRY(require_latest(tx, sweep));
    auto const known = find_sample(tx, actor, asked.regency, asked.id);
    if (known) return known->sweep == asked.sweep ? Result<void>{} : fail(error::id_reused);
    Sample sample = asked;
    auto const drawn = drawn_by(found, sweep, asked.id, size, sample);
    TRY(tx.run(
        "INSERT INTO sweep_sample (regency, id, sweep, twice, accept, review, reject, asked_at, actor,"
        " actor_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        sample.regency, sample.id, sample.sweep, std::int64_t{sample.twice}, sample.bands[0].population,
        sample.bands[1].population, sample.bands[2].population, tx.now(), actor.id, actor.name));
    for (std::size_t number = 0; number < drawn.size(); ++number) {
        auto const& edge = found.edges[drawn[number].edge];
        TRY(tx.run(
            "INSERT INTO sweep_sampled (regency, sample, number, band, business, other, first, first_by,"
            " second, second_by) VALUES ($1, $2, $3, $4, $5, $6, '', '', '', '')",
            sample.regency, sample.id, static_cast<std::int64_t>(number), band_names[drawn[number].band],
            found.records[edge.a].id.text(), found.records[edge.b].id.text()));
    }
    base::JsonWriter detail;
    detail.object().field("pairs", std::ssize(drawn)).field("twice", sample.twice).end();
    return audit::record(tx, actor, "sweep.sampled", sample.regency.text(), sample.id.text(), detail.text());
}

Result<std::vector<Sample>> samples(Tx& tx, Actor const& actor, RegencyCode const& regency,
                                    SweepId const& sweep) {
    TRY(actor.require(Permission::pairs_decide, regency));
    static std::string const sql = "SELECT " + std::string(sample_columns) +
                                   " FROM sweep_sample WHERE regency = $1 AND sweep = $2"
                                   " ORDER BY asked_at DESC, id DESC";
    auto all = TRY(tx.rows(sql, [&](Row const& row) { return read_sample(regency, row); }, regency, sweep));
    for (auto& sample : all) TRY(count(tx, actor, sample));
    return all;
}

Result<Sample> find_sample(Tx& tx, Actor const& actor, RegencyCode const& regency, SampleId const& id) {
    TRY(actor.require(Permission::pairs_decide, regency));
    static std::string const sql =
        "SELECT " + std::string(sample_columns) + " FROM sweep_sample WHERE regency = $1 AND id = $2";
    auto sample = TRY(tx.first(sql, [&](Row const& row) { return read_sample(regency, row); }, regency, id));
    if (!sample) return fail(error::sample_not_found);
    TRY(count(tx, actor, *sample));
    return *std::move(sample);
}

Result<std::optional<BlindPair>> next_pair(Tx& tx, Actor const& actor, Sample const& sample) {
    return tx.first(
        "SELECT number, business, other FROM sweep_sampled WHERE regency = $1 AND sample = $2"
        " AND (first = '' OR ($3 = 1 AND second = '' AND first_by <> $4)) ORDER BY number LIMIT 1",
        [](Row const& row) {
            return BlindPair{row.integer(0), row.get<BusinessId>(1), row.get<BusinessId>(2)};
        },
        sample.regency, sample.id, std::int64_t{sample.twice}, actor.id);
}

Result<void> judge_pair(Tx& tx, Actor const& actor, RegencyCode const& regency, SampleId const& id,
                        std::int64_t number, std::string_view verdict) {
    auto const sample = TRY(find_sample(tx, actor, regency, id));
    auto const as_first =
        TRY(tx.run("UPDATE sweep_sampled SET first = $4, first_by = $5, first_at = $6"
                   " WHERE regency = $1 AND sample = $2 AND number = $3 AND first = ''",
                   regency, id, number, verdict, actor.id, tx.now()));
    if (as_first == 1) return {};
    if (!sample.twice) return fail(error::judged);
    auto const as_second =
        TRY(tx.run("UPDATE sweep_sampled SET second = $4, second_by = $5, second_at = $6"
                   " WHERE regency = $1 AND sample = $2 AND number = $3 AND second = '' AND first_by <> $5",
                   regency, id, number, verdict, actor.id, tx.now()));
    return as_second == 1 ? Result<void>{} : fail(error::judged);
}

}  // namespace bina::sweep
