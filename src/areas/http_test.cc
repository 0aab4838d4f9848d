#include "areas/http.h"

#include <gmock/gmock.h>

#include "site.h"

namespace bina::areas {
namespace {

using testing::HasSubstr;

constexpr std::string_view table =
    "33,Jawa Tengah\n"
    "3316,Kabupaten Blora\n"
    "331605,Cepu\n"
    "3316051001,Balun\n"
    "331609,Blora\n"
    "3317,Kabupaten Rembang\n";

constexpr auto outlines = R"({"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"kode":"33.16.05"},
     "geometry":{"type":"Polygon","coordinates":[[[111.5,-7.1]]]}},
    {"type":"Feature","properties":{"kode":"Hutan"},
     "geometry":{"type":"Polygon","coordinates":[[[111.5,-7.1]]]}}]})";

class AreasHttp : public testing::Test {
protected:
    fixture::Store store;
    storage::Db& db = store.db();
    Directory directory{table};
    fixture::Site site{routes({db, directory})};
};

TEST_F(AreasHttp, AnyoneFindsAreas) {
    EXPECT_EQ(
        site.get("/api/v1/areas?q=blora&level=2").body,
        R"({"items":[{"code":"3316","name":"Kabupaten Blora","level":2,"parent_name":"Jawa Tengah"}]})");
    EXPECT_EQ(site.get("/api/v1/areas?q=balun").at("/items/0/parent_name"), R"("Cepu, Kabupaten Blora")");
    EXPECT_EQ(site.get("/api/v1/areas?q=jawa").at("/items/0/parent_name"), "null");
    EXPECT_EQ(site.get("/api/v1/areas?q=b&limit=1").at("/items/1"), "absent");
    EXPECT_EQ(site.get("/api/v1/areas").at("/items"), "[]");
    EXPECT_EQ(site.get("/api/v1/areas?q=blo&limit=1&within=331609").at("/items/0/code"), R"("331609")");
    EXPECT_EQ(site.get("/api/v1/areas?q=blo&within=33x").problem(), R"("http.bad_fields")");
    EXPECT_EQ(site.get("/api/v1/areas?q=blora&level=5").problem(), R"("http.bad_fields")");
}

TEST_F(AreasHttp, AnyoneReadsAnArea) {
    EXPECT_EQ(
        site.get("/api/v1/areas/3316").body,
        R"({"code":"3316","name":"Kabupaten Blora","level":2,"parent":{"code":"33","name":"Jawa Tengah"},)"
        R"("children":[{"code":"331605","name":"Cepu"},{"code":"331609","name":"Blora"}]})");
    EXPECT_EQ(site.get("/api/v1/areas/33").at("/parent"), "null");
    EXPECT_EQ(site.get("/api/v1/areas/3316051001").at("/children"), "[]");
    auto const got = site.get("/api/v1/areas/3316");
    EXPECT_EQ(site.get("/api/v1/areas/3316", {{"If-None-Match", got.headers.at("ETag")}}).status, 304);
    for (auto const* code : {"3399", "x", "33.16"})
        EXPECT_EQ(site.get(std::string("/api/v1/areas/") + code).problem(), R"("areas.not_found")") << code;
}

TEST_F(AreasHttp, BoundariesAreImportedServedAndRemoved) {
    site.actor = fixture::actor(access::Role::administrator, "3316");
    EXPECT_EQ(site.get("/api/v1/boundaries/3316").status, 204);
    auto const report = site.put("/api/v1/boundaries/3316", outlines);
    EXPECT_EQ(report.status, 200) << report.body;
    EXPECT_EQ(report.body, R"({"matched":1,"unmatched":["Hutan"],"unmatched_count":1,"outside":0,)"
                           R"("missing":[{"code":"331609","name":"Blora"}]})");
    auto const got = site.get("/api/v1/boundaries/3316");
    EXPECT_EQ(got.headers.at("Content-Type"), "application/geo+json");
    EXPECT_EQ(got.at("/features/0/properties"), R"({"code":"331605"})");
    auto const etag = got.headers.at("ETag");
    for (auto const& known : {etag, "W/" + etag, "\"x\", " + etag}) {
        auto const again = site.get("/api/v1/boundaries/3316", {{"If-None-Match", known}});
        EXPECT_EQ(again.status, 304);
        EXPECT_EQ(again.body, "");
        EXPECT_EQ(again.headers.at("ETag"), etag);
    }
    EXPECT_EQ(site.get("/api/v1/boundaries/3316", {{"If-None-Match", "\"x\""}}).status, 200);
    EXPECT_EQ(site.erase("/api/v1/boundaries/3316").status, 204);
    EXPECT_EQ(site.erase("/api/v1/boundaries/3316").problem(), R"("areas.no_boundaries")");
}

TEST_F(AreasHttp, FileThatIsNoBoundariesIsRefusedAndNothingIsLost) {
    site.actor = fixture::actor(access::Role::administrator, "");
    ASSERT_EQ(site.put("/api/v1/boundaries/3316", outlines).status, 200);
    EXPECT_EQ(site.put("/api/v1/boundaries/3316", "NO,NAMA\n").problem(), R"("areas.not_boundaries")");
    EXPECT_EQ(site.put("/api/v1/boundaries/3317", outlines).problem(), R"("areas.no_codes")");
    EXPECT_EQ(site.put("/api/v1/boundaries/3399", outlines).problem(), R"("areas.not_found")");
    EXPECT_EQ(site.put("/api/v1/boundaries/33", outlines).problem(), R"("http.bad_fields")");
    EXPECT_THAT(site.get("/api/v1/boundaries/3316").body, HasSubstr("331605"));
}

TEST_F(AreasHttp, BoundariesNeedPermission) {
    EXPECT_EQ(site.get("/api/v1/boundaries/3316").status, 401);
    site.actor = fixture::actor(access::Role::administrator, "3317");
    EXPECT_EQ(site.put("/api/v1/boundaries/3316", outlines).problem(), R"("access.denied")");
    EXPECT_EQ(site.get("/api/v1/boundaries/3316").problem(), R"("access.denied")");
    site.actor = fixture::actor(access::Role::head, "3316");
    EXPECT_EQ(site.put("/api/v1/boundaries/3316", outlines).problem(), R"("access.denied")");
    EXPECT_EQ(site.erase("/api/v1/boundaries/3316").problem(), R"("access.denied")");
    EXPECT_EQ(site.get("/api/v1/boundaries/3316").status, 204);
}

}  // namespace
}  // namespace bina::areas
