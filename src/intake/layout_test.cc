#include "intake/layout.h"

#include <gmock/gmock.h>

#include "intake/book_fixture.h"

namespace bina::intake {
namespace {

using fixture::Rows;
using registry::Field;
using testing::ElementsAre, testing::IsEmpty;

std::vector<Cell> cells_of(std::vector<std::string> const& texts) {
    std::vector<Cell> cells;
    for (auto const& text : texts)
        cells.push_back({text, {}, text.empty() ? CellKind::empty : CellKind::text, false});
    return cells;
}

std::vector<SampleRow> sample(Rows const& rows) {
    std::vector<SampleRow> sample;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto row = SampleRow::of(i + 1, cells_of(rows[i]));
        if (!row.cells.empty()) sample.push_back(std::move(row));
    }
    return sample;
}

Layout layout_of(Rows const& rows, std::vector<Merge> const& merges = {}) {
    return find_layout(sample(rows), merges);
}

std::string_view class_of(Layout const& layout, std::vector<std::string> const& texts) {
    return name_of(classify_row(layout, 100, cells_of(texts)).kind);
}

Layout const list = layout_of({{"NO", "NAMA PEMILIK", "NAMA USAHA", "ALAMAT", "OMZET"},
                               {"1", "Siti", "Warung Siti", "Jl. A", "1000000"},
                               {"2", "Budi", "Toko Budi", "Jl. B", "2000000"}});

TEST(Layout, HeadingBelowTitles) {
    auto const layout = layout_of({{"DAFTAR UMKM KABUPATEN BLORA"},
                                   {"TAHUN 2023"},
                                   {},
                                   {"Kecamatan", ": Cepu"},
                                   {},
                                   {"NO", "NIK", "NAMA", "ALAMAT", "OMZET/BLN"},
                                   {"1", "3316095203870001", "Siti", "Jl. A", "1 jt"},
                                   {"2", "3316095203870002", "Budi", "Jl. B", "2 jt"}});
    EXPECT_EQ(layout.first_heading_row, 6U);
    EXPECT_EQ(layout.last_heading_row, 6U);
    EXPECT_THAT(layout.titles, ElementsAre("DAFTAR UMKM KABUPATEN BLORA", "TAHUN 2023", "Kecamatan : Cepu"));
    EXPECT_THAT(layout.headings, ElementsAre("NO", "NIK", "NAMA", "ALAMAT", "OMZET/BLN"));
    EXPECT_EQ(layout.sequence_column, 0U);
}

TEST(Layout, TwoRowsWithoutMerges) {
    auto const layout =
        layout_of({{"NO", "NAMA PEMILIK", "NAMA USAHA", "ALAMAT", "", "TENAGA KERJA", "", "OMZET"},
                   {"", "", "", "DESA", "KEC", "L", "P", ""},
                   {"1", "Siti", "Warung Siti", "Ngawen", "Ngawen", "1", "2", "1000000"},
                   {"2", "Budi", "Toko Budi", "Balun", "Cepu", "0", "1", "2000000"}});
    EXPECT_EQ(layout.first_heading_row, 1U);
    EXPECT_EQ(layout.last_heading_row, 2U);
    EXPECT_THAT(layout.headings, ElementsAre("NO", "NAMA PEMILIK", "NAMA USAHA", "ALAMAT DESA", "ALAMAT KEC",
                                             "TENAGA KERJA L", "TENAGA KERJA P", "OMZET"));
}

TEST(Layout, MergesSayHowFarAHeadingSpans) {
    auto const layout = layout_of({{"NO", "NAMA", "TENAGA KERJA", "", "", "KET"},
                                   {"", "", "L", "P", "JML", ""},
                                   {"1", "Siti Aminah", "1", "2", "3", ""},
                                   {"2", "Budi Santoso", "1", "2", "3", ""}},
                                  {{1, 1, 2, 4}, {1, 2, 0, 0}, {1, 2, 1, 1}, {1, 2, 5, 5}});
    EXPECT_EQ(layout.last_heading_row, 2U);
    EXPECT_THAT(layout.headings,
                ElementsAre("NO", "NAMA", "TENAGA KERJA L", "TENAGA KERJA P", "TENAGA KERJA JML", "KET"));
}

TEST(Layout, UnitsBelowTheHeadingBelongToIt) {
    auto const layout = layout_of({{"NAMA USAHA", "OMZET", "TENAGA KERJA"},
                                   {"", "(Rp)", "(orang)"},
                                   {"Warung Siti", "1000000", "2"},
                                   {"Toko Budi", "2000000", "1"}});
    EXPECT_EQ(layout.last_heading_row, 2U);
    EXPECT_THAT(layout.headings, ElementsAre("NAMA USAHA", "OMZET (Rp)", "TENAGA KERJA (orang)"));
}

TEST(Layout, YearsAreHeadings) {
    auto const layout =
        layout_of({{"Data", "2019", "2020", "2021"}, {"Ekspor", "1", "2", "3"}, {"Impor", "4", "5", "6"}});
    EXPECT_EQ(layout.first_heading_row, 1U);
    auto const below = layout_of({{"KECAMATAN", "JUMLAH UMKM", "", ""},
                                  {"", "2019", "2020", "2021"},
                                  {"Blora", "1", "2", "3"},
                                  {"Cepu", "4", "5", "6"}});
    EXPECT_THAT(below.headings,
                ElementsAre("KECAMATAN", "JUMLAH UMKM 2019", "JUMLAH UMKM 2020", "JUMLAH UMKM 2021"));
}

TEST(Layout, UnknownWordsAboveNumbersAreAHeading) {
    auto const layout =
        layout_of({{"SEBUTAN", "DIHUBUNGI"}, {"Warung A", "081234567890"}, {"Warung B", "081234567891"}});
    EXPECT_EQ(layout.first_heading_row, 1U);
}

TEST(Layout, ListWithoutHeading) {
    auto const layout = layout_of({{"1", "3316095203870001", "Siti", "Warung Siti"},
                                   {"2", "3316095203870002", "Budi", "Toko Budi"},
                                   {"3", "3316095203870003", "Joko", "Kios Joko"}});
    EXPECT_EQ(layout.first_heading_row, 0U);
    EXPECT_EQ(layout.columns, 4U);
    EXPECT_THAT(layout.headings, IsEmpty());
    EXPECT_EQ(class_of(layout, {"1", "3316095203870001", "Siti", "Warung Siti"}), "data");
}

TEST(Layout, APersonSaysWhereTheHeadingIs) {
    auto const rows = sample({{"Semua", "Ini", "Judul"}, {"A", "B", "C"}, {"x", "y", "z"}});
    EXPECT_THAT(layout_at(rows, {}, 2).headings, ElementsAre("A", "B", "C"));
    EXPECT_EQ(layout_at(rows, {}, 0).first_heading_row, 0U);
    EXPECT_EQ(layout_at(rows, {}, 0).columns, 3U);
}

TEST(RowClass, WhatStandsAroundAList) {
    auto const layout =
        layout_of({{"JUDUL"}, {"NO", "NAMA", "ALAMAT", "OMZET"}, {"1", "Siti", "Jl. A", "5"}});
    EXPECT_EQ(name_of(classify_row(layout, 1, cells_of({"JUDUL"})).kind), "title");
    EXPECT_EQ(name_of(classify_row(layout, 2, cells_of({"NO", "NAMA", "ALAMAT", "OMZET"})).kind), "heading");
    EXPECT_EQ(class_of(layout, {"NO", "NAMA", "ALAMAT", "OMZET"}), "heading");  // on the next page
    EXPECT_EQ(class_of(layout, {}), "blank");
    EXPECT_EQ(class_of(layout, {"", "", "", ""}), "blank");
    EXPECT_EQ(class_of(layout, {"17", "", "", ""}), "blank");
    EXPECT_EQ(class_of(layout, {"1", "2", "3", "4"}), "numbering");
    EXPECT_EQ(class_of(layout, {"(1)", "(2)", "(3)", "(4)"}), "numbering");
    EXPECT_EQ(class_of(layout, {"1", "2", "3", "4=2+3"}), "numbering");
    EXPECT_EQ(class_of(layout, {"1", "Siti", "3", "4"}), "data");
}

TEST(RowClass, Subtotals) {
    EXPECT_EQ(class_of(list, {"JUMLAH", "", "", "", "3000000"}), "subtotal");
    EXPECT_EQ(class_of(list, {"", "Sub Total", "", "", "3000000"}), "subtotal");
    EXPECT_EQ(class_of(list, {"", "", "TOTAL KECAMATAN CEPU", "", "3000000"}), "subtotal");
    EXPECT_EQ(class_of(list, {"", "Jumlah UMKM", "", "", "25"}), "subtotal");
    EXPECT_EQ(class_of(list, {"", "", "", "", "3.000.000"}), "subtotal");
    EXPECT_EQ(class_of(list, {"8", "", "", "", "3.000.000"}), "data");
    EXPECT_EQ(class_of(list, {"5", "Total Jaya", "Bengkel", "Jl. A", "5"}), "data");
    EXPECT_EQ(class_of(list, {"6", "Total", "Bengkel Total", "Jl. A", "5"}), "data");
}

TEST(RowClass, SectionsNameTheirArea) {
    auto const district = classify_row(list, 9, cells_of({"KECAMATAN CEPU", "", "", "", ""}));
    EXPECT_EQ(district.kind, RowKind::section);
    ASSERT_EQ(district.sections.size(), 1U);
    EXPECT_EQ(district.sections[0].field, Field::district);
    EXPECT_EQ(district.sections[0].text, "cepu");
    EXPECT_EQ(class_of(list, {"", "Desa Ngawen", "", "", ""}), "section");
    EXPECT_EQ(class_of(list, {"II", "KEC. JEPON", "", "", ""}), "section");
    EXPECT_EQ(class_of(list, {"A", "KULINER", "", "", ""}), "section");
    EXPECT_EQ(class_of(list, {"KULINER", "", "", "", ""}), "section");
    // A name alone is a row of which little is known, and so is a business behind its number
    EXPECT_EQ(class_of(list, {"", "Siti Aminah", "", "", ""}), "data");
    EXPECT_EQ(class_of(list, {"7", "Siti Aminah", "", "", ""}), "data");
    EXPECT_EQ(class_of(list, {"7", "Desa Wisata Kuliner", "", "", ""}), "data");
}

TEST(RowClass, NotesBelowTheList) {
    EXPECT_EQ(class_of(list, {"", "", "", "Blora, 12 Maret 2023", ""}), "note");
    EXPECT_EQ(class_of(list, {"", "", "", "Kepala Dinas", ""}), "note");
    EXPECT_EQ(class_of(list, {"", "", "", "NIP. 19651212 199003 1 001", ""}), "note");
    EXPECT_EQ(class_of(list, {"Sumber: Dinas Koperasi", "", "", "", ""}), "note");
    EXPECT_EQ(class_of(list, {"*) data sementara", "", "", "", ""}), "note");
    EXPECT_EQ(class_of(list, {"", "Kepala Ikan Bu Ani", "", "", ""}), "data");
}

TEST(RowClass, OnlyMergedCellsAreNoRow) {
    std::vector<Cell> const cells{{"Cepu", {}, CellKind::text, true}, {}, {}};
    EXPECT_EQ(classify_row(list, 9, cells).kind, RowKind::blank);
}

TEST(Section, LevelsAndNames) {
    EXPECT_EQ(section_of("KEC. CEPU")->text, "cepu");
    EXPECT_EQ(section_of("1. Kelurahan Tempelan Kec. Blora")->text, "tempelan");
    EXPECT_EQ(section_of("Dusun Sumber")->field, Field::hamlet);
    EXPECT_EQ(section_of("Kabupaten Blora")->field, std::nullopt);
    EXPECT_FALSE(section_of("Kecamatan"));
    EXPECT_FALSE(section_of("Warung Siti"));
    EXPECT_FALSE(section_of("CV Maju Jaya"));
}

TEST(Layout, UnitsAndSubHeadingsInOneRow) {
    auto const layout = layout_of({{"NO", "NAMA", "ALAMAT", "", "OMZET PER BULAN", "TENAGA KERJA", ""},
                                   {"", "", "RT", "RW", "(Rp)", "L", "P"},
                                   {"1", "Siti", "1", "2", "500000", "1", "0"},
                                   {"2", "Budi", "3", "1", "700000", "0", "2"}});
    EXPECT_EQ(layout.last_heading_row, 2U);
    EXPECT_THAT(layout.headings, ElementsAre("NO", "NAMA", "ALAMAT RT", "ALAMAT RW", "OMZET PER BULAN (Rp)",
                                             "TENAGA KERJA L", "TENAGA KERJA P"));
}

}  // namespace
}  // namespace bina::intake
