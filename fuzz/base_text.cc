#include <cstdlib>
#include <string_view>

#include "base/fold.h"
#include "base/json.h"

namespace {

void expect(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

/// Any bytes at all: folded text is stable and UTF-8, clipping never splits a character, JSON stays well
/// formed.
extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    using namespace bina::base;
    std::string_view const text{reinterpret_cast<char const*>(data), size};
    auto const folded = fold(text);
    expect(is_utf8(folded));
    expect(fold(folded) == folded);
    for (auto const word : words(folded)) expect(!word.empty());
    auto const squeezed = squeeze(text);
    expect(squeeze(squeezed) == squeezed);
    if (is_utf8(text)) expect(is_utf8(clip(text, size / 2)));
    std::string json;
    append_json_string(json, text);
    expect(is_utf8(json) && json.size() >= 2 && json.front() == '"' && json.back() == '"');
    expect(json.find('\n') == json.npos);
    return 0;
}
