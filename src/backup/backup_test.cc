#include "backup/backup.h"

#include <gmock/gmock.h>

#include <fstream>

#include "base/duration.h"
#include "fixture.h"
#include "storage/disk.h"

namespace bina::backup {
namespace {

namespace fs = std::filesystem;
using base::Result;
using storage::Tx;
using testing::ElementsAre;

bool go_on(std::string_view, std::int64_t, std::int64_t) {
    return true;
}

std::string read(fs::path const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write(fs::path const& path, std::string_view text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

class Backups : public testing::Test {
protected:
    Backups() {
        fs::create_directories(site.folder);
        write(store.folder() / "files/ab/abcdef", "NAMA;NIK");
        add(1);
    }
    void add(int number) {
        db.write([&](Tx& tx) {
              return audit::record(tx, access::local_operator(), "test.event", "3316",
                                   std::to_string(number));
          }).value();
        fixture::advance(base::hour_ms);
    }
    Entry take() { return backup::take(site, go_on).value(); }
    Result<void> verify(Entry const& entry) { return backup::verify(entry, db.vault(), go_on); }
    bool sqlite() const { return db.engine() == storage::Engine::sqlite; }
    /// How many events a store restored into `folder` holds.
    std::int64_t events_in(fs::path const& folder) {
        auto const opened =
            storage::Db::open({.location = (folder / sqlite_file).string()}, db.vault()).value();
        return opened->read([](Tx& tx) { return audit::check_chain(tx, "3316"); }).value().events;
    }

    fixture::Store store;
    fixture::Folder scratch;
    storage::Db& db = store.db();
    Site site{.db = db, .data = store.folder(), .folder = scratch.path() / "backups", .version = "1.2.3"};
};

TEST_F(Backups, HoldStoreFilesAndWhatMustBeTrueOfThem) {
    auto const entry = take();
    auto const& manifest = entry.manifest;
    EXPECT_EQ(manifest.version, "1.2.3");
    EXPECT_EQ(manifest.rows.at("event"), 1);
    ASSERT_EQ(manifest.chains.size(), 1U);
    EXPECT_EQ(manifest.chains[0].regency, "3316");
    ASSERT_EQ(manifest.originals.size(), 1U);
    EXPECT_EQ(manifest.originals[0].name, "files/ab/abcdef");
    EXPECT_TRUE(verify(entry));
    EXPECT_EQ(entries(site.folder).at(0).manifest.text(db.vault()), manifest.text(db.vault()));
}

TEST_F(Backups, NeverHoldTheKey) {
    auto const key = store.folder() / "bina.key";
    ASSERT_TRUE(storage::Vault::open(key.string(), true));
    take();
    auto const digits = read(key).substr(11, 64);
    for (auto const& file : fs::recursive_directory_iterator(site.folder))
        if (file.is_regular_file()) {
            EXPECT_FALSE(read(file.path()).contains(digits)) << file.path();
        }
}

TEST_F(Backups, AreRestoredAsTheyWereMadeOrToAMoment) {
    if (!sqlite()) return;
    auto const entry = take();
    base::Instant const moment{db.now().milliseconds + base::hour_ms / 2};
    add(2);
    add(3);
    ASSERT_TRUE(fetch_log(site));
    auto const as_made = scratch.path() / "made";
    ASSERT_TRUE(restore(entry, {.data = as_made}, go_on));
    EXPECT_EQ(events_in(as_made), 1);
    EXPECT_EQ(read(as_made / "files/ab/abcdef"), "NAMA;NIK");
    EXPECT_FALSE(fs::exists(as_made / "bina.key"));
    auto const between = scratch.path() / "between";
    ASSERT_TRUE(restore(entry, {.data = between, .until = moment}, go_on));
    EXPECT_EQ(events_in(between), 2);
    EXPECT_EQ(restore(entry, {.data = between}, go_on).error().kind, &error::occupied);
    base::Instant const before{entry.manifest.made_at.milliseconds - base::day_ms};
    EXPECT_EQ(restore(entry, {.data = scratch.path() / "x", .until = before}, go_on).error().kind,
              &error::too_early);
}

TEST_F(Backups, ShowWhateverWasChangedInThem) {
    auto const entry = take();
    auto const original = site.folder / "originals" / entry.manifest.originals[0].sha256;
    for (auto const& file : {entry.path / "manifest", entry.path / entry.manifest.store.name, original}) {
        auto const text = read(file);
        for (auto const at : {std::size_t{14}, text.size() / 2, text.size() - 2}) {
            auto changed = text;
            changed[at % text.size()] ^= 1;
            write(file, changed);
            auto const found = find(entry.path);
            EXPECT_FALSE(found && verify(*found)) << file << " at " << at;
        }
        write(file, text);
        EXPECT_TRUE(verify(find(entry.path).value()));
    }
    fs::remove(original);
    EXPECT_EQ(verify(entry).error().kind, &error::damaged);
    EXPECT_EQ(restore(entry, {.data = scratch.path() / "new"}, go_on).error().kind, &error::damaged);
}

TEST_F(Backups, OfAnotherKeyAreToldApart) {
    auto const entry = take();
    auto const other = storage::Vault::open((scratch.path() / "other.key").string(), true).value();
    EXPECT_EQ(backup::verify(entry, other, go_on).error().kind, &error::other_key);
}

TEST_F(Backups, ThatAreNotWholeDoNotCount) {
    auto const stop = [](std::string_view what, std::int64_t, std::int64_t) { return what != "originals"; };
    EXPECT_EQ(backup::take(site, stop).error().kind, &storage::error::stopped);
    EXPECT_TRUE(entries(site.folder).empty());
    fs::create_directories(site.folder / "bina-20200101T000000Z");  // without a manifest
    EXPECT_TRUE(entries(site.folder).empty());
    EXPECT_EQ(find(site.folder / "bina-20200101T000000Z").error().kind, &error::not_found);
    take();
    EXPECT_EQ(entries(site.folder).size(), 1U);
}

TEST_F(Backups, IntoAFolderThatIsMissingFail) {
    site.folder = scratch.path() / "not-mounted";
    EXPECT_EQ(backup::take(site, go_on).error().kind, &storage::error::read_only);
    EXPECT_FALSE(fs::exists(site.folder));
}

TEST_F(Backups, RotateWithWhatOnlyTheyNeed) {
    site.keep = {.days = 2, .weeks = 0, .months = 0};
    auto const first = take();
    write(store.folder() / "files/ab/abcdef", "NAMA;NIK;ALAMAT");
    for (int day = 0; day < 3; ++day) {
        fixture::advance(base::day_ms);
        add(day);
        take();
    }
    EXPECT_EQ(entries(site.folder).size(), 2U);
    EXPECT_FALSE(fs::exists(first.path));
    EXPECT_FALSE(fs::exists(site.folder / "originals" / first.manifest.originals[0].sha256));
    for (auto const& entry : entries(site.folder)) EXPECT_TRUE(verify(entry));
}

TEST_F(Backups, RememberWhatAVerificationFound) {
    auto const entry = take();
    EXPECT_FALSE(entry.verified_at);
    ASSERT_TRUE(note_verified(entry, db.now(), false));
    auto const found = find(entry.path).value();
    EXPECT_EQ(found.verified_at, db.now());
    EXPECT_FALSE(found.good);
}

TEST(BackupRotation, KeepsTheNewestOfDaysWeeksAndMonths) {
    std::vector<base::Instant> made;  // twice a day for 100 days, newest first
    constexpr std::int64_t newest = 20'000 * base::day_ms + 12 * base::hour_ms;
    for (int i = 0; i < 200; ++i) made.push_back({newest - i * base::day_ms / 2});
    auto const count = [&](Keep const& keep) { return std::ranges::count(kept(made, keep), true); };
    EXPECT_EQ(count({.days = 7, .weeks = 0, .months = 0}), 7);
    EXPECT_EQ(count({.days = 1, .weeks = 5, .months = 0}), 5);
    EXPECT_EQ(count({.days = 0, .weeks = 0, .months = 0}), 1);
    EXPECT_EQ(count({.days = 1, .weeks = 0, .months = 12}), 5);  // June to October 2024
    auto const stays = kept(made, {.days = 3, .weeks = 0, .months = 0});
    EXPECT_TRUE(stays[0]);
    EXPECT_FALSE(stays[1]);
    EXPECT_TRUE(kept({}, {}).empty());
}

}  // namespace
}  // namespace bina::backup
