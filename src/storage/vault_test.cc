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
        EXPECT_EQ(vault.unseal(changed).error().kind, &error::key_wrong) << i;
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
    for (std::string const& text : {std::string(), "bina-key-1 " + hex.substr(1), "bina-key-1 " + hex + "aa",
                                    "bina-key-1 " + std::string(64, 'g'), "bina-key-2 " + hex, hex}) {
        std::ofstream(path) << text;
        EXPECT_EQ(Vault::open(path.string(), true).error().kind, &error::key_wrong) << text;
        EXPECT_EQ(contents(path), text);
    }
    std::ofstream(path) << "bina-key-1 " + hex + "\n";
    EXPECT_TRUE(Vault::open(path.string(), false));
}

}  // namespace
}  // namespace bina::storage
