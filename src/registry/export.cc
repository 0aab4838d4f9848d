#include "registry/export.h"

#include <unistd.h>
#include <xlsxwriter.h>

#include <fstream>

#include "audit/audit.h"
#include "base/fold.h"
#include "base/json.h"
#include "registry/business.h"
#include "registry/identifier.h"
#include "registry/restriction.h"

namespace bina::registry {
namespace {

using base::fail;
using base::Result;
using storage::Tx;

constexpr std::array<std::string_view, 12> headings{"ID",      "Nama usaha", "Pemilik",   "NIK",
                                                    "Telepon", "NIB",        "Bidang",    "Kelas",
                                                    "Status",  "Desa",       "Kecamatan", "Binaan"};
// A worksheet holds no more; longer lists are split over several.
constexpr std::uint32_t sheet_rows_max = 1'000'000;

using AreaName = std::function<std::string(std::string_view)>;

std::array<std::string, headings.size()> cells_of(ListItem const& item, bool clear,
                                                  AreaName const& area_name) {
    return {item.id.text(),
            item.name,
            item.owner,
            clear ? item.nik : masked(Field::nik, item.nik),
            clear ? item.phone : masked(Field::phone, item.phone),
            item.nib,
            item.trade,
            item.size_class,
            item.status,
            area_name(item.village),
            area_name(item.district),
            item.coached_by};
}

std::string csv_cell(std::string_view text) {
    std::string cell = "\"";
    // "=1+1" in a cell is run by the spreadsheet that opens the file.
    if (!text.empty() && std::string_view("=+-@\t\r").contains(text.front())) cell += '\'';
    for (char const c : text) {
        if (c == '"') cell += '"';
        cell += c;
    }
    return cell + '"';
}

template <class Cells>
void write_line(std::ofstream& out, Cells const& cells) {
    bool first = true;
    for (auto const& cell : cells) {
        if (!first) out << ';';
        first = false;
        out << csv_cell(cell);
    }
    out << "\r\n";
}

/// Calls `visit` with each business as it may leave.
Result<void> each_exported(Tx& tx, Export const& wanted, std::function<bool(ListItem const&)> const& visit) {
    auto const restricted = TRY(restricted_businesses(tx, wanted.query.regency));
    return each_business(tx, wanted.query, [&](ListItem const& found) {
        if (!restricted.contains(found.id.text())) return visit(found);
        auto item = found;
        item.leave_out_person();
        return visit(item);
    });
}

Result<void> write_csv(Tx& tx, Export const& wanted, TemporaryFile& file, AreaName const& area_name) {
    std::ofstream out(file.path(), std::ios::binary);
    out << "\xEF\xBB\xBF";
    write_line(out, headings);
    TRY(each_exported(tx, wanted, [&](ListItem const& item) {
        write_line(out, cells_of(item, wanted.clear, area_name));
        ++file.rows;
        return out.good();
    }));
    out.close();
    if (!out) return fail(storage::error::full, "export");
    return {};
}

template <class Cells>
void write_row(lxw_worksheet* sheet, std::uint32_t row, Cells const& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i)
        worksheet_write_string(sheet, row, static_cast<lxw_col_t>(i), std::string(cells[i]).c_str(), nullptr);
}

Result<void> write_xlsx(Tx& tx, Export const& wanted, TemporaryFile& file, AreaName const& area_name) {
    auto folder = file.path().parent_path().string();
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder.data();
    auto* const book = workbook_new_opt(file.path().c_str(), &options);
    lxw_worksheet* sheet = nullptr;
    std::uint32_t row = sheet_rows_max;
    auto const next_sheet = [&] {
        sheet = workbook_add_worksheet(book, nullptr);
        write_row(sheet, 0, headings);
        row = 1;
    };
    next_sheet();
    auto const read = each_exported(tx, wanted, [&](ListItem const& item) {
        if (row >= sheet_rows_max) next_sheet();
        write_row(sheet, row++, cells_of(item, wanted.clear, area_name));
        ++file.rows;
        return true;
    });
    bool const closed = workbook_close(book) == LXW_NO_ERROR;
    TRY(read);
    if (!closed) return fail(storage::error::full, "export");
    return {};
}

}  // namespace

TemporaryFile::TemporaryFile(std::string_view ending) {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "bina-XXXXXX").string() + std::string(ending);
    int const file = ::mkstemps(pattern.data(), static_cast<int>(ending.size()));
    if (file >= 0) ::close(file);
    m_path = pattern;
}

TemporaryFile::~TemporaryFile() {
    std::error_code gone;
    std::filesystem::remove(m_path, gone);
}

Result<void> record_export(Tx& tx, access::Actor const& actor, Export const& wanted, std::int64_t rows) {
    auto const& query = wanted.query;
    base::JsonWriter detail;
    detail.object().field("reason", wanted.reason).field("rows", rows).field("status", query.status);
    if (wanted.clear) detail.field("clear", true);
    detail.field_if("district", query.district).field_if("village", query.village);
    detail.field_if("trade", query.trade).field_if("class", query.size_class);
    if (query.coached) detail.field("coached", true);
    if (query.flagship) detail.field("flagship", true);
    if (query.has != 0) detail.field("has", std::int64_t{query.has});
    if (query.lacks != 0) detail.field("lacks", std::int64_t{query.lacks});
    // The words themselves may be somebody's name or number.
    if (!query.text.empty()) detail.field("searched", true);
    detail.end();
    return audit::record(tx, actor, "registry.exported", query.regency.text(), query.regency.text(),
                         detail.text());
}

Result<std::unique_ptr<TemporaryFile>> export_businesses(Tx& tx, access::Actor const& actor,
                                                         Export const& wanted, AreaName const& area_name) {
    TRY(actor.require(access::Permission::registry_export, wanted.query.regency));
    if (wanted.clear) TRY(actor.require(access::Permission::registry_unmask, wanted.query.regency));
    TRY(require_purpose(wanted.reason));
    bool const csv = wanted.format == ExportFormat::csv;
    auto file = std::make_unique<TemporaryFile>(csv ? ".csv" : ".xlsx");
    TRY(csv ? write_csv(tx, wanted, *file, area_name) : write_xlsx(tx, wanted, *file, area_name));
    return file;
}

}  // namespace bina::registry
