#include <cstdlib>
#include <string>
#include <string_view>

#include "http/fields.h"
#include "http/text.h"

using namespace bina;
using namespace bina::http;

namespace {

struct Value {
    std::string field;
    std::optional<std::string> text;
};

void check(std::string const& text, std::size_t most) {
    if (text.size() > most || !is_plain_text(text)) std::abort();
}

}  // namespace

/// Any query (up to the first line end) and body: what is read is within its limits, or a fault names it.
extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    std::string_view const bytes{reinterpret_cast<char const*>(data), size};
    auto const split = std::min(bytes.find('\n'), bytes.size());
    Request request;
    request.query = bytes.substr(0, split);
    request.body = bytes.substr(std::min(split + 1, bytes.size()));
    Fields in{request};
    check(in.query_if<std::string>("q", Length{1, 20}).value_or("-"), 20);
    auto const limit = in.query_if<int>("limit", Range{1, 200}).value_or(50);
    if (limit < 0 || limit > 200) std::abort();
    in.query_if<base::AreaCode>("district");
    in.body_if<base::Day>("day");
    in.body_if<base::Money>("money");
    in.body_if<base::Id<struct Tag>>("id");
    in.body_if<bool>("flag");
    check(in.body<std::string>("name", Length{1, 50}), 50);
    auto const values = in.object().each("values", 5, [](Object& at) {
        return Value{at.get<std::string>("field", Length{1, 40}),
                     at.get_if<std::string>("text", Length{0, 90})};
    });
    if (values.size() > 5) std::abort();
    in.object().list<base::AreaCode>("codes", 9);
    in.object().object("settings", [](Object& at) { return at.get<std::int64_t>("sheet"); });
    auto const done = in.finish();
    if (!done && done.error().faults.size() > Faults::kept_max) std::abort();
    return 0;
}
