#include "letters/http.h"

#include <gmock/gmock.h>

#include "registry/test_registry.h"
#include "site.h"

using namespace bina;
using namespace bina::letters;
using namespace bina::registry::test;
using access::Role;
using registry::Field;
using testing::HasSubstr;
using testing::Not;

/// Today is 1 January 2026.
class LettersHttp : public RegistryTest {
public:
    LettersHttp() { site.actor = officer; }

    void know_one(int business = 1) {
        ASSERT_EQ(create(fact(business, "2024-01-01",
                              {{Field::business_name, "Keripik Sari"},
                               {Field::owner_name, "Siti Aminah"},
                               {Field::address, "Jl. Pemuda 5"},
                               {Field::product, "keripik tempe"},
                               {Field::village, "3316051005"}})),
                  nullptr);
    }
    fixture::Got set_letterhead(std::string const& number_format = "500.3/{urut}/{tahun}") {
        return site.put("/api/v1/letters/3316/letterhead",
                        R"({"agency":"Dindagkop UKM","address":"Jl. Gatot Subroto 1","place":"Blora",)"
                        R"("position":"Kepala Dinas","signatory":"Budi Santoso","nip":"196801011990031001",)"
                        R"("number_format":")" +
                            number_format + R"("})");
    }
    std::string path(int business, int letter) {
        return fmt::format("/api/v1/letters/3316/of/{}/01900000000070008000f{:011}",
                           business_id(business).text(), letter);
    }
    fixture::Got recommend(int letter, std::string_view mark, std::string_view more = "", int business = 1) {
        return site.put(
            path(business, letter),
            fmt::format(R"({{"kind":"brand_recommendation","day":"2026-01-01","values":[)"
                        R"({{"name":"merek","text":"{}"}},{{"name":"kelas_merek","text":"30"}}]{}}})",
                        mark, more));
    }

    fixture::Site site{routes({db(), area_name})};
};

TEST_F(LettersHttp, ALetterIsNumberedAndKeptAsItWasGivenOut) {
    know_one();
    ASSERT_EQ(set_letterhead().status, 200);
    auto const first = recommend(1, "Sari Rasa");
    ASSERT_EQ(first.status, 201) << first.body;
    EXPECT_EQ(first.at("/number"), R"("500.3/1/2026")");
    EXPECT_THAT(first.at("/content/body"), HasSubstr("Alamat : Jl. Pemuda 5, Balun, Cepu"));
    EXPECT_THAT(first.at("/content/body"), HasSubstr(R"(merek \"Sari Rasa\" pada kelas 30)"));
    EXPECT_THAT(first.at("/content/body"), Not(HasSubstr("{")));
    EXPECT_EQ(recommend(2, "Sari Manis").at("/number"), R"("500.3/2/2026")");

    // Whatever changes afterwards, the paper stays as it was.
    ASSERT_EQ(add(fact(1, "2025-06-01", {{Field::business_name, "Keripik Baru"}})), nullptr);
    ASSERT_EQ(site.put("/api/v1/letters/3316/templates/brand_recommendation",
                       R"({"title":"REKOMENDASI","body":"{usaha}"})")
                  .status,
              200);
    EXPECT_EQ(site.get(path(1, 1)).at("/content"), first.at("/content"));
    EXPECT_EQ(recommend(3, "Sari Asin").at("/content/body"), R"("Keripik Baru")");
    EXPECT_EQ(site.get("/api/v1/letters/3316/of/" + business_id(1).text()).at("/items/2/number"),
              R"("500.3/1/2026")");
}

TEST_F(LettersHttp, TheSameAskedAgainTakesNoNumber) {
    know_one();
    set_letterhead();
    EXPECT_EQ(recommend(1, "Sari Rasa").status, 201);
    EXPECT_EQ(recommend(1, "Sari Rasa").status, 200);
    EXPECT_EQ(recommend(1, "Sari Lain").problem(), R"("letters.id_reused")");
    EXPECT_EQ(recommend(2, "Sari Lain").at("/number"), R"("500.3/2/2026")");
}

// Jakarta's practice, which others follow: one mark, one filing, in the year of filing.
TEST_F(LettersHttp, AMarkIsRecommendedOnceAYear) {
    know_one();
    know_one(2);
    set_letterhead();
    EXPECT_EQ(recommend(1, "Sari Rasa").status, 201);
    EXPECT_EQ(recommend(2, "SARI  rasa").problem(), R"("letters.mark_taken")");
    EXPECT_EQ(recommend(3, "Sari Rasa", "", 2).status, 201);
}

