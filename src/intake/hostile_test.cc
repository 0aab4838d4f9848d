#include <gmock/gmock.h>

#include "intake/book_fixture.h"
#include "intake/file_type.h"

/// Files that are damaged or meant to do harm: each is refused with what it is, or read within the limits.
/// How long they take and how much memory, `tools/hostile.py` measures.
namespace bina::intake {
namespace {

using namespace std::string_view_literals;
using fixture::read, fixture::TemporaryFile, fixture::TextFile, fixture::ZipFile;
using testing::Contains, testing::HasSubstr;

/// "key detail" of why a file cannot be opened or read, or "read".
std::string outcome(TemporaryFile const& file) {
    auto const book = file.open();
    auto const told = [](base::Error const& error) {
        return std::string(error.kind->key.substr(error.kind->key.find('.') + 1)) + " " + error.detail;
    };
    if (!book) return told(book.error());
    for (std::size_t sheet = 0; sheet < book->sheets().size(); ++sheet)
        if (auto const report = book->for_each_row(sheet, [](auto, auto) { return Visit::next; }); !report)
            return told(report.error());
    return "read";
}

ZipFile workbook(std::string const& sheet_data) {
    return ZipFile(ZipFile::workbook(sheet_data));
}

/// A workbook whose sheet is this document.
ZipFile document(std::string const& xml) {
    auto entries = ZipFile::workbook("");
    entries.back().second = xml;
    return ZipFile(entries);
}

TemporaryFile& write(TemporaryFile& file, std::string_view bytes) {
    file.write(bytes);
    return file;
}

TEST(Hostile, NothingInIt) {
    EXPECT_EQ(outcome(TextFile("")), "empty ");
    EXPECT_EQ(outcome(TextFile(" \r\n\t \n")), "empty ");
}

TEST(Hostile, CutAnywhere) {
    auto const whole = workbook(R"(<row><c t="str"><v>a</v></c></row>)").bytes();
    for (std::size_t size = 4; size < whole.size(); size += 37) {
        TemporaryFile file(".xlsx");
        EXPECT_THAT(outcome(write(file, std::string_view(whole).substr(0, size))), HasSubstr("damaged"))
            << size;
    }
}

TEST(Hostile, ChangedAnywhere) {
    auto const whole = workbook(R"(<row><c t="str"><v>a</v></c></row>)").bytes();
    for (std::size_t at = 0; at < whole.size(); at += 3) {
        auto changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x41);
        TemporaryFile file(".xlsx");
        EXPECT_NE(outcome(write(file, changed)), "") << at;
    }
}

TEST(Hostile, AgileEncryptionIsACompoundFile) {
    auto bytes = std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") + std::string(1'016, '\0');
    for (char const c : "EncryptedPackage"sv) (bytes += c) += '\0';
    EXPECT_EQ(outcome(TextFile(bytes)), "encrypted office");
}

TEST(Hostile, TwoGigabytesAreNotLookedAt) {
    TemporaryFile const file(".csv");
    file.write("a;b\n");
    std::filesystem::resize_file(file.path(), std::uint64_t{2} << 30);
    EXPECT_EQ(outcome(file), "too_large file_bytes");
}

TEST(Hostile, AMillionColumns) {
    auto const text = "a" + std::string(1'000'000, ';') + "b\n";
    auto const found = read(TextFile(text).book());
    EXPECT_LE(found.rows.at(0).size(), limit::columns);
    EXPECT_EQ(found.report.fault_count, 1U) << "what is left out is said";

    std::string cells;
    for (std::uint64_t i = 0; i <= limit::columns_stored; ++i) cells += "<c><v>1</v></c>";
    EXPECT_EQ(outcome(workbook("<row>" + cells + "</row>")), "too_large columns");
    EXPECT_EQ(outcome(workbook(R"(<row><c r="ZZZZZ1"><v>1</v></c></row>)")), "too_large columns");
}

TEST(Hostile, ACellOfTenMegabytes) {
    auto const found = read(TextFile("a;b\n\"" + std::string(10 << 20, 'x') + "\";c\n").book());
    EXPECT_EQ(found.rows.at(1).at(0).size(), limit::cell_bytes);
    EXPECT_EQ(found.rows.at(1).at(1), "c");
    EXPECT_THAT(found.report.faults, Contains(RowFault{2, fault::cell_cut}));

    std::string text;
    for (std::size_t i = 0; i < (10 << 20) / 8; ++i) text += std::to_string(10'000'000 + i * 77 % 90'000'000);
    auto const sheet = read(workbook("<row><c t=\"str\"><v>" + text + "</v></c></row>").book());
    EXPECT_EQ(sheet.rows.at(0).at(0).size(), limit::cell_bytes);
    EXPECT_THAT(sheet.report.faults, Contains(RowFault{1, fault::cell_cut}));
}

TEST(Hostile, BombOfOneEntry) {
    EXPECT_EQ(outcome(workbook(std::string(64 << 20, ' '))), "too_large archive_ratio");
}

TEST(Hostile, BombOfManyEntries) {
    ZipFile::Entries many;
    for (std::uint64_t i = 0; i <= limit::archive_entries; ++i) many.emplace_back(std::to_string(i), "");
    EXPECT_EQ(outcome(ZipFile(many)), "too_large archive_entries");
}

/// Little-endian fields of a zip's headers.
std::string field(std::uint64_t value, unsigned bytes) {
    std::string out;
    for (unsigned i = 0; i < bytes; ++i) out += static_cast<char>(value >> 8 * i & 0xFFU);
    return out;
}

TEST(Hostile, BombOfOverlappingEntries) {
    // Each says that it is the same gigabyte
    auto const sizes = field(0, 4) + field(10 << 20, 4) + field(1'000 << 20, 4);
    std::string const shared = field(20, 2) + field(0, 2) + field(8, 2) + field(0, 4) + sizes;
    std::string bytes = "PK\3\4" + shared + field(1, 2) + field(0, 2) + "a" + std::string(10 << 20, '\0');
    auto const directory_at = bytes.size();
    for (char const name : "abc"sv)
        bytes += "PK\1\2" + field(20, 2) + shared + field(1, 2) + std::string(16, '\0') + name;
    auto const directory = bytes.size() - directory_at;
    bytes += "PK\5\6" + field(0, 4) + field(3, 2) + field(3, 2) + field(directory, 4) +
             field(directory_at, 4) + field(0, 2);
    TemporaryFile file(".xlsx");
    EXPECT_EQ(outcome(write(file, bytes)), "too_large archive_bytes");
}

TEST(Hostile, BombInABomb) {
    auto const inner = ZipFile(ZipFile::Entries{{"a.csv", std::string(1 << 20, 'x')}}).bytes();
    EXPECT_EQ(outcome(ZipFile(ZipFile::Entries{{"1.zip", inner}, {"2.zip", inner}})), "is_archive ");
}

TEST(Hostile, BombThatLiesAboutItsSize) {
    auto bytes = workbook(std::string(1 << 20, ' ')).bytes();
    for (auto const& [mark, size_at, name_at] :
         {std::tuple("PK\3\4"sv, 22U, 30U), std::tuple("PK\1\2"sv, 24U, 46U)})
        for (auto at = bytes.find(mark); at != bytes.npos; at = bytes.find(mark, at + 4))
            if (bytes.compare(at + name_at, 24, "xl/worksheets/sheet1.xml") == 0)
                bytes.replace(at + size_at, 4, field(99, 4));
    TemporaryFile file(".xlsx");
    EXPECT_THAT(outcome(write(file, bytes)), HasSubstr("damaged"));
}

TEST(Hostile, BombOfRows) {
    EXPECT_EQ(outcome(workbook(R"(<row r="1048577"><c><v>1</v></c></row>)")), "too_large rows");
    EXPECT_EQ(
        outcome(workbook(R"(<row r="18446744073709551615"><c><v>1</v></c></row><row><c><v>1</v></c></row>)")),
        "too_large rows");
}

TEST(Hostile, BombOfStyles) {
    auto entries = ZipFile::workbook("");
    std::string styles = "<styleSheet>";
    while (styles.size() <= limit::part_bytes) styles += "<x" + std::to_string(styles.size() * 7919) + "/>";
    entries[2].second.replace(entries[2].second.find("x/sharedStrings"), 15, "x/styles");
    entries.emplace_back("xl/sharedStrings.xml", styles);
    EXPECT_EQ(outcome(ZipFile(entries)), "too_large part_bytes");
}

TEST(Hostile, EntitiesAreNotExpanded) {
    EXPECT_EQ(outcome(document(
                  "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><worksheet>&b;</worksheet>")),
              "damaged doctype");
    EXPECT_EQ(outcome(document(
                  "<!DOCTYPE x [<!ENTITY p SYSTEM \"file:///etc/passwd\">]><worksheet>&p;</worksheet>")),
              "damaged doctype");
}

TEST(Hostile, DepthAndLengthAreBounded) {
    std::string deep;
    for (int i = 0; i < 1'000; ++i) deep += "<a>";
    EXPECT_EQ(outcome(document(deep)), "too_large xml_depth");
    std::string attribute;
    for (std::size_t i = 0; attribute.size() < 4 << 20; ++i) attribute += std::to_string(i * 7919);
    EXPECT_EQ(outcome(document("<worksheet a=\"" + attribute + "\"/>")), "too_large xml_token_bytes");
}

TEST(Hostile, NamesOfEntriesAreNoPaths) {
    auto entries = ZipFile::workbook(R"(<row><c t="str"><v>a</v></c></row>)");
    auto const outside = std::filesystem::temp_directory_path() / "bina-outside";
    entries.emplace_back("../../../../../../../.." + outside.string(), "x");
    entries.emplace_back(outside.string(), "x");
    EXPECT_EQ(outcome(ZipFile(entries)), "read");
    EXPECT_FALSE(std::filesystem::exists(outside));

    auto away = ZipFile::workbook("");
    auto& links = away[2].second;
    links.replace(links.find("worksheets/sheet1.xml"), 21, "../../../../../etc/passwd");
    EXPECT_THAT(outcome(ZipFile(away)), HasSubstr("damaged"));
}

}  // namespace
}  // namespace bina::intake
