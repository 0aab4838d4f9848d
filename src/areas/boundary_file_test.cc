#include "areas/boundary_file.h"

#include <gmock/gmock.h>

#include "areas/json_walk.h"

namespace bina::areas {
namespace {

using base::Result;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr std::string_view table =
    "33,Jawa Tengah\n"
    "3316,Kabupaten Blora\n"
    "331605,Cepu\n"
    "3316051001,Balun\n"
    "3316052002,Mulyorejo\n"
    "331609,Blora\n"
    "3316091006,Beran\n"
    "3317,Kabupaten Rembang\n"
    "331701,Sumber\n";

Directory const& directory() {
    static Directory const all(table);
    return all;
}

Result<BoundaryFile> read(std::string_view bytes) {
    return read_boundary_file(directory(), base::RegencyCode::parse("3316").value(), bytes);
}

std::string feature(std::string const& properties,
                    std::string const& geometry =
                        R"({"type":"Polygon","coordinates":[[[111.5,-7.1],[111.6,-7.1],[111.5,-7]]]})") {
    return R"({"type":"Feature","properties":)" + properties + R"(,"geometry":)" + geometry + "}";
}

std::string collection(std::vector<std::string> const& features) {
    std::string text = R"({"type":"FeatureCollection","features":[)";
    for (std::size_t i = 0; i < features.size(); ++i) text += (i == 0 ? "" : ",") + features[i];
    return text + "]}";
}

TEST(BoundaryFile, KeepsOutlinesOfAGeoJsonWithTheirCodes) {
    auto const file = read(R"( {
        "type": "FeatureCollection", "name": "desa", "crs": {"type": "name", "properties": {"name": "CRS84"}},
        "features": [
            {"type": "Feature", "id": 7,
             "properties": {"OBJECTID": 1, "NAMA": "Balun", "KODE": "33.16.05.1001"},
             "geometry": {"type": "Polygon",
                          "coordinates": [[[111.123456789, -7.15], [111.2, -7.15, 300.5], [111, -7]]]}},
            {"geometry": {"type": "MultiPolygon",
                          "coordinates": [[[[111.3,-7.2],[111.4,-7.2],[111.3,-7.1]]]]},
             "properties": {"KODE": "3316052002", "extra": {"a": [1, null, true]}},
             "type": "Feature", "bbox": [1, 2]}
        ]})")
                          .value();
    EXPECT_EQ(file.format, "geojson");
    EXPECT_EQ(file.body,
              R"({"type":"FeatureCollection","features":[)"
              R"({"type":"Feature","geometry":{"type":"Polygon","coordinates":)"
              R"([[[111.123456,-7.15],[111.2,-7.15,300.5],[111,-7]]]},"properties":{"code":"3316051001"}},)"
              R"({"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":)"
              R"([[[[111.3,-7.2],[111.4,-7.2],[111.3,-7.1]]]]},"properties":{"code":"3316052002"}}]})");
    EXPECT_THAT(file.matched, ElementsAre("3316051001", "3316052002"));
    EXPECT_THAT(file.missing, ElementsAre("3316091006"));
    EXPECT_EQ(file.unmatched_count, 0U);
    EXPECT_EQ(file.outside, 0U);
}

TEST(BoundaryFile, UnderstandsCodesAsPeopleAndProgramsWriteThem) {
    for (auto const* code :
         {R"("3316051001")", R"("33.16.05.1001")", R"("33 16 05 1001")", "3316051001", "3316051001.0"}) {
        auto const file = read(collection({feature(std::string(R"({"k":)") + code + "}")}));
        ASSERT_TRUE(file) << code;
        EXPECT_THAT(file->matched, ElementsAre("3316051001"));
    }
    for (auto const* code : {R"("33160510010")", R"("3316")", R"("33-16-05-1001")", R"("3316059999")", "true",
                             "null", "[]", R"({"code":"3316051001"})"}) {
        auto const file = read(collection({feature(std::string(R"({"k":)") + code + "}")}));
        EXPECT_EQ(file.error().kind, &error::no_codes) << code;
    }
}

TEST(BoundaryFile, TakesThePropertyThatKnowsMostAreas) {
    auto const file =
        read(collection({feature(R"({"kec":"33.16.05","desa":"33.16.05.1001","near":"3316091006"})"),
                         feature(R"({"kec":"33.16.05","desa":"33.16.05.2002","near":"3316091006"})")}))
            .value();
    EXPECT_THAT(file.matched, ElementsAre("3316051001", "3316052002"));
    auto const districts =
        read(collection({feature(R"({"kec":"331605","desa":""})"), feature(R"({"kec":"331609","desa":""})")}))
            .value();
    EXPECT_THAT(districts.matched, ElementsAre("331605", "331609"));
    EXPECT_THAT(districts.missing, IsEmpty());
}

TEST(BoundaryFile, TakesTheIdOfAFeatureToo) {
    auto const file =
        read(R"({"type":"FeatureCollection","features":[{"type":"Feature","id":"33.16.09","geometry":
        {"type":"Polygon","coordinates":[]},"properties":null}]})")
            .value();
    EXPECT_THAT(file.matched, ElementsAre("331609"));
}

