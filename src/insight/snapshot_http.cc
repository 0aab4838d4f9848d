#include "insight/snapshot_http.h"

#include "access/account.h"
#include "http/fields.h"
#include "insight/snapshot_compare.h"
#include "registry/business.h"
#include "registry/http.h"
#include "registry/identifier.h"
#include "registry/restriction.h"

namespace bina::insight {
namespace {

using access::Actor;
using base::JsonWriter;
using base::RegencyCode;
using base::Result;
using http::Fields;
using http::Length;
using http::Range;
using http::Request;
using http::Response;
using storage::Tx;
using Context = SnapshotHttpContext;

constexpr std::int64_t rows_page_max = 200;
constexpr std::int64_t differences_page_max = 100;

struct Named {
    RegencyCode regency;
    SnapshotId id;
};
Named named(Fields& in) {
    return {in.path<RegencyCode>("regency"), in.path<SnapshotId>("id")};
}

void write_head(JsonWriter& json, Context const& context, Snapshot const& snapshot) {
    json.field("id", snapshot.id.text()).field("regency", snapshot.query.regency.text());
    json.field("code", snapshot.code).field("digest", snapshot.digest);
    json.field("title", snapshot.title).field("purpose", snapshot.purpose);
    json.key("area")
        .object()
        .field("code", snapshot.area)
        .field("name", context.area_name(snapshot.area))
        .end();
    json.field("as_of", snapshot.as_of.text()).field("rows", snapshot.rows);
    json.field("made_at", snapshot.made_at.milliseconds).field("made_by", snapshot.actor_name);
}

Response view(Context const& context, Snapshot const& snapshot, int status) {
    JsonWriter json(16'384);
    json.object();
    write_head(json, context, snapshot);
    json.key("definition").raw(snapshot.definition).key("figures").raw(snapshot.figures).end();
    return Response::json(std::move(json), status);
}

Result<Response> put_snapshot(Context const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    SnapshotOrder const order{.id = name.id,
                              .title = in.body<std::string>("title", Length{3, 200}),
                              .purpose = in.body<std::string>("purpose", Length{5, 300}),
                              .query = registry::read_query(in, name.regency, registry::FiltersIn::address)};
    if (!order.query.as_of) in.add_fault("as_of", http::fault::missing);
    TRY(in.finish());
    auto const made =
        TRY(make_snapshot(context.db, context.rules, request.actor<Actor>(), order, context.area_name));
    return view(context, made, 201);
}

Result<Response> get_snapshots(Context const& context, Request const& request) {
    Fields in{request};
    auto const regency = in.query<RegencyCode>("regency");
    auto const code = in.query_if<std::string>("code", Length{1, 40});
    auto const before = in.query_if<std::int64_t>("before", Range{0}).value_or(0);
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    auto const found = TRY(context.db.read([&](Tx& tx) -> Result<std::vector<Snapshot>> {
        if (!code) return list_snapshots(tx, actor, regency, before);
        return std::vector{TRY(find_snapshot(tx, actor, regency, *code))};
    }));
    JsonWriter json(8'192);
    json.object().key("items").array();
    for (auto const& one : found) {
        json.object();
        write_head(json, context, one);
        json.end();
    }
    json.end().key("next");
    std::ssize(found) < snapshots_page ? json.null() : json.value(found.back().made_at.milliseconds);
    json.end();
    return Response::json(std::move(json));
}

Result<Response> get_snapshot(Context const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    TRY(in.finish());
    auto const found = TRY(context.db.read(
        [&](Tx& tx) { return find_snapshot(tx, request.actor<Actor>(), name.regency, name.id); }));
    return view(context, found, 200);
}

Result<Response> get_verified(Context const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const found = TRY(find_snapshot(tx, request.actor<Actor>(), name.regency, name.id));
        JsonWriter json;
        json.object().field("digest", found.digest);
        json.field("whole", TRY(verify_snapshot(tx, name.regency, found))).end();
        return Response::json(std::move(json));
    });
}

/// What a frozen business is called in the registry now.
struct Called {
    std::string name;
    std::string owner;
    std::string nib;
    std::string nik_masked;
    bool restricted = false;
    bool gone = false;  ///< Nothing that was said of it counts any more.
};

/// Looks up what frozen businesses are called, one after the other; of what was merged its survivor.
class Register {
public:
    static Result<Register> open(Tx& tx, RegencyCode const& regency) {
        return Register(tx, regency, TRY(registry::restricted_businesses(tx, regency)));
    }
    Result<Called> called(registry::BusinessId const& business) const {
        auto const survivor = TRY(registry::survivor_of(m_tx, m_regency, business));
        auto item = TRY(registry::find_item(m_tx, m_regency, survivor));
        if (!item) return Called{.name = {}, .owner = {}, .nib = {}, .nik_masked = {}, .gone = true};
        if (m_restricted.contains(survivor.text())) item->leave_out_person();
        return Called{.name = std::move(item->name),
                      .owner = std::move(item->owner),
                      .nib = std::move(item->nib),
                      .nik_masked = registry::masked(registry::Field::nik, item->nik),
                      .restricted = item->restricted};
    }

private:
    Register(Tx& tx, RegencyCode regency, registry::Restricted restricted)
        : m_tx(tx), m_regency(std::move(regency)), m_restricted(std::move(restricted)) {}

