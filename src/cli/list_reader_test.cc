#include "cli/list_reader.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

namespace bina::cli {
namespace {

using testing::ElementsAre;

class Lists : public testing::Test {
protected:
    Lists() {
        std::string name = (std::filesystem::temp_directory_path() / "bina-list-XXXXXX").string();
        m_folder = ::mkdtemp(name.data());
    }
    ~Lists() override { std::filesystem::remove_all(m_folder); }

    std::filesystem::path list(std::string_view text) {
        auto const path = m_folder / "list.csv";
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }
    base::Result<std::vector<std::string>> read(std::string_view text,
                                                std::vector<std::string> const& columns) {
        std::vector<std::string> cells;
        TRY(read_list(list(text), columns, [&](CellBatch const& batch) -> base::Result<void> {
            cells.insert(cells.end(), batch.begin(), batch.end());
            return {};
        }));
        return cells;
    }

private:
    std::filesystem::path m_folder;
};

TEST_F(Lists, GiveTheColumnsAskedForWhateverTheDirt) {
    EXPECT_THAT(read("\xEF\xBB\xBFid;nama ;kota\r\n1;\"Siti \"\"Een\"\"\";Blora\r\n\r\n2;Slamet\r\n",
                     {"", "kota", "nama"})
                    .value(),
                ElementsAre("1", "Blora", "Siti \"Een\"", "2", "", "Slamet"));
    EXPECT_THAT(read("a,b\n\"x, y\",\"two\nlines\"\n", {"b", "a"}).value(),
                ElementsAre("two\nlines", "x, y"));
    EXPECT_THAT(read("id,nama\n1,Caf\xE9\n", {"id", "nama"}).value(), ElementsAre("1", "Café"));
}

TEST_F(Lists, NameEveryColumnThatLacks) {
    auto const result = read("id,nama\n1,a\n", {"", "kota", "nama", "nik"});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, &error::no_column);
    EXPECT_EQ(result.error().detail, "kota, nik");
}

TEST_F(Lists, RefuseARowWithoutId) {
    auto const result = read("id,nama\n1,a\n,b\n", {"", "nama"});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, &error::row_without_id);
    EXPECT_EQ(result.error().detail, "3");
}

TEST_F(Lists, StopWhenTheVisitorFails) {
    std::string text = "id\n";
    for (int i = 0; i < 100'000; ++i) text += std::to_string(i) + "\n";
    std::size_t batches = 0;
    auto const result = read_list(list(text), {""}, [&](CellBatch const&) -> base::Result<void> {
        ++batches;
        return base::fail(error::no_heading, "enough");
    });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().detail, "enough");
    EXPECT_EQ(batches, 1U);
}

TEST_F(Lists, HeadingsAreNamedOnce) {
    EXPECT_THAT(read_heading(list("id,nama\n1,a\n")).value(), ElementsAre("id", "nama"));
    EXPECT_EQ(read_heading(list("id,id\n1,a\n")).error().kind, &error::no_heading);
}

}  // namespace
}  // namespace bina::cli
