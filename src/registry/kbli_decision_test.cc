#include "registry/kbli_decision.h"

#include <gmock/gmock.h>

#include "registry/export.h"
#include "registry/test_registry.h"

using namespace bina;
using namespace bina::registry;
using namespace bina::registry::test;
using testing::ElementsAre, testing::IsEmpty, testing::Pair, testing::UnorderedElementsAre;

namespace {

BatchId decision_id(int number) {
    return batch_id(900 + number);
}

class KbliDecisionTest : public RegistryTest {
public:
    void said(int business, std::string activity, std::string kbli = "", std::string_view on = "2025-01-10",
              std::string status = "claimed") {
        Statement values{{Field::business_name, fmt::format("Usaha {:03}", business)},
                         {Field::village, "3316051005"},
                         {Field::status, std::move(status)}};
        put(values, Field::activity, std::move(activity));
        put(values, Field::kbli, std::move(kbli));
        ASSERT_EQ(create(fact(business, on, std::move(values))), nullptr);
    }
    base::Result<Decided> decide(int number, std::string from, std::string activity, std::string to) {
        KbliDecision decision{
            .id = decision_id(number), .from = std::move(from), .activity = std::move(activity), .to = {}};
        if (!to.empty()) decision.to = kbli::Code(to, kbli::Edition::kbli2025);
        return db().write(
            [&](storage::Tx& tx) { return decide_kbli(tx, rules, table, officer, home, decision); });
    }
    base::ErrorKind const* refused(int number, std::string from, std::string activity, std::string to) {
        auto const done = decide(number, std::move(from), std::move(activity), std::move(to));
        return done ? nullptr : done.error().kind;
    }
    base::ErrorKind const* undo(int number) {
        auto const done = db().write(
            [&](storage::Tx& tx) { return undo_kbli(tx, rules, officer, home, decision_id(number)); });
        return done ? nullptr : done.error().kind;
    }
    ActivityPage work(std::string_view from = "", std::string_view cursor = "", std::int64_t limit = 25) {
        return read([&](storage::Tx& tx) {
                   return activity_work(tx, table, officer, home, from, cursor, limit);
               })
            .value();
    }
    std::vector<std::pair<std::string, std::int64_t>> groups(std::string_view from = "") {
        std::vector<std::pair<std::string, std::int64_t>> found;
        for (auto const& item : work(from).items) found.emplace_back(item.activity, item.businesses);
        return found;
    }
    std::map<std::string, std::int64_t> classes(std::string_view area = "3316",
                                                std::string_view on = "2026-01-01") {
        auto const counts =
            read([&](storage::Tx& tx) { return kbli_counts(tx, home, area, day(on)); }).value();
        std::map<std::string, std::int64_t> found;
        for (auto const& [code, counted] : counts) found[code.text()] = counted;
        return found;
    }
    std::vector<std::string> codes(int business) {
        std::vector<std::string> found;
        for (auto const& code : kbli_codes(page(business).state)) found.push_back(code.text());
        return found;
    }

    kbli::Table const& table = kbli::Table::builtin();
};

}  // namespace

TEST_F(KbliDecisionTest, ACodeWithoutItsEditionMeansThatOfItsDay) {
    said(1, "keripik", "10794", "2024-05-01");
    said(2, "warung tenda", "56102/2025", "2025-12-20");
    said(3, "bengkel", "95320", "2025-12-20");
    EXPECT_THAT(codes(1), ElementsAre("10794/2020"));
    EXPECT_THAT(codes(2), ElementsAre("56102/2025"));
    EXPECT_THAT(codes(3), ElementsAre("95320/2025")) << "no class of 2020";
    ASSERT_EQ(add(fact(1, "2025-12-30", {{Field::kbli, "10794/2025"}, {Field::kbli, "47249/2025"}})),
              nullptr);
    EXPECT_THAT(codes(1), ElementsAre("10794/2025", "47249/2025", "10794/2020"))
        << "of the newest edition the first of those said last";
    EXPECT_THAT(classes(),
                UnorderedElementsAre(Pair("10794/2025", 1), Pair("56102/2025", 1), Pair("95320/2025", 1)));
    EXPECT_THAT(classes("3316", "2024-12-31"), ElementsAre(Pair("10794/2020", 1)));
    EXPECT_THAT(classes("3316051005"),
                UnorderedElementsAre(Pair("10794/2025", 1), Pair("56102/2025", 1), Pair("95320/2025", 1)));
    EXPECT_TRUE(check().good());
}

