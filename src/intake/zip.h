#pragma once
#include <expat.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "intake/sheet.h"

struct zip;

namespace bina::intake {

/// A zip file opened for reading within the limits on archives; not safe to share between threads.
class Archive {
public:
    /// Errors: encrypted, too_large, damaged.
    static base::Result<Archive> open(std::filesystem::path const& path);

    bool has(std::string const& name) const;
    /// Uncompressed, as the archive claims; 0 for an entry that does not exist.
    std::uint64_t size(std::string const& name) const;

    /// Gives an entry piece by piece; a sink that returns false ends it, and must not use the archive.
    /// Errors: too_large, damaged.
    using Sink = std::function<bool(std::string_view piece)>;
    base::Result<void> read(std::string const& name, Sink const& sink) const;
    /// All of a small entry. Errors: too_large beyond `bytes_max`, damaged.
    base::Result<std::string> text(std::string const& name, std::size_t bytes_max) const;

private:
    base::Result<void> check_limits() const;
    base::Result<void> unpack(std::string const& name, Sink const& sink) const;

    std::shared_ptr<zip> m_zip;
};

/// What happens in an XML document. Names come without their namespace prefix.
class XmlHandler {
public:
    using Attributes = char const* const*;  ///< Name, value, name, value, …, null.

    virtual ~XmlHandler() = default;
    virtual void start(std::string_view name, Attributes attributes) = 0;
    virtual void end(std::string_view name) = 0;
    virtual void characters(std::string_view text) = 0;

    /// Set by the handler to end early: `failed` names the limit or fault, or `done` is true.
    bool done = false;
    base::ErrorKind const* failed = nullptr;
    std::string_view detail;

protected:
    void fail(base::ErrorKind const& kind, std::string_view what);
    /// The value of an attribute, or "".
    static std::string_view get(Attributes attributes, std::string_view name);
};

/// Streams an entry through `handler`. Errors: what the handler failed with; too_large; damaged, also for a
/// document type declaration, which no workbook has and which entity bombs need.
base::Result<void> parse_xml(Archive const& archive, std::string const& name, XmlHandler& handler,
                             Progress* progress = nullptr);

}  // namespace bina::intake
