#include "letters/letter.h"

#include <algorithm>

#include "audit/audit.h"
#include "base/fold.h"
#include "base/json.h"
#include "registry/state.h"

namespace bina::letters {
namespace {

using access::Actor;
using access::Permission;
using base::Day;
using base::fail;
using base::Fault;
using base::JsonWriter;
using base::Result;
using registry::Field;
using storage::Bytes;
using storage::Row;
using storage::Tx;

/// How a client lays a letter out; a letter keeps the one it was printed with.
constexpr std::int64_t layout = 1;
constexpr std::string_view serial_name = "urut";
constexpr std::string_view year_name = "tahun";

std::vector<Fault> faults_at(std::string_view path, std::vector<std::string> const& names,
                             std::string_view key) {
    std::vector<Fault> faults;
    for (auto const& name : names) faults.push_back({std::string(path) + "." + name, std::string(key)});
    return faults;
}

Result<std::optional<Letterhead>> newest_letterhead(Tx& tx, RegencyCode const& regency) {
    return tx.first(
        "SELECT agency, address, place, position, signatory, nip, number_format FROM letterhead"
        " WHERE regency = $1 ORDER BY version DESC LIMIT 1",
        [](Row const& row) {
            return Letterhead{row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                              row.get<std::string>(3), row.get<std::string>(4), row.get<std::string>(5),
                              row.get<std::string>(6)};
        },
        regency);
}

Result<Template> newest_template(Tx& tx, RegencyCode const& regency, Kind kind) {
    auto const read = [&](Row const& row) {
        return Template{kind, row.integer(0), row.get<std::string>(1), row.get<std::string>(2)};
    };
    auto own =
        TRY(tx.first("SELECT version, title, body FROM letter_template WHERE regency = $1 AND kind = $2"
                     " ORDER BY version DESC LIMIT 1",
                     read, regency, name_of(kind)));
    if (own) return *std::move(own);
    auto wording =
        TRY(tx.first("SELECT 0, title, body FROM letter_wording WHERE kind = $1", read, name_of(kind)));
    if (!wording) throw storage::Damage("letter_wording: kind");
    return *std::move(wording);
}

/// What is known of the business, by the names of placeholders.
Result<Values> values_of_business(Tx& tx, AreaName const& area_name, RegencyCode const& regency,
                                  BusinessId const& business) {
    auto const facts = TRY(registry::family_facts(tx, regency, business));
    auto const state = registry::fold(facts);
    if (state.empty()) return fail(error::not_found);
    auto const text = [&](Field field) { return std::string(registry::get(state, field)); };
    auto const village = text(Field::village);
    auto const district = village.empty() ? text(Field::district) : village.substr(0, 6);
    auto const since = Day::parse(text(Field::coached_since));
    auto const product = text(Field::product);
    auto const name = text(Field::business_name);
    return Values{{"usaha", name.empty() ? text(Field::owner_name) : name},
                  {"pemilik", text(Field::owner_name)},
                  {"alamat", text(Field::address)},
                  {"desa", area_name(village)},
                  {"kecamatan", area_name(district)},
                  {"kabupaten", area_name(regency.text())},
                  {"produk", product.empty() ? text(Field::activity) : product},
                  {"nib", text(Field::nib)},
                  {"binaan", text(Field::coached_by)},
                  {"binaan_sejak", since ? day_in_words(*since) : std::string{}}};
}

/// A letter before it has a number.
struct Draft {
    Letterhead head;
    Template wording;
    Values values;
};

Result<Draft> draft(Tx& tx, AreaName const& area_name, RegencyCode const& regency, Request const& request) {
    Draft draft{.head = {}, .wording = TRY(newest_template(tx, regency, request.kind)), .values = {}};
    draft.values = TRY(values_of_business(tx, area_name, regency, request.business));
    auto const head = TRY(newest_letterhead(tx, regency));
    if (!head) return fail(error::no_letterhead);
    draft.head = *head;
    draft.values.merge(Values{{"dinas", head->agency},
                              {"alamat_dinas", head->address},
                              {"jabatan", head->position},
                              {"penandatangan", head->signatory},
                              {"nip", head->nip},
                              {"kota", head->place},
                              {"tanggal", day_in_words(request.day)},
                              {"tahun", std::to_string(request.day.year())}});
    for (auto const& [name, origin] : placeholders) {
        auto const typed = request.values.find(name);
        if (typed == request.values.end() || typed->second.empty()) continue;
        // What is typed fills what the registry does not know; it never says otherwise.
        if (origin == Origin::typed || (origin == Origin::business && draft.values[typed->first].empty()))
            draft.values[typed->first] = base::squeeze(typed->second);
    }
    return draft;
}

std::string content_of(Draft const& draft, Request const& request, std::string_view number) {
    auto values = draft.values;
    values["nomor"] = number;
    JsonWriter json(2'048);
    json.object().field("layout", layout).field("kind", name_of(request.kind)).field("number", number);
    json.field("regency_name", values["kabupaten"]).field("agency", draft.head.agency);
    json.field("address", draft.head.address).field("place", draft.head.place);
    json.field("day", values["tanggal"]).field("title", filled(draft.wording.title, values));
    json.field("body", filled(draft.wording.body, values)).field("position", draft.head.position);
    json.field("signatory", draft.head.signatory).field("nip", draft.head.nip).end();
    return json.take();
}

/// What was asked for, as one text.
std::string asked_for(Request const& request) {
    JsonWriter json;
    json.object().field("kind", name_of(request.kind)).field("day", request.day.text());
    for (auto const& [name, value] : request.values) json.field(name, value);
    json.end();
    return json.take();
}

Result<std::int64_t> next_serial(Tx& tx, RegencyCode const& regency, int year) {
    auto const serial = TRY(tx.first(
        "INSERT INTO letter_series (regency, year, last) VALUES ($1, $2, 1) ON CONFLICT (regency, year)"
        " DO UPDATE SET last = letter_series.last + 1 RETURNING last",
        [](Row const& row) { return row.integer(0); }, regency, year));
    return serial.value();
}

/// The folded mark, hashed; empty for letters that are not about one.
std::string subject_of(Tx& tx, Request const& request) {
    auto const mark = request.values.find("merek");
    if (request.kind != Kind::brand_recommendation || mark == request.values.end()) return {};
    return tx.vault().hash("mark", base::fold(mark->second));
}

/// One recommendation is for one mark and one filing in the same year.
Result<void> check_mark(Tx& tx, RegencyCode const& regency, Request const& request,
                        std::string_view subject) {
    if (subject.empty()) return {};
    auto const taken = TRY(tx.first(
        "SELECT 1 FROM letter WHERE regency = $1 AND business = $2 AND year = $3 AND subject = $4",
        [](Row const&) { return true; }, regency, request.business, request.day.year(), subject));
    return taken ? fail(error::mark_taken) : Result<void>{};
}

constexpr std::string_view issued_columns = "id, kind, number, day, at, actor, content";

Issued read_issued(Tx& tx, Row const& row) {
    auto content = tx.vault().unseal(row.bytes(6));
    auto const kind = kind_of(row.text(1));
    if (!content || !kind) throw storage::Damage("letter: cannot be read");
    return {row.get<LetterId>(0),      *kind,
            row.get<std::string>(2),   row.get<Day>(3),
            row.get<base::Instant>(4), row.get<std::string>(5),
            *std::move(content)};
}

}  // namespace

Result<std::optional<Letterhead>> letterhead(Tx& tx, Actor const& actor, RegencyCode const& regency) {
    TRY(actor.require_within(Permission::registry_read, regency));
    return newest_letterhead(tx, regency);
}

Result<void> set_letterhead(Tx& tx, Actor const& actor, RegencyCode const& regency, Letterhead const& head) {
    TRY(actor.require(Permission::letters_manage, regency));
    auto names = names_in(head.number_format);
    std::ranges::sort(names);
    if (names != std::vector<std::string>{std::string(year_name), std::string(serial_name)})
        return fail(error::number_format);
    if (auto const known = TRY(newest_letterhead(tx, regency)); known && *known == head) return {};
    TRY(tx.run(
        "INSERT INTO letterhead (regency, version, agency, address, place, position, signatory, nip,"
        " number_format, at, actor) SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7, $8,"
        " $9, $10 FROM letterhead WHERE regency = $1",
        regency, head.agency, head.address, head.place, head.position, head.signatory, head.nip,
        head.number_format, tx.now(), actor.id));
    return audit::record(tx, actor, "letters.letterhead_set", regency.text(), regency.text());
}

Result<std::vector<Template>> templates(Tx& tx, Actor const& actor, RegencyCode const& regency) {
    TRY(actor.require_within(Permission::registry_read, regency));
    std::vector<Template> all;
    for (std::size_t i = 0; i < kind_names.size(); ++i)
        all.push_back(TRY(newest_template(tx, regency, static_cast<Kind>(i))));
    return all;
}

Result<void> set_template(Tx& tx, Actor const& actor, RegencyCode const& regency, Template const& wording) {
    TRY(actor.require(Permission::letters_manage, regency));
    if (auto const unknown = unknown_names(wording.title + wording.body); !unknown.empty())
        return fail(error::unknown_names, {}, faults_at("names", unknown, unknown_name));
    auto const known = TRY(newest_template(tx, regency, wording.kind));
    if (known.title == wording.title && known.body == wording.body) return {};
    TRY(tx.run(
        "INSERT INTO letter_template (regency, kind, version, title, body, at, actor)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
        regency, name_of(wording.kind), known.version + 1, wording.title, wording.body, tx.now(), actor.id));
    return audit::record(tx, actor, "letters.template_set", regency.text(), regency.text());
}

Result<std::string> preview(Tx& tx, AreaName const& area_name, Actor const& actor, RegencyCode const& regency,
                            Request const& request) {
    TRY(actor.require(Permission::letters_issue, regency));
    auto const letter = TRY(draft(tx, area_name, regency, request));
    return content_of(letter, request, {});
}

Result<Issue> issue(Tx& tx, AreaName const& area_name, Actor const& actor, RegencyCode const& regency,
                    Request const& request) {
    TRY(actor.require(Permission::letters_issue, regency));
    auto const asked = tx.vault().hash("letter", asked_for(request));
    auto const known = TRY(tx.first(
        "SELECT asked FROM letter WHERE regency = $1 AND business = $2 AND id = $3",
        [](Row const& row) { return row.get<std::string>(0); }, regency, request.business, request.id));
    if (known) return *known == asked ? Result<Issue>(Issue::already_known) : fail(error::id_reused);
    auto letter = TRY(draft(tx, area_name, regency, request));
    if (request.day.year() != Day::of(tx.now()).year()) return fail(error::other_year);
    letter.values["nomor"] = "-";  // it gets one below
    auto const missing = missing_names(letter.wording.title + letter.wording.body, letter.values);
    if (!missing.empty()) return fail(error::missing_values, {}, faults_at("values", missing, missing_value));
    auto const subject = subject_of(tx, request);
    TRY(check_mark(tx, regency, request, subject));

    auto const year = request.day.year();
    auto const serial = TRY(next_serial(tx, regency, year));
    auto const number = filled(letter.head.number_format, {{std::string(serial_name), std::to_string(serial)},
                                                           {std::string(year_name), std::to_string(year)}});
    auto const sealed = tx.vault().seal(content_of(letter, request, number));
    TRY(tx.run(
        "INSERT INTO letter (regency, business, id, kind, template, year, serial, number, day, subject,"
        " asked, content, at, actor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        regency, request.business, request.id, name_of(request.kind), letter.wording.version, year, serial,
        number, request.day, subject, asked, Bytes{sealed}, tx.now(), actor.id));
    TRY(audit::record(tx, actor, "letters.issued", regency.text(), request.business.text()));
    return Issue::created;
}

Result<Issued> issued(Tx& tx, Actor const& actor, RegencyCode const& regency, BusinessId const& business,
                      LetterId const& id) {
    TRY(actor.require(Permission::registry_read, regency));
    auto found = TRY(tx.first(
        "SELECT " + std::string(issued_columns) +
            " FROM letter WHERE regency = $1 AND business = $2 AND id = $3",
        [&](Row const& row) { return read_issued(tx, row); }, regency, business, id));
    if (!found) return fail(error::not_found);
    return *std::move(found);
}

Result<std::vector<Issued>> letters_of(Tx& tx, Actor const& actor, RegencyCode const& regency,
                                       BusinessId const& business) {
    TRY(actor.require(Permission::registry_read, regency));
    return tx.rows(
        "SELECT " + std::string(issued_columns) +
            " FROM letter WHERE regency = $1 AND business = $2 ORDER BY year DESC, serial DESC",
        [&](Row const& row) { return read_issued(tx, row); }, regency, business);
}

}  // namespace bina::letters
