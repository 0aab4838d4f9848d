#include "storage/reseal.h"

#include <gmock/gmock.h>

#include "fixture.h"

namespace bina::storage {
namespace {

constexpr SealedColumn notes{"note", "body", {{{"regency"}, {"number", true}}}};
constexpr std::int64_t rows = 1'203;

class Reseal : public testing::Test {
public:
    void SetUp() override {
        db->write([](Tx& tx) -> base::Result<void> {
              TRY(tx.script(
                  "DROP TABLE IF EXISTS note; CREATE TABLE note (regency TEXT NOT NULL, number BIGINT "
                  "NOT NULL, body BYTEA NOT NULL, PRIMARY KEY (regency, number))"));
              for (std::int64_t i = 0; i < rows; ++i)
                  TRY(put(tx, i, tx.vault().seal("note " + std::to_string(i))));
              return put(tx, rows, "");  // nothing was ever said
          }).value();
    }
    static base::Result<void> put(Tx& tx, std::int64_t number, std::string const& sealed) {
        TRY(tx.run("INSERT INTO note (regency, number, body) VALUES ($1, $2, $3)",
                   number % 2 == 0 ? "3316" : "3317", number, Bytes{sealed}));
        return {};
    }
    std::map<unsigned, std::int64_t> counts() {
        return db->read([](Tx& tx) { return count_keys(tx, notes); }).value();
    }
    fixture::Folder folder;
    Vault vault = Vault::open((folder.path() / "key").string(), true).value();
    std::unique_ptr<Db> db =
        Db::open({.location = fixture::empty_location(folder), .clock = fixture::clock, .rehearse = true},
                 vault)
            .value();
    base::Day today = base::Day::parse("2026-11-28").value();
};

TEST_F(Reseal, BringsEverythingUnderTheNewKey) {
    vault.add_key(today).value();
    EXPECT_EQ(counts(), (std::map<unsigned, std::int64_t>{{1, rows}}));
    std::int64_t done = 0;
    reseal(*db, notes, [&](std::int64_t count) { return (done += count) > 0; }).value();
    EXPECT_EQ(done, rows);
    EXPECT_EQ(counts(), (std::map<unsigned, std::int64_t>{{2, rows}}));
    vault.drop_key(1).value();
    auto const ring = Vault::open((folder.path() / "key").string(), false).value();
    db->read([&](Tx& tx) {
          return tx.each("SELECT number, body FROM note WHERE length(body) > 0", [&](Row const& row) {
              EXPECT_EQ(ring.unseal(row.bytes(1)).value(), "note " + std::to_string(row.integer(0)));
          });
      }).value();
}

TEST_F(Reseal, StoppedInTheMiddleItGoesOn) {
    vault.add_key(today).value();
    reseal(*db, notes, [](std::int64_t) { return false; }).value();
    auto const half = counts();
    EXPECT_GT(half.at(1), 0);
    EXPECT_GT(half.at(2), 0);
    std::int64_t done = 0;
    reseal(*db, notes, [&](std::int64_t count) { return (done += count) > 0; }).value();
    EXPECT_EQ(done, half.at(1)) << "what was done is not done again";
    EXPECT_EQ(counts(), (std::map<unsigned, std::int64_t>{{2, rows}}));
}

TEST_F(Reseal, WhatIsWrittenMeanwhileIsSealedWithTheNewKey) {
    vault.add_key(today).value();
    std::int64_t written = rows;
    reseal(*db, notes, [&](std::int64_t) {
        auto const number = ++written;
        db->write([&](Tx& tx) { return put(tx, number, tx.vault().seal("new")); }).value();
        return written < rows + 5;
    }).value();
    reseal(*db, notes, [](std::int64_t) { return true; }).value();
    EXPECT_EQ(counts(), (std::map<unsigned, std::int64_t>{{2, written}}));
}

}  // namespace
}  // namespace bina::storage
