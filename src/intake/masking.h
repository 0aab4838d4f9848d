#pragma once
#include <map>

#include "intake/row.h"

/// What of a list's cells is shown to someone without a purpose: enough to see what a column holds and to
/// tell rows apart.
namespace bina::intake {

/// Whether a cell that goes there holds personal data other than a name, by which rows are known.
bool is_personal(std::string_view target);

class CellMask {
public:
    /// Nothing is hidden: for whoever has said why, which is recorded.
    static CellMask none() { return {}; }
    /// By what each column is taken as.
    static CellMask of(Settings const&);

    std::string cell(std::int64_t column, std::string_view text) const;
    std::string value(registry::Value const&) const;
    std::string param(ListRow::Remark const&, std::string_view text) const;

private:
    CellMask() = default;

    bool m_hides = false;
    std::map<std::int64_t, std::string> m_targets;
};

/// A cell as it came, of a column that is taken as `target` ("" if as nothing).
std::string masked_cell(std::string_view target, std::string_view text);

}  // namespace bina::intake
