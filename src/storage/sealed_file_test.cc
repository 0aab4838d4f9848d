#include "storage/sealed_file.h"

#include <gmock/gmock.h>

#include <fstream>

#include "fixture.h"

namespace bina::storage {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string contents(std::filesystem::path const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class SealedFile : public testing::Test {
public:
    std::filesystem::path file(std::string_view name, std::string_view text) const {
        auto const path = folder.path() / name;
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }
    base::ErrorKind const* opened(std::string_view bytes) const {
        auto const clear = open_sealed_file(vault, file("other", bytes));
        return clear ? nullptr : clear.error().kind;
    }
    fixture::Folder folder;
    Vault vault = Vault::for_tests();
    std::filesystem::path sealed = folder.path() / "sealed";
};

TEST_F(SealedFile, ComesBackAsItWas) {
    constexpr std::size_t piece = 64 << 10;
    for (std::size_t const size : {std::size_t{0}, std::size_t{1}, piece - 1, piece, piece + 1, 3 * piece}) {
        std::string text(size, 'x');
        for (std::size_t i = 0; i < size; i += 7) text[i] = static_cast<char>(i);
        seal_file(vault, file("plain", text), sealed).value();
        auto const clear = open_sealed_file(vault, sealed).value();
        EXPECT_EQ(contents(clear.path()), text) << size;
    }
}

TEST_F(SealedFile, ShowsNothingOfWhatItHolds) {
    seal_file(vault, file("plain", "NIK;3316095203870001\n"), sealed).value();
    EXPECT_THAT(contents(sealed), Not(HasSubstr("3316")));
    EXPECT_EQ(std::filesystem::status(sealed).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(SealedFile, InClearItHasNoName) {
    std::filesystem::path path;
    {
        seal_file(vault, file("plain", "NIK"), sealed).value();
        auto const clear = open_sealed_file(vault, sealed).value();
        path = clear.path();
        EXPECT_TRUE(std::filesystem::exists(path));
    }
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_F(SealedFile, RefusesWhatWasCutChangedOrPutTogether) {
    seal_file(vault, file("plain", std::string(200'000, 'x')), sealed).value();
    auto const whole = contents(sealed);
    EXPECT_EQ(opened(whole), nullptr);
    EXPECT_EQ(opened(whole.substr(0, whole.size() - 1)), &error::damaged);
    EXPECT_EQ(opened(whole.substr(0, 9 + 24 + 65'553)), &error::damaged) << "cut between two pieces";
    EXPECT_EQ(opened(""), &error::damaged);
    EXPECT_EQ(opened("NIK;NAMA"), &error::damaged);
    for (std::size_t const at : {std::size_t{0}, std::size_t{10}, std::size_t{50}, whole.size() - 1}) {
        auto changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        EXPECT_EQ(opened(changed), &error::damaged) << at;
    }
    auto other_key = whole;
    other_key[8] = 9;
    EXPECT_EQ(opened(other_key), &error::key_missing);
    EXPECT_EQ(open_sealed_file(vault, folder.path() / "none").error().kind, &error::damaged);
}

TEST_F(SealedFile, IsSealedAnewOverItself) {
    auto const key = (folder.path() / "key").string();
    auto const ring = Vault::open(key, true).value();
    seal_file(ring, file("plain", "NIK"), sealed).value();
    EXPECT_EQ(key_of_file(sealed).value(), 1U);
    ring.add_key(base::Day::parse("2026-11-28").value()).value();
    seal_file(ring, open_sealed_file(ring, sealed).value().path(), sealed).value();
    EXPECT_EQ(key_of_file(sealed).value(), 2U);
    EXPECT_EQ(contents(open_sealed_file(ring, sealed).value().path()), "NIK");
}

}  // namespace
}  // namespace bina::storage
