#include "intake/zip.h"

#include <zip.h>

#include <algorithm>
#include <array>
#include <future>

#include "base/pipe.h"
#include "intake/encoding.h"

namespace bina::intake {
namespace {

constexpr std::size_t piece_bytes = 64 << 10;
constexpr std::uint64_t ahead_bytes = 1 << 20;

struct CloseEntry {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};
struct FreeParser {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

std::string_view local(char const* name) {
    std::string_view const whole(name);
    auto const colon = whole.rfind(':');
    return colon == whole.npos ? whole : whole.substr(colon + 1);
}

/// One run of expat: what its callbacks share.
struct Run {
    XML_Parser parser;
    XmlHandler& handler;
    int depth = 0;
    std::uint64_t fed = 0;

    void fail(base::ErrorKind const& kind, std::string_view what) {
        handler.failed = &kind;
        handler.detail = what;
        stop();
    }
    void stop() { XML_StopParser(parser, XML_FALSE); }
    void stop_if_asked() {
        if (handler.done || handler.failed != nullptr) stop();
    }
};

void on_start(void* data, XML_Char const* name, XML_Char const** attributes) {
    auto& run = *static_cast<Run*>(data);
    if (++run.depth > limit::xml_depth) return run.fail(error::too_large, "xml_depth");
    run.handler.start(local(name), attributes);
    run.stop_if_asked();
}

void on_end(void* data, XML_Char const* name) {
    auto& run = *static_cast<Run*>(data);
    --run.depth;
    run.handler.end(local(name));
    run.stop_if_asked();
}

void on_characters(void* data, XML_Char const* text, int length) {
    auto& run = *static_cast<Run*>(data);
    run.handler.characters({text, static_cast<std::size_t>(length)});
    run.stop_if_asked();
}

void on_doctype(void* data, XML_Char const*, XML_Char const*, XML_Char const*, int) {
    static_cast<Run*>(data)->fail(error::damaged, "doctype");
}

/// The number of entries that the end of the file claims: looked at before libzip reserves memory for them.
/// Without an end it is 0, and libzip says what is wrong.
std::uint64_t entries_claimed(FileBytes const& file) {
    constexpr std::size_t end_bytes = 22;
    constexpr std::size_t tail_bytes = end_bytes + 0xFFFF;  // a comment may follow
    std::string tail(std::min<std::uint64_t>(file.size(), tail_bytes), '\0');
    file.read_at(file.size() - tail.size(), tail);
    auto const end = tail.rfind("PK\x05\x06");
    if (end == tail.npos || end + end_bytes > tail.size()) return 0;
    auto const byte = [&](std::size_t at) {
        return std::uint64_t{static_cast<unsigned char>(tail[end + at])};
    };
    return byte(10) | byte(11) << 8U;
}

base::Result<void> outcome(Run const& run, XML_Status status) {
    if (run.handler.failed != nullptr)
        return base::fail(*run.handler.failed, std::string(run.handler.detail));
    if (run.handler.done) return {};
    if (status == XML_STATUS_ERROR)
        return base::fail(error::damaged, XML_ErrorString(XML_GetErrorCode(run.parser)));
    return {};
}

}  // namespace

base::Result<Archive> Archive::open(std::filesystem::path const& path) {
    if (entries_claimed(TRY(FileBytes::open(path))) > limit::archive_entries)
        return base::fail(error::too_large, "archive_entries");
    int code = 0;
    Archive archive;
    if (zip_t* const opened = zip_open(path.c_str(), ZIP_RDONLY, &code); opened != nullptr)
        archive.m_zip = std::shared_ptr<zip>(opened, [](zip_t* zip) { zip_discard(zip); });
    if (archive.m_zip == nullptr) return base::fail(error::damaged, "zip " + std::to_string(code));
    TRY(archive.check_limits());
    return archive;
}

base::Result<void> Archive::check_limits() const {
    auto const count = zip_get_num_entries(m_zip.get(), 0);
    if (count < 0 || static_cast<std::uint64_t>(count) > limit::archive_entries)
        return base::fail(error::too_large, "archive_entries");
    std::uint64_t total = 0;
    for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(count); ++i) {
        zip_stat_t stat{};
        if (zip_stat_index(m_zip.get(), i, 0, &stat) != 0) return base::fail(error::damaged, "directory");
        if (stat.encryption_method != ZIP_EM_NONE) return base::fail(error::encrypted, "zip");
        total += stat.size;
        if (total > limit::archive_bytes || stat.size > limit::archive_bytes)
            return base::fail(error::too_large, "archive_bytes");
        if (stat.size > limit::ratio_free_bytes && stat.size / limit::archive_ratio > stat.comp_size)
            return base::fail(error::too_large, "archive_ratio");
    }
    return {};
}

bool Archive::has(std::string const& name) const {
    return zip_name_locate(m_zip.get(), name.c_str(), 0) >= 0;
}

std::uint64_t Archive::size(std::string const& name) const {
    zip_stat_t stat{};
    return zip_stat(m_zip.get(), name.c_str(), 0, &stat) == 0 ? stat.size : 0;
}

base::Result<void> Archive::read(std::string const& name, Sink const& sink) const {
    if (size(name) < ahead_bytes) return unpack(name, sink);
    // Unpacking is a quarter of the work on a sheet: of a large one it is done on another core, a few pieces
    // ahead.
    base::Pipe<std::string> pipe;
    auto unpacking = std::async(std::launch::async, [&] {
        base::Closing const closing{pipe};
        return unpack(name, [&](std::string_view piece) { return pipe.push(std::string(piece)); });
    });
    {
        base::Closing const closing{pipe};
        while (auto const piece = pipe.pop())
            if (!sink(*piece)) break;
    }
    return unpacking.get();
}

base::Result<void> Archive::unpack(std::string const& name, Sink const& sink) const {
    std::unique_ptr<zip_file_t, CloseEntry> const file(zip_fopen(m_zip.get(), name.c_str(), 0));
    if (file == nullptr) return base::fail(error::damaged, "no " + name);
    // The directory may lie about the size, so that what comes is counted too.
    auto const claimed = size(name);
    std::array<char, piece_bytes> piece{};
    for (std::uint64_t done = 0;;) {
        auto const got = zip_fread(file.get(), piece.data(), piece.size());
        if (got < 0) return base::fail(error::damaged, "unpacking " + name);
        if (got == 0) return {};
        done += static_cast<std::uint64_t>(got);
        if (done > claimed) return base::fail(error::damaged, "size of " + name);
        if (!sink({piece.data(), static_cast<std::size_t>(got)})) return {};
    }
}

base::Result<std::string> Archive::text(std::string const& name, std::size_t bytes_max) const {
    if (size(name) > bytes_max) return base::fail(error::too_large, "part_bytes");
    std::string text;
    TRY(read(name, [&](std::string_view piece) {
        text += piece;
        return true;
    }));
    return text;
}

void XmlHandler::fail(base::ErrorKind const& kind, std::string_view what) {
    failed = &kind;
    detail = what;
}

std::string_view XmlHandler::get(Attributes attributes, std::string_view name) {
    for (; *attributes != nullptr; attributes += 2)
        if (local(*attributes) == name) return attributes[1];
    return {};
}

base::Result<void> parse_xml(Archive const& archive, std::string const& name, XmlHandler& handler,
                             Progress* progress) {
    std::unique_ptr<std::remove_pointer_t<XML_Parser>, FreeParser> const parser(XML_ParserCreate(nullptr));
    Run run{.parser = parser.get(), .handler = handler};
    XML_SetUserData(run.parser, &run);
    XML_SetElementHandler(run.parser, on_start, on_end);
    XML_SetCharacterDataHandler(run.parser, on_characters);
    XML_SetStartDoctypeDeclHandler(run.parser, on_doctype);
    auto status = XML_STATUS_OK;
    TRY(archive.read(name, [&](std::string_view piece) {
        status = XML_Parse(run.parser, piece.data(), static_cast<int>(piece.size()), XML_FALSE);
        run.fed += piece.size();
        if (progress != nullptr) progress->read.fetch_add(piece.size(), std::memory_order_relaxed);
        auto const parsed =
            static_cast<std::uint64_t>(std::max<XML_Index>(XML_GetCurrentByteIndex(run.parser), 0));
        if (status == XML_STATUS_OK && run.fed - std::min(parsed, run.fed) > limit::xml_token_bytes) {
            run.fail(error::too_large, "xml_token_bytes");
            return false;
        }
        return status == XML_STATUS_OK;
    }));
    if (status == XML_STATUS_OK && handler.failed == nullptr)
        status = XML_Parse(run.parser, nullptr, 0, XML_TRUE);
    return outcome(run, status);
}

}  // namespace bina::intake
