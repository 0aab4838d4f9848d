#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

#include "audit/view.h"
#include "fixture.h"

namespace bina::cli {
namespace {

using base::Result;
using storage::Tx;
using testing::HasSubstr;

/// What docs/jejak-audit.md promises, played by the script that outsiders use.
class AuditProof : public testing::Test {
protected:
    AuditProof() {
        note(7, "3316");
        note(2, "0000");
    }
    void note(int count, std::string_view regency) {
        for (int i = 0; i < count; ++i)
            store.db()
                .write([&](Tx& tx) {
                    return audit::record(tx, access::local_operator(), "registry.changed", regency,
                                         std::to_string(i), R"({"alasan":"rapat \"é\""})");
                })
                .value();
    }
    std::filesystem::path write(std::string const& name, std::string const& text) const {
        auto const path = store.folder() / name;
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }
    std::filesystem::path anchor(std::string_view day) {
        auto const made = audit::anchor_of(store.db(), base::Day::parse(day).value()).value();
        return write(std::string(day) + ".txt", made.text);
    }
    std::string exported() {
        auto const list = store.db()
                              .read([](Tx& tx) {
                                  return audit::events_from(tx, access::local_operator(), "3316", 1, 1'000);
                              })
                              .value();
        std::string text;
        for (auto const& event : list) audit::write_line(text, "3316", event);
        return text;
    }
    std::string proof(std::int64_t seq, std::string_view day) {
        auto const when = base::Day::parse(day).value();
        auto const found =
            store.db()
                .read([&](Tx& tx) { return audit::prove(tx, access::local_operator(), "3316", seq, when); })
                .value();
        return audit::proof_json("3316", found, when);
    }
    /// What the script says; "good" before it when it was content.
    std::string script(std::string const& command, std::vector<std::filesystem::path> const& files) {
        auto const out = store.folder() / "out";
        std::string line = "python3 " SOURCE_DIR "/docs/periksa-jejak.py " + command;
        for (auto const& file : files) line += " " + file.string();
        int const code = std::system((line + " > " + out.string() + " 2>&1").c_str());
        std::ifstream file(out);
        std::string const said{std::istreambuf_iterator<char>(file), {}};
        return (code == 0 ? "good: " : "bad: ") + said;
    }

    fixture::Store store;
};

TEST_F(AuditProof, ChainAndAnchorAreCheckedWithoutBina) {
    auto const first = anchor("2026-01-01");
    note(3, "3316");
    auto const second = anchor("2026-01-02");
    auto const chain = write("chain.ndjson", exported());
    EXPECT_THAT(script("rantai", {chain}), HasSubstr("good: rantai utuh: 10 kejadian"));
    EXPECT_THAT(script("rantai", {chain, first}), HasSubstr("menjamin kejadian 1 sampai 7"));
    EXPECT_THAT(script("rantai", {chain, second}), HasSubstr("menjamin kejadian 1 sampai 10"));
    EXPECT_THAT(script("jangkar", {first, second}), testing::StartsWith("good: 2026-01-01"));
    EXPECT_THAT(script("jangkar", {second, first}), HasSubstr("bad: "));
}

TEST_F(AuditProof, OneEventIsProvenWithoutTheOthers) {
    auto const kept = anchor("2026-01-01");
    for (std::int64_t seq : {1, 4, 7}) {
        auto const one = write("proof.json", proof(seq, "2026-01-01"));
        EXPECT_THAT(script("bukti", {one, kept}), HasSubstr("good: kejadian 3316 nomor")) << seq;
    }
}

TEST_F(AuditProof, WhateverIsChangedShows) {
    auto const kept = anchor("2026-01-01");
    auto const chain = exported();
    auto changed = chain;
    changed.replace(changed.find("rapat"), 5, "pesta");
    EXPECT_THAT(script("rantai", {write("a", changed)}), HasSubstr("bad: RUSAK: kejadian 1 telah diubah"));
    auto const removed = chain.substr(chain.find('\n') + 1);
    EXPECT_THAT(script("rantai", {write("b", removed)}), HasSubstr("bad: RUSAK: kejadian 1 tidak ada"));
    auto const cut = chain.substr(0, chain.rfind('\n', chain.size() - 2) + 1);
    EXPECT_THAT(script("rantai", {write("c", cut), kept}),
                HasSubstr("RUSAK: jangkar 2026-01-01 menjamin 7 kejadian, ekspor memuat 6"));
    auto forged = proof(4, "2026-01-01");
    forged.replace(forged.find("rapat"), 5, "pesta");
    EXPECT_THAT(script("bukti", {write("d", forged), kept}), HasSubstr("bad: RUSAK"));
    note(1, "3316");
    EXPECT_THAT(script("bukti", {write("e", proof(4, "2026-01-01")), anchor("2026-01-02")}),
                HasSubstr("bad: RUSAK: bukti dibuat untuk jangkar lain"));
}

// The example in the document.
TEST_F(AuditProof, HashIsTheOneOfTheDocument) {
    std::ifstream file(SOURCE_DIR "/docs/jejak-audit.md");
    std::string const document{std::istreambuf_iterator<char>(file), {}};
    EXPECT_THAT(document, HasSubstr("printf '0:4:33161:113:17672256000002:aa4:x.ok1:b2:{}' | b2sum -l 256"));
    auto const line = [](std::string_view hash) {
        return R"({"regency":"3316","seq":1,"at":1767225600000,"actor":"aa","event":"x.ok","subject":"b",)"
               R"("detail":"{}","hash":")" +
               std::string(hash) + "\"}\n";
    };
    EXPECT_THAT(
        script("rantai",
               {write("f", line("4c5afbadad66b7a6eba6226348a4b83e4a53912668df9d557e3b6401129205c4"))}),
        HasSubstr("good"));
}

}  // namespace
}  // namespace bina::cli
