#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

namespace bina::cli {
namespace {

std::string text_of(std::filesystem::path const& path) {
    std::ifstream in(path);
    return {std::istreambuf_iterator<char>(in), {}};
}

template <class Name>
std::set<std::string> found(std::string const& text, std::regex const& pattern, Name name) {
    std::set<std::string> names;
    for (std::sregex_iterator one(text.begin(), text.end(), pattern), end; one != end; ++one)
        names.insert(name(*one));
    return names;
}

// A security claim rests on the test beside it, which others may rename.
TEST(Documents, SecurityNamesOnlyTestsThatExist) {
    std::set<std::string> tests;
    std::regex const declared(R"(TEST(?:_F|_P)?\((\w+), (\w+)\))");
    for (auto const& entry : std::filesystem::recursive_directory_iterator(SOURCE_DIR "/src"))
        if (entry.path().string().ends_with("_test.cc"))
            tests.merge(found(text_of(entry.path()), declared,
                              [](std::smatch const& match) { return match.str(1) + '.' + match.str(2); }));
    auto const named = found(text_of(SOURCE_DIR "/docs/security.md"), std::regex(R"(`([A-Z]\w+\.[A-Z]\w+)`)"),
                             [](std::smatch const& match) { return match.str(1); });
    EXPECT_GT(named.size(), 50U);
    for (auto const& name : named) {
        if (name == "Suite.Case") continue;  // how they are written
        EXPECT_THAT(tests, testing::Contains(name));
    }
}

}  // namespace
}  // namespace bina::cli
