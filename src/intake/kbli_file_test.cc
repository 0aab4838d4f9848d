#include "intake/kbli_file.h"

#include <gmock/gmock.h>

#include <fstream>

#include "fixture.h"
#include "intake/book_fixture.h"

namespace bina::intake {
namespace {

using testing::ElementsAre;

class KbliFile : public testing::Test {
public:
    std::filesystem::path file(std::string_view text) {
        auto const path = folder.path() / "daftar";
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }
    std::vector<std::string> list(std::string_view text) {
        std::vector<std::string> found;
        auto const lines = read_kbli_list(file(text));
        if (!lines) return {std::string(lines.error().kind->key)};
        for (auto const& line : *lines)
            found.push_back(std::to_string(line.line) + " " + line.code + " " + line.title);
        return found;
    }
    std::vector<std::string> crosswalk(std::string_view text) {
        std::vector<std::string> found;
        auto const lines = read_kbli_crosswalk(file(text));
        if (!lines) return {std::string(lines.error().kind->key)};
        for (auto const& line : *lines) found.push_back(line.code_2020 + ">" + line.code_2025);
        return found;
    }

    bina::fixture::Folder folder;
};

TEST_F(KbliFile, FindsTheColumnsWhateverTheirOrder) {
    EXPECT_THAT(list("kode,kbli,deskripsi\n10794,KERUPUK,\"Kelompok, ini\"\n13133,BATIK,x\n"),
                ElementsAre("2 10794 KERUPUK", "3 13133 BATIK"));
    EXPECT_THAT(list("Daftar KBLI 2025;;\n\nNo;Judul KBLI;Kode KBLI\n1;Batik;13133\n"),
                ElementsAre("4 13133 Batik"));
    EXPECT_THAT(list("no,alamat\n1,Cepu\n"), ElementsAre("intake.no_columns"));
}

TEST_F(KbliFile, ReadsObjectsOfJson) {
    EXPECT_THAT(list(R"([{"code": "01111", "title": "Jagung", "desc": "x", "in": {"code": "9"}},
                         {"title": "Batik", "code": "13134"}])"),
                ElementsAre("1 01111 Jagung", "2 13134 Batik"));
    EXPECT_THAT(list(R"([{"code": 1111, "title": "Jagung"}, {"code": 13134, "title": "Batik"}])"),
                ElementsAre("1 01111 Jagung", "2 13134 Batik"))
        << "numbers lost their zero";
    EXPECT_THAT(list("[{\"code\": "), ElementsAre("intake.damaged"));
    EXPECT_THAT(list("[]"), ElementsAre("intake.no_columns"));
}

TEST_F(KbliFile, ReadsWhatBecameOfOldCodes) {
    EXPECT_THAT(
        crosswalk("KBLI 2020,Judul KBLI 2020,KBLI 2025,Judul KBLI 2025\n13134,Batik,13133,Kain batik\n"),
        ElementsAre("13134>13133"));
    EXPECT_THAT(crosswalk("kode,judul\n13134,Batik\n"), ElementsAre("intake.no_columns"));
}

}  // namespace
}  // namespace bina::intake
