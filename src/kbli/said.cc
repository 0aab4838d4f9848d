#include "kbli/said.h"

#include "kbli/table.h"

namespace bina::kbli {

base::Result<Code> code_said(std::string_view text, base::Day day) {
    auto code = TRY(Code::parse(text, unsaid_edition(day)));
    auto const& table = Table::builtin();
    if (text.contains('/') || table.find(code) != nullptr) return code;
    for (auto const& other : editions)
        if (table.find(other.edition, code.digits()) != nullptr) return Code(code.digits(), other.edition);
    return code;
}

}  // namespace bina::kbli
