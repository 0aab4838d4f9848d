#include "storage/key_ring.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "storage/connection.h"

namespace bina::storage {
namespace {

using base::fail;
using base::Result;

constexpr std::string_view file_head = "bina-keys-2";
constexpr std::string_view hash_word = "hash";

std::string to_hex(KeyRing::Bytes const& bytes) {
    std::string text(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    text.pop_back();
    return text;
}

std::optional<KeyRing::Bytes> from_hex(std::string_view text) {
    KeyRing::Bytes bytes{};
    std::size_t length = 0;
    bool const good =
        sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length, nullptr) == 0;
    return good && length == bytes.size() ? std::optional(bytes) : std::nullopt;
}

KeyRing::Bytes random_key() {
    KeyRing::Bytes bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

std::unexpected<base::Error> cannot_write() {
    return fail(error::key_missing, std::string("the key file cannot be written: ") + std::strerror(errno));
}

/// A new name in a folder is on the disk only once the folder itself has been written.
bool make_durable(std::filesystem::path const& folder) {
    int const handle = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool const durable = handle >= 0 && ::fsync(handle) == 0;
    if (handle >= 0) ::close(handle);
    return durable;
}

/// Writes the file whole or not at all, readable by its owner only; over one that is there only when
/// `replace`. A key that is lost takes all that is sealed with it, so its folder is made durable too.
Result<void> write_file(std::string const& path, std::string const& text, bool replace) {
    std::string part = path + ".XXXXXX";
    int const file = ::mkstemp(part.data());  // With rights for its owner only.
    if (file < 0) return cannot_write();
    bool const written =
        ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
    ::close(file);
    bool const placed = written && (replace ? ::rename(part.c_str(), path.c_str()) == 0
                                            : ::link(part.c_str(), path.c_str()) == 0);
    bool const durable = placed && make_durable(std::filesystem::path(path).parent_path());
    if (durable) {
        ::unlink(part.c_str());
        return {};
    }
    auto failure = cannot_write();
    ::unlink(part.c_str());
    return failure;
}

/// What tells one version of the file from the next; 0 when it is not there. Its time alone does not, for
/// that moves in steps of some milliseconds; each version is a file of its own.
std::uint64_t version_of(std::string const& file) {
    struct stat info{};
    if (::stat(file.c_str(), &info) != 0) return 0;
    auto const time = static_cast<std::uint64_t>(info.st_mtim.tv_sec) * 1'000'000'000 +
                      static_cast<std::uint64_t>(info.st_mtim.tv_nsec);
    return ((time * 1'000'003 + info.st_ino) * 1'000'003 + static_cast<std::uint64_t>(info.st_size)) | 1U;
}

}  // namespace

Result<KeyRing::Contents> KeyRing::read(std::string const& file) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    if (line != file_head) return fail(error::key_wrong, file);
    Contents contents;
    bool hashed = false;
    while (std::getline(in, line)) {
        std::istringstream words(line);
        std::string name;
        std::string made;
        std::string hex;
        words >> name;
        if (name != hash_word) words >> made;
        words >> hex;
        auto const bytes = from_hex(hex);
        if (!bytes) return fail(error::key_wrong, file);
        if (name == hash_word) {
            contents.hash_key = *bytes;
            hashed = true;
            continue;
        }
        auto const day = base::Day::parse(made);
        unsigned const number = name.size() <= 3 ? static_cast<unsigned>(std::atoi(name.c_str())) : 0;
        unsigned const before = contents.entries.empty() ? 0 : contents.entries.back().key.number;
        if (!day || number <= before || number > Vault::keys_max) return fail(error::key_wrong, file);
        contents.entries.push_back({{number, *day}, *bytes});
    }
    if (!hashed || contents.entries.empty()) return fail(error::key_wrong, file);
    return contents;
}

std::string KeyRing::text_of(Contents const& contents) {
    auto text =
        std::string(file_head) + "\n" + std::string(hash_word) + " " + to_hex(contents.hash_key) + "\n";
    for (auto const& [key, bytes] : contents.entries)
        text += std::to_string(key.number) + " " + key.made.text() + " " + to_hex(bytes) + "\n";
    return text;
}

void KeyRing::take(Contents const& contents) {
    m_keys.clear();
    for (auto const& [key, bytes] : contents.entries) {
        m_keys.push_back(key);
        if (m_there[key.number].load(std::memory_order_relaxed)) continue;
        m_bytes[key.number] = bytes;
        m_there[key.number].store(true, std::memory_order_release);
    }
    m_newest.store(m_keys.back().number, std::memory_order_release);
}

Result<std::shared_ptr<KeyRing>> KeyRing::open(std::string file, bool create) {
    if (::access(file.c_str(), F_OK) != 0) {
        if (!create) return fail(error::key_missing, file);
        auto const today = base::Day::of(base::system_clock());
        TRY(write_file(file, text_of({random_key(), {{{1, today}, random_key()}}}), false));
    }
    auto ring = std::make_shared<KeyRing>();
    ring->m_version = version_of(file);
    auto const contents = TRY(read(file));
    ring->m_hash_key = contents.hash_key;
    ring->take(contents);
    ring->m_file = std::move(file);
    return ring;
}

std::shared_ptr<KeyRing> KeyRing::fixed() {
    auto ring = std::make_shared<KeyRing>();
    Contents contents;
    contents.hash_key.fill(7);
    contents.entries.push_back({{1, base::Day::parse("2026-01-01").value()}, contents.hash_key});
    ring->m_hash_key = contents.hash_key;
    ring->take(contents);
    return ring;
}

void KeyRing::refresh() {
    if (m_file.empty()) return;
    auto const version = version_of(m_file);
    if (version == 0 || version == m_version.load(std::memory_order_relaxed)) return;
    std::lock_guard const lock(m_mutex);
    // A file that cannot be read just now is looked at again the next time; what is known stays good.
    auto const contents = read(m_file);
    if (!contents || contents->hash_key != m_hash_key) return;
    m_version = version;
    take(*contents);
}

std::vector<Vault::Key> KeyRing::keys() {
    refresh();
    std::lock_guard const lock(m_mutex);
    return m_keys;
}

Result<unsigned> KeyRing::add(base::Day today) {
    refresh();
    std::lock_guard const lock(m_mutex);
    auto contents = TRY(read(m_file));
    unsigned const number = contents.entries.back().key.number + 1;
    if (number > Vault::keys_max) return fail(error::keys_used_up);
    contents.entries.push_back({{number, today}, random_key()});
    TRY(write_file(m_file, text_of(contents), true));
    m_version = version_of(m_file);
    take(contents);
    return number;
}

Result<void> KeyRing::drop(unsigned number) {
    std::lock_guard const lock(m_mutex);
    auto contents = TRY(read(m_file));
    auto const found =
        std::ranges::find(contents.entries, number, [](Entry const& entry) { return entry.key.number; });
    if (found == contents.entries.end() || found + 1 == contents.entries.end())
        return fail(error::key_unknown, std::to_string(number));
    contents.entries.erase(found);
    TRY(write_file(m_file, text_of(contents), true));
    m_version = version_of(m_file);
    take(contents);
    return {};
}

}  // namespace bina::storage
