#pragma once
#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/request.h"
#include "http/response.h"

namespace bina::http {

/// The built web client, held in memory. A request can only ever name what was there at the start, so there
/// is no path to escape by.
class StaticFiles {
public:
    static constexpr std::size_t bytes_max = std::size_t{64} * 1024 * 1024;

    /// Takes in a folder. `x.js.br` and `x.js.gz` are `x.js`, compressed. Error: bad_assets.
    static base::Result<StaticFiles> load(std::filesystem::path const& folder);
    /// Takes in one file under its path, such as "/assets/x.js.br".
    void add(std::string_view path, std::string bytes);
    bool empty() const { return m_assets.empty(); }

    /// The file of a GET, in the smallest form the client accepts, or 304. A path without a dot is a page of
    /// the client: /lapangan and what lies below get lapangan.html if there is one, all others but those of
    /// the API index.html. Nothing when there is no such file.
    /// The response borrows from this object.
    std::optional<Response> find(Request const& request) const;

private:
    struct Form {
        std::string bytes;
        std::string etag;
    };
    struct Asset {
        std::string_view type;
        bool immutable = false;
        std::map<std::string, Form, std::less<>> forms;  // by content coding; "" is the file itself
    };
    Asset const* asset_of(std::string_view path) const;

    std::map<std::string, Asset, std::less<>> m_assets;
};

}  // namespace bina::http
