#include "registry/http.h"

#include <gmock/gmock.h>

#include "registry/test_registry.h"
#include "site.h"

using namespace bina;
using namespace bina::registry;
using namespace bina::registry::test;
using access::Role;
using fixture::Got;
using testing::AllOf, testing::HasSubstr, testing::Not, testing::StartsWith;

class RegistryHttp : public RegistryTest {
public:
    RegistryHttp() { site.actor = officer; }

    static std::string path_of(int business) {
        return "/api/v1/businesses/3316/" + business_id(business).text();
    }
    Got put(int business, std::string body, std::vector<http::Header> headers = {}) {
        return site.send("PUT", path_of(business), std::move(body), std::move(headers));
    }
    Got put_fact(int business, int number, std::string body, std::vector<http::Header> headers) {
        return site.send("PUT", path_of(business) + "/facts/" + fact_id(number).text(), std::move(body),
                         std::move(headers));
    }
    Got unmask(std::string body) { return site.post(path_of(1) + "/unmask", std::move(body)); }
    Got list_with(std::string const& query) { return site.get("/api/v1/businesses?regency=3316&" + query); }
    Got export_with(std::string const& body) { return site.post("/api/v1/businesses/3316/export", body); }
    /// The names on a list, or why there is none.
    std::string names_with(std::string const& query) {
        auto const got = list_with(query);
        if (got.status != 200) return got.problem();
        std::string all;
        for (int i = 0;; ++i) {
            auto const name = got.at(fmt::format("/items/{}/name", i));
            if (name == "absent") return all;
            all += name;
        }
    }

    kbli::Tables tables;
    fixture::Site site{routes({db(), rules, area_name, tables, agency_names})};
    std::string const siti = R"({"day":"2024-05-01","values":[
        {"field":"business.name","text":"Warung Bu Siti"},{"field":"owner.name","text":"Siti Aminah"},
        {"field":"owner.nik","text":"3316095203870001"},{"field":"contact.phone","text":"08123456789"},
        {"field":"place.village","text":"3316051005"},{"field":"measure.sales","text":"120000000"},
        {"field":"measure.workers","text":"2"},{"field":"business.trade","text":"food"}]})";
    std::string const zaitun = R"({"day":"2024-05-01","values":[
        {"field":"business.name","text":"Zaitun"},{"field":"coaching.agency","text":"Dinas"},
        {"field":"flagship","text":"yes"},{"field":"status","text":"paused"}]})";
    std::string const closed =
        R"({"day":"2025-01-01","values":[{"field":"status","text":"closed"}],"reason":"tutup"})";
};

TEST_F(RegistryHttp, ABusinessIsPutAndShown) {
    auto const made = put(1, siti);
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.headers.at("ETag"), R"("1")");
    EXPECT_EQ(made.at("/id"), '"' + business_id(1).text() + '"');
    EXPECT_EQ(made.at("/version"), "1");
    EXPECT_EQ(made.at("/name"), R"("Warung Bu Siti")");
    EXPECT_EQ(made.at("/status"), R"("claimed")");
    EXPECT_EQ(made.at("/class"), R"("micro")");
    EXPECT_EQ(made.at("/since"), R"("2024-05-01")");
    EXPECT_EQ(made.at("/village_name"), R"("Balun")");
    EXPECT_EQ(made.at("/district_name"), R"("Cepu")");
    EXPECT_EQ(made.at("/merged_into"), "null");
    EXPECT_EQ(made.at("/owners/0/name"), R"("Siti Aminah")");
    EXPECT_EQ(made.at("/merged"), "[]");
    EXPECT_EQ(site.get(path_of(1)).body, made.body);
}

TEST_F(RegistryHttp, TheSamePutAgainIsHarmlessAndAnotherIsRefused) {
    ASSERT_EQ(put(1, siti).status, 201);
    EXPECT_EQ(put(1, siti).status, 200);
    EXPECT_EQ(put(1, zaitun).problem(), R"("registry.id_reused")");
}

TEST_F(RegistryHttp, AnEarlierDayIsShownAsItWas) {
    ASSERT_EQ(put(1, siti).status, 201);
    ASSERT_EQ(put_fact(1, 1, closed, {{"If-Match", R"("1")"}}).status, 201);
    EXPECT_EQ(site.get(path_of(1)).at("/status"), R"("closed")");
    EXPECT_EQ(site.get(path_of(1) + "?as_of=2024-12-31").at("/status"), R"("claimed")");
}

