#include "intake/xlsx.h"

#include <gmock/gmock.h>

#include "intake/book_fixture.h"

namespace bina::intake {
namespace {

using fixture::read, fixture::read_all, fixture::Workbook, fixture::ZipFile;
using testing::ElementsAre, testing::IsEmpty;

/// The cells of one row, kept beyond the visit.
struct KeptCell {
    std::string text;
    std::string raw;
    CellKind kind;
    bool merged;
};

std::vector<KeptCell> row_of(Book const& book, std::uint64_t wanted) {
    std::vector<KeptCell> kept;
    EXPECT_TRUE(book.for_each_row(0, [&](std::uint64_t row, std::span<Cell const> cells) {
        if (row != wanted) return Visit::next;
        for (auto const& cell : cells)
            kept.push_back({std::string(cell.text), std::string(cell.raw), cell.kind, cell.merged});
        return Visit::stop;
    }));
    return kept;
}

base::ErrorKind const* reading_error(Book const& book) {
    auto const report = book.for_each_row(0, [](auto, auto) { return Visit::next; });
    return report ? nullptr : report.error().kind;
}

TEST(Xlsx, NumberTypedAsIdentityIsSeenAsNumber) {
    Workbook workbook;
    auto* sheet = workbook.sheet("A");
    worksheet_write_number(sheet, 0, 0, 3316095203870001e0, nullptr);
    worksheet_write_string(sheet, 0, 1, "3316095203870001", nullptr);
    auto const row = row_of(workbook.book(), 1);
    EXPECT_EQ(row[0].kind, CellKind::number);
    EXPECT_EQ(row[0].text.substr(0, 15), "331609520387000");
    EXPECT_FALSE(row[0].raw.empty());
    EXPECT_EQ(row[1].kind, CellKind::text);
    EXPECT_EQ(row[1].text, "3316095203870001");
}

TEST(Xlsx, ExponentIsKeptAsRawText) {
    ZipFile const file(ZipFile::workbook(R"(<row r="1"><c r="A1"><v>3.31609520387E+15</v></c></row>)"));
    auto const row = row_of(file.book(), 1);
    EXPECT_EQ(row[0].text, "3316095203870000");
    EXPECT_EQ(row[0].raw, "3.31609520387E+15");
}

TEST(Xlsx, DatesBooleansErrorsAndFormulas) {
    Workbook workbook;
    auto* sheet = workbook.sheet("A");
    lxw_datetime day{.year = 1987, .month = 3, .day = 12, .hour = 0, .min = 0, .sec = 0};
    worksheet_write_datetime(sheet, 0, 0, &day, workbook.format("d-mmm"));
    worksheet_write_boolean(sheet, 0, 1, 1, nullptr);
    worksheet_write_formula_num(sheet, 0, 2, "=1+1", nullptr, 2);
    worksheet_write_formula_str(sheet, 0, 3, "=\"a\"&\"b\"", nullptr, "ab");
    worksheet_write_formula_str(sheet, 0, 4, "=1/0", nullptr, "#DIV/0!");
    worksheet_write_number(sheet, 0, 5, 8123456789, workbook.format("000000000000"));
    auto const row = row_of(workbook.book(), 1);
    EXPECT_EQ(row[0].kind, CellKind::date);
    EXPECT_EQ(row[0].text, "1987-03-12");
    EXPECT_EQ(row[0].raw, "31848");
    EXPECT_EQ(row[1].kind, CellKind::boolean);
    EXPECT_EQ(row[1].text, "TRUE");
    EXPECT_EQ(row[2].text, "2");
    EXPECT_EQ(row[3].text, "ab");
    EXPECT_EQ(row[4].kind, CellKind::error);
    EXPECT_EQ(row[5].text, "008123456789");
}

TEST(Xlsx, DatesOfThe1904System) {
    auto entries = ZipFile::workbook(R"(<row r="1"><c r="A1" s="1"><v>43861</v></c></row>)");
    entries[1].second =
        R"(<workbook><workbookPr date1904="1"/><sheets><sheet name="A" id="r1"/></sheets></workbook>)";
    entries[2].second.insert(entries[2].second.find("</Rel"),
                             R"(<Relationship Id="r3" Type="x/styles" Target="styles.xml"/>)");
    entries.emplace_back(
        "xl/styles.xml",
        R"(<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>)");
    EXPECT_EQ(row_of(ZipFile(entries).book(), 1)[0].text, "2024-02-01");
}

TEST(Xlsx, InlineAndRichText) {
    auto entries = ZipFile::workbook(
        R"(<row r="3"><c r="B3" t="inlineStr"><is><r><t>Warung </t></r><r><t>Bu Sri</t></r></is></c>)"
        R"(<c t="s"><v>0</v></c></row>)");
    entries.emplace_back("xl/sharedStrings.xml",
                         R"(<sst><si><r><t>Toko </t></r><r><t>Maju</t></r><rPh><t>x</t></rPh></si></sst>)");
    auto const got = read(ZipFile(entries).book());
    EXPECT_THAT(got.rows, ElementsAre(ElementsAre("", "Warung Bu Sri", "Toko Maju")));
    EXPECT_THAT(got.numbers, ElementsAre(3U));
}

TEST(Xlsx, NamespacePrefixesDoNotMatter) {
    auto entries = ZipFile::workbook("");
    entries[3].second =
        R"(<x:worksheet xmlns:x="y"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is>)"
        R"(<x:t>a</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>)";
    EXPECT_THAT(read_all(ZipFile(entries).book()), ElementsAre(ElementsAre("a")));
}

TEST(Xlsx, FormulaWithoutValueIsReported) {
    ZipFile const file(
        ZipFile::workbook(R"(<row r="1"><c r="A1"><f>SUM(B1)</f></c><c r="B1"><v>1</v></c></row>)"));
    EXPECT_THAT(read(file.book()).report.faults, ElementsAre(RowFault{1, fault::formula_without_value}));
}

TEST(Xlsx, MergedCellsGiveTheirTextToTheRowsBelow) {
    Workbook workbook({{"KEC", "DESA"}, {"", "Ngawen"}, {"", "Jepon"}, {"Cepu", "Balun"}});
    auto* sheet = workbook_get_worksheet_by_name(workbook.get(), "Data");
    worksheet_merge_range(sheet, 1, 0, 2, 0, "Blora", nullptr);
    auto const book = workbook.book();
    EXPECT_THAT(read_all(book), ElementsAre(ElementsAre("KEC", "DESA"), ElementsAre("Blora", "Ngawen"),
                                            ElementsAre("Blora", "Jepon"), ElementsAre("Cepu", "Balun")));
    EXPECT_FALSE(row_of(book, 2)[0].merged);
    EXPECT_TRUE(row_of(book, 3)[0].merged);
    EXPECT_THAT(book.merges(0).value(), ElementsAre(Merge{2, 3, 0, 0}));
}

TEST(Xlsx, ListsSheetsAndWhichAreHidden) {
    Workbook workbook;
    workbook.add("BLORA", {{"a"}});
    workbook.add("CEPU", {{"b"}});
    worksheet_hide(workbook.add("Sheet3", {{"c"}}));
    auto const book = workbook.book();
    ASSERT_EQ(book.sheets().size(), 3U);
    EXPECT_EQ(book.sheets()[1].name, "CEPU");
    EXPECT_FALSE(book.sheets()[1].hidden);
    EXPECT_TRUE(book.sheets()[2].hidden);
    EXPECT_THAT(read_all(book, 1), ElementsAre(ElementsAre("b")));
    EXPECT_EQ(book.dialect(), nullptr);
}

TEST(Xlsx, CutsALongCellAndKeepsItsRow) {
    auto const cell = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>" + std::string(10 << 20, 'x') +
                      "</t></is></c><c r=\"B1\"><v>7</v></c></row>";
    auto const got = read(ZipFile(ZipFile::workbook(cell)).book());
    EXPECT_EQ(got.rows[0][0].size(), limit::cell_bytes);
    EXPECT_EQ(got.rows[0][1], "7");
    EXPECT_THAT(got.report.faults, ElementsAre(RowFault{1, fault::cell_cut}));
}

TEST(Xlsx, KeepsTheFirst512Columns) {
    ZipFile const file(
        ZipFile::workbook(R"(<row r="1"><c r="SR1"><v>1</v></c><c r="SS1"><v>2</v></c></row>)"));
    auto const got = read(file.book());
    EXPECT_EQ(got.rows[0].size(), limit::columns);
    EXPECT_EQ(got.rows[0].back(), "1");
    EXPECT_THAT(got.report.faults, ElementsAre(RowFault{1, fault::columns_cut}));
}

TEST(Xlsx, RefusesRowsAndColumnsBeyondExcels) {
    EXPECT_EQ(reading_error(ZipFile(ZipFile::workbook(R"(<row r="1048577"/>)")).book()), &error::too_large);
    EXPECT_EQ(
        reading_error(ZipFile(ZipFile::workbook(R"(<row r="1"><c r="XFE1"><v>1</v></c></row>)")).book()),
        &error::too_large);
    std::string million = "<row r=\"1\">";
    for (int i = 0; i < 1'000'000; ++i) million += "<c><v>1</v></c>";
    EXPECT_EQ(reading_error(ZipFile(ZipFile::workbook(million + "</row>")).book()), &error::too_large);
}

TEST(Xlsx, RefusesEntitiesDeepTreesAndEndlessTags) {
    auto entries = ZipFile::workbook("");
    entries[3].second =
        R"(<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>)";
    EXPECT_EQ(reading_error(ZipFile(entries).book()), &error::damaged);

    std::string deep;
    for (int i = 0; i < 100; ++i) deep += "<a>";
    EXPECT_EQ(reading_error(ZipFile(ZipFile::workbook(deep)).book()), &error::too_large);

    std::string noise;  // does not compress, so that no other limit is met first
    for (std::uint32_t i = 1; noise.size() < (4 << 20); i = i * 1664525 + 1013904223)
        noise += std::to_string(i);
    EXPECT_EQ(reading_error(ZipFile(ZipFile::workbook("<row a=\"" + noise + "\"/>")).book()),
              &error::too_large);
}

TEST(Xlsx, RefusesSharedStringsThatDoNotExist) {
    ZipFile const file(ZipFile::workbook(R"(<row r="1"><c r="A1" t="s"><v>5</v></c></row>)"));
    EXPECT_EQ(reading_error(file.book()), &error::damaged);
}

TEST(Xlsx, RefusesBrokenXml) {
    EXPECT_EQ(reading_error(ZipFile(ZipFile::workbook("<row><c></row>")).book()), &error::damaged);
}

TEST(SharedStrings, HoldsEveryTextOnce) {
    SharedStrings strings;
    std::string const longest(limit::cell_bytes, 'x');
    ASSERT_TRUE(strings.add("", false));
    ASSERT_TRUE(strings.add("Blora", false));
    ASSERT_TRUE(strings.add(longest + "é", true));
    for (int i = 0; i < 100'000; ++i) ASSERT_TRUE(strings.add(std::to_string(i), false));
    EXPECT_EQ(strings.get(0), "");
    EXPECT_EQ(strings.get(1), "Blora");
    EXPECT_EQ(strings.get(2), longest);
    EXPECT_TRUE(strings.was_cut(2));
    EXPECT_FALSE(strings.was_cut(1));
    EXPECT_EQ(strings.get(100'002), "99999");
    EXPECT_EQ(strings.get(100'003), "");
}

TEST(SharedStrings, EndsAtItsLimit) {
    SharedStrings strings;
    std::string const text(limit::cell_bytes, 'x');
    std::size_t count = 0;
    while (strings.add(text, false)) ++count;
    EXPECT_LE(count * text.size(), limit::shared_string_bytes);
    EXPECT_GT(count * text.size(), limit::shared_string_bytes * 9 / 10);
}

TEST(CellPlace, ReadsReferences) {
    EXPECT_EQ(place_of("A1").column, 0U);
    EXPECT_EQ(place_of("XFD1048576").column, 16'383U);
    EXPECT_EQ(place_of("XFD1048576").row, 1'048'576U);
    EXPECT_EQ(place_of("12").column, SIZE_MAX);
    EXPECT_EQ(place_of("").row, 0U);
}

}  // namespace
}  // namespace bina::intake
