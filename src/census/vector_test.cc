#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fstream>

#include "census/answers.h"
#include "census/test_census.h"

// The phone knows every refusal of an answer before it is sent: one set of vectors for both, of which
// web/test/field/vectors.test.ts is the other reader.

namespace bina::census::test {
namespace {

namespace json = boost::json;

json::value vectors(std::string const& name) {
    std::ifstream file(SOURCE_DIR "/tests/vectors/" + name);
    std::string const text{std::istreambuf_iterator<char>(file), {}};
    return json::parse(text);
}
std::string text_of(json::value const& value) {
    return std::string(std::string_view(value.as_string()));
}
std::vector<std::string> texts_of(json::value const& value) {
    std::vector<std::string> all;
    for (auto const& one : value.as_array()) all.push_back(text_of(one));
    return all;
}
Answers answers_of(json::value const& value) {
    Answers answers;
    for (auto const& [question, values] : value.as_object()) answers[question] = texts_of(values);
    return answers;
}

struct Vectors {
    json::value all = vectors("answers.json");
    Questionnaire questionnaire = parse_questionnaire(json::serialize(all.at("questionnaire"))).value();
    RegencyCode regency = RegencyCode::parse(text_of(all.at("regency"))).value();
    base::Day today = base::Day::parse(text_of(all.at("today"))).value();

    CheckedAnswers check(Answers const& answers, bool complete) const {
        return check_answers(questionnaire, regency, answers, today, complete);
    }
};

TEST(Vectors, EachValueIsKeptOrRefusedAsOnThePhone) {
    Vectors const vectors;
    // What is asked only after another answer has cases of its own.
    for (auto const& row : vectors.all.at("values").as_array()) {
        auto const question = text_of(row.at(0));
        auto const sent = text_of(row.at(1));
        auto const done = vectors.check({{question, {sent}}}, false);
        auto const found = done.answers.find(question);
        auto const kept =
            done.faults.empty() ? found->second.front() : std::string("!") + done.faults.front().key;
        EXPECT_EQ(kept, text_of(row.at(2))) << question << ' ' << sent;
    }
}

TEST(Vectors, AnswersAreHeldAgainstEachOtherAsOnThePhone) {
    Vectors const vectors;
    for (auto const& one : vectors.all.at("cases").as_array()) {
        auto const name = text_of(one.at("name"));
        auto const done = vectors.check(answers_of(one.at("answers")), one.at("complete").as_bool());
        std::vector<std::string> faults;
        for (auto const& fault : done.faults) faults.push_back(fault.path + ' ' + fault.key);
        EXPECT_EQ(faults, texts_of(one.at("faults"))) << name;
        EXPECT_EQ(done.remarks, texts_of(one.at("remarks"))) << name;
        auto const* const kept = one.as_object().if_contains("kept");
        if (kept == nullptr) continue;
        EXPECT_EQ(done.answers, answers_of(*kept)) << name;
    }
}

TEST(Vectors, MoneyIsReadAsOnThePhone) {
    auto const all = vectors("money.json");
    for (auto const& row : all.as_array()) {
        auto const rupiah = rupiah_of(text_of(row.at(0)), day("2026-01-01"));
        auto const wanted =
            row.at(1).is_null() ? std::nullopt : std::optional(row.at(1).to_number<std::int64_t>());
        EXPECT_EQ(rupiah, wanted) << text_of(row.at(0));
    }
}

}  // namespace
}  // namespace bina::census::test
