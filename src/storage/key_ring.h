#pragma once
#include <array>
#include <atomic>
#include <mutex>
#include <string>
#include <vector>

#include "storage/vault.h"

namespace bina::storage {

/// The key file, and its keys as the running process has them. Keys are only ever added while it runs, so
/// that whoever seals needs no lock.
class KeyRing {
public:
    using Bytes = std::array<unsigned char, Vault::key_bytes>;
    struct Entry {
        Vault::Key key;
        Bytes bytes{};
    };

    /// Errors: storage.key_missing, storage.key_wrong.
    static base::Result<std::shared_ptr<KeyRing>> open(std::string file, bool create);
    /// One key of fixed bytes, without a file.
    static std::shared_ptr<KeyRing> fixed();

    Bytes const& hash_key() const { return m_hash_key; }
    unsigned newest() const { return m_newest.load(std::memory_order_acquire); }
    /// Null when there is no such key.
    Bytes const* find(unsigned number) const {
        return m_there[number].load(std::memory_order_acquire) ? &m_bytes[number] : nullptr;
    }
    void refresh();
    std::vector<Vault::Key> keys();
    base::Result<unsigned> add(base::Day today);
    base::Result<void> drop(unsigned number);

private:
    struct Contents {
        Bytes hash_key{};
        std::vector<Entry> entries;  ///< Oldest first.
    };
    static base::Result<Contents> read(std::string const& file);
    static std::string text_of(Contents const&);
    void take(Contents const&);

    std::string m_file;
    Bytes m_hash_key{};
    std::array<Bytes, Vault::keys_max + 1> m_bytes{};
    std::array<std::atomic<bool>, Vault::keys_max + 1> m_there{};
    std::atomic<unsigned> m_newest = 0;
    std::mutex m_mutex;  ///< For the file and what follows.
    std::vector<Vault::Key> m_keys;
    std::atomic<std::uint64_t> m_version = 0;  ///< Of the file when it was read.
};

}  // namespace bina::storage
