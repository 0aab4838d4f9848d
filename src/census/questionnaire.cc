#include "census/questionnaire.h"

#include <algorithm>
#include <set>

#include "audit/audit.h"
#include "base/json.h"
#include "base/zone.h"
#include "registry/business.h"

namespace bina::census {
namespace {

using access::Actor;
using access::Permission;
using base::fail;
using base::Result;
using registry::Field;
using registry::FieldKind;
using storage::Row;
using storage::Tx;

QuestionnaireVersion read_version(Row const& row) {
    return {.id = row.get<QuestionnaireId>(0),
            .version = row.integer(1),
            .title = row.get<std::string>(2),
            .body = row.get<std::string>(3),
            .published_at = row.maybe<base::Instant>(4),
            .at = row.get<base::Instant>(5)};
}

/// Whether an answer of that kind can be a value of the field.
bool fits(Question const& question, FieldKind field) {
    using enum FieldKind;
    switch (question.kind) {
        case Kind::choice:
            return field == sex || field == trade || field == FieldKind::legal_form || field == status ||
                   field == flag || field == FieldKind::text;
        case Kind::choices:
        case Kind::products:
            return field == FieldKind::text;
        case Kind::number:
            return field == count || field == year;
        case Kind::money:
            return field == FieldKind::money;
        case Kind::date:
            return field == day;
        case Kind::licence:
            return field == FieldKind::licence;
        case Kind::text:
            return field == FieldKind::text || field == nik || field == family_card || field == npwp ||
                   field == nib || field == kbli || field == phone || field == email || field == village ||
                   field == district || field == year;
        default:
            return false;
    }
}

/// Options of a field with words of its own must be among these.
bool is_value_of(Field field, std::string_view key) {
    static auto const regency = RegencyCode::parse("3316").value();
    auto const day = base::Day::from_number(0);
    return registry::check_values(regency, {{field, std::string(key)}}, day).has_value();
}

class Faults {
public:
    explicit Faults(Questionnaire const& of) {
        if (of.sections.empty()) add("sections", error::no_questions);
        for (std::size_t s = 0; s < of.sections.size(); ++s) {
            auto const at = "sections[" + std::to_string(s) + "]";
            auto const& section = of.sections[s];
            if (!m_sections.insert(section.id).second) add(at + ".id", error::key_twice);
            if (section.questions.empty()) add(at + ".questions", error::no_questions);
            for (std::size_t q = 0; q < section.questions.size(); ++q)
                check(section.questions[q], at + ".questions[" + std::to_string(q) + "]");
        }
    }
    std::vector<base::Fault> take() { return std::move(m_faults); }

private:
    void add(std::string path, base::ErrorKind const& kind) {
        m_faults.push_back({std::move(path), std::string(kind.key)});
    }
    void check(Question const& question, std::string const& at) {
        if (m_before.contains(question.id)) add(at + ".id", error::key_twice);
        check_options(question, at);
        if (question.field && !fits(question, registry::info(*question.field).kind))
            add(at + ".field", error::field_kind);
        for (std::size_t i = 0; i < question.when.size(); ++i)
            check(question.when[i], at + ".when[" + std::to_string(i) + "]");
        for (std::size_t i = 0; i < question.checks.size(); ++i)
            check(question, question.checks[i], at + ".checks[" + std::to_string(i) + "]");
        m_before.emplace(question.id, &question);
    }
    void check_options(Question const& question, std::string const& at) {
        if (has_options(question.kind) == question.options.empty()) add(at + ".options", error::no_options);
        std::set<std::string> keys;
        for (std::size_t i = 0; i < question.options.size(); ++i) {
            auto const& key = question.options[i].key;
            auto const place = at + ".options[" + std::to_string(i) + "].key";
            if (!keys.insert(key).second) add(place, error::key_twice);
            bool const fitting = question.field && fits(question, registry::info(*question.field).kind);
            if (fitting && !is_value_of(*question.field, key)) add(place, error::not_an_option);
        }
    }
    void check(Condition const& condition, std::string const& at) {
        auto const asked = m_before.find(condition.question);
        if (asked == m_before.end()) return add(at + ".question", error::not_before);
        auto const& options = asked->second->options;
        for (auto const& key : condition.is)
            if (std::ranges::find(options, key, &Option::key) == options.end())
                add(at + ".is", error::not_an_option);
    }
    void check(Question const& question, Check const& check, std::string const& at) {
        int const limits = int{check.min.has_value()} + int{check.max.has_value()} +
                           int{!check.at_least.empty()} + int{!check.at_most.empty()};
        if (limits != 1) add(at, error::one_limit);
        if (!is_number(question.kind)) add(at, error::not_a_number);
        for (auto const& [name, other] :
             {std::pair(".at_least", &check.at_least), std::pair(".at_most", &check.at_most)}) {
            if (other->empty()) continue;
            auto const asked = m_before.find(*other);
            if (asked == m_before.end())
                add(at + name, error::not_before);
            else if (!is_number(asked->second->kind))
                add(at + name, error::not_a_number);
        }
    }

