#include "linkage/signature.h"

#include <bit>
#include <string>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace bina::linkage::batch {
namespace {

constexpr std::uint64_t digit_feet = 0x1111'1111'1111'1111U;
constexpr int digits_near = 2;

struct Pairs {
    std::uint64_t low = 0;
    std::uint64_t high = 0;

    void put(unsigned char first, unsigned char second) {
        auto const hash = mixed(std::uint64_t{first} << 8U | second) >> 57U;
        (hash < 64 ? low : high) |= std::uint64_t{1} << (hash & 63U);
    }
    void put(std::string_view word) {
        unsigned char before = ' ';
        for (char const letter : word) {
            auto const here = static_cast<unsigned char>(letter);
            put(before, here);
            before = here;
        }
    }
};

bool is_alike(Probe const& probe, Signatures const& rows, std::size_t i) {
    auto const shared = static_cast<std::uint64_t>(std::popcount(probe.low & rows.low[i]) +
                                                   std::popcount(probe.high & rows.high[i]));
    if (shared != 0 && shared * 200 >= probe.alike_percent * (probe.bits + rows.bits[i])) return true;
    if (probe.equal != 0 && probe.equal == rows.equal[i]) return true;
    if (probe.near == 0 || rows.near[i] == 0) return false;
    std::uint64_t const x = probe.near ^ rows.near[i];
    return std::popcount((x | x >> 1U | x >> 2U | x >> 3U) & digit_feet) <= digits_near;
}

std::size_t scan_portable(Probe const& probe, Signatures const& rows, std::size_t begin, std::size_t end,
                          std::uint32_t* out) {
    std::size_t found = 0;
    for (std::size_t i = begin; i < end; ++i) {
        out[found] = static_cast<std::uint32_t>(i);
        found += is_alike(probe, rows, i) ? 1 : 0;
    }
    return found;
}

#if defined(__x86_64__)

std::size_t put_places(unsigned mask, std::size_t first, std::uint32_t* out) {
    std::size_t found = 0;
    for (; mask != 0; mask &= mask - 1)
        out[found++] = static_cast<std::uint32_t>(first + static_cast<unsigned>(std::countr_zero(mask)));
    return found;
}

// Lanes of 64 bits; what does not fill a register is left to plain C++. No member function is called inside:
// it would not be compiled for these processors.
__attribute__((target("avx512f,avx512vpopcntdq"))) std::size_t scan_avx512(Probe const& probe,
                                                                           Signatures const& rows,
                                                                           std::size_t begin, std::size_t end,
                                                                           std::uint32_t* out) {
    constexpr std::size_t lanes = 8;
    constexpr __mmask8 every = 0xFF;  // the forms without a mask make GCC 12 warn of what it declares itself
    auto const whole = [](std::uint64_t x) { return static_cast<long long>(x); };
    __m512i const low = _mm512_set1_epi64(whole(probe.low));
    __m512i const high = _mm512_set1_epi64(whole(probe.high));
    __m512i const percent = _mm512_set1_epi64(whole(probe.alike_percent));
    __m512i const own = _mm512_set1_epi64(whole(probe.bits));
    __m512i const near = _mm512_set1_epi64(whole(probe.near));
    __m512i const equal = _mm512_set1_epi64(whole(probe.equal));
    __m512i const feet = _mm512_set1_epi64(whole(digit_feet));
    __m512i const two_hundred = _mm512_set1_epi64(200);
    __m512i const most = _mm512_set1_epi64(digits_near);
    unsigned const has_near = probe.near != 0 ? 0xFFU : 0;
    unsigned const has_equal = probe.equal != 0 ? 0xFFU : 0;
    std::size_t found = 0;
    std::size_t i = begin;
    for (; i + lanes <= end; i += lanes) {
        __m512i const shared = _mm512_add_epi64(
            _mm512_popcnt_epi64(_mm512_and_si512(low, _mm512_loadu_si512(rows.low.data() + i))),
            _mm512_popcnt_epi64(_mm512_and_si512(high, _mm512_loadu_si512(rows.high.data() + i))));
        __m512i const need = _mm512_maskz_mul_epu32(
            every, percent, _mm512_add_epi64(own, _mm512_loadu_si512(rows.bits.data() + i)));
        unsigned mask = _mm512_cmpge_epu64_mask(_mm512_maskz_mul_epu32(every, shared, two_hundred), need) &
                        _mm512_test_epi64_mask(shared, shared);
        mask |= _mm512_cmpeq_epi64_mask(equal, _mm512_loadu_si512(rows.equal.data() + i)) & has_equal;
        __m512i const other = _mm512_loadu_si512(rows.near.data() + i);
        __m512i const x = _mm512_xor_si512(near, other);
        __m512i const any = _mm512_or_si512(
            _mm512_or_si512(x, _mm512_maskz_srli_epi64(every, x, 1)),
            _mm512_or_si512(_mm512_maskz_srli_epi64(every, x, 2), _mm512_maskz_srli_epi64(every, x, 3)));
        mask |= _mm512_cmple_epu64_mask(_mm512_popcnt_epi64(_mm512_and_si512(any, feet)), most) & has_near &
                _mm512_test_epi64_mask(other, other);
        if (mask != 0) found += put_places(mask, i, out + found);
    }
    return found + scan_portable(probe, rows, i, end, out + found);
}

/// Bits set in each lane of 64: by a table of the 16 half bytes, summed.
__attribute__((target("avx2"))) inline __m256i bits_set(__m256i x) {
    __m256i const table = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2,
                                           2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
    __m256i const half = _mm256_set1_epi8(15);
    __m256i const counts =
        _mm256_add_epi8(_mm256_shuffle_epi8(table, _mm256_and_si256(x, half)),
                        _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi64(x, 4), half)));
    return _mm256_sad_epu8(counts, _mm256_setzero_si256());
}

