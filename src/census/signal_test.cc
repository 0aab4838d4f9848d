#include "census/signal.h"

#include "census/test_census.h"

namespace bina::census::test {
namespace {

constexpr int questions = 10;

/// Ten choices of four: enough for an honest answer to be nobody else's.
std::string long_questions() {
    std::string all;
    for (int i = 0; i < questions; ++i)
        all += fmt::format(R"({}{{"id":"q{}","kind":"choice","title":"Pertanyaan {}","options":[)"
                           R"({{"key":"a","title":"A"}},{{"key":"b","title":"B"}},{{"key":"c","title":"C"}},)"
                           R"({{"key":"d","title":"D"}}]}})",
                           i == 0 ? "" : ",", i, i);
    return R"({"title":"Panjang","sections":[{"id":"s","title":"S","questions":[)" + all + "]}]}";
}

class Fakes : public CensusTest {
public:
    void SetUp() override {
        CensusTest::SetUp();
        with_businesses(20);
        with_campaign();
        site.actor = planner;
        ASSERT_EQ(site.put(questionnaire(), long_questions()).status, 200);
        ASSERT_EQ(site.post(questionnaire("/publish"), "").status, 200);
    }
    /// A visit of so many minutes from that hour on, with the answers that `choices` spells.
    void comes(int number, int hour, int minutes, std::string_view choices, std::string_view photo = {}) {
        auto const offset = std::int64_t{7} * 3'600'000;
        auto const day = std::int64_t{base::Day::parse("2025-12-30").value().number()} * 86'400'000;
        auto const started = day + hour * 3'600'000 - offset;
        std::string answered;
        for (std::size_t i = 0; i < choices.size(); ++i)
            answered +=
                fmt::format(R"({}{{"question":"q{}","values":["{}"]}})", i == 0 ? "" : ",", i, choices[i]);
        auto body = visit_body(
            number - 1, "found",
            fmt::format(R"(,"consent":true,"started_at":{},"finished_at":{},"answers":[{}]{})", started,
                        started + minutes * 60'000, answered,
                        photo.empty() ? std::string() : fmt::format(R"(,"photos":["{}"])", photo)));
        auto const version = std::string_view(R"("questionnaire_version":1)");
        body.replace(body.find(version), version.size(), R"("questionnaire_version":2)");
        site.actor = ani;
        ASSERT_EQ(sent(number, body), "201");
    }
    std::string signals_of_visit(int number) { return as(planner).get(visit(number)).at("/signals"); }
};

// Twelve honest visits and eight invented ones: at a kitchen table, at night, in two minutes, with one photo.
TEST_F(Fakes, SignalsNameInventedVisitsAndNoHonestOne) {
    constexpr std::array<std::string_view, 12> honest{"abcdabcdab", "bbcdabddac", "dacbbacdca", "cabdacbdda",
                                                      "ddabcabcbd", "acdbdbacca", "bdcadbcaab", "cbadcbdacd",
                                                      "daccbdabbc", "abddcacbdb", "cdbabdcaca", "bacddbabcc"};
    for (int i = 0; i < 12; ++i)
        comes(i + 1, 8 + i % 9, 11 + i, honest[static_cast<std::size_t>(i)],
              std::string(62, 'f') + fmt::format("{:02}", i));
    // The same answers five times: the fourth is one too many.
    for (int i = 13; i <= 17; ++i) comes(i, 9, 15, "aaaaaaaaaa");
    comes(18, 22, 15, "bacacdabda");
    comes(19, 10, 2, "cacdbbdbda");
    comes(20, 10, 15, "dbcabdacbb", std::string(62, 'f') + "03");

    for (int i = 1; i <= 12; ++i) EXPECT_EQ(signals_of_visit(i), "[]") << i;
    for (int i = 13; i <= 15; ++i) EXPECT_EQ(signals_of_visit(i), "[]") << "two may well be alike";
    for (int i = 16; i <= 17; ++i) EXPECT_EQ(signals_of_visit(i), R"(["straight_line"])") << i;
    EXPECT_EQ(signals_of_visit(18), R"(["odd_hour"])");
    EXPECT_EQ(signals_of_visit(19), R"(["hasty"])");
    EXPECT_EQ(signals_of_visit(20), R"(["same_photo"])");
    // A signal decides nothing: the supervisor does.
    EXPECT_EQ(figure("unreviewed"), "20");
    EXPECT_EQ(site.get(campaign("/visits?signal=any")).at("/items/4/target"), in_quotes(targets[19]));
    EXPECT_EQ(site.get(campaign("/visits?signal=any")).at("/items/5"), "absent");
}

}  // namespace
}  // namespace bina::census::test