TEST_F(KbliDecisionTest, OneDecisionServesAllWhoDoTheSame) {
    for (int i = 1; i <= 4; ++i) said(i, "Keripik  Singkong");
    said(5, "keripik singkong", "", "2025-01-10", "closed");
    said(6, "konveksi");
    said(7, "");
    EXPECT_THAT(groups(), ElementsAre(Pair("keripik singkong", 4), Pair("konveksi", 1)));
    EXPECT_EQ(work().items[0].candidates.front().code, "10794");

    EXPECT_EQ(decide(1, "", "keripik singkong", "10794")->businesses, 4);
    EXPECT_THAT(groups(), ElementsAre(Pair("konveksi", 1)));
    EXPECT_THAT(codes(1), ElementsAre("10794/2025"));
    EXPECT_THAT(codes(5), IsEmpty()) << "closed";
    EXPECT_EQ(page(1).facts.back().reason, "“keripik singkong” > KBLI 10794/2025");
    EXPECT_THAT(names({.kbli = "10794/2025"}),
                ElementsAre("Usaha 001", "Usaha 002", "Usaha 003", "Usaha 004"));
    EXPECT_THAT(names({.kbli = "none", .activity = "konveksi"}), ElementsAre("Usaha 006"));
    EXPECT_EQ(list({.kbli = "none"}).count.value, 2);
    EXPECT_EQ(decide(1, "", "keripik singkong", "10794")->businesses, 4) << "the same again";
    EXPECT_EQ(refused(1, "", "konveksi", "14111"), &registry::error::id_reused);
    EXPECT_EQ(refused(2, "", "keripik singkong", "10794"), &registry::error::decision_empty);
    EXPECT_TRUE(check().good());
}

TEST_F(KbliDecisionTest, IsTakenBackAsOne) {
    for (int i = 1; i <= 3; ++i) said(i, "batik tulis");
    auto const before = everything();
    ASSERT_TRUE(decide(1, "", "batik tulis", "13133"));
    EXPECT_NE(everything(), before);
    EXPECT_EQ(undo(1), nullptr);
    EXPECT_EQ(everything(), before);
    EXPECT_EQ(undo(1), nullptr) << "a repeat changes nothing";
    EXPECT_EQ(refused(1, "", "batik tulis", "13133"), &registry::error::decision_undone);
    EXPECT_EQ(undo(2), &registry::error::decision_not_found);
    EXPECT_TRUE(check().good());
}

TEST_F(KbliDecisionTest, LaterProposalsLearnFromWhatWasDecided) {
    for (int i = 1; i <= 40; ++i) said(i, "kuliner khas");
    said(50, "kuliner");
    EXPECT_EQ(work().items[1].candidates.front().code, "56101");
    ASSERT_TRUE(decide(1, "", "kuliner khas", "10792"));
    auto const best = work().items[0].candidates.front();
    EXPECT_EQ(best.code, "10792");
    EXPECT_EQ(best.businesses, 40);
    EXPECT_EQ(best.phrase, "kuliner");
    ASSERT_EQ(undo(1), nullptr);
    EXPECT_EQ(work().items[1].candidates.front().code, "56101") << "what was taken back teaches nothing";
}

TEST_F(KbliDecisionTest, OldCodesWithOneSuccessorAreAcceptedTogether) {
    said(1, "batik", "13134");
    said(2, "mebel", "31001");
    said(3, "abon ikan", "10219");
    EXPECT_EQ(decide(1, "*", "*", "")->businesses, 2);
    EXPECT_THAT(codes(1), ElementsAre("13133/2025", "13134/2020"));
    EXPECT_THAT(codes(2), ElementsAre("31011/2025", "31001/2020"));
    EXPECT_THAT(codes(3), ElementsAre("10219/2020")) << "several successors: a person decides";
    EXPECT_EQ(page(1).facts.back().reason, "KBLI 13134/2020 > 13133/2025");
    EXPECT_EQ(undo(1), nullptr);
    EXPECT_THAT(codes(2), ElementsAre("31001/2020"));
}

