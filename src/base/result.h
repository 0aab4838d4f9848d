#pragma once
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bina::base {

/// One way a request can fail. Declared once, as a constant, in the header of the module that
/// raises it; `key` is the stable name in the API, the log and the client's sentences.
struct ErrorKind {
    std::string_view key;
    int http_status;
};

/// One fault of a form or file, so that a reply can name all of them at once.
struct Fault {
    std::string path;  ///< Where: a field's name, or `owner.nik`, `rows[12].sales`.
    std::string key;  ///< What: a stable key such as `base.malformed`.
};

struct Error {
    ErrorKind const* kind;
    std::string detail;  ///< For the log and for support staff; never personal data, never the only message.
    std::vector<Fault> faults;
};

template <class T>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(ErrorKind const& kind, std::string detail = {},
                                   std::vector<Fault> faults = {}) {
    return std::unexpected(Error{&kind, std::move(detail), std::move(faults)});
}

/// Moves the value out; unlike operator*, the value may be ignored.
template <class T>
T take(Result<T>&& result) {
    if constexpr (!std::is_void_v<T>) return *std::move(result);
}

}  // namespace bina::base

/// The value of a Result, or an early return of its error. The only control-flow macro we allow.
#define TRY(...) BINA_TRY_AS(BINA_TRY_NAME(try_result_, __COUNTER__), __VA_ARGS__)
#define BINA_TRY_AS(result, ...)                                        \
    __extension__({                                                     \
        auto result = (__VA_ARGS__);                                    \
        if (!result) return std::unexpected(std::move(result).error()); \
        ::bina::base::take(std::move(result));                          \
    })
#define BINA_TRY_NAME(prefix, number) BINA_TRY_JOIN(prefix, number)
#define BINA_TRY_JOIN(prefix, number) prefix##number
