#include "intake/series.h"

#include <gmock/gmock.h>

#include "intake/book_fixture.h"
#include "intake/detect.h"

namespace bina::intake {
namespace {

using fixture::TextFile;
using testing::ElementsAre, testing::IsEmpty;

/// "key name=text name=text" of each oddity of a list.
std::vector<std::string> oddities(std::string const& list) {
    std::vector<std::string> all;
    auto const found = detect(TextFile(list).book()).value();
    for (auto const& oddity : found.oddities) {
        auto& text = all.emplace_back(oddity.key.substr(oddity.key.find('_') + 1));
        for (auto const& [name, value] : oddity.params) text += " " + name + "=" + value;
    }
    return all;
}

std::string list_of(std::string const& headings, std::vector<std::string> const& figures) {
    std::vector<std::string> const names{"Siti Aminah", "Bambang Sutrisno", "Darmi",
                                         "Sumarni",     "Karno Wibowo",     "Tarmi",
                                         "Suparjo",     "Endang Lestari"};
    std::string list = "NAMA PEMILIK;NAMA USAHA;" + headings + "\n";
    for (std::size_t i = 0; i < figures.size(); ++i)
        list += names.at(i % names.size()) + ";Warung " + std::to_string(i) + ";" + figures[i] + "\n";
    return list;
}

TEST(Series, EvenGrowthDownTheRows) {
    EXPECT_THAT(
        oddities(list_of("OMZET PER TAHUN", {"100.000.000", "105.000.000", "110.250.000", "115.762.500",
                                             "121.550.625", "127.628.156", "134.009.564"})),
        ElementsAre("growth column=OMZET PER TAHUN percent=5"));
}

TEST(Series, EvenStepsDownTheRows) {
    EXPECT_THAT(oddities(list_of("OMZET PER TAHUN", {"Rp 1.000.000", "Rp 1.250.000", "Rp 1.500.000",
                                                     "Rp 1.750.000", "Rp 2.000.000", "Rp 2.250.000"})),
                ElementsAre("step column=OMZET PER TAHUN step=250000"));
}

TEST(Series, AShareOfAnotherColumn) {
    EXPECT_THAT(oddities(list_of("OMZET PER TAHUN;ASET",
                                 {"120000000;42000000", "60000000;21000000", "96000000;33600000",
                                  "240000000;84000000", "31200000;10920000", "78000000;27300000"})),
                ElementsAre("ratio column=ASET other=OMZET PER TAHUN percent=35"));
    EXPECT_THAT(
        oddities("Kecamatan;Mikro;Kecil\nCiputat;160;41\nPamulang;147;37\nSerpong;114;29\nSetu;123;31\n"
                 "Pondok Aren;165;42\nCiputat Timur;168;42\nSerpong Utara;176;44\n"),
        ElementsAre("ratio column=Kecil other=Mikro percent=25,3"));
}

TEST(Series, EvenStepsOverTheYears) {
    EXPECT_THAT(
        oddities("Data;2015;2016;2017;2018;2019\nJumlah UMKM;59262772;61651177;62922617;64194057;65465497\n"
                 "Jumlah Tenaga Kerja;123229387;112828610;116431224;116978631;119562843\n"),
        ElementsAre("periods row=Jumlah UMKM from=2016 to=2019 step=1271440"));
}

TEST(Series, WhatPeopleTellIsNotOdd) {
    // Round figures, a month beside its year, the same told twice, numbers of rows
    EXPECT_THAT(
        oddities(list_of("ID;OMZET PER BULAN;OMZET PER TAHUN;MODAL;ASET",
                         {"11;5000000;60000000;2000000;2000000", "12;2000000;24000000;1000000;1000000",
                          "13;5000000;60000000;5000000;5000000", "14;10000000;120000000;3000000;3000000",
                          "15;1000000;12000000;2500000;2500000", "16;2600000;31200000;7000000;7000000"})),
        IsEmpty());
    EXPECT_THAT(
        oddities("Kecamatan;Mikro;Kecil\nSerpong;2247;1133\nSerpong Utara;1997;801\nPondok Aren;2694;898\n"
                 "Ciputat;2092;561\nCiputat Timur;1626;597\nPamulang;2772;700\nSetu;964;470\n"),
        IsEmpty());
    EXPECT_THAT(oddities(list_of("OMZET PER TAHUN", {"100000000", "105000000", "110250000"})), IsEmpty())
        << "too few";
}

TEST(Series, APivotSummaryIsNoList) {
    auto const found = detect(
        TextFile("Row Labels;Count of NAMA USAHA\nBlora;120\nCepu;88\nJepon;35\nGrand Total;243\n").book());
    EXPECT_EQ(found->kind(), FileKind::aggregate);
    EXPECT_EQ(found->judgement.reason, reason::is_pivot);
    auto const indonesian =
        detect(TextFile("Label Baris;Hitung dari NIK\nBlora;120\nCepu;88\nJepon;35\n").book());
    EXPECT_EQ(indonesian->judgement.reason, reason::is_pivot);
}

TEST(Series, ATemplateWithoutDataIsNoList) {
    auto const found = detect(
        TextFile("FORMULIR PENDATAAN UMKM;;;\nNO;NAMA PEMILIK;NIK;NAMA USAHA\n1;2;3;4\n1;;;\n2;;;\n3;;;\n")
            .book());
    EXPECT_EQ(found->judgement.reason, reason::is_template);
}

}  // namespace
}  // namespace bina::intake
