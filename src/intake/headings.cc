#include "intake/headings.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/fold.h"

namespace bina::intake {
namespace {

constexpr std::size_t words_max = 12;  // of a heading: more is a sentence
constexpr int slip_cost = 6;
constexpr int joined_cost = 2;
constexpr int foreign_cost = 12;
constexpr int number_word_cost = 40;  // "jumlah" before what is neither counted nor paid
constexpr int least = 30;

/// Abbreviations and spellings, and the word that stands for them in the table.
std::string_view written_out(std::string_view word) {
    static std::unordered_map<std::string_view, std::string_view> const map{
        {"nomor", "no"},
        {"nomer", "no"},
        {"nmr", "no"},
        {"number", "no"},
        {"nmor", "no"},
        {"jml", "jumlah"},
        {"jmlh", "jumlah"},
        {"jlh", "jumlah"},
        {"banyaknya", "jumlah"},
        {"banyak", "jumlah"},
        {"tgl", "tanggal"},
        {"tanggl", "tanggal"},
        {"thn", "tahun"},
        {"th", "tahun"},
        {"pertahun", "tahun"},
        {"tahunan", "tahun"},
        {"bln", "bulan"},
        {"perbulan", "bulan"},
        {"bulanan", "bulan"},
        {"hr", "hari"},
        {"telp", "telepon"},
        {"tlp", "telepon"},
        {"telpon", "telepon"},
        {"telpn", "telepon"},
        {"tlpn", "telepon"},
        {"tilpun", "telepon"},
        {"telephone", "telepon"},
        {"tel", "telepon"},
        {"handphone", "hp"},
        {"ponsel", "hp"},
        {"hape", "hp"},
        {"handpone", "hp"},
        {"selular", "seluler"},
        {"whatsapp", "wa"},
        {"whatsap", "wa"},
        {"watsap", "wa"},
        {"whatapp", "wa"},
        {"omset", "omzet"},
        {"omzed", "omzet"},
        {"omsed", "omzet"},
        {"kec", "kecamatan"},
        {"kecmtn", "kecamatan"},
        {"kel", "kelurahan"},
        {"ds", "desa"},
        {"kab", "kabupaten"},
        {"prov", "provinsi"},
        {"propinsi", "provinsi"},
        {"ijin", "izin"},
        {"ush", "usaha"},
        {"ushaa", "usaha"},
        {"nm", "nama"},
        {"almt", "alamat"},
        {"alm", "alamat"},
        {"jns", "jenis"},
        {"asset", "aset"},
        {"assets", "aset"},
        {"sertif", "sertifikat"},
        {"sert", "sertifikat"},
        {"coordinate", "koordinat"},
        {"coordinates", "koordinat"},
        {"coordinat", "koordinat"},
        {"kordinat", "koordinat"},
        {"location", "lokasi"},
        {"dsn", "dusun"},
        {"dkh", "dukuh"},
        {"lingk", "lingkungan"},
        {"org", "orang"},
        {"kry", "karyawan"},
        {"pek", "pekerja"},
        {"ket", "keterangan"},
        {"ktr", "keterangan"},
        {"desc", "deskripsi"},
        {"description", "deskripsi"},
        {"diskripsi", "deskripsi"},
        {"kecamtan", "kecamatan"},
        {"pemilk", "pemilik"},
        {"gol", "golongan"},
        {"lokasinya", "lokasi"},
        {"merknya", "merk"},
        {"komoditi", "komoditas"},
        {"kegiatannya", "kegiatan"},
    };
    auto const found = map.find(word);
    return found == map.end() ? word : found->second;
}

/// What a word of the heading costs when the known heading does not have it.
int extra_cost(std::string_view word, std::optional<Target> const& target) {
    static constexpr std::array<std::string_view, 38> noise{
        "yang",  "yg",     "dan", "atau",     "di",       "dari",  "per",   "dalam", "rp",     "rupiah",
        "juta",  "ribu",   "jt",  "rb",       "orang",    "unit",  "utk",   "untuk", "bila",   "jika",
        "kalau", "saat",   "ini", "sekarang", "terakhir", "isi",   "diisi", "wajib", "contoh", "ex",
        "misal", "sesuai", "s",   "d",        "anda",     "digit", "aktif", "bisa"};
    static constexpr std::array<std::string_view, 20> qualifiers{
        "usaha",  "umkm",   "ukm",      "ikm",  "pemilik", "pelaku",  "pengusaha", "bulan", "tahun", "hari",
        "minggu", "harian", "mingguan", "rata", "data",    "lengkap", "nama",      "no",    "nik",   "ktp"};
    if (std::ranges::find(noise, word) != noise.end()) return 1;
    if (word == "jumlah" || word == "total" || word == "nilai") {
        auto const field = target ? target->field() : std::nullopt;
        if (!field) return foreign_cost;
        auto const kind = registry::info(*field).kind;
        return kind == registry::FieldKind::money || kind == registry::FieldKind::count ? 3
                                                                                        : number_word_cost;
    }
    if (std::ranges::find(qualifiers, word) != qualifiers.end())
        return word == "nama" || word == "nik" || word == "ktp" ? 8 : 3;
    return word.find_first_not_of("0123456789") == word.npos ? 3 : foreign_cost;
}

std::string joined(auto const& words) {
    std::string all;
    for (auto const& word : words) all += word;
    return all;
}

/// How surely `heading` is the known one; 0 if a word of the known one is missing.
int likeness(std::vector<std::string> const& heading, KnownHeading const& known) {
    if (joined(heading) == joined(known.words))
        return known.confidence - (heading.size() == known.words.size() ? 0 : joined_cost);
    if (known.words.size() > heading.size()) return 0;
    std::array<bool, words_max> used{};
    int cost = 0;
    for (auto const wanted : known.words) {
        std::size_t at = heading.size();
        bool exact = false;
        for (std::size_t i = 0; i < heading.size() && !exact; ++i) {
            if (used[i]) continue;
            exact = heading[i] == wanted;
            if (exact || (at == heading.size() && nearly_same(heading[i], wanted))) at = i;
        }
        if (at == heading.size()) return 0;
        used[at] = true;
        cost += exact ? 0 : slip_cost;
    }
    for (std::size_t i = 0; i < heading.size(); ++i)
        if (!used[i]) cost += extra_cost(heading[i], known.target);
    return std::max(known.confidence - cost, 0);
}

std::string without_brackets(std::string_view heading) {
    std::string out;
    int depth = 0;
    for (char const c : heading) {
        if (c == '(' || c == '[') ++depth;
        if (depth == 0) out += c;
        if (c == ')' || c == ']') depth = std::max(depth - 1, 0);
    }
    return out;
}

void match(std::vector<std::string> const& words, std::vector<HeadingMatch>& found) {
    if (words.empty() || words.size() > words_max) return;
    for (auto const& known : known_headings()) {
        auto const confidence = likeness(words, known);
        if (confidence < least) continue;
        auto const words_known = known.words.size();
        auto const same = std::ranges::find(found, known.target, &HeadingMatch::target);
        if (same == found.end())
            found.push_back({known.target, confidence, words_known});
        else if (std::pair(words_known, confidence) > std::pair(same->words, same->confidence))
            *same = {known.target, confidence, words_known};  // "alamat rumah" says more than "alamat"
    }
}

}  // namespace

std::vector<std::string> heading_words(std::string_view heading) {
    std::vector<std::string> words;
    auto const folded = base::fold(heading);
    for (auto const word : base::words(folded)) words.emplace_back(written_out(word));
    return words;
}

bool nearly_same(std::string_view a, std::string_view b) {
    if (a.size() > b.size()) std::swap(a, b);
    auto const allowed = a.size() >= 9 ? 2U : a.size() >= 4 && b.size() >= 5 ? 1U : 0U;
    if (a == b) return true;
    if (b.size() - a.size() > allowed || b.size() > 32 || allowed == 0) return false;
    // Optimal string alignment: a swap of neighbours is one slip
    std::array<std::array<unsigned, 33>, 3> rows{};
    for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<unsigned>(j);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& row = rows[i % 3];
        auto const& above = rows[(i - 1) % 3];
        auto const& two_above = rows[(i + 1) % 3];
        row[0] = static_cast<unsigned>(i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] =
                std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], two_above[j - 2] + 1);
        }
    }
    return rows[a.size() % 3][b.size()] <= allowed;
}

std::vector<HeadingMatch> match_heading(std::string_view heading) {
    std::vector<HeadingMatch> found;
    if (heading == "#") return {{Target(Special::sequence), 100, 1}};
    match(heading_words(heading), found);
    if (auto const bare = without_brackets(heading); bare.size() != heading.size())
        match(heading_words(bare), found);
    std::ranges::stable_sort(found, std::greater{}, &HeadingMatch::confidence);
    return found;
}

}  // namespace bina::intake
