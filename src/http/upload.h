#pragma once
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string_view>

#include "base/result.h"
#include "http/request.h"

struct evp_md_ctx_st;

namespace bina::http {

/// A body on its way into a file of its own, hashed as it passes. The file is removed with this object unless
/// it has been moved away.
class UploadFile {
public:
    UploadFile();
    ~UploadFile();
    UploadFile(UploadFile const&) = delete;
    UploadFile& operator=(UploadFile const&) = delete;

    /// Makes an empty file in `folder`. Error: upload_failed.
    base::Result<void> open(std::filesystem::path const& folder);
    /// Error: upload_failed.
    base::Result<void> write(std::string_view piece);
    /// What was written, and closes it. Error: upload_failed.
    base::Result<Upload> finish();

    /// Removes what uploads a server that died has left in `folder`; makes the folder when it is missing.
    static base::Result<void> prepare(std::filesystem::path const& folder);

private:
    struct FreeHash {
        void operator()(evp_md_ctx_st* hash) const;
    };

    int m_fd = -1;
    std::uint64_t m_bytes = 0;
    std::filesystem::path m_path;
    std::unique_ptr<evp_md_ctx_st, FreeHash> m_hash;
};

}  // namespace bina::http
