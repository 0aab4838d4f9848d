#include "intake/sheet.h"

#include <algorithm>
#include <array>

namespace bina::intake {

bool is_error_text(std::string_view text) {
    static constexpr std::array<std::string_view, 9> texts{"#N/A",  "#REF!",  "#VALUE!", "#DIV/0!", "#NAME?",
                                                           "#NUM!", "#NULL!", "#SPILL!", "#CALC!"};
    return text.starts_with('#') && std::ranges::find(texts, text) != texts.end();
}

void ReadReport::add(std::uint64_t row, std::string_view key) {
    ++fault_count;
    if (faults.size() < limit::faults) faults.push_back({row, key});
}

}  // namespace bina::intake