    Tx& m_tx;
    RegencyCode m_regency;
    registry::Restricted m_restricted;
};

void write_row(JsonWriter& json, Context const& context, FrozenRow const& row, Called const& called) {
    json.object().field("id", row.id.text()).field("name", called.name).field("owner", called.owner);
    json.field("trade", row.trade).field("class", row.size_class).field("status", row.status);
    json.field("village", row.village).field("village_name", context.area_name(row.village));
    json.field("district", row.district).field("district_name", context.area_name(row.district));
    json.field("nib", called.nib).field("nik", called.nik_masked).field("coached", row.coached);
    json.field("flagship", row.flagship).field("restricted", called.restricted);
    json.field("gone", called.gone).end();
}

Result<Response> get_rows(Context const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    auto const from = in.query_if<std::int64_t>("from", Range{0}).value_or(0);
    auto const limit = in.query_if<std::int64_t>("limit", Range{1, rows_page_max}).value_or(50);
    TRY(in.finish());
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const found = TRY(find_snapshot(tx, request.actor<Actor>(), name.regency, name.id));
        auto const registry = TRY(Register::open(tx, name.regency));
        auto const rows = snapshot_rows(tx, name.regency, name.id, from);
        JsonWriter json(16'384);
        json.object().key("items").array();
        for (std::int64_t i = 0; i < limit; ++i) {
            auto const row = TRY(rows->next());
            if (!row) break;
            write_row(json, context, *row, TRY(registry.called(row->id)));
        }
        json.end().key("next");
        from + limit < found.rows ? json.value(from + limit) : json.null();
        json.field("count", found.rows).end();
        return Response::json(std::move(json));
    });
}

/// What the snapshot is held against: "now", or another by its id.
Result<Against> read_against(Tx& tx, Actor const& actor, RegencyCode const& regency,
                             std::string const& text) {
    if (text == "now") return std::nullopt;
    return TRY(find_snapshot(tx, actor, regency, TRY(SnapshotId::parse(text))));
}

Result<void> write_reasons(JsonWriter& json, Tx& tx, Reasons const& reasons) {
    json.field("law", reasons.law).key("reasons").array();
    for (auto const& [kind, at, actor, target, fact] : reasons.found) {
        json.object().field("kind", registry::reason_names[static_cast<std::size_t>(kind)]);
        json.field("at", at.milliseconds).field("target", target);
        json.field("actor_name", TRY(access::account_name(tx, actor)));
        if (fact) {
            json.field("label", fact->source.label).field("day", fact->day.text());
            json.field("batch", fact->source.batch.text()).field("row", fact->source.row);
        }
        json.end();
    }
    json.end();
    return {};
}

Result<void> write_difference(JsonWriter& json, Tx& tx, Context const& context, Snapshot const& snapshot,
                              Comparison const& sums, Difference const& difference) {
    json.object().field("kind", difference_names[static_cast<std::size_t>(difference.kind)]);
    json.field("id", difference.row().id.text()).key("changed").array();
    for (std::size_t i = 0; i < compared_names.size(); ++i)
        if ((difference.changed >> i & 1U) != 0) json.value(compared_names[i]);
    json.end();
    auto const called = TRY(TRY(Register::open(tx, snapshot.query.regency)).called(difference.row().id));
    for (auto const& [key, row] :
         {std::pair("before", &difference.before), std::pair("after", &difference.after)}) {
        json.key(key);
        if (*row)
            write_row(json, context, **row, called);
        else
            json.null();
    }
    TRY(write_reasons(json, tx, TRY(reasons_of(tx, snapshot, sums, difference))));
    json.end();
    return {};
}

/// The differences of one kind after an id, as many as a page holds.
class DifferencePage {
public:
    DifferencePage(DifferenceKind kind, std::string after, std::int64_t limit)
        : m_kind(kind), m_after(std::move(after)), m_limit(limit) {}