    std::map<std::string, Question const*> m_before;
    std::set<std::string> m_sections;
    std::vector<base::Fault> m_faults;
};

Result<std::optional<QuestionnaireVersion>> latest(Tx& tx, RegencyCode const& regency,
                                                   QuestionnaireId const& id) {
    return tx.first(
        "SELECT id, version, title, body, published_at, at FROM questionnaire"
        " WHERE regency = $1 AND id = $2 ORDER BY version DESC LIMIT 1",
        read_version, regency, id);
}

Result<void> record(Tx& tx, Actor const& actor, std::string_view event, RegencyCode const& regency,
                    QuestionnaireId const& id, std::int64_t version) {
    base::JsonWriter detail;
    detail.object().field("version", version).end();
    return audit::record(tx, actor, event, regency.text(), id.text(), detail.text());
}

}  // namespace

Question const* Questionnaire::find(std::string_view id) const {
    for (auto const& section : sections)
        for (auto const& question : section.questions)
            if (question.id == id) return &question;
    return nullptr;
}

std::vector<base::Fault> faults_of(Questionnaire const& questionnaire) {
    return Faults(questionnaire).take();
}

Result<std::int64_t> keep_questionnaire(Tx& tx, Actor const& actor, RegencyCode const& regency,
                                        QuestionnaireId const& id, std::string_view title,
                                        std::string_view document) {
    TRY(actor.require(Permission::census_plan, regency));
    auto const last = TRY(latest(tx, regency, id));
    if (last && last->body == document) return last->version;
    auto const version = !last ? 1 : last->published_at ? last->version + 1 : last->version;
    TRY(
        tx.run("INSERT INTO questionnaire (regency, id, version, title, body, at, actor)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7)"
               " ON CONFLICT (regency, id, version) DO UPDATE SET title = $4, body = $5, at = $6, actor = $7",
               regency, id, version, title, document, tx.now(), actor.id));
    TRY(record(tx, actor, "census.questionnaire_kept", regency, id, version));
    return version;
}

Result<std::int64_t> publish_questionnaire(Tx& tx, Actor const& actor, RegencyCode const& regency,
                                           QuestionnaireId const& id) {
    TRY(actor.require(Permission::census_plan, regency));
    auto const last = TRY(latest(tx, regency, id));
    if (!last) return fail(error::questionnaire_not_found);
    if (last->published_at) return last->version;
    TRY(tx.run("UPDATE questionnaire SET published_at = $4 WHERE regency = $1 AND id = $2 AND version = $3",
               regency, id, last->version, tx.now()));
    TRY(record(tx, actor, "census.questionnaire_published", regency, id, last->version));
    return last->version;
}

Result<QuestionnaireVersion> publish_default(Tx& tx, Actor const& actor, RegencyCode const& regency) {
    auto const id = QuestionnaireId::derive("census questionnaire", 1);
    auto const document = default_questionnaire();
    auto const last = TRY(latest(tx, regency, id));
    if (!last || last->body != document)
        TRY(keep_questionnaire(tx, actor, regency, id, TRY(parse_questionnaire(document)).title, document));
    TRY(publish_questionnaire(tx, actor, regency, id));
    return find_questionnaire(tx, actor, regency, id, 0);
}

Result<QuestionnaireVersion> find_questionnaire(Tx& tx, Actor const& actor, RegencyCode const& regency,
                                                QuestionnaireId const& id, std::int64_t version) {
    TRY(actor.require_within(Permission::registry_read, regency));
    auto found = version == 0
                     ? TRY(latest(tx, regency, id))
                     : TRY(tx.first("SELECT id, version, title, body, published_at, at FROM questionnaire"
                                    " WHERE regency = $1 AND id = $2 AND version = $3",
                                    read_version, regency, id, version));
    if (!found) return fail(error::questionnaire_not_found);
    return *std::move(found);
}

Result<std::vector<QuestionnaireVersion>> questionnaires(Tx& tx, Actor const& actor,
                                                         RegencyCode const& regency) {
    TRY(actor.require_within(Permission::registry_read, regency));
    return tx.rows(
        "SELECT id, version, title, '', published_at, at FROM questionnaire WHERE regency = $1"
        " ORDER BY id, version DESC",
        read_version, regency);
}

Result<std::shared_ptr<Questionnaire const>> Questionnaires::get(Tx& tx, RegencyCode const& regency,
                                                                 QuestionnaireId const& id,
                                                                 std::int64_t version) {
    auto const key = regency.text() + id.text() + std::to_string(version);
    {
        std::scoped_lock const lock(m_mutex);
        if (auto const known = m_known.find(key); known != m_known.end()) return known->second;
    }
    auto const body = TRY(tx.first(
        "SELECT body FROM questionnaire WHERE regency = $1 AND id = $2 AND version = $3"
        " AND published_at IS NOT NULL",
        [](Row const& row) { return row.get<std::string>(0); }, regency, id, version));
    if (!body) return fail(error::questionnaire_not_found);
    auto parsed = std::make_shared<Questionnaire const>(TRY(parse_questionnaire(*body)));
    // What a rehearsed or undone transaction has written is not known to others.
    if (tx.wrote()) return parsed;
    std::scoped_lock const lock(m_mutex);
    return m_known.emplace(key, std::move(parsed)).first->second;
}

}  // namespace bina::census
