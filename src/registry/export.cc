#include "registry/export.h"

#include <unistd.h>
#include <xlsxwriter.h>

#include <fstream>

#include "audit/audit.h"
#include "base/fold.h"
#include "base/json.h"
#include "registry/business.h"
#include "registry/identifier.h"

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

std::array<std::string, headings.size()> cells_of(
    ListItem const& item, std::function<std::string(std::string_view)> const& area_name) {
    return {item.id.text(),
            item.name,
            item.owner,
            masked(Field::nik, item.nik),
            masked(Field::phone, item.phone),
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
    if (runs_as_formula(text)) cell += '\'';
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

Result<void> write_csv(Tx& tx, ListQuery const& query, std::filesystem::path const& path,
                       std::function<std::string(std::string_view)> const& area_name) {
    std::ofstream out(path, std::ios::binary);
    out << "\xEF\xBB\xBF";
    write_line(out, headings);
    TRY(each_business(tx, query, [&](ListItem const& item) {
        write_line(out, cells_of(item, area_name));
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

Result<void> write_xlsx(Tx& tx, ListQuery const& query, std::filesystem::path const& path,
                        std::function<std::string(std::string_view)> const& area_name) {
    auto folder = path.parent_path().string();
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder.data();
    auto* const book = workbook_new_opt(path.string().c_str(), &options);
    lxw_worksheet* sheet = nullptr;
    std::uint32_t row = sheet_rows_max;
    auto const next_sheet = [&] {
        sheet = workbook_add_worksheet(book, nullptr);
        write_row(sheet, 0, headings);
        row = 1;
    };
    next_sheet();
    auto const read = each_business(tx, query, [&](ListItem const& item) {
        if (row >= sheet_rows_max) next_sheet();
        write_row(sheet, row++, cells_of(item, area_name));
        return true;
    });
    bool const closed = workbook_close(book) == LXW_NO_ERROR;
    TRY(read);
    if (!closed) return fail(storage::error::full, "export");
    return {};
}

}  // namespace

bool runs_as_formula(std::string_view cell) {
    if (cell.empty() || !std::string_view("=+-@\t\r").contains(cell.front())) return false;
    bool const sign = cell.front() == '+' || cell.front() == '-';
    return !sign || cell.size() == 1 || cell.find_first_not_of("0123456789.,", 1) != cell.npos;
}

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

Result<void> record_export(Tx& tx, access::Actor const& actor, ListQuery const& query,
                           std::string_view reason) {
    TRY(actor.require(access::Permission::registry_export, query.regency));
    if (base::squeeze(reason).size() < purpose_bytes_min) return fail(error::purpose_missing);
    base::JsonWriter detail;
    detail.object().field("reason", reason).field("status", query.status);
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

Result<std::unique_ptr<TemporaryFile>> export_businesses(
    Tx& tx, ListQuery const& query, ExportFormat format,
    std::function<std::string(std::string_view)> const& area_name) {
    auto file = std::make_unique<TemporaryFile>(format == ExportFormat::csv ? ".csv" : ".xlsx");
    TRY(format == ExportFormat::csv ? write_csv(tx, query, file->path(), area_name)
                                    : write_xlsx(tx, query, file->path(), area_name));
    return file;
}

}  // namespace bina::registry
