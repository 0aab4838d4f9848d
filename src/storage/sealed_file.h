#pragma once
#include <filesystem>
#include <string>

#include "storage/vault.h"

/// Files sealed at rest: "binafil1", key number, then libsodium's secretstream in pieces of 64 KiB, of which
/// the last one says that it is the last.
namespace bina::storage {

/// A sealed file in clear while this object lives: a file without a name, so that nothing of it is left
/// behind, not even by a crash.
class ClearFile {
public:
    explicit ClearFile(int file) : m_file(file) {}
    ~ClearFile();
    ClearFile(ClearFile&& other) noexcept : m_file(std::exchange(other.m_file, -1)) {}
    ClearFile& operator=(ClearFile&&) = delete;
    /// As good as the path of any file, for child processes too.
    std::filesystem::path path() const;
    int file() const { return m_file; }

private:
    int m_file;
};

/// Writes what `from` holds to `to`, sealed with the newest key; whole or not at all.
/// Errors: storage.full, storage.read_only.
base::Result<void> seal_file(Vault const&, std::filesystem::path const& from,
                             std::filesystem::path const& to);

/// Errors: storage.damaged (missing, cut short, changed), storage.key_missing, storage.full.
base::Result<ClearFile> open_sealed_file(Vault const&, std::filesystem::path const&);

/// The key with which the file is sealed. Error: storage.damaged.
base::Result<unsigned> key_of_file(std::filesystem::path const&);

}  // namespace bina::storage
