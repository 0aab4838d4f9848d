#include "backup/manifest.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>

#include <charconv>

#include "storage/disk.h"

namespace bina::backup {
namespace {

using base::fail;
using base::Result;

constexpr std::string_view head = "bina-backup 1";
constexpr std::string_view seal_word = "seal ";
constexpr std::size_t digest_piece_bytes = std::size_t{1} << 20;

/// The words of one line; empty where a number or word is missing.
class Line {
public:
    explicit Line(std::string_view text) : m_rest(text) {}
    std::string word() {
        auto const end = std::min(m_rest.find(' '), m_rest.size());
        std::string found(m_rest.substr(0, end));
        m_rest.remove_prefix(std::min(end + 1, m_rest.size()));
        m_good = m_good && !found.empty();
        return found;
    }
    std::int64_t number() {
        auto const text = word();
        std::int64_t value = 0;
        auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
        m_good = m_good && problem == std::errc{} && end == text.data() + text.size();
        return value;
    }
    StoredFile file() {
        auto name = word();
        auto const bytes = number();
        return {std::move(name), bytes, word()};
    }
    bool good() const { return m_good && m_rest.empty(); }

private:
    std::string_view m_rest;
    bool m_good = true;
};

bool read_line(Manifest& manifest, std::string_view text) {
    Line line(text);
    auto const what = line.word();
    if (what == "version")
        manifest.version = line.word();
    else if (what == "engine")
        manifest.engine = line.word();
    else if (what == "made")
        manifest.made_at = {line.number()};
    else if (what == "key")
        manifest.key = line.word();
    else if (what == "store")
        manifest.store = line.file();
    else if (what == "original")
        manifest.originals.push_back(line.file());
    else if (what == "commit") {
        auto const number = line.number();
        manifest.commit = {static_cast<std::uint32_t>(number), line.number()};
    } else if (what == "rows") {
        auto const table = line.word();
        manifest.rows[table] = line.number();
    } else if (what == "chain") {
        auto regency = line.word();
        auto const seq = line.number();
        manifest.chains.push_back({std::move(regency), seq, line.word()});
    } else {
        return false;
    }
    return line.good();
}

std::string seal_of(std::string_view body, storage::Vault const& vault) {
    return vault.hash("backup.manifest", body);
}

}  // namespace

std::int64_t Manifest::bytes() const {
    auto sum = store.bytes;
    for (auto const& file : originals) sum += file.bytes;
    return sum;
}

std::string Manifest::text(storage::Vault const& vault) const {
    std::string out = fmt::format("{}\nversion {}\nengine {}\nmade {}\ncommit {} {}\nkey {}\n", head, version,
                                  engine, made_at.milliseconds, commit.number, commit.second, key);
    for (auto const& [table, count] : rows) out += fmt::format("rows {} {}\n", table, count);
    for (auto const& chain : chains)
        out += fmt::format("chain {} {} {}\n", chain.regency, chain.seq, chain.hash);
    out += fmt::format("store {} {} {}\n", store.name, store.bytes, store.sha256);
    for (auto const& file : originals)
        out += fmt::format("original {} {} {}\n", file.name, file.bytes, file.sha256);
    return out + fmt::format("{}{}\n", seal_word, seal_of(out, vault));
}

Result<Manifest> Manifest::parse(std::string_view text) {
    auto const damaged = [] { return fail(error::damaged, "manifest"); };
    if (!text.starts_with(head) || !text.ends_with('\n')) return damaged();
    text.remove_prefix(head.size() + 1);
    Manifest manifest;
    while (!text.starts_with(seal_word)) {
        auto const end = text.find('\n');
        if (end == text.npos || !read_line(manifest, text.substr(0, end))) return damaged();
        text.remove_prefix(end + 1);
    }
    if (manifest.store.name.empty() || manifest.key.empty()) return damaged();
    return manifest;
}

Result<void> check_seal(std::string_view text, storage::Vault const& vault) {
    auto const manifest = TRY(Manifest::parse(text));
    if (manifest.key != vault.fingerprint()) return fail(error::other_key);
    auto const at = text.rfind(seal_word);
    auto const said = text.substr(at + seal_word.size(), text.size() - at - seal_word.size() - 1);
    if (said != seal_of(text.substr(0, at), vault)) return fail(error::damaged, "manifest");
    return {};
}

Result<StoredFile> describe(std::filesystem::path const& path, std::string name) {
    auto const file = TRY(storage::File::open(path, O_RDONLY));
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    StoredFile stored{.name = std::move(name)};
    for (;;) {
        auto const piece = TRY(file.read_at(stored.bytes, digest_piece_bytes));
        crypto_hash_sha256_update(&state, reinterpret_cast<unsigned char const*>(piece.data()), piece.size());
        stored.bytes += std::ssize(piece);
        if (piece.size() < digest_piece_bytes) break;
    }
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256_final(&state, digest.data());
    for (auto const byte : digest) stored.sha256 += fmt::format("{:02x}", byte);
    return stored;
}

}  // namespace bina::backup
