#pragma once
#include <cstdint>
#include <string>
#include <unordered_map>

#include "intake/row.h"

namespace bina::intake {

namespace finding {
/// An earlier row has the same business at the same address for another owner, as husband and wife say it
/// {row}.
inline constexpr Finding business_shared{"intake.business_shared", Severity::warning};
}  // namespace finding

/// Finds what rows of different owners have in common and should not: a NIK that was copied down a column or
/// is an officer's own, and a business that two people each call theirs. Nothing is decided by it.
class SharedWatch {
public:
    /// Adds remarks to the row where an earlier one names another owner.
    void look_at(ListRow& row, registry::Statement const& statement);

private:
    struct First {
        std::int64_t row;
        std::string owner;  ///< Folded first name.
    };
    using Firsts = std::unordered_map<std::uint64_t, First>;  ///< By hash; the first `keys_max` of a file.

    static void compare(Firsts& firsts, std::string_view key, std::string_view owner, Finding finding,
                        registry::Field field, ListRow& row);

    static constexpr std::size_t keys_max = 500'000;
    Firsts m_niks;
    Firsts m_businesses;  ///< By folded name, village and address.
};

}  // namespace bina::intake
