#include "cli/demo/lists.h"

#include <gmock/gmock.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/fold.h"

namespace bina::cli::demo {
namespace {

namespace fs = std::filesystem;

/// A folder that is gone with the object.
class Folder {
public:
    Folder() {
        std::string pattern = (fs::temp_directory_path() / "bina-lists-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
        m_path = pattern;
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    fs::path const& path() const { return m_path; }

private:
    fs::path m_path;
};

std::string bytes(fs::path const& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<std::string> split(std::string const& text, char at) {
    std::vector<std::string> parts;
    std::stringstream stream{text};
    for (std::string part; std::getline(stream, part, at);) parts.push_back(part);
    return parts;
}

Population population() {
    Plan plan;
    plan.today = base::Day::parse("2026-11-21").value();
    return Population{std::move(plan)};
}

struct KeyRow {
    std::string file, sheet, row, business, person, registered, verdict;
};

std::vector<KeyRow> key_of(fs::path const& folder) {
    std::vector<KeyRow> rows;
    for (auto const& line : split(bytes(folder / "kunci.csv"), '\n')) {
        auto const cells = split(line, ',');
        rows.push_back(
            {cells.at(0), cells.at(1), cells.at(2), cells.at(3), cells.at(4), cells.at(5), cells.at(6)});
    }
    rows.erase(rows.begin());
    return rows;
}

TEST(DirtyLists, AreTenOfSeveralKindsAndTheSameEachTime) {
    Folder const one;
    Folder const two;
    auto const written = write_lists(population(), dirty_lists(120), one.path()).value();
    write_lists(population(), dirty_lists(120), two.path()).value();
    EXPECT_EQ(written.size(), 10U);
    for (auto const& list : written) {
        EXPECT_GT(list.rows, 30) << list.file;
        if (list.file.ends_with(".xlsx")) continue;  // a workbook says when it was made
        EXPECT_EQ(bytes(one.path() / list.file), bytes(two.path() / list.file));
    }
    EXPECT_EQ(bytes(one.path() / "kunci.csv"), bytes(two.path() / "kunci.csv"));
}

TEST(DirtyLists, TheKeyNamesTheRowsAsASpreadsheetShowsThem) {
    Folder const folder;
    write_lists(population(), dirty_lists(120), folder.path()).value();
    auto const lines = split(bytes(folder.path() / "07-binaan-desa.csv"), '\n');
    auto const people = population();
    int checked = 0;
    for (auto const& row : key_of(folder.path())) {
        if (row.file != "07-binaan-desa.csv" || row.verdict == "skipped") continue;
        auto const business = people.business(std::stoull(row.business));
        auto const line = base::fold(lines.at(std::stoul(row.row) - 1));
        EXPECT_NE(line.find(base::fold(business.village->name)), line.npos) << line;
        ++checked;
    }
    EXPECT_GT(checked, 100);
}

TEST(DirtyLists, HoldDuplicatesCouplesAndASecondDelivery) {
    Folder const folder;
    write_lists(population(), dirty_lists(300), folder.path()).value();
    std::map<std::string, std::map<std::string, int>> verdicts;
    for (auto const& row : key_of(folder.path())) ++verdicts[row.file][row.verdict];
    EXPECT_EQ(verdicts["01-bpum-2020.csv"]["new"], 300);
    EXPECT_GT(verdicts["01-bpum-2020.csv"]["duplicate_in_file"], 3);
    EXPECT_GT(verdicts["07-binaan-desa.csv"]["doubtful"], 5);
    EXPECT_GT(verdicts["08-bpum-2021.csv"]["same"], 220);
    EXPECT_GT(verdicts["08-bpum-2021.csv"]["update"], 8);
    EXPECT_GT(verdicts["08-bpum-2021.csv"]["new"], 5);
    EXPECT_GT(verdicts["10-gabungan.xlsx"]["update"], 30) << "other lists name some of its businesses too";
}

TEST(DirtyLists, AreSavedAsTheirSendersWould) {
    Folder const folder;
    write_lists(population(), dirty_lists(300), folder.path()).value();
    auto const aid = bytes(folder.path() / "01-bpum-2020.csv");
    EXPECT_NE(aid.find('\xA0'), aid.npos) << "Windows-1252 with a no-break space";
    EXPECT_EQ(aid.find("\xC2\xA0"), aid.npos);
    EXPECT_NE(aid.find(";'3316"), aid.npos) << "an NIK kept as text by an apostrophe";
    auto const form = bytes(folder.path() / "05-formulir-daring.csv");
    EXPECT_TRUE(form.starts_with("\xEF\xBB\xBF\"Nama"));
    EXPECT_NE(form.find(" jt\""), form.npos);
    EXPECT_NE(form.find(" / 0840"), form.npos) << "two phones in a cell";
    EXPECT_TRUE(bytes(folder.path() / "06-ekspor-aplikasi-lama.txt").starts_with("\xFF\xFEN"));
    EXPECT_TRUE(bytes(folder.path() / "04-kecamatan-terpilih.xlsx").starts_with("PK"));
}

TEST(DirtyLists, SpousesAreOtherPeopleUnderTheSameRoof) {
    auto const people = population();
    for (std::uint64_t number = 0; number < 500; ++number) {
        auto const business = people.business(number);
        auto const spouse = people.spouse(business);
        EXPECT_NE(spouse.nik, business.owner.nik);
        EXPECT_NE(spouse.woman, business.owner.woman);
        EXPECT_EQ(spouse.phone, business.owner.phone);
        EXPECT_GE(spouse.nik.substr(12), "9000");
    }
}

TEST(LongList, HasTheRowsAskedForAndSomeOfThemTwice) {
    Folder const folder;
    ASSERT_TRUE(write_long_list(population(), folder.path() / "long.csv", 5000));
    std::multiset<std::string> niks;
    std::size_t records = 0;
    for (auto const& line : split(bytes(folder.path() / "long.csv"), '\n')) {
        auto const cells = split(line, ';');
        if (cells.size() < 14) continue;  // a cell with a line break
        ++records;
        if (cells[1].size() == 16) niks.insert(cells[1]);
    }
    EXPECT_NEAR(static_cast<int>(records), 5001, 250);
    std::set<std::string> const once(niks.begin(), niks.end());
    EXPECT_GT(niks.size() - once.size(), 100U);
    ASSERT_TRUE(write_long_list(population(), folder.path() / "long.xlsx", 100));
    EXPECT_TRUE(bytes(folder.path() / "long.xlsx").starts_with("PK"));
}

TEST(DirtyLists, SayWhenTheyCannotBeWritten) {
    EXPECT_EQ(write_long_list(population(), "/nowhere/long.csv", 10).error().kind, &error::cannot_write);
    EXPECT_EQ(write_lists(population(), dirty_lists(10), "/proc/nowhere").error().kind, &error::cannot_write);
}

}  // namespace
}  // namespace bina::cli::demo
