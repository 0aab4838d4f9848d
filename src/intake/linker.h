#pragma once
#include "intake/row.h"
#include "linkage/decide.h"

namespace bina::intake {

/// Says of each row of a file which business it is about: compares it with the registry and with the rows
/// before it.
class Linker {
public:
    Linker(RegencyCode regency, BatchId batch) : m_regency(std::move(regency)), m_batch(std::move(batch)) {}

    /// Takes in every business of the registry.
    base::Result<void> load(storage::Tx&, jobs::Progress&);

    /// Sets verdict, reason, business, person and evidence of a row that can be taken. `tx` reads the
    /// registry that was loaded; `as_of` is the day of which the list speaks.
    base::Result<void> judge(storage::Tx& tx, ListRow& row, base::Day as_of);

    linkage::Stats const& stats() const { return m_stats; }

private:
    base::Result<void> compare_with_known(storage::Tx& tx, ListRow& row, registry::Statement const&,
                                          base::Day as_of);
    void repeat_of_earlier(ListRow& row, registry::Statement const&, std::int64_t earlier);
    void make_new(ListRow& row, registry::Statement const&, std::string const& owner);

    RegencyCode m_regency;
    BatchId m_batch;
    linkage::Index m_index;
    linkage::Model m_model;
    linkage::Stats m_stats;
    std::unordered_map<std::string, std::int64_t>
        m_rows_of_file;  ///< Row number by id of the business it makes.
    std::unordered_map<std::uint64_t, std::int64_t> m_said_in_file;  ///< Row number by hash of its statement.
};

}  // namespace bina::intake
