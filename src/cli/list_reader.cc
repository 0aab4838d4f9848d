#include "cli/list_reader.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <thread>

#include "base/fold.h"
#include "base/pipe.h"
#include "intake/book.h"
#include "intake/file_type.h"

namespace bina::cli {
namespace {

using base::Result;

constexpr std::size_t batch_rows = 8'192;

/// Texts of many rows in one buffer.
struct Batch {
    std::string letters;
    std::vector<std::uint32_t> ends;
    std::size_t rows = 0;

    void put(std::string_view text) {
        letters += text;
        ends.push_back(static_cast<std::uint32_t>(letters.size()));
    }
};

/// Delimited text beyond what a book may hold is read as such.
Result<intake::ReadReport> visit_rows(std::filesystem::path const& list, intake::RowVisitor const& visitor) {
    auto file = TRY(intake::FileBytes::open(list));
    if (file.size() > intake::limit::file_bytes)
        return TRY(intake::CsvFile::open(std::move(file))).for_each_row(visitor);
    auto const book = TRY(intake::Book::open(list));
    return book.for_each_row(0, visitor);
}

/// Takes the cells asked for out of each row.
class Picker {
public:
    Picker(std::vector<std::string> const& columns, base::Pipe<Batch>& pipe)
        : m_columns(columns), m_pipe(pipe) {}

    intake::Visit visit(std::uint64_t row, std::span<intake::Cell const> cells) {
        using enum intake::Visit;
        if (cells.empty()) return next;
        if (m_places.empty()) {
            m_result = find_columns(cells);
            return m_result ? next : stop;
        }
        for (auto const& place : m_places) {
            auto const text = place < cells.size() && cells[place].kind != intake::CellKind::error
                                  ? cells[place].text
                                  : std::string_view();
            if (&place == m_places.data() && text.empty()) {
                m_result = base::fail(error::row_without_id, std::to_string(row));
                return stop;
            }
            m_batch.put(text);
        }
        return ++m_batch.rows < batch_rows || send() ? next : stop;
    }
    /// What is left; an error that was met.
    Result<void> finish() {
        if (m_result && m_batch.rows != 0) send();
        if (m_result && m_places.empty()) return base::fail(error::no_heading);
        return std::move(m_result);
    }

private:
    Result<void> find_columns(std::span<intake::Cell const> cells) {
        std::string lacking;
        for (auto const& column : m_columns) {
            std::size_t place = 0;
            while (!column.empty() && place < cells.size() && base::squeeze(cells[place].text) != column)
                ++place;
            if (place == cells.size()) lacking += (lacking.empty() ? "" : ", ") + column;
            m_places.push_back(place);
        }
        if (!lacking.empty()) return base::fail(error::no_column, std::move(lacking));
        return {};
    }
    bool send() { return m_pipe.push(std::exchange(m_batch, {})); }

    std::vector<std::string> const& m_columns;
    base::Pipe<Batch>& m_pipe;
    std::vector<std::size_t> m_places;
    Batch m_batch;
    Result<void> m_result;
};

CellBatch cells_of(Batch const& batch) {
    CellBatch cells;
    cells.reserve(batch.ends.size());
    std::uint32_t begin = 0;
    for (auto const end : batch.ends) {
        cells.emplace_back(batch.letters.data() + begin, end - begin);
        begin = end;
    }
    return cells;
}

}  // namespace

Result<std::vector<std::string>> read_heading(std::filesystem::path const& list) {
    std::vector<std::string> names;
    TRY(visit_rows(list, [&](std::uint64_t, std::span<intake::Cell const> cells) {
        for (auto const& cell : cells) names.push_back(base::squeeze(cell.text));
        return names.empty() ? intake::Visit::next : intake::Visit::stop;
    }));
    if (names.empty()) return base::fail(error::no_heading);
    for (auto const& name : names) {
        if (!name.empty() && std::ranges::count(names, name) > 1) return base::fail(error::no_heading, name);
    }
    return names;
}

Result<void> read_list(std::filesystem::path const& list, std::vector<std::string> const& columns,
                       std::function<Result<void>(CellBatch const&)> const& visit) {
    base::Pipe<Batch> pipe;
    Result<void> read;
    std::jthread reader([&] {
        base::Closing const closing(pipe);
        Picker picker(columns, pipe);
        auto const report = visit_rows(list, [&](std::uint64_t row, std::span<intake::Cell const> cells) {
            return picker.visit(row, cells);
        });
        read = report ? picker.finish() : std::unexpected(report.error());
    });
    Result<void> visited;
    {
        base::Closing const closing(pipe);
        while (auto const batch = pipe.pop()) {
            visited = visit(cells_of(*batch));
            if (!visited) break;
        }
    }
    reader.join();
    return visited ? read : visited;
}

}  // namespace bina::cli