TEST_F(RegistryHttp, APageShowsNothingPersonal) {
    auto const page = put(1, siti).body;
    for (auto const* const secret : {"3316095203870001", "8123456789", "120000000"})
        EXPECT_THAT(page, Not(HasSubstr(secret)));
    EXPECT_THAT(page, HasSubstr(R"({"field":"owner.nik","text":"3316**********01","masked":true,)"));
    EXPECT_THAT(page, HasSubstr(R"({"field":"owner.name","text":"Siti Aminah","masked":false,)"));
    EXPECT_THAT(page, HasSubstr(R"({"field":"business.trade","text":"food","masked":false,)"));
}

TEST_F(RegistryHttp, AClassIsShownWithItsLawButNotWhatTheBusinessEarns) {
    auto const got = put(1, siti);
    EXPECT_EQ(got.at("/classes/0"),
              R"-({"rule_set":"pp7_2021","title":"PP 7/2021","source":"PP 7/2021 Pasal 35 ayat (5)",)-"
              R"("measure":"sales","amount":null,"class":"micro","governs":true})");
    EXPECT_EQ(got.at("/classes/2/measure"), R"("workers")");
    EXPECT_EQ(got.at("/classes/2/amount"), "2");
}

TEST_F(RegistryHttp, APageTellsWhereEachValueIsFrom) {
    ASSERT_EQ(
        create(of_batch(of_person(fact(1, "2023-02-01", {{Field::business_name, "Warung"}}), 1), 7, 12)),
        nullptr);
    ASSERT_EQ(create(fact(2, "2023-02-02", {{Field::business_name, "Wr. Siti"}})), nullptr);
    ASSERT_EQ(merge(1, 1, 2), nullptr);
    auto const got = site.get(path_of(1));
    EXPECT_EQ(got.at("/facts/0/source"), R"({"kind":"form","label":"Formulir","batch":null,"row":null})")
        << "the newest first";
    EXPECT_EQ(got.at("/facts/1/source"),
              R"({"kind":"batch","label":"Daftar","batch":")" + batch_id(7).text() + R"(","row":12})");
    EXPECT_EQ(got.at("/values/0/source"), R"("Formulir")");
    EXPECT_EQ(got.at("/values/0/day"), R"("2023-02-02")");
    EXPECT_EQ(got.at("/merged/0/name"), R"("Wr. Siti")");
    EXPECT_EQ(got.at("/owners/0/person"), '"' + person_id(1).text() + '"');
    EXPECT_EQ(site.get(path_of(2)).at("/merged_into"), '"' + business_id(1).text() + '"');
}

TEST_F(RegistryHttp, ARefusedFormNamesEachFault) {
    auto const got = put(1, R"({"day":"2024-05-01","values":[{"field":"business.name","text":"Warung"},
        {"field":"owner.nik","text":"123"},{"field":"place.village","text":"3317051005"}]})");
    EXPECT_EQ(got.status, 422);
    EXPECT_EQ(got.problem(), R"("registry.bad_values")");
    EXPECT_EQ(got.at("/faults"), R"([{"path":"owner.nik","key":"registry.nik_length"},)"
                                 R"({"path":"place.village","key":"registry.outside_regency"}])");
    EXPECT_EQ(site.get(path_of(1)).problem(), R"("registry.not_found")");
}

TEST_F(RegistryHttp, AVillageThatDoesNotExistIsRefused) {
    auto const got = put(1, R"({"day":"2024-05-01","values":[{"field":"business.name","text":"Warung"},
        {"field":"owner.nik","text":"123"},{"field":"place.village","text":"3316059999"}]})");
    EXPECT_EQ(got.problem(), R"("registry.bad_values")");
    EXPECT_EQ(got.at("/faults"), R"([{"path":"owner.nik","key":"registry.nik_length"},)"
                                 R"({"path":"place.village","key":"registry.unknown_area"}])");
}

TEST_F(RegistryHttp, AFormOfUnknownFieldsIsRefused) {
    auto const got = put(1, R"({"values":[{"field":"owner.zodiac","text":"x"}],"more":1})");
    EXPECT_EQ(got.problem(), R"("http.bad_fields")");
    EXPECT_THAT(got.at("/faults"), AllOf(HasSubstr("values"), HasSubstr("more")));
}

