#pragma once
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <sodium.h>

#include "census/phone_file.h"

/// What a phone does with WebCrypto, for tests.
namespace bina::census::test {

inline unsigned char* raw(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}
inline unsigned char const* raw(std::string_view bytes) {
    return reinterpret_cast<unsigned char const*>(bytes.data());
}
inline std::string base64(std::string_view bytes) {
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), raw(bytes), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();
    return text;
}
inline std::string bytes_of(std::string_view text) {
    std::string bytes(text.size(), '\0');
    std::size_t length = 0;
    sodium_base642bin(raw(bytes), bytes.size(), text.data(), text.size(), nullptr, &length, nullptr,
                      sodium_base64_VARIANT_ORIGINAL);
    bytes.resize(length);
    return bytes;
}

/// RSA-OAEP with SHA-256, as WebCrypto does it.
inline std::string wrapped_by(std::string_view public_key, std::string_view key) {
    auto const* at = raw(public_key);
    auto* const known = d2i_PUBKEY(nullptr, &at, static_cast<long>(public_key.size()));
    EXPECT_EQ(EVP_PKEY_bits(known), 3072);
    auto* const context = EVP_PKEY_CTX_new(known, nullptr);
    EVP_PKEY_encrypt_init(context);
    EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING);
    EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha256());
    std::string wrapped(512, '\0');
    std::size_t length = wrapped.size();
    EXPECT_EQ(EVP_PKEY_encrypt(context, raw(wrapped), &length, raw(key), key.size()), 1);
    wrapped.resize(length);
    EVP_PKEY_CTX_free(context);
    EVP_PKEY_free(known);
    return wrapped;
}

/// Seals as a phone does.
class Phone {
public:
    Phone(PhoneKey const& key, access::AccountId const& account)
        : m_id(key.id.text()),
          m_account(account.text()),
          m_ticket(bytes_of(key.ticket)),
          m_wrapped(wrapped_by(bytes_of(key.public_key), m_key)) {}
    std::string sealed(std::string_view bound, std::string_view plain) const {
        std::string const iv(12, '\7');
        std::string out(plain.size() + 16, '\0');
        auto* const context = EVP_CIPHER_CTX_new();
        int length = 0;
        EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nullptr, raw(m_key), raw(iv));
        EVP_EncryptUpdate(context, nullptr, &length, raw(bound), static_cast<int>(bound.size()));
        EVP_EncryptUpdate(context, raw(out), &length, raw(plain), static_cast<int>(plain.size()));
        EVP_EncryptFinal_ex(context, raw(out) + length, &length);
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, 16, raw(out) + plain.size());
        EVP_CIPHER_CTX_free(context);
        return fmt::format(R"("iv":"{}","data":"{}")", base64(iv), base64(out));
    }
    std::string head(std::string_view account = {}, std::string_view regency = "3316") const {
        auto const whose = account.empty() ? m_account : std::string(account);
        return fmt::format(
            R"({{"format":"bina-visits/1","regency":"{}","key":"{}","account":"{}","wrapped":"{}",)"
            R"("made_at":1,"ticket":{{{}}}}})"
            "\n",
            regency, m_id, whose, base64(m_wrapped), sealed("ticket:" + whose, m_ticket));
    }
    std::string line(std::string_view kind, std::string_view id, std::string_view plain) const {
        return fmt::format(R"({{"kind":"{}","id":"{}",{}}})"
                           "\n",
                           kind, id, sealed(fmt::format("{}:{}", kind, id), plain));
    }

private:
    std::string m_key = std::string(32, 'k');
    std::string m_id;
    std::string m_account;
    std::string m_ticket;
    std::string m_wrapped;
};

}  // namespace bina::census::test
