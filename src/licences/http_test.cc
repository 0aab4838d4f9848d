#include "licences/http.h"

#include <gmock/gmock.h>

#include "registry/test_registry.h"
#include "site.h"

using namespace bina;
using namespace bina::licences;
using namespace bina::registry::test;
using access::Role;
using registry::Field;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// Today is 1 January 2026.
class LicencesHttp : public RegistryTest {
public:
    LicencesHttp() { site.actor = officer; }

    void knows(int business, Field field, std::string const& text,
               std::string const& village = "3316051005") {
        ASSERT_EQ(create(fact(business, "2024-01-01",
                              {{Field::business_name, fmt::format("Usaha {}", business)},
                               {Field::trade, "food"},
                               {Field::nib, fmt::format("912000123456{}", business)},
                               {Field::village, village},
                               {field, text}})),
                  nullptr);
    }
    /// One licence that ended, two that end within thirty and ninety days, and one of each other state.
    void know_some() {
        knows(1, Field::licence_pirt, "2063316010001-25");
        knows(2, Field::licence_pirt, "2063316010002-27; until 2026-01-31");
        knows(3, Field::licence_bpom, "MD234567890123; from 2021-03-15", "3316061001");
        knows(4, Field::licence_brand, "IDM000123456; from 2020-01-01");
        knows(5, Field::licence_halal, "ID33110000123450121; from 2023-05-01");
        knows(6, Field::licence_pirt, "2063506010002-27");
        knows(7, Field::licence_halal, "ID33110000123450999");
    }
    std::vector<std::string> numbers(std::string const& query) {
        std::vector<std::string> found;
        auto const page = site.get("/api/v1/licences?regency=3316&" + query);
        EXPECT_EQ(page.status, 200) << page.body;
        for (int i = 0; page.at(fmt::format("/items/{}", i)) != "absent"; ++i)
            found.push_back(page.at(fmt::format("/items/{}/number", i)));
        return found;
    }
    std::string licence_path(int business) { return "/api/v1/licences/3316/" + business_id(business).text(); }
    std::string contact_path(int business, int contact = 1) {
        return fmt::format("{}/contacts/01900000000070008000e{:011}", licence_path(business), contact);
    }

    fixture::Site site{routes({db(), area_name})};
};

TEST_F(LicencesHttp, TheRegisterIsNarrowedToHowLicencesStand) {
    know_some();
    EXPECT_THAT(numbers("state=expired"), ElementsAre(R"("2063316010001-25")"));
    EXPECT_THAT(numbers("state=expiring&days=29"), ElementsAre());
    EXPECT_THAT(numbers("state=expiring&days=30"), ElementsAre(R"("2063316010002-27")"));
    EXPECT_THAT(numbers("state=expiring&days=90"),
                ElementsAre(R"("2063316010002-27")", R"("MD234567890123")"));
    EXPECT_THAT(numbers("state=expiring&days=90&kind=bpom"), ElementsAre(R"("MD234567890123")"));
    EXPECT_THAT(numbers("state=expiring&days=90&district=331605"), ElementsAre(R"("2063316010002-27")"));
    EXPECT_THAT(numbers("state=valid&days=90"), ElementsAre(R"("IDM000123456")"));
    EXPECT_THAT(numbers("state=endless"), ElementsAre(R"("ID33110000123450121")"));
    EXPECT_THAT(numbers("state=moved"), ElementsAre(R"("2063506010002-27")"));
    EXPECT_THAT(numbers("state=unknown"), ElementsAre(R"("ID33110000123450999")"));
}

TEST_F(LicencesHttp, ALicenceTellsWhatItsNumberSays) {
    know_some();
    auto const got = site.get("/api/v1/licences?regency=3316&state=expiring&days=30");
    EXPECT_EQ(got.at("/items/0/name"), R"("Usaha 2")");
    EXPECT_EQ(got.at("/items/0/nib"), R"("9120001234562")");
    EXPECT_EQ(got.at("/items/0/until"), R"("2026-01-31")");
    EXPECT_EQ(got.at("/items/0/basis"), R"("said")");
    EXPECT_EQ(got.at("/items/0/state"), R"("expiring")");
    EXPECT_EQ(got.at("/items/0/village_name"), R"("Balun")");
    EXPECT_EQ(got.at("/items/0/pirt"),
              R"({"packaging":2,"food":6,"regency":"3316","regency_name":"Kabupaten Blora","product":1,)"
              R"("maker":2,"expiry_year":2027})");
    EXPECT_EQ(got.at("/count"), R"({"value":1,"capped":false})");
}

TEST_F(LicencesHttp, PagesFollowEachOtherWithoutGapOrRepeat) {
    for (int i = 1; i <= 23; ++i)
        knows(i, Field::licence_pirt, fmt::format("20633160100{:02}-{}", i, 25 + i % 3));
    std::vector<std::string> seen;
    std::string cursor;
    do {
        auto const page = site.get("/api/v1/licences?regency=3316&limit=5&cursor=" + cursor);
        ASSERT_EQ(page.status, 200) << page.body;
        EXPECT_EQ(page.at("/count/value"), "23");
        for (int i = 0; page.at(fmt::format("/items/{}", i)) != "absent"; ++i)
            seen.push_back(page.at(fmt::format("/items/{}/number", i)));
        auto const next = page.at("/next");
        cursor = next == "null" ? "" : next.substr(1, next.size() - 2);
    } while (!cursor.empty());
    EXPECT_EQ(seen.size(), 23);
    EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), 23);
    EXPECT_EQ(site.get("/api/v1/licences?regency=3316&cursor=nonsense").status, 422);
}

