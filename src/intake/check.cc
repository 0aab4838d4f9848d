#include "intake/check.h"

#include <future>

#include "intake/book.h"
#include "intake/detect.h"
#include "intake/linker.h"
#include "intake/reader.h"
#include "registry/writer.h"

namespace bina::intake {
namespace {

using base::fail;
using base::Result;
using storage::Tx;

// Rows that are looked at before any is read, to learn how a column is written.
constexpr std::uint64_t studied_rows = 20'000;
// Rows stored in one transaction of a dry run: others can write in between.
constexpr std::size_t stored_rows = 4'000;

/// What was found in a file, added up while its rows are judged.
class Tally {
public:
    void add(ListRow const& row) {
        ++m_counts[row.verdict];
        if (row.verdict != Verdict::skipped) ++m_counts.rows;
        for (auto const& remark : row.remarks) {
            auto const [place, made] =
                m_issues.try_emplace({remark.key, remark.field},
                                     Issue{remark.key, remark.field, remark.severity, 0, row.number});
            ++place->second.count;
            if (remark.key == finding::contact_in_text.key) ++m_counts.quarantined;
        }
    }
    Counts const& counts() const { return m_counts; }
    std::vector<Issue> issues() const {
        std::vector<Issue> list;
        for (auto const& [key, issue] : m_issues) list.push_back(issue);
        return list;
    }

private:
    Counts m_counts;
    std::map<std::pair<std::string, std::string>, Issue> m_issues;
};

/// Stores rows behind the back of whoever judges them: one piece is written while the next is made.
class RowStore {
public:
    RowStore(storage::Db& db, RegencyCode const& regency, BatchId const& batch)
        : m_db(db), m_regency(regency), m_batch(batch) {}

    Result<void> add(ListRow row) {
        m_rows.push_back(std::move(row));
        return m_rows.size() < stored_rows ? Result<void>{} : flush();
    }
    Result<void> flush() {
        TRY(wait());
        m_writing = std::async(std::launch::async, [this, rows = std::exchange(m_rows, {})] {
            return m_db.write([&](Tx& tx) { return store_rows(tx, m_regency, m_batch, rows); });
        });
        return {};
    }
    Result<void> wait() { return m_writing.valid() ? m_writing.get() : Result<void>{}; }

private:
    storage::Db& m_db;
    RegencyCode m_regency;
    BatchId m_batch;
    std::vector<ListRow> m_rows;
    std::future<Result<void>> m_writing;
};

}  // namespace
}  // namespace bina::intake
