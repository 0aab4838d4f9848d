#include "census/phone_file.h"

#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <sodium.h>

#include "access/account.h"
#include "audit/audit.h"

namespace bina::census {
namespace {

using access::Actor;
using access::Permission;
using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

constexpr std::size_t key_bits = 3072;
constexpr std::size_t key_bytes = 32;
constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t tag_bytes = 16;

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)>;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

unsigned char* raw(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}
unsigned char const* raw(std::string_view bytes) {
    return reinterpret_cast<unsigned char const*>(bytes.data());
}

std::string base64(std::string_view bytes) {
    constexpr int form = sodium_base64_VARIANT_ORIGINAL;
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), form), '\0');
    sodium_bin2base64(text.data(), text.size(), raw(bytes), bytes.size(), form);
    text.pop_back();
    return text;
}

/// Empty for what is no base64.
std::string bytes_of(std::string_view text) {
    std::string bytes(text.size(), '\0');
    std::size_t length = 0;
    int const failed = sodium_base642bin(raw(bytes), bytes.size(), text.data(), text.size(), nullptr, &length,
                                         nullptr, sodium_base64_VARIANT_ORIGINAL);
    bytes.resize(failed == 0 ? length : 0);
    return bytes;
}

/// What OpenSSL writes with one of its i2d functions.
template <class Write>
std::string written(EVP_PKEY* key, Write write) {
    unsigned char* out = nullptr;
    int const length = write(key, &out);
    if (length <= 0) throw std::runtime_error("OpenSSL cannot write a key");
    std::string bytes(reinterpret_cast<char const*>(out), static_cast<std::size_t>(length));
    OPENSSL_clear_free(out, static_cast<std::size_t>(length));
    return bytes;
}

std::optional<std::string> unwrapped(std::string_view private_key, std::string_view wrapped) {
    auto const* at = raw(private_key);
    Key const key(d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(private_key.size())), EVP_PKEY_free);
    if (!key) throw storage::Damage("phone_key.private_key");
    KeyContext const context(EVP_PKEY_CTX_new(key.get(), nullptr), EVP_PKEY_CTX_free);
    if (!context || EVP_PKEY_decrypt_init(context.get()) <= 0 ||
        EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) <= 0 ||
        EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), EVP_sha256()) <= 0 ||
        EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), EVP_sha256()) <= 0)
        throw std::runtime_error("OpenSSL has no RSA-OAEP");
    std::string plain(key_bits / 8, '\0');
    std::size_t length = plain.size();
    if (EVP_PKEY_decrypt(context.get(), raw(plain), &length, raw(wrapped), wrapped.size()) <= 0)
        return std::nullopt;
    plain.resize(length);
    return length == key_bytes ? std::optional(std::move(plain)) : std::nullopt;
}

std::optional<std::string> decrypted(std::string_view key, std::string_view iv, std::string_view sealed,
                                     std::string_view bound) {
    if (iv.size() != nonce_bytes || sealed.size() < tag_bytes) return std::nullopt;
    auto const body = sealed.substr(0, sealed.size() - tag_bytes);
    std::string tag(sealed.substr(body.size()));
    std::string plain(body.size() + tag_bytes, '\0');
    CipherContext const context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    int length = 0;
    int rest = 0;
    bool const good =
        context && EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, raw(key), raw(iv)) == 1 &&
        EVP_DecryptUpdate(context.get(), nullptr, &rest, raw(bound), static_cast<int>(bound.size())) == 1 &&
        EVP_DecryptUpdate(context.get(), raw(plain), &length, raw(body), static_cast<int>(body.size())) ==
            1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, tag_bytes, tag.data()) == 1 &&
        EVP_DecryptFinal_ex(context.get(), raw(plain) + length, &rest) == 1;
    if (!good) return std::nullopt;
    plain.resize(static_cast<std::size_t>(length) + static_cast<std::size_t>(rest));
    return plain;
}

std::string ticket_of(storage::Vault const& vault, RegencyCode const& regency,
                      access::AccountId const& account) {
    return vault.hash("phone_ticket", regency.text() + ' ' + account.text());
}

Result<std::optional<PhoneKey>> known_key(Tx& tx, RegencyCode const& regency) {
    return tx.first(
        "SELECT id, public_key FROM phone_key WHERE regency = $1 ORDER BY at DESC, id LIMIT 1",
        [](Row const& row) { return PhoneKey{row.get<PhoneKeyId>(0), row.get<std::string>(1), {}}; },
        regency);
}

/// Two phones that ask first at the same moment make two; each may be used.
Result<PhoneKey> make_key(storage::Db& db, Actor const& actor, RegencyCode const& regency) {
    Key const key(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", key_bits), EVP_PKEY_free);
    if (!key) throw std::runtime_error("OpenSSL cannot make a key");
    PhoneKey made{PhoneKeyId::make(db.now()), base64(written(key.get(), i2d_PUBKEY)), {}};
    auto const sealed = db.vault().seal(written(key.get(), i2d_PrivateKey));
    TRY(db.write([&](Tx& tx) -> Result<void> {
        TRY(tx.run(
            "INSERT INTO phone_key (regency, id, public_key, private_key, at) VALUES ($1, $2, $3, $4, $5)",
            regency, made.id, made.public_key, storage::Bytes{sealed}, tx.now()));
        return audit::record(tx, actor, "census.phone_key_made", regency.text(), made.id.text(), "{}");
    }));
    return made;
}

}  // namespace

Result<PhoneKey> phone_key(storage::Db& db, Actor const& actor, RegencyCode const& regency) {
    TRY(actor.require_within(Permission::census_visit, regency));
    auto const known = TRY(db.read([&](Tx& tx) { return known_key(tx, regency); }));
    auto key = known ? *known : TRY(make_key(db, actor, regency));
    key.ticket = base64(ticket_of(db.vault(), regency, actor.id));
    return key;
}

Result<PhoneFile> PhoneFile::open(Tx& tx, RegencyCode const& regency, PhoneFileHead const& head) {
    if (head.format != phone_file_format) return fail(error::not_a_phone_file);
    if (head.regency != regency) return fail(error::phone_file_elsewhere);
    auto const sealed = TRY(tx.first(
        "SELECT private_key FROM phone_key WHERE regency = $1 AND id = $2",
        [](Row const& row) { return std::string(row.bytes(0)); }, regency, head.key));
    if (!sealed) return fail(error::phone_file_elsewhere);
    auto key = unwrapped(unsealed(tx.vault(), *sealed, "phone_key"), bytes_of(head.wrapped));
    if (!key) return fail(error::phone_file_elsewhere);
    PhoneFile file;
    file.m_key = *std::move(key);
    auto const ticket = file.unseal(head.ticket, "ticket:" + head.account.text());
    if (!ticket || *ticket != ticket_of(tx.vault(), regency, head.account))
        return fail(error::phone_file_forged);
    auto const account = TRY(access::find_account(tx, head.account));
    if (!account) return fail(error::phone_file_forged);
    file.m_enumerator = {
        .id = account->id, .name = account->name, .grants = {{access::Role::enumerator, regency.text()}}};
    return file;
}

Result<std::string> PhoneFile::unseal(SealedValue const& value, std::string_view bound) const {
    auto plain = decrypted(m_key, bytes_of(value.iv), bytes_of(value.data), bound);
    if (!plain) return fail(error::phone_file_damaged);
    return *std::move(plain);
}

}  // namespace bina::census
