#pragma once
#include "intake/row.h"
#include "intake/said.h"
#include "linkage/decide.h"
#include "registry/list.h"

namespace bina::intake {

/// A business of the registry as a record to compare. Its views live as long as the item and `phone`, which
/// is the item's.
linkage::Record record_of(registry::ListItem const& item, std::string_view const& phone);

/// A row on its way to be judged, with what can be worked out of it alone.
struct ReadRow {
    ListRow row;
    registry::Statement statement;
    std::string said;  ///< registry::said_key of the statement.
};

/// Says of each row of a file which business it is about: compares it with the registry and with the rows
/// before it.
class Linker {
public:
    Linker(RegencyCode regency, BatchId batch) : m_regency(std::move(regency)), m_batch(std::move(batch)) {}

    /// Takes in every business of the registry.
    base::Result<void> load(storage::Tx&, jobs::Progress&);

    /// Sets verdict, reason, business, person and evidence of a row that can be taken. `tx` reads the
    /// registry that was loaded; `as_of` is the day of which the list speaks.
    base::Result<void> judge(storage::Tx& tx, ReadRow& read, base::Day as_of);

    linkage::Stats const& stats() const { return m_stats; }

private:
    base::Result<void> compare_with_known(storage::Tx& tx, ListRow& row, registry::Statement const&,
                                          base::Day as_of);
    void repeat_of_earlier(ReadRow&, std::int64_t earlier);
    void make_new(ReadRow&, std::string const& owner);
    /// Sets the verdict if the same was said before, in this file or by any source: nothing to compare then.
    base::Result<bool> was_said(storage::Tx& tx, ReadRow& read);

    RegencyCode m_regency;
    BatchId m_batch;
    linkage::Index m_index;
    linkage::Model m_model;
    linkage::Stats m_stats;
    SaidRows m_said_in_file;
    /// Everything that was said or waits in the queue: what is not among it need not be asked for.
    SaidRows m_said_before;
};

}  // namespace bina::intake
