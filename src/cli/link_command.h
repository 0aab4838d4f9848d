#pragma once
#include <string>
#include <vector>

#include "base/result.h"

namespace bina::cli {

namespace error {
inline constexpr base::ErrorKind list_not_read{"cli.list_not_read", 404};  ///< `detail` is the file.
inline constexpr base::ErrorKind list_not_written{"cli.list_not_written", 500};  ///< `detail` is the file.
}  // namespace error

/// Who is who in one list, or between two.
struct LinkCommand {
    std::vector<std::string> lists;
    std::string spec;
    std::string pairs;  ///< CSV that is written; empty: none.
    std::string entities;
    std::string report;  ///< HTML.
    bool suggest = false;  ///< Only print a spec for the lists.
    unsigned threads = 0;  ///< 0: as many as there are cores.
};
int link_lists(LinkCommand const&);

}  // namespace bina::cli