TEST(BoundaryFile, TellsWhatItCouldNotPlace) {
    auto const file = read(collection({
                               feature(R"({"kode":"331605","nama":"Cepu"})"),
                               feature(R"({"nama":"Hutan Jati","kode":""})"),
                               feature(R"({"nama":"Waduk","kode":null})"),
                               feature(R"({"kode":"331701","nama":"Sumber"})"),
                               feature(R"({})"),
                               feature(R"({"kode":"331609","nama":"Blora"})", "null"),
                               feature(R"({"kode":"331609"})", R"({"type":"Point","coordinates":[111,-7]})"),
                           }))
                          .value();
    EXPECT_THAT(file.matched, ElementsAre("331605"));
    EXPECT_THAT(file.unmatched, ElementsAre("Hutan Jati", "Waduk", "?", "331609", "331609"));
    EXPECT_EQ(file.unmatched_count, 5U);
    EXPECT_EQ(file.outside, 1U);
    EXPECT_THAT(file.missing, ElementsAre("331609"));
    EXPECT_THAT(file.body, Not(HasSubstr("Hutan")));
    EXPECT_THAT(file.body, Not(HasSubstr("Point")));
    EXPECT_THAT(file.body, HasSubstr(R"("features":[{"type")"));
}

TEST(BoundaryFile, ListsOnlySoManyUnplaced) {
    std::vector<std::string> features{feature(R"({"k":"331605"})")};
    for (std::size_t i = 0; i < unmatched_listed_max + 5; ++i)
        features.push_back(feature(R"({"k":"x)" + std::string(200, 'y') + "\"}"));
    auto const file = read(collection(features)).value();
    EXPECT_THAT(file.unmatched, SizeIs(unmatched_listed_max));
    EXPECT_EQ(file.unmatched_count, unmatched_listed_max + 5);
    EXPECT_EQ(file.unmatched.front().size(), 80U);
}

TEST(BoundaryFile, SeveralOutlinesOfOneAreaCountOnce) {
    auto const file = read(collection({feature(R"({"k":"331605"})"), feature(R"({"k":"331605"})")})).value();
    EXPECT_THAT(file.matched, ElementsAre("331605"));
    EXPECT_EQ(file.unmatched_count, 0U);
}

constexpr std::string_view topology = R"({
    "type": "Topology", "bbox": [111, -8, 112, -7],
    "transform": {"scale": [0.0001, 0.0001], "translate": [111.1, -7.4]},
    "objects": {
        "desa": {"type": "GeometryCollection", "geometries": [
            {"type": "Polygon", "arcs": [[0, 1]], "properties": {"kode": "33.16.05.1001", "kec": "33.16.05"}},
            {"arcs": [[[-1]], [[2]]], "type": "MultiPolygon",
             "properties": {"kode": "33.16.09.1006", "kec": "33.16.09"}},
            {"type": null, "properties": {"kode": "33.16.05.2002"}}]},
        "garis": {"type": "GeometryCollection", "geometries": [
            {"type": "LineString", "arcs": [0], "properties": {"n": "Jalan"}}]},
        "kec": {"type": "GeometryCollection", "geometries": [
            {"type": "Polygon", "id": "x", "arcs": [[0, 1]], "properties": {"kec": "33.16.05"}}]}},
    "arcs": [[[3017, 2605], [128, -34]], [[0, 0], [1, 1]], [[5, 5], [200, 1]]]})";

TEST(BoundaryFile, KeepsEveryLayerOfATopoJsonThatHoldsCodes) {
    auto const file = read(topology).value();
    EXPECT_EQ(file.format, "topojson");
    EXPECT_EQ(
        file.body,
        R"({"type":"Topology","transform":{"scale":[0.0001,0.0001],"translate":[111.1,-7.4]},"objects":{)"
        R"("desa":{"type":"GeometryCollection","geometries":[)"
        R"({"type":"Polygon","arcs":[[0,1]],"properties":{"code":"3316051001"}},)"
        R"({"type":"MultiPolygon","arcs":[[[-1]],[[2]]],"properties":{"code":"3316091006"}}]},)"
        R"("kec":{"type":"GeometryCollection","geometries":[)"
        R"({"type":"Polygon","arcs":[[0,1]],"properties":{"code":"331605"}}]}},)"
        R"("arcs":[[[3017,2605],[128,-34]],[[0,0],[1,1]],[[5,5],[200,1]]]})");
    EXPECT_THAT(file.matched, ElementsAre("331605", "3316051001", "3316091006"));
    EXPECT_THAT(file.missing, ElementsAre("331609", "3316052002"));
    EXPECT_THAT(file.unmatched, ElementsAre("33.16.05.2002", "Jalan"));
}

