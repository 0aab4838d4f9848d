#include "intake/kind.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/fold.h"
#include "intake/headings.h"
#include "intake/vocabulary.h"

namespace bina::intake {
namespace {

using registry::Field;

constexpr int enough = 45;
constexpr std::size_t quoted_headings = 4;

/// What a column is to a table of totals or prices.
enum class Role : std::uint8_t { none, sequence, name, identifier, dimension, measure, ware, text };

struct ColumnRole {
    Role role = Role::none;
    std::string_view dimension;  ///< Key of what its values are.
    std::string_view period;  ///< "year", "month" or "day" if the heading is one.
    int strength = 0;  ///< Of a name, 0 to 100.
};

struct HeadingUses {
    std::vector<std::string> words;

    explicit HeadingUses(std::string_view heading) : words(heading_words(heading)) {}
    bool any(WordUse use) const {
        return std::ranges::any_of(words, [&](auto const& word) { return has(uses_of(word), use); });
    }
    bool has_word(std::string_view word) const { return std::ranges::find(words, word) != words.end(); }
    bool has_any(std::initializer_list<std::string_view> some) const {
        return std::ranges::any_of(some, [&](auto const word) { return has_word(word); });
    }
};

/// "year" for "2019" or "Tahun 2019", "month" for "Januari 2018", "day" for a date, else "".
std::string_view period_of(std::string_view heading) {
    auto const traits = recognise({heading, {}, CellKind::text, false});
    if (has(traits, Trait::year)) return "year";
    if (has(traits, Trait::month)) return "month";
    if (has(traits, Trait::day)) return "day";
    HeadingUses const uses(heading);
    if (uses.any(WordUse::month) && uses.words.size() <= 3) return "month";
    if (uses.has_any({"minggu", "mg"}) && uses.words.size() <= 3) return "day";
    bool const year = uses.words.size() <= 3 && uses.has_word("tahun") &&
                      std::ranges::any_of(uses.words, [](auto const& word) {
                          return word.size() == 4 && (word.starts_with("19") || word.starts_with("20"));
                      });
    return year ? "year" : "";
}

/// Key of what an area column's rows are, by its heading or by its cells.
std::string_view area_of(HeadingUses const& uses, ColumnProfile const& profile) {
    if (uses.has_any({"desa", "kelurahan", "nagari", "gampong"})) return "village";
    if (uses.has_any({"kecamatan", "distrik"})) return "district";
    if (uses.has_any({"kabupaten", "kota"})) return "regency";
    if (uses.has_word("provinsi")) return "province";
    if (profile.share(Trait::province) >= 500) return "province";
    if (profile.share(Trait::regency) >= 500) return "regency";
    if (profile.share(Trait::district) >= 500) return "district";
    if (profile.share(Trait::village) >= 500) return "village";
    if (uses.has_any({"wilayah", "daerah", "lokasi", "area"})) return "area";
    return "";
}

bool is_ware_heading(HeadingUses const& uses) {
    return uses.has_any(
        {"komoditas", "bahan", "barang", "pangan", "commodity", "sembako", "bapok", "bapokting", "varian"});
}

/// What a column of texts classes its rows by, or "".
std::string_view dimension_of(HeadingUses const& uses, ColumnProfile const& profile) {
    if (auto const area = area_of(uses, profile); !area.empty()) return area;
    if (profile.share(Trait::size_class) >= 600) return "size_class";
    if (profile.share(Trait::indicator) + profile.share(Trait::total) >= 300) return "indicator";
    if (uses.has_any({"skala", "kelas", "klasifikasi", "kriteria"})) return "size_class";
    if (uses.has_any({"indikator", "uraian", "variabel", "data", "rincian", "item"})) return "indicator";
    if (uses.has_any({"pasar", "toko"}) && !uses.has_word("nama")) return "market";
    if (uses.has_word("tahun") && profile.share(Trait::year) >= 600) return "year";
    if (uses.has_word("bulan") || profile.share(Trait::month) >= 600) return "month";
    if (uses.has_word("tanggal") || profile.share(Trait::day) >= 700) return "day";
    if (uses.has_any({"satuan", "unit"}) || profile.share(Trait::unit) >= 600) return "unit";
    if (uses.has_any(
            {"sektor", "bidang", "jenis", "kategori", "lapangan", "kelompok", "subsektor", "golongan"}))
        return "trade";
    return profile.share(Trait::trade) >= 600 ? "trade" : "";
}

/// The proposed field; note, which decides nothing, where none is proposed.
Field field_of(ColumnProposal const& proposal) {
    return proposal.target ? proposal.target->field().value_or(Field::note) : Field::note;
}

bool is_identifier(Field field) {
    switch (field) {
        case Field::nik:
        case Field::family_card:
        case Field::npwp:
        case Field::nib:
        case Field::phone:
        case Field::email:
        case Field::sex:
        case Field::birth_day:
        case Field::birth_place:
        case Field::address:
        case Field::rt:
        case Field::rw:
        case Field::hamlet:
        case Field::latitude:
        case Field::longitude:
            return true;
        default:
            return false;
    }
}

/// How sure it is that a column names one business or person a row.
int name_strength(ColumnProposal const& proposal, ColumnProfile const& profile, std::string_view dimension) {
    if (profile.filled() == 0 || profile.share(Trait::text) < 600) return 0;
    int strength = proposal.why == Why::content ? 0 : proposal.confidence >= 84 ? 60 : 35;
    auto const named =
        std::min<std::size_t>(profile.share(Trait::business) + profile.share(Trait::person), 1000);
    strength += static_cast<int>(named / 25);
    if (profile.filled() >= 5)
        strength += profile.distinct_share() >= 500 ? 10 : profile.distinct_share() < 200 ? -30 : 0;
    bool const other = dimension == "size_class" || dimension == "indicator" || dimension == "province" ||
                       dimension == "regency" || dimension == "month" || dimension == "year";
    return other ? strength - 60 : strength;
}

/// A column of wares: by its heading, or because most of its cells are staples and no heading says otherwise.
bool is_ware(HeadingUses const& uses, ColumnProfile const& profile, ColumnProposal const& proposal) {
    if (profile.share(Trait::text) < 600) return false;
    bool const named =
        proposal.target && proposal.why != Why::content && proposal.confidence >= 84 &&
        (proposal.target == Target(Field::business_name) || proposal.target == Target(Field::owner_name));
    if (named) return false;
    bool const product = proposal.target == Target(Field::product) && proposal.why != Why::content;
    return product || is_ware_heading(uses) || profile.share(Trait::goods) >= 600;
}

ColumnRole role_of(std::string_view heading, ColumnProfile const& profile, ColumnProposal const& proposal) {
    HeadingUses const uses(heading);
    ColumnRole role;
    role.period = period_of(heading);
    role.dimension = dimension_of(uses, profile);
    auto const field = field_of(proposal);
    if (proposal.target == Target(Special::sequence)) {
        role.role = Role::sequence;
    } else if (profile.filled() == 0) {
        role.role = Role::none;
    } else if (is_ware(uses, profile, proposal)) {
        role.role = Role::ware;
        role.dimension = "commodity";
    } else if (proposal.target == Target(Special::names)) {
        role.role = Role::name;
        role.strength = 70;
    } else if (field == Field::business_name || field == Field::owner_name) {
        role.role = Role::name;
        role.strength = name_strength(proposal, profile, role.dimension);
        if (role.strength <= 0)
            role.role = profile.share(Trait::number) >= 700 ? Role::measure : Role::dimension;
    } else if (is_identifier(field) && proposal.confidence >= 60 &&
               (role.dimension.empty() || (field == Field::address && proposal.confidence >= 84))) {
        role.role = Role::identifier;
    } else if (role.period.empty() && role.dimension == "year") {
        role.role = Role::dimension;
    } else if (profile.share(Trait::number) >= 700) {
        role.role = uses.has_any({"kode", "id"}) ? Role::sequence : Role::measure;
    } else {
        role.role = role.dimension.empty() ? Role::text : Role::dimension;
    }
    return role;
}

/// Everything the scores are made of.
struct Evidence {
    std::vector<ColumnRole> roles;
    int name = 0;
    int identifiers = 0;
    std::size_t measures = 0;
    std::size_t periods = 0;
    std::size_t dimensions = 0;
    std::size_t texts = 0;
    std::size_t names = 0;
    std::size_t ware_headings = 0;  ///< Measures that are called after a ware.
    bool ware = false;
    bool goods = false;  ///< The wares are known ones.
    bool counts = false;  ///< A measure counts businesses: its rows are more than one.
    bool statistic = false;  ///< Headings or titles speak of totals.
    bool indicators = false;  ///< A measure is called what statistics count.
    bool price = false;
    bool production = false;
    bool price_range = false;
};

void add_measure(std::string_view heading, ColumnProfile const& profile, ColumnRole const& role,
                 Evidence& tally) {
    HeadingUses const uses(heading);
    ++tally.measures;
    tally.periods += !role.period.empty();
    bool const total = uses.any(WordUse::total);
    tally.counts |= total && uses.has_any({"umkm", "ukm", "ikm", "usaha", "pelaku", "pedagang", "industri",
                                           "wirausaha", "perusahaan"});
    tally.counts |= uses.any(WordUse::size_class) && uses.words.size() <= 3;
    tally.counts |= uses.words.size() == 1 && uses.has_any({"umkm", "ukm", "ikm"});
    tally.statistic |= total || uses.any(WordUse::size_class);
    tally.indicators |= uses.any(WordUse::indicator);
    tally.price_range |= profile.share(Trait::thousands) >= 600;
    tally.ware_headings += has(recognise({heading, {}, CellKind::text, false}), Trait::goods);
}

Evidence evidence_of(SheetEvidence const& evidence) {
    Evidence tally;
    for (std::size_t column = 0; column < evidence.profiles.size(); ++column) {
        auto const& heading =
            column < evidence.layout.headings.size() ? evidence.layout.headings[column] : std::string{};
        auto const& profile = evidence.profiles[column];
        auto const role = role_of(heading, profile, evidence.proposals[column]);
        HeadingUses const uses(heading);
        tally.price |= uses.any(WordUse::price);
        tally.production |= uses.has_any({"produksi", "panen", "luas", "tonase", "produktivitas"});
        if (role.role == Role::name) tally.name = std::max(tally.name, role.strength);
        tally.names += role.role == Role::name;
        if (role.role == Role::identifier)
            tally.identifiers += evidence.proposals[column].target == Target(Field::address) ? 15 : 25;
        if (role.role == Role::measure) add_measure(heading, profile, role, tally);
        tally.dimensions += role.role == Role::dimension;
        tally.texts += role.role == Role::text;
        tally.ware |= role.role == Role::ware;
        tally.goods |= role.role == Role::ware && profile.share(Trait::goods) >= 500;
        tally.roles.push_back(role);
    }
    // "Jumlah Usaha" beside an owner and his business counts that owner's
    if (tally.names >= 2) tally.counts = false;
    if (tally.ware_headings >= 2) tally.ware = tally.goods = true;
    auto titles = evidence.layout.titles;
    titles.emplace_back(evidence.sheet_name);
    for (auto const& title : titles) {
        HeadingUses const uses(title);
        tally.price |= uses.any(WordUse::price);
        tally.production |= uses.has_any({"produksi", "panen"});
        tally.statistic |= uses.any(WordUse::total) || uses.has_any({"menurut", "berdasarkan", "statistik"});
    }
    return tally;
}

int businesses_score(Evidence const& tally) {
    int score = tally.name + std::min(tally.identifiers, 75);
    if (tally.name == 0) score -= 20;  // a list has names
    if (tally.counts) score -= 45;
    return score;
}

int aggregate_score(Evidence const& tally) {
    if (tally.measures == 0) return 0;
    int score = 30 + (tally.counts ? 45 : 0) + (tally.statistic ? 15 : 0);
    if (tally.dimensions > 0) score += 20;
    if (tally.periods >= 2) score += 25;
    if (tally.texts == 0 && tally.name == 0 && tally.identifiers == 0) score += 10;
    if (tally.production) score += 15;
    if (tally.indicators && tally.name == 0 && tally.identifiers == 0) score += 15;
    if (tally.goods && !tally.production) score -= 25;  // one ware a row: prices, unless it is said otherwise
    return score - std::min(tally.identifiers, 50);
}

int prices_score(Evidence const& tally) {
    if (!tally.ware || tally.measures == 0) return 0;
    int score = 30 + (tally.goods ? 25 : 0) + (tally.price ? 40 : 0) + (tally.price_range ? 15 : 0);
    bool const dated = std::ranges::any_of(tally.roles, [](ColumnRole const& role) {
        return role.role == Role::dimension && (role.dimension == "day" || role.dimension == "month");
    });
    if (tally.periods >= 2 || dated) score += 15;
    if (tally.production && !tally.price) score -= 40;
    return score - tally.name - std::min(tally.identifiers, 50) - (tally.counts ? 40 : 0);
}

std::string joined(std::vector<std::string_view> const& keys) {
    std::string all;
    for (auto const key : keys) (all += all.empty() ? "" : ", ") += key;
    return all;
}

std::vector<std::pair<std::string, std::string>> params_of(SheetEvidence const& evidence,
                                                           Evidence const& tally) {
    std::vector<std::string_view> rows;
    std::vector<std::string_view> measures;
    std::vector<std::string_view> periods;
    std::string_view period;
    for (std::size_t column = 0; column < tally.roles.size(); ++column) {
        auto const& role = tally.roles[column];
        bool const classes = role.role == Role::dimension || role.role == Role::ware;
        if (classes && role.dimension != "unit" && std::ranges::find(rows, role.dimension) == rows.end() &&
            !role.dimension.empty())
            rows.push_back(role.dimension);
        if (role.role != Role::measure || column >= evidence.layout.headings.size()) continue;
        if (role.period.empty()) {
            measures.push_back(evidence.layout.headings[column]);
        } else {
            periods.push_back(evidence.layout.headings[column]);
            period = role.period;
        }
    }
    if (!periods.empty())
        measures = periods.size() == 1 ? periods : std::vector{periods.front(), periods.back()};
    if (measures.size() > quoted_headings) measures.resize(quoted_headings);
    std::string first_heading;
    for (std::size_t column = 0; column < evidence.layout.headings.size() && first_heading.empty(); ++column)
        if (evidence.profiles[column].share(Trait::text) >= 500)
            first_heading = evidence.layout.headings[column];
    return {{"rows", joined(rows)},
            {"rows_heading", first_heading},
            {"measures", joined(measures)},
            {"period", std::string(period)}};
}

/// What a pivot table calls its headings, in Indonesian and English, over at least one column of numbers.
bool is_pivot(SheetEvidence const& evidence) {
    static constexpr std::array<std::string_view, 12> marks{
        "row labels",     "label baris",  "count of ",       "sum of ",       "average of ", "jumlah dari ",
        "hitungan dari ", "hitung dari ", "rata rata dari ", "column labels", "label kolom", "grand total"};
    auto const marked = [](std::string const& text) {
        auto const fold = base::fold(text);
        return std::ranges::any_of(marks, [&](auto const mark) { return fold.starts_with(mark); });
    };
    bool const counts = std::ranges::any_of(
        evidence.profiles, [](ColumnProfile const& column) { return column.share(Trait::number) >= 700; });
    return counts && (std::ranges::any_of(evidence.layout.headings, marked) ||
                      std::ranges::any_of(evidence.layout.titles, marked));
}

/// True if the headings are those of a list of businesses.
bool is_form(SheetEvidence const& evidence) {
    auto const known = std::ranges::count_if(evidence.proposals, [](ColumnProposal const& proposal) {
        return proposal.target && proposal.target->field() && proposal.confidence >= confidence_sure;
    });
    return known >= 2;
}

/// Words of headings that lists of something else have, and of what.
struct ForeignWord {
    std::string_view word;
    std::string_view rows;
    int weight;  ///< Two are enough.
};
constexpr ForeignWord foreign_words[] = {
    {"nip", "employee", 2},      {"pangkat", "employee", 1},   {"jabatan", "employee", 1},
    {"golongan", "employee", 1}, {"pegawai", "employee", 1},   {"asn", "employee", 2},
    {"npsn", "school", 2},       {"sekolah", "school", 1},     {"jenjang", "school", 1},
    {"guru", "school", 1},       {"nisn", "pupil", 2},         {"siswa", "pupil", 1},
    {"murid", "pupil", 1},       {"nis", "pupil", 1},          {"desil", "household", 2},
    {"dtks", "household", 2},    {"keluarga", "household", 1}, {"kesejahteraan", "household", 1},
    {"tps", "household", 2},     {"pemilih", "household", 2},  {"shdk", "household", 2},
    {"blt", "household", 2},     {"pkh", "household", 2},      {"bpnt", "household", 2},
    {"bansos", "household", 2},  {"jam", "event", 1},          {"pukul", "event", 1},
    {"hari", "event", 1},        {"tanggal", "event", 1},      {"waktu", "event", 1},
    {"kegiatan", "event", 1},    {"acara", "event", 2},        {"agenda", "event", 2},
};

/// True if a heading says that a row has something that only a business has.
bool speaks_of_business(ColumnProposal const& proposal, bool event) {
    if (proposal.why == Why::content || proposal.why == Why::nothing || proposal.confidence < confidence_sure)
        return false;
    if (proposal.target == Target(Special::names) || proposal.target == Target(Special::licences))
        return true;
    switch (field_of(proposal)) {
        case Field::business_name:
        case Field::trade:
        case Field::product:
        case Field::kbli:
        case Field::nib:
        case Field::started:
        case Field::sales:
        case Field::capital:
        case Field::assets:
        case Field::workers:
        case Field::workers_male:
        case Field::workers_female:
            return true;
        case Field::activity:
            return !event;
        case Field::nik:
        case Field::phone:
        case Field::address:
            return event;
        default:
            return proposal.target && proposal.target->key().starts_with("licence.");
    }
}

/// What the rows of a list are that has its own kind of headings and none of a business, or "".
std::string_view other_rows(SheetEvidence const& evidence) {
    auto const words_of = [](std::vector<std::string> const& texts) {
        std::set<std::string, std::less<>> words;
        for (auto const& text : texts)
            for (auto& word : heading_words(text)) words.insert(std::move(word));
        return words;
    };
    auto const headings = words_of(evidence.layout.headings);
    auto titles = words_of(evidence.layout.titles);
    // Titles name senders, days and places of lists of businesses, too
    bool const of_business =
        std::ranges::any_of(std::initializer_list<std::string_view>{"umkm", "ukm", "ikm", "usaha", "pedagang",
                                                                    "koperasi", "bpum"},
                            [&](auto const word) { return titles.contains(word); });
    if (of_business) titles.clear();
    for (std::string_view const rows : {"employee", "school", "pupil", "household", "event"}) {
        int weight = 0;
        for (auto const& foreign : foreign_words)
            if (foreign.rows == rows &&
                (headings.contains(foreign.word) || (rows != "event" && titles.contains(foreign.word))))
                weight += foreign.weight;
        bool const business = std::ranges::any_of(evidence.proposals, [&](ColumnProposal const& proposal) {
            return speaks_of_business(proposal, rows == "event");
        });
        if (weight >= 2 && !business) return rows;
    }
    return {};
}

}  // namespace

std::string_view name_of(FileKind kind) {
    static constexpr std::array<std::string_view, 6> names{"businesses", "aggregate", "prices",
                                                           "template",   "empty",     "unknown"};
    return names[static_cast<std::size_t>(kind)];
}

Judgement judge(SheetEvidence const& evidence) {
    if (evidence.headings_below * 10 >= evidence.data_rows * 6 && evidence.headings_below >= 3)
        return {FileKind::unknown, 80, reason::is_vertical, {}};
    if (evidence.data_rows == 0) {
        if (is_form(evidence)) return {FileKind::template_form, 90, reason::is_template, {}};
        bool const nothing = evidence.layout.headings.empty() && evidence.layout.titles.empty();
        if (nothing) return {FileKind::empty, 100, reason::is_empty, {}};
        return {FileKind::unknown, 50, reason::is_unknown, {}};
    }
    auto const tally = evidence_of(evidence);
    if (is_pivot(evidence)) return {FileKind::aggregate, 90, reason::is_pivot, params_of(evidence, tally)};
    std::array const scores{
        std::pair{businesses_score(tally), FileKind::businesses},
        std::pair{aggregate_score(tally), FileKind::aggregate},
        std::pair{prices_score(tally), FileKind::prices},
    };
    auto sorted = scores;
    std::ranges::sort(sorted, std::greater{}, [](auto const& score) { return score.first; });
    auto const [best, kind] = sorted[0];
    if (best < enough) return {FileKind::unknown, 50, reason::is_unknown, {}};
    int const confidence = std::clamp(55 + (best - std::max(sorted[1].first, 0)) / 2, 30, 99);
    if (auto const rows = other_rows(evidence); kind == FileKind::businesses && !rows.empty())
        return {FileKind::unknown, 80, reason::is_other_list, {{"rows", std::string(rows)}}};
    if (kind == FileKind::businesses) return {kind, confidence, reason::is_businesses, {}};
    auto const why = kind == FileKind::aggregate ? reason::is_aggregate : reason::is_prices;
    return {kind, confidence, why, params_of(evidence, tally)};
}

}  // namespace bina::intake
