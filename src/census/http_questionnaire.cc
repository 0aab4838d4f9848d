#include "base/names.h"
#include "census/http.h"
#include "http/fields.h"
#include "http/once.h"

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
using http::Response;
using storage::Tx;

constexpr std::size_t sections_max = 40;
constexpr std::size_t questions_max = 100;
constexpr std::size_t options_max = 200;
constexpr std::size_t conditions_max = 10;
constexpr std::int64_t number_max = 999'999'999'999'999;
constexpr Length key_length{1, 40};
constexpr Length title_length{1, 300};

/// Keys are short ASCII words: they stand in paths of faults.
std::optional<std::string> key_text(std::string_view text) {
    bool const plain = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == text.npos;
    if (text.empty() || text.size() > key_length.max || !plain) return std::nullopt;
    return std::string(text);
}
std::optional<Kind> kind_of(std::string_view text) {
    auto const index = base::index_of(kind_names, text);
    return index < kind_names.size() ? std::optional(static_cast<Kind>(index)) : std::nullopt;
}
std::optional<registry::Field> answer_field(std::string_view text) {
    auto const field = registry::field_of(text);
    return field && !registry::has_own_verb(*field) ? field : std::nullopt;
}
/// True for a check that refuses.
std::optional<bool> is_hard(std::string_view text) {
    if (text == "hard") return true;
    return text == "soft" ? std::optional(false) : std::nullopt;
}

Question read_question(Object& in) {
    Question question{.id = in.get_as("id", key_text), .kind = in.get_as("kind", kind_of)};
    question.title = in.get<std::string>("title", title_length);
    question.hint = in.get_if<std::string>("hint", Length{0, 500}).value_or("");
    question.required = in.get_if<bool>("required").value_or(false);
    question.field = in.get_as_if("field", answer_field);
    question.times = in.get_if<std::int64_t>("times", Range{1, 12}).value_or(1);
    question.values_max = in.get_if<std::int64_t>("values_max", Range{1, 50}).value_or(1);
    question.options = in.each("options", options_max, [](Object& option) {
        return Option{option.get<std::string>("key", key_length),
                      option.get<std::string>("title", title_length)};
    });
    question.when = in.each("when", conditions_max, [](Object& condition) {
        return Condition{.question = condition.get<std::string>("question", key_length),
                         .is = condition.list<std::string>("is", options_max, key_length),
                         .unless = condition.get_if<bool>("unless").value_or(false)};
    });
    question.checks = in.each("checks", conditions_max, [](Object& check) {
        Range const any{-number_max, number_max};
        return Check{.hard = check.get_as("level", is_hard),
                     .min = check.get_if<std::int64_t>("min", any),
                     .max = check.get_if<std::int64_t>("max", any),
                     .at_least = check.get_if<std::string>("at_least", key_length).value_or(""),
                     .at_most = check.get_if<std::string>("at_most", key_length).value_or(""),
                     .message = check.get<std::string>("message", title_length)};
    });
    return question;
}

struct NamedQuestionnaire {
    RegencyCode regency;
    QuestionnaireId id;
};
NamedQuestionnaire named_questionnaire(Fields& in) {
    return {in.path<RegencyCode>("regency"), in.path<QuestionnaireId>("id")};
}

void write_version(JsonWriter& json, QuestionnaireVersion const& version) {
    json.object().field("id", version.id.text()).field("version", version.version);
    json.field("title", version.title).field("published", version.published_at.has_value());
    json.field("at", version.at.milliseconds);
    if (!version.body.empty()) json.key("document").raw(version.body);
    json.end();
}

