#include "intake/masking.h"

#include <gtest/gtest.h>

#include "registry/identifier.h"

namespace bina::intake {
namespace {

TEST(MaskedNumbers, HidesWhatMayBeAPersonsNumber) {
    using registry::masked_numbers;
    EXPECT_EQ(masked_numbers("3316095203870001"), "3316**********01");
    EXPECT_EQ(masked_numbers("0812-3456-7890"), "0812-****-**90");
    EXPECT_EQ(masked_numbers("hp 081234567890 bu siti"), "hp 0812******90 bu siti");
    EXPECT_EQ(masked_numbers("'3316 0952 0387 0001"), "'3316 **** **** **01");
    EXPECT_EQ(masked_numbers("081234567890/085641830297"), "0812******90/0856******97");
    EXPECT_EQ(masked_numbers("siti.aminah@gmail.com, a@b.id"), "s***@gmail.com, a***@b.id");
}

TEST(MaskedNumbers, LeavesWhatIsNone) {
    using registry::masked_numbers;
    for (std::string const text : {"", "Jl. Pemuda No. 12 RT 03/04", "12 Mei 2021", "Rp 48.731.62", "3316"})
        EXPECT_EQ(masked_numbers(text), text);
}

TEST(MaskedCell, HidesByWhatTheColumnHolds) {
    EXPECT_EQ(masked_cell("owner.nik", "3316095203870001"), "3316**********01");
    EXPECT_EQ(masked_cell("owner.nik", "331609520"), "3316***20");
    EXPECT_EQ(masked_cell("owner.nik", "33160952"), "***") << "too short to be one, and still of somebody";
    EXPECT_EQ(masked_cell("owner.nik", "belum ada"), "belum ada");
    EXPECT_EQ(masked_cell("measure.sales", "Rp 5.000.000"), "***");
    EXPECT_EQ(masked_cell("measure.sales", "lima juta"), "***");
    EXPECT_EQ(masked_cell("composite.birth", "Blora, 12-03-1987"), "***");
    EXPECT_EQ(masked_cell("owner.birth_day", ""), "");
}

TEST(MaskedCell, ShowsNamesAndCodes) {
    EXPECT_EQ(masked_cell("owner.name", "Siti Aminah"), "Siti Aminah");
    EXPECT_EQ(masked_cell("owner.name", "Siti 081234567890"), "Siti 0812******90");
    EXPECT_EQ(masked_cell("business.nib", "9120001234567"), "9120001234567");
    EXPECT_EQ(masked_cell("business.nib", "081234567890"), "0812******90") << "a phone in a wrong column";
    EXPECT_EQ(masked_cell("place.latitude", "-6.970123456"), "-6.970123456");
    EXPECT_EQ(masked_cell("", "Beran"), "Beran");
}

TEST(CellMask, ForAPurposeShowsAll) {
    EXPECT_EQ(CellMask::none().cell(0, "3316095203870001"), "3316095203870001");
    Settings settings;
    settings.columns.push_back({0, "NIK", "owner.nik"});
    auto const mask = CellMask::of(settings);
    EXPECT_EQ(mask.cell(0, "3316095203870001"), "3316**********01");
    EXPECT_EQ(mask.value({registry::Field::sales, "5000000"}), "***");
    EXPECT_EQ(mask.value({registry::Field::village, "3316051005"}), "3316051005");
    ListRow::Remark const remark{.field = "measure.sales"};
    EXPECT_EQ(mask.param(remark, "5000000"), "***");
    EXPECT_EQ(mask.param(remark, "12"), "12");
}

}  // namespace
}  // namespace bina::intake
