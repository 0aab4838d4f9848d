#include "intake/mapping.h"

#include <gmock/gmock.h>

#include "intake/headings.h"

namespace bina::intake {
namespace {

using registry::Field;
using testing::ElementsAre;

std::string key_of(ColumnProposal const& proposal) {
    return proposal.target ? std::string(proposal.target->key()) : std::string{};
}

/// Columns as they stand side by side: a heading, and texts below it.
struct Given {
    std::string heading;
    std::vector<std::string> texts;
};

std::vector<ColumnProposal> propose(std::vector<Given> const& columns) {
    std::vector<std::string> headings;
    std::vector<ColumnProfile> profiles;
    for (auto const& column : columns) {
        headings.push_back(column.heading);
        auto& profile = profiles.emplace_back();
        for (auto const& text : column.texts)
            profile.add({text, {}, text.empty() ? CellKind::empty : CellKind::text, false});
    }
    return propose_mapping(headings, profiles);
}

std::vector<std::string> keys_of(std::vector<Given> const& columns) {
    std::vector<std::string> keys;
    for (auto const& proposal : propose(columns)) keys.push_back(key_of(proposal));
    return keys;
}

std::string best_of(std::string_view heading) {
    auto const matches = match_heading(heading);
    if (matches.empty() || matches[0].confidence < confidence_sure) return "?";
    return matches[0].target ? std::string(matches[0].target->key()) : "nothing";
}

std::vector<std::string> const persons{"Siti Aminah", "Budi Santoso", "Slamet",
                                       "Sri Lestari", "Joko",         "Wati"};
std::vector<std::string> const shops{"Warung Bu Sri", "Toko Jaya",   "Keripik Siti",
                                     "UD Maju",       "Tahu Pak No", "Kios 3"};
std::vector<std::string> const niks{"3316095203870001", "3316011204800002", "3316015205810003",
                                    "3316020101900001", "3316034107950002", "3316051010770001"};
std::vector<std::string> const phones{"081234567890", "081234567891", "0813-1111-2222",
                                      "+6281234567",  "85712345678",  "087811112222"};

struct Expected {
    std::string_view heading;
    std::string_view key;
};

// clang-format off
constexpr Expected agency_headings[] = {
    {"NO", "ignore.sequence"}, {"No.", "ignore.sequence"}, {"NO URUT", "ignore.sequence"},
    {"#", "ignore.sequence"}, {"NIK", "owner.nik"}, {"NO KTP", "owner.nik"}, {"No. KTP/NIK", "owner.nik"},
    {"NIK (KTP)", "owner.nik"}, {"NO. IDENTITAS", "owner.nik"}, {"NO KK", "owner.family_card"},
    {"Nomor KK", "owner.family_card"}, {"KK", "owner.family_card"}, {"NAMA PEMILIK", "owner.name"},
    {"NAMA LENGKAP", "owner.name"}, {"NAMA PELAKU USAHA", "owner.name"}, {"PEMILIK", "owner.name"},
    {"L/P", "owner.sex"}, {"JK", "owner.sex"}, {"JENIS KELAMIN", "owner.sex"}, {"Lk/Pr", "owner.sex"},
    {"TTL", "composite.birth"}, {"TEMPAT/TGL LAHIR", "composite.birth"}, {"TGL LAHIR", "owner.birth_day"},
    {"Tempat Lahir", "owner.birth_place"}, {"NAMA USAHA", "business.name"}, {"NAMA UKM", "business.name"},
    {"NAMA PERUSAHAAN", "business.name"}, {"MERK", "business.name"}, {"NAMA TOKO", "business.name"},
    {"nama_usaha", "business.name"}, {"JENIS USAHA", "business.activity"},
    {"BIDANG USAHA", "business.activity"}, {"SEKTOR", "business.trade"}, {"KOMODITAS", "business.product"},
    {"PRODUK", "business.product"}, {"JENIS PRODUK", "business.product"}, {"KBLI", "business.kbli"},
    {"ALAMAT", "place.address"}, {"ALAMAT USAHA", "place.address"}, {"DUSUN", "place.hamlet"},
    {"RT/RW", "composite.rt_rw"}, {"RT", "place.rt"}, {"DESA/KEL", "place.village"},
    {"Kel./Desa", "place.village"}, {"KEC", "place.district"}, {"DESA/KEC", "composite.village_district"},
    {"NO HP", "contact.phone"}, {"TELP", "contact.phone"}, {"NO. WA", "contact.phone"},
    {"HP/WA", "contact.phone"}, {"KONTAK", "contact.phone"}, {"e-mail", "contact.email"},
    {"OMZET", "measure.sales"}, {"OMSET", "measure.sales"}, {"OMZET/BLN", "measure.sales"},
    {"OMSET PER TAHUN (Rp)", "measure.sales"}, {"PENJUALAN", "measure.sales"}, {"ASSET", "measure.assets"},
    {"MODAL", "measure.capital"}, {"MODAL SENDIRI", "measure.capital"}, {"MODAL LUAR", "nothing"},
    {"TENAGA KERJA", "measure.workers"}, {"TK", "measure.workers"}, {"JML TK", "measure.workers"},
    {"KARYAWAN", "measure.workers"}, {"TENAGA KERJA L", "measure.workers_male"},
    {"TENAGA KERJA Perempuan", "measure.workers_female"}, {"NIB", "business.nib"}, {"IUMK", "licence.iumk"},
    {"SKU", "licence.sku"}, {"PIRT", "licence.pirt"}, {"P-IRT", "licence.pirt"}, {"HALAL", "licence.halal"},
    {"MEREK/HAKI", "licence.brand"}, {"BPOM", "licence.bpom"}, {"NPWP", "business.npwp"},
    {"TAHUN DATA", "ignore.year"}, {"TH BERDIRI", "business.started"}, {"KET", "note"},
    {"KETERANGAN", "note"}, {"STATUS", "status"}, {"KOORDINAT", "composite.coordinates"},
    {"lat", "place.latitude"}, {"Longitude", "place.longitude"}, {"Provinsi", "ignore.area"},
    {"KABUPATEN/KOTA", "ignore.area"}, {"Pendidikan", "nothing"}, {"Umur", "nothing"},
    {"LEGALITAS", "composite.licences"}, {"Izin Usaha", "composite.licences"},
};
// clang-format on

TEST(Headings, OfTheListsOfAgencies) {
    for (auto const& [heading, key] : agency_headings) EXPECT_EQ(best_of(heading), key) << heading;
}

TEST(Headings, SlipsAndForeignWordsAreForgiven) {
    for (auto const& [heading, key] : std::vector<std::pair<std::string_view, std::string_view>>{
             {"Nama Pemilk", "owner.name"},
             {"NAMA USHA", "business.name"},
             {"NAMAUSAHA", "business.name"},
             {"Kecamatn", "place.district"},
             {"COORDINAT", "composite.coordinates"},
             {"Almat Usaha", "place.address"},
             {"Nomor WA yang bisa dihubungi", "contact.phone"},
             {"Jumlah Tenaga Kerja (orang)", "measure.workers"},
             {"Nama Lengkap Pemilik Usaha", "owner.name"},
             {"Alamat Lengkap Usaha (Jalan; RT/RW)", "place.address"}})
        EXPECT_EQ(best_of(heading), key) << heading;
    EXPECT_EQ(best_of("Jumlah UMKM"), "?");
    EXPECT_EQ(best_of("Indeks Kepuasan"), "?");
    EXPECT_EQ(best_of(""), "?");
}

TEST(Headings, NearlySame) {
    EXPECT_TRUE(nearly_same("usaha", "usha"));
    EXPECT_TRUE(nearly_same("alamat", "alaamt"));
    EXPECT_TRUE(nearly_same("koordinat", "kordinaat"));
    EXPECT_FALSE(nearly_same("desa", "dosa"));
    EXPECT_FALSE(nearly_same("tahun", "tanah"));
    EXPECT_FALSE(nearly_same("nama", "umkm"));
}

TEST(Target, KeysAreUniqueAndReadBack) {
    for (auto const& target : all_targets()) EXPECT_EQ(target_of(target.key()), target);
    auto const with_own_verb = std::ranges::count_if(
        registry::fields, [](auto const& one) { return registry::has_own_verb(one.field); });
    EXPECT_EQ(std::ssize(all_targets()), std::ssize(registry::fields) - with_own_verb + 13);
    EXPECT_EQ(target_of("coaching.ended"), std::nullopt);
    EXPECT_EQ(target_of("owner.shoe_size"), std::nullopt);
    EXPECT_EQ(Target(Special::birth).read_as(), Field::birth_day);
    EXPECT_EQ(Target(Special::sequence).read_as(), std::nullopt);
    EXPECT_EQ(Target(Field::nik).read_as(), Field::nik);
}

TEST(Mapping, AmbiguousNameIsDecidedByTheNames) {
    EXPECT_THAT(keys_of({{"NAMA", persons}}), ElementsAre("owner.name"));
    EXPECT_THAT(keys_of({{"NAMA", shops}}), ElementsAre("business.name"));
    EXPECT_THAT(keys_of({{"Nama UMKM", persons}}), ElementsAre("owner.name"));
    EXPECT_THAT(keys_of({{"Nama UMKM", shops}}), ElementsAre("business.name"));
    EXPECT_THAT(keys_of({{"NAMA", persons}, {"NAMA USAHA", shops}}),
                ElementsAre("owner.name", "business.name"));
    EXPECT_THAT(keys_of({{"NAMA", shops}, {"PEMILIK", persons}}), ElementsAre("business.name", "owner.name"));
}

TEST(Mapping, ContentDecidesWhereThereIsNoHeading) {
    EXPECT_THAT(keys_of({{"", {"1", "2", "3", "4", "5", "6"}},
                         {"", niks},
                         {"", persons},
                         {"", shops},
                         {"", phones},
                         {"", {"L", "P", "L", "L", "P", "P"}},
                         {"", {"a@b.example", "c@d.example", "e@f.example", "", "", ""}},
                         {"", {"Jl. A 1", "Jl. B 2", "Dk. C RT 1 RW 2", "Jl. D", "Gg. E 5", "Jl. F"}}}),
                ElementsAre("ignore.sequence", "owner.nik", "owner.name", "business.name", "contact.phone",
                            "owner.sex", "contact.email", "place.address"));
}

TEST(Mapping, ContentContradictsAHeading) {
    auto const proposals = propose({{"NIK", shops}, {"NAMA USAHA", niks}});
    EXPECT_NE(key_of(proposals[0]), "business.name");
    EXPECT_LT(proposals[0].confidence, confidence_sure);
    EXPECT_EQ(key_of(proposals[1]), "owner.nik");
    EXPECT_EQ(proposals[1].why, Why::content);
}

TEST(Mapping, SwappedDegreesAreTakenForWhatTheyAre) {
    std::vector<std::string> const east{"111.41", "111.42", "111.43", "111.50"};
    std::vector<std::string> const south{"-6.97", "-6.98", "-7.01", "-6.91"};
    EXPECT_THAT(keys_of({{"lat", east}, {"lng", south}}), ElementsAre("place.longitude", "place.latitude"));
    EXPECT_THAT(keys_of({{"lat", south}, {"lng", east}}), ElementsAre("place.latitude", "place.longitude"));
    EXPECT_THAT(keys_of({{"", south}, {"", east}}), ElementsAre("place.latitude", "place.longitude"));
    EXPECT_THAT(keys_of({{"", south}}), ElementsAre(""));
}

TEST(Mapping, OneFieldGoesToOneColumnButPhonesToMany) {
    EXPECT_THAT(keys_of({{"NAMA USAHA", shops}, {"NAMA TOKO", shops}}), ElementsAre("business.name", ""));
    EXPECT_THAT(keys_of({{"NO HP", phones}, {"NO WA", phones}}),
                ElementsAre("contact.phone", "contact.phone"));
    EXPECT_THAT(keys_of({{"ALAMAT RUMAH", {}}, {"ALAMAT USAHA", {}}}), ElementsAre("", "place.address"));
    EXPECT_THAT(keys_of({{"ALAMAT RUMAH", {}}}), ElementsAre("place.address"));
}

TEST(Mapping, TheLatestOfSeveralYearsIsTaken) {
    EXPECT_THAT(keys_of({{"OMZET 2021", {"1"}}, {"OMZET 2023", {"1"}}, {"OMZET 2022", {"1"}}}),
                ElementsAre("", "measure.sales", ""));
}

TEST(Mapping, DaysOfALicenceAreTakenBesideOneOnly) {
    std::vector<std::string> const days{"31-12-2027", "1 Maret 2027", "2026"};
    EXPECT_THAT(
        keys_of({{"NO PIRT", {}}, {"TGL TERBIT", days}, {"MASA BERLAKU", days}, {"HALAL", {}}}),
        ElementsAre("licence.pirt", "composite.licence_from", "composite.licence_until", "licence.halal"));
    EXPECT_THAT(keys_of({{"BERLAKU S/D HALAL", days}, {"HALAL", {}}}),
                ElementsAre("composite.licence_until", "licence.halal"));
    EXPECT_THAT(keys_of({{"NO PIRT", {}}, {"DESA", {}}, {"MASA BERLAKU", days}}),
                ElementsAre("licence.pirt", "place.village", ""))
        << "of what?";
    EXPECT_THAT(keys_of({{"NIB", {}}, {"TANGGAL TERBIT", days}}), ElementsAre("business.nib", ""));
}

TEST(Mapping, NumbersAreNoNames) {
    EXPECT_THAT(keys_of({{"UMKM", {"120", "130", "95", "12"}}}), ElementsAre(""));
    EXPECT_THAT(keys_of({{"Usaha", {"120", "130", "95", "12"}}}), ElementsAre(""));
}

TEST(Mapping, ConfidenceSaysWhatAPersonShouldLookAt) {
    auto const proposals = propose({{"NAMA PEMILIK", persons}, {"Jenis", {"Keripik"}}, {"Xyz", {"abc"}}});
    EXPECT_GE(proposals[0].confidence, confidence_sure);
    EXPECT_EQ(proposals[0].why, Why::both);
    EXPECT_LT(proposals[1].confidence, confidence_sure);
    EXPECT_EQ(proposals[2], ColumnProposal{});
}

TEST(Mapping, ConstantColumnNeedsAClearHeading) {
    std::vector<std::string> const same(30, "Surakarta");
    EXPECT_THAT(keys_of({{"Kategori", same}, {"Wilayah", same}, {"Kecamatan", same}}),
                ElementsAre("", "", "place.district"));
}

TEST(Mapping, OwnerAndBusinessInOneColumn) {
    std::vector<std::string> const both{"Siti Aminah / Warung Barokah", "Budi Santoso / Toko Jaya",
                                        "Slamet / Bengkel Slamet",      "Sri Lestari (Keripik Sri)",
                                        "Joko - Tahu Pak Joko",         "Wati / Kios 3"};
    EXPECT_THAT(keys_of({{"Nama Pemilik / Nama Usaha", both}}), ElementsAre("composite.names"));
    EXPECT_THAT(keys_of({{"Nama", both}, {"Desa", {}}}), ElementsAre("composite.names", "place.village"));
    EXPECT_THAT(keys_of({{"Nama/Usaha", both}}), ElementsAre("composite.names"));
    // With a column for each, an alias or a branch is part of the name
    EXPECT_THAT(keys_of({{"Nama Pemilik", persons}, {"Nama Usaha", both}}),
                ElementsAre("owner.name", "business.name"));
}

TEST(Mapping, SexInTwoColumnsOfMarks) {
    std::vector<std::string> const men{"v", "", "v", "", "v", ""};
    std::vector<std::string> const women{"", "v", "", "v", "", "v"};
    EXPECT_THAT(keys_of({{"Nama", persons}, {"Jenis Kelamin L", men}, {"Jenis Kelamin P", women}}),
                ElementsAre("owner.name", "composite.sex_male", "composite.sex_female"));
    EXPECT_THAT(keys_of({{"Nama", persons}, {"L", men}, {"P", women}}),
                ElementsAre("owner.name", "composite.sex_male", "composite.sex_female"));
    // Numbers count workers
    EXPECT_THAT(keys_of({{"Tenaga Kerja L", {"2", "1", "3", "4"}}, {"Tenaga Kerja P", {"5", "1", "2", "3"}}}),
                ElementsAre("measure.workers_male", "measure.workers_female"));
}

TEST(Heading, WordsOfOtherSendersAreKnown) {
    for (auto const& [heading, key] : std::vector<Expected>{{"Employees", "measure.workers"},
                                                            {"Number of Employees", "measure.workers"},
                                                            {"TKI", "measure.workers"},
                                                            {"Year Established", "business.started"},
                                                            {"Annual Sales", "measure.sales"},
                                                            {"Jenis Kerajinan", "business.activity"},
                                                            {"Menu Andalan", "business.product"},
                                                            {"Nama Stand", "business.name"},
                                                            {"Legalitas Merek", "licence.brand"}})
        EXPECT_EQ(best_of(heading), key) << heading;
}

}  // namespace
}  // namespace bina::intake
