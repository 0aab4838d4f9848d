#include "intake/file_type.h"

#include <algorithm>
#include <array>

#include "intake/sql.h"
#include "intake/zip.h"

namespace bina::intake {
namespace {

constexpr std::size_t head_bytes = 4'096;
constexpr std::size_t directory_scan_bytes = 8 << 20;  // of a compound file: its directory may lie anywhere

struct Signature {
    std::string_view bytes;
    base::ErrorKind const* kind;
};

using namespace std::string_view_literals;

constexpr std::array signatures{
    Signature{"%PDF-"sv, &error::is_pdf},
    Signature{"\x89PNG"sv, &error::is_image},
    Signature{"\xFF\xD8\xFF"sv, &error::is_image},
    Signature{"GIF8"sv, &error::is_image},
    Signature{"II*\0"sv, &error::is_image},
    Signature{"MM\0*"sv, &error::is_image},
    Signature{"Rar!\x1A"sv, &error::is_archive},
    Signature{"7z\xBC\xAF\x27\x1C"sv, &error::is_archive},
    Signature{"\x1F\x8B"sv, &error::is_archive},
    Signature{"BZh"sv, &error::is_archive},
    Signature{"\xFD\x37zXZ\0"sv, &error::is_archive},
    Signature{"{\\rtf"sv, &error::is_document},
    Signature{"SQLite format 3\0"sv, &error::is_sql},
    Signature{"\x7F\x45LF"sv, &error::not_supported},
    Signature{"MZ\x90"sv, &error::not_supported},
};

std::string as_utf16(std::string_view ascii) {
    std::string wide;
    for (char const c : ascii) (wide += c) += '\0';
    return wide;
}

/// A compound file (the container of Office 97, and of any Office file with a password): its streams' names
/// say.
base::Result<FileType> compound_type(FileBytes const& file) {
    std::string bytes(std::min<std::uint64_t>(file.size(), directory_scan_bytes), '\0');
    file.read_at(0, bytes);
    if (bytes.find(as_utf16("EncryptedPackage")) != bytes.npos) return base::fail(error::encrypted, "office");
    if (bytes.find(as_utf16("Workbook")) != bytes.npos) return FileType::xls;
    if (bytes.find(as_utf16("WordDocument")) != bytes.npos) return base::fail(error::is_document);
    if (bytes.find(as_utf16("PowerPoint")) != bytes.npos) return base::fail(error::is_document);
    if (bytes.find(as_utf16("Book")) != bytes.npos) return FileType::xls;
    return base::fail(error::not_supported, "compound file");
}

/// What a zip file is.
base::Result<FileType> zip_type(Archive const& archive) {
    if (archive.has("xl/workbook.bin")) return base::fail(error::is_xlsb);
    if (archive.has("word/document.xml") || archive.has("ppt/presentation.xml"))
        return base::fail(error::is_document);
    if (archive.has("mimetype")) {
        auto const type = archive.text("mimetype", 256).value_or("");
        if (type.find("opendocument.spreadsheet") != type.npos) return FileType::ods;
        if (type.find("opendocument") != type.npos) return base::fail(error::is_document);
    }
    if (archive.has("[Content_Types].xml")) return FileType::xlsx;
    return base::fail(error::is_archive);
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

/// Text that is no table, by how it starts. A comma or semicolon list may start with any word.
base::ErrorKind const* text_kind(std::string_view head) {
    std::string start;
    for (char const c : head.substr(0, 1'024)) start += lower(c);
    start.erase(0, start.find_first_not_of(" \t\r\n\xEF\xBB\xBF"));
    if (start.starts_with("<!doctype") || start.starts_with("<html") || start.starts_with("<?xml") ||
        start.starts_with("<table") || start.starts_with("<head") || start.starts_with("<meta"))
        return &error::is_web_page;
    if (start.starts_with("[{") || start.starts_with("{\"") || start.starts_with("[\n") ||
        start.starts_with("{\n"))
        return &error::is_json;
    return nullptr;
}

/// The streams of Excel before 97, which have no container.
bool is_old_xls(std::string_view head) {
    return std::ranges::any_of(std::array{"\x09\x08\x10\x00\x00\x06\x05\x00"sv, "\x09\x08\x08\x00\x00\x05"sv,
                                          "\x09\x04\x06\x00"sv, "\x09\x02\x06\x00"sv, "\x09\x00\x04\x00"sv},
                               [&](std::string_view start) { return head.starts_with(start); });
}

/// Errors for what is neither a zip nor text.
base::Result<void> refuse_foreign(std::string_view head) {
    for (auto const& signature : signatures)
        if (head.starts_with(signature.bytes)) return base::fail(*signature.kind);
    if (head.size() > 265 && head.substr(257, 5) == "ustar") return base::fail(error::is_archive);
    if (head.starts_with("RIFF") && head.substr(0, 12).ends_with("WEBP")) return base::fail(error::is_image);
    return {};
}

}  // namespace

base::Result<FileType> file_type(std::filesystem::path const& path, FileBytes const& file) {
    if (file.size() == 0) return base::fail(error::empty);
    if (file.size() > limit::file_bytes) return base::fail(error::too_large, "file_bytes");
    std::array<char, head_bytes> buffer{};
    std::string_view const head(buffer.data(), file.read_at(0, buffer));
    if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06"))
        return zip_type(TRY(Archive::open(path)));
    if (head.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return compound_type(file);
    if (is_old_xls(head)) return FileType::xls;
    TRY(refuse_foreign(head));
    if (SqlFile::is_dump(head)) return FileType::sql;
    if (auto const* kind = text_kind(head)) return base::fail(*kind);
    return FileType::text;
}

}  // namespace bina::intake
