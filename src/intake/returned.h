#pragma once
#include <functional>
#include <memory>

#include "intake/row.h"
#include "registry/export.h"

namespace bina::intake {

/// What goes back to the sender.
struct Returned {
    std::unique_ptr<registry::TemporaryFile> file;
    std::string name;
    std::string_view type;
};

/// Sentences for keys, in the reader's language; given by the composition, for this program has none of its
/// own.
using Sentences = std::function<std::string(std::string_view key)>;

/// The rejected rows in the sender's own layout: the rows above his list, his columns, and one more column
/// that says why. A workbook comes back as a workbook, delimited text in its own delimiter and encoding, with
/// an apostrophe before what a spreadsheet would run as a formula. What this program does not write (.xls,
/// .ods, a dump) comes back as .xlsx. Errors: those of reading a book, storage::error::full.
base::Result<Returned> return_rejected(storage::Tx&, Content const&, Batch const&, Sentences const&);

}  // namespace bina::intake
