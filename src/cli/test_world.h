#pragma once
#include <gtest/gtest.h>

#include <fstream>

#include "access/session.h"
#include "agencies/coaching.h"
#include "aid/list.h"
#include "audit/anchor.h"
#include "census/backcheck.h"
#include "census/test_phone.h"
#include "cli/composition.h"
#include "http/router.h"
#include "intake/pair.h"
#include "registry/business.h"
#include "site.h"
#include "sweep/sample.h"
#include "sweep/take.h"

namespace bina::cli {

/// The whole site as it is served, over a small store: two regencies with a business each and a little of
/// everything that somebody may ask for in the first of them, in the district 331609.
class World {
public:
    static constexpr std::string_view regency = "3316";
    static constexpr std::string_view province = "33";
    static constexpr std::string_view neighbour = "3317";
    static constexpr std::string_view district = "331609";
    static constexpr std::string_view other_district = "331605";
    static constexpr std::string_view anchor_day = "2026-01-01";
    static constexpr auto password = "kopi susu pagi hari";

    World()
        : shop(Workshop::open(
                   {.folder = folder.path(), .database = database(folder), .key = folder.path() / "key"})
                   .value()) {
        make_account();
        make_sweep();
        make_aid_list();
        ids["businesses"] = register_at("3316", "3316091006", "Warung Bu Aminah", "SITI AMINAH");
        ids["neighbour"] = register_at("3317", "3317022001", "Toko Tetangga", "BUDI TETANGGA");
        ids["elsewhere"] = register_at("3316", "3316051013", "Bengkel Cepu", "BAMBANG CEPU");
        audit::anchor_of(db(), base::Day::parse(anchor_day).value()).value();
        for (auto const* const kind :
             {"sessions", "tokens", "bulk", "facts", "new", "decisions", "rules", "contact", "letters",
              "consents", "requests", "incidents", "snapshots"})
            ids[kind] = base::new_id_text(db().now());
        ids["business"] = ids["licences"] = ids["businesses"];
        ids["kind"] = "invitation";
        ids["subject"] = "replies";
        ids["today"] = base::Day::of(db().now()).text();
        ids["edition"] = "2025";
        ids["indicator"] = "jumlah-umkm";
        make_agencies();
        make_campaign();
        auto const batch = take_in("3316",
                                   "NAMA PEMILIK;NIK;NAMA USAHA;DESA;KECAMATAN\n"
                                   "SITI AMINAH;3316095203879051;Warung Bu Aminah;Beran;Blora\n");
        ids["batches"] = batch.id.text();
        ids["neighbour_batch"] =
            take_in("3317", "NAMA PEMILIK;NAMA USAHA;DESA;KECAMATAN\nTARMI;Toko Tarmi;Kedungrejo;Rembang\n")
                .id.text();
        auto const found = db().read([&](storage::Tx& tx) {
                                   return intake::pairs(tx, access::local_operator(), {.regency = code()});
                               })
                               .value();
        if (found.size() != 1) throw std::logic_error("the list was to have one doubtful row");
        ids["pairs"] = found.front().id;
    }

    storage::Db& db() const { return *shop->store.db; }
    static base::RegencyCode code(std::string_view text = regency) {
        return base::RegencyCode::parse(text).value();
    }
    /// From now on requests come from somebody who holds the role over the area.
    void become(access::Role role, std::string_view area) {
        site.actor = access::Actor{
            access::AccountId::parse(ids.at("users")).value(), "Petugas", {{role, std::string(area)}}};
    }
    http::Router const& router() const { return m_router; }

