#include "census/photo.h"

#include <fstream>

namespace bina::census {
namespace {

using access::Actor;
using access::Permission;
using base::fail;
using base::Result;
using storage::Row;
using storage::Tx;

std::size_t byte_at(std::string_view bytes, std::size_t at) {
    return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0;
}

/// JPEG up to the picture: no segment of an application but JFIF's own, no comment.
bool jpeg_tells(std::string_view bytes) {
    constexpr std::size_t start_of_scan = 0xDA;
    for (std::size_t at = 2; at + 4 <= bytes.size();) {
        if (byte_at(bytes, at) != 0xFF) return true;  // no segment where one must be
        auto const marker = byte_at(bytes, at + 1);
        if (marker == start_of_scan) return false;
        auto const length = byte_at(bytes, at + 2) * 256 + byte_at(bytes, at + 3);
        bool const application = marker > 0xE0 && marker <= 0xEF;
        // Adobe's, which says how colours are stored, and a colour profile tell nothing of the place.
        auto const name = bytes.substr(at + 4);
        bool const harmless = (marker == 0xEE && name.starts_with("Adobe")) ||
                              (marker == 0xE2 && name.starts_with("ICC_PROFILE"));
        if ((application && !harmless) || marker == 0xFE) return true;
        at += 2 + std::max<std::size_t>(length, 2);
    }
    return true;
}

/// WebP: no chunk of Exif or XMP.
bool webp_tells(std::string_view bytes) {
    for (std::size_t at = 12; at + 8 <= bytes.size();) {
        auto const name = bytes.substr(at, 4);
        if (name == "EXIF" || name == "XMP ") return true;
        auto const size = byte_at(bytes, at + 4) + (byte_at(bytes, at + 5) << 8U) +
                          (byte_at(bytes, at + 6) << 16U) + (byte_at(bytes, at + 7) << 24U);
        at += 8 + size + size % 2;
    }
    return false;
}

}  // namespace

Result<std::string_view> photo_kind(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xD8\xFF")) {
        if (jpeg_tells(bytes)) return fail(error::photo_tells);
        return "image/jpeg";
    }
    if (bytes.starts_with("RIFF") && bytes.size() > 16 && bytes.substr(8, 4) == "WEBP") {
        if (webp_tells(bytes)) return fail(error::photo_tells);
        return "image/webp";
    }
    return fail(error::not_a_photo);
}

Result<Photo> keep_photo(intake::Content const& content, std::filesystem::path const& path,
                         std::string_view sha256) {
    if (TRY(intake::digest(path)) != sha256) return fail(error::other_hash);
    std::ifstream file(path, std::ios::binary);
    std::string const bytes{std::istreambuf_iterator<char>(file), {}};
    Photo photo{std::string(sha256), std::ssize(bytes), std::string(TRY(photo_kind(bytes)))};
    TRY(content.keep(path, photo.sha256));
    return photo;
}

Result<void> note_photo(Tx& tx, Actor const& actor, RegencyCode const& regency, Photo const& photo) {
    TRY(actor.require_within(Permission::census_visit, regency));
    auto const added =
        TRY(tx.run("INSERT INTO census_photo (regency, sha256, bytes, kind, at, actor)"
                   " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (regency, sha256) DO NOTHING",
                   regency, photo.sha256, photo.bytes, photo.kind, tx.now(), actor.id));
    if (added == 0) return {};
    struct Naming {
        CampaignId campaign;
        TargetId target;
    };
    auto const naming = TRY(tx.rows(
        "UPDATE visit SET missing = missing - 1 WHERE regency = $1 AND id IN"
        " (SELECT visit FROM visit_photo WHERE regency = $1 AND sha256 = $2) RETURNING campaign, target",
        [](Row const& row) { return Naming{row.get<CampaignId>(0), row.get<TargetId>(1)}; }, regency,
        photo.sha256));
    for (auto const& [campaign, target] : naming) {
        // What is published stays as it is.
        auto const of = TRY(find_campaign(tx, access::local_operator(), regency, campaign));
        if (of.takes_visits()) TRY(refresh_target(tx, regency, campaign, target));
    }
    return {};
}

Result<Photo> find_photo(Tx& tx, Actor const& actor, RegencyCode const& regency, std::string_view sha256) {
    if (!actor.may_somewhere(Permission::census_visit))
        TRY(actor.require_within(Permission::census_review, regency));
    auto photo = TRY(tx.first(
        "SELECT sha256, bytes, kind FROM census_photo WHERE regency = $1 AND sha256 = $2",
        [](Row const& row) {
            return Photo{row.get<std::string>(0), row.integer(1), row.get<std::string>(2)};
        },
        regency, sha256));
    if (!photo) return fail(error::photo_not_found);
    auto const visits = TRY(tx.rows(
        "SELECT visit FROM visit_photo WHERE regency = $1 AND sha256 = $2",
        [](Row const& row) { return row.get<VisitId>(0); }, regency, sha256));
    for (auto const& visit : visits)
        if (find_visit(tx, actor, regency, visit)) return *std::move(photo);
    return fail(access::denied, "a photo of another enumerator");
}

}  // namespace bina::census
