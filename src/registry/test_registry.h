#pragma once
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "fixture.h"
#include "registry/business.h"
#include "registry/check.h"
#include "registry/list.h"

/// What tests of the registry share: an empty registry, and short ways to say things about businesses.
namespace bina::registry::test {

inline base::Day day(std::string_view text) {
    return base::Day::parse(text).value();
}
inline RegencyCode regency(std::string_view code = "3316") {
    return RegencyCode::parse(code).value();
}
inline BusinessId business_id(int number) {
    return BusinessId::parse(fmt::format("01900000000070008000b{:011}", number)).value();
}
inline FactId fact_id(int number) {
    return FactId::parse(fmt::format("01900000000070008000f{:011}", number)).value();
}
inline PersonId person_id(int number) {
    return PersonId::parse(fmt::format("01900000000070008000a{:011}", number)).value();
}
inline BatchId batch_id(int number) {
    return BatchId::parse(fmt::format("01900000000070008000c{:011}", number)).value();
}
inline std::string merge_id(int number) {
    return fmt::format("01900000000070008000d{:011}", number);
}

/// The name of an area, as routes and exports are given it.
inline std::string area_name(std::string_view code) {
    if (code == "3316") return "Kabupaten Blora";
    if (code == "331605") return "Cepu";
    if (code == "3316051005") return "Balun";
    return {};
}

/// An agency's name, as routes and exports are given it.
inline base::Result<std::map<std::string, std::string>> agency_names(storage::Tx&, RegencyCode const&) {
    return std::map<std::string, std::string>{{AgencyId::derive("agency", 1).text(), "Dinas Koperasi"}};
}

/// A fact with an id of its own, recorded after all facts made before it.
inline Fact fact(int business, std::string_view on, Statement values) {
    static int number = 0;
    ++number;
    return {.id = fact_id(number),
            .business = business_id(business),
            .day = day(on),
            .recorded_at = {1'700'000'000'000 + number},
            .actor = fixture::actor(access::Role::administrator, "").id.text(),
            .source = {.label = "Formulir"},
            .values = std::move(values)};
}
inline Fact of_batch(Fact fact, int batch, std::int64_t row = 1) {
    fact.source = {.kind = Source::Kind::batch, .label = "Daftar", .batch = batch_id(batch), .row = row};
    return fact;
}
inline Fact of_person(Fact fact, int person) {
    fact.person = person_id(person);
    return fact;
}

/// An empty registry of the engine under test.
class RegistryTest : public testing::Test {
public:
    storage::Db& db() { return store.db(); }

    /// Runs `body(Writer&)` in a transaction; its error, or nothing.
    template <class Body>
    base::ErrorKind const* write(Body body) {
        auto const done = db().write([&](storage::Tx& tx) -> base::Result<void> {
            Writer writer(tx, rules, officer, home);
            TRY(body(writer));
            return writer.finish();
        });
        return done ? nullptr : done.error().kind;
    }
    base::ErrorKind const* create(Fact const& fact) {
        return write([&](Writer& writer) { return writer.create({fact}); });
    }
    base::ErrorKind const* create(std::vector<Fact> const& facts) {
        return write([&](Writer& writer) -> base::Result<void> {
            for (auto const& fact : facts) TRY(writer.create({fact}));
            return {};
        });
    }
    base::ErrorKind const* add(Fact const& fact) {
        return write([&](Writer& writer) { return writer.add(fact); });
    }
    base::ErrorKind const* withdraw(std::string_view target, std::vector<BusinessId> const& businesses) {
        return write([&](Writer& writer) { return writer.withdraw(target, businesses); });
    }
    base::ErrorKind const* merge(int number, int survivor, int absorbed) {
        return write([&](Writer& writer) {
            return writer.merge(merge_id(number), business_id(survivor), business_id(absorbed));
        });
    }
    base::ErrorKind const* undo_merge(int number) {
        return write([&](Writer& writer) { return writer.undo_merge(merge_id(number)); });
    }