TEST_F(LicencesHttp, BusinessesThatNoLongerCountAreLeftOut) {
    know_some();
    ASSERT_EQ(add(fact(2, "2025-01-01", {{Field::status, "closed"}})), nullptr);
    EXPECT_THAT(numbers("state=expiring&days=30"), ElementsAre());
    EXPECT_EQ(site.get(licence_path(2)).at("/items/0/number"), R"("2063316010002-27")");
}

TEST_F(LicencesHttp, WhoWasSpokenWithIsNotedAndCanBeTakenBack) {
    know_some();
    auto const body =
        R"({"kind":"pirt","number":"2063316010002-27","day":"2025-12-20","note":"Akan diperpanjang"})";
    auto const noted = site.put(contact_path(2), body);
    EXPECT_EQ(noted.status, 201) << noted.body;
    EXPECT_EQ(noted.at("/items/0/contacts/0/note"), R"("Akan diperpanjang")");
    EXPECT_EQ(site.put(contact_path(2), body).status, 200);
    EXPECT_THAT(numbers("state=expiring&days=30&waiting=yes"), ElementsAre());
    EXPECT_THAT(numbers("state=expiring&days=30"), ElementsAre(R"("2063316010002-27")"));
    EXPECT_EQ(site.erase(contact_path(2)).at("/items/0/contacts"), "[]");
    EXPECT_EQ(site.erase(contact_path(2)).status, 200);
    EXPECT_THAT(numbers("state=expiring&days=30&waiting=yes"), ElementsAre(R"("2063316010002-27")"));
}

TEST_F(LicencesHttp, AContactIsRefusedWithItsReason) {
    know_some();
    auto const put = [&](std::string_view number, std::string_view on) {
        return site
            .put(contact_path(2), fmt::format(R"({{"kind":"pirt","number":"{}","day":"{}"}})", number, on))
            .problem();
    };
    EXPECT_EQ(put("2063316010002-27", "2026-01-02"), R"("licences.future_day")");
    EXPECT_EQ(put("2063316010009-27", "2025-12-02"), R"("licences.not_found")");
    EXPECT_EQ(put("2063316010002-27", "2025-12-02"), "absent");
    EXPECT_EQ(put("2063316010002-27", "2025-12-03"), R"("licences.contact_reused")");
    EXPECT_EQ(site.erase(contact_path(2, 9)).problem(), R"("licences.not_found")");
}

TEST_F(LicencesHttp, TheSummaryCountsByKindAndByWhatIsLacking) {
    know_some();
    auto const got = site.get("/api/v1/licences/summary?regency=3316");
    ASSERT_EQ(got.status, 200) << got.body;
    EXPECT_EQ(
        got.at("/kinds/0"),
        R"({"kind":"pirt","held":3,"expired":1,"expiring":[{"days":30,"count":1},{"days":60,"count":1},)"
        R"({"days":90,"count":1},{"days":180,"count":1}],"endless":0,"moved":1,"unknown":0})");
    EXPECT_EQ(got.at("/needs/1/lacks"), R"("food_permit")");
    EXPECT_EQ(got.at("/needs/1/trade"), R"("food")");
    EXPECT_EQ(got.at("/needs/1/count/value"), "3");
    EXPECT_EQ(got.at("/needs/3/lacks"), R"("halal")");
    EXPECT_EQ(got.at("/needs/3/count/value"), "5");
    EXPECT_EQ(got.at("/needs/3/due"), "false");
    EXPECT_EQ(got.at("/needs/3/due_from"), R"("2026-10-17")");
    auto const empty = site.get("/api/v1/licences/summary?regency=3316&district=331606");
    EXPECT_EQ(empty.at("/kinds/0/kind"), R"("bpom")");
    EXPECT_EQ(empty.at("/needs/1/count/value"), "0");
}

TEST_F(LicencesHttp, AnExportNeedsAReasonAndHoldsTheFilteredRows) {
    know_some();
    EXPECT_EQ(site.post("/api/v1/licences/3316/export", R"({"reason":"xx"})").status, 422);
    auto const got =
        site.post("/api/v1/licences/3316/export", R"({"reason":"rapat dinas","state":"expired"})");
    ASSERT_EQ(got.status, 200) << got.body;
    EXPECT_THAT(
        got.body,
        HasSubstr("\"Usaha 1\";\"9120001234561\";\"\";\"pirt\";\"2063316010001-25\";\"\";\"\";\"2025-12-31\";"
                  "\"expired\";\"Balun\";\"Cepu\"\r\n"));
    EXPECT_THAT(got.body, Not(HasSubstr("Usaha 2")));
}

TEST_F(LicencesHttp, WhoMayOnlyReadCannotWriteAndNeighboursSeeNothing) {
    know_some();
    site.actor = fixture::actor(Role::enumerator, "3316");
    EXPECT_EQ(site.get(licence_path(1)).status, 200);
    EXPECT_EQ(
        site.put(contact_path(2), R"({"kind":"pirt","number":"2063316010002-27","day":"2025-12-02"})").status,
        403);
    EXPECT_EQ(site.post("/api/v1/licences/3316/export", R"({"reason":"rapat dinas"})").status, 403);
    site.actor = fixture::actor(Role::operator_, "3317");
    EXPECT_EQ(site.get("/api/v1/licences?regency=3316").status, 403);
    EXPECT_EQ(site.get("/api/v1/licences/summary?regency=3316").status, 403);
    EXPECT_EQ(site.get(licence_path(1)).status, 403);
    EXPECT_EQ(site.erase(contact_path(2)).status, 403);
}
