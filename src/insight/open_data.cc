#include "insight/open_data.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.h"
#include "base/zone.h"

namespace bina::insight {
namespace {

using base::Day;
using base::Result;
using registry::Tally;

constexpr std::string_view counted_definition =
    "Usaha yang tercatat, ditemukan, diverifikasi atau berhenti sementara pada akhir periode menurut "
    "registri; usaha "
    "yang tutup, pindah, ganda atau bukan usaha tidak dihitung.";
constexpr std::string_view concept_textof_msme =
    "Usaha mikro, kecil dan menengah menurut UU 20/2008 sebagaimana diubah UU 6/2023.";
constexpr std::string_view by_class_definition =
    "Usaha yang dihitung dengan kelas ini menurut aturan kelas yang berlaku pada akhir periode (sejak 2 "
    "Februari 2021: "
    "PP 7/2021 Pasal 35; sebelumnya UU 20/2008 Pasal 6).";
constexpr std::string_view by_trade_definition =
    "Usaha yang dihitung dengan bidang utama ini, dari jenis usaha pada daftar asal atau pernyataan pemilik.";
constexpr std::string_view more_is_more = "Makin besar nilainya, makin banyak usaha.";
constexpr std::string_view growth_reading = "Di atas nol berarti bertambah, di bawah nol berarti berkurang.";

constexpr std::size_t class_column(registry::SizeClass size_class) {
    return registry::tally_class + static_cast<std::size_t>(size_class);
}

constexpr Indicator count_of(std::string_view key, std::string_view title, std::string_view definition,
                             std::size_t column, std::string_view variables) {
    return {.key = key,
            .title = title,
            .concept_text = concept_textof_msme,
            .definition = definition,
            .measure = "Jumlah",
            .unit = "Unit usaha",
            .formula = "n",
            .interpretation = more_is_more,
            .variables = variables,
            .column = column};
}

constexpr Indicator growth_of(std::string_view key, std::string_view title, std::string_view formula,
                              GrowthFormula growth) {
    return {.key = key,
            .title = title,
            .concept_text = concept_textof_msme,
            .definition = "Perubahan jumlah usaha pada akhir periode terhadap akhir tahun sebelumnya.",
            .measure = "Persentase",
            .unit = "Persen",
            .formula = formula,
            .interpretation = growth_reading,
            .variables = "n: jumlah usaha akhir periode; n0: jumlah usaha akhir tahun sebelumnya",
            .column = registry::tally_counted,
            .kind = Indicator::Kind::growth,
            .growth = growth};
}

constexpr Indicator share_of(std::string_view key, std::string_view title, std::string_view definition,
                             std::size_t column) {
    return {.key = key,
            .title = title,
            .concept_text = concept_textof_msme,
            .definition = definition,
            .measure = "Persentase",
            .unit = "Persen",
            .formula = "a / n x 100",
            .interpretation = "Makin besar nilainya, makin besar bagian usaha yang memenuhinya.",
            .variables = "a: jumlah usaha yang memenuhi; n: jumlah usaha",
            .column = column,
            .kind = Indicator::Kind::share};
}

using enum registry::SizeClass;

constexpr std::array all_indicators{
    count_of("jumlah-umkm", "Jumlah usaha mikro, kecil dan menengah", counted_definition,
             registry::tally_counted, "Status usaha"),
    growth_of("pertumbuhan-umkm", "Pertumbuhan jumlah UMKM", "(n - n0) / n0 x 100", GrowthFormula::standard),
    growth_of("pertumbuhan-umkm-blitar", "Pertumbuhan jumlah UMKM, rumus Kabupaten Blitar",
              "(n - n0) / n x 100", GrowthFormula::blitar),
    count_of("jumlah-usaha-mikro", "Jumlah usaha mikro", by_class_definition, class_column(micro),
             "Kelas usaha"),
    count_of("jumlah-usaha-kecil", "Jumlah usaha kecil", by_class_definition, class_column(small),
             "Kelas usaha"),
    count_of("jumlah-usaha-menengah", "Jumlah usaha menengah", by_class_definition, class_column(medium),
             "Kelas usaha"),
    count_of("jumlah-usaha-makanan", "Jumlah usaha bidang makanan", by_trade_definition,
             registry::tally_trade, "Bidang usaha"),
    count_of("jumlah-usaha-minuman", "Jumlah usaha bidang minuman", by_trade_definition,
             registry::tally_trade + 1, "Bidang usaha"),
    count_of("jumlah-usaha-kerajinan", "Jumlah usaha bidang kerajinan", by_trade_definition,
             registry::tally_trade + 4, "Bidang usaha"),
    count_of("jumlah-usaha-binaan", "Jumlah usaha binaan",
             "Usaha yang dihitung dan dibina oleh suatu perangkat daerah pada akhir periode.",
             registry::tally_coached, "Pembina"),
    count_of("jumlah-usaha-unggulan", "Jumlah usaha unggulan",
             "Usaha yang dihitung dan ditandai unggulan dengan alasan yang dicatat.",
             registry::tally_flagship, "Tanda unggulan"),
    share_of("persentase-ber-nib", "Persentase usaha yang memiliki NIB",
             "Bagian usaha yang nomor induk berusahanya (NIB) diketahui.",
             registry::tally_has + static_cast<std::size_t>(registry::Has::nib)),
    share_of("persentase-diverifikasi", "Persentase usaha yang diverifikasi",
             "Bagian usaha yang keberadaannya diperiksa dan benar.", registry::tally_status + 2),
};

std::string percent_text(std::int64_t basis_points) {
    auto const size = basis_points < 0 ? -basis_points : basis_points;
    return fmt::format("{}{}.{:02}", basis_points < 0 ? "-" : "", size / 100, size % 100);
}

std::string value_of(Indicator const& indicator, Tally const& now, Tally const& before) {
    auto const total = now[registry::tally_counted];
    switch (indicator.kind) {
        case Indicator::Kind::count:
            break;
        case Indicator::Kind::share:
            return total > 0 ? percent_text((now[indicator.column] * 20'000 + total) / (2 * total))
                             : std::string{};
        case Indicator::Kind::growth: {
            auto const grown = growth_bp(indicator.growth, total, before[registry::tally_counted]);
            return grown ? percent_text(*grown) : std::string{};
        }
    }
    return std::to_string(now[indicator.column]);
}

/// Quoted where a comma, quote or line break is in it; never a formula, for values are names, words and
/// digits.
std::string cell(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == text.npos) return std::string(text);
    std::string quoted = "\"";
    for (char const c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

std::string_view level_name(std::size_t digits) {
    return digits == 4 ? "Kabupaten/Kota" : digits == 6 ? "Kecamatan" : "Desa/Kelurahan";
}

}  // namespace

std::span<Indicator const> indicators() {
    return all_indicators;
}

Result<Indicator const*> find_indicator(std::string_view key) {
    auto const found = std::ranges::find(all_indicators, key, &Indicator::key);
    if (found == all_indicators.end()) return base::fail(error::no_indicator, std::string(key));
    return &*found;
}

Result<std::vector<OpenDataRow>> open_data(storage::Tx& tx, access::Actor const& actor,
                                           OpenDataQuery const& query) {
    TRY(actor.require_within(access::Permission::registry_read, query.regency));
    auto const& indicator = *TRY(find_indicator(query.indicator));
    std::vector<std::string> areas{query.regency.text()};
    if (query.level != 4)
        areas = TRY(registry::areas_inside(tx, query.regency, query.regency.text(), query.level));
    auto const today = base::day_in(query.regency.text(), tx.now());
    std::vector<OpenDataRow> rows;
    for (auto const& area : areas)
        for (int year = query.from_year; year <= query.to_year; ++year) {
            auto const end = TRY(Day::from_parts(year, 12, 31));
            if (year > today.year()) break;
            auto const day = std::min(end, today);
            auto const now = TRY(registry::tally_of(tx, query.regency, area, day));
            auto const before = TRY(registry::tally_of(tx, query.regency, area, end.years_before(1)));
            rows.push_back({area, year, "Tahunan", day, value_of(indicator, now, before), today > end});
        }
    return rows;
}

std::string open_data_csv(Indicator const& indicator, std::span<OpenDataRow const> rows,
                          std::function<std::string(std::string_view code)> const& area_name) {
    std::string text = "kode_wilayah,level,nama,judul,satuan,tahun,periode,data,status\r\n";
    for (auto const& row : rows)
        text += fmt::format("{},{},{},{},{},{},{},{},{}\r\n", row.area, level_name(row.area.size()),
                            cell(area_name(row.area)), cell(indicator.title), cell(indicator.unit), row.year,
                            row.period, row.value, row.final ? "Tetap" : "Sementara per " + row.day.text());
    return text;
}

std::string open_data_metadata(Indicator const& indicator, std::string_view producer, base::Instant made_at) {
    base::JsonWriter json(2'048);
    json.object().field("judul", indicator.title).field("konsep", indicator.concept_text);
    json.field("definisi_operasional", indicator.definition);
    json.field("klasifikasi",
               "Wilayah administrasi menurut kode Kemendagri; kelas, bidang dan status menurut registri");
    json.field("ukuran", indicator.measure).field("satuan", indicator.unit).field("rumus", indicator.formula);
    json.field("interpretasi", indicator.interpretation).field("variabel", indicator.variables);
    json.field("produsen_data", producer)
        .field("metode", "Registrasi administratif, dimutakhirkan terus-menerus");
    json.field("sumber", "Registri usaha mikro, kecil dan menengah");
    json.field("frekuensi", "Tahunan").field("dibuat", base::iso_text(made_at));
    json.key("kolom").array();
    for (auto const* const column :
         {"kode_wilayah", "level", "nama", "judul", "satuan", "tahun", "periode", "data", "status"})
        json.value(column);
    json.end().end();
    return json.take();
}

}  // namespace bina::insight
