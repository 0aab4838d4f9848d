#pragma once
#include <sodium/crypto_hash_sha256.h>

#include "registry/list.h"
#include "storage/reseal.h"

/// The rows behind a frozen figure: written once, read one after the other.
namespace bina::insight {

using SnapshotId = base::Id<struct SnapshotTag>;

inline constexpr std::array sealed_columns{
    storage::SealedColumn{"snapshot_piece", "body", {{{"regency"}, {"snapshot"}, {"first_row", true}}}}};

/// A business as it was counted. Nothing is kept that says whose it is, so that what a person has erased or
/// restricted in the registry is nowhere else (UU 27/2022 Art. 16(2), 41, 43).
struct FrozenRow {
    registry::BusinessId id;
    std::string village;
    std::string district;
    std::string trade;
    std::string size_class;
    std::string status;
    bool coached = false;
    bool flagship = false;
    unsigned has = 0;  ///< Bits of registry::Has.
    bool operator==(FrozenRow const&) const = default;
};

FrozenRow frozen(registry::ListItem const&);
/// The row as a line of a snapshot, without its end; no cell holds a tab or a line break.
std::string line_of(FrozenRow const&);
/// Throws Damage for what is no such line.
FrozenRow row_of(std::string_view line);

/// So many rows of a snapshot, compressed and sealed.
struct SealedPiece {
    std::int64_t first_row = 0;
    std::int64_t bytes = 0;  ///< Before compression.
    std::string body;
};

/// Gathers rows into pieces, and the SHA-256 over their lines and the words added.
class RowFreezer {
public:
    explicit RowFreezer(storage::Vault const& vault);
    /// A part of what the digest covers that is no row.
    void add_text(std::string_view part);
    void add(FrozenRow const&);
    /// As `add`, for the digest alone.
    void hash_only(FrozenRow const&);
    std::int64_t rows() const { return m_rows; }
    /// The rest, and the digest in 64 hexadecimal digits.
    std::string finish();
    std::vector<SealedPiece> take_pieces() { return std::move(m_pieces); }

private:
    void seal_piece();

    storage::Vault const& m_vault;
    crypto_hash_sha256_state m_hash{};
    std::string m_lines;
    std::int64_t m_first = 0;
    std::int64_t m_rows = 0;
    std::vector<SealedPiece> m_pieces;
};

/// Rows one after the other in the order of ids.
class RowSource {
public:
    virtual ~RowSource() = default;
    virtual base::Result<std::optional<FrozenRow>> next() = 0;
};

/// The rows of a snapshot from the row numbered `from` (counted from 0) on, a piece in memory at a time.
std::unique_ptr<RowSource> snapshot_rows(storage::Tx&, base::RegencyCode const&, SnapshotId const&,
                                         std::int64_t from = 0);
/// The rows that the registry would now freeze for the query.
std::unique_ptr<RowSource> registry_rows(storage::Tx&, registry::ListQuery);

}  // namespace bina::insight
