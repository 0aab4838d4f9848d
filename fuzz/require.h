#pragma once
#include <cstdio>
#include <cstdlib>
#include <source_location>

namespace bina::fuzz {

/// Ends the run, naming the line, when `truth` is false.
inline void require(bool truth, std::source_location where = std::source_location::current()) {
    if (truth) return;
    std::fprintf(stderr, "%s:%u: not so\n", where.file_name(), where.line());
    std::abort();
}

}  // namespace bina::fuzz
