#include "http/upload.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "http/error.h"
#include "http/text.h"

namespace bina::http {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view prefix = "upload-";

base::Result<void> failed(char const* step) {
    return base::fail(error::upload_failed,
                      std::string(step) + ": " + std::generic_category().message(errno));
}

}  // namespace

void UploadFile::FreeHash::operator()(evp_md_ctx_st* hash) const {
    EVP_MD_CTX_free(hash);
}

UploadFile::UploadFile() = default;

UploadFile::~UploadFile() {
    if (m_fd >= 0) ::close(m_fd);
    std::error_code gone;  // the handler may have moved it: then there is nothing to remove
    if (!m_path.empty()) fs::remove(m_path, gone);
}

base::Result<void> UploadFile::open(fs::path const& folder) {
    auto name = (folder / (std::string(prefix) + "XXXXXX")).string();
    m_fd = ::mkostemp(name.data(), O_CLOEXEC);
    if (m_fd < 0) return failed("open");
    m_path = name;
    m_hash.reset(EVP_MD_CTX_new());
    if (!m_hash || EVP_DigestInit_ex(m_hash.get(), EVP_sha256(), nullptr) != 1) throw std::bad_alloc();
    return {};
}

base::Result<void> UploadFile::write(std::string_view piece) {
    EVP_DigestUpdate(m_hash.get(), piece.data(), piece.size());
    m_bytes += piece.size();
    while (!piece.empty()) {
        auto const put = ::write(m_fd, piece.data(), piece.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return failed("write");
        piece.remove_prefix(static_cast<std::size_t>(put));
    }
    return {};
}

base::Result<Upload> UploadFile::finish() {
    std::array<unsigned char, 32> digest{};
    EVP_DigestFinal_ex(m_hash.get(), digest.data(), nullptr);
    // close() may be the first to say that the disk was full.
    if (::close(std::exchange(m_fd, -1)) != 0) return std::unexpected(failed("close").error());
    return Upload{m_path, m_bytes, hex({reinterpret_cast<char const*>(digest.data()), digest.size()})};
}

base::Result<void> UploadFile::prepare(fs::path const& folder) {
    std::error_code code;
    fs::create_directories(folder, code);
    if (code) return base::fail(error::upload_failed, folder.string() + ": " + code.message());
    for (auto const& entry : fs::directory_iterator(folder, code)) {
        if (entry.path().filename().string().starts_with(prefix)) fs::remove(entry.path(), code);
    }
    if (code) return base::fail(error::upload_failed, folder.string() + ": " + code.message());
    return {};
}

}  // namespace bina::http