TEST_F(RegistryHttp, AFactNeedsTheVersionThatWasSeen) {
    ASSERT_EQ(put(1, siti).status, 201);
    EXPECT_EQ(put_fact(1, 1, closed, {}).status, 428);
    EXPECT_EQ(put_fact(1, 1, closed, {{"If-Match", "1"}}).problem(), R"("http.bad_fields")");
    auto const done = put_fact(1, 1, closed, {{"If-Match", R"("1")"}});
    EXPECT_EQ(done.status, 201);
    EXPECT_EQ(done.headers.at("ETag"), R"("2")");
    EXPECT_EQ(done.at("/status"), R"("closed")");
    EXPECT_EQ(done.at("/facts/0/reason"), R"("tutup")");
    EXPECT_EQ(put_fact(1, 1, closed, {{"If-Match", R"("1")"}}).status, 200) << "a repeat";
    EXPECT_EQ(put_fact(2, 1, closed, {{"If-Match", R"("1")"}}).problem(), R"("registry.not_found")");
}

TEST_F(RegistryHttp, WhoComesLateIsShownWhatStandsThereNow) {
    ASSERT_EQ(put(1, siti).status, 201);
    ASSERT_EQ(put_fact(1, 1, closed, {{"If-Match", R"("1")"}}).status, 201);
    auto const late =
        put_fact(1, 2, R"({"values":[{"field":"status","text":"paused"}]})", {{"If-Match", R"("1")"}});
    EXPECT_EQ(late.status, 412);
    EXPECT_EQ(late.at("/version"), "2");
    EXPECT_EQ(late.at("/status"), R"("closed")");
}

TEST_F(RegistryHttp, AWriteWithAKeyGetsTheReplyOfThen) {
    std::vector<http::Header> const key{{"Idempotency-Key", "0190000000007000800000000000000a"}};
    auto const first = put(1, siti, key);
    ASSERT_EQ(first.status, 201);
    auto const again = put(1, siti, key);
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(put(2, siti, key).problem(), R"("http.key_reused")");
    EXPECT_EQ(names_with(""), R"("Warung Bu Siti")");
}

TEST_F(RegistryHttp, AListShowsItsRowsMasked) {
    ASSERT_EQ(put(1, siti).status, 201);
    auto const got = list_with("");
    EXPECT_EQ(got.at("/count"), R"({"value":1,"capped":false})");
    EXPECT_EQ(got.at("/next"), "null");
    EXPECT_EQ(
        got.at("/items/0"),
        R"({"id":")" + business_id(1).text() +
            R"(","regency":"3316","name":"Warung Bu Siti","owner":"Siti Aminah","trade":"food",)"
            R"("class":"micro","status":"claimed","village":"3316051005","village_name":"Balun",)"
            R"("district":"331605","district_name":"Cepu","nik":"3316**********01",)"
            R"("phone":"+62812****789","nib":"","kbli":"","activity":"","coached":false,"responsible":"",)"
            R"("flagship":false,)"
            R"("restricted":false,"updated_at":)" +
            got.at("/items/0/updated_at") + "}");
}

TEST_F(RegistryHttp, AListIsReadPageByPage) {
    ASSERT_EQ(put(1, siti).status, 201);
    ASSERT_EQ(put(2, zaitun).status, 201);
    auto const first = list_with("limit=1");
    EXPECT_EQ(first.at("/items/0/name"), R"("Warung Bu Siti")");
    std::string next;
    for (char const c : first.at("/next"))
        if (c != '"') next += c == ' ' ? std::string("%20") : std::string(1, c);
    auto const second = list_with("limit=1&cursor=" + next);
    EXPECT_EQ(second.at("/items/0/name"), R"("Zaitun")");
    EXPECT_EQ(second.at("/items/1"), "absent");
    EXPECT_EQ(second.at("/next"), "null");
}

TEST_F(RegistryHttp, AListIsNarrowedByEachParameter) {
    ASSERT_EQ(put(1, siti).status, 201);
    ASSERT_EQ(put(2, zaitun).status, 201);
    EXPECT_EQ(names_with("sort=newest"), R"("Zaitun""Warung Bu Siti")");
    for (auto const* const query :
         {"q=sit", "district=331605", "village=3316051005", "trade=food", "class=micro", "has=phone"})
        EXPECT_EQ(names_with(query), R"("Warung Bu Siti")") << query;
    for (auto const* const query :
         {"district=331600", "status=paused", "coached=yes", "flagship=yes", "missing=village"})
        EXPECT_EQ(names_with(query), R"("Zaitun")") << query;
}

