#include "intake/book.h"

#include <gmock/gmock.h>

#include "intake/book_fixture.h"

namespace bina::intake {
namespace {

using namespace std::string_view_literals;
using fixture::TextFile, fixture::Workbook, fixture::ZipFile;

std::string_view refusal(std::string_view bytes) {
    auto const book = TextFile(bytes).open();
    return book ? "opened"sv : book.error().kind->key;
}

std::string_view archive_refusal(ZipFile::Entries const& entries) {
    auto const book = ZipFile(entries).open();
    return book ? "opened"sv : book.error().kind->key;
}

std::string wide(std::string_view ascii) {
    std::string text;
    for (char const c : ascii) (text += c) += '\0';
    return text;
}

TEST(Book, SaysWhatAForeignFileIs) {
    auto const compound = std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") + std::string(600, '\0');
    EXPECT_EQ(refusal(""), "intake.empty");
    EXPECT_EQ(refusal(" \r\n\t\n"), "intake.empty");
    EXPECT_EQ(refusal("\xEF\xBB\xBF"), "intake.empty");
    EXPECT_EQ(refusal(compound + wide("Workbook")), "intake.damaged");
    EXPECT_EQ(refusal(compound + wide("EncryptedPackage")), "intake.encrypted");
    EXPECT_EQ(refusal(compound + wide("WordDocument")), "intake.is_document");
    EXPECT_EQ(refusal(compound), "intake.not_supported");
    EXPECT_EQ(refusal("%PDF-1.7\nx"), "intake.is_pdf");
    EXPECT_EQ(refusal("\x89PNG\r\n\x1A\n"), "intake.is_image");
    EXPECT_EQ(refusal("Rar!\x1A\x07"), "intake.is_archive");
    EXPECT_EQ(refusal("{\\rtf1 x}"), "intake.is_document");
    EXPECT_EQ(refusal("<html><table><tr><td>Nama</td></tr></table>"), "intake.is_web_page");
    EXPECT_EQ(refusal("<?xml version=\"1.0\"?><Workbook/>"), "intake.is_web_page");
    EXPECT_EQ(refusal("-- MySQL dump 10.13\nCREATE TABLE a (b int);"), "intake.is_sql");
    EXPECT_EQ(refusal("SQLite format 3\0"sv), "intake.is_sql");
    EXPECT_EQ(refusal("[{\"nama\": \"A\"}]"), "intake.is_json");
    EXPECT_EQ(refusal(std::string(1000, '\x01')), "intake.not_supported");
}

TEST(Book, SaysWhatAForeignArchiveIs) {
    EXPECT_EQ(archive_refusal({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}}),
              "intake.damaged");
    EXPECT_EQ(archive_refusal({{"word/document.xml", "<a/>"}}), "intake.is_document");
    EXPECT_EQ(archive_refusal({{"xl/workbook.bin", "x"}}), "intake.is_xlsb");
    EXPECT_EQ(archive_refusal({{"data.csv", "a;b"}}), "intake.is_archive");
}

TEST(Book, RefusesWhatIsDamaged) {
    Workbook workbook({{"a", "b"}, {"c", "d"}});
    auto const whole = workbook.file().bytes();
    for (auto const share : {2, 3, 10})
        EXPECT_EQ(refusal(std::string_view(whole).substr(0, whole.size() / static_cast<std::size_t>(share))),
                  "intake.damaged");
    EXPECT_EQ(archive_refusal({{"[Content_Types].xml", "<a/>"}}), "intake.damaged");
    EXPECT_EQ(archive_refusal({{"[Content_Types].xml", "<a/>"}, {"xl/workbook.xml", "<workbook/>"}}),
              "intake.damaged");
}

TEST(Book, RefusesBombs) {
    ZipFile::Entries many;
    for (std::uint64_t i = 0; i <= limit::archive_entries; ++i) many.emplace_back(std::to_string(i), "x");
    EXPECT_EQ(archive_refusal(many), "intake.too_large");
    auto const blanks = "<row r=\"1\"><c r=\"A1\"><v>" + std::string(64 << 20, '0') + "</v></c></row>";
    EXPECT_EQ(archive_refusal(ZipFile::workbook(blanks)), "intake.too_large");
}

TEST(Book, RefusesAnEncryptedArchive) {
    Workbook workbook({{"a"}});
    auto const& file = workbook.file();
    int code = 0;
    auto* archive = zip_open(file.path().c_str(), 0, &code);
    ASSERT_NE(archive, nullptr);
    ASSERT_EQ(zip_file_set_encryption(archive, 0, ZIP_EM_AES_256, "kunci"), 0);
    ASSERT_EQ(zip_close(archive), 0);
    EXPECT_EQ(file.open().error().kind, &error::encrypted);
}

TEST(Book, FileThatIsNotThere) {
    EXPECT_EQ(Book::open("/nonexistent/a.csv").error().kind, &error::unreadable);
    EXPECT_EQ(Book::open("/").error().kind, &error::unreadable);
}

TEST(Book, ContentDecidesNotTheName) {
    Workbook workbook({{"Nama", "Kota"}, {"A", "Blora"}});
    auto const book = TextFile(workbook.file().bytes()).open();  // a workbook called .csv
    ASSERT_TRUE(book);
    EXPECT_EQ(book->sheets()[0].name, "Data");
}

std::vector<std::vector<std::string>> rows_of(Book const& book) {
    std::vector<std::vector<std::string>> rows;
    EXPECT_TRUE(book.for_each_row(0, [&](std::uint64_t, std::span<Cell const> cells) {
        auto& row = rows.emplace_back();
        for (auto const& cell : cells) row.emplace_back(cell.text);
        return Visit::next;
    }));
    return rows;
}

TEST(Book, RowsThatStandInOneCellAreTakenApart) {
    std::vector<std::vector<std::string>> const apart{
        {"No", "Nama", "Desa"}, {"1", "Siti", "Balun"}, {"2", "Budi", ""}};
    EXPECT_EQ(rows_of(Workbook({{"No;Nama;Desa"}, {"1;Siti;Balun"}, {"2;Budi;"}}).file().book()), apart);
    EXPECT_EQ(rows_of(TextFile("\"No;Nama;Desa\"\n\"1;Siti;Balun\"\n\"2;Budi;\"\n").book()), apart);
    // Sentences have their marks now and then
    fixture::Rows const texts{{"Siti, Budi, dan Wati"}, {"Warung, Cepu"}, {"Toko"}};
    EXPECT_EQ(rows_of(Workbook(texts).file().book()), texts);
}

}  // namespace
}  // namespace bina::intake
