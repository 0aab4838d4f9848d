#include "intake/value.h"

#include <set>

#include "intake/value_fixture.h"
#include "registry/business.h"

namespace bina::intake {
namespace {

using namespace fixture;
using registry::Field;
using registry::Value;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Value, NothingSaidIsNoFault) {
    for (auto const field :
         {Field::owner_name, Field::nik, Field::sales, Field::sex, Field::birth_day, Field::trade}) {
        EXPECT_EQ(told(field, ""), "-");
        EXPECT_EQ(told(field, " \u00A0 "), "-");
        EXPECT_EQ(told(field, "-"), "- placeholder");
        EXPECT_EQ(told(field, "BELUM ADA").substr(0, 1), "-");
        EXPECT_EQ(told(field, "xxx"), "- placeholder");
        EXPECT_EQ(told(field, "#N/A"), "- formula_error");
    }
    EXPECT_EQ(told(read({.text = "", .raw = {}, .kind = CellKind::empty}, column(Field::nik))), "-");
    EXPECT_EQ(told(read({.text = "#REF!", .raw = {}, .kind = CellKind::error}, column(Field::nik))),
              "- formula_error");
}

TEST(Value, DittoIsLeftToTheCaller) {
    for (auto const* const cell : {"sda", "s.d.a", "idem", "\"", "\u201D", "''", "-\"-", "SDA."}) {
        auto const reading = read(text(cell), column(Field::address));
        EXPECT_TRUE(reading.ditto) << cell;
        EXPECT_THAT(reading.values, IsEmpty());
        EXPECT_TRUE(reading.has(finding::ditto));
    }
    EXPECT_FALSE(read(text("Sudah"), column(Field::address)).ditto);
}

TEST(Value, NumbersThatAreOnlyStated) {
    EXPECT_EQ(told(Field::nib, "ADA"), "- stated_without_number");
    EXPECT_EQ(told(Field::licence_pirt, "Sudah"), "- stated_without_number");
    EXPECT_EQ(told(Field::licence_halal, "v"), "- stated_without_number");
    EXPECT_EQ(told(Field::nib, "tidak ada"), "- placeholder");
    EXPECT_EQ(told(Field::licence_pirt, "2063316010072-29"), "2063316010072-29");
}

TEST(Value, LicencesKeepTheirOwnFindings) {
    EXPECT_EQ(told(Field::licence_pirt, "P-IRT 206331601007229"), "2063316010072-29");
    EXPECT_EQ(told(Field::licence_pirt, "2063316010072"), "- pirt_length");
    EXPECT_EQ(told(Field::licence_pirt, "3063306010072-19"), "3063306010072-19 pirt_expired");
    EXPECT_EQ(told(Field::licence_halal, "KH-12345/2023"), "- halal_decree");
    EXPECT_EQ(told(Field::licence_bpom, "MD 234567890123"), "MD234567890123");
    EXPECT_EQ(told(Field::licence_brand, "Kripik Barokah"), "- brand_name");
    EXPECT_EQ(told(Field::licence_brand, "dalam proses"), "- licence_pending");
    EXPECT_EQ(told(Field::licence_sku, "510/12/2023"), "510/12/2023");
    EXPECT_EQ(read(text("2063316010072-29, 2063316020072-29"), column(Field::licence_pirt)).values.size(), 2);
}

TEST(Value, IdentifiersKeepTheirOwnFindings) {
    EXPECT_EQ(told(Field::nik, "33 16 09 520387 0001"), "3316095203870001");
    EXPECT_EQ(told(Field::nik, "331609520387001"), "- nik_length");
    EXPECT_EQ(told(read(number("3316095203870010"), column(Field::nik))), "- nik_truncated");
    EXPECT_EQ(told(Field::nib, "9120103320345"), "9120103320345");
    EXPECT_EQ(told(Field::npwp, "65.389.112.7-514.000"), "653891127514000");
    EXPECT_EQ(told(Field::family_card, "3316091503090012"), "3316091503090012");
    auto const reading = read(text("331609520387001"), column(Field::nik));
    EXPECT_EQ(reading.worst()->params, (std::vector<Param>{{"digits", "15"}}));
}

TEST(Value, AColumnOfRoundedNumbersSavedAsText) {
    ColumnStudy study(Field::nik, today);
    for (char digit = '1'; digit <= '9'; ++digit)
        study.add(text(std::string("33160952038700") + digit + "0"));
    EXPECT_EQ(told(read(text("3316095203870010"), study.column())), "- nik_truncated");
    EXPECT_EQ(told(read(text("3316095203870011"), study.column())), "3316095203870011");
}

TEST(Value, ContactsMayBeSeveralOrInTheWrongColumn) {
    auto const phones = read(text("081234598760 / 085798765431"), column(Field::phone));
    EXPECT_THAT(phones.values,
                ElementsAre(Value{Field::phone, "+6281234598760"}, Value{Field::phone, "+6285798765431"}));
    EXPECT_EQ(phones.notes.size(), 1U);
    EXPECT_THAT(read(text("sekar@gmail.com"), column(Field::phone)).values,
                ElementsAre(Value{Field::email, "sekar@gmail.com"}));
    EXPECT_TRUE(read(text("0812 3459 8760"), column(Field::email)).has(finding::phone_in_email));
    auto const misplaced = read(text("0812 3459 8760"), column(Field::owner_name));
    EXPECT_THAT(misplaced.values, ElementsAre(Value{Field::phone, "+6281234598760"}));
    EXPECT_TRUE(misplaced.has(finding::contact_in_text));
    EXPECT_EQ(told(Field::email, "Sekar@Gmail.com"), "sekar@gmail.com");
}

TEST(Value, TextIsSqueezedAndLimited) {
    EXPECT_EQ(told(Field::note, "  dua \n baris "), "dua baris");
    auto const reading = read(text(std::string(400, 'a')), column(Field::note));
    EXPECT_EQ(reading.values.front().text.size(), limit::text_bytes);
    EXPECT_TRUE(reading.has(finding::text_clipped));
}

TEST(Value, Kbli) {
    expect_all(column(Field::kbli), {{"47111", "47111"},
                                     {"47111 - Perdagangan eceran", "47111"},
                                     {"56101; 56102", "56101 kbli_several"},
                                     {"4711", "- kbli_length"},
                                     {"perdagangan", "- kbli_unreadable"}});
    EXPECT_EQ(told(read(number("1462"), column(Field::kbli))), "01462 kbli_padded");
    Column old = column(Field::kbli);
    old.edition = kbli::Edition::kbli2020;
    expect_all(old, {{"47111", "47111/2020"}, {"56101; 56102", "56101/2020 kbli_several"}});
    EXPECT_EQ(edition_in_heading("Kode KBLI 2020"), kbli::Edition::kbli2020);
    EXPECT_EQ(edition_in_heading("kbli2025"), kbli::Edition::kbli2025);
    EXPECT_EQ(edition_in_heading("KBLI 2020/2025"), std::nullopt);
    EXPECT_EQ(edition_in_heading("KBLI"), std::nullopt);
}

TEST(Value, Flags) {
    expect_all(column(Field::flagship), {{"Ya", "yes"},
                                         {"v", "yes"},
                                         {"\u2713", "yes"},
                                         {"1", "yes"},
                                         {"Tidak", "no"},
                                         {"0", "no"},
                                         {"mungkin", "- flag_unknown"},
                                         {"-", "- placeholder"}});
}

TEST(Value, Counts) {
    expect_all(column(Field::workers), {{"2", "2"},
                                        {"2 orang", "2"},
                                        {"3 org", "3"},
                                        {"2 (dua)", "2"},
                                        {"dua orang", "2 count_words"},
                                        {"sendiri", "1 count_words"},
                                        {"0", "0"},
                                        {"\u00B15", "5 count_about"},
                                        {"1-2 orang", "- count_range"},
                                        {"1 s/d 3", "- count_range"},
                                        {"> 5", "- count_range"},
                                        {"2,5", "- count_unreadable"},
                                        {"banyak", "- count_unreadable"},
                                        {"2 3", "- count_unreadable"},
                                        {"20000", "- count_large"},
                                        {"tidak ada", "- placeholder"}});
    EXPECT_EQ(told(read(number("2.0"), column(Field::workers))), "2");
    auto const both = read(text("L: 2, P: 1"), column(Field::workers));
    EXPECT_THAT(both.values, ElementsAre(Value{Field::workers, "3"}, Value{Field::workers_male, "2"},
                                         Value{Field::workers_female, "1"}));
    EXPECT_TRUE(both.has(finding::count_sum));
    EXPECT_EQ(read(text("2 laki-laki 1 perempuan"), column(Field::workers_female)).get(Field::workers_female),
              "1");
}

TEST(Value, Sexes) {
    expect_all(column(Field::sex), {{"L", "male"},
                                    {"Lk", "male"},
                                    {"Laki-laki", "male"},
                                    {"PRIA", "male"},
                                    {"P", "female"},
                                    {"Pr.", "female"},
                                    {"Wanita", "female"},
                                    {"W", "female"},
                                    {"1", "male sex_code"},
                                    {"2", "female sex_code"},
                                    {"L/P", "- sex_choice"},
                                    {"?!", "- sex_unreadable"},
                                    {"Blora", "- sex_unreadable"}});
}

TEST(Value, ALonePIsPriaBesideW) {
    ColumnStudy study(Field::sex, today);
    for (auto const* const cell : {"P", "W", "P"}) study.add(text(cell));
    EXPECT_EQ(told(read(text("P"), study.column())), "male");
    study.add(text("L"));
    EXPECT_EQ(told(read(text("P"), study.column())), "- sex_letter");
}

TEST(Value, LegalFormsAndStatus) {
    expect_all(column(Field::legal_form), {{"Perorangan", "individual"},
                                           {"UD.", "individual"},
                                           {"U.D", "individual"},
                                           {"CV", "cv"},
                                           {"PT Perorangan", "pt_individual"},
                                           {"PT.", "pt"},
                                           {"Koperasi Serba Usaha", "cooperative"},
                                           {"BUM Desa", "bumdes"},
                                           {"KWT Mekar", "group"},
                                           {"gotong royong", "- legal_form_unknown"}});
    expect_all(column(Field::status), {{"Aktif", "claimed"},
                                       {"masih buka", "claimed"},
                                       {"TUTUP", "closed"},
                                       {"tidak ada", "closed"},
                                       {"Tutup sementara", "paused"},
                                       {"tidak aktif", "paused status_unsure"},
                                       {"pindah", "moved"},
                                       {"Meninggal dunia", "deceased"},
                                       {"tidak ditemukan", "- status_not_found"},
                                       {"ganda", "duplicate"},
                                       {"verified", "verified"},
                                       {"entah", "- status_unknown"}});
}

TEST(Value, KeysBelongToTheModuleAndDiffer) {
    std::set<std::string_view> keys;
    for (auto const& found : value_findings) {
        EXPECT_TRUE(found.key.starts_with("intake."));
        EXPECT_TRUE(keys.insert(found.key).second) << found.key;
    }
}

// What is read here is what the registry accepts: no cell fails between the dry run and the commit.
TEST(Value, EveryValueIsOneTheRegistryTakes) {
    auto const regency = base::RegencyCode::parse("3316").value();
    char const* const cells[]{"Rp 1.500.000,-",
                              "5 jt/bln",
                              "2 orang",
                              "Blora, 12 Maret 1987",
                              "12/03/87",
                              "2015",
                              "RT 01/02",
                              "-6.97,111.41",
                              "L",
                              "Aktif",
                              "UD. Jaya",
                              "H. Slamet",
                              "081234598760",
                              "a@b.id",
                              "9120103320345",
                              "3316095203870001",
                              "gado2",
                              "47111",
                              "L: 2, P: 1",
                              "Ya",
                              "0",
                              "99999 milyar",
                              "31848",
                              "5 tahun"};
    for (auto const& about : registry::fields) {
        if (registry::has_own_verb(about.field)) continue;  // no column says it
        auto asked = column(about.field);
        asked.period = Period::month;
        for (auto const* const cell : cells) {
            for (auto const& value : read(text(cell), asked).values)
                EXPECT_TRUE(registry::check_values(regency, {value}, today))
                    << about.key << ' ' << cell << ' ' << value.text;
        }
    }
}

TEST(Value, OneReadingServesManyCells) {
    Reading reading;
    read(text("sda"), column(Field::note), reading);
    read(text("Cepu"), column(Field::note), reading);
    EXPECT_FALSE(reading.ditto);
    EXPECT_THAT(reading.notes, IsEmpty());
    EXPECT_THAT(reading.values, ElementsAre(Value{Field::note, "Cepu"}));
    EXPECT_EQ(reading.severity(), Severity::ok);
}

}  // namespace
}  // namespace bina::intake
