#include "census/answers.h"
#include "census/test_census.h"

namespace bina::census::test {
namespace {

std::string with_questions(std::string_view questions) {
    return fmt::format(R"({{"title":"Uji","sections":[{{"id":"a","title":"A","questions":[{}]}}]}})",
                       questions);
}

/// Path and key of each fault of a document, blanks between.
std::string faults_in(std::string_view document) {
    auto const parsed = parse_questionnaire(document);
    std::string all;
    if (parsed) return "none";
    for (auto const& fault : parsed.error().faults) all += fault.path + ' ' + fault.key + '\n';
    return all;
}

Questionnaire small() {
    return parse_questionnaire(small_questions).value();
}
std::string checked(Answers const& answers, bool complete = true) {
    auto const done = check_answers(small(), regency(), answers, day("2026-01-01"), complete);
    std::string all;
    for (auto const& fault : done.faults) all += fault.path + ' ' + fault.key + '\n';
    for (auto const& remark : done.remarks) all += "remark " + remark + '\n';
    return all;
}
Answers const whole{{"owner", {"Siti Aminah"}},
                    {"produces", {"yes"}},
                    {"products", {joined({"Keripik", "kg", "40", "10794"}, cell_end)}}};
Answers with(std::string const& question, std::string const& value) {
    auto answers = whole;
    answers[question] = {value};
    return answers;
}

TEST(Questionnaire, TheDefaultOneIsGoodAndAsksWhetherAnythingIsMade) {
    auto const parsed = parse_questionnaire(default_questionnaire());
    ASSERT_TRUE(parsed) << faults_in(default_questionnaire());
    ASSERT_NE(parsed->find("produces"), nullptr);
    EXPECT_TRUE(parsed->find("produces")->required);
    auto const* const products = parsed->find("products");
    ASSERT_NE(products, nullptr);
    EXPECT_EQ(products->kind, Kind::products);
    EXPECT_FALSE(is_asked(*products, {{"produces", {"no"}}}));
    EXPECT_TRUE(is_asked(*products, {{"produces", {"yes"}}}));
}

TEST(Questionnaire, EverythingWrongInADocumentIsToldAtOnce) {
    EXPECT_EQ(faults_in(with_questions(
                  R"({"id":"nik","kind":"number","title":"NIK","field":"owner.nik"},
                     {"id":"nik","kind":"text","title":"Lagi"},
                     {"id":"sex","kind":"choice","title":"JK","field":"owner.sex",
                      "options":[{"key":"L","title":"L"},{"key":"female","title":"P"},
                                 {"key":"female","title":"P"}]},
                     {"id":"none","kind":"choice","title":"Tanpa pilihan"},
                     {"id":"early","kind":"text","title":"X",
                      "when":[{"question":"late"},{"question":"sex","is":["x"]}]},
                     {"id":"late","kind":"text","title":"Y",
                      "checks":[{"level":"hard","min":1,"max":2,"message":"m"}]})")),
              "sections[0].questions[0].field census.field_kind\n"
              "sections[0].questions[1].id census.key_twice\n"
              "sections[0].questions[2].options[0].key census.not_an_option\n"
              "sections[0].questions[2].options[2].key census.key_twice\n"
              "sections[0].questions[3].options census.no_options\n"
              "sections[0].questions[4].when[0].question census.not_before\n"
              "sections[0].questions[4].when[1].is census.not_an_option\n"
              "sections[0].questions[5].checks[0] census.one_limit\n"
              "sections[0].questions[5].checks[0] census.not_a_number\n");
    EXPECT_THAT(faults_in(with_questions(R"({"id":"A b","kind":"song","title":"","colour":1})")),
                testing::AllOf(HasSubstr("questions[0].id"), HasSubstr("questions[0].kind"),
                               HasSubstr("questions[0].title"), HasSubstr("colour http.unknown_field")));
    EXPECT_EQ(parse_questionnaire("[]").error().kind->key, "http.bad_json");
    EXPECT_EQ(parse_questionnaire("").error().kind->key, "http.bad_json");
}

TEST(Answers, AreHeldAgainstTheirQuestionsAllAtOnce) {
    EXPECT_EQ(checked(whole), "");
    EXPECT_EQ(checked({}), "answers.owner census.answer_missing\nanswers.produces census.answer_missing\n");
    EXPECT_EQ(checked({}, false), "");
    EXPECT_EQ(checked(with("produces", "maybe")),
              "answers.produces census.not_an_option\nanswers.products census.not_asked\n");
    EXPECT_EQ(checked({{"owner", {"Siti"}}, {"produces", {"no"}}, {"products", {"Keripik"}}}),
              "answers.products census.not_asked\n");
    EXPECT_EQ(checked(with("nik", "1111111111111111")), "answers.nik registry.nik_dummy\n");
    EXPECT_EQ(checked(with("sales", "banyak sekali")), "answers.sales census.not_money\n");
    EXPECT_EQ(checked(with("song", "la")), "answers.song census.unknown_question\n");
    EXPECT_EQ(checked(with("photos", "foto.jpg")), "answers.photos base.malformed\n");
    auto two = whole;
    two["owner"] = {"Siti", "Budi"};
    EXPECT_EQ(checked(two), "answers.owner census.too_many_values\n");
}

TEST(Answers, HardChecksRefuseAndSoftOnesRemark) {
    EXPECT_EQ(checked(with("workers", "0")), "answers.workers.checks[0] census.check_failed\n");
    EXPECT_EQ(checked(with("workers", "25")), "remark workers.checks[1]\n");
    auto answers = with("workers", "2");
    answers["family"] = {"3"};
    EXPECT_EQ(checked(answers), "answers.family.checks[0] census.check_failed\n");
    answers["family"] = {"2"};
    EXPECT_EQ(checked(answers), "");
    answers.erase("workers");
    EXPECT_EQ(checked(answers), "") << "nothing to compare with";
}

TEST(Answers, MoneyIsReadAsPeopleWriteIt) {
    auto const today = day("2026-01-01");
    EXPECT_EQ(rupiah_of("1,2 jt", today), 1'200'000);
    EXPECT_EQ(rupiah_of("25rb", today), 25'000);
    EXPECT_EQ(rupiah_of("Rp 1.500.000", today), 1'500'000);
    EXPECT_EQ(rupiah_of("750000", today), 750'000);
    EXPECT_EQ(rupiah_of("-5", today), std::nullopt);
    EXPECT_EQ(rupiah_of("1-5 juta", today), std::nullopt);
    EXPECT_EQ(rupiah_of("", today), std::nullopt);
}

TEST(Answers, BecomeValuesOfTheRegistry) {
    auto const done = check_answers(small(), regency(), with("sales", "1,2 jt"), day("2026-01-01"), true);
    auto const values = statement_of(small(), done.answers);
    EXPECT_EQ(registry::get(values, Field::owner_name), "Siti Aminah");
    EXPECT_EQ(registry::get(values, Field::product), "Keripik");
    EXPECT_EQ(registry::get(values, Field::kbli), "10794");
    EXPECT_EQ(registry::get(values, Field::sales), "14400000");
}

TEST_F(CensusTest, APublishedQuestionnaireNeverChangesAndALaterOneIsAnotherVersion) {
    auto const later = with_questions(R"({"id":"owner","kind":"text","title":"Pemilik usaha"})");
    EXPECT_EQ(site.put(questionnaire(), std::string(small_questions)).at("/version"), "1")
        << "the same again";
    EXPECT_EQ(site.put(questionnaire(), later).at("/version"), "2");
    EXPECT_EQ(site.get(questionnaire()).at("/published"), "false");
    EXPECT_EQ(site.get(questionnaire("?version=1")).at("/title"), R"("Pendataan kecil")");
    EXPECT_EQ(site.put(questionnaire(), with_questions("")).problem(), R"("http.bad_fields")");
    EXPECT_EQ(site.put(campaign(), plan(R"(,"cost":5)")).status, 200);
    EXPECT_EQ(site.post("/api/v1/questionnaires/3316/default", "").at("/published"), "true");
    EXPECT_EQ(site.get("/api/v1/questionnaires/3316").at("/items/2/version"), "1");
    EXPECT_EQ(as(ani).put(questionnaire(), later).problem(), R"("access.denied")");
    EXPECT_EQ(as(stranger).get(questionnaire()).problem(), R"("access.denied")");
}

}  // namespace
}  // namespace bina::census::test
