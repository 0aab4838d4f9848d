#include "intake/erase.h"

#include <algorithm>
#include <set>

namespace bina::intake {
namespace {

using base::Result;
using storage::Bytes;
using storage::Row;
using storage::Tx;

/// Batch and number of every row that is about one of the businesses: lists are long and have no index by
/// business, for which a request that comes a few times a year is no reason.
Result<std::set<std::pair<std::string, std::int64_t>>> rows_about(
    Tx& tx, RegencyCode const& regency, std::span<registry::BusinessId const> businesses) {
    std::set<std::string, std::less<>> wanted;
    for (auto const& business : businesses) wanted.insert(business.text());
    std::set<std::pair<std::string, std::int64_t>> found;
    TRY(tx.stream(
        "SELECT batch, row_number, business FROM batch_row WHERE regency = $1",
        [&](Row const& row) {
            if (wanted.contains(row.text(2))) found.emplace(row.get<std::string>(0), row.integer(1));
            return true;
        },
        regency));
    return found;
}

constexpr std::string_view rejected_before =
    " FROM batch_row WHERE regency = $1 AND verdict IN ('rejected', 'skipped') AND batch IN (SELECT b.id FROM"
    " batch b WHERE b.regency = $1 AND b.created_at < $2 AND b.state IN ('committed', 'undone'))";

Result<std::string> digest_of(Tx& tx, RegencyCode const& regency, std::string const& batch) {
    auto const digest = TRY(tx.first(
        "SELECT sha256 FROM batch WHERE regency = $1 AND id = $2",
        [](Row const& row) { return row.get<std::string>(0); }, regency, batch));
    return digest.value_or("");
}

}  // namespace

ListRow erased(ListRow row) {
    for (auto& cell : row.cells)
        if (!cell.empty()) cell = registry::erased_mark;
    std::erase_if(row.values, [](ListRow::Said const& said) {
        return registry::goes_with_person(said.value.field) ||
               said.value.field == registry::Field::business_name;
    });
    for (auto& remark : row.remarks) remark.params.clear();
    return row;
}

Result<ErasedRows> erase_rows(Tx& tx, RegencyCode const& regency,
                              std::span<registry::BusinessId const> businesses,
                              std::span<registry::SourceRow const> rows) {
    auto places = TRY(rows_about(tx, regency, businesses));
    for (auto const& [batch, number] : rows) places.emplace(batch.text(), number);
    ErasedRows done;
    std::set<std::string> batches;
    for (auto const& [batch, number] : places) {
        auto const row = TRY(find_row(tx, regency, TRY(BatchId::parse(batch)), number));
        if (!row) continue;
        auto const body = tx.vault().seal(encode_body(erased(*row)));
        done.rows +=
            TRY(tx.run("UPDATE batch_row SET body = $4 WHERE regency = $1 AND batch = $2 AND row_number = $3",
                       regency, batch, number, Bytes{body}));
        batches.insert(batch);
    }
    for (auto const& batch : batches) {
        auto const digest = TRY(digest_of(tx, regency, batch));
        if (digest.empty() || std::ranges::find(done.files, digest) != done.files.end()) continue;
        TRY(note_removed(tx, regency, digest, "erasure"));
        done.files.push_back(digest);
    }
    return done;
}

Result<void> note_removed(Tx& tx, RegencyCode const& regency, std::string_view sha256, std::string_view why) {
    TRY(tx.run(
        "INSERT INTO removed_file (regency, sha256, at, why) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        regency, sha256, tx.now(), why));
    return {};
}

Result<std::vector<std::string>> removed_files(Tx& tx) {
    return tx.rows("SELECT sha256 FROM removed_file ORDER BY regency, sha256",
                   [](Row const& row) { return row.get<std::string>(0); });
}

Result<std::vector<std::string>> files_before(Tx& tx, RegencyCode const& regency, base::Instant before) {
    // A content that came again later is kept as long as that.
    return tx.rows(
        "SELECT sha256 FROM batch b WHERE regency = $1 AND NOT EXISTS (SELECT 1 FROM removed_file r WHERE"
        " r.regency = b.regency AND r.sha256 = b.sha256) GROUP BY sha256 HAVING max(created_at) < $2 AND"
        " count(*) = count(*) FILTER (WHERE state IN ('committed', 'undone', 'refused', 'failed'))"
        " ORDER BY sha256",
        [](Row const& row) { return row.get<std::string>(0); }, regency, before);
}

Result<std::int64_t> count_rejected_before(Tx& tx, RegencyCode const& regency, base::Instant before) {
    auto const count = TRY(tx.first(
        "SELECT count(*)" + std::string(rejected_before), [](Row const& row) { return row.integer(0); },
        regency, before));
    return count.value_or(0);
}

Result<std::int64_t> forget_rejected_before(Tx& tx, RegencyCode const& regency, base::Instant before) {
    return tx.run("DELETE" + std::string(rejected_before), regency, before);
}

}  // namespace bina::intake
