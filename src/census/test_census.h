#pragma once
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "access/account.h"
#include "census/coverage.h"
#include "census/http.h"
#include "census/prelist.h"
#include "registry/test_registry.h"
#include "site.h"

/// What tests of campaigns share: a regency with some businesses, a planner, two enumerators and a
/// supervisor.
namespace bina::census::test {

using namespace bina::registry::test;
using access::Role;
using registry::Field;
using testing::HasSubstr;
using testing::Not;

inline std::string id_text(char kind, int number) {
    return fmt::format("01900000000070008000{}{:011}", kind, number);
}
inline std::string in_quotes(std::string_view text) {
    return '"' + std::string(text) + '"';
}

/// A small questionnaire: an owner, whether it produces, what, workers and money.
inline constexpr std::string_view small_questions = R"({"title":"Pendataan kecil","sections":[
{"id":"usaha","title":"Usaha","questions":[
 {"id":"owner","kind":"text","title":"Pemilik","required":true,"field":"owner.name"},
 {"id":"nik","kind":"text","title":"NIK","field":"owner.nik"},
 {"id":"produces","kind":"choice","title":"Membuat sendiri?","required":true,
  "options":[{"key":"yes","title":"Ya"},{"key":"no","title":"Tidak"}]},
 {"id":"products","kind":"products","title":"Barang","required":true,"field":"business.product",
  "values_max":5,
  "when":[{"question":"produces","is":["yes"]}]},
 {"id":"workers","kind":"number","title":"Pekerja","field":"measure.workers",
  "checks":[{"level":"hard","min":1,"message":"Paling sedikit 1."},
            {"level":"soft","max":20,"message":"Lebih dari 20?"}]},
 {"id":"family","kind":"number","title":"Keluarga",
  "checks":[{"level":"hard","at_most":"workers","message":"Lebih dari pekerja."}]},
 {"id":"sales","kind":"money","title":"Omzet sebulan","field":"measure.sales","times":12},
 {"id":"photos","kind":"photo","title":"Foto","values_max":2}]}]})";

class CensusTest : public RegistryTest {
public:
    static constexpr std::string_view beran = "3316091006";
    static constexpr std::string_view jetis = "3316091011";

    void SetUp() override {
        register_jobs(jobs, {db()});
        planner = person(1, Role::division_head, "3316");
        ani = with_account(person(2, Role::enumerator, "331609"));
        budi = with_account(person(3, Role::enumerator, "3316"));
        stranger = person(4, Role::enumerator, "3317");
        site.actor = planner;
        ASSERT_EQ(site.put(questionnaire(), std::string(small_questions)).status, 200);
        ASSERT_EQ(site.post(questionnaire("/publish"), "").status, 200);
    }
    static access::Actor person(int number, Role role, std::string area) {
        return {.id = access::AccountId::parse(id_text('a', number)).value(),
                .name = fmt::format("Petugas {}", number),
                .grants = {{role, std::move(area)}}};
    }
    /// Only who is given packs needs an account: its password takes long to hash.
    access::Actor with_account(access::Actor who) {
        access::Account const account{.id = who.id,
                                      .username = "petugas" + who.name.substr(who.name.size() - 1),
                                      .name = who.name,
                                      .grants = who.grants};
        db().write([&](storage::Tx& tx) {
                return access::put_account(tx, access::local_operator(), account, "kopi susu pagi hari");
            })
            .value();
        return who;
    }
    static registry::Fact named(int business, std::string name, std::string_view village, std::string rt,
                                std::string address = "Jl. Mawar 1") {
        return fact(business, "2025-01-01",
                    {{Field::business_name, std::move(name)},
                     {Field::owner_name, fmt::format("PEMILIK {}", business)},
                     {Field::status, "claimed"},
                     {Field::address, std::move(address)},
                     {Field::rt, std::move(rt)},
                     {Field::village, std::string(village)}});
    }
    /// Businesses 1 to `count` of Beran, claimed on a list.
    void with_businesses(int count, std::string_view village = beran, int first = 1) {
        for (int i = first; i < first + count; ++i)
            ASSERT_EQ(create(named(i, fmt::format("Usaha {:02}", i), village, "1")), nullptr);
    }

