#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "linkage/table.h"

namespace bina::linkage::batch {

/// What a scan sees of many rows, column by column.
struct Signatures {
    std::vector<std::uint64_t> low;  ///< pairs of letters, hashed into 128 bits
    std::vector<std::uint64_t> high;
    std::vector<std::uint64_t> bits;  ///< how many are set
    std::vector<std::uint64_t> near;  ///< a NIK, which may differ in two digits; 0 is none
    std::vector<std::uint64_t> equal;  ///< a phone, which may not; 0 is none

    std::size_t size() const { return low.size(); }
    void add(Table const& table, Scan const& scan, std::uint32_t row);
};

/// One row against many.
struct Probe {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    std::uint64_t bits = 0;
    std::uint64_t near = 0;
    std::uint64_t equal = 0;
    std::uint64_t alike_percent = 0;

    static Probe of(Signatures const& signatures, std::size_t at, std::uint32_t alike_percent);
};

/// Writes to `out` the places from `begin` to before `end` that are alike the probe: 2 |A and B| is at least
/// alike_percent of |A| + |B|, and not 0; or `near` differs in at most two digits; or `equal` is equal.
/// Returns how many.
using ScanKernel = std::size_t (*)(Probe const& probe, Signatures const& rows, std::size_t begin,
                                   std::size_t end, std::uint32_t* out);

struct NamedKernel {
    std::string_view name;
    ScanKernel kernel;
};
/// The kernels that this processor runs, the fastest first; the last is plain C++. All give the same.
std::span<NamedKernel const> scan_kernels();

}  // namespace bina::linkage::batch
