#include <algorithm>
#include <cstdint>

#include "intake/number_text.h"

#include "require.h"

namespace {

using bina::fuzz::require;
using namespace bina::intake;

void check_date(std::string_view stored, NumberShow show, bool epoch_1904) {
    std::string out = "x";
    if (!append_date(out, stored, show, epoch_1904)) {
        require(out == "x");
        return;
    }
    bool const has_day = show == NumberShow::date || show == NumberShow::date_time;
    require(out.size() >= (has_day ? 11U : 6U));
    if (has_day) require(out[5] == '-' && out[8] == '-');
}

}  // namespace

/// A number format up to the first line end, then a number as a workbook stores it.
extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    std::string_view const bytes{reinterpret_cast<char const*>(data), size};
    auto const split = std::min(bytes.find('\n'), bytes.size());
    auto const stored = bytes.substr(std::min(split + 1, bytes.size()));
    auto const style = style_of_format(bytes.substr(0, split));
    std::string out = "x";
    append_number(out, stored, style.digits_min);
    require(out.starts_with('x') && (stored.empty() || out.size() > 1));
    // What was written is read as itself.
    std::string again = "x";
    append_number(again, std::string_view(out).substr(1), style.digits_min);
    require(again == out);
    for (auto const show : {NumberShow::date, NumberShow::time, NumberShow::date_time}) {
        check_date(stored, show, false);
        check_date(stored, show, true);
    }
    return 0;
}
