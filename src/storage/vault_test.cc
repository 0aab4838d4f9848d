#include "storage/vault.h"

#include <gmock/gmock.h>

#include <fstream>
#include <set>

#include "fixture.h"

namespace bina::storage {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string contents(std::filesystem::path const& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Vault, UnsealsWhatItSealed) {
    auto const vault = Vault::for_tests();
    for (std::string const& plain : {std::string(), std::string("3316091234567890"), std::string("a\0b", 3),
                                     std::string("Café 🍜"), std::string(1'000'000, 'x')}) {
        auto const sealed = vault.seal(plain);
        EXPECT_EQ(sealed.size(), plain.size() + Vault::overhead_bytes);
        EXPECT_EQ(vault.unseal(sealed).value(), plain);
    }
}

TEST(Vault, SealsTheSameTextDifferentlyEachTime) {
    auto const vault = Vault::for_tests();
    auto const sealed = vault.seal("3316091234567890");
    EXPECT_NE(sealed, vault.seal("3316091234567890"));
    EXPECT_THAT(sealed, Not(HasSubstr("33160912")));
}

TEST(Vault, RefusesWhatWasChanged) {
    auto const vault = Vault::for_tests();
    auto const sealed = vault.seal("Bu Sri");
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        auto changed = sealed;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        EXPECT_EQ(vault.unseal(changed).error().kind, i == 0 ? &error::key_missing : &error::key_wrong) << i;
    }
    for (std::size_t length : {std::size_t{0}, std::size_t{1}, Vault::overhead_bytes - 1, sealed.size() - 1})
        EXPECT_EQ(vault.unseal(sealed.substr(0, length)).error().kind, &error::key_wrong) << length;
}

TEST(Vault, HashDependsOnKeyPurposeAndText) {
    fixture::Folder const folder;
    auto const vault = Vault::for_tests();
    auto const other = Vault::open((folder.path() / "key").string(), true).value();
    std::set<std::string> const hashes{vault.hash("nik", "3316"), vault.hash("nib", "3316"),
                                       vault.hash("nik", "3317"), other.hash("nik", "3316"),
                                       vault.hash("ni", "k3316"), vault.fingerprint()};
    EXPECT_EQ(hashes.size(), 6U);
    EXPECT_EQ(vault.hash("nik", "3316"), vault.hash("nik", "3316"));
    EXPECT_THAT(vault.hash("nik", "3316"), testing::MatchesRegex("[0-9a-f]{32}"));
}

TEST(VaultKey, IsMadeOnceForItsOwnerAlone) {
    fixture::Folder const folder;
    auto const path = folder.path() / "key";
    auto const sealed = Vault::open(path.string(), true).value().seal("Bu Sri");
    EXPECT_EQ(std::filesystem::status(path).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    auto const before = contents(path);
    EXPECT_EQ(Vault::open(path.string(), true).value().unseal(sealed).value(), "Bu Sri");
    EXPECT_EQ(Vault::open(path.string(), false).value().unseal(sealed).value(), "Bu Sri");
    EXPECT_EQ(contents(path), before);
    // Nothing else is left in the folder, such as a half-written key.
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(VaultKey, ThatIsMissingIsNotMadeUnasked) {
    fixture::Folder const folder;
    auto const path = folder.path() / "key";
    EXPECT_EQ(Vault::open(path.string(), false).error().kind, &error::key_missing);
    EXPECT_FALSE(std::filesystem::exists(path));
    EXPECT_EQ(Vault::open((folder.path() / "no" / "key").string(), true).error().kind, &error::key_missing);
}

TEST(VaultKey, FileThatIsNoKeyIsRefusedAndKept) {
    fixture::Folder const folder;
    auto const path = folder.path() / "key";
    std::string const hex(64, 'a');
    std::string const head = "bina-keys-2\nhash " + hex + "\n";
    std::string const good = head + "1 2026-01-01 " + hex + "\n";
    for (std::string const& text :
         {std::string(), head, hex, "bina-keys-3" + good.substr(11),
          head + "1 2026-01-01 " + hex.substr(1) + "\n", head + "1 2026-01-01 " + std::string(64, 'g') + "\n",
          head + "0 2026-01-01 " + hex + "\n", head + "256 2026-01-01 " + hex + "\n",
          head + "1 2026-13-01 " + hex + "\n", good + "1 2026-01-02 " + hex + "\n",
          "bina-keys-2\n1 2026-01-01 " + hex + "\n"}) {
        std::ofstream(path) << text;
        EXPECT_EQ(Vault::open(path.string(), true).error().kind, &error::key_wrong) << text;
        EXPECT_EQ(contents(path), text);
    }
    std::ofstream(path) << good;
    EXPECT_TRUE(Vault::open(path.string(), false));
}

class KeyRotation : public testing::Test {
public:
    unsigned key_of(std::string const& sealed) { return static_cast<unsigned char>(sealed.at(0)); }
    std::string fresh() { return (folder.path() / "key").string(); }
    fixture::Folder folder;
    std::string path = fresh();
    Vault vault = Vault::open(path, true).value();
    base::Day today = base::Day::parse("2026-11-28").value();
};

TEST_F(KeyRotation, ANewKeySealsAndTheOldOneStillOpens) {
    auto const old = vault.seal("Bu Sri");
    EXPECT_EQ(key_of(old), 1U);
    EXPECT_EQ(vault.add_key(today).value(), 2U);
    EXPECT_EQ(key_of(vault.seal("Bu Sri")), 2U);
    EXPECT_EQ(vault.unseal(old).value(), "Bu Sri");
    EXPECT_EQ(Vault::open(path, false).value().unseal(old).value(), "Bu Sri") << "after a start too";
    EXPECT_EQ(std::filesystem::status(path).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(KeyRotation, WhatIsSearchedForIsFoundBehindIt) {
    auto const hash = vault.hash("search", "3316095203870001");
    vault.add_key(today).value();
    EXPECT_EQ(vault.hash("search", "3316095203870001"), hash);
}

TEST_F(KeyRotation, AnotherProcessOpensWhatTheNewKeySealed) {
    auto const server = Vault::open(path, false).value();
    vault.add_key(today).value();
    EXPECT_EQ(server.unseal(vault.seal("Bu Sri")).value(), "Bu Sri") << "it looks into the file again";
    EXPECT_EQ(key_of(server.seal("Bu Sri")), 2U);
}

TEST_F(KeyRotation, AKeyThatWasDroppedOpensNothing) {
    auto const old = vault.seal("Bu Sri");
    vault.add_key(today).value();
    EXPECT_EQ(vault.drop_key(2).error().kind, &error::key_unknown) << "it is in use";
    EXPECT_EQ(vault.drop_key(3).error().kind, &error::key_unknown);
    vault.drop_key(1).value();
    EXPECT_EQ(Vault::open(path, false).value().unseal(old).error().kind, &error::key_missing);
    EXPECT_EQ(vault.add_key(today).value(), 3U) << "numbers are never given twice";
}

TEST_F(KeyRotation, NumbersCanBeUsedUp) {
    for (unsigned number = 2; number <= Vault::keys_max; ++number)
        ASSERT_EQ(vault.add_key(today).value(), number);
    EXPECT_EQ(vault.add_key(today).error().kind, &error::keys_used_up);
}

}  // namespace
}  // namespace bina::storage
