#include <fmt/format.h>

#include <chrono>
#include <filesystem>

#include "cli/demo/lists.h"

namespace {

using namespace bina;

double seconds_of(auto const& work) {
    auto const begun = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

void figure(std::string_view name, double value, std::string_view unit) {
    fmt::print("{{\"name\": \"{}\", \"value\": {:.3f}, \"unit\": \"{}\"}}\n", name, value, unit);
}

}  // namespace

/// How fast the invented regency and its lists are made: other benches wait for it.
int main() {
    cli::demo::Plan plan;
    plan.businesses = 500'000;
    plan.today = base::Day::from_parts(2026, 11, 21).value();
    cli::demo::Population const population{plan};
    std::size_t values = 0;
    auto const made = seconds_of([&] {
        for (std::uint64_t number = 0; number < population.size(); ++number)
            for (auto const& told : population.told(population.business(number)))
                values += told.statement.size();
    });
    figure("businesses with all that is told of them", static_cast<double>(population.size()) / made, "1/s");
    figure("values", static_cast<double>(values) / made, "1/s");
    auto const folder = std::filesystem::temp_directory_path();
    for (auto const* name : {"bina-bench-list.csv", "bina-bench-list.xlsx"}) {
        auto const file = folder / name;
        auto const written =
            seconds_of([&] { cli::demo::write_long_list(population, file, 105'000).value(); });
        figure(fmt::format("messy list of 105,000 rows, {}", file.extension().string().substr(1)), written,
               "s");
        std::filesystem::remove(file);
    }
}