    static std::string questionnaire(std::string_view rest = {}) {
        return "/api/v1/questionnaires/3316/" + id_text('9', 1) + std::string(rest);
    }
    static std::string campaign(std::string_view rest = {}) {
        return "/api/v1/campaigns/3316/" + id_text('8', 1) + std::string(rest);
    }
    static std::string plan(std::string_view more = {}) {
        return fmt::format(
            R"({{"name":"Pendataan 2026","target":10,"from":"2026-01-01","until":"2026-05-31","areas":[],)"
            R"("statuses":["claimed"],"honorarium":15000,"questionnaire":"{}","questionnaire_version":1{}}})",
            id_text('9', 1), more);
    }
    /// A running campaign of all businesses; its packs are Ani's.
    void with_campaign(std::string_view more = {}) {
        site.actor = planner;
        ASSERT_EQ(site.put(campaign(), plan(more)).status, 200);
        ASSERT_EQ(site.post(campaign("/prelist"), "").status, 202);
        ASSERT_TRUE(jobs.run_waiting());
        ASSERT_EQ(moved("running"), "200");
        auto const all = site.get(campaign("/packs"));
        packs.clear();
        for (int i = 0; all.at(fmt::format("/items/{}/id", i)) != "absent"; ++i)
            packs.push_back(unquoted(all.at(fmt::format("/items/{}/id", i))));
        ASSERT_EQ(assigned(ani, packs), "200");
        learn_targets();
    }
    void learn_targets() {
        targets.clear();
        for (auto const& pack : packs) {
            auto const got = as(ani).get("/api/v1/packs/3316/" + pack);
            for (int i = 0; got.at(fmt::format("/targets/{}/0", i)) != "absent"; ++i)
                targets.push_back(unquoted(got.at(fmt::format("/targets/{}/0", i))));
        }
    }
    std::string moved(std::string_view state) {
        site.actor = planner;
        auto const version = site.get(campaign()).at("/version");
        auto const etag = in_quotes(version);
        auto const got = site.send("PUT", campaign("/state"), fmt::format(R"({{"state":"{}"}})", state),
                                   {{"If-Match", etag}});
        return got.status == 200 ? "200" : got.problem();
    }
    std::string assigned(access::Actor const& to, std::vector<std::string> const& which) {
        site.actor = planner;
        std::string list;
        for (auto const& pack : which) list += (list.empty() ? "" : ",") + in_quotes(pack);
        auto const got = site.post(campaign("/assignments"),
                                   fmt::format(R"({{"packs":[{}],"to":"{}"}})", list, to.id.text()));
        return got.status == 200 ? "200" : got.problem();
    }
    fixture::Site& as(access::Actor const& actor) {
        site.actor = actor;
        return site;
    }
    static std::string unquoted(std::string const& text) { return text.substr(1, text.size() - 2); }

    /// A visit of the target with that number, from 0; `more` are further members.
    std::string visit_body(int target, std::string_view outcome, std::string_view more = {}) {
        return fmt::format(
            R"({{"campaign":"{}","pack":"{}","target":"{}","questionnaire_version":1,"outcome":"{}"{}}})",
            id_text('8', 1), packs.at(0), targets.at(static_cast<std::size_t>(target)), outcome, more);
    }
    static constexpr std::string_view answers =
        R"(,"consent":true,"answers":[{"question":"owner","values":["Siti Aminah"]},)"
        R"({"question":"produces","values":["yes"]},)"
        R"({"question":"products","rows":[)"
        R"({"name":"Keripik tempe","unit":"kg","capacity":40,"kbli":"10794"}]},)"
        R"({"question":"sales","values":["1,2 jt"]}])";
    static std::string visit(int number, std::string_view rest = {}) {
        return "/api/v1/visits/3316/" + id_text('7', number) + std::string(rest);
    }
    /// The status, or the key of the problem.
    std::string sent(int number, std::string const& body, std::vector<http::Header> headers = {}) {
        auto const got = site.send("PUT", visit(number), body, std::move(headers));
        return got.status < 300 ? std::to_string(got.status) : got.problem();
    }
    std::string reviewed(int number, std::string_view verb, std::string const& body = "") {
        site.actor = planner;
        auto const etag = site.get(visit(number)).headers["ETag"];
        auto const got = site.send("POST", visit(number, verb), body, {{"If-Match", etag}});
        return got.status == 200 ? "200" : got.problem();
    }
    std::string accepted(int number) { return reviewed(number, "/accept"); }
    std::string figure(std::string_view name) {
        site.actor = planner;
        return site.get(campaign("/figures")).at("/" + std::string(name));
    }
    std::string status_of(int business) {
        auto const item = read([&](storage::Tx& tx) {
                              return registry::find_item(tx, home, business_id(business));
                          }).value();
        return item ? item->status : "none";
    }
    void expect_tallies_fit() {
        EXPECT_TRUE(read([&](storage::Tx& tx) {
                        return tallies_fit(tx, home, CampaignId::parse(id_text('8', 1)).value());
                    }).value());
    }

    jobs::Jobs jobs{db()};
    intake::Content content{store.folder() / "files", db().vault()};
    fixture::Site site{routes({db(), jobs, rules, content, area_name_of})};
    access::Actor planner;
    access::Actor ani;
    access::Actor budi;
    access::Actor stranger;
    std::vector<std::string> packs;
    std::vector<std::string> targets;

private:
    static std::string area_name_of(std::string_view code) {
        if (code == beran) return "Beran";
        if (code == jetis) return "Jetis";
        return std::string();
    }
};

}  // namespace bina::census::test
