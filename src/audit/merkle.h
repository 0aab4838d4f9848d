#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// The hash tree of RFC 6962 (Certificate Transparency), over SHA-256. Hashes are 32 raw bytes.
namespace bina::audit {

std::string sha256(std::string_view text);

/// Takes leaves one after the other and holds no more than a hash for each level.
class Merkle {
public:
    /// With `leaf`, the number of one leaf from 0, also the path from it to the root is kept.
    explicit Merkle(std::int64_t leaf = -1) : m_leaf(leaf) {}

    void add(std::string_view data);
    std::int64_t size() const { return m_size; }
    /// Of no leaves: the hash of nothing. Ends the tree: nothing may be added afterwards.
    std::string root();
    /// After `root`: the siblings from the leaf upwards.
    std::vector<std::string> const& path() const { return m_path; }

private:
    struct Node {
        std::string hash;
        std::int64_t first;  ///< Number of its first leaf.
        std::int64_t leaves;
    };
    void join();
    bool holds_leaf(Node const& node) const {
        return m_leaf >= node.first && m_leaf < node.first + node.leaves;
    }

    std::int64_t const m_leaf;
    std::int64_t m_size = 0;
    std::vector<Node> m_nodes;  ///< Whole trees, each smaller than the one before.
    std::vector<std::string> m_path;
};

}  // namespace bina::audit
