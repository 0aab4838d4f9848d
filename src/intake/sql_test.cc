#include "intake/sql.h"

#include <gmock/gmock.h>

#include "intake/book_fixture.h"

namespace bina::intake {
namespace {

using fixture::read, fixture::Rows, fixture::TextFile;
using testing::ElementsAre;

Rows rows_of(std::string_view dump, std::size_t sheet = 0) {
    return fixture::read_all(TextFile(dump).book(), sheet);
}

std::vector<RowFault> faults_of(std::string_view dump) {
    return read(TextFile(dump).book()).report.faults;
}

TEST(Sql, MysqlDumpGivesItsTablesAsSheets) {
    auto const book = TextFile(
                          "-- phpMyAdmin SQL Dump\n"
                          "SET SQL_MODE=\"NO_AUTO_VALUE_ON_ZERO\";\n"
                          "/*!40101 SET NAMES utf8 */;\n"
                          "CREATE TABLE IF NOT EXISTS `kelas` (`id` int(11) NOT NULL, `nama` varchar(25),\n"
                          "  PRIMARY KEY (`id`)) ENGINE=InnoDB;\n"
                          "CREATE TABLE `kosong` (`id` int);\n"
                          "INSERT INTO `kelas` VALUES (1,'Mikro'),(2,'Kecil');\n"
                          "INSERT INTO `usaha` (`id`, `nama_usaha`, `omset`) VALUES\n"
                          "(1, 'WARUNG \\'BU\\' SITI; \"A\"', 144000000),\n"
                          "(2, 'IT''S\\nTOKO', -7.47), (3, NULL, 2.4e9);\n")
                          .book();
    ASSERT_EQ(book.sheets().size(), 2U);
    EXPECT_EQ(book.sheets()[0].name, "kelas");
    EXPECT_EQ(book.sheets()[1].name, "usaha");
    EXPECT_EQ(fixture::read_all(book, 0), (Rows{{"id", "nama"}, {"1", "Mikro"}, {"2", "Kecil"}}));
    EXPECT_EQ(fixture::read_all(book, 1), (Rows{{"id", "nama_usaha", "omset"},
                                                {"1", "WARUNG 'BU' SITI; \"A\"", "144000000"},
                                                {"2", "IT'S\nTOKO", "-7.47"},
                                                {"3", "", "2400000000"}}));
}

TEST(Sql, PostgresqlCopyAndInsert) {
    EXPECT_EQ(
        rows_of("--\n-- PostgreSQL database dump\n--\n\\connect umkm\n"
                "CREATE FUNCTION public.f() RETURNS int AS $fn$ BEGIN INSERT INTO x VALUES (1); END $fn$ "
                "LANGUAGE plpgsql;\n"
                "CREATE TABLE public.usaha (\n    id integer NOT NULL,\n    nama character varying(50),\n"
                "    CONSTRAINT k CHECK ((id > 0))\n);\n"
                "COPY public.usaha (id, nama) FROM stdin;\n"
                "1\tWarung\\tBu\\nSiti\\\\A\n2\t\\N\n\\.\n\n"
                "INSERT INTO public.usaha (nama, id) VALUES (E'Toko\\nA', 3), ('C:\\D', '4'::integer);\n"),
        (Rows{{"id", "nama"}, {"1", "Warung\tBu\nSiti\\A"}, {"2", ""}, {"3", "Toko\nA"}, {"4", "C:\\D"}}));
}

TEST(Sql, SqliteDump) {
    EXPECT_EQ(rows_of("PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n"
                      "CREATE TABLE usaha(nik TEXT, nama TEXT);\n"
                      "INSERT INTO usaha VALUES('3316095203870001',replace('Jl. A\\nB','\\n',char(10)));\n"
                      "INSERT OR IGNORE INTO \"usaha\" VALUES(3316095203870001,'a');\n"
                      "CREATE TRIGGER t AFTER INSERT ON usaha BEGIN INSERT INTO usaha VALUES('x','y'); END;\n"
                      "COMMIT;\n"),
              (Rows{{"nik", "nama"}, {"3316095203870001", "Jl. A\nB"}, {"3316095203870001", "a"}}));
}

TEST(Sql, ServerDumpWithoutSemicolons) {
    EXPECT_EQ(
        rows_of("-- skrip\nINSERT [dbo].[Usaha] ([Nama], [Tanggal]) VALUES (N'Toko', CAST(N'2020-01-02' AS "
                "Date))\nGO\nINSERT [dbo].[Usaha] ([Nama], [Tanggal]) VALUES (N'Warung', NULL)\nGO\n"
                "-- insert into \n"),
        (Rows{{"Nama", "Tanggal"}, {"Toko", "2020-01-02"}, {"Warung", ""}}));
}

TEST(Sql, ANumberOfSixteenDigitsIsWhole) {
    auto const book = TextFile("INSERT INTO a (nik, lat) VALUES (3316095203870001, -7.470);").book();
    std::vector<CellKind> kinds;
    ASSERT_TRUE(book.for_each_row(0, [&](std::uint64_t row, std::span<Cell const> cells) {
        if (row == 2)
            for (auto const& cell : cells) kinds.push_back(cell.kind);
        return Visit::next;
    }));
    EXPECT_THAT(kinds, ElementsAre(CellKind::text, CellKind::number));
}

TEST(Sql, WhatOnlyADatabaseCouldTellIsLeftOut) {
    std::string_view const dump =
        "INSERT INTO a (x, y, z) VALUES (NOW(), 0x4142, 'a' || 'b'), ('t', CONCAT('a','b'), X'41');";
    EXPECT_EQ(rows_of(dump), (Rows{{"x", "y", "z"}, {"", "", ""}, {"t", "", ""}}));
    EXPECT_EQ(faults_of(dump).size(), 5U);
    EXPECT_EQ(faults_of(dump)[0], (RowFault{2, fault::computed_value}));
}

TEST(Sql, ColumnsInAnotherOrderComeToTheirPlaces) {
    EXPECT_EQ(rows_of("INSERT INTO a (x, y) VALUES (1, 2); INSERT INTO a (z, x) VALUES (3, 1);"),
              (Rows{{"x", "y", "z"}, {"1", "2"}, {"1", "", "3"}}));
    EXPECT_EQ(rows_of("INSERT INTO a VALUES (1, 2);"), (Rows{{"1", "2"}})) << "no heading is known";
}

TEST(Sql, OldEncodingIsRead) {
    EXPECT_EQ(rows_of("INSERT INTO a (nama) VALUES ('Caf\xE9');"), (Rows{{"nama"}, {"Café"}}));
}

TEST(Sql, ADumpWithoutRowsIsRefused) {
    EXPECT_EQ(TextFile("-- MySQL dump 10.13\nCREATE TABLE a (b int);").open().error().kind, &error::is_sql);
    EXPECT_EQ(TextFile("INSERT INTO a SELECT * FROM b;").open().error().kind, &error::is_sql);
    EXPECT_EQ(TextFile("CREATE TABLE a (b int").open().error().kind, &error::is_sql);
}

TEST(Sql, LimitsHold) {
    std::string tables;
    for (std::size_t i = 0; i <= limit::sheets; ++i)
        tables += "INSERT INTO t" + std::to_string(i) + " VALUES (1);\n";
    EXPECT_EQ(TextFile(tables).open().error().kind, &error::too_large);

    auto const long_cell = "INSERT INTO a (b) VALUES ('" + std::string(limit::cell_bytes + 9, 'x') + "');";
    EXPECT_EQ(rows_of(long_cell)[1][0].size(), limit::cell_bytes);
    EXPECT_THAT(faults_of(long_cell), ElementsAre(RowFault{2, fault::cell_cut}));

    std::string wide = "INSERT INTO a VALUES (1";
    for (std::size_t i = 0; i < limit::columns; ++i) wide += ",1";
    EXPECT_EQ(rows_of(wide + ");")[0].size(), limit::columns);
}

TEST(Sql, WhatIsCutOffGivesTheRowsBefore) {
    EXPECT_EQ(rows_of("INSERT INTO a (b) VALUES ('x'), ('y"), (Rows{{"b"}, {"x"}, {"y"}}));
}

}  // namespace
}  // namespace bina::intake
