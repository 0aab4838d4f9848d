#pragma once
#include "census/visit.h"

/// Visits that a phone could not send, in a file that only the office reads: of a phone that was lost to its
/// enumerator, whose account is closed, or that never saw a signal again.
namespace bina::census {

using PhoneKeyId = base::Id<struct PhoneKeyTag>;

/// In order of precedence.
namespace error {
inline constexpr base::ErrorKind not_a_phone_file{"census.not_a_phone_file", 422};
inline constexpr base::ErrorKind phone_file_elsewhere{"census.phone_file_elsewhere",
                                                      422};  ///< Of another regency, or another server.
/// It does not hold what only that enumerator's phone was told.
inline constexpr base::ErrorKind phone_file_forged{"census.phone_file_forged", 422};
inline constexpr base::ErrorKind phone_file_damaged{"census.phone_file_damaged", 422};  ///< Of one line.
}  // namespace error

inline constexpr std::string_view phone_file_format = "bina-visits/1";

/// What a phone needs to seal for the office.
struct PhoneKey {
    PhoneKeyId id;
    std::string public_key;  ///< RSA of 3072 bits: SubjectPublicKeyInfo in DER, base64.
    std::string ticket;  ///< Tells the office later that the file is of this account's phone; base64.
};
/// The regency's, made when there is none. Error: access::denied (census.visit within the regency).
base::Result<PhoneKey> phone_key(storage::Db&, access::Actor const&, RegencyCode const&);

/// A value of a file: AES-256-GCM (NIST SP 800-38D) with a nonce of 12 bytes, its tag at its end; both
/// base64.
struct SealedValue {
    std::string iv;
    std::string data;
};
/// The first line of a file. `wrapped`: its key of 32 bytes, RSA-OAEP with SHA-256 (RFC 8017, 7.1), base64.
struct PhoneFileHead {
    std::string format;
    RegencyCode regency;
    PhoneKeyId key;
    access::AccountId account;
    std::string wrapped;
    SealedValue ticket;
    std::int64_t skew_ms = 0;  ///< By so much the phone's clock was behind ours when it last knew.
};

/// An opened file.
class PhoneFile {
public:
    /// Errors: not_a_phone_file, phone_file_elsewhere, phone_file_forged.
    static base::Result<PhoneFile> open(storage::Tx&, RegencyCode const&, PhoneFileHead const&);
    /// Whose phone it was, with what an enumerator may do in this regency: what he did then counts, whatever
    /// he may now.
    access::Actor const& enumerator() const { return m_enumerator; }
    /// In clear; `bound` is what the value was sealed with: `visit:ID`, `photo:SHA256`.
    /// Error: phone_file_damaged.
    base::Result<std::string> unseal(SealedValue const&, std::string_view bound) const;

private:
    PhoneFile() = default;

    std::string m_key;
    access::Actor m_enumerator;
};

inline constexpr std::array phone_key_sealed_columns{
    storage::SealedColumn{"phone_key", "private_key", {{{"regency"}, {"id"}}}}};

}  // namespace bina::census