    template <class Body>
    auto read(Body body) {
        return db().read([&](storage::Tx& tx) { return body(tx); });
    }
    ListPage list(ListQuery query) {
        query.regency = home;
        return read([&](storage::Tx& tx) { return list_businesses(tx, officer, query); }).value();
    }
    std::vector<std::string> names(ListQuery const& query) {
        std::vector<std::string> found;
        for (auto const& item : list(query).items) found.push_back(item.name);
        return found;
    }
    std::vector<std::string> found(std::string text) { return names({.text = std::move(text)}); }
    BusinessPage page(int business, std::optional<base::Day> as_of = {}) {
        return read([&](storage::Tx& tx) {
                   return business_page(tx, rules, officer, home, business_id(business), as_of);
               })
            .value();
    }
    base::ErrorKind const* page_error(int business) {
        auto const got = read(
            [&](storage::Tx& tx) { return business_page(tx, rules, officer, home, business_id(business)); });
        return got ? nullptr : got.error().kind;
    }
    Tally tally(std::string_view area = "3316", std::string_view on = "2026-01-01") {
        return read([&](storage::Tx& tx) { return tally_of(tx, home, area, day(on)); }).value();
    }
    std::int64_t counted(std::string_view area = "3316", std::string_view on = "2026-01-01") {
        return tally(area, on)[tally_counted];
    }
    RegistryCheck check() {
        return read([&](storage::Tx& tx) { return check_registry(tx, rules, home); }).value();
    }

    /// Everything derived from facts, but for versions and times: rows, owners, counts.
    std::vector<std::string> everything() {
        std::vector<std::string> lines;
        auto const keep = [&](storage::Row const& row, int columns) {
            std::string line;
            for (int i = 0; i < columns; ++i) line += std::string(row.text(i)) + '|';
            lines.push_back(line);
        };
        read([&](storage::Tx& tx) -> base::Result<void> {
            TRY(tx.each(
                "SELECT id, seq, name, sort_name, owner, person, trade, class, status, village, district, "
                "nib,"
                " coached_by, coached_since, flagship, has, since, merged_into, search, kbli, activity, "
                "responsible, sealed"
                " FROM business"
                " WHERE regency = $1 ORDER BY id",
                [&](storage::Row const& row) {
                    keep(row, 22);
                    auto const sealed = unseal(tx.vault(), row.bytes(22));
                    lines.back() += sealed.nik + sealed.phone + sealed.birth_day + sealed.place->address;
                },
                home));
            TRY(tx.each(
                "SELECT business, person, since FROM ownership WHERE regency = $1 ORDER BY business, person",
                [&](storage::Row const& row) { keep(row, 3); }, home));
            TRY(tx.each(
                "SELECT business, kind, number, issuer, valid_from, valid_until, basis, fact FROM licence"
                " WHERE regency = $1 ORDER BY business, kind, number",
                [&](storage::Row const& row) { keep(row, 8); }, home));
            TRY(tx.each(
                "SELECT business, folded, name, agency, since, last_day, ended, counted FROM coach"
                " WHERE regency = $1 ORDER BY business, folded",
                [&](storage::Row const& row) { keep(row, 8); }, home));
            TRY(tx.each(
                "SELECT agency, district, businesses FROM responsible_count WHERE regency = $1"
                " ORDER BY agency, district",
                [&](storage::Row const& row) { keep(row, 3); }, home));
            std::string columns = "area, period";
            std::string sum = "0";
            for (auto const& name : tally_names()) {
                columns += ", " + name;
                sum += " + abs(" + name + ")";
            }
            TRY(tx.each(
                "SELECT " + columns + " FROM tally WHERE regency = $1 AND " + sum +
                    " > 0 ORDER BY area, period",
                [&](storage::Row const& row) { keep(row, 2 + static_cast<int>(tally_columns)); }, home));
            TRY(tx.each(
                "SELECT area, period, kbli, counted FROM tally_kbli WHERE regency = $1 AND counted <> 0"
                " ORDER BY area, period, kbli",
                [&](storage::Row const& row) { keep(row, 4); }, home));
            TRY(tx.each(
                "SELECT kbli, activity, businesses FROM activity_group WHERE regency = $1 ORDER BY kbli, "
                "activity",
                [&](storage::Row const& row) { keep(row, 3); }, home));
            TRY(tx.each(
                "SELECT phrase, kbli, businesses FROM kbli_phrase WHERE regency = $1 ORDER BY phrase, kbli",
                [&](storage::Row const& row) { keep(row, 3); }, home));
            return {};
        }).value();
        return lines;
    }

    fixture::Store store;
    RegencyCode home = regency();
    access::Actor officer = fixture::actor(access::Role::administrator, "3316");
    ClassRules rules = db().read([](storage::Tx& tx) { return ClassRules::load(tx); }).value();
};

}  // namespace bina::registry::test
