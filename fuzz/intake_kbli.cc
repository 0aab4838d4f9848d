#include <sys/mman.h>
#include <unistd.h>

#include <string>

#include "intake/kbli_file.h"
#include "require.h"

using namespace bina;
using fuzz::require;

/// Any bytes as a full list of KBLI or as a crosswalk: refused with a reason, or no more lines than may be,
/// each of which says something.
extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    int const memory = ::memfd_create("kbli", 0);
    require(::write(memory, data, size) == static_cast<ssize_t>(size));
    auto const path = "/proc/self/fd/" + std::to_string(memory);
    auto const list = intake::read_kbli_list(path);
    require(list || list.error().kind != nullptr);
    if (list) {
        require(list->size() <= intake::kbli_lines_max);
        for (auto const& line : *list) require(!line.code.empty() || !line.title.empty());
    }
    auto const crosswalk = intake::read_kbli_crosswalk(path);
    require(crosswalk || crosswalk.error().kind != nullptr);
    if (crosswalk) {
        require(crosswalk->size() <= intake::kbli_lines_max);
        for (auto const& line : *crosswalk) require(!line.code_2020.empty() || !line.code_2025.empty());
    }
    ::close(memory);
    return 0;
}
