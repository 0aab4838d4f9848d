#include "census/http_sent.h"

#include "base/fold.h"

namespace bina::census {
namespace {

using access::Actor;
using base::JsonWriter;
using base::Result;
using http::Fields;
using http::Length;
using http::Object;
using http::Range;
using http::Request;
using storage::Tx;

constexpr std::size_t answers_max = 400;
constexpr std::size_t values_max = 50;
constexpr std::size_t photos_max = 20;

std::optional<std::string> outcome_name(std::string_view text) {
    return outcome_of(text) == nullptr ? std::nullopt : std::optional(std::string(text));
}
std::string place_text(Object& place) {
    auto const latitude = place.get<std::int64_t>("latitude_e6", Range{-90'000'000, 90'000'000});
    auto const longitude = place.get<std::int64_t>("longitude_e6", Range{-180'000'000, 180'000'000});
    auto const accuracy = place.get<std::int64_t>("accuracy_m", Range{0, 100'000});
    return joined({std::to_string(latitude), std::to_string(longitude), std::to_string(accuracy)}, cell_end);
}

/// A product, or a place, as the cells of one value.
std::string product_text(Object& row) {
    auto const capacity = row.get_if<std::int64_t>("capacity", Range{0, 999'999'999});
    return joined({base::squeeze(row.get<std::string>("name", Length{1, 80})),
                   base::squeeze(row.get_if<std::string>("unit", Length{0, 20}).value_or("")),
                   capacity ? std::to_string(*capacity) : std::string(),
                   row.get_if<std::string>("kbli", Length{0, 10}).value_or("")},
                  cell_end);
}

int read_answer(Object& in, Said& said) {
    auto const question = in.get<std::string>("question", Length{1, 40});
    auto values = in.list<std::string>("values", values_max, Length{0, 300});
    for (auto& value : values) value = base::squeeze(value);
    for (auto& row : in.each("rows", values_max, product_text)) values.push_back(std::move(row));
    if (auto place = in.object("place", place_text)) values.push_back(*std::move(place));
    std::erase(values, "");
    said["answer." + question] = joined(values, value_end);
    return 0;
}

void read_found(Object& in, Said& said) {
    said["found.name"] = base::squeeze(in.get<std::string>("name", Length{1, 120}));
    for (auto const* const name : {"owner", "address", "hamlet", "rt", "rw"})
        if (auto const text = in.get_if<std::string>(name, Length{0, 200}))
            said[std::string("found.") + name] = base::squeeze(*text);
    if (auto const village = in.get_if<base::VillageCode>("village")) said["found.village"] = village->text();
}

}  // namespace

std::optional<std::string> hash_text(std::string_view text) {
    bool const good = text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos;
    return good ? std::optional(std::string(text)) : std::nullopt;
}

void read_visit_body(Fields& in, SentVisit& sent) {
    auto& said = sent.said;
    sent.campaign = in.body<CampaignId>("campaign");
    sent.pack = in.body<PackId>("pack");
    sent.target = in.body<TargetId>("target");
    sent.draft = in.body_if<bool>("draft").value_or(false);
    sent.base = in.body_if<std::int64_t>("base", Range{1, 1'000'000});
    said["questionnaire_version"] =
        std::to_string(in.body<std::int64_t>("questionnaire_version", Range{1, 1'000'000}));
    if (auto outcome = in.object().get_as_if("outcome", outcome_name)) said["outcome"] = *std::move(outcome);
    if (auto const consent = in.body_if<bool>("consent")) said["consent"] = *consent ? "yes" : "no";
    if (auto const note = in.body_if<std::string>("note", Length{0, note_bytes_max}))
        said["note"] = base::squeeze(*note);
    if (auto const other = in.body_if<TargetId>("other")) said["other"] = other->text();
    for (auto const* const name : {"started_at", "finished_at"})
        if (auto const at = in.body_if<std::int64_t>(name, Range{0, instant_max}))
            said[std::string("@") + name] = std::to_string(*at);
    if (auto place = in.object().object("gps", place_text)) said["@gps"] = *std::move(place);
    for (auto const& photo : in.object().list<std::string>("photos", photos_max, Length{64, 64})) {
        if (!hash_text(photo)) in.add_fault("photos", base::malformed.key);
        said["photo." + photo] = "1";
    }
    in.object().object("found", [&](Object& found) {
        read_found(found, said);
        return 0;
    });
    in.object().each("answers", answers_max, [&](Object& answer) { return read_answer(answer, said); });
}

void write_received(JsonWriter& json, std::string_view id, Received const& done) {
    json.field("id", id).field("version", done.version).field("latest", done.latest);
    json.field("state", name_of(done.state));
    write_texts(json, "conflicts", done.conflicts);
    write_texts(json, "remarks", done.remarks);
    write_texts(json, "missing", done.missing);
}

VisitLine read_visit_line(RegencyCode const& regency, std::int64_t number, std::string text,
                          std::optional<base::Instant> device_time) {
    VisitLine line{.number = number, .sent = SentVisit{.regency = regency, .said = {}}};
    if (text.size() > visit_bytes_max) {
        line.sent = base::fail(http::error::body_too_large);
        return line;
    }
    Request const row{.method = "PUT", .body = std::move(text)};
    Fields in{row};
    line.sent->id = in.body<VisitId>("id");
    line.id = line.sent->id.text();
    line.sent->device_time = device_time;
    read_visit_body(in, *line.sent);
    if (auto const read = in.finish(); !read) line.sent = std::unexpected(read.error());
    return line;
}

Result<void> store_visit_line(Tx& tx, Actor const& actor, Questionnaires& questionnaires, VisitLine& line) {
    if (!line.sent) return {};
    line.done = put_visit(tx, actor, questionnaires, *line.sent);
    // A refusal has written nothing; a failing store has spoilt the whole piece.
    if (tx.failure()) return std::unexpected(*tx.failure());
    return {};
}

void write_refusal(JsonWriter& json, std::string_view id, base::Error const& error) {
    json.field("status", std::int64_t{error.kind->http_status}).field("id", id);
    json.field("type", error.kind->key).key("faults").array();
    for (auto const& fault : error.faults)
        json.object().field("path", fault.path).field("key", fault.key).end();
    json.end();
}

void write_visit_line(JsonWriter& json, VisitLine const& line, Result<void> const& stored) {
    auto const* const error = !line.sent   ? &line.sent.error()
                              : !stored    ? &stored.error()
                              : !line.done ? &line.done.error()
                                           : nullptr;
    if (error != nullptr) return write_refusal(json, line.id, *error);
    json.field("status", std::int64_t{line.done->status});
    write_received(json, line.id, *line.done);
}

}  // namespace bina::census
