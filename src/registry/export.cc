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

constexpr std::array<std::string_view, 15> headings{
    "ID",     "Nama usaha", "Pemilik",   "NIK",    "Telepon", "NIB",        "Bidang", "Kelas",
    "Status", "Desa",       "Kecamatan", "Binaan", "KBLI",    "Edisi KBLI", "Dinas"};
constexpr std::size_t kbli_digits = 5;
constexpr std::string_view csv_start = "\xEF\xBB\xBF";
// A worksheet holds no more; longer lists are split over several.
constexpr std::uint32_t sheet_rows_max = 1'000'000;

std::string agency_name(ExportNames const& names, std::string const& agency) {
    if (agency == conflict) return "Aturan bertentangan";
    auto const found = names.agencies.find(agency);
    return found == names.agencies.end() ? std::string() : found->second;
}

std::array<std::string, headings.size()> cells_of(ListItem const& item, bool clear,
                                                  ExportNames const& names) {
    return {item.id.text(),
            item.name,
            item.owner,
            clear ? item.nik : masked(Field::nik, item.nik),
            clear ? item.phone : masked(Field::phone, item.phone),
            item.nib,
            item.trade,
            item.size_class,
            item.status,
            names.area(item.village),
            names.area(item.district),
            item.coached_by,
            item.kbli.substr(0, kbli_digits),
            item.kbli.empty() ? "" : item.kbli.substr(kbli_digits + 1),
            agency_name(names, item.responsible)};
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

using EachRow = std::function<Result<void>(WriteRow const&)>;

/// Calls `visit` with each business as it may leave.
Result<void> each_exported(Tx& tx, ListQuery const& query,
                           std::function<bool(ListItem const&)> const& visit) {
    auto const restricted = TRY(restricted_businesses(tx, query.regency));
    return each_business(tx, query, [&](ListItem const& found) {
        if (!restricted.contains(found.id.text())) return visit(found);
        auto item = found;
        item.leave_out_person();
        return visit(item);
    });
}

Result<void> require_export(access::Actor const& actor, Export const& wanted) {
    auto const area = TRY(area_of(wanted.query));
    TRY(actor.require(access::Permission::registry_export, area));
    if (wanted.clear) TRY(actor.require(access::Permission::registry_unmask, area));
    return require_purpose(wanted.reason);
}

Result<void> write_csv(std::filesystem::path const& path, std::span<std::string_view const> titles,
                       EachRow const& each_row) {
    std::ofstream out(path, std::ios::binary);
    out << csv_start << csv_line(std::vector<std::string>(titles.begin(), titles.end()));
    TRY(each_row([&](std::span<std::string const> cells) {
        out << csv_line(cells);
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

Result<void> write_xlsx(std::filesystem::path const& path, std::span<std::string_view const> titles,
                        EachRow const& each_row) {
    auto folder = path.parent_path().string();
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder.data();
    auto* const book = workbook_new_opt(path.string().c_str(), &options);
    lxw_worksheet* sheet = nullptr;
    std::uint32_t row = sheet_rows_max;
    auto const next_sheet = [&] {
        sheet = workbook_add_worksheet(book, nullptr);
        write_row(sheet, 0, titles);
        row = 1;
    };
    next_sheet();
    auto const read = each_row([&](std::span<std::string const> cells) {
        if (row >= sheet_rows_max) next_sheet();
        write_row(sheet, row++, cells);
        return true;
    });
    bool const closed = workbook_close(book) == LXW_NO_ERROR;
    TRY(read);
    if (!closed) return fail(storage::error::full, "export");
    return {};
}

/// The names of the bits, if there are any.
void write_known(base::JsonWriter& json, std::string_view name, unsigned bits) {
    if (bits == 0) return;
    json.key(name).array();
    for (std::size_t i = 0; i < has_names.size(); ++i)
        if ((bits >> i & 1U) != 0) json.value(has_names[i]);
    json.end();
}

}  // namespace

std::string csv_line(std::span<std::string const> cells) {
    std::string line;
    for (auto const& cell : cells) line += (line.empty() ? "" : ";") + csv_cell(cell);
    return line + "\r\n";
}

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

Result<void> record_export(Tx& tx, access::Actor const& actor, Export const& wanted, std::int64_t rows) {
    TRY(require_export(actor, wanted));
    auto const& query = wanted.query;
    base::JsonWriter detail;
    detail.object().field("reason", wanted.reason).field("status", query.status);
    detail.field("rows", rows);
    if (wanted.clear) detail.field("clear", true);
    detail.field_if("district", query.district).field_if("village", query.village);
    detail.field_if("trade", query.trade).field_if("class", query.size_class);
    detail.field_if("kbli", query.kbli).field_if("activity", query.activity);
    if (query.coached) detail.field("coached", true);
    detail.field_if("agency", query.agency).field_if("coach", query.coach);
    if (query.flagship) detail.field("flagship", true);
    write_known(detail, "has", query.has);
    write_known(detail, "lacks", query.lacks);
    if (query.as_of) detail.field("as_of", query.as_of->text());
    // The words themselves may be somebody's name or number.
    if (!query.text.empty()) detail.field("searched", true);
    detail.end();
    return audit::record(tx, actor, "registry.exported", query.regency.text(), query.regency.text(),
                         detail.text());
}

Result<std::unique_ptr<TemporaryFile>> write_table(ExportFormat format,
                                                   std::span<std::string_view const> titles,
                                                   EachRow const& each_row) {
    auto file = std::make_unique<TemporaryFile>(format == ExportFormat::csv ? ".csv" : ".xlsx");
    TRY(format == ExportFormat::csv ? write_csv(file->path(), titles, each_row)
                                    : write_xlsx(file->path(), titles, each_row));
    return file;
}

Result<std::unique_ptr<TemporaryFile>> export_businesses(Tx& tx, access::Actor const& actor,
                                                         Export const& wanted, ExportNames const& names) {
    TRY(require_export(actor, wanted));
    std::int64_t rows = 0;
    auto file = TRY(write_table(wanted.format, headings, [&](WriteRow const& write) {
        return each_exported(tx, wanted.query, [&](ListItem const& item) {
            ++rows;
            return write(cells_of(item, wanted.clear, names));
        });
    }));
    file->rows = rows;
    return file;
}

}  // namespace bina::registry
