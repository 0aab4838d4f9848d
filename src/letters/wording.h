#pragma once
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/types.h"

/// The wording of letters: texts with placeholders such as {usaha}. Pure: nothing here reads a store.
namespace bina::letters {

enum class Kind : std::uint8_t { brand_recommendation, coached, invitation, licence_reminder };
inline constexpr std::array<std::string_view, 4> kind_names{"brand_recommendation", "coached", "invitation",
                                                            "licence_reminder"};
std::optional<Kind> kind_of(std::string_view name);
constexpr std::string_view name_of(Kind kind) {
    return kind_names[static_cast<std::size_t>(kind)];
}

/// Where the value of a placeholder comes from.
enum class Origin : std::uint8_t { business, letterhead, letter, typed };

struct Placeholder {
    std::string_view name;
    Origin origin;
};
inline constexpr std::array<Placeholder, 30> placeholders{{
    {"usaha", Origin::business},       {"pemilik", Origin::business},
    {"alamat", Origin::business},      {"desa", Origin::business},
    {"kecamatan", Origin::business},   {"kabupaten", Origin::business},
    {"produk", Origin::business},      {"nib", Origin::business},
    {"binaan", Origin::business},      {"binaan_sejak", Origin::business},
    {"dinas", Origin::letterhead},     {"alamat_dinas", Origin::letterhead},
    {"jabatan", Origin::letterhead},   {"penandatangan", Origin::letterhead},
    {"nip", Origin::letterhead},       {"kota", Origin::letterhead},
    {"nomor", Origin::letter},         {"tanggal", Origin::letter},
    {"tahun", Origin::letter},         {"merek", Origin::typed},
    {"kelas_merek", Origin::typed},    {"keperluan", Origin::typed},
    {"acara", Origin::typed},          {"hari", Origin::typed},
    {"waktu", Origin::typed},          {"tempat", Origin::typed},
    {"jenis_izin", Origin::typed},     {"nomor_izin", Origin::typed},
    {"berlaku_sampai", Origin::typed}, {"catatan", Origin::typed},
}};

/// The names between braces, each once, in the order in which they stand.
std::vector<std::string> names_in(std::string_view text);
/// Those of them that are no placeholder.
std::vector<std::string> unknown_names(std::string_view text);

using Values = std::map<std::string, std::string, std::less<>>;
/// `text` with the values put in; a name without a value stays as it stands.
std::string filled(std::string_view text, Values const& values);
/// The names in `text` without a value, each once.
std::vector<std::string> missing_names(std::string_view text, Values const& values);

/// "28 November 2026": letters are in Indonesian whatever language the screen speaks.
std::string day_in_words(base::Day day);

}  // namespace bina::letters