Result<Response> show_questionnaire(Tx& tx, Actor const& actor, NamedQuestionnaire const& name,
                                    std::int64_t version, int status) {
    JsonWriter json(16'384);
    write_version(json, TRY(find_questionnaire(tx, actor, name.regency, name.id, version)));
    return Response::json(std::move(json), status);
}

Result<Response> get_questionnaires(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    TRY(in.finish());
    auto const all =
        TRY(context.db.read([&](Tx& tx) { return questionnaires(tx, request.actor<Actor>(), regency); }));
    JsonWriter json;
    json.object().key("items").array();
    for (auto const& version : all) write_version(json, version);
    json.end().end();
    return Response::json(std::move(json));
}

Result<Response> get_questionnaire(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named_questionnaire(in);
    auto const version = in.query_if<std::int64_t>("version", Range{1, 1'000'000}).value_or(0);
    TRY(in.finish());
    auto const reply = TRY(context.db.read(
        [&](Tx& tx) { return show_questionnaire(tx, request.actor<Actor>(), name, version, 200); }));
    return http::with_etag(request, reply);
}

/// The body is the document itself.
Result<Response> put_questionnaire(HttpContext const& context, Request const& request) {
    Request const path{.method = request.method, .params = request.params};
    Fields in{path};
    auto const name = named_questionnaire(in);
    TRY(in.finish());
    auto const document = TRY(parse_questionnaire(request.body));
    return http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        auto const& actor = request.actor<Actor>();
        auto const version =
            TRY(keep_questionnaire(tx, actor, name.regency, name.id, document.title, request.body));
        return show_questionnaire(tx, actor, name, version, 200);
    });
}

Result<Response> post_publish_questionnaire(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const name = named_questionnaire(in);
    TRY(in.finish());
    return http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        auto const& actor = request.actor<Actor>();
        auto const version = TRY(publish_questionnaire(tx, actor, name.regency, name.id));
        return show_questionnaire(tx, actor, name, version, 200);
    });
}

Result<Response> post_default_questionnaire(HttpContext const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.path<RegencyCode>("regency");
    TRY(in.finish());
    return http::write_once(context.db, request, [&](Tx& tx) -> Result<Response> {
        auto const& actor = request.actor<Actor>();
        auto const version = TRY(publish_default(tx, actor, regency));
        return show_questionnaire(tx, actor, {regency, version.id}, version.version, 200);
    });
}

}  // namespace

Result<Questionnaire> parse_questionnaire(std::string_view document) {
    if (document.empty()) return base::fail(http::error::bad_json, "empty");
    Request const request{.method = "PUT", .body = std::string(document)};
    Fields in{request};
    Questionnaire questionnaire{.title = in.body<std::string>("title", title_length)};
    questionnaire.sections = in.object().each("sections", sections_max, [](Object& section) {
        return Section{.id = section.get_as("id", key_text),
                       .title = section.get<std::string>("title", title_length),
                       .questions = section.each("questions", questions_max, read_question)};
    });
    auto form = in.finish();
    if (!form && form.error().kind != &http::error::bad_fields) return std::unexpected(form.error());
    // What has no form cannot be compared with other parts; the rest is told together with it.
    auto faults = form ? std::vector<base::Fault>{} : std::move(form.error().faults);
    auto const formless = faults;
    for (auto& fault : faults_of(questionnaire))
        if (std::ranges::none_of(formless, [&](auto const& one) { return one.path.starts_with(fault.path); }))
            faults.push_back(std::move(fault));
    if (!faults.empty()) return base::fail(http::error::bad_fields, {}, std::move(faults));
    return questionnaire;
}

std::vector<http::Route> questionnaire_routes(HttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    auto const read = http::may("registry.read");
    auto const plan = http::may("census.plan");
    return {
        {"GET", "/api/v1/questionnaires/{regency}", read, with(get_questionnaires)},
        {"POST", "/api/v1/questionnaires/{regency}/default", plan, with(post_default_questionnaire)},
        {"GET", "/api/v1/questionnaires/{regency}/{id}", read, with(get_questionnaire)},
        {"PUT", "/api/v1/questionnaires/{regency}/{id}", plan, with(put_questionnaire)},
        {"POST", "/api/v1/questionnaires/{regency}/{id}/publish", plan, with(post_publish_questionnaire)},
    };
}

}  // namespace bina::census
