#include <cmath>

#include "http/fields.h"
#include "http/once.h"
#include "intake/view.h"
#include "sweep/http.h"
#include "sweep/sample.h"

namespace bina::sweep {
namespace {

using access::Actor;
using base::JsonWriter;
using base::Result;
using http::Fields;
using http::Range;
using http::Request;
using http::Response;
using storage::Tx;

/// A sample and the regency it belongs to.
struct NamedSample {
    RegencyCode regency;
    SampleId id;
};
NamedSample named_sample(Fields& in) {
    return {in.path<RegencyCode>("regency"), in.path<SampleId>("id")};
}

void write_share(JsonWriter& json, std::string_view name, Share const& share) {
    auto const bp = [](double value) { return static_cast<std::int64_t>(std::floor(value * 10'000 + 0.5)); };
    json.key(name).object().field("value_bp", bp(share.value)).field("low_bp", bp(share.low));
    json.field("high_bp", bp(share.high)).end();
}

void write_sample(JsonWriter& json, Sample const& sample) {
    json.field("id", sample.id.text()).field("sweep", sample.sweep.text()).field("twice", sample.twice);
    json.field("asked_at", sample.asked_at.milliseconds).field("actor_name", sample.actor_name);
    json.field("pairs", sample.pairs).field("judged", sample.judged).field("waiting", sample.waiting);
    json.field("disagreed", sample.disagreed).key("bands").array();
    for (std::size_t i = 0; i < band_names.size(); ++i) {
        auto const& band = sample.bands[i];
        json.object().field("name", band_names[i]).field("population", band.population);
        json.field("same", band.same).field("other", band.other).field("unsure", band.unsure);
        write_share(json, "precision", share_of_same(band));
        json.end();
    }
    json.end();
    auto const& [accept, review, reject] = sample.bands;
    write_share(json, "recall_accept", recall_of_accept(accept, review, reject));
    write_share(json, "recall_asked", recall_of_asked(accept, review, reject));
}

/// With the pair that the one who asks is to judge next.
Result<Response> show_sample(Tx& tx, Actor const& actor, NamedSample const& name, int status) {
    auto const sample = TRY(find_sample(tx, actor, name.regency, name.id));
    JsonWriter json(8'192);
    json.object();
    write_sample(json, sample);
    json.key("next");
    if (auto const next = TRY(next_pair(tx, actor, sample))) {
        json.object().field("number", next->number).key("pair");
        TRY(intake::write_pair(json, tx,
                               {.id = sample.id.text() + std::to_string(next->number),
                                .regency = name.regency,
                                .business = next->business,
                                .other = next->other,
                                .created_at = sample.asked_at}));
        json.end();
    } else {
        json.null();
    }
    json.end();
    return Response::json(std::move(json), status);
}

Result<Response> get_samples(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    auto const sweep = in.path<SweepId>("id");
    TRY(in.finish());
    auto const all =
        TRY(context.db.read([&](Tx& tx) { return samples(tx, request.actor<Actor>(), regency, sweep); }));
    JsonWriter json(8'192);
    json.object().key("items").array();
    for (auto const& sample : all) {
        json.object();
        write_sample(json, sample);
        json.end();
    }
    json.end().end();
    return Response::json(std::move(json));
}

Result<Response> put_sample(HttpContext const& context, Request const& request) {
    Fields in{request};
    Sample asked{.regency = in.path<RegencyCode>("regency")};
    asked.sweep = in.path<SweepId>("id");
    asked.id = in.path<SampleId>("sample");
    asked.twice = in.body<bool>("twice");
    auto const size = in.body<std::int64_t>("size", Range{3, sample_max});
    TRY(in.finish());
    return http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        auto const& actor = request.actor<Actor>();
        auto const sweep = TRY(find(tx, actor, asked.regency, asked.sweep));
        auto const found = TRY(context.shelf->load(tx, sweep));
        TRY(draw(tx, actor, asked, *found, size));
        return show_sample(tx, actor, {asked.regency, asked.id}, 201);
    });
}

Result<Response> get_sample(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named_sample(in);
    TRY(in.finish());
    return context.db.read([&](Tx& tx) { return show_sample(tx, request.actor<Actor>(), name, 200); });
}

std::optional<std::string> judgement(std::string_view text) {
    if (text == "same" || text == "other" || text == "unsure") return std::string(text);
    return std::nullopt;
}

Result<Response> put_judgement(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named_sample(in);
    auto const number = in.path<std::int64_t>("number", Range{0, sample_max});
    auto const verdict = in.object().get_as("verdict", judgement);
    TRY(in.finish());
    return http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        TRY(judge_pair(tx, request.actor<Actor>(), name.regency, name.id, number, verdict));
        return show_sample(tx, request.actor<Actor>(), name, 200);
    });
}

}  // namespace

std::vector<http::Route> sample_routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    auto const decide = http::may("pairs.decide");
    return {
        {"GET", "/api/v1/sweeps/{regency}/{id}/samples", decide, with(get_samples)},
        {"PUT", "/api/v1/sweeps/{regency}/{id}/samples/{sample}", decide, with(put_sample)},
        {"GET", "/api/v1/samples/{regency}/{id}", decide, with(get_sample)},
        {"PUT", "/api/v1/samples/{regency}/{id}/pairs/{number}", decide, with(put_judgement)},
    };
}

}  // namespace bina::sweep
