#include "areas/area.h"

#include <gmock/gmock.h>

#include "areas/embedded.h"
#include "fixture.h"

namespace bina::areas {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;
using testing::SizeIs;

constexpr std::string_view small =
    "33,Jawa Tengah\n"
    "3316,Kabupaten Blora\n"
    "331605,Cepu\n"
    "3316051001,Balun\n"
    "3316052002,Cepu\n"
    "331609,Blora\n"
    "3316091006,Beran\n"
    "3317,Kabupaten Rembang\n"
    "35,Jawa Timur\n"
    "3505,Kabupaten Blitar\n"
    "350511,Garum\n"
    "3505112003,Blorok\n"
    "3572,Kota Blitar\n";

base::Day day(std::string_view text) {
    return base::Day::parse(text).value();
}

std::vector<std::string> codes(std::vector<Area const*> const& areas) {
    std::vector<std::string> found;
    for (auto const* area : areas) found.emplace_back(area->code);
    return found;
}

std::vector<std::string> search(Directory const& directory, std::string_view text,
                                std::optional<int> level = {}, std::size_t limit = 20) {
    return codes(directory.search({.text = text, .level = level, .limit = limit}));
}

TEST(AreaCode, TellsLevelAndParent) {
    EXPECT_EQ(level_of("33"), 1);
    EXPECT_EQ(level_of("3316"), 2);
    EXPECT_EQ(level_of("331609"), 3);
    EXPECT_EQ(level_of("3316091006"), 4);
    for (auto const* none : {"", "3", "331", "33160", "3316091", "33160910061"})
        EXPECT_EQ(level_of(none), 0) << none;
    EXPECT_EQ(parent_of("3316091006"), "331609");
    EXPECT_EQ(parent_of("331609"), "3316");
    EXPECT_EQ(parent_of("3316"), "33");
    EXPECT_EQ(parent_of("33"), "");
    EXPECT_EQ(parent_of(""), "");
}

TEST(Directory, FindsByCode) {
    Directory const directory(small);
    ASSERT_NE(directory.find("331605"), nullptr);
    EXPECT_EQ(directory.find("331605")->name, "Cepu");
    EXPECT_EQ(directory.name("3572"), "Kota Blitar");
    for (auto const* none : {"", "3", "99", "3399", "331699", "3316059999", "33160"}) {
        EXPECT_EQ(directory.find(none), nullptr) << none;
        EXPECT_EQ(directory.name(none), "");
    }
}

TEST(Directory, NamesAKindWherePeopleDo) {
    Directory const directory(small);
    auto const title = [&](std::string_view code) { return titled_name(*directory.find(code)); };
    EXPECT_EQ(title("33"), "Provinsi Jawa Tengah");
    EXPECT_EQ(title("3316"), "Kabupaten Blora");
    EXPECT_EQ(title("3572"), "Kota Blitar");
    EXPECT_EQ(title("331605"), "Kec. Cepu");
    EXPECT_EQ(title("3316051001"), "Kel. Balun");
    EXPECT_EQ(title("3316052002"), "Desa Cepu");
    EXPECT_EQ(titled_name({.code = "910301", .name = "Sentani", .valid_to = {}}), "Distrik Sentani");
}

TEST(Directory, ListsWhatLiesInAnArea) {
    Directory const directory(small);
    auto const list = [&](std::string_view code, int level) {
        std::vector<std::string> found;
        for (auto const& area : directory.within(code, level)) found.emplace_back(area.code);
        return found;
    };
    EXPECT_THAT(list("", 1), ElementsAre("33", "35"));
    EXPECT_THAT(list("33", 2), ElementsAre("3316", "3317"));
    EXPECT_THAT(list("3316", 3), ElementsAre("331605", "331609"));
    EXPECT_THAT(list("3316", 4), ElementsAre("3316051001", "3316052002", "3316091006"));
    EXPECT_THAT(list("3317", 3), IsEmpty());
    EXPECT_THAT(list("3316", 5), IsEmpty());
    EXPECT_THAT(directory.children("33"), SizeIs(2));
    EXPECT_THAT(directory.children("3316091006"), IsEmpty());
}

TEST(Directory, GivesThePlacesOfARegency) {
    Directory const directory(small);
    auto const places = places_of(directory, "3316");
    ASSERT_THAT(places, SizeIs(6));
    EXPECT_EQ(places.front().code, "3316");
    EXPECT_EQ(places.back().name, "Beran");
}

TEST(DirectorySearch, FindsBeginningsOfWordsBestFirst) {
    Directory const directory(small);
    EXPECT_THAT(search(directory, "blora"), ElementsAre("3316", "331609"));
    EXPECT_THAT(search(directory, "BLOR"), ElementsAre("3316", "331609", "3505112003"));
    EXPECT_THAT(search(directory, "blo", 4), ElementsAre("3505112003"));
    EXPECT_THAT(search(directory, "blora", 2), ElementsAre("3316"));
    EXPECT_THAT(search(directory, "lora"), IsEmpty());
    EXPECT_THAT(search(directory, "blora", 3, 1), ElementsAre("331609"));
    EXPECT_THAT(search(directory, "b", {}, 3), SizeIs(3));
}

TEST(DirectorySearch, InsideAnAreaNothingElsewhereComesBefore) {
    Directory const directory(small);
    auto const inside = [&](std::string_view within, std::string_view text) {
        return codes(directory.search({.text = text, .limit = 1, .within = within}));
    };
    EXPECT_THAT(inside("", "bl"), ElementsAre("3316"));
    EXPECT_THAT(inside("3505", "blo"), ElementsAre("3505112003"));
    EXPECT_THAT(inside("3505", "33"), IsEmpty());
    EXPECT_THAT(inside("331605", "33"), ElementsAre("331605"));
}

TEST(DirectorySearch, ThreeLettersFindEveryVillageOfTheRegencyThatBeginsWithThem) {
    Directory const directory(embedded_table());
    // Ngawi and the hundred other places of the country that begin so are not in Blora.
    auto const found = directory.search({.text = "nga", .level = 4, .limit = 100, .within = "3316"});
    std::vector<std::string_view> names;
    for (auto const& area : directory.within("3316", 4))
        if (area.name.starts_with("Nga")) names.push_back(area.code);
    ASSERT_THAT(names, Not(IsEmpty()));
    EXPECT_THAT(codes(found), IsSupersetOf(names));
    EXPECT_TRUE(found.front()->name.starts_with("Nga"));
}

TEST(DirectorySearch, TakesTheAreaAroundIntoAccount) {
    Directory const directory(small);
    EXPECT_THAT(search(directory, "cepu blora"), ElementsAre("331605", "3316052002"));
    EXPECT_THAT(search(directory, "Blora, Cepu"), ElementsAre("331605", "3316052002"));
    EXPECT_THAT(search(directory, "cepu blitar"), IsEmpty());
    EXPECT_THAT(search(directory, "cepu jawa tengah"), ElementsAre("331605", "3316052002"));
}

TEST(DirectorySearch, UnderstandsKinds) {
    Directory const directory(small);
    EXPECT_THAT(search(directory, "kab. blora"), ElementsAre("3316"));
    EXPECT_THAT(search(directory, "Kabupaten Blitar"), ElementsAre("3505"));
    EXPECT_THAT(search(directory, "kota blitar"), ElementsAre("3572"));
    EXPECT_THAT(search(directory, "kec cepu"), ElementsAre("331605"));
    EXPECT_THAT(search(directory, "Desa Cepu"), ElementsAre("3316052002"));
    EXPECT_THAT(search(directory, "prov jawa"), ElementsAre("33", "35"));
}

TEST(DirectorySearch, UnderstandsCodes) {
    Directory const directory(small);
    EXPECT_THAT(search(directory, "33.16.05"), ElementsAre("331605", "3316051001", "3316052002"));
    EXPECT_THAT(search(directory, "33.16.05", 4), ElementsAre("3316051001", "3316052002"));
    EXPECT_THAT(search(directory, "35 72"), ElementsAre("3572"));
    EXPECT_THAT(search(directory, "99"), IsEmpty());
    EXPECT_THAT(search(directory, "33160510019999"), IsEmpty());
}

TEST(DirectorySearch, OfNothingFindsNothing) {
    Directory const directory(small);
    for (auto const* text : {"", "  ", "--", "."}) EXPECT_THAT(search(directory, text), IsEmpty()) << text;
    EXPECT_THAT(search(Directory(""), "blora"), IsEmpty());
}

TEST(DirectorySearch, FindsInTheWholeCountry) {
    Directory const directory(embedded_table());
    EXPECT_THAT(search(directory, "blora", 2), ElementsAre("3316"));
    EXPECT_THAT(search(directory, "kedungjenar blora"), ElementsAre("3316091009"));
    EXPECT_THAT(search(directory, "a b c d e f g h i j k"), IsEmpty());
    EXPECT_THAT(search(directory, "regapu'u"), ElementsAre("5307012021"));
}

class AreaTable : public testing::Test {
protected:
    LoadedAreas load(std::string_view table, std::string_view when = "2025-04-25") {
        return db.write([&](storage::Tx& tx) { return load_areas(tx, table, day(when)); }).value();
    }
    std::int64_t count(std::string const& where) {
        return *db.read([&](storage::Tx& tx) {
                      return tx.first("SELECT count(*) FROM area WHERE " + where,
                                      [](storage::Row const& row) { return row.integer(0); });
                  }).value();
    }
    fixture::Store store;
    storage::Db& db = store.db();
};

TEST_F(AreaTable, IsLoadedWholeAndOnce) {
    EXPECT_EQ(load(embedded_table(), table_day).added, 91'599);
    EXPECT_EQ(load(embedded_table(), table_day).added, 0);
    EXPECT_EQ(count("level = 1 AND parent IS NULL"), 38);
    EXPECT_EQ(count("level = 4"), 83'762);
    EXPECT_EQ(count("parent = '3316'"), 16);
    EXPECT_EQ(count("name_fold = 'kabupaten blora' AND valid_from IS NULL AND valid_to IS NULL"), 1);
    EXPECT_EQ(count("parent IS NOT NULL AND parent NOT IN (SELECT code FROM area)"), 0);
}

TEST_F(AreaTable, KeepsWhatALaterTableChanges) {
    load(small);
    std::string later(small);
    later.replace(later.find("331605,Cepu"), 11, "331605,Cepu Baru");
    later.erase(later.find("3317,"), std::string_view("3317,Kabupaten Rembang\n").size());
    later += "3573,Kota Malang\n";
    auto const done = load(later, "2027-01-01");
    EXPECT_EQ(done.added, 1);
    EXPECT_EQ(done.closed, 1);
    EXPECT_EQ(done.renamed, 1);
    EXPECT_EQ(count("code = '3573' AND valid_from = '2027-01-01'"), 1);
    EXPECT_EQ(count("code = '3317' AND valid_to = '2027-01-01'"), 1);
    EXPECT_EQ(count("code = '331605' AND name = 'Cepu Baru' AND valid_to IS NULL"), 1);
    EXPECT_EQ(load(later, "2028-01-01").renamed, 0) << "the same table again";

    auto const back = load(small, "2029-01-01");
    EXPECT_EQ(back.added, 1);
    EXPECT_EQ(back.closed, 1);
    EXPECT_EQ(back.renamed, 1);
    EXPECT_EQ(count("code = '3317' AND valid_to IS NULL"), 1);
    EXPECT_EQ(count("code = '3573' AND valid_to = '2029-01-01'"), 1);
}

// Facts of earlier years still carry codes and names of their time.
TEST_F(AreaTable, FormerCodesAndNamesAreStillFound) {
    std::string former(embedded_table());
    former.replace(former.find("331605,Cepu"), 11, "331605,Tjepoe");
    former += "9999,Kabupaten Dulu\n";
    load(former, "2020-01-01");
    load(embedded_table(), table_day);
    auto const directory = db.read(Directory::load).value();
    ASSERT_NE(directory.find("9999"), nullptr);
    EXPECT_EQ(directory.find("9999")->name, "Kabupaten Dulu");
    EXPECT_EQ(directory.find("9999")->valid_to, day(table_day));
    EXPECT_EQ(directory.find("3316")->valid_to, std::nullopt);
    EXPECT_THAT(search(directory, "tjepoe"), ElementsAre("331605"));
    EXPECT_EQ(directory.name("331605"), "Cepu");
    EXPECT_THAT(search(directory, "kabupaten dulu"), IsEmpty()) << "nothing new is to be put there";
}

}  // namespace
}  // namespace bina::areas
