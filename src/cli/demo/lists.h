#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "cli/demo/population.h"
#include "cli/demo/scribe.h"

/// Lists as agencies keep them, made of the invented population, with every kind of dirt that real ones have.
/// What each row truly is stands beside them, so that an intake can be measured.
namespace bina::cli::demo {

struct ListColumn {
    Column column;
    std::string_view heading;
    std::string_view below = {};  ///< The second line of a heading of two rows.
};

enum class Grouping : std::uint8_t {
    none,
    sections,  ///< A row "KECAMATAN CEPU" before the rows of a district, a row "JUMLAH" after them.
    sheets,  ///< One sheet of a workbook for each district.
};

/// One list and the habits of its sender.
struct ListSpec {
    std::string file;
    Format format;
    std::vector<std::string> title;  ///< Rows above the heading; an empty one stays empty.
    std::vector<ListColumn> columns;
    Grouping grouping = Grouping::none;
    Habits habits;
    std::uint64_t series = 0;  ///< Lists of one series name the same businesses in the same words.
    bool delivered_again = false;  ///< A year later: some rows gone, some changed, some new.
    std::int64_t rows = 0;  ///< Rows that name a business, repetitions not counted.
    int newcomers = 120;  ///< Thousandths of the rows that name businesses the registry does not know.
    int repeated = 41;  ///< Thousandths that stand in the list twice.
    int couples = 0;  ///< Thousandths that stand there once under each spouse.
    bool licensed_only = false;

    bool two_rows_of_heading() const;
};

struct WrittenList {
    std::string file;
    std::int64_t rows = 0;  ///< That name a business, repetitions among them.
};

/// The ten lists that come with a demonstration, each of `rows` businesses or so.
std::vector<ListSpec> dirty_lists(std::int64_t rows);

/// Writes `specs` into `folder`, and `kunci.csv`: file, sheet, row (1-based, as a spreadsheet shows it),
/// business and person by their numbers in the population (a spouse is `s` and the owner's number), whether
/// the registry of the demonstration holds the business, and what the row is to an empty registry that takes
/// the files in their order: new, same, update, duplicate_in_file, doubtful, or skipped for rows that name no
/// business. Error: cannot_write.
base::Result<std::vector<WrittenList>> write_lists(Population const& population,
                                                   std::vector<ListSpec> const& specs,
                                                   std::filesystem::path const& folder);

/// One messy list of `rows` rows for measuring, 4 % of them repeated and 5 % changed repetitions of an
/// earlier one: a workbook if `file` ends in .xlsx, else text with semicolons. Error: cannot_write.
base::Result<void> write_long_list(Population const& population, std::filesystem::path const& file,
                                   std::int64_t rows);

}  // namespace bina::cli::demo
