#include "http/compress.h"

#include <libdeflate.h>

#include <memory>

#include "http/text.h"

namespace bina::http {
namespace {

constexpr int level = 1;

struct Free {
    void operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
};

bool is_zero(std::string_view weight) {
    return weight.starts_with('0') && weight.find_first_not_of("0.") == weight.npos;
}

}  // namespace

std::string gzip(std::string_view bytes) {
    // One a thread: making one costs more than a small reply's compression.
    thread_local std::unique_ptr<libdeflate_compressor, Free> const compressor{
        libdeflate_alloc_compressor(level)};
    std::string out;
    if (!compressor) return out;
    out.resize(bytes.size());
    out.resize(
        libdeflate_gzip_compress(compressor.get(), bytes.data(), bytes.size(), out.data(), out.size()));
    return out;
}

bool accepts_encoding(std::string_view accept_encoding, std::string_view coding) {
    bool any = false;
    while (!accept_encoding.empty()) {
        auto item = take_part(accept_encoding, ',');
        auto const name = take_part(item, ';');
        auto weight = take_part(item, ';');
        bool const taken = !weight.starts_with("q=") || !is_zero(weight.substr(2));
        if (same_word(name, coding)) return taken;
        if (name == "*") any = taken;
    }
    return any;
}

}  // namespace bina::http
