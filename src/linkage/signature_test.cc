#include "linkage/signature.h"

#include <gmock/gmock.h>

#include "linkage/link_fixture.h"

namespace bina::linkage::batch {
namespace {

using fixture::Dice;

/// One bit after the other.
int bits_by_hand(std::uint64_t x) {
    int count = 0;
    for (unsigned bit = 0; bit < 64; ++bit) count += (x >> bit & 1U) != 0 ? 1 : 0;
    return count;
}

int digits_that_differ(std::uint64_t a, std::uint64_t b) {
    int count = 0;
    for (unsigned digit = 0; digit < 16; ++digit)
        count += (a >> 4 * digit & 15U) != (b >> 4 * digit & 15U) ? 1 : 0;
    return count;
}

std::vector<std::uint32_t> by_hand(Probe const& probe, Signatures const& rows, std::size_t begin,
                                   std::size_t end) {
    std::vector<std::uint32_t> found;
    for (auto i = begin; i < end; ++i) {
        int const shared = bits_by_hand(probe.low & rows.low[i]) + bits_by_hand(probe.high & rows.high[i]);
        double const dice =
            200.0 * shared / static_cast<double>(std::max<std::uint64_t>(probe.bits + rows.bits[i], 1));
        bool const alike = shared > 0 && dice >= static_cast<double>(probe.alike_percent);
        bool const near =
            probe.near != 0 && rows.near[i] != 0 && digits_that_differ(probe.near, rows.near[i]) <= 2;
        bool const equal = probe.equal != 0 && probe.equal == rows.equal[i];
        if (alike || near || equal) found.push_back(static_cast<std::uint32_t>(i));
    }
    return found;
}

Signatures random_rows(std::size_t count, std::uint64_t seed) {
    Dice dice(seed);
    Signatures rows;
    std::uint64_t const base = dice.next();
    for (std::size_t i = 0; i < count; ++i) {
        rows.low.push_back(dice.next() & dice.next());
        rows.high.push_back(dice.percent(20) ? 0 : dice.next() & dice.next());
        if (dice.percent(5)) rows.low.back() = 0;
        rows.bits.push_back(
            static_cast<std::uint64_t>(bits_by_hand(rows.low.back()) + bits_by_hand(rows.high.back())));
        std::uint64_t near = base;
        for (std::size_t k = dice.below(4); k > 0; --k)
            near ^= std::uint64_t{1 + dice.below(15)} << 4 * dice.below(16);
        rows.near.push_back(dice.percent(30) ? 0 : near);
        rows.equal.push_back(dice.percent(30) ? 0 : 1 + dice.below(20));
    }
    return rows;
}

TEST(ScanKernels, EachFindsWhatIsFoundByHand) {
    ASSERT_EQ(scan_kernels().back().name, "portable");
    auto const rows = random_rows(300, 7);
    std::vector<std::uint32_t> out(rows.size());
    for (std::uint32_t const percent : {1U, 35U, 50U, 60U, 100U}) {
        for (std::size_t at = 0; at < rows.size(); at += 7) {
            auto const probe = Probe::of(rows, at, percent);
            for (auto const& [begin, end] :
                 {std::pair<std::size_t, std::size_t>{0, 300}, {3, 4}, {5, 5}, {1, 18}, {290, 297}}) {
                auto const expected = by_hand(probe, rows, begin, end);
                for (auto const& [name, kernel] : scan_kernels()) {
                    auto const count = kernel(probe, rows, begin, end, out.data());
                    EXPECT_THAT(std::vector(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(count)),
                                testing::ElementsAreArray(expected))
                        << name << " at " << at << " of " << percent;
                }
            }
        }
    }
}

TEST(Signatures, NamesOfTheSamePairsOfLettersAreAlike) {
    auto const spec = fixture::spec_of(fixture::people_spec);
    auto const table =
        fixture::table_of(spec, {{"1", "Slamet Riyadi", "", "", ""}, {"2", "Riyadi Slamet", "", "", ""}});
    Signatures signatures;
    signatures.add(table, {.texts = {0}, .numbers = {3}, .within = {}}, 0);
    signatures.add(table, {.texts = {0}, .numbers = {3}, .within = {}}, 1);
    EXPECT_EQ(signatures.low[0], signatures.low[1]);
    EXPECT_EQ(signatures.high[0], signatures.high[1]);
    EXPECT_GT(signatures.bits[0], 8U);
}

}  // namespace
}  // namespace bina::linkage::batch
