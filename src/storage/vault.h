#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/types.h"

namespace bina::storage {

class KeyRing;

/// Encrypts personal data at rest (UU 27/2022) with keys that are kept outside the store, and hashes
/// identifiers so that they can be searched without being readable. Every sealed value begins with the number
/// of its key: a new key takes over while values of an older one are still read. Copies share their keys; any
/// thread may use them.
class Vault {
public:
    static constexpr std::size_t key_bytes = 32;
    static constexpr std::size_t overhead_bytes = 41;  ///< Key number, nonce, authenticator.
    /// Keys that a ring ever has: their numbers are 1 to this, and never given twice.
    static constexpr unsigned keys_max = 255;

    /// Reads the key file, or makes it (owner-readable only) when `create`.
    /// Errors: storage.key_missing, storage.key_wrong (not a key file).
    static base::Result<Vault> open(std::string const& key_file, bool create);
    /// A key derived from a fixed text: for tests only.
    static Vault for_tests();

    /// XChaCha20-Poly1305 with a random nonce and the newest key.
    std::string seal(std::string_view plain) const;
    /// Errors: storage.key_missing when the ring has not the value's key, storage.key_wrong when the bytes
    /// were changed.
    base::Result<std::string> unseal(std::string_view sealed) const;
    /// As `seal` and `unseal`, as text that may stand in an address.
    std::string seal_text(std::string_view plain) const;
    base::Result<std::string> unseal_text(std::string_view text) const;
    /// 32 hexadecimal digits that depend on key, purpose and text; equal texts give equal hashes. This key
    /// never changes (docs/adr/010-key-ring.md).
    std::string hash(std::string_view purpose, std::string_view text) const;
    /// What a store remembers of the key to recognise a wrong one at start.
    std::string fingerprint() const { return hash("fingerprint", "bina"); }

    struct Key {
        unsigned number = 0;
        base::Day made;
    };
    /// Oldest first; the last one seals.
    std::vector<Key> keys() const;
    unsigned newest() const;
    /// Takes over what another process has added to the key file since; cheap when it did not change.
    void refresh() const;
    /// Adds a key, with which everything is sealed from now on. Errors: storage.key_missing (the file cannot
    /// be written), storage.keys_used_up.
    base::Result<unsigned> add_key(base::Day today) const;
    /// Takes an old key out of the file: what is sealed with it can never be read again.
    /// Errors: storage.key_unknown (also for the newest), storage.key_missing.
    base::Result<void> drop_key(unsigned number) const;

    /// 32 bytes for sealing files with that key. Error: storage.key_missing.
    base::Result<std::string> file_key(unsigned number) const;

private:
    explicit Vault(std::shared_ptr<KeyRing> ring) : m_ring(std::move(ring)) {}

    std::shared_ptr<KeyRing> m_ring;
};

}  // namespace bina::storage