    fixture::Folder folder;
    std::unique_ptr<Workshop> shop;
    access::Sessions sessions{*shop->store.db};
    http::Metrics metrics;
    backup::Keeper keeper{{.db = *shop->store.db,
                           .data = shop->store.folder,
                           .folder = folder.path() / "cadangan",
                           .version = "test"},
                          shop->jobs,
                          {}};
    /// Ids by the word that stands before them in a path, and those of other places.
    std::map<std::string, std::string, std::less<>> ids;

private:
    http::Site composed() {
        return make_site({.shop = *shop,
                          .sessions = sessions,
                          .metrics = metrics,
                          .keeper = keeper,
                          .sentences = [](std::string_view key) { return std::string(key); }});
    }
    static std::string database(fixture::Folder const& folder) {
        auto const where = fixture::empty_location(folder);
        return where.starts_with("postgresql:") ? where : std::string();
    }
    void make_account() {
        access::Account const account{.id = access::AccountId::make(db().now()),
                                      .username = "petugas",
                                      .name = "Petugas",
                                      .grants = {{access::Role::operator_, "3316"}}};
        db().write([&](storage::Tx& tx) {
                return access::put_account(tx, access::local_operator(), account, password);
            })
            .value();
        ids["users"] = account.id.text();
    }
    std::string register_at(std::string_view where, std::string village, std::string name,
                            std::string owner) {
        auto const business = registry::BusinessId::make(db().now());
        std::function<std::string(std::string_view)> const area_name = [&](std::string_view area) {
            return shop->area_name(area);
        };
        registry::Fact const fact{.id = registry::FactId::derive(business.text(), 0),
                                  .business = business,
                                  .day = base::Day::of(db().now()),
                                  .values = {{registry::Field::business_name, std::move(name)},
                                             {registry::Field::owner_name, std::move(owner)},
                                             {registry::Field::nik, "3316095203879001"},
                                             {registry::Field::activity, "warung makan"},
                                             {registry::Field::coached_by, "Dinkop Blora"},
                                             {registry::Field::licence_pirt, "2063316010072-27"},
                                             {registry::Field::village, std::move(village)}}};
        db().write([&](storage::Tx& tx) {
                return registry::register_business(tx, {shop->store.rules, area_name},
                                                   access::local_operator(), code(where), fact);
            })
            .value();
        return business.text();
    }
    /// One agency that answers for all and coaches the business, and one to which it is to be handed over.
    void make_agencies() {
        for (auto const* const name : {"agency", "taker", "handover", "rule", "end"})
            ids[name] = base::new_id_text(db().now());
        ids["list"] = ids["agency"];
        auto const actor = access::local_operator();
        auto const business = registry::BusinessId::parse(ids["businesses"]).value();
        step([&](storage::Tx& tx) -> base::Result<void> {
            for (auto const* const name : {"agency", "taker"})
                TRY(agencies::put_agency(tx, actor, code(),
                                         {.id = registry::AgencyId::parse(ids[name]).value(),
                                          .name = "Dinas " + std::string(name),
                                          .short_name = name}));
            TRY(agencies::name_coach(tx, actor, code(), "Dinkop Blora", ids["agency"]));
            return registry::propose_rules(tx, actor, code(),
                                           {{.id = registry::RuleId::make(db().now()),
                                             .agency = ids["agency"],
                                             .from = base::Day::of(db().now()),
                                             .law = "Perbup 1/2021"}});
        });
        step([&](storage::Tx& tx) {
            return agencies::request(tx, actor, code(), registry::HandoverId::parse(ids["handover"]).value(),
                                     business, registry::AgencyId::parse(ids["taker"]).value(),
                                     "pindah binaan");
        });
    }
    /// A running campaign of the district's businesses, one pack of it with the account, one visit, and a
    /// back-check of that.
    void make_campaign() {
        auto const actor = access::local_operator();
        auto const id = census::CampaignId::make(db().now());
        auto const visit = census::VisitId::make(db().now());
        auto const pack = census::PackId::derive(id.text(), 1);
        auto const target = census::TargetId::derive(id.text(), 1);
        auto const draw = census::DrawId::make(db().now());
        auto const today = base::Day::of(db().now());
        census::Questionnaires questionnaires;
        auto const change = [&](auto body) { step([&](storage::Tx& tx) { return body(tx); }); };
        change([&](storage::Tx& tx) -> base::Result<void> {
            auto const questions = TRY(census::publish_default(tx, actor, code()));
            ids["questionnaires"] = questions.id.text();
            return census::put_campaign(tx, actor, questionnaires,
                                        {.id = id,
                                         .regency = code(),
                                         .name = "Pendataan uji",
                                         .target = 1,
                                         .from = today,
                                         .until = today,
                                         .areas = {std::string(district)},
                                         .statuses = {"claimed"},
                                         .questionnaire = questions.id,
                                         .questionnaire_version = 1},
                                        {});
        });
        change([&](storage::Tx& tx) { return census::ask_prelist(tx, actor, code(), id); });
        change([&](storage::Tx& tx) -> base::Result<void> {
            auto const made = TRY(census::find_campaign(tx, actor, code(), id));
            TRY(census::move_to(tx, actor, code(), id, census::State::running, made.version));
            auto const account = access::AccountId::parse(ids["users"]).value();
            TRY(census::assign(tx, actor, code(), id, {pack}, account, "uji"));
            access::Actor const enumerator{account, "Petugas", {{access::Role::enumerator, "3316"}}};
            TRY(census::put_visit(tx, enumerator, questionnaires,
                                  {.id = visit,
                                   .regency = code(),
                                   .campaign = id,
                                   .pack = pack,
                                   .target = target,
                                   .said = {{"outcome", "refused"},
                                            {"questionnaire_version", "1"},
                                            {"photo." + std::string(photo_sha256), "1"}}}));
            return census::draw(tx, actor, {.id = draw, .regency = code(), .campaign = id});
        });
        access::Actor const enumerator{
            access::AccountId::parse(ids["users"]).value(), "Petugas", {{access::Role::enumerator, "3316"}}};
        ids["phone_file"] =
            census::test::Phone(census::phone_key(db(), enumerator, code()).value(), enumerator.id).head();
        ids["campaigns"] = id.text();
        ids["visits"] = visit.text();
        ids["pack"] = pack.text();
        ids["target"] = target.text();
        ids["draw"] = draw.text();
        ids["sha256"] = photo_sha256;
    }
    /// Of "RIFFxxxxWEBPVP8_zzzz", which begins as a photo does.
    static constexpr std::string_view photo_sha256 =
        "8d18f5d843ad909811623f46ca5d82d89f77fcf3137481778218de29768bcb68";
    /// Of the registry while it was empty, and all of nothing taken.
    void make_sweep() {
        auto const actor = access::local_operator();
        auto const id = sweep::SweepId::make(db().now());
        auto const take = sweep::TakeId::make(db().now());
        step([&](storage::Tx& tx) { return sweep::ask(tx, actor, code(), id); });
        step([&](storage::Tx& tx) {
            return sweep::take(tx, actor, {.id = take, .regency = code(), .sweep = id}, 0);
        });
        auto const sample = sweep::SampleId::make(db().now());
        step([&](storage::Tx& tx) -> base::Result<void> {
            auto const found = TRY(sweep::load(tx, TRY(sweep::find(tx, actor, code(), id))));
            return sweep::draw(tx, actor, {.id = sample, .regency = code(), .sweep = id}, *found, 3);
        });
        ids["sweeps"] = id.text();
        ids["take"] = take.text();
        ids["samples"] = ids["sample"] = sample.text();
        ids["number"] = "0";
    }
    /// A list that was checked and not stored, of one row without a NIK.
    void make_aid_list() {
        auto const actor = access::local_operator();
        auto const batch = read_in(
            "3316", "NAMA PEMILIK;NIK;NAMA USAHA;DESA;KECAMATAN\nTINI LESTARI;;Warung Tini;Beran;Blora\n");
        auto const id = aid::ListId::make(db().now());
        step([&](storage::Tx& tx) {
            return aid::make_list(tx, actor,
                                  {.id = id, .regency = code(), .batch = batch.id, .name = "BLT uji"});
        });
        ids["aid-lists"] = id.text();
        ids["aid_batch"] = batch.id.text();
        ids["check"] = "nik_implausible";
        ids["row"] = "2";
    }
    intake::Batch take_in(std::string_view where, std::string const& text) {
        auto const batch = read_in(where, text);
        step([&](storage::Tx& tx) {
            return intake::ask_commit(tx, access::local_operator(), batch.regency, batch.id);
        });
        return batch;
    }
    /// A list whose rows are checked.
    intake::Batch read_in(std::string_view where, std::string const& text) {
        auto const file = folder.path() / "daftar.csv";
        std::ofstream(file, std::ios::binary) << text;
        intake::Batch batch{.id = intake::BatchId::make(db().now()),
                            .regency = code(where),
                            .file = "daftar.csv",
                            .sha256 = intake::digest(file).value()};
        batch.settings.source = "Daftar uji";
        batch.settings.as_of = base::Day::of(db().now());
        shop->content.keep(file, batch.sha256).value();
        auto const actor = access::local_operator();
        step([&](storage::Tx& tx) { return intake::receive(tx, actor, batch); });
        auto const read =
            db().read([&](storage::Tx& tx) { return intake::find_batch(tx, actor, batch.regency, batch.id); })
                .value();
        step([&](storage::Tx& tx) {
            return intake::choose(tx, actor, batch.regency, batch.id, read.settings);
        });
        return batch;
    }
    template <class Body>
    void step(Body body) {
        db().write(body).value();
        shop->jobs.run_waiting().value();
    }

    http::Router m_router{composed().routes};

public:
    fixture::Site site{composed().routes};
};

}  // namespace bina::cli
