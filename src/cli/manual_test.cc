#include "cli/manual.h"

#include <gmock/gmock.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <fstream>

#include "fixture.h"

namespace bina::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A command line with one of everything.
class Manual : public testing::Test {
protected:
    Manual() {
        auto& token = *app.add_subcommand("token", "kunci API: list, add");
        token.add_option("action", action)->required()->check(CLI::IsMember({"list", "add"}));
        token.add_option("--days", days, "masa berlaku")->capture_default_str();
        token.add_option("--shape", action, "bentuk [singkat]")->check(CLI::IsMember({"csv", "json"}));
        token.add_flag("-q,--quiet", quiet, "tanpa kata; 'diam'");
        app.add_subcommand("check", "periksa");
    }
    std::string script(std::string_view shell) { return completion(app, shell).value(); }
    int runs(std::string const& interpreter, std::string const& text) {
        auto const path = folder.path() / "script";
        std::ofstream(path) << text;
        return std::system((interpreter + " " + path.string()).c_str());
    }

    CLI::App app{"Bina: registri", "bina"};
    std::string action;
    int days = 90;
    bool quiet = false;
    fixture::Folder folder;
};

TEST_F(Manual, PageTellsEveryCommandAndOption) {
    auto const page = man_page(app);
    for (auto const* const text : {".TH BINA 1 \"\" \"Bina ", ".SS token\nkunci API: list, add",
                                   ".B action: list|add\nWajib.", ".B \\-\\-days NILAI\nmasa berlaku [90]",
                                   ".B \\-\\-shape csv|json", ".B \\-q, \\-\\-quiet\n", ".SS check\nperiksa"})
        EXPECT_THAT(page, HasSubstr(text));
    EXPECT_THAT(page, Not(HasSubstr("\n\n")));
}

TEST_F(Manual, BashCompletesCommandsOptionsAndChoices) {
    auto const ask = [&](std::string const& words, int at) {
        return runs("bash", script("bash") + "COMP_WORDS=(" + words + "); COMP_CWORD=" + std::to_string(at) +
                                "; _bina; [ \"${COMPREPLY[*]}\" = \"$EXPECTED\" ]\n");
    };
    ::setenv("EXPECTED", "token", 1);
    EXPECT_EQ(ask("bina to", 1), 0);
    ::setenv("EXPECTED", "--days", 1);
    EXPECT_EQ(ask("bina token --d", 2), 0);
    ::setenv("EXPECTED", "list", 1);
    EXPECT_EQ(ask("bina token li", 2), 0);
    ::setenv("EXPECTED", "csv json", 1);
    EXPECT_EQ(ask("bina token --shape ''", 3), 0);
}

TEST_F(Manual, OtherShellsGetTheirOwn) {
    auto const zsh = script("zsh");
    EXPECT_THAT(zsh, HasSubstr("'token:kunci API\\: list, add'"));
    EXPECT_THAT(zsh, HasSubstr("'--shape[bentuk \\[singkat\\]]: :(csv json)'"));
    EXPECT_THAT(zsh, HasSubstr("'--quiet[tanpa kata; '\\''diam'\\'']'"));
    auto const fish = script("fish");
    EXPECT_THAT(fish, HasSubstr("-n __fish_use_subcommand -a check -d 'periksa'"));
    EXPECT_THAT(fish, HasSubstr("__fish_seen_subcommand_from token' -l shape -r -a 'csv json'"));
    EXPECT_EQ(completion(app, "csh"), std::nullopt);
}

}  // namespace
}  // namespace bina::cli
