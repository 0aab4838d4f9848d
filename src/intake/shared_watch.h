#pragma once
#include <cstdint>
#include <string_view>

#include "intake/row.h"
#include "linkage/intern.h"

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
    /// Who named a key first. A file may have a million keys: each takes some 20 bytes.
    struct First {
        std::uint64_t hash = 0;
        std::uint32_t row = 0;  ///< Of its sheet.
        std::uint32_t word = 0;  ///< Number of the first word of the owner's name.
    };
    class Firsts {
    public:
        First const* find(std::uint64_t hash) const;
        void put(First const& first);

    private:
        linkage::Chunks<First> m_all;
        linkage::Slots m_slots;  ///< Numbers in `m_all`, from 1.
    };

    void compare(Firsts& firsts, std::string_view key, std::string_view owner, Finding finding,
                 registry::Field field, ListRow& row);

    linkage::TextPool m_words;
    Firsts m_niks;
    Firsts m_businesses;  ///< By folded name, village and address.
};

}  // namespace bina::intake
