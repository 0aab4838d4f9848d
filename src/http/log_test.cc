#include "http/log.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

using namespace bina;
using namespace bina::http;

namespace {

std::string content(std::filesystem::path const& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

}  // namespace

TEST(Log, KeepsAFewFilesOfLimitedSize) {
    auto const folder = std::filesystem::temp_directory_path() / ("bina-log-" + base::new_id_text({1}));
    std::filesystem::create_directories(folder);
    auto log = log_to_file(folder / "bina.log", 1000, 2);
    ASSERT_TRUE(log);
    for (int i = 0; i < 100; ++i) {
        auto line = log_line({0}, "info", "test.line");
        (*log)->write(line.field("n", i).end().text());
    }
    (*log)->flush();
    EXPECT_TRUE(
        content(folder / "bina.log")
            .ends_with(R"({"time":"1970-01-01T00:00:00.000Z","level":"info","event":"test.line","n":99})"
                       "\n"));
    std::size_t files = 0;
    for (auto const& entry : std::filesystem::directory_iterator(folder)) {
        EXPECT_LE(entry.file_size(), 1000U);
        ++files;
    }
    EXPECT_EQ(files, 3U);
    std::filesystem::remove_all(folder);
}

TEST(Log, SaysWhenThereIsNowhereToWrite) {
    auto const log = log_to_file("/proc/nowhere/bina.log");
    ASSERT_FALSE(log);
    EXPECT_EQ(log.error().kind->key, "http.cannot_log");
}