TEST_F(RegistryHttp, WhoLooksForAPersonsNumberSendsItInTheBody) {
    ASSERT_EQ(put(1, siti).status, 201);
    ASSERT_EQ(put(2, zaitun).status, 201);
    for (std::string const number : {"0812-3456-789", "3316095203870001"}) {
        auto const found =
            site.post("/api/v1/businesses/search", R"({"regency":"3316","q":")" + number + R"(","limit":5})");
        EXPECT_EQ(found.at("/items/0/name"), R"("Warung Bu Siti")");
        EXPECT_EQ(found.at("/items/1"), "absent");
        EXPECT_EQ(names_with("q=" + number), R"("registry.identifier_in_address")");
    }
    EXPECT_EQ(names_with("q=9120001234567"), "") << "a NIB is public";
    EXPECT_EQ(site.post("/api/v1/businesses/search", R"({"q":"siti"})").problem(), R"("http.bad_fields")");
}

TEST_F(RegistryHttp, AListRefusesWhatItDoesNotKnow) {
    for (auto const* const query : {"trade=makanan", "class=mikro", "status=ada", "limit=201", "page=2"})
        EXPECT_EQ(names_with(query), R"("http.bad_fields")") << query;
    EXPECT_EQ(names_with("cursor=x"), R"("base.malformed")");
}

TEST_F(RegistryHttp, PersonalValuesAreShownForAPurpose) {
    ASSERT_EQ(put(1, siti).status, 201);
    EXPECT_EQ(unmask(R"({"purpose":"-"})").problem(), R"("registry.purpose_missing")");
    EXPECT_THAT(unmask(R"({"purpose":"verifikasi lapangan"})").body,
                HasSubstr(R"({"field":"owner.nik","text":"3316095203870001"})"));
}

TEST_F(RegistryHttp, AnExportIsAFile) {
    ASSERT_EQ(put(1, siti).status, 201);
    ASSERT_EQ(put(2, zaitun).status, 201);
    auto const csv = export_with(R"({"format":"csv","reason":"rapat dinas","trade":"food"})");
    EXPECT_THAT(csv.body, AllOf(HasSubstr("Warung Bu Siti"), Not(HasSubstr("Zaitun"))));
    EXPECT_THAT(csv.headers.at("Content-Disposition"), HasSubstr("usaha-3316.csv"));
    auto const xlsx = export_with(R"({"format":"xlsx","reason":"rapat dinas"})");
    EXPECT_THAT(xlsx.body, StartsWith("PK"));
    EXPECT_THAT(xlsx.headers.at("Content-Disposition"), HasSubstr("usaha-3316.xlsx"));
    auto const lines = export_with(R"({"format":"ndjson","reason":"rapat dinas"})");
    EXPECT_THAT(lines.body, AllOf(HasSubstr(R"("name":"Warung Bu Siti")"), HasSubstr("Zaitun"),
                                  Not(HasSubstr("3316095203870001")), testing::EndsWith("}\n")));
    EXPECT_THAT(lines.headers.at("Content-Disposition"), HasSubstr("usaha-3316.ndjson"));
    EXPECT_EQ(export_with(R"({"format":"csv"})").problem(), R"("http.bad_fields")") << "without a reason";
    EXPECT_EQ(export_with(R"({"format":"ndjson","reason":"rapat dinas","clear":true})").problem(),
              R"("http.bad_fields")");
}

TEST_F(RegistryHttp, WhoOnlyLooksTakesNothingOut) {
    ASSERT_EQ(put(1, siti).status, 201);
    site.actor = fixture::actor(Role::enumerator, "3316");
    EXPECT_EQ(site.get(path_of(1)).status, 200);
    EXPECT_EQ(export_with(R"({"format":"csv","reason":"rapat dinas"})").problem(), R"("access.denied")");
    EXPECT_EQ(unmask(R"({"purpose":"verifikasi lapangan"})").problem(), R"("access.denied")");
    EXPECT_EQ(put(2, zaitun).problem(), R"("access.denied")");
    EXPECT_EQ(put_fact(1, 1, closed, {{"If-Match", R"("1")"}}).problem(), R"("access.denied")");
}

TEST_F(RegistryHttp, TheNeighbourSeesNothing) {
    ASSERT_EQ(put(1, siti).status, 201);
    site.actor = fixture::actor(Role::administrator, "3317");
    EXPECT_EQ(site.get(path_of(1)).problem(), R"("access.denied")");
    EXPECT_EQ(list_with("").problem(), R"("access.denied")");
    EXPECT_EQ(put(2, zaitun).problem(), R"("access.denied")");
    EXPECT_EQ(unmask(R"({"purpose":"verifikasi lapangan"})").problem(), R"("access.denied")");
    EXPECT_EQ(export_with(R"({"format":"csv","reason":"rapat dinas"})").problem(), R"("access.denied")");
    site.actor.reset();
    EXPECT_EQ(site.get(path_of(1)).problem(), R"("access.no_session")");
}
