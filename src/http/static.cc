#include "http/static.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <array>
#include <fstream>
#include <sstream>

#include "http/compress.h"
#include "http/error.h"

namespace bina::http {
namespace {

namespace fs = std::filesystem;

struct Coding {
    std::string_view suffix;
    std::string_view name;
};
constexpr std::array codings{Coding{".br", "br"}, Coding{".gz", "gzip"}};  // the smallest first

struct Type {
    std::string_view suffix;
    std::string_view type;
};
constexpr std::array types{
    Type{".html", "text/html; charset=utf-8"},
    Type{".js", "text/javascript; charset=utf-8"},
    Type{".css", "text/css; charset=utf-8"},
    Type{".json", "application/json"},
    Type{".geojson", "application/geo+json"},
    Type{".webmanifest", "application/manifest+json"},
    Type{".svg", "image/svg+xml"},
    Type{".png", "image/png"},
    Type{".jpg", "image/jpeg"},
    Type{".webp", "image/webp"},
    Type{".ico", "image/x-icon"},
    Type{".woff2", "font/woff2"},
    Type{".wasm", "application/wasm"},
    Type{".txt", "text/plain; charset=utf-8"},
    Type{".csv", "text/csv; charset=utf-8"},
    Type{".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
};

constexpr std::string_view index_path = "/index.html";

std::string_view type_of(std::string_view path) {
    for (auto const& [suffix, type] : types)
        if (path.ends_with(suffix)) return type;
    return "application/octet-stream";
}

bool is_page(std::string_view path) {
    bool const api = path == "/api" || path.starts_with("/api/");
    return !api && path.substr(path.rfind('/')).find('.') == path.npos;
}

}  // namespace

base::Result<StaticFiles> StaticFiles::load(fs::path const& folder) {
    StaticFiles files;
    std::size_t bytes = 0;
    std::error_code code;
    for (fs::recursive_directory_iterator at(folder, code), end; !code && at != end; at.increment(code)) {
        if (!at->is_regular_file()) continue;
        std::ifstream in(at->path(), std::ios::binary);
        std::ostringstream content;
        content << in.rdbuf();
        auto text = std::move(content).str();
        bytes += text.size();
        if (!in.good() && !text.empty()) return base::fail(error::bad_assets, at->path().string());
        if (bytes > bytes_max) return base::fail(error::bad_assets, "too large");
        files.add("/" + at->path().lexically_relative(folder).generic_string(), std::move(text));
    }
    if (code) return base::fail(error::bad_assets, folder.string() + ": " + code.message());
    if (!files.m_assets.contains(index_path)) return base::fail(error::bad_assets, "no index.html");
    return files;
}

void StaticFiles::add(std::string_view path, std::string bytes) {
    std::string_view coding;
    for (auto const& [suffix, name] : codings) {
        if (!path.ends_with(suffix)) continue;
        coding = name;
        path.remove_suffix(suffix.size());
    }
    auto& asset = m_assets[std::string(path)];
    asset.type = type_of(path);
    asset.immutable = path.starts_with("/assets/");
    auto const hash = XXH3_128bits(bytes.data(), bytes.size());
    auto etag = fmt::format("\"{:016x}{:016x}\"", hash.high64, hash.low64);
    asset.forms[std::string(coding)] = {std::move(bytes), std::move(etag)};
}

StaticFiles::Asset const* StaticFiles::asset_of(std::string_view path) const {
    auto found = m_assets.find(path);
    if (found == m_assets.end() && is_page(path)) {
        found = m_assets.find(fmt::format("{}.html", path.substr(0, path.find('/', 1))));
        if (found == m_assets.end()) found = m_assets.find(index_path);
    }
    return found == m_assets.end() || !found->second.forms.contains("") ? nullptr : &found->second;
}

std::optional<Response> StaticFiles::find(Request const& request) const {
    auto const* asset = asset_of(request.path);
    if (asset == nullptr) return std::nullopt;
    auto form = asset->forms.find("");
    for (auto const& [suffix, name] : codings) {
        auto const packed = asset->forms.find(name);
        if (packed == asset->forms.end() || packed->second.bytes.size() >= form->second.bytes.size())
            continue;
        if (accepts_encoding(request.header("Accept-Encoding"), name)) form = packed;
    }
    auto const& [bytes, etag] = form->second;
    Response response{.lasting = bytes, .type = std::string(asset->type), .page = true};
    if (names_etag(request.header("If-None-Match"), etag)) {
        response = Response::empty(304);
        response.page = true;
    }
    response.header("ETag", etag);
    response.header("Cache-Control", asset->immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (asset->forms.size() > 1) response.header("Vary", "Accept-Encoding");
    if (!form->first.empty()) response.header("Content-Encoding", form->first);
    return response;
}

}  // namespace bina::http
