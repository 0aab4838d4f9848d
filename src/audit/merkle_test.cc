#include "audit/merkle.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

namespace bina::audit {
namespace {

std::string hex(std::string_view bytes) {
    std::string text;
    for (char const byte : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return text;
}

/// The leaves of the test vectors that implementations of RFC 6962 share.
std::vector<std::string> const leaves{
    "",
    std::string("\x00", 1),
    std::string("\x10", 1),
    std::string("\x20\x21", 2),
    std::string("\x30\x31", 2),
    std::string("\x40\x41\x42\x43", 4),
    std::string("\x50\x51\x52\x53\x54\x55\x56\x57", 8),
    std::string("\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16)};

std::string root_of(std::size_t count) {
    Merkle tree;
    for (std::size_t i = 0; i < count; ++i) tree.add(leaves[i]);
    return tree.root();
}

TEST(Merkle, HasTheRootsOfRfc6962) {
    EXPECT_EQ(hex(root_of(0)), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(hex(root_of(1)), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    EXPECT_EQ(hex(root_of(2)), "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
    EXPECT_EQ(hex(root_of(3)), "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
    EXPECT_EQ(hex(root_of(8)), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

/// RFC 9162, 2.1.3.2: from a leaf and its path to the root.
std::string led_to(std::string_view leaf, std::int64_t number, std::int64_t size,
                   std::vector<std::string> const& path) {
    auto last = size - 1;
    auto hash = sha256(std::string(1, '\0') + std::string(leaf));
    for (auto const& sibling : path) {
        if (last == 0) return "path too long";
        if (number % 2 == 1 || number == last) {
            hash = sha256('\1' + sibling + hash);
            while (number % 2 == 0 && number != 0) {
                number /= 2;
                last /= 2;
            }
        } else {
            hash = sha256('\1' + hash + sibling);
        }
        number /= 2;
        last /= 2;
    }
    return last == 0 ? hash : "path too short";
}

TEST(Merkle, EveryLeafOfEverySizeIsLedToTheRoot) {
    for (std::int64_t size = 1; size <= 70; ++size)
        for (std::int64_t leaf = 0; leaf < size; ++leaf) {
            Merkle tree(leaf);
            for (std::int64_t i = 0; i < size; ++i) tree.add(std::to_string(i));
            auto const root = tree.root();
            EXPECT_EQ(led_to(std::to_string(leaf), leaf, size, tree.path()), root) << leaf << " of " << size;
            EXPECT_NE(led_to("another", leaf, size, tree.path()), root);
        }
}

}  // namespace
}  // namespace bina::audit
