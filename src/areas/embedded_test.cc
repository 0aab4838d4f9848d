#include "areas/embedded.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <unordered_set>

namespace bina::areas {
namespace {

struct Line {
    std::string_view code;
    std::string_view name;
};

template <class Visit>
void each_line(Visit visit) {
    auto rest = embedded_table();
    while (!rest.empty()) {
        auto const end = rest.find('\n');
        ASSERT_NE(end, rest.npos) << "the last line ends too";
        auto const line = rest.substr(0, end);
        auto const comma = line.find(',');
        ASSERT_NE(comma, line.npos) << line;
        visit(Line{line.substr(0, comma), line.substr(comma + 1)});
        rest.remove_prefix(end + 1);
    }
}

// Kepmendagri 300.2.2-2138/2025: 38 provinces, 416 + 98 regencies and cities, 7,285 districts, 83,762
// villages.
TEST(EmbeddedAreas, HoldsEveryLevelCompletely) {
    std::map<std::size_t, int> counts;
    each_line([&](Line line) { ++counts[line.code.size()]; });
    EXPECT_EQ(counts, (std::map<std::size_t, int>{{2, 38}, {4, 514}, {6, 7285}, {10, 83762}}));
}

TEST(EmbeddedAreas, IsSortedWithEveryParentBeforeItsParts) {
    std::unordered_set<std::string_view> seen;
    std::string_view last;
    each_line([&](Line line) {
        auto const length = line.code.size();
        EXPECT_LT(last, line.code);
        EXPECT_FALSE(line.name.empty()) << line.code;
        if (length > 2) {
            EXPECT_TRUE(seen.contains(line.code.substr(0, length == 10 ? 6 : length - 2))) << line.code;
        }
        seen.insert(line.code);
        last = line.code;
    });
}

TEST(EmbeddedAreas, NamesArePlainText) {
    std::map<std::string_view, std::string_view> wanted{{"3316", "Kabupaten Blora"},
                                                        {"331609", "Blora"},
                                                        {"3316091009", "Kedungjenar"},
                                                        {"3505", "Kabupaten Blitar"}};
    each_line([&](Line line) {
        EXPECT_EQ(line.name.find('"') == 0, false) << line.name;
        if (auto const found = wanted.find(line.code); found != wanted.end()) {
            EXPECT_EQ(line.name, found->second);
            wanted.erase(found);
        }
    });
    EXPECT_TRUE(wanted.empty());
}

TEST(EmbeddedAreas, BloraHas16DistrictsAnd295Villages) {
    int districts = 0;
    int villages = 0;
    each_line([&](Line line) {
        if (!line.code.starts_with("3316")) return;
        districts += line.code.size() == 6;
        villages += line.code.size() == 10;
    });
    EXPECT_EQ(districts, 16);
    EXPECT_EQ(villages, 295);
}

}  // namespace
}  // namespace bina::areas
