#include "http/request.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "http/error.h"
#include "http/text.h"

namespace bina::http {
namespace {

std::string sha256(std::string_view bytes) {
    std::array<unsigned char, 32> digest{};
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
    return hex({reinterpret_cast<char const*>(digest.data()), digest.size()});
}

base::Result<std::int64_t> bad_version_number() {
    return base::fail(error::bad_fields, "", {{"If-Match", std::string(base::malformed.key)}});
}

}  // namespace

std::string_view Request::header(std::string_view name) const {
    auto const found =
        std::ranges::find_if(headers, [&](Header const& one) { return same_word(one.name, name); });
    return found == headers.end() ? std::string_view{} : found->value;
}

std::string_view Request::param(std::string_view name) const {
    auto const found = std::ranges::find(params, name, &Param::name);
    return found == params.end() ? std::string_view{} : std::string_view(found->value);
}

std::string_view Request::cookie(std::string_view name) const {
    for (auto rest = header("cookie"); !rest.empty();) {
        auto const pair = take_part(rest, ';');
        auto const split = std::min(pair.find('='), pair.size());
        if (pair.substr(0, split) == name && split < pair.size()) return pair.substr(split + 1);
    }
    return {};
}

std::string_view Request::bearer() const {
    auto const value = header("authorization");
    constexpr std::string_view scheme = "Bearer ";
    if (value.size() <= scheme.size() || !same_word(value.substr(0, scheme.size()), scheme)) return {};
    return trim(value.substr(scheme.size()));
}

base::Result<std::optional<IdempotencyKey>> idempotency_key(Request const& request) {
    auto const text = request.header("Idempotency-Key");
    if (text.empty()) return std::nullopt;
    auto const key = IdempotencyKey::parse(text);
    if (!key)
        return base::fail(error::bad_fields, "", {{"Idempotency-Key", std::string(base::malformed.key)}});
    return *key;
}

std::string request_hash(Request const& request) {
    std::string whole;
    whole.reserve(request.path.size() + request.query.size() + request.body.size() + 96);
    for (auto const part : {request.method, request.path, request.query}) {
        whole += part;
        whole += '\n';
    }
    whole += request.upload ? request.upload->sha256 : request.body;
    return sha256(whole);
}

base::Result<std::int64_t> expected_version(Request const& request) {
    auto const text = request.header("If-Match");
    if (text.empty()) return base::fail(error::version_required);
    if (text.size() < 3 || !text.starts_with('"') || !text.ends_with('"')) return bad_version_number();
    auto const digits = text.substr(1, text.size() - 2);
    std::int64_t version = -1;
    auto const [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), version);
    if (code != std::errc{} || end != digits.data() + digits.size() || version < 0)
        return bad_version_number();
    return version;
}

}  // namespace bina::http
