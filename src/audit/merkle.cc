#include "audit/merkle.h"

#include <sodium.h>

#include <array>

namespace bina::audit {

std::string sha256(std::string_view text) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> out{};
    crypto_hash_sha256(out.data(), reinterpret_cast<unsigned char const*>(text.data()), text.size());
    return {reinterpret_cast<char const*>(out.data()), out.size()};
}

void Merkle::add(std::string_view data) {
    m_nodes.push_back({sha256(std::string(1, '\0') + std::string(data)), m_size++, 1});
    while (m_nodes.size() > 1 && m_nodes.back().leaves == m_nodes[m_nodes.size() - 2].leaves) join();
}

/// The last two trees become one.
void Merkle::join() {
    auto const right = std::move(m_nodes.back());
    m_nodes.pop_back();
    auto& left = m_nodes.back();
    if (holds_leaf(left)) m_path.push_back(right.hash);
    if (holds_leaf(right)) m_path.push_back(left.hash);
    left = {sha256('\1' + left.hash + right.hash), left.first, left.leaves + right.leaves};
}

std::string Merkle::root() {
    if (m_nodes.empty()) return sha256("");
    while (m_nodes.size() > 1) join();
    return m_nodes.front().hash;
}

}  // namespace bina::audit
