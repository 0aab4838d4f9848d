#include "intake/returned.h"

#include "intake/book_fixture.h"
#include "intake/pipeline_fixture.h"

namespace bina::intake {
namespace {

using fixture::Rows, fixture::Workbook;

class ReturnedTest : public fixture::Pipeline {
protected:
    /// What goes back of a list, by the names of its sheets.
    std::map<std::string, Rows> sheets_of(Batch const& batch) {
        auto const book = returned(batch);
        std::map<std::string, Rows> sheets;
        for (std::size_t i = 0; i < book.sheets().size(); ++i)
            sheets[book.sheets()[i].name] = fixture::read_all(book, i);
        return sheets;
    }
    Book returned(Batch const& batch) {
        m_returned = read([&](storage::Tx& tx) {
            return return_rejected(tx, m_content, batch,
                                   [](std::string_view key) { return "<" + std::string(key) + ">"; });
        });
        return Book::open(m_returned.file->path()).value();
    }
    std::string bytes() const {
        std::ifstream file(m_returned.file->path(), std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    Returned m_returned;
};

std::string const no_name = "<intake.row_without_name>";
std::string const heading = "<intake.reason_heading>";

TEST_F(ReturnedTest, RejectedRowsOfEverySheetGoBackInTheirOwn) {
    Workbook workbook;
    Rows const head{{"DATA UMKM"}, {"NO", "NAMA PEMILIK", "NAMA USAHA", "DESA", "KECAMATAN"}};
    auto const sheet = [&](Rows const& rows) {
        auto all = head;
        all.insert(all.end(), rows.begin(), rows.end());
        return all;
    };
    workbook.add("Cepu",
                 sheet({{"1", "BAMBANG", "Bengkel Jaya", "Balun", "Cepu"}, {"2", "", "", "Ngroto", "Cepu"}}));
    workbook.add("Jepon", sheet({{"1", "DARMI", "Batik Mustika", "Jepon", "Jepon"},
                                 {"2", "TARMI", "Toko Tarmi", "", "Jepon"}}));
    workbook.add("Blora", sheet({{"KECAMATAN BLORA"},
                                 {"1", "SITI AMINAH", "Warung Aminah", "Beran", "Blora"},
                                 {"2", "", "", "Jetis", "Blora"},
                                 {"JUMLAH", "2"}}));
    auto const batch = check_list(workbook.file().bytes());
    ASSERT_EQ(batch.counts[Verdict::rejected], 2);

    auto const sheets = sheets_of(batch);
    EXPECT_EQ(m_returned.name, "ditolak-daftar.xlsx");
    ASSERT_EQ(sheets.size(), 2U) << "Jepon has nothing to put right";
    EXPECT_EQ(sheets.at("Cepu"), (Rows{{"DATA UMKM"},
                                       {"NO", "NAMA PEMILIK", "NAMA USAHA", "DESA", "KECAMATAN", heading},
                                       {"2", "", "", "Ngroto", "Cepu", no_name}}));
    EXPECT_EQ(sheets.at("Blora"), (Rows{{"DATA UMKM"},
                                        {"NO", "NAMA PEMILIK", "NAMA USAHA", "DESA", "KECAMATAN", heading},
                                        {"KECAMATAN BLORA"},
                                        {"2", "", "", "Jetis", "Blora", no_name}}));
}

TEST_F(ReturnedTest, WhatComesBackCanBePutRightAndSentAgain) {
    Workbook workbook({{"NAMA PEMILIK", "NAMA USAHA", "NIK", "DESA", "KECAMATAN"},
                       {"", "", "3316095203879001", "Beran", "Blora"},
                       {"DARMI", "Batik Mustika", "3316115203759003", "Jetis", "Blora"}});
    auto const batch = check_list(workbook.file().bytes());
    auto rows = sheets_of(batch).at("Data");
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[1][2], "3316095203879001") << "all sixteen digits";
    rows[1][0] = "SITI AMINAH";
    auto const again = check_list(Workbook(rows).file().bytes());
    EXPECT_EQ(again.counts[Verdict::fresh], 1);
    EXPECT_EQ(again.counts[Verdict::rejected], 0);
}

TEST_F(ReturnedTest, DelimitedTextKeepsItsWayAndRunsNothing) {
    auto const batch = check_list(
        "NAMA PEMILIK;NAMA USAHA;DESA;KECAMATAN;KETERANGAN\r\n"
        ";;Beran;Blora;=1+1\r\n"
        ";;Jetis;Blora;@SUM(A1)\r\n"
        ";;Jetis;Blora;-2+3|cmd\r\n"
        ";;Jetis;Blora;+628123456789\r\n"
        ";;Jetis;Blora;Caf\xE9\r\n"
        "DARMI;Batik;Jetis;Blora;\r\n");
    auto const book = returned(batch);
    EXPECT_EQ(book.dialect()->delimiter, ';');
    EXPECT_EQ(bytes(), "NAMA PEMILIK;NAMA USAHA;DESA;KECAMATAN;KETERANGAN;" + heading +
                           "\r\n;;Beran;Blora;'=1+1;" + no_name + "\r\n;;Jetis;Blora;'@SUM(A1);" + no_name +
                           "\r\n;;Jetis;Blora;'-2+3|cmd;" + no_name + "\r\n;;Jetis;Blora;+628123456789;" +
                           no_name + "\r\n;;Jetis;Blora;Caf\xE9;" + no_name + "\r\n");
}

TEST_F(ReturnedTest, ADumpComesBackAsAWorkbook) {
    auto const batch = check_list(
        "INSERT INTO `usaha` (`nama_pemilik`, `nama_usaha`, `desa`, `kecamatan`) VALUES\n"
        "('SITI AMINAH', 'Warung', 'Beran', 'Blora'), (NULL, NULL, 'Beran', 'Blora');\n");
    auto const sheets = sheets_of(batch);
    EXPECT_EQ(m_returned.name, "ditolak-daftar.xlsx");
    EXPECT_EQ(sheets.at("usaha"), (Rows{{"nama_pemilik", "nama_usaha", "desa", "kecamatan", heading},
                                        {"", "", "Beran", "Blora", no_name}}));
}

}  // namespace
}  // namespace bina::intake
