#include "intake/returned.h"

#include <xlsxwriter.h>

#include <fstream>
#include <map>

#include "intake/book.h"

namespace bina::intake {
namespace {

using base::fail;
using base::Result;
using storage::Tx;

constexpr std::int64_t page_rows = 2'000;
constexpr std::string_view reason_heading_key = "intake.reason_heading";

/// Why each rejected row cannot be taken: the row's own reason, then what is wrong in its cells.
Result<std::map<std::int64_t, std::string>> reasons_of(Tx& tx, Batch const& batch,
                                                       Sentences const& sentences) {
    std::map<std::int64_t, std::string> reasons;
    RowQuery query{.regency = batch.regency,
                   .batch = batch.id,
                   .verdict = std::string(name_of(Verdict::rejected)),
                   .limit = page_rows};
    for (;;) {
        auto const page = TRY(rows(tx, access::local_operator(), query));
        for (auto const& row : page) {
            auto text = sentences(row.reason);
            for (auto const& remark : row.remarks)
                if (remark.severity == Severity::error) text += "; " + sentences(remark.key);
            reasons.emplace(row.number, std::move(text));
        }
        if (std::ssize(page) < page_rows) return reasons;
        query.after = page.back().number;
    }
}

/// Calls `write` with each row that goes back: those down to the heading, then the rejected ones with their
/// reason.
template <class Write>
Result<void> each_returned(Book const& book, Batch const& batch,
                           std::map<std::int64_t, std::string> const& reasons, std::string const& heading,
                           Write const& write) {
    auto const sheet = static_cast<std::size_t>(batch.settings.sheet);
    auto const header = static_cast<std::uint64_t>(batch.settings.header_row);
    std::size_t width = 0;
    for (auto const& column : batch.settings.columns)
        width = std::max(width, static_cast<std::size_t>(column.position) + 1);
    TRY(book.for_each_row(sheet, [&](std::uint64_t row, std::span<Cell const> cells) {
        auto const found = reasons.find(row_number(sheet, row));
        if (row > header && found == reasons.end()) return Visit::next;
        std::vector<std::string_view> texts;
        for (auto const& cell : cells) texts.push_back(cell.text);
        if (row >= header) texts.resize(std::max(width, texts.size()));
        if (row == header && header > 0) texts.emplace_back(heading);
        if (found != reasons.end() && row > header) texts.emplace_back(found->second);
        write(texts);
        return Visit::next;
    }));
    return {};
}

Result<void> write_text(std::filesystem::path const& path, Dialect const& dialect, Book const& book,
                        Batch const& batch, std::map<std::int64_t, std::string> const& reasons,
                        std::string const& heading) {
    CsvWriter const writer(dialect);
    std::ofstream out(path, std::ios::binary);
    out << writer.preamble();
    std::string line;
    TRY(each_returned(book, batch, reasons, heading, [&](std::vector<std::string_view> const& texts) {
        line.clear();
        writer.append(line, texts);
        out << line;
    }));
    out.close();
    if (!out) return fail(storage::error::full, "returned");
    return {};
}

Result<void> write_workbook(std::filesystem::path const& path, Book const& book, Batch const& batch,
                            std::map<std::int64_t, std::string> const& reasons, std::string const& heading) {
    auto folder = path.parent_path().string();
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder.data();
    auto* const file = workbook_new_opt(path.string().c_str(), &options);
    auto* const sheet = workbook_add_worksheet(file, nullptr);
    lxw_row_t line = 0;
    auto const written =
        each_returned(book, batch, reasons, heading, [&](std::vector<std::string_view> const& texts) {
            // As text, so that a number of sixteen digits comes back as it was shown.
            for (std::size_t i = 0; i < texts.size(); ++i)
                if (!texts[i].empty())
                    worksheet_write_string(sheet, line, static_cast<lxw_col_t>(i),
                                           std::string(texts[i]).c_str(), nullptr);
            ++line;
        });
    bool const closed = workbook_close(file) == LXW_NO_ERROR;
    TRY(written);
    if (!closed) return fail(storage::error::full, "returned");
    return {};
}

}  // namespace

Result<Returned> return_rejected(Tx& tx, Content const& content, Batch const& batch,
                                 Sentences const& sentences) {
    auto const book = TRY(Book::open(content.path(batch.sha256)));
    auto const reasons = TRY(reasons_of(tx, batch, sentences));
    auto const heading = sentences(reason_heading_key);
    std::filesystem::path const name(batch.file);
    auto const* const dialect = book.dialect();
    Returned returned{
        .file = std::make_unique<registry::TemporaryFile>(dialect != nullptr ? ".csv" : ".xlsx"),
        .name =
            "ditolak-" + name.stem().string() + (dialect != nullptr ? name.extension().string() : ".xlsx"),
        .type = dialect != nullptr ? "text/csv"
                                   : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"};
    if (dialect != nullptr)
        TRY(write_text(returned.file->path(), *dialect, book, batch, reasons, heading));
    else
        TRY(write_workbook(returned.file->path(), book, batch, reasons, heading));
    return returned;
}

}  // namespace bina::intake
