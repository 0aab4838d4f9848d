#include "sweep/sweep.h"

#include <gmock/gmock.h>

#include "registry/restriction.h"
#include "registry/test_registry.h"
#include "site.h"
#include "sweep/enter.h"
#include "sweep/http.h"
#include "sweep/take.h"

namespace bina::sweep {
namespace {

using namespace bina::registry::test;
using intake::Pair;
using intake::PairState;
using registry::Field;
using registry::Statement;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// A regency with people who each stand in the registry once, and some who do so twice.
class SweepTest : public RegistryTest {
public:
    SweepTest() {
        register_jobs(jobs, {db(), rules});
        site.actor = officer;
    }

    void SetUp() override {
        std::vector<registry::Fact> facts;
        for (int i = 0; i < 300; ++i) facts.push_back(person(1'000 + i, stranger(i)));
        ASSERT_EQ(create(facts), nullptr);
    }
    static registry::Fact person(int number, Statement values) {
        return of_person(fact(number, "2024-01-01", std::move(values)), number);
    }
    /// Names of two parts, none with the same NIK, phone and sign as another.
    static Statement stranger(int i) {
        static constexpr std::array firsts{"Budi", "Siti",  "Agus",  "Dewi",   "Rina",  "Joko",
                                           "Wati", "Hadi",  "Endah", "Slamet", "Yanti", "Bayu",
                                           "Tini", "Warno", "Kasmi", "Ratna"};
        static constexpr std::array lasts{"Santoso",  "Wibowo",  "Lestari", "Prabowo", "Utami",   "Nugroho",
                                          "Sulastri", "Hartono", "Susilo",  "Pratiwi", "Setyawan"};
        static constexpr std::array signs{"Warung Makan", "Toko Kelontong", "Bengkel Motor",
                                          "Kerajinan Bambu", "Jahit Busana"};
        auto const u = static_cast<std::size_t>(i);
        auto const owner = fmt::format("{} {}", firsts[u % firsts.size()], lasts[u / 3 % lasts.size()]);
        return {{Field::owner_name, owner},
                {Field::business_name,
                 fmt::format("{} {}", signs[u % signs.size()], lasts[u * 7 % lasts.size()])},
                {Field::nik, fmt::format("3316{:02}{:02}{:02}{:02}{:04}", 1 + i % 16, 1 + i % 28, 1 + i % 12,
                                         60 + i % 40, 1 + i / 3)},
                {Field::phone, fmt::format("+62812{:07}", 1'000'003 + i * 7'919)},
                {Field::trade, i % 2 == 0 ? "food" : "retail"},
                {Field::village, i % 3 == 0 ? "3316091006" : "3316051005"}};
    }
    static Statement sri(std::string owner = "Sri Handayani Kusuma",
                         std::string sign = "Tempe Barokah Jaya") {
        return {{Field::owner_name, std::move(owner)},
                {Field::business_name, std::move(sign)},
                {Field::nik, "3316095203870009"},
                {Field::phone, "+6281555000111"},
                {Field::trade, "food"},
                {Field::village, "3316091006"}};
    }

    SweepId asked() {
        fixture::advance(60'000);
        auto const id = SweepId::make(fixture::clock());
        EXPECT_TRUE(db().write([&](storage::Tx& tx) { return ask(tx, officer, home, id); }));
        run();
        return id;
    }
    void run() { ASSERT_TRUE(jobs.run_waiting()); }
    Sweep found(SweepId const& id) {
        return read([&](storage::Tx& tx) { return find(tx, officer, home, id); }).value();
    }
    std::vector<Pair> queue(std::string state = "open") {
        return read([&](storage::Tx& tx) {
                   return intake::pairs(tx, officer, {.regency = home, .state = state, .limit = 200});
               })
            .value();
    }
    void decide(Pair const& pair, PairState decision) {
        fixture::advance(1'000);
        ASSERT_TRUE(db().write([&](storage::Tx& tx) {
            return intake::decide_pair(tx, rules, officer, home, pair.id, decision);
        }));
    }
    static std::string at(SweepId const& id, std::string_view rest = {}) {
        return "/api/v1/sweeps/3316/" + id.text() + std::string(rest);
    }
    std::int64_t number(fixture::Got const& got, std::string_view pointer) {
        auto const text = got.at(pointer);
        return text == "absent" ? -1 : std::stoll(text);
    }

    jobs::Jobs jobs{db()};
    std::vector<http::Route> all_routes() {
        HttpContext const context{db(), jobs};
        auto all = routes(context);
        std::ranges::move(sample_routes(context), std::back_inserter(all));
        return all;
    }
    fixture::Site site{all_routes()};
};

TEST_F(SweepTest, WhoStandsTwiceWaitsInTheQueueAndIsMergedAndParted) {
    ASSERT_EQ(create({person(1, sri()), person(2, sri("SRI HANDAYANI K", "Tempe Barokah"))}), nullptr);
    auto const before = counted();
    auto const sweep = found(asked());
    EXPECT_EQ(sweep.state, State::done);
    EXPECT_EQ(sweep.records, 302);
    auto const pairs = queue();
    ASSERT_THAT(pairs, SizeIs(1));
    EXPECT_EQ(pairs[0].district, "331609");
    EXPECT_THAT((std::vector{pairs[0].business, pairs[0].other}),
                testing::UnorderedElementsAre(business_id(1), business_id(2)));

    decide(pairs[0], PairState::merged);
    EXPECT_EQ(counted(), before - 1);
    EXPECT_THAT(queue(), IsEmpty());
    ASSERT_TRUE(db().write(
        [&](storage::Tx& tx) { return intake::undo_decision(tx, rules, officer, home, pairs[0].id); }));
    EXPECT_EQ(counted(), before);
    EXPECT_THAT(queue(), SizeIs(1));
    EXPECT_TRUE(check().good());
}

TEST_F(SweepTest, AnOwnerWithTwoBusinessesAndAHouseholdAreNoDuplicates) {
    auto other = sri("Sri Handayani Kusuma", "Bengkel Las Sejahtera");
    registry::put(other, Field::trade, "workshop");
    auto husband = sri("Bambang Kusuma", "Ternak Lele Makmur");
    registry::put(husband, Field::nik, "3316091204850003");
    registry::put(husband, Field::trade, "farming");
    ASSERT_EQ(create({person(1, sri()), person(2, other), person(3, husband)}), nullptr);
    auto const id = asked();
    EXPECT_THAT(queue(), IsEmpty());
    auto const got = site.get(at(id, "/bands?review=-2000&accept=997"));
    EXPECT_EQ(got.at("/owner"), "1") << got.body;
}

TEST_F(SweepTest, WhatWasToldApartIsAskedAgainOnlyWhenItHasChanged) {
    ASSERT_EQ(create({person(1, sri()), person(2, sri("SRI HANDAYANI K"))}), nullptr);
    asked();
    decide(queue().at(0), PairState::distinct);
    auto const again = found(asked());
    EXPECT_THAT(queue(), IsEmpty());
    EXPECT_EQ(again.entered, 0);
    EXPECT_EQ(again.replayed, 1);

    // Something that is not compared changes nothing; a new phone does.
    auto more = fact(2, "2025-01-01", {{Field::note, "libur"}});
    ASSERT_EQ(add(more), nullptr);
    asked();
    EXPECT_THAT(queue(), IsEmpty());
    ASSERT_EQ(add(fact(2, "2025-02-01", {{Field::phone, "+6281555000222"}})), nullptr);
    asked();
    EXPECT_THAT(queue(), SizeIs(1));
    EXPECT_THAT(queue("decided"), SizeIs(1));
}

TEST_F(SweepTest, TheSameRegistryGivesTheSameResult) {
    ASSERT_EQ(create({person(1, sri()), person(2, sri("SRI HANDAYANI K"))}), nullptr);
    auto const bytes = [&] {
        jobs::Progress progress;
        return encode(read([&](storage::Tx& tx) { return search(tx, home, progress); }).value().found);
    };
    auto const first = bytes();
    EXPECT_EQ(bytes(), first);
    auto const back = decode(first);
    EXPECT_EQ(encode(back), first);
    EXPECT_THROW(decode(std::string_view(first).substr(1)), storage::Damage);
}

TEST_F(SweepTest, NothingPersonalIsKeptAndWhoRestrictedHisDataIsLeftOut) {
    ASSERT_EQ(create({person(1, sri()), person(2, sri("SRI HANDAYANI K"))}), nullptr);
    jobs::Progress progress;
    auto const bytes =
        encode(read([&](storage::Tx& tx) { return search(tx, home, progress); }).value().found);
    for (auto const* const text : {"3316095203870009", "81555000111", "Handayani", "HANDAYANI", "handayani"})
        EXPECT_THAT(bytes, testing::Not(HasSubstr(text)));
    ASSERT_TRUE(db().write(
        [&](storage::Tx& tx) { return registry::restrict_business(tx, officer, home, business_id(2)); }));
    auto const sweep = found(asked());
    EXPECT_EQ(sweep.left_out, 1);
    EXPECT_THAT(queue(), IsEmpty());
}

TEST_F(SweepTest, AnExplanationAddsUpToItsScore) {
    ASSERT_EQ(create({person(1, sri()), person(2, sri("SRI HANDAYANI K", "Tempe Barokah"))}), nullptr);
    asked();
    auto const pair = queue().at(0);
    std::int64_t sum = 0;
    for (std::size_t at = 0; (at = pair.evidence.find(':', at)) != pair.evidence.npos; ++at)
        sum += std::stoll(pair.evidence.substr(at + 1));
    EXPECT_EQ(sum, pair.score);
    EXPECT_THAT(pair.evidence, HasSubstr("nik.same"));
}

TEST_F(SweepTest, ATakeIsWhatWasSeenAndIsUndoneAsOne) {
    std::vector<registry::Fact> twice;
    for (int i = 0; i < 5; ++i) {
        auto one = stranger(i);
        registry::put(one, Field::note, "dua kali");
        twice.push_back(person(10 + i, one));
    }
    ASSERT_EQ(create(twice), nullptr);
    auto const before = everything();
    auto const id = asked();
    ASSERT_THAT(queue(), SizeIs(5));
    auto const take = at(id, "/takes/" + base::new_id_text(fixture::clock()));
    EXPECT_EQ(site.put(take, R"({"verdict":"merge","pairs":4})").problem(), R"("sweep.changed_meanwhile")");
    ASSERT_EQ(site.put(take, R"({"verdict":"merge","pairs":5})").status, 202);
    EXPECT_EQ(site.put(take, R"({"verdict":"merge","pairs":5})").status, 202);
    EXPECT_EQ(site.erase(take).problem(), R"("sweep.take_open")");
    run();
    EXPECT_THAT(queue(), IsEmpty());
    EXPECT_EQ(counted(), 300);
    EXPECT_EQ(site.get(at(id)).at("/takes/0/state"), R"("taken")");
    EXPECT_TRUE(check().good());
    ASSERT_EQ(site.erase(take).status, 202);
    run();
    EXPECT_EQ(site.get(at(id)).at("/takes/0/state"), R"("undone")");
    EXPECT_THAT(queue(), SizeIs(5));
    EXPECT_EQ(everything(), before);
}

TEST_F(SweepTest, ATakeThatFailsLetsGoAndCanBeUndone) {
    ASSERT_EQ(create({person(10, stranger(0))}), nullptr);
    auto const id = asked();
    auto const take = at(id, "/takes/" + base::new_id_text(fixture::clock()));
    ASSERT_EQ(site.put(take, R"({"verdict":"merge","pairs":1})").status, 202);
    jobs.handle(
        "sweep.take", [](jobs::Job const&, jobs::Progress&) { return base::fail(storage::error::full); },
        give_up_take);
    run();
    EXPECT_EQ(site.get(at(id)).at("/takes/0/state"), R"("taken")");
    EXPECT_EQ(site.get(at(id)).at("/takes/0/pairs"), "0");
    ASSERT_EQ(site.erase(take).status, 202);
    run();
    EXPECT_EQ(site.get(at(id)).at("/takes/0/state"), R"("undone")");
    EXPECT_THAT(queue(), SizeIs(1));
}

TEST_F(SweepTest, TwoValidNiksNeverMeetWithoutAPerson) {
    auto other = sri();
    registry::put(other, Field::nik, "3316091204850003");
    ASSERT_EQ(create({person(1, sri()), person(2, other)}), nullptr);
    auto const id = asked();
    auto const got = site.put(at(id, "/settings"), R"({"accept":-2000,"review":-2000,"closest":"9999999"})");
    ASSERT_EQ(got.status, 202) << got.body;
    run();
    for (auto const& pair : queue()) EXPECT_EQ(pair.ground, "other_nik");
    EXPECT_EQ(site.get(at(id)).at("/waiting"), "0");
}

TEST_F(SweepTest, SignsThatOnlyNameTheOwnerAreAskedAboutOverTwoTrades) {
    auto other = sri("Sri Handayani Kusuma", "Sewa Tenda Handayani");
    registry::put(other, Field::trade, "service");
    ASSERT_EQ(create({person(1, sri("Sri Handayani Kusuma", "Batik Bu Handayani")), person(2, other)}),
              nullptr);
    auto const id = asked();
    for (auto const& pair : queue()) EXPECT_EQ(pair.ground, "which_business");
    EXPECT_EQ(site.get(at(id)).at("/waiting"), "0");
}

TEST_F(SweepTest, ThresholdsOrderTheQueueAndLevelsArePutTogether) {
    ASSERT_EQ(create({person(1, sri()), person(2, sri("SRI HANDAYANI K", "Tempe Barokah"))}), nullptr);
    auto const id = asked();
    auto const bands = site.get(at(id, "/bands"));
    ASSERT_EQ(bands.status, 200) << bands.body;
    auto const total = number(bands, "/accept/pairs") + number(bands, "/review/pairs");
    EXPECT_EQ(total, 1);
    EXPECT_EQ(number(site.get(at(id, "/bands?review=20000&accept=20000")), "/review/pairs"), 0);
    auto const strict = site.get(at(id, "/bands?closest=1199999"));
    EXPECT_EQ(strict.status, 200);
    EXPECT_NE(strict.at("/model/prior"), bands.at("/model/prior"));
    EXPECT_EQ(site.get(at(id, "/bands?closest=12")).status, 422);

    auto const pattern = site.get(at(id, "/patterns"));
    EXPECT_EQ(pattern.at("/count/value"), "1");
    EXPECT_EQ(pattern.at("/items/0/open"), "1");
    auto name = pattern.at("/items/0/pattern");
    name = name.substr(1, name.size() - 2);
    auto const samples = site.get(at(id, "/pairs?pattern=" + name));
    EXPECT_EQ(samples.at("/items/0/left/kind"), R"("business")") << samples.body;
    EXPECT_THAT(samples.body, testing::Not(HasSubstr("3316095203870009")));

    EXPECT_EQ(site.put(at(id, "/settings"), R"({"accept":0,"review":1,"closest":"9999999"})").problem(),
              R"("sweep.bands_crossed")");
    ASSERT_EQ(site.put(at(id, "/settings"), R"({"accept":20000,"review":20000,"closest":"9999999"})").status,
              202);
    run();
    EXPECT_THAT(queue(), IsEmpty());
    EXPECT_EQ(found(asked()).settings.review, 20'000);
}

TEST_F(SweepTest, ASampleIsJudgedBlindAndBySomebodyElseAgain) {
    ASSERT_EQ(create({person(1, sri()), person(2, sri("SRI HANDAYANI K", "Tempe Barokah"))}), nullptr);
    auto const id = asked();
    auto const sample = base::new_id_text(fixture::clock());
    auto const drawn = site.put(at(id, "/samples/" + sample), R"({"size":6,"twice":true})");
    ASSERT_EQ(drawn.status, 201) << drawn.body;
    EXPECT_EQ(drawn.at("/next/pair/evidence"), "[]");
    EXPECT_EQ(drawn.at("/next/pair/ground"), R"("")");
    auto const pairs = number(drawn, "/pairs");
    ASSERT_GE(pairs, 1);
    auto const judge_all = [&](std::string const& verdict) {
        auto got = site.get("/api/v1/samples/3316/" + sample);
        while (got.at("/next") != "null")
            got = site.put("/api/v1/samples/3316/" + sample + "/pairs/" + got.at("/next/number"),
                           R"({"verdict":")" + verdict + R"("})");
        return got;
    };
    auto const once = judge_all("same");
    EXPECT_EQ(number(once, "/judged"), 0);
    EXPECT_EQ(number(once, "/waiting"), 0);
    EXPECT_EQ(site.put("/api/v1/samples/3316/" + sample + "/pairs/0", R"({"verdict":"other"})").problem(),
              R"("sweep.judged")");
    site.actor->id = access::AccountId::parse("0000000000007000800000000000000b").value();
    EXPECT_EQ(number(site.get("/api/v1/samples/3316/" + sample), "/waiting"), pairs);
    auto const twice = judge_all("same");
    EXPECT_EQ(number(twice, "/judged"), pairs);
    EXPECT_EQ(number(twice, "/disagreed"), 0);
    EXPECT_EQ(number(twice, "/recall_asked/value_bp"), number(twice, "/recall_asked/high_bp"));
    EXPECT_EQ(site.get(at(id, "/samples")).at("/items/0/id"), '"' + sample + '"');
}

TEST_F(SweepTest, OneAtATimeAndTheLatestAlone) {
    auto const first = asked();
    auto const waiting = SweepId::make(fixture::clock());
    EXPECT_EQ(site.put(at(waiting), "").status, 202);
    EXPECT_EQ(site.put(at(SweepId::derive("x", 1)), "").problem(), R"("sweep.running")");
    run();
    EXPECT_EQ(site.get(at(first, "/bands")).problem(), R"("sweep.not_latest")");
    EXPECT_EQ(site.get(at(first)).at("/latest"), "false");
    EXPECT_EQ(site.get(at(SweepId::derive("x", 2))).problem(), R"("sweep.not_found")");
    EXPECT_EQ(number(site.get("/api/v1/sweeps?regency=3316"), "/items/1/records"), 300);
    site.actor = fixture::actor(access::Role::operator_, "3317");
    EXPECT_EQ(site.get(at(waiting)).problem(), R"("access.denied")");
}

}  // namespace
}  // namespace bina::sweep
