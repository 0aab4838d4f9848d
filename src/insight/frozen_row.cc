#include "insight/frozen_row.h"

#include <fmt/format.h>
#include <libdeflate.h>

#include <algorithm>
#include <charconv>

namespace bina::insight {
namespace {

using base::Result;
using storage::Row;
using storage::Tx;

constexpr std::size_t piece_bytes = std::size_t{256} * 1'024;
constexpr int compression_level = 6;

struct FreeCompressor {
    void operator()(libdeflate_compressor* one) const { libdeflate_free_compressor(one); }
};
struct FreeDecompressor {
    void operator()(libdeflate_decompressor* one) const { libdeflate_free_decompressor(one); }
};

std::string deflated(std::string_view text) {
    std::unique_ptr<libdeflate_compressor, FreeCompressor> const compressor(
        libdeflate_alloc_compressor(compression_level));
    std::string body(libdeflate_deflate_compress_bound(compressor.get(), text.size()), '\0');
    body.resize(
        libdeflate_deflate_compress(compressor.get(), text.data(), text.size(), body.data(), body.size()));
    return body;
}

std::string inflated(std::string_view body, std::size_t bytes) {
    std::unique_ptr<libdeflate_decompressor, FreeDecompressor> const decompressor(
        libdeflate_alloc_decompressor());
    std::string text(bytes, '\0');
    auto const done = libdeflate_deflate_decompress(decompressor.get(), body.data(), body.size(), text.data(),
                                                    text.size(), nullptr);
    if (done != LIBDEFLATE_SUCCESS) throw storage::Damage("snapshot_piece: cannot be unpacked");
    return text;
}

void hash(crypto_hash_sha256_state& state, std::string_view text) {
    crypto_hash_sha256_update(&state, reinterpret_cast<unsigned char const*>(text.data()), text.size());
}

class SnapshotRows final : public RowSource {
public:
    SnapshotRows(Tx& tx, base::RegencyCode regency, SnapshotId id, std::int64_t from)
        : m_tx(tx), m_regency(std::move(regency)), m_id(std::move(id)), m_next(from) {}

    Result<std::optional<FrozenRow>> next() override {
        if (m_at >= m_lines.size() && !TRY(open_piece())) return std::nullopt;
        auto const end = m_lines.find('\n', m_at);
        if (end == m_lines.npos) throw storage::Damage("snapshot_piece: no end of line");
        auto row = row_of(std::string_view(m_lines).substr(m_at, end - m_at));
        m_at = end + 1;
        ++m_next;
        return row;
    }

private:
    /// The piece that holds row `m_next`; false after the last.
    Result<bool> open_piece() {
        struct Piece {
            std::int64_t first;
            std::string text;
        };
        auto piece = TRY(m_tx.first(
            "SELECT first_row, bytes, body FROM snapshot_piece WHERE regency = $1 AND snapshot = $2"
            " AND first_row <= $3 ORDER BY first_row DESC LIMIT 1",
            [&](Row const& row) {
                auto const body = m_tx.vault().unseal(row.bytes(2));
                if (!body) throw storage::Damage("snapshot_piece: cannot be unsealed");
                return Piece{row.integer(0), inflated(*body, static_cast<std::size_t>(row.integer(1)))};
            },
            m_regency, m_id, m_next));
        if (!piece || piece->first == m_opened) return false;
        m_opened = piece->first;
        m_lines = std::move(piece->text);
        m_at = 0;
        for (auto skipped = m_opened; skipped < m_next && m_at < m_lines.size(); ++skipped)
            m_at = m_lines.find('\n', m_at) + 1;
        return m_at < m_lines.size();
    }

    Tx& m_tx;
    base::RegencyCode m_regency;
    SnapshotId m_id;
    std::int64_t m_next;
    std::int64_t m_opened = -1;
    std::string m_lines;
    std::size_t m_at = 0;
};

class RegistryRows final : public RowSource {
public:
    RegistryRows(Tx& tx, registry::ListQuery query) : m_tx(tx), m_query(std::move(query)) {}

    Result<std::optional<FrozenRow>> next() override {
        if (m_at == m_items.size()) {
            m_items = TRY(registry::next_businesses(m_tx, m_query, m_after));
            m_at = 0;
            if (m_items.empty()) return std::nullopt;
            m_after = m_items.back().id.text();
        }
        return frozen(m_items[m_at++]);
    }

private:
    Tx& m_tx;
    registry::ListQuery m_query;
    std::string m_after;
    std::vector<registry::ListItem> m_items;
    std::size_t m_at = 0;
};

}  // namespace

FrozenRow frozen(registry::ListItem const& item) {
    return {.id = item.id,
            .village = item.village,
            .district = item.district,
            .trade = item.trade,
            .size_class = item.size_class,
            .status = item.status,
            .coached = !item.coached_by.empty(),
            .flagship = item.flagship,
            .has = item.has};
}

std::string line_of(FrozenRow const& row) {
    return fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}", row.id.text(), row.village, row.district,
                       row.trade, row.size_class, row.status, row.coached ? 1 : 0, row.flagship ? 1 : 0,
                       row.has);
}

FrozenRow row_of(std::string_view line) {
    std::array<std::string_view, 9> cells;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        auto const end = i + 1 == cells.size() ? line.size() : line.find('\t');
        if (end == line.npos) throw storage::Damage("snapshot_piece: line of too few cells");
        cells[i] = line.substr(0, end);
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    auto const id = registry::BusinessId::parse(cells[0]);
    unsigned has = 0;
    auto const [end, code] = std::from_chars(cells[8].data(), cells[8].data() + cells[8].size(), has);
    if (!id || code != std::errc{}) throw storage::Damage("snapshot_piece: line");
    return {.id = *id,
            .village = std::string(cells[1]),
            .district = std::string(cells[2]),
            .trade = std::string(cells[3]),
            .size_class = std::string(cells[4]),
            .status = std::string(cells[5]),
            .coached = cells[6] == "1",
            .flagship = cells[7] == "1",
            .has = has};
}

RowFreezer::RowFreezer(storage::Vault const& vault) : m_vault(vault) {
    crypto_hash_sha256_init(&m_hash);
}

void RowFreezer::add_text(std::string_view part) {
    // With its length before it, no part can be made to look like the end of another.
    hash(m_hash, fmt::format("{}\n", part.size()));
    hash(m_hash, part);
}

void RowFreezer::hash_only(FrozenRow const& row) {
    hash(m_hash, line_of(row) + '\n');
    ++m_rows;
}

void RowFreezer::add(FrozenRow const& row) {
    hash_only(row);
    m_lines += line_of(row) + '\n';
    if (m_lines.size() >= piece_bytes) seal_piece();
}

void RowFreezer::seal_piece() {
    if (m_lines.empty()) return;
    m_pieces.push_back({m_first, std::ssize(m_lines), m_vault.seal(deflated(m_lines))});
    m_lines.clear();
    m_first = m_rows;
}

std::string RowFreezer::finish() {
    seal_piece();
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest;
    crypto_hash_sha256_final(&m_hash, digest.data());
    std::string text;
    for (auto const byte : digest) text += fmt::format("{:02x}", byte);
    return text;
}

std::unique_ptr<RowSource> snapshot_rows(Tx& tx, base::RegencyCode const& regency, SnapshotId const& id,
                                         std::int64_t from) {
    return std::make_unique<SnapshotRows>(tx, regency, id, from);
}

std::unique_ptr<RowSource> registry_rows(Tx& tx, registry::ListQuery query) {
    return std::make_unique<RegistryRows>(tx, std::move(query));
}

}  // namespace bina::insight
