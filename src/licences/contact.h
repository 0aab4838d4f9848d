#pragma once
#include "registry/licence.h"

/// Who was spoken with about which licence, and when.
namespace bina::licences {

using base::RegencyCode;
using registry::BusinessId;
using registry::LicenceKind;
using ContactId = base::Id<struct ContactTag>;

/// In order of precedence.
namespace error {
inline constexpr base::ErrorKind not_found{"licences.not_found", 404};  ///< No such licence, or contact.
inline constexpr base::ErrorKind future_day{"licences.future_day", 422};
inline constexpr base::ErrorKind contact_reused{"licences.contact_reused", 409};
}  // namespace error

/// One licence of one business.
struct LicenceKey {
    BusinessId business;
    LicenceKind kind;
    std::string number;
};

struct Contact {
    ContactId id;
    base::Day day;
    std::string note;
    std::string actor;
    bool operator==(Contact const&) const = default;
};

enum class Marking { created, already_known };

/// Notes that somebody spoke with the business; the same again changes nothing.
/// Errors: access::denied, future_day, not_found, contact_reused.
base::Result<Marking> mark_contacted(storage::Tx&, access::Actor const&, RegencyCode const&,
                                     LicenceKey const&, Contact const&);
/// The contact counts no longer; it stays on record. Errors: access::denied, not_found.
base::Result<void> undo_contact(storage::Tx&, access::Actor const&, RegencyCode const&, BusinessId const&,
                                ContactId const&);

/// Those that count, the latest day first.
base::Result<std::vector<Contact>> contacts_of(storage::Tx&, RegencyCode const&, LicenceKey const&);

}  // namespace bina::licences
