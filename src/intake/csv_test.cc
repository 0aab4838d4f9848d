#include "intake/csv.h"

#include <gmock/gmock.h>

#include "intake/book_fixture.h"

namespace bina::intake {
namespace {

using fixture::Rows, fixture::TextFile;
using testing::ElementsAre, testing::IsEmpty, testing::Pair;

Rows rows_of(std::string_view text) {
    return fixture::read_all(TextFile(text).book());
}

TEST(Csv, ReadsQuotedCellsAsRfc4180DescribesThem) {
    EXPECT_THAT(
        rows_of("nama,alamat\n\"Warung \"\"Bu Sri\"\"\",\"Jl. Melati, 3\"\n"),
        ElementsAre(ElementsAre("nama", "alamat"), ElementsAre("Warung \"Bu Sri\"", "Jl. Melati, 3")));
    EXPECT_THAT(rows_of("a;b\n\"dua\nbaris\";x\n"),
                ElementsAre(ElementsAre("a", "b"), ElementsAre("dua\nbaris", "x")));
    EXPECT_THAT(rows_of("a;b\n\"\";\"\"\"\"\n"), ElementsAre(ElementsAre("a", "b"), ElementsAre("", "\"")));
}

TEST(Csv, TakesEveryLineEnd) {
    for (auto const text : {"a;b\nc;d\n", "a;b\r\nc;d\r\n", "a;b\rc;d\r", "a;b\r\r\nc;d\r\r\n", "a;b\r\nc;d",
                            "a;b\r\r\nc;d\n", "a;b\nc;d\r"})
        EXPECT_THAT(rows_of(text), ElementsAre(ElementsAre("a", "b"), ElementsAre("c", "d"))) << text;
}

TEST(Csv, CarriageReturnInsideACellStaysThere) {
    EXPECT_THAT(rows_of("a;b\nJl. Melati\rRT 1;d\n"),
                ElementsAre(ElementsAre("a", "b"), ElementsAre("Jl. Melati\rRT 1", "d")));
}

TEST(Csv, EmptyLinesAreRowsWithoutCells) {
    EXPECT_THAT(rows_of("a;b\n\nc;d\n"),
                ElementsAre(ElementsAre("a", "b"), IsEmpty(), ElementsAre("c", "d")));
    EXPECT_THAT(rows_of("a;b\n;\n"), ElementsAre(ElementsAre("a", "b"), ElementsAre("", "")));
}

TEST(Csv, KeepsTrailingEmptyCells) {
    EXPECT_THAT(rows_of("a;b;c\nd;;\n"), ElementsAre(ElementsAre("a", "b", "c"), ElementsAre("d", "", "")));
    EXPECT_THAT(rows_of("a;b;c\nd;;"), ElementsAre(ElementsAre("a", "b", "c"), ElementsAre("d", "", "")));
}

TEST(Csv, DelimiterIsTheOneMostRecordsAgreeOn) {
    auto const delimiter = [](std::string_view text) { return TextFile(text).book().dialect()->delimiter; };
    EXPECT_EQ(delimiter("Nama,Kota\nWarung A,Blora\n"), ',');
    EXPECT_EQ(delimiter("Nama\tKota\nWarung, A\tBlora, Jateng\n"), '\t');
    EXPECT_EQ(delimiter("Nama|Kota\nWarung A|Blora\n"), '|');
    // Three title lines with commas, a list with semicolons
    EXPECT_EQ(
        delimiter("Daftar, usaha, Blora\nper 3, Mei\n\nNama;Kota\nA;Blora\nB;Cepu\nC;Jepon\nD;Ngawen\n"),
        ';');
    // Decimal commas in every row but the heading
    EXPECT_EQ(delimiter("nama;lat;lng\nA;-6,97;111,41\nB;-6,98;111,42\nC;-6,91;111,43\n"), ';');
    EXPECT_EQ(delimiter("nama\nA\nB\n"), ',');
}

TEST(Csv, ObeysTheSeparatorLineOfExcelAndDoesNotCountIt) {
    auto const book = TextFile("sep=|\r\na,b|c\r\nd,e|f\r\n").book();
    EXPECT_EQ(book.dialect()->delimiter, '|');
    EXPECT_TRUE(book.dialect()->separator_line);
    EXPECT_THAT(fixture::read_all(book), ElementsAre(ElementsAre("a,b", "c"), ElementsAre("d,e", "f")));
}

TEST(Csv, ReadsEveryEncodingAsUtf8) {
    auto const rows = ElementsAre(ElementsAre("nama", "luas"), ElementsAre("Café", "3 m²"));
    for (auto const encoding :
         {Encoding::utf8, Encoding::windows_1252, Encoding::utf16le, Encoding::utf16be}) {
        for (bool const mark : {false, true}) {
            if (encoding == Encoding::windows_1252 && mark) continue;
            Dialect const dialect{';', encoding, mark, LineEnd::crlf, false};
            auto const book =
                TextFile(fixture::encoded(dialect, {{"nama", "luas"}, {"Café", "3 m²"}})).book();
            EXPECT_EQ(*book.dialect(), dialect) << name_of(encoding);
            EXPECT_THAT(fixture::read_all(book), rows) << name_of(encoding);
        }
    }
}

TEST(Csv, OneForeignByteFarBehindDecidesTheEncoding) {
    std::string text = "nama;luas\n";
    for (int i = 0; i < 100'000; ++i) text += "Warung Makan;3\n";
    text += "Toko;3 m\xB2\n";
    auto const book = TextFile(text).book();
    EXPECT_EQ(book.dialect()->encoding, Encoding::windows_1252);
    EXPECT_THAT(fixture::read_all(book).back(), ElementsAre("Toko", "3 m²"));
}

TEST(Csv, KeepsUtf8CellsOfAFileThatMixesEncodings) {
    auto const read = fixture::read(TextFile("a;b\nCaf\xC3\xA9;1\nCaf\xE9;2\n").book());
    EXPECT_THAT(read.rows,
                ElementsAre(ElementsAre("a", "b"), ElementsAre("Café", "1"), ElementsAre("Café", "2")));
    EXPECT_THAT(read.report.faults, ElementsAre(RowFault{2, fault::mixed_encoding}));
}

TEST(Csv, RemovesNulBytesAndSaysSo) {
    auto const read = fixture::read(TextFile(std::string_view("nama;kota\nA\0B;Blora\n", 20)).book());
    EXPECT_THAT(read.rows, ElementsAre(ElementsAre("nama", "kota"), ElementsAre("AB", "Blora")));
    EXPECT_THAT(read.report.faults, ElementsAre(RowFault{2, fault::nul_removed}));
}

TEST(Csv, KeepsNonBreakingSpaces) {
    EXPECT_THAT(rows_of("a;b\nBu\u00A0Sri;x\n"),
                ElementsAre(ElementsAre("a", "b"), ElementsAre("Bu\u00A0Sri", "x")));
}

TEST(Csv, QuoteThatIsNeverClosedSwallowsNoRows) {
    auto const read = fixture::read(TextFile("a;b\n\"Toko Maju;x\nWarung;y\nKios;z\n").book());
    EXPECT_THAT(read.rows, ElementsAre(ElementsAre("a", "b"), ElementsAre("\"Toko Maju", "x"),
                                       ElementsAre("Warung", "y"), ElementsAre("Kios", "z")));
    EXPECT_THAT(read.report.faults, ElementsAre(RowFault{2, fault::unterminated_quote}));
}

TEST(Csv, QuoteClosedByTheOpeningOneOfALaterCellSwallowsNoRows) {
    auto const read = fixture::read(TextFile("a;b\n\"Toko Maju;x\nWarung;y\n\"Kios\";z\n").book());
    EXPECT_THAT(read.rows, ElementsAre(ElementsAre("a", "b"), ElementsAre("\"Toko Maju", "x"),
                                       ElementsAre("Warung", "y"), ElementsAre("Kios", "z")));
}

TEST(Csv, StrayQuoteInsideAQuotedCellIsKept) {
    auto const read = fixture::read(TextFile("a;b\n\"Kos \"Putri\" Hijau\";x\n").book());
    EXPECT_THAT(read.rows[1], ElementsAre("Kos \"Putri\" Hijau", "x"));
    EXPECT_THAT(read.report.faults, ElementsAre(RowFault{2, fault::stray_quote}));
}

TEST(Csv, QuoteInThePlainCellIsPlain) {
    EXPECT_THAT(rows_of("a;b\nbuah\"an;5\" pipa\n")[1], ElementsAre("buah\"an", "5\" pipa"));
}

TEST(Csv, ManyUnclosedQuotesTakeLinearTime) {
    std::string text = "a;b\n";
    for (int i = 0; i < 50'000; ++i) text += "\"baris \"\" tanpa tutup;x\n";
    EXPECT_EQ(rows_of(text).size(), 50'001U);
}

TEST(Csv, CutsACellOfTenMegabytesAndKeepsItsRow) {
    auto const read = fixture::read(TextFile("a;b\n" + std::string(10 << 20, 'x') + ";y\nc;d\n").book());
    ASSERT_EQ(read.rows.size(), 3U);
    EXPECT_EQ(read.rows[1][0].size(), limit::cell_bytes);
    EXPECT_EQ(read.rows[1][1], "y");
    EXPECT_THAT(read.report.faults, ElementsAre(RowFault{2, fault::cell_cut}));
}

TEST(Csv, RefusesARecordBeyondTheLimit) {
    auto const book = TextFile("a;b\n" + std::string(limit::record_bytes + 1, 'x')).book();
    auto const read = book.for_each_row(0, [](auto, auto) { return Visit::next; });
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().kind, &error::too_large);
}

TEST(Csv, KeepsTheFirst512ColumnsAndSaysWhatWasCut) {
    std::string text = "a";
    for (std::size_t i = 1; i < limit::columns; ++i) text += ";b";
    auto const fits = fixture::read(TextFile(text + ";\n" + text + ";c\n").book());
    EXPECT_EQ(fits.rows[0].size(), limit::columns);
    EXPECT_THAT(fits.report.faults, ElementsAre(RowFault{2, fault::columns_cut}));
}

TEST(Csv, RecordsMayStraddleEveryPieceThatIsRead) {
    std::string text = "n;t\n";
    for (int i = 0; i < 60'000; ++i)
        text += std::to_string(i) + ";\"" + std::string(static_cast<std::size_t>(i) % 61, 'q') + "\n\"\r\n";
    auto const rows = rows_of(text);
    ASSERT_EQ(rows.size(), 60'001U);
    for (std::size_t i = 0; i < 60'000; ++i) {
        ASSERT_EQ(rows[i + 1][0], std::to_string(i));
        ASSERT_EQ(rows[i + 1][1].size(), i % 61 + 1);
    }
}

TEST(Csv, ReportsProgressInBytes) {
    auto const book = TextFile("a;b\nc;d\n").book();
    Progress progress;
    ASSERT_TRUE(book.for_each_row(0, [](auto, auto) { return Visit::next; }, &progress));
    EXPECT_EQ(progress.read, 8U);
    EXPECT_EQ(progress.total, 8U);
}

TEST(Csv, VisitorStops) {
    auto const report = TextFile("a;b\nc;d\n").book().for_each_row(0, [](auto, auto) { return Visit::stop; });
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->stopped);
    EXPECT_EQ(report->rows, 1U);
}

TEST(CsvWriter, GivesRowsBackInTheSendersLayout) {
    std::vector<std::vector<std::string>> const rows{
        {"nama", "ket;alasan"}, {"Warung \"A\"", "dua\nbaris"}, {"Café", ""}};
    for (auto const encoding : {Encoding::utf8, Encoding::windows_1252, Encoding::utf16le, Encoding::utf16be})
        for (auto const line_end : {LineEnd::lf, LineEnd::crlf})
            for (char const delimiter : {';', '\t', '|', ','}) {
                bool const mark = encoding != Encoding::windows_1252;
                Dialect const dialect{delimiter, encoding, mark, line_end, true};
                auto const book = TextFile(fixture::encoded(dialect, rows)).book();
                EXPECT_EQ(*book.dialect(), dialect);
                EXPECT_EQ(fixture::read_all(book), rows);
            }
}

TEST(CsvWriter, WritesAQuestionMarkForWhatTheEncodingLacks) {
    std::string out;
    append_encoded(out, Encoding::windows_1252, "€ ꦧ ²");
    EXPECT_EQ(out, "\x80 ? \xB2");
}

}  // namespace
}  // namespace bina::intake
