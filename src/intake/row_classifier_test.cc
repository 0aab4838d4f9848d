#include "intake/row_classifier.h"

#include <gmock/gmock.h>

#include "intake/book_fixture.h"

namespace bina::intake {
namespace {

using fixture::Rows;
using registry::Field;
using testing::ElementsAre, testing::IsEmpty;

PlaceKnowledge const places{
    .is_village = [](std::string_view name) { return name == "balun" || name == "ngelo" || name == "blora"; },
    .is_district = [](std::string_view name) { return name == "cepu" || name == "blora"; }};

std::vector<Cell> cells_of(std::vector<std::string> const& texts) {
    std::vector<Cell> cells;
    for (auto const& text : texts)
        cells.push_back({text, {}, text.empty() ? CellKind::empty : CellKind::text, false});
    return cells;
}

Layout layout_of(Rows const& rows) {
    std::vector<SampleRow> sample;
    for (std::size_t i = 0; i < rows.size(); ++i) sample.push_back(SampleRow::of(i + 1, cells_of(rows[i])));
    return find_layout(sample, {});
}

Layout const list = layout_of({{"NO", "NAMA PEMILIK", "NAMA USAHA", "DESA", "OMZET"},
                               {"1", "Siti Aminah", "Warung Siti", "Balun", "1000000"},
                               {"2", "Budi Santoso", "Toko Budi", "Ngelo", "2000000"}});

/// What the rows below the heading are, read one after the other.
std::vector<std::string> kinds_of(Rows const& rows) {
    RowClassifier classifier(list, places);
    std::vector<std::string> kinds;
    std::uint64_t number = list.last_heading_row;
    for (auto const& row : rows) kinds.emplace_back(name_of(classifier.next(++number, cells_of(row)).kind));
    return kinds;
}

std::vector<std::string> said(RowClass const& found) {
    std::vector<std::string> all;
    for (auto const& section : found.sections)
        all.push_back((section.field == Field::district  ? "district "
                       : section.field == Field::village ? "village "
                                                         : "") +
                      section.text);
    return all;
}
std::vector<std::string> sections_of_row(std::vector<std::string> const& texts) {
    return said(RowClassifier(list, places).next(9, cells_of(texts)));
}

TEST(RowClassifier, WhoSignsIsNoBusiness) {
    EXPECT_THAT(kinds_of({{"3", "Wati", "Warung Wati", "Balun", "5"},
                          {"", "", "", "Blora, 12 Maret 2023", ""},
                          {"", "", "", "Kepala Dinas Koperasi", ""},
                          {"", "", "", "Kabupaten Blora", ""},
                          {"", "Drs. SUPRIYANTO, M.Si", "", "BUDI", ""},
                          {"", "Pembina Utama Muda", "", "", ""},
                          {"", "NIP. 19651212 199003 1 001", "", "", ""}}),
                ElementsAre("data", "note", "note", "note", "note", "note", "note"));
}

// A name alone is a row of which little is known, where nothing was signed before
TEST(RowClassifier, TheListGoesOnBelowASignature) {
    EXPECT_THAT(kinds_of({{"", "Siti Aminah", "", "", ""},
                          {"", "", "", "Mengetahui", ""},
                          {"", "Siti Aminah", "", "", ""},
                          {"3", "Wati", "", "", ""},
                          {"", "Budi Santoso", "", "", ""},
                          {"", "", "", "Mengetahui", ""},
                          {"", "KECAMATAN CEPU", "", "", ""},
                          {"", "Budi Santoso", "Toko Budi", "Balun", ""}}),
                ElementsAre("data", "note", "note", "data", "data", "note", "section", "data"));
}

TEST(RowClassifier, PagesAreNumberedAndSubtotalsCounted) {
    EXPECT_THAT(kinds_of({{"", "", "", "", "Halaman 1 dari 3"},
                          {"", "Jumlah I", "", "", "3000000"},
                          {"", "JUMLAH 2", "", "", "3000000"},
                          {"", "Terbilang: tiga juta rupiah", "", "", ""}}),
                ElementsAre("note", "subtotal", "subtotal", "note"));
}

TEST(RowClassifier, APlaceAloneHoldsForTheRowsBelow) {
    EXPECT_THAT(sections_of_row({"", "CEPU", "", "", ""}), ElementsAre("district cepu"));
    EXPECT_THAT(sections_of_row({"", "Ngelo", "", "", ""}), ElementsAre("village ngelo"));
    EXPECT_THAT(sections_of_row({"A", "CEPU", "", "", ""}), ElementsAre("district cepu"));
    EXPECT_THAT(sections_of_row({"A", "KULINER", "", "", ""}), ElementsAre("kuliner"));
    EXPECT_THAT(sections_of_row({"DESA BALUN KEC. CEPU", "", "", "", ""}),
                ElementsAre("district cepu", "village balun"));
    EXPECT_THAT(sections_of_row({"Desa", ": Balun", "Kecamatan", ": Cepu", ""}),
                ElementsAre("district cepu", "village balun"));
    EXPECT_THAT(sections_of_row({"", "Kabupaten Blora", "", "", ""}), ElementsAre("blora"));
    EXPECT_THAT(sections_of_row({"", "Desa Balun", "Toko Jaya", "Balun", ""}), IsEmpty());
    // With its own number it is a person who is called so
    EXPECT_THAT(sections_of_row({"7", "Cepu", "", "", ""}), IsEmpty());
}

TEST(PlacesIn, TitlesNameWhereTheListIsFrom) {
    auto const from = [](std::vector<std::string> const& texts) {
        return said({RowKind::section, places_in(texts, places)});
    };
    EXPECT_THAT(from({"DATA UMKM DESA BALUN KECAMATAN CEPU TAHUN 2022"}),
                ElementsAre("district cepu", "village balun"));
    EXPECT_THAT(from({"Kecamatan : Cepu", "Kelurahan : Ngelo"}),
                ElementsAre("district cepu", "village ngelo"));
    EXPECT_THAT(from({"DINAS KOPERASI KABUPATEN BLORA"}), IsEmpty());
    EXPECT_THAT(from({"Kecamatan Jauh"}), IsEmpty());
    EXPECT_THAT(from({"KEC. CEPU DAN KEC. BLORA"}), IsEmpty());
    EXPECT_THAT(from({"Jl. Pemuda 1 Kecamatan Blora Telp. 531234"}), IsEmpty());
}

}  // namespace
}  // namespace bina::intake
