#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace bina::linkage {

/// An address taken apart; 0 and "" where nothing is said.
struct Address {
    std::string street;  ///< street, lane or hamlet, folded, without Jl, Gg, Dsn
    std::uint16_t number = 0;
    std::uint16_t rt = 0;
    std::uint16_t rw = 0;

    bool empty() const { return street.empty() && number == 0 && rt == 0 && rw == 0; }
};

/// Reads "Jl. Melati No. 12 RT 003/RW 05 Ds. Beran Kec. Blora". Village, district and regency are left out:
/// they have codes.
Address parse_address(std::string_view raw);

}  // namespace bina::linkage
