#include "intake/xls.h"

#include <gmock/gmock.h>

#include "intake/xls_fixture.h"

namespace bina::intake {
namespace {

using fixture::read, fixture::Rows, fixture::TemporaryFile, fixture::XlsDay, fixture::XlsFileBytes,
    fixture::XlsSheet;
using testing::ElementsAre;

class File : public TemporaryFile {
public:
    explicit File(std::string_view bytes) : TemporaryFile(".xls") { write(bytes); }
};

std::vector<XlsSheet> const two_sheets{
    {"Cepu",
     {{"NIK", "NAMA", "RT/RW", "OMZET"},
      {std::int64_t{3316095203870001}, "SITI", XlsDay{45323}, std::int64_t{-7}}}},
    {"Blora", {{"NIK"}, {}, {"x"}}}};

TEST(Xls, SheetsAreReadByTheOtherProgram) {
    auto const book = File(XlsFileBytes(two_sheets).bytes()).book();
    ASSERT_EQ(book.sheets().size(), 2U);
    EXPECT_EQ(book.sheets()[0].name, "Cepu");
    std::vector<CellKind> kinds;
    ASSERT_TRUE(book.for_each_row(0, [&](std::uint64_t row, std::span<Cell const> cells) {
        if (row == 2)
            for (auto const& cell : cells) kinds.push_back(cell.kind);
        return Visit::next;
    }));
    EXPECT_THAT(kinds, ElementsAre(CellKind::number, CellKind::text, CellKind::date, CellKind::number));
    EXPECT_EQ(fixture::read_all(book, 0),
              (Rows{{"NIK", "NAMA", "RT/RW", "OMZET"}, {"3316095203870001", "SITI", "2024-02-01", "-7"}}));
    auto const second = read(book, 1);
    EXPECT_EQ(second.rows, (Rows{{"NIK"}, {"x"}}));
    EXPECT_THAT(second.numbers, ElementsAre(1U, 3U));
}

TEST(Xls, TheFileMayGoOnceItIsOpen) {
    auto const book = File(XlsFileBytes(two_sheets).bytes()).open();
    EXPECT_EQ(fixture::read_all(*book, 1), (Rows{{"NIK"}, {"x"}}));
}

TEST(Xls, APasswordIsSaid) {
    EXPECT_EQ(File(XlsFileBytes(two_sheets, true).bytes()).open().error().kind, &error::encrypted);
}

TEST(Xls, WhateverIsCutOrChangedIsRefusedOrRead) {
    auto const whole = XlsFileBytes(two_sheets).bytes();
    for (std::size_t size = 600; size < whole.size(); size += 997) {
        auto const cut = File(std::string_view(whole).substr(0, size)).open();
        if (cut) continue;
        EXPECT_THAT(cut.error().kind, testing::AnyOf(&error::damaged, &error::not_supported)) << size;
    }
    for (std::size_t at = 0; at < whole.size(); at += 61) {
        auto changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x55);
        auto const book = File(changed).open();
        if (!book) continue;
        for (std::size_t sheet = 0; sheet < book->sheets().size(); ++sheet)
            (void)fixture::read_all(*book, sheet);
    }
}

TEST(Xls, RowsThatAreOnlyClaimedCostNoMemoryHere) {
    auto sheets = two_sheets;
    sheets[0].rows_claimed = 0xFFFFFF;
    auto const book = File(XlsFileBytes(sheets).bytes()).open();
    if (book) {
        EXPECT_EQ(fixture::read_all(*book, 0).size(), 2U);
        return;
    }
    EXPECT_THAT(book.error().kind, testing::AnyOf(&error::damaged, &error::too_large));
}

std::string number(std::uint32_t value) {
    std::string bytes;
    for (unsigned shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(value >> shift & 0xFFU);
    return bytes;
}
std::string text(std::string const& said) {
    return number(static_cast<std::uint32_t>(said.size())) + said;
}

TEST(XlsCells, OnlyWhatTheOtherProgramWritesIsTaken) {
    auto const sheet = "S" + text("A");
    auto const row = "R" + number(1) + number(1) + "t" + number(2) + text("x");
    EXPECT_TRUE(XlsCells::parse(sheet + row + "E"));
    for (auto const& wrong :
         {std::string(), sheet, sheet + row, row + "E", std::string("E"),
          sheet + "R" + number(0) + number(0) + "E", sheet + "R" + number(1) + number(0xFFFFFFFF) + "E",
          sheet + "Z", sheet + "S" + number(99) + "E",
          sheet + "R" + number(1) + number(1) + "t" + number(20'000) + text("x") + "E",
          sheet + "R" + number(1) + number(1) + "t" + number(0) + text("\xFF") + "E"})
        EXPECT_EQ(XlsCells::parse(wrong).error().kind, &error::damaged) << wrong;
}

}  // namespace
}  // namespace bina::intake
