#include "storage/migrate.h"

#include <gmock/gmock.h>

#include "fixture.h"

namespace bina::storage {
namespace {

using base::Result;

constexpr Migration first{"registry", "001_shop", "", "CREATE TABLE shop (id BIGINT NOT NULL PRIMARY KEY)"};
constexpr Migration second{"registry", "002_name", "",
                           "ALTER TABLE shop ADD COLUMN name TEXT; INSERT INTO shop VALUES (1, 'a')"};
constexpr Migration lite{"registry", "003_search", "sqlite", "CREATE VIRTUAL TABLE search USING fts5(name)"};
constexpr Migration heavy{"registry", "003_search", "postgresql",
                          "CREATE TABLE search (name TEXT, words TSVECTOR)"};
constexpr Migration broken{"registry", "004_broken", "", "CREATE TABLE half (id BIGINT); CREATE GARDEN"};

class Migrate : public testing::Test {
protected:
    static std::unique_ptr<Db> open(std::string const& location, Vault const& vault = Vault::for_tests()) {
        return Db::open({.location = location, .clock = fixture::clock, .readers = 2}, vault).value();
    }
    Result<int> migrate(std::vector<Migration> const& migrations) {
        return storage::migrate(*db, migrations);
    }
    Result<int> pending(std::vector<Migration> const& migrations) {
        return storage::pending(*db, migrations);
    }
    bool exists(std::string const& table) {
        return db->read([&](Tx& tx) { return tx.run("SELECT * FROM " + table); }).has_value();
    }

    fixture::Folder folder;
    std::string location = fixture::empty_location(folder);
    std::unique_ptr<Db> db = open(location);
};

TEST_F(Migrate, AppliesEachOnce) {
    EXPECT_EQ(pending({first, second}).value(), 2);
    EXPECT_EQ(migrate({first}).value(), 1);
    EXPECT_EQ(pending({first, second}).value(), 1);
    EXPECT_EQ(migrate({first, second}).value(), 1);
    EXPECT_EQ(migrate({first, second}).value(), 0);
    EXPECT_EQ(pending({first, second}).value(), 0);
    db = open(location);
    EXPECT_EQ(migrate({first, second}).value(), 0);
    auto const rows = db->read(
        [](Tx& tx) { return tx.rows("SELECT id FROM shop", [](Row const& row) { return row.integer(0); }); });
    EXPECT_THAT(rows.value(), testing::ElementsAre(1));
}

TEST_F(Migrate, TakesWhatIsForItsEngine) {
    EXPECT_EQ(pending({first, lite, heavy}).value(), 2);
    EXPECT_EQ(migrate({first, lite, heavy}).value(), 2);
    EXPECT_EQ(migrate({first, lite, heavy}).value(), 0);
    bool const has_vectors = db->read([](Tx& tx) { return tx.run("SELECT words FROM search"); }).has_value();
    EXPECT_EQ(has_vectors, db->engine() == Engine::postgresql);
}

TEST_F(Migrate, RefusesAReleasedFileThatWasEdited) {
    ASSERT_TRUE(migrate({first, second}));
    auto edited = first;
    edited.sql = "CREATE TABLE shop (id TEXT NOT NULL PRIMARY KEY)";
    auto const outcome = migrate({edited, second});
    EXPECT_EQ(outcome.error().kind, &error::migration_changed);
    EXPECT_EQ(outcome.error().detail, "registry/001_shop");
    EXPECT_EQ(pending({edited, second}).error().kind, &error::migration_changed);
}

TEST_F(Migrate, RefusesAStoreOfALaterProgram) {
    ASSERT_TRUE(migrate({first, second}));
    auto const outcome = migrate({first});
    EXPECT_EQ(outcome.error().kind, &error::newer_store);
    EXPECT_EQ(outcome.error().detail, "registry/002_name");
    EXPECT_EQ(pending({first}).error().kind, &error::newer_store);
}

TEST_F(Migrate, RefusesAStoreOfAnotherKey) {
    ASSERT_TRUE(migrate({first}));
    db = open(location, Vault::open((folder.path() / "other.key").string(), true).value());
    EXPECT_EQ(migrate({first}).error().kind, &error::key_wrong);
    EXPECT_EQ(pending({first}).error().kind, &error::key_wrong);
}

TEST_F(Migrate, AppliesAllOrNone) {
    EXPECT_EQ(migrate({first, second, broken}).error().kind, &error::failed);
    EXPECT_FALSE(exists("shop"));
    EXPECT_FALSE(exists("half"));
    EXPECT_EQ(migrate({first, second}).value(), 2);
    EXPECT_TRUE(exists("shop"));
}

TEST_F(Migrate, ClusteredTablesWorkOnBothEngines) {
    constexpr Migration clustered{"registry", "001_shop", "",
                                  "CREATE TABLE shop (a TEXT, b TEXT, PRIMARY KEY (a, b)) /* clustered */;"
                                  "CREATE TABLE other (a TEXT PRIMARY KEY) /* clustered */;"};
    ASSERT_EQ(migrate({clustered}).value(), 1);
    EXPECT_TRUE(db->write([](Tx& tx) { return tx.run("INSERT INTO shop (a, b) VALUES ('x', 'y')"); }));
    if (db->engine() == Engine::sqlite) {
        EXPECT_FALSE(db->read([](Tx& tx) { return tx.run("SELECT rowid FROM shop"); }));
    }
}

TEST_F(Migrate, EveryFileOfTheProgramApplies) {
    auto const embedded = embedded_migrations();
    ASSERT_FALSE(embedded.empty());
    EXPECT_GT(storage::migrate(*db, embedded).value(), 0);
    EXPECT_EQ(storage::pending(*db, embedded).value(), 0);
}

}  // namespace
}  // namespace bina::storage
