#pragma once
#include <optional>
#include <string>
#include <vector>

#include "intake/book.h"
#include "intake/kind.h"
#include "intake/layout.h"
#include "intake/mapping.h"
#include "intake/series.h"

namespace bina::intake {

/// What a person may say beforehand, or correct.
struct DetectOptions {
    std::optional<std::size_t> sheet;
    std::optional<std::uint64_t> heading_row;  ///< 0: the list has no heading.
    PlaceKnowledge places;  ///< Of the regency; recognises columns of villages and districts without heading.
};

/// What one sheet of a file is, and where its list stands.
struct Detection {
    std::size_t sheet = 0;
    std::string sheet_name;
    /// Sheets to be read one after the other, `sheet` among them: lists of businesses with the same headings,
    /// such as one a district. Their rows may begin elsewhere: ask again with `sheet` set.
    std::vector<std::size_t> sheets;
    Judgement judgement;
    Layout layout;
    std::vector<ColumnProfile> profiles;  ///< One a column, over the first rows.
    std::vector<ColumnProposal> columns;  ///< One a column.
    std::vector<SampleRow> sample;  ///< The first data rows, to be shown.
    std::size_t data_rows = 0;  ///< Among the rows that were looked at.
    std::vector<Oddity> oddities;  ///< Of its numbers: a person should ask the sender.

    FileKind kind() const { return judgement.kind; }
};

/// Looks at the first rows of every visible sheet (of hidden ones, if no other has any) and picks the one
/// that is most likely a list of businesses. Errors: those of Book::for_each_row.
base::Result<Detection> detect(Book const& book, DetectOptions const& options = {});

}  // namespace bina::intake