TEST_F(LettersHttp, EverythingThatIsMissingIsNamed) {
    ASSERT_EQ(create(fact(1, "2024-01-01", {{Field::business_name, "Keripik Sari"}})), nullptr);
    EXPECT_EQ(recommend(1, "Sari Rasa").problem(), R"("letters.no_letterhead")");
    set_letterhead();
    auto const refused = site.put(path(1, 1), R"({"kind":"coached","day":"2026-01-01","values":[]})");
    EXPECT_EQ(refused.problem(), R"("letters.missing_values")");
    for (auto const* name : {"pemilik", "alamat", "desa", "kecamatan", "binaan", "binaan_sejak", "keperluan"})
        EXPECT_THAT(refused.body, HasSubstr(fmt::format(R"("path":"values.{}")", name)));
    EXPECT_EQ(recommend(1, "").problem(), R"("letters.missing_values")");
    EXPECT_EQ(site.put(path(9, 1), R"({"kind":"coached","day":"2026-01-01"})").problem(),
              R"("letters.not_found")");
}

TEST_F(LettersHttp, WhatIsTypedFillsWhatTheRegistryDoesNotKnowAndNothingElse) {
    know_one();
    set_letterhead();
    auto const shown = site.post("/api/v1/letters/3316/of/" + business_id(1).text() + "/preview",
                                 R"({"kind":"coached","values":[{"name":"binaan","text":"Dinas"},)"
                                 R"({"name":"usaha","text":"Palsu"},{"name":"nip","text":"0"}]})");
    ASSERT_EQ(shown.status, 200) << shown.body;
    EXPECT_EQ(shown.at("/number"), R"("")");
    EXPECT_EQ(shown.at("/nip"), R"("196801011990031001")");
    EXPECT_THAT(shown.at("/body"), HasSubstr("usaha binaan Dinas sejak {binaan_sejak}"));
    EXPECT_THAT(shown.at("/body"), HasSubstr("Keripik Sari"));
}

TEST_F(LettersHttp, ANumberBelongsToTheYearInWhichItIsGiven) {
    know_one();
    set_letterhead();
    EXPECT_EQ(site.put(path(1, 1), R"({"kind":"coached","day":"2025-12-31"})").problem(),
              R"("letters.other_year")");
}

TEST_F(LettersHttp, SettingsAreCheckedAndVersioned) {
    EXPECT_EQ(set_letterhead("500.3/{urut}").problem(), R"("letters.number_format")");
    EXPECT_EQ(site.get("/api/v1/letters/3316/setup").at("/letterhead"), "null");
    auto const refused =
        site.put("/api/v1/letters/3316/templates/coached", R"({"title":"{judul}","body":"{usaha} {merk}"})");
    EXPECT_EQ(refused.problem(), R"("letters.unknown_names")");
    EXPECT_THAT(refused.body, HasSubstr(R"("path":"names.judul")"));
    EXPECT_THAT(refused.body, HasSubstr(R"("path":"names.merk")"));
    auto const put = [&] {
        return site.put("/api/v1/letters/3316/templates/coached",
                        R"({"title":"KETERANGAN","body":"{usaha}"})");
    };
    EXPECT_EQ(put().at("/templates/1/version"), "1");
    EXPECT_EQ(put().at("/templates/1/version"), "1");
    EXPECT_EQ(site.put("/api/v1/letters/3316/templates/other", R"({"title":"a","body":"b"})").status, 404);
}

TEST_F(LettersHttp, WhoMayOnlyReadGivesNoLettersAndNeighboursSeeNone) {
    know_one();
    set_letterhead();
    ASSERT_EQ(recommend(1, "Sari Rasa").status, 201);
    site.actor = fixture::actor(Role::operator_, "3316");
    EXPECT_EQ(set_letterhead().status, 403);
    EXPECT_EQ(recommend(2, "Sari Dua").status, 201);
    site.actor = fixture::actor(Role::enumerator, "3316");
    EXPECT_EQ(recommend(3, "Sari Tiga").status, 403);
    EXPECT_EQ(site.get(path(1, 1)).status, 200);
    site.actor = fixture::actor(Role::operator_, "3317");
    EXPECT_EQ(site.get(path(1, 1)).status, 403);
    EXPECT_EQ(site.get("/api/v1/letters/3316/setup").status, 403);
    EXPECT_EQ(recommend(4, "Sari Empat").status, 403);
}
