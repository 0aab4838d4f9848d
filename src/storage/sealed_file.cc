#include "storage/sealed_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>

#include "storage/connection.h"

namespace bina::storage {
namespace {

using base::fail;
using base::Result;
namespace fs = std::filesystem;

constexpr std::string_view sealed_head = "binafil1";
constexpr std::size_t plain_piece_bytes = 64 << 10;
constexpr std::size_t stream_head_bytes = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t added_bytes = crypto_secretstream_xchacha20poly1305_ABYTES;

unsigned char* raw(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

std::unexpected<base::Error> failed_write() {
    return errno == ENOSPC || errno == EDQUOT ? fail(error::full) : fail(error::read_only, "sealed file");
}

Result<void> write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        auto const put = ::write(file, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return failed_write();
        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return {};
}

struct Handle {
    int file = -1;
    ~Handle() {
        if (file >= 0) ::close(file);
    }
};

/// As much as there is, up to the size of `piece`.
std::size_t read_piece(std::ifstream& in, std::string& piece) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    return static_cast<std::size_t>(in.gcount());
}

Result<void> write_sealed(Vault const& vault, fs::path const& from, int file) {
    std::ifstream in(from, std::ios::binary);
    if (!in) return fail(error::damaged, "file to seal");
    auto const number = vault.newest();
    auto key = TRY(vault.file_key(number));
    crypto_secretstream_xchacha20poly1305_state state;
    std::string head(stream_head_bytes, '\0');
    crypto_secretstream_xchacha20poly1305_init_push(&state, raw(head), raw(key));
    TRY(write_all(file, std::string(sealed_head) + static_cast<char>(number) + head));
    std::string plain(plain_piece_bytes, '\0');
    std::string sealed(plain_piece_bytes + added_bytes, '\0');
    for (bool last = false; !last;) {
        auto const got = read_piece(in, plain);
        last = got < plain_piece_bytes || in.peek() == std::ifstream::traits_type::eof();
        if (in.bad()) return fail(error::damaged, "file to seal");
        unsigned long long length = 0;
        crypto_secretstream_xchacha20poly1305_push(
            &state, raw(sealed), &length, raw(plain), got, nullptr, 0,
            last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
        TRY(write_all(file, std::string_view(sealed).substr(0, length)));
    }
    return {};
}

/// Reads the head; the key's number. Error: damaged.
Result<unsigned> read_head(std::ifstream& in) {
    std::string head(sealed_head.size() + 1, '\0');
    if (read_piece(in, head) != head.size() || !head.starts_with(sealed_head))
        return fail(error::damaged, "sealed file");
    return static_cast<unsigned char>(head.back());
}

Result<void> write_clear(Vault const& vault, std::ifstream& in, int file) {
    auto key = TRY(vault.file_key(TRY(read_head(in))));
    std::string head(stream_head_bytes, '\0');
    crypto_secretstream_xchacha20poly1305_state state;
    if (read_piece(in, head) != head.size() ||
        crypto_secretstream_xchacha20poly1305_init_pull(&state, raw(head), raw(key)) != 0)
        return fail(error::damaged, "sealed file");
    std::string sealed(plain_piece_bytes + added_bytes, '\0');
    std::string plain(plain_piece_bytes, '\0');
    unsigned char tag = 0;
    while (tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
        auto const got = read_piece(in, sealed);
        unsigned long long length = 0;
        if (crypto_secretstream_xchacha20poly1305_pull(&state, raw(plain), &length, &tag, raw(sealed), got,
                                                       nullptr, 0) != 0)
            return fail(error::damaged, "sealed file");
        TRY(write_all(file, std::string_view(plain).substr(0, length)));
    }
    return {};
}

}  // namespace

ClearFile::~ClearFile() {
    if (m_file >= 0) ::close(m_file);
}

fs::path ClearFile::path() const {
    return fmt::format("/proc/{}/fd/{}", ::getpid(), m_file);
}

Result<void> seal_file(Vault const& vault, fs::path const& from, fs::path const& to) {
    // Under another name first: what stands at its place is always whole.
    auto part = to.string() + ".XXXXXX";
    Handle const handle{::mkstemp(part.data())};
    if (handle.file < 0) return failed_write();
    auto written = write_sealed(vault, from, handle.file);
    if (written && (::fsync(handle.file) != 0 || ::rename(part.c_str(), to.c_str()) != 0))
        written = failed_write();
    if (!written) ::unlink(part.c_str());
    return written;
}

Result<ClearFile> open_sealed_file(Vault const& vault, fs::path const& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return fail(error::damaged, "sealed file");
    auto name = (fs::temp_directory_path() / "bina-clear-XXXXXX").string();
    int const file = ::mkostemp(name.data(), O_CLOEXEC);
    if (file < 0) return failed_write();
    ::unlink(name.c_str());
    ClearFile clear(file);
    TRY(write_clear(vault, in, file));
    return clear;
}

Result<unsigned> key_of_file(fs::path const& path) {
    std::ifstream in(path, std::ios::binary);
    return read_head(in);
}

}  // namespace bina::storage