TEST_F(KbliDecisionTest, SeveralSuccessorsAreDecidedByWhatIsDone) {
    said(1, "abon ikan", "10219");
    said(2, "abon ikan", "10219");
    said(3, "olah ikan", "10219");
    auto const page = work("10219/2020");
    ASSERT_EQ(page.items.size(), 2U);
    EXPECT_EQ(page.items[0].activity, "abon ikan");
    std::vector<std::string> proposed;
    for (auto const& one : page.items[0].candidates) proposed.push_back(one.code);
    EXPECT_THAT(proposed, UnorderedElementsAre("10218", "10219"));
    EXPECT_EQ(decide(1, "10219/2020", "abon ikan", "10218")->businesses, 2);
    EXPECT_EQ(decide(2, "10219/2020", "*", "10219")->businesses, 1);
    EXPECT_THAT(classes(), UnorderedElementsAre(Pair("10218/2025", 2), Pair("10219/2025", 1)));
    EXPECT_TRUE(check().good());
}

TEST_F(KbliDecisionTest, RefusesWhatIsNoDecision) {
    said(1, "keripik");
    EXPECT_EQ(refused(1, "", "*", "10794"), &base::malformed) << "not everybody without a code at once";
    EXPECT_EQ(refused(1, "*", "*", "10794"), &base::malformed);
    EXPECT_EQ(refused(1, "", "keripik", ""), &base::malformed);
    EXPECT_EQ(refused(1, "abc", "keripik", "10794"), &base::malformed);
    EXPECT_EQ(refused(1, "", "keripik", "45407"), &kbli::error::unknown_code);
    officer = fixture::actor(access::Role::head, "3316");
    EXPECT_EQ(refused(1, "", "keripik", "10794"), &access::denied);
    EXPECT_EQ(undo(1), &access::denied);
}

TEST_F(KbliDecisionTest, GroupsComeInPagesAndFollowEveryChange) {
    for (int i = 1; i <= 6; ++i) said(i, fmt::format("jenis {}", i % 3));
    auto const first = work("", "", 2);
    ASSERT_EQ(first.items.size(), 2U);
    EXPECT_EQ(first.items[0].activity, "jenis 2");
    auto const second = work("", first.next, 2);
    ASSERT_EQ(second.items.size(), 1U);
    EXPECT_EQ(second.items[0].activity, "jenis 0");
    EXPECT_EQ(second.next, "");

    ASSERT_EQ(merge(1, 1, 4), nullptr);
    ASSERT_EQ(add(fact(2, "2025-02-01", {{Field::activity, "jenis 0"}})), nullptr);
    EXPECT_THAT(groups(), ElementsAre(Pair("jenis 0", 3), Pair("jenis 2", 1), Pair("jenis 1", 1)));
    ASSERT_EQ(undo_merge(1), nullptr);
    EXPECT_THAT(groups(), ElementsAre(Pair("jenis 0", 3), Pair("jenis 1", 2), Pair("jenis 2", 1)));
    EXPECT_TRUE(check().good());
}

TEST_F(KbliDecisionTest, FormsGiveCodesWithTheirEdition) {
    auto const check_one = [&](std::string text) {
        auto const got = check_values(home, {{Field::kbli, std::move(text)}}, day("2026-07-01"));
        return got ? std::string() : got.error().faults.at(0).key;
    };
    EXPECT_EQ(check_one("10794"), "");
    EXPECT_EQ(check_one("10794/2025"), "");
    EXPECT_EQ(check_one("45407"), "") << "an old one may be meant";
    EXPECT_EQ(check_one("45407/2025"), "kbli.unknown_code");
    EXPECT_EQ(check_one("04111"), "kbli.unknown_code");
    EXPECT_EQ(check_one("1079"), "base.malformed");
}
