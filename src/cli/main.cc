#include <CLI/CLI.hpp>
#include <cstdio>

#include "cli/demo_command.h"

int main(int argc, char** argv) {
    CLI::App app{"Bina"};
    bina::cli::StoreOptions store_options;
    bina::cli::DemoOptions demo_options;
    auto* demo = app.add_subcommand("demo");
    std::string folder = "data";
    demo->add_option("--data", folder);
    demo->add_option("--database", store_options.database);
    demo->add_option("--regency", demo_options.regency);
    demo->add_option("--businesses", demo_options.businesses);
    demo->add_option("--seed", demo_options.seed);
    CLI11_PARSE(app, argc, argv);
    store_options.folder = folder;
    auto store = bina::cli::open_store(store_options);
    if (!store) {
        std::fprintf(stderr, "%s %s\n", std::string(store.error().kind->key).c_str(),
                     store.error().detail.c_str());
        return 1;
    }
    auto done = bina::cli::fill_demo(*store, demo_options, [](auto, auto) {});
    if (!done) {
        std::fprintf(stderr, "%s %s\n", std::string(done.error().kind->key).c_str(),
                     done.error().detail.c_str());
        return 1;
    }
}
