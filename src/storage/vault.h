#pragma once
#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace bina::storage {

/// Encrypts personal data at rest (UU 27/2022) with a key that is kept outside the store, and hashes
/// identifiers so that they can be searched without being readable.
class Vault {
public:
    static constexpr std::size_t key_bytes = 32;
    static constexpr std::size_t overhead_bytes = 40;  ///< Nonce and authenticator around each sealed text.

    /// Reads the key file, or makes it (owner-readable only) when `create`.
    /// Errors: storage.key_missing, storage.key_wrong (not a key file).
    static base::Result<Vault> open(std::string const& key_file, bool create);
    /// A key derived from a fixed text: for tests only.
    static Vault for_tests();

    /// XChaCha20-Poly1305 with a random nonce.
    std::string seal(std::string_view plain) const;
    /// Error: storage.key_wrong when the bytes were sealed with another key, or changed.
    base::Result<std::string> unseal(std::string_view sealed) const;
    /// 32 hexadecimal digits that depend on key, purpose and text; equal texts give equal hashes.
    std::string hash(std::string_view purpose, std::string_view text) const;
    /// What a store remembers of the key to recognise a wrong one at start.
    std::string fingerprint() const { return hash("fingerprint", "bina"); }

private:
    explicit Vault(std::array<unsigned char, key_bytes> const& key);

    std::array<unsigned char, key_bytes> m_seal_key{};
    std::array<unsigned char, key_bytes> m_hash_key{};
};

}  // namespace bina::storage
