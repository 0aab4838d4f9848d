#include "backup/http.h"

#include <gmock/gmock.h>

#include "base/duration.h"
#include "site.h"

namespace bina::backup {
namespace {

class BackupHttp : public testing::Test {
protected:
    BackupHttp() { site.actor = fixture::actor(access::Role::administrator, "33"); }
    fixture::Got status() { return site.get("/api/v1/backups"); }
    void run() { jobs.run_waiting().value(); }

    fixture::Store store;
    fixture::Folder folder;
    jobs::Jobs jobs{store.db()};
    bool proven = true;
    Keeper keeper{{.db = store.db(), .data = store.folder(), .folder = folder.path(), .version = "1"},
                  jobs,
                  {.hour = 1, .prove = [this](Entry const&) -> base::Result<bool> { return proven; }}};
    /// The store holds two regencies.
    static base::Result<void> require_both(storage::Tx&, access::Actor const& actor,
                                           access::Permission permission) {
        TRY(actor.require(permission, "3316"));
        return actor.require(permission, "3317");
    }
    fixture::Site site{routes({store.db(), keeper, require_both})};
};

TEST_F(BackupHttp, TellsWhetherThereIsAGoodNewBackup) {
    EXPECT_EQ(status().at("/alarm"), R"("never")");
    EXPECT_EQ(keeper.age_seconds(), -1);
    EXPECT_EQ(site.post("/api/v1/backups", "{}").status, 202);
    run();
    auto got = status();
    EXPECT_EQ(got.at("/alarm"), R"("none")") << got.body;
    EXPECT_EQ(got.at("/items/0/good"), "true");
    EXPECT_NE(got.at("/items/0/verified_at"), "null");
    EXPECT_EQ(keeper.age_seconds(), 0);
    fixture::advance(49 * base::hour_ms);
    EXPECT_EQ(status().at("/alarm"), R"("old")");
    EXPECT_EQ(keeper.age_seconds(), 49 * 3'600);
}

TEST_F(BackupHttp, TellsOfABackupThatCannotBeProven) {
    proven = false;
    site.post("/api/v1/backups", "{}");
    run();
    EXPECT_EQ(status().at("/alarm"), R"("damaged")");
    EXPECT_EQ(status().at("/error"), R"("backup.damaged")");
}

TEST_F(BackupHttp, TellsOfOneThatFailed) {
    std::filesystem::remove_all(folder.path());
    site.post("/api/v1/backups", "{}");
    run();
    EXPECT_EQ(status().at("/alarm"), R"("failed")");
}

TEST_F(BackupHttp, IsForAdministratorsOfAllThatItHolds) {
    using enum access::Role;
    for (auto const& [role, area] :
         {std::pair(head, "33"), std::pair(operator_, "33"), std::pair(auditor, "33"),
          std::pair(administrator, "3316"), std::pair(administrator, "331609")}) {
        site.actor = fixture::actor(role, area);
        EXPECT_EQ(status().problem(), R"("access.denied")");
        EXPECT_EQ(site.post("/api/v1/backups", "{}").problem(), R"("access.denied")");
    }
}

TEST_F(BackupHttp, WithoutAFolderSaysSo) {
    Keeper const none{{.db = store.db(), .data = store.folder(), .folder = {}, .version = "1"}, jobs, {}};
    fixture::Site other{routes({store.db(), none, require_both})};
    other.actor = fixture::actor(access::Role::administrator, "33");
    EXPECT_EQ(other.get("/api/v1/backups").at("/alarm"), R"("unset")");
    EXPECT_EQ(other.post("/api/v1/backups", "{}").problem(), R"("backup.not_configured")");
}

TEST(BackupDue, IsTheLastTimeThatTheHourStruckInTheWest) {
    base::Instant const noon{20'000 * base::day_ms + 5 * base::hour_ms};  // 12.00 WIB
    EXPECT_EQ(last_due(noon, 1).milliseconds, noon.milliseconds - 11 * base::hour_ms);
    EXPECT_EQ(last_due(noon, 12), noon);
    EXPECT_EQ(last_due(noon, 13).milliseconds, noon.milliseconds - 23 * base::hour_ms);
}

}  // namespace
}  // namespace bina::backup
