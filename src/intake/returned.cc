#include "intake/returned.h"

#include <xlsxwriter.h>

#include <fstream>
#include <map>
#include <set>
#include <utility>

#include "intake/book.h"
#include "intake/detect.h"
#include "intake/row_classifier.h"

namespace bina::intake {
namespace {

using base::fail;
using base::Result;
using storage::Tx;

constexpr std::int64_t page_rows = 2'000;
constexpr std::size_t sections_kept = 4;  // a district, its village, its hamlet, a group
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

/// The sheets that rows go back from; that of the list if none do.
std::vector<std::size_t> sheets_of(std::map<std::int64_t, std::string> const& reasons, Batch const& batch) {
    std::set<std::size_t> sheets;
    for (auto const& [row, reason] : reasons) sheets.insert(static_cast<std::size_t>(row / sheet_rows));
    if (sheets.empty()) sheets.insert(static_cast<std::size_t>(batch.settings.sheet));
    return {sheets.begin(), sheets.end()};
}

Result<Layout> layout_of(Book const& book, Batch const& batch, std::size_t sheet) {
    DetectOptions options{.sheet = sheet};
    if (static_cast<std::int64_t>(sheet) == batch.settings.sheet)
        options.heading_row = static_cast<std::uint64_t>(batch.settings.header_row);
    return TRY(detect(book, options)).layout;
}

/// Calls `write` with each row of a sheet that goes back: those down to the heading, then the rejected ones
/// with their reason, below the sections that they stand in.
template <class Write>
Result<void> each_returned(Book const& book, Batch const& batch, std::size_t sheet,
                           std::map<std::int64_t, std::string> const& reasons, std::string const& heading,
                           Write const& write) {
    auto const layout = TRY(layout_of(book, batch, sheet));
    PlaceKnowledge const no_places;
    RowClassifier classifier(layout, no_places);
    std::size_t width = layout.columns;
    for (auto const& column : batch.settings.columns)
        width = std::max(width, static_cast<std::size_t>(column.position) + 1);
    std::vector<std::vector<std::string>> sections;
    TRY(book.for_each_row(sheet, [&](std::uint64_t row, std::span<Cell const> cells) {
        auto const kind = classifier.next(row, cells).kind;
        std::vector<std::string> texts;
        for (auto const& cell : cells) texts.emplace_back(cell.text);
        if (row <= layout.last_heading_row) {
            if (row == layout.first_heading_row) {
                texts.resize(std::max(width, texts.size()));
                texts.push_back(heading);
            }
            write(texts);
            return Visit::next;
        }
        auto const found = reasons.find(row_number(sheet, row));
        if (found != reasons.end()) {
            for (auto const& section : std::exchange(sections, {})) write(section);
            texts.resize(std::max(width, texts.size()));
            texts.push_back(found->second);
            write(texts);
        } else if (kind == RowKind::section) {
            if (sections.size() == sections_kept) sections.erase(sections.begin());
            sections.push_back(std::move(texts));
        }
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
    TRY(each_returned(book, batch, 0, reasons, heading, [&](std::vector<std::string> const& texts) {
        line.clear();
        std::vector<std::string> safe = texts;
        for (auto& text : safe)
            if (registry::runs_as_formula(text)) text.insert(0, 1, '\'');
        std::vector<std::string_view> const cells(safe.begin(), safe.end());
        writer.append(line, cells);
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
    auto const write_sheet = [&](std::size_t from) {
        auto* sheet = workbook_add_worksheet(file, book.sheets()[from].name.c_str());
        if (sheet == nullptr) sheet = workbook_add_worksheet(file, nullptr);
        lxw_row_t line = 0;
        return each_returned(book, batch, from, reasons, heading, [&](std::vector<std::string> const& texts) {
            // As text, so that a number of sixteen digits comes back as it was shown.
            for (std::size_t i = 0; sheet != nullptr && i < texts.size(); ++i)
                if (!texts[i].empty())
                    worksheet_write_string(sheet, line, static_cast<lxw_col_t>(i), texts[i].c_str(), nullptr);
            ++line;
        });
    };
    Result<void> written;
    for (auto const from : sheets_of(reasons, batch))
        if (written) written = write_sheet(from);
    bool const closed = workbook_close(file) == LXW_NO_ERROR;
    TRY(written);
    if (!closed) return fail(storage::error::full, "returned");
    return {};
}

}  // namespace

Result<Returned> return_rejected(Tx& tx, Content const& content, Batch const& batch,
                                 Sentences const& sentences) {
    auto const file = TRY(content.open(batch.sha256));
    auto const book = TRY(Book::open(file.path()));
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
