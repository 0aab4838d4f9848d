#include "intake/headings.h"

#include <algorithm>
#include <array>
#include <bit>
#include <tuple>
#include <unordered_map>

#include "base/fold.h"

namespace bina::intake {
namespace {

constexpr std::size_t words_max = 12;  // of a heading: more is a sentence
constexpr int slip_cost = 6;
constexpr int joined_cost = 2;
constexpr int foreign_cost = 12;
constexpr int number_word_cost = 40;  // "jumlah" before what is neither counted nor paid
constexpr int person_cost = 25;
constexpr int confidence_vague = 80;
constexpr int least = 30;

/// A word of the table, and the abbreviations and spellings it stands for.
struct Spellings {
    std::string_view word;
    std::string_view written;
};
// clang-format off
constexpr Spellings spellings[] = {
    {"no", "nomor nomer nmr number nmor"},
    {"jumlah", "jml jmlh jlh banyaknya banyak"},
    {"tanggal", "tgl tanggl"},
    {"tahun", "thn th pertahun tahunan"},
    {"bulan", "bln perbulan bulanan"},
    {"hari", "hr"},
    {"telepon", "telp tlp telpon telpn tlpn tilpun telephone tel"},
    {"hp", "handphone ponsel hape handpone"},
    {"seluler", "selular"},
    {"wa", "whatsapp whatsap watsap whatapp"},
    {"omzet", "omset omzed omsed"},
    {"kecamatan", "kec kecmtn kecamtan"},
    {"kelurahan", "kel"},
    {"desa", "ds"},
    {"kabupaten", "kab"},
    {"provinsi", "prov propinsi"},
    {"izin", "ijin"},
    {"usaha", "ush ushaa"},
    {"nama", "nm"},
    {"alamat", "almt alm"},
    {"jenis", "jns"},
    {"aset", "asset assets"},
    {"sertifikat", "sertif sert"},
    {"koordinat", "coordinate coordinates coordinat kordinat"},
    {"lokasi", "location lokasinya"},
    {"dusun", "dsn"},
    {"dukuh", "dkh"},
    {"lingkungan", "lingk"},
    {"orang", "org"},
    {"karyawan", "kry"},
    {"pekerja", "pek"},
    {"keterangan", "ket ktr"},
    {"deskripsi", "desc description diskripsi"},
    {"pemilik", "pemilk"},
    {"golongan", "gol"},
    {"merk", "merknya"},
    {"komoditas", "komoditi"},
    {"kegiatan", "kegiatannya"},
};
// clang-format on

std::string_view written_out(std::string_view word) {
    static auto const map = [] {
        std::unordered_map<std::string_view, std::string_view> made;
        for (auto const& entry : spellings)
            for (auto const spelling : base::words(entry.written)) made.emplace(spelling, entry.word);
        return made;
    }();
    auto const found = map.find(word);
    return found == map.end() ? word : found->second;
}

/// What a word of the heading costs when the known heading does not have it.
int extra_cost(std::string_view word, KnownHeading const& known) {
    static constexpr std::array<std::string_view, 45> noise{
        "yang",   "yg",     "dan",    "atau",  "di",     "dari",     "per",         "dalam",     "rp",
        "rupiah", "juta",   "ribu",   "jt",    "rb",     "orang",    "unit",        "utk",       "untuk",
        "bila",   "jika",   "kalau",  "saat",  "ini",    "sekarang", "terakhir",    "isi",       "diisi",
        "wajib",  "contoh", "ex",     "misal", "sesuai", "s",        "d",           "anda",      "digit",
        "aktif",  "bisa",   "apakah", "sudah", "punya",  "memiliki", "kepemilikan", "mempunyai", "ada"};
    static constexpr std::array<std::string_view, 3> people{"pemilik", "pelaku", "pengusaha"};
    static constexpr std::array<std::string_view, 20> qualifiers{
        "usaha",  "umkm",   "ukm",      "ikm",  "pemilik", "pelaku",  "pengusaha", "bulan", "tahun", "hari",
        "minggu", "harian", "mingguan", "rata", "data",    "lengkap", "nama",      "no",    "nik",   "ktp"};
    if (std::ranges::find(noise, word) != noise.end()) return 1;
    if (known.target == Target(registry::Field::business_name) &&
        std::ranges::find(people, word) != people.end())
        return person_cost;
    if (word == "jumlah" || word == "total" || word == "nilai") {
        auto const field = known.target ? known.target->field() : std::nullopt;
        if (!field) return foreign_cost;
        auto const kind = registry::info(*field).kind;
        return kind == registry::FieldKind::money || kind == registry::FieldKind::count ? 3
                                                                                        : number_word_cost;
    }
    if (std::ranges::find(qualifiers, word) != qualifiers.end())
        return word == "nama" || word == "nik" || word == "ktp" ? 8 : 3;
    if (word.find_first_not_of("0123456789") == word.npos) return 3;
    // "nama" alone may be a person's; "nama pasar" is something else's
    return known.words.size() == 1 && known.confidence < confidence_vague ? 3 * foreign_cost : foreign_cost;
}

/// How surely `heading` is the known one; 0 if a word of the known one is missing.
int likeness(std::vector<std::string> const& heading, std::string_view joined, KnownHeading const& known) {
    if (joined == known.joined)
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
        if (!used[i]) cost += extra_cost(heading[i], known);
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
    std::string joined;
    for (auto const& word : words) joined += word;
    for (auto const& known : known_headings()) {
        auto const confidence = likeness(words, joined, known);
        if (confidence < least) continue;
        auto const words_known = known.words.size();
        auto const same = std::ranges::find(found, known.target, &HeadingMatch::target);
        if (same == found.end())
            found.push_back({known.target, confidence, words_known});
        else if (std::pair(words_known, confidence) > std::pair(same->words, same->confidence))
            *same = {known.target, confidence, words_known};  // "alamat rumah" says more than "alamat"
    }
}

/// "omzetPerBulan" as "omzet Per Bulan": how programs name columns.
std::string without_humps(std::string_view heading) {
    std::string out;
    auto const upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    auto const lower = [](char c) { return c >= 'a' && c <= 'z'; };
    bool const humps = !heading.empty() && lower(heading[0]) && heading.find_first_of(" _-") == heading.npos;
    for (std::size_t i = 0; i < heading.size(); ++i) {
        if (humps && i > 0 && upper(heading[i]) && lower(heading[i - 1])) out += ' ';
        out += heading[i];
    }
    return out;
}

/// The letters of a word, a bit each: words that differ in many letters need no closer look.
unsigned letters_of(std::string_view word) {
    unsigned letters = 0;
    for (char const c : word) letters |= 1U << (static_cast<unsigned char>(c) & 31U);
    return letters;
}

}  // namespace

std::vector<std::string> heading_words(std::string_view heading) {
    std::vector<std::string> words;
    auto const folded = base::fold(without_humps(heading));
    for (auto const word : base::words(folded)) words.emplace_back(written_out(word));
    return words;
}

bool nearly_same(std::string_view a, std::string_view b) {
    if (a.size() > b.size()) std::swap(a, b);
    auto const allowed = a.size() >= 9 ? 2U : a.size() >= 4 && b.size() >= 5 ? 1U : 0U;
    if (a == b) return true;
    if (b.size() - a.size() > allowed || b.size() > 32 || allowed == 0) return false;
    if (static_cast<unsigned>(std::popcount(letters_of(a) ^ letters_of(b))) > 2 * allowed) return false;
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
    std::ranges::sort(found, std::greater{}, [](HeadingMatch const& one) {
        return std::tuple(one.confidence, one.words, one.target ? one.target->key() : std::string_view{});
    });
    return found;
}

}  // namespace bina::intake
