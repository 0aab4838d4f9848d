#include <fmt/format.h>

#include "cli/command.h"

namespace bina::cli {
namespace {

base::Result<void> run(DemoCommand const& command) {
    if (!command.long_list.empty())
        return write_long_list(command.demo, command.long_list, command.rows, base::system_clock());
    auto store = TRY(open_store(command.store));
    {
        ProgressBar bar("Kabupaten contoh");
        TRY(fill_demo(store, command.demo,
                      [&](std::int64_t done, std::int64_t total) { bar.show("usaha", done, total); }));
    }
    if (command.lists.empty()) return {};
    return write_demo_lists(store, command.demo, command.lists);
}

}  // namespace

int make_demo(DemoCommand const& command) {
    auto const done = run(command);
    return done ? 0 : failed(done.error());
}

}  // namespace bina::cli
