#pragma once
#include "census/visit.h"
#include "intake/batch.h"

/// Photos of visits: made small on the phone, kept sealed, without anything that tells more than the picture.
namespace bina::census {

/// In order of precedence.
namespace error {
inline constexpr base::ErrorKind photo_not_found{"census.photo_not_found", 404};
inline constexpr base::ErrorKind not_a_photo{"census.not_a_photo", 422};  ///< Neither JPEG nor WebP.
/// Exif or XMP, which hold place, phone and time.
inline constexpr base::ErrorKind photo_tells{"census.photo_tells", 422};
inline constexpr base::ErrorKind other_hash{"census.other_hash",
                                            422};  ///< Its bytes are not those it is named by.
}  // namespace error

inline constexpr std::size_t photo_bytes_max = 200'000;

/// "image/jpeg" or "image/webp". Errors: not_a_photo, photo_tells.
base::Result<std::string_view> photo_kind(std::string_view bytes);

struct Photo {
    std::string sha256;
    std::int64_t bytes = 0;
    std::string kind;
};
/// Keeps the picture that a file holds, before it is noted: what is noted is there.
/// Errors: other_hash, not_a_photo, photo_tells, storage's.
base::Result<Photo> keep_photo(intake::Content const&, std::filesystem::path const&, std::string_view sha256);
/// Notes that a photo is here, in every visit that names it; the same again changes nothing. The picture
/// itself is kept before. Error: access::denied (census.visit within the regency).
base::Result<void> note_photo(storage::Tx&, access::Actor const&, RegencyCode const&, Photo const&);
/// For whoever may see a visit that names it. Errors: access::denied, photo_not_found.
base::Result<Photo> find_photo(storage::Tx&, access::Actor const&, RegencyCode const&,
                               std::string_view sha256);

}  // namespace bina::census
