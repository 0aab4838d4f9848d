#include "storage/number_list.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace bina::storage {

std::string any_of(Engine engine, std::string_view parameter) {
    return engine == Engine::sqlite ? fmt::format(" IN (SELECT value FROM json_each({}))", parameter)
                                    : fmt::format(" = ANY (CAST({} AS BIGINT[]))", parameter);
}

std::string number_list(Engine engine, std::span<std::int64_t const> numbers) {
    auto const list = fmt::format("{}", fmt::join(numbers, ","));
    return engine == Engine::sqlite ? '[' + list + ']' : '{' + list + '}';
}

}  // namespace bina::storage
