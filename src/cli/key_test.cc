#include <gmock/gmock.h>

#include "access/second_factor.h"
#include "access/totp.h"
#include "cli/test_world.h"

namespace bina::cli {
namespace {

using testing::Contains;
using testing::HasSubstr;

/// "table.column" of everything that a store keeps as bytes.
std::vector<std::string> byte_columns(storage::Db& db) {
    auto const* const sql =
        db.engine() == storage::Engine::sqlite
            ? "SELECT t.name || '.' || c.name FROM sqlite_schema t, pragma_table_info(t.name) c"
              " WHERE t.type = 'table' AND c.type = 'BYTEA'"
            : "SELECT c.table_name || '.' || c.column_name FROM information_schema.columns c"
              " JOIN information_schema.tables t USING (table_schema, table_name)"
              " WHERE t.table_schema = current_schema() AND t.table_type = 'BASE TABLE'"
              " AND c.data_type = 'bytea'";
    return db
        .read([&](storage::Tx& tx) {
            return tx.rows(sql, [](storage::Row const& row) { return row.get<std::string>(0); });
        })
        .value();
}

// Outlines of areas are public, and the only bytes that are not sealed.
TEST(Keys, EverySealedColumnOfEverySchemaIsReachedByANewKey) {
    std::vector<std::string> listed{"boundary.body"};
    for (auto const& column : sealed_columns())
        listed.push_back(std::string(column.table) + "." + std::string(column.column));
    World world;
    auto const columns = byte_columns(world.db());
    EXPECT_THAT(columns, Contains("second_factor.secret"));
    for (auto const& column : columns) EXPECT_THAT(listed, Contains(column));
}

TEST(Keys, WhatWasSealedIsReadAfterTheOldKeyIsRetired) {
    World world;
    auto& db = world.db();
    auto& site = world.site;
    world.become(access::Role::administrator, "3316");
    auto const account = access::AccountId::parse(world.ids["users"]).value();
    std::string const secret(access::totp_secret_bytes, 's');
    db.write([&](storage::Tx& tx) { return access::begin_factor(tx, account, secret); }).value();
    auto const snapshot = "/api/v1/snapshots/3316/" + world.ids["snapshots"];
    ASSERT_EQ(
        site.put(snapshot + "?as_of=" + world.ids["today"], R"({"title":"Tabel","purpose":"rapat kerja"})")
            .status,
        201);
    ASSERT_EQ(site.put("/api/v1/letters/3316/letterhead",
                       R"({"agency":"Dinas","address":"Jl. Satu","place":"Blora","position":"Kepala",)"
                       R"("signatory":"Budi","nip":"1968","number_format":"{urut}/{tahun}"})")
                  .status,
              200);
    auto const letter = "/api/v1/letters/3316/of/" + world.ids["businesses"] + "/" + world.ids["letters"];
    ASSERT_EQ(site.put(letter, R"({"kind":"invitation","values":[{"name":"acara","text":"Pelatihan"},)"
                               R"({"name":"hari","text":"Senin"},{"name":"waktu","text":"09.00"},)"
                               R"({"name":"tempat","text":"Aula"}]})")
                  .status,
              201);

    auto const old = db.vault().newest();
    privacy::rotate(db).value();
    EXPECT_EQ(privacy::retire(world.shop->sealed(), old).error().kind, &storage::error::key_in_use);
    world.shop->jobs.run_waiting().value();
    ASSERT_TRUE(privacy::retire(world.shop->sealed(), old));

    EXPECT_EQ(site.get(snapshot + "/verify").at("/whole"), "true");
    EXPECT_THAT(site.get(letter).body, HasSubstr("Pelatihan"));
    EXPECT_THAT(site.post("/api/v1/businesses/3316/" + world.ids["businesses"] + "/unmask",
                          R"({"purpose":"menelepon pemilik"})")
                    .body,
                HasSubstr("3316095203879001"));
    EXPECT_EQ(site.get("/api/v1/audit/check?regency=3316").at("/intact"), "true");
    auto const step = db.now().milliseconds / access::totp_step_ms;
    EXPECT_TRUE(db.write([&](storage::Tx& tx) {
        return access::confirm_factor(tx, account, access::totp_code(secret, step), {});
    }));
}

}  // namespace
}  // namespace bina::cli
