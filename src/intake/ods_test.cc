#include "intake/ods.h"

#include <gmock/gmock.h>

#include "intake/book_fixture.h"

namespace bina::intake {
namespace {

using fixture::read, fixture::read_all, fixture::Rows, fixture::ZipFile;
using testing::ElementsAre;

/// A spreadsheet whose body is this XML.
ZipFile spreadsheet(std::string const& tables, std::string const& styles = {}) {
    return ZipFile(
        ZipFile::Entries{{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                         {"content.xml",
                          "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" "
                          "xmlns:style=\"s\"><office:automatic-styles>" +
                              styles + "</office:automatic-styles><office:body><office:spreadsheet>" +
                              tables + "</office:spreadsheet></office:body></office:document-content>"}});
}

std::string table(std::string const& rows, std::string const& name = "Data") {
    return "<table:table table:name=\"" + name + "\">" + rows + "</table:table>";
}
std::string row(std::string const& cells, int repeats = 1) {
    return "<table:table-row table:number-rows-repeated=\"" + std::to_string(repeats) + "\">" + cells +
           "</table:table-row>";
}
std::string text(std::string const& shown, std::string const& attributes = {}) {
    return "<table:table-cell office:value-type=\"string\" " + attributes + "><text:p>" + shown +
           "</text:p></table:table-cell>";
}

base::ErrorKind const* reading_error(ZipFile const& file) {
    auto const book = file.open();
    if (!book) return book.error().kind;
    auto const report = book->for_each_row(0, [](auto, auto) { return Visit::next; });
    return report ? nullptr : report.error().kind;
}

std::string cell(std::string const& type, std::string const& name, std::string const& value,
                 std::string const& shown = {}) {
    return "<table:table-cell office:value-type=\"" + type + "\" office:" + name + "=\"" + value +
           "\"><text:p>" + shown + "</text:p></table:table-cell>";
}

TEST(Ods, CellsOfEveryKind) {
    auto const file = spreadsheet(table(
        row(text("Warung <text:s text:c=\"2\"/>Bu<text:line-break/>Siti</text:p><text:p>Cepu") +
            cell("float", "value", "3.31609520387E+15", "3,3E+15") +
            cell("date", "date-value", "2024-02-01", "1-Feb") +
            cell("date", "date-value", "2024-02-01T08:30:00") + cell("time", "time-value", "PT08H30M00S") +
            cell("boolean", "boolean-value", "true") + cell("float", "value", "812", "000812") +
            "<table:table-cell office:value-type=\"string\"><office:annotation><text:p>catatan</text:p>"
            "</office:annotation><text:p>#N/A</text:p></table:table-cell>")));
    std::vector<CellKind> kinds;
    std::string raw;
    auto const book = file.book();
    ASSERT_TRUE(book.for_each_row(0, [&](std::uint64_t, std::span<Cell const> cells) {
        for (auto const& cell : cells) kinds.push_back(cell.kind);
        raw = cells[1].raw;
        return Visit::next;
    }));
    EXPECT_EQ(read_all(book), (Rows{{"Warung   Bu\nSiti\nCepu", "3316095203870000", "2024-02-01",
                                     "2024-02-01 08:30", "08:30", "TRUE", "000812", "#N/A"}}));
    EXPECT_THAT(kinds, ElementsAre(CellKind::text, CellKind::number, CellKind::date, CellKind::date,
                                   CellKind::date, CellKind::boolean, CellKind::number, CellKind::error));
    EXPECT_EQ(raw, "3.31609520387E+15");
}

TEST(Ods, RepeatedRowsAndColumns) {
    auto const file = spreadsheet(table(row(text("a", "table:number-columns-repeated=\"2\"") +
                                            "<table:table-cell table:number-columns-repeated=\"16000\"/>") +
                                        row("<table:table-cell/>", 3) + row(text("b"), 2) +
                                        row("<table:table-cell/>", 1'048'000)));
    auto const found = read(file.book());
    EXPECT_EQ(found.rows, (Rows{{"a", "a"}, {"b"}, {"b"}}));
    EXPECT_THAT(found.numbers, ElementsAre(1U, 5U, 6U));
}

TEST(Ods, MergedCellsAndSheets) {
    auto const file = spreadsheet(
        table(row(text("KECAMATAN", "table:number-rows-spanned=\"2\"") +
                  text("TENAGA KERJA", "table:number-columns-spanned=\"2\"") +
                  "<table:covered-table-cell/>") +
              row("<table:covered-table-cell/>" + text("L") + text("P"))) +
            "<table:table table:name=\"Arsip\" table:style-name=\"h\">" + row(text("x")) + "</table:table>",
        R"(<style:style style:name="h"><style:table-properties table:display="false"/></style:style>)");
    auto const book = file.book();
    ASSERT_EQ(book.sheets().size(), 2U);
    EXPECT_FALSE(book.sheets()[0].hidden);
    EXPECT_TRUE(book.sheets()[1].hidden);
    EXPECT_EQ(book.merges(0).value(), (std::vector<Merge>{{1, 2, 0, 0}, {1, 1, 1, 2}}));
    EXPECT_EQ(read_all(book, 0), (Rows{{"KECAMATAN", "TENAGA KERJA"}, {"KECAMATAN", "L", "P"}}));
    EXPECT_EQ(read_all(book, 1), (Rows{{"x"}}));
}

TEST(Ods, RepetitionIsNoBomb) {
    EXPECT_EQ(
        reading_error(spreadsheet(table(row(text("a", "table:number-columns-repeated=\"500\""), 1'000'000)))),
        &error::too_large);
    EXPECT_EQ(reading_error(spreadsheet(
                  table(row(text("a"), 1'000) + row("<table:table-cell/>", 2'000'000'000) + row(text("b"))))),
              &error::too_large);
    std::string wide;
    for (int i = 0; i < 3; ++i) wide += text("a", "table:number-columns-repeated=\"16000\"");
    EXPECT_EQ(reading_error(spreadsheet(table(row(wide)))), &error::too_large);
    std::string sheets;
    for (std::size_t i = 0; i <= limit::sheets; ++i) sheets += table(row(text("a")));
    EXPECT_EQ(reading_error(spreadsheet(sheets)), &error::too_large);
}

TEST(Ods, EncryptedOrDamaged) {
    EXPECT_EQ(
        ZipFile(ZipFile::Entries{{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                                 {"content.xml", "\x01\x02\x03"},
                                 {"META-INF/manifest.xml", "<m:manifest><m:encryption-data/></m:manifest>"}})
            .open()
            .error()
            .kind,
        &error::encrypted);
    EXPECT_EQ(ZipFile(ZipFile::Entries{{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}})
                  .open()
                  .error()
                  .kind,
              &error::damaged);
    EXPECT_EQ(spreadsheet("<x:y>").open().error().kind, &error::damaged);
}

}  // namespace
}  // namespace bina::intake