__attribute__((target("avx2"))) inline __m256i in_all_lanes(std::uint64_t x) {
    return _mm256_set1_epi64x(static_cast<long long>(x));
}

__attribute__((target("avx2"))) inline __m256i four_from(std::uint64_t const* from) {
    return _mm256_loadu_si256(reinterpret_cast<__m256i const*>(from));
}

__attribute__((target("avx2"))) std::size_t scan_avx2(Probe const& probe, Signatures const& rows,
                                                      std::size_t begin, std::size_t end,
                                                      std::uint32_t* out) {
    constexpr std::size_t lanes = 4;
    __m256i const low = in_all_lanes(probe.low);
    __m256i const high = in_all_lanes(probe.high);
    __m256i const percent = in_all_lanes(probe.alike_percent);
    __m256i const own = in_all_lanes(probe.bits);
    __m256i const near = in_all_lanes(probe.near);
    __m256i const equal = in_all_lanes(probe.equal);
    __m256i const zero = _mm256_setzero_si256();
    __m256i const has_near = in_all_lanes(probe.near != 0 ? ~std::uint64_t{0} : 0);
    __m256i const has_equal = in_all_lanes(probe.equal != 0 ? ~std::uint64_t{0} : 0);
    std::size_t found = 0;
    std::size_t i = begin;
    for (; i + lanes <= end; i += lanes) {
        __m256i const shared = bits_set(_mm256_and_si256(low, four_from(rows.low.data() + i)));
        __m256i const sum =
            _mm256_add_epi64(shared, bits_set(_mm256_and_si256(high, four_from(rows.high.data() + i))));
        __m256i const need =
            _mm256_mul_epu32(percent, _mm256_add_epi64(own, four_from(rows.bits.data() + i)));
        // The numbers are small, so that signed comparison serves.
        __m256i const less =
            _mm256_or_si256(_mm256_cmpgt_epi64(need, _mm256_mul_epu32(sum, in_all_lanes(200))),
                            _mm256_cmpeq_epi64(sum, zero));
        __m256i hits = _mm256_andnot_si256(less, _mm256_cmpeq_epi64(zero, zero));
        hits = _mm256_or_si256(
            hits, _mm256_and_si256(has_equal, _mm256_cmpeq_epi64(equal, four_from(rows.equal.data() + i))));
        __m256i const other = four_from(rows.near.data() + i);
        __m256i const x = _mm256_xor_si256(near, other);
        __m256i const any =
            _mm256_or_si256(_mm256_or_si256(x, _mm256_srli_epi64(x, 1)),
                            _mm256_or_si256(_mm256_srli_epi64(x, 2), _mm256_srli_epi64(x, 3)));
        __m256i const far =
            _mm256_or_si256(_mm256_cmpgt_epi64(bits_set(_mm256_and_si256(any, in_all_lanes(digit_feet))),
                                               in_all_lanes(digits_near)),
                            _mm256_cmpeq_epi64(other, zero));
        hits = _mm256_or_si256(hits, _mm256_andnot_si256(far, has_near));
        auto const mask = static_cast<unsigned>(_mm256_movemask_pd(_mm256_castsi256_pd(hits)));
        if (mask != 0) found += put_places(mask, i, out + found);
    }
    return found + scan_portable(probe, rows, i, end, out + found);
}

#endif

std::vector<NamedKernel> kernels_here() {
    std::vector<NamedKernel> kernels;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vpopcntdq"))
        kernels.push_back({"avx512", scan_avx512});
    if (__builtin_cpu_supports("avx2")) kernels.push_back({"avx2", scan_avx2});
#endif
    kernels.push_back({"portable", scan_portable});
    return kernels;
}

}  // namespace

void Signatures::add(Table const& table, Scan const& scan, std::uint32_t row) {
    Pairs pairs;
    for (auto const field : scan.texts) {
        auto const& column = table.columns()[field];
        auto const& cell = column.texts[table.load<std::uint32_t>(row, column.offset)];
        for (std::size_t i = 0; i < cell.count; ++i) pairs.put(column.words.text(cell.words[i]));
    }
    low.push_back(pairs.low);
    high.push_back(pairs.high);
    bits.push_back(static_cast<std::uint64_t>(std::popcount(pairs.low) + std::popcount(pairs.high)));
    near.push_back(0);
    equal.push_back(0);
    for (auto const field : scan.numbers) {
        auto const& column = table.columns()[field];
        auto const value = table.load<std::uint64_t>(row, column.offset);
        (column.store == Store::nik ? near : equal).back() = value;
    }
}

Probe Probe::of(Signatures const& signatures, std::size_t at, std::uint32_t alike_percent) {
    return {signatures.low[at],  signatures.high[at],  signatures.bits[at],
            signatures.near[at], signatures.equal[at], alike_percent};
}

std::span<NamedKernel const> scan_kernels() {
    static std::vector<NamedKernel> const kernels = kernels_here();
    return kernels;
}

}  // namespace bina::linkage::batch