TEST(BoundaryFile, ReadAgainGivesItself) {
    for (auto const& bytes :
         {std::string(topology), collection({feature(R"({"k":"331605"})"), feature(R"({"k":"331609"})")})}) {
        auto const once = read(bytes).value();
        auto const twice = read(once.body).value();
        EXPECT_EQ(twice.body, once.body);
        EXPECT_EQ(twice.matched, once.matched);
        EXPECT_EQ(twice.unmatched_count, 0U);
    }
}

TEST(BoundaryFile, WithoutDegreesIsRefused) {
    auto const at = [](std::string const& pair) {
        return read(collection(
            {feature(R"({"k":"331605"})", R"({"type":"Polygon","coordinates":[[[)" + pair + "]]]}")}));
    };
    EXPECT_TRUE(at("180.0,-90"));
    EXPECT_EQ(at("181,-7").error().kind, &error::not_degrees);
    EXPECT_EQ(at("111,-91.5").error().kind, &error::not_degrees);
    EXPECT_EQ(at("538216.4,9208431.9").error().kind, &error::not_degrees);
    EXPECT_EQ(at("99999999999999999999,0").error().kind, &error::not_degrees);

    std::string projected(topology);
    projected.replace(projected.find("111.1, -7.4"), 11, "538216, 920");
    EXPECT_EQ(read(projected).error().kind, &error::not_degrees);
    auto const plain = [](std::string const& pair) {
        return read(R"({"type":"Topology","objects":{"a":{"type":"GeometryCollection","geometries":[
            {"type":"Polygon","arcs":[[0]],"properties":{"k":331605}}]}},"arcs":[[[)" +
                    pair + "]]]}");
    };
    EXPECT_TRUE(plain("111.1,-7.2"));
    EXPECT_EQ(plain("538216.4,9208431.9").error().kind, &error::not_degrees);
}

TEST(BoundaryFile, ThatIsSomethingElseIsRefused) {
    auto const good = collection({feature(R"({"k":"331605"})")});
    ASSERT_TRUE(read("\xEF\xBB\xBF" + good));
    for (std::string const& bytes :
         {std::string(), std::string("NO,NAMA\n1,Siti\n"), std::string("[]"), std::string("{}"),
          std::string("12"), good.substr(0, good.size() - 1), good + "x", good + good,
          std::string(R"({"type":"FeatureCollection"})"), std::string(R"({"type":"Topology","objects":{}})"),
          feature(R"({"k":"331605"})"), std::string(R"({"features":[],"features":[]})"),
          std::string(R"({"features":[],"objects":{},"arcs":[]})"), std::string(R"({"features":{"a":1}})"),
          collection({feature("{\"k\":\"\xFF\"}")}), std::string(1'000, '['),
          std::string(R"({"features":)") + std::string(40, '[') + std::string(40, ']') + "}"})
        EXPECT_EQ(read(bytes).error().kind, &error::not_boundaries) << bytes.substr(0, 60);
    EXPECT_EQ(read(collection({})).error().kind, &error::no_codes);
    EXPECT_EQ(read(std::string(boundary_bytes_max + 1, ' ')).error().kind, &error::boundary_too_large);
}

TEST(BoundaryFile, NamesAreWrittenAsJson) {
    std::string named(topology);
    named.replace(named.find("\"desa\""), 6, R"("de\"sa\u0041\n")");
    auto const file = read(named).value();
    EXPECT_THAT(file.body, HasSubstr(R"("de\"saA\u000a":{)"));
    EXPECT_TRUE(read(file.body));
}

// Whatever is cut off or changed, nothing is read that is not there (run with the address sanitizer).
TEST(BoundaryFile, SurvivesAnyCutAndAnyChange) {
    std::string const bytes(topology);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        EXPECT_FALSE(read(bytes.substr(0, i))) << i;
        for (char const c : {'"', '{', ']', '\\', '\0', ',', '9'}) {
            auto changed = bytes;
            changed[i] = c;
            auto const file = read(changed);
            if (!file) continue;
            EXPECT_TRUE(read(file->body)) << changed;
        }
    }
}

}  // namespace
}  // namespace bina::areas
