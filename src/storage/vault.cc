#include "storage/vault.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "storage/connection.h"

namespace bina::storage {
namespace {

constexpr std::string_view file_head = "bina-key-1 ";

unsigned char const* raw(std::string_view text) {
    return reinterpret_cast<unsigned char const*>(text.data());
}

std::string to_hex(unsigned char const* bytes, std::size_t count) {
    std::string text(count * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes, count);
    text.pop_back();
    return text;
}

std::unexpected<base::Error> cannot_write() {
    return base::fail(error::key_missing,
                      std::string("the key file cannot be written: ") + std::strerror(errno));
}

/// A new name in a folder is on the disk only once the folder itself has been written.
bool make_durable(std::filesystem::path const& folder) {
    int const handle = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool const durable = handle >= 0 && ::fsync(handle) == 0;
    if (handle >= 0) ::close(handle);
    return durable;
}

/// Writes the file whole or not at all, readable by its owner only; never over one that is there. A key that
/// is lost takes all that is sealed with it, so its folder is made durable too.
base::Result<void> write_key(std::string const& path, std::string const& text) {
    std::string part = path + ".XXXXXX";
    int const file = ::mkstemp(part.data());  // With rights for its owner only.
    if (file < 0) return cannot_write();
    bool const written =
        ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
    ::close(file);
    bool const linked = written && ::link(part.c_str(), path.c_str()) == 0;
    bool const durable = linked && make_durable(std::filesystem::path(path).parent_path());
    if (!durable) {
        auto failure = cannot_write();
        ::unlink(part.c_str());
        return failure;
    }
    ::unlink(part.c_str());
    return {};
}

/// Random nonces, taken from the kernel some dozens at a time: a list seals hundreds of thousands of texts.
class Nonces {
public:
    static constexpr std::size_t bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
    void next(unsigned char* out) {
        if (m_used == m_store.size()) {
            randombytes_buf(m_store.data(), m_store.size());
            m_used = 0;
        }
        std::copy_n(m_store.data() + m_used, bytes, out);
        m_used += bytes;
    }

private:
    std::array<unsigned char, 64 * bytes> m_store{};
    std::size_t m_used = m_store.size();
};

}  // namespace

Vault::Vault(std::array<unsigned char, key_bytes> const& key) {
    // Two keys from one: a hash must not tell anything about what is sealed.
    crypto_kdf_derive_from_key(m_seal_key.data(), m_seal_key.size(), 1, "binaseal", key.data());
    crypto_kdf_derive_from_key(m_hash_key.data(), m_hash_key.size(), 2, "binahash", key.data());
}

base::Result<Vault> Vault::open(std::string const& key_file, bool create) {
    if (sodium_init() < 0) return base::fail(error::failed, "libsodium");
    std::array<unsigned char, key_bytes> key{};
    if (::access(key_file.c_str(), F_OK) != 0) {
        if (!create) return base::fail(error::key_missing, key_file);
        randombytes_buf(key.data(), key.size());
        TRY(write_key(key_file, std::string(file_head) + to_hex(key.data(), key.size()) + "\n"));
        return Vault(key);
    }
    std::ifstream file(key_file);
    std::string line;
    std::getline(file, line);
    std::size_t length = 0;
    if (!line.starts_with(file_head) ||
        sodium_hex2bin(key.data(), key.size(), line.data() + file_head.size(), line.size() - file_head.size(),
                       nullptr, &length, nullptr) != 0 ||
        length != key.size())
        return base::fail(error::key_wrong, key_file);
    return Vault(key);
}

Vault Vault::for_tests() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium");
    std::array<unsigned char, key_bytes> key{};
    key.fill(7);
    return Vault(key);
}

std::string Vault::seal(std::string_view plain) const {
    constexpr auto nonce_bytes = Nonces::bytes;
    static_assert(nonce_bytes + crypto_aead_xchacha20poly1305_ietf_ABYTES == overhead_bytes);
    std::string sealed(overhead_bytes + plain.size(), '\0');
    auto* const out = reinterpret_cast<unsigned char*>(sealed.data());
    thread_local Nonces nonces;
    nonces.next(out);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + nonce_bytes, nullptr, raw(plain), plain.size(), nullptr,
                                               0, nullptr, out, m_seal_key.data());
    return sealed;
}

base::Result<std::string> Vault::unseal(std::string_view sealed) const {
    constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
    if (sealed.size() < overhead_bytes) return base::fail(error::key_wrong, "too short");
    std::string plain(sealed.size() - overhead_bytes, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            reinterpret_cast<unsigned char*>(plain.data()), nullptr, nullptr, raw(sealed) + nonce_bytes,
            sealed.size() - nonce_bytes, nullptr, 0, raw(sealed), m_seal_key.data()) != 0)
        return base::fail(error::key_wrong, "sealed with another key, or changed");
    return plain;
}

std::string Vault::hash(std::string_view purpose, std::string_view text) const {
    std::array<unsigned char, 16> out{};
    crypto_generichash_state state;
    crypto_generichash_init(&state, m_hash_key.data(), m_hash_key.size(), out.size());
    crypto_generichash_update(&state, raw(purpose), purpose.size());
    crypto_generichash_update(&state, reinterpret_cast<unsigned char const*>(":"), 1);
    crypto_generichash_update(&state, raw(text), text.size());
    crypto_generichash_final(&state, out.data(), out.size());
    return to_hex(out.data(), out.size());
}

}  // namespace bina::storage