    void take(Difference const& difference) {
        if (difference.kind != m_kind || difference.row().id.text() <= m_after) return;
        if (std::ssize(items) < m_limit)
            items.push_back(difference);
        else
            more = true;
    }
    std::vector<Difference> items;
    bool more = false;

private:
    DifferenceKind m_kind;
    std::string m_after;
    std::int64_t m_limit;
};

std::optional<DifferenceKind> kind_of(std::string_view text) {
    auto const found = std::ranges::find(difference_names, text);
    if (found == difference_names.end()) return std::nullopt;
    return static_cast<DifferenceKind>(found - difference_names.begin());
}

void write_sums(JsonWriter& json, Comparison const& sums) {
    json.field("before", sums.before).field("after", sums.after).field("day", sums.day.text());
    json.field("recorded_until", sums.recorded_until.milliseconds).key("counts").object();
    for (std::size_t i = 0; i < difference_names.size(); ++i) json.field(difference_names[i], sums.counts[i]);
    json.end().key("changed").object();
    for (std::size_t i = 0; i < compared_names.size(); ++i) json.field(compared_names[i], sums.changed[i]);
    json.end();
}

Result<Response> get_changes(Context const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    auto const against = in.query_if<std::string>("against", Length{1, 32}).value_or("now");
    auto const kind = in.query_as_if("kind", kind_of).value_or(DifferenceKind::entered);
    auto const after = in.query_if<std::string>("after", Length{32, 32}).value_or("");
    auto const limit = in.query_if<std::int64_t>("limit", Range{1, differences_page_max}).value_or(50);
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const snapshot = TRY(find_snapshot(tx, actor, name.regency, name.id));
        auto const other = TRY(read_against(tx, actor, name.regency, against));
        DifferencePage page(kind, after, limit);
        auto const sums =
            TRY(compare(tx, snapshot, other, [&](Difference const& difference) { page.take(difference); }));
        JsonWriter json(32'768);
        json.object();
        write_sums(json, sums);
        json.key("items").array();
        for (auto const& one : page.items) TRY(write_difference(json, tx, context, snapshot, sums, one));
        json.end().key("next");
        page.more ? json.value(page.items.back().row().id.text()) : json.null();
        json.end();
        return Response::json(std::move(json));
    });
}

/// Records who takes rows of the snapshot out, in a transaction of its own: it stands before anything leaves.
Result<void> record(Context const& context, Actor const& actor, Named const& name,
                    std::string const& reason) {
    return context.db.write([&](Tx& tx) -> Result<void> {
        auto const snapshot = TRY(find_snapshot(tx, actor, name.regency, name.id));
        return record_snapshot_export(tx, actor, name.regency, snapshot, reason);
    });
}

Result<Response> post_export(Context const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    auto const asked = registry::read_asked(in);
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    TRY(record(context, actor, name, asked.reason));
    constexpr std::array<std::string_view, 12> headings{"ID",   "Nama usaha", "Pemilik", "NIK",
                                                        "NIB",  "Bidang",     "Kelas",   "Status",
                                                        "Desa", "Kecamatan",  "Binaan",  "Unggulan"};
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const snapshot = TRY(find_snapshot(tx, actor, name.regency, name.id));
        auto const registry = TRY(Register::open(tx, name.regency));
        auto const file = TRY(registry::write_table(
            asked.format, headings, [&](registry::WriteRow const& write) -> Result<void> {
                for (auto const rows = snapshot_rows(tx, name.regency, snapshot.id);;) {
                    auto const row = TRY(rows->next());
                    if (!row) return {};
                    auto const called = TRY(registry.called(row->id));
                    std::array<std::string, headings.size()> const cells{row->id.text(),
                                                                         called.name,
                                                                         called.owner,
                                                                         called.nik_masked,
                                                                         called.nib,
                                                                         row->trade,
                                                                         row->size_class,
                                                                         row->status,
                                                                         context.area_name(row->village),
                                                                         context.area_name(row->district),
                                                                         row->coached ? "ya" : "",
                                                                         row->flagship ? "ya" : ""};
                    if (!write(cells)) return {};
                }
            }));
        return registry::download(*file, asked.format, "cuplikan-" + snapshot.code);
    });
}

