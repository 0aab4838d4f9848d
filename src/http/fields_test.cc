#include "http/fields.h"

#include <gmock/gmock.h>

using namespace bina;
using namespace bina::http;
using testing::ElementsAre, testing::UnorderedElementsAre;

namespace {

using PlaceId = base::Id<struct PlaceTag>;

Request with_body(std::string body) {
    Request request;
    request.body = std::move(body);
    return request;
}

/// "path: key" of each fault of `finish()`, or the key of another refusal.
std::vector<std::string> faults(Fields& in) {
    auto const done = in.finish();
    if (done) return {};
    std::vector<std::string> list;
    for (auto const& [path, key] : done.error().faults) list.push_back(path + ": " + key);
    if (list.empty()) list.emplace_back(done.error().kind->key);
    return list;
}

std::optional<int> parse_verdict(std::string_view text) {
    if (text == "merge") return 1;
    if (text == "distinct") return 2;
    return std::nullopt;
}

}  // namespace

TEST(Fields, ReadsEachTypeFromTheBody) {
    auto const request =
        with_body(R"({"id":"0189000000007000800000000000000a","area":"3316","day":"2023-12-31",)"
                  R"("money":9007199254740991,)"
                  R"("name":"Bakso “Pak Min”","count":7,"flag":true,"none":null,"verdict":"merge"})");
    Fields in{request};
    EXPECT_EQ(in.body<PlaceId>("id").text(), "0189000000007000800000000000000a");
    EXPECT_EQ(in.body<base::AreaCode>("area").text(), "3316");
    EXPECT_EQ(in.body<base::Day>("day").text(), "2023-12-31");
    EXPECT_EQ(in.body<base::Money>("money").rupiah(), 9'007'199'254'740'991);
    EXPECT_EQ(in.body<std::string>("name"), "Bakso “Pak Min”");
    EXPECT_EQ(in.body<int>("count", Range{0, 7}), 7);
    EXPECT_TRUE(in.body<bool>("flag"));
    EXPECT_EQ(in.body_if<std::string>("none"), std::nullopt);
    EXPECT_EQ(in.body_if<std::string>("missing"), std::nullopt);
    EXPECT_EQ(in.object().get_as("verdict", parse_verdict), 1);
    EXPECT_THAT(faults(in), ElementsAre());
}

TEST(Fields, NamesEveryFaultAtOnce) {
    auto request = with_body(
        R"({"id":"xyz","money":-1,"big":9007199254740992,"half":1.5,"name":"","blank":"  \t ","long":"aaaa",)"
        R"("day":"2023-02-30",)"
        R"("flag":"yes","verdict":"maybe","text":"a\u0001b","list":3,"surplus":1})");
    request.params = {{"regency", "33"}};
    request.query = "limit=1000&limit=3&sort=x&coached=perhaps&other=1";
    Fields in{request};
    in.path<base::RegencyCode>("regency");
    in.query_if<int>("limit", Range{1, 200});
    in.query_as_if("sort", parse_verdict);
    in.query_if<bool>("coached");
    in.query<std::string>("missing_query");
    in.body<PlaceId>("id");
    in.body<base::Money>("money");
    in.body<base::Money>("big");
    in.body<int>("half");
    in.body<std::string>("name");
    in.body<std::string>("blank");
    in.body<std::string>("long", Length{1, 3});
    in.body<base::Day>("day");
    in.body<bool>("flag");
    in.object().get_as("verdict", parse_verdict);
    in.body<std::string>("text");
    in.object().list<int>("list", 5);
    in.body<std::string>("missing");
    EXPECT_THAT(
        faults(in),
        UnorderedElementsAre("regency: base.malformed", "limit: http.repeated", "sort: http.not_a_choice",
                             "coached: http.wrong_type", "missing_query: http.missing", "id: base.malformed",
                             "money: http.out_of_range", "big: http.out_of_range", "half: http.wrong_type",
                             "name: http.too_short", "blank: http.too_short", "long: http.too_long",
                             "day: base.malformed", "flag: http.wrong_type", "verdict: http.not_a_choice",
                             "text: http.bad_text", "list: http.wrong_type", "missing: http.missing",
                             "other: http.unknown_field", "surplus: http.unknown_field"));
}

TEST(Fields, ReadsArraysAndNestedObjectsWithTheirPlace) {
    auto const request =
        with_body(R"({"values":[{"field":"a","text":"1"},{"field":7,"x":1},3],"codes":["3316","33x"],)"
                  R"("settings":{"sheet":0,"deep":{"y":1}}})");
    Fields in{request};
    auto const values = in.object().each("values", 10, [](Object& at) {
        return at.get<std::string>("field") + at.get_if<std::string>("text").value_or("-");
    });
    EXPECT_THAT(values, ElementsAre("a1", "-", "-"));
    in.object().list<base::AreaCode>("codes", 10);
    auto const sheet = in.object().object("settings", [](Object& at) { return at.get<int>("sheet"); });
    EXPECT_EQ(sheet, 0);
    EXPECT_THAT(faults(in), ElementsAre("values[1].field: http.wrong_type", "values[1].x: http.unknown_field",
                                        "values[2]: http.wrong_type", "codes[1]: base.malformed",
                                        "settings.deep: http.unknown_field"));
}

TEST(Fields, LimitsArrays) {
    auto const request = with_body(R"({"three":[1,2,3],"four":[1,2,3,4],"empty":[]})");
    Fields in{request};
    EXPECT_THAT(in.object().list<int>("three", 3), ElementsAre(1, 2, 3));
    EXPECT_THAT(in.object().list<int>("four", 3), ElementsAre());
    EXPECT_THAT(in.object().list<int>("empty", 3), ElementsAre());
    EXPECT_THAT(in.object().list<int>("absent", 3), ElementsAre());
    EXPECT_THAT(faults(in), ElementsAre("four: http.too_many"));
}

TEST(Fields, RefusesWhatIsNotAJsonObject) {
    std::string deep(20, '[');
    std::string wide = "{";
    for (int i = 0; i < 300; ++i) wide += (i > 0 ? ",\"k" : "\"k") + std::to_string(i) + "\":1";
    for (auto const& body :
         {std::string("{"), std::string("[1]"), std::string("1"), std::string("{\"a\":1}x"),
          std::string("{\"a\":'1'}"), std::string("{\"a\":\"\xff\"}"), std::string("{\"a\":1,}"),
          "{\"a\":" + deep + "1" + std::string(20, ']') + "}", wide + "}"}) {
        auto const request = with_body(body);
        Fields in{request};
        in.body_if<int>("a");
        EXPECT_THAT(faults(in), ElementsAre("http.bad_json")) << body.substr(0, 40);
    }
}

TEST(Fields, ReadsAnEmptyBodyAsAnEmptyObject) {
    Request const request;
    Fields in{request};
    EXPECT_EQ(in.body_if<int>("a"), std::nullopt);
    in.body<int>("b");
    EXPECT_THAT(faults(in), ElementsAre("b: http.missing"));
}

TEST(Fields, TakesAnEmptyQueryValueForNone) {
    Request request;
    request.query = "q=&district=331605&name=Bu+Siti%20A&coached=yes&limit=200";
    Fields in{request};
    EXPECT_EQ(in.query_if<std::string>("q", Length{1, 100}), std::nullopt);
    EXPECT_EQ(in.query<base::AreaCode>("district").text(), "331605");
    EXPECT_EQ(in.query<std::string>("name"), "Bu Siti A");
    EXPECT_EQ(in.query_if<bool>("coached"), true);
    EXPECT_EQ(in.query_if<int>("limit", Range{1, 200}), 200);
    EXPECT_THAT(faults(in), ElementsAre());
}

TEST(Fields, RefusesAMalformedQuery) {
    for (auto const* query : {"q=%", "q=%f", "q=%ff", "%00=1"}) {
        Request request;
        request.query = query;
        Fields in{request};
        EXPECT_THAT(faults(in), ElementsAre("http.bad_target")) << query;
    }
}

TEST(Fields, ReadsHeaders) {
    Request request;
    request.headers = {{"X-Day", "2023-01-31"}, {"X-Bad", "2023-1-31"}};
    Fields in{request};
    EXPECT_EQ(in.header_if<base::Day>("x-day")->text(), "2023-01-31");
    EXPECT_EQ(in.header_if<base::Day>("x-none"), std::nullopt);
    in.header_if<base::Day>("x-bad");
    EXPECT_THAT(faults(in), ElementsAre("x-bad: base.malformed"));
}

TEST(Fields, KeepsAtMostAHundredFaults) {
    std::string body = "{\"list\":[";
    for (int i = 0; i < 500; ++i) body += i > 0 ? ",\"x\"" : "\"x\"";
    auto const request = with_body(body + "]}");
    Fields in{request};
    in.object().list<int>("list", 1000);
    EXPECT_EQ(faults(in).size(), Faults::kept_max);
}
