#include "storage/vault.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "storage/connection.h"
#include "storage/key_ring.h"

namespace bina::storage {
namespace {

using base::fail;
using base::Result;

unsigned char const* raw(std::string_view text) {
    return reinterpret_cast<unsigned char const*>(text.data());
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

Result<Vault> Vault::open(std::string const& key_file, bool create) {
    if (sodium_init() < 0) return fail(error::failed, "libsodium");
    return Vault(TRY(KeyRing::open(key_file, create)));
}

Vault Vault::for_tests() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium");
    return Vault(KeyRing::fixed());
}

std::string Vault::seal(std::string_view plain) const {
    constexpr auto nonce_bytes = Nonces::bytes;
    static_assert(1 + nonce_bytes + crypto_aead_xchacha20poly1305_ietf_ABYTES == overhead_bytes);
    auto const number = m_ring->newest();
    std::string sealed(overhead_bytes + plain.size(), '\0');
    auto* const out = reinterpret_cast<unsigned char*>(sealed.data());
    out[0] = static_cast<unsigned char>(number);
    thread_local Nonces nonces;
    nonces.next(out + 1);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + 1 + nonce_bytes, nullptr, raw(plain), plain.size(), out,
                                               1, nullptr, out + 1, m_ring->find(number)->data());
    return sealed;
}

Result<std::string> Vault::unseal(std::string_view sealed) const {
    constexpr std::size_t nonce_bytes = Nonces::bytes;
    if (sealed.size() < overhead_bytes) return fail(error::key_wrong, "too short");
    auto const number = static_cast<unsigned char>(sealed[0]);
    auto const* key = m_ring->find(number);
    if (key == nullptr) {
        m_ring->refresh();
        key = m_ring->find(number);
    }
    if (key == nullptr) return fail(error::key_missing, "key " + std::to_string(number));
    std::string plain(sealed.size() - overhead_bytes, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            reinterpret_cast<unsigned char*>(plain.data()), nullptr, nullptr, raw(sealed) + 1 + nonce_bytes,
            sealed.size() - 1 - nonce_bytes, raw(sealed), 1, raw(sealed) + 1, key->data()) != 0)
        return fail(error::key_wrong, "sealed with another key, or changed");
    return plain;
}

std::string Vault::seal_text(std::string_view plain) const {
    auto const sealed = seal(plain);
    constexpr int form = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string text(sodium_base64_ENCODED_LEN(sealed.size(), form), '\0');
    sodium_bin2base64(text.data(), text.size(), raw(sealed), sealed.size(), form);
    text.pop_back();
    return text;
}

Result<std::string> Vault::unseal_text(std::string_view text) const {
    std::string sealed(text.size(), '\0');
    std::size_t length = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(sealed.data()), sealed.size(), text.data(),
                          text.size(), nullptr, &length, nullptr,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return fail(error::key_wrong, "sealed text");
    sealed.resize(length);
    return unseal(sealed);
}

std::string Vault::hash(std::string_view purpose, std::string_view text) const {
    auto const& key = m_ring->hash_key();
    std::array<unsigned char, 16> out{};
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.data(), key.size(), out.size());
    crypto_generichash_update(&state, raw(purpose), purpose.size());
    crypto_generichash_update(&state, reinterpret_cast<unsigned char const*>(":"), 1);
    crypto_generichash_update(&state, raw(text), text.size());
    crypto_generichash_final(&state, out.data(), out.size());
    std::string hex(out.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), out.data(), out.size());
    hex.pop_back();
    return hex;
}

Result<std::string> Vault::file_key(unsigned number) const {
    if (m_ring->find(number) == nullptr) m_ring->refresh();
    auto const* const key = m_ring->find(number);
    if (key == nullptr) return fail(error::key_missing, "key " + std::to_string(number));
    std::string derived(key_bytes, '\0');
    crypto_kdf_derive_from_key(reinterpret_cast<unsigned char*>(derived.data()), derived.size(), 1,
                               "binafile", key->data());
    return derived;
}

std::vector<Vault::Key> Vault::keys() const {
    return m_ring->keys();
}
unsigned Vault::newest() const {
    return m_ring->newest();
}
void Vault::refresh() const {
    m_ring->refresh();
}
Result<unsigned> Vault::add_key(base::Day today) const {
    return m_ring->add(today);
}
Result<void> Vault::drop_key(unsigned number) const {
    return m_ring->drop(number);
}

}  // namespace bina::storage