std::string reason_text(Reasons const& reasons) {
    if (reasons.law) return "law";
    std::string text;
    for (auto const& reason : reasons.found) {
        if (!text.empty()) text += "; ";
        text += registry::reason_names[static_cast<std::size_t>(reason.kind)];
        if (!reason.fact) continue;
        text += " " + reason.fact->day.text() + " " + reason.fact->source.label;
        if (!reason.fact->source.batch.empty()) text += " #" + std::to_string(reason.fact->source.row);
    }
    return text;
}

Result<Response> post_changes_export(Context const& context, Request const& request) {
    Fields in{request};
    auto const name = named(in);
    auto const asked = registry::read_asked(in);
    auto const against = in.body_if<std::string>("against", Length{1, 32}).value_or("now");
    TRY(in.finish());
    auto const& actor = request.actor<Actor>();
    TRY(record(context, actor, name, asked.reason));
    constexpr std::array<std::string_view, 11> headings{"Perubahan",      "ID",
                                                        "Nama usaha",     "Pemilik",
                                                        "Desa",           "Kelas sebelum",
                                                        "Kelas sesudah",  "Status sebelum",
                                                        "Status sesudah", "Bidang",
                                                        "Sebab"};
    return context.db.read([&](Tx& tx) -> Result<Response> {
        auto const snapshot = TRY(find_snapshot(tx, actor, name.regency, name.id));
        auto const other = TRY(read_against(tx, actor, name.regency, against));
        auto const sums = TRY(compare(tx, snapshot, other, [](Difference const&) {}));
        auto const registry = TRY(Register::open(tx, name.regency));
        auto const file = TRY(registry::write_table(
            asked.format, headings, [&](registry::WriteRow const& write) -> Result<void> {
                Result<void> outcome;
                TRY(compare(tx, snapshot, other, [&](Difference const& one) {
                    auto const reasons = reasons_of(tx, snapshot, sums, one);
                    auto const called = registry.called(one.row().id);
                    if (!reasons) outcome = std::unexpected(reasons.error());
                    if (!called) outcome = std::unexpected(called.error());
                    if (!outcome) return;
                    auto const text = [](std::optional<FrozenRow> const& row, auto member) {
                        return row ? (*row).*member : std::string{};
                    };
                    std::array<std::string, headings.size()> const cells{
                        std::string(difference_names[static_cast<std::size_t>(one.kind)]),
                        one.row().id.text(),
                        called->name,
                        called->owner,
                        context.area_name(one.row().village),
                        text(one.before, &FrozenRow::size_class),
                        text(one.after, &FrozenRow::size_class),
                        text(one.before, &FrozenRow::status),
                        text(one.after, &FrozenRow::status),
                        one.row().trade,
                        reason_text(*reasons)};
                    write(cells);
                }));
                return outcome;
            }));
        return registry::download(*file, asked.format, "perubahan-" + snapshot.code);
    });
}

}  // namespace

std::vector<http::Route> snapshot_routes(SnapshotHttpContext const& context) {
    auto const with = [&](auto handler) {
        return [context, handler](Request const& request) { return handler(context, request); };
    };
    return {
        {"GET", "/api/v1/snapshots", http::may("registry.read"), with(get_snapshots)},
        {"GET", "/api/v1/snapshots/{regency}/{id}", http::may("registry.read"), with(get_snapshot)},
        {"PUT", "/api/v1/snapshots/{regency}/{id}", http::may("registry.export"), with(put_snapshot)},
        {"GET", "/api/v1/snapshots/{regency}/{id}/rows", http::may("registry.read"), with(get_rows)},
        {"GET", "/api/v1/snapshots/{regency}/{id}/verify", http::may("registry.read"), with(get_verified)},
        {"POST", "/api/v1/snapshots/{regency}/{id}/export", http::may("registry.export"), with(post_export)},
        {"GET", "/api/v1/snapshots/{regency}/{id}/changes", http::may("registry.read"), with(get_changes)},
        {"POST", "/api/v1/snapshots/{regency}/{id}/changes/export", http::may("registry.export"),
         with(post_changes_export)},
    };
}

}  // namespace bina::insight
