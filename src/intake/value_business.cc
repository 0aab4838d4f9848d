#include <algorithm>
#include <array>

#include "base/fold.h"
#include "base/names.h"
#include "intake/value_kinds.h"

namespace bina::intake {
namespace {

using registry::Field;

/// Words that say what kind of business it is; two-word kinds are found by their first word too.
constexpr auto kind_words = std::to_array<std::string_view>(
    {"toko",       "tk",         "tko",      "warung",    "wr",       "wrg",      "wrung",      "waroeng",
     "kios",       "kedai",      "depot",    "rm",        "rumah",    "makan",    "lapak",      "bengkel",
     "konter",     "counter",    "agen",     "pangkalan", "usaha",    "jasa",     "aneka",      "ternak",
     "peternakan", "salon",      "penjahit", "industri",  "home",     "laundry",  "katering",   "catering",
     "produsen",   "pengrajin",  "perajin",  "kerajinan", "konveksi", "bakul",    "pedagang",   "jualan",
     "jual",       "grosir",     "gudang",   "studio",    "galeri",   "gallery",  "butik",      "resto",
     "restoran",   "cafe",       "kafe",     "kantin",    "dagang",   "pabrik",   "pembuatan",  "produksi",
     "kelontong",  "sembako",    "nasi",     "kopi",      "sayur",    "budidaya", "percetakan", "fotokopi",
     "apotek",     "minimarket", "swalayan", "pasar",     "olahan",   "umkm",     "ukm",        "ikm",
     "outlet",     "gerai"});
/// Where a person's name follows: what stands before is all kind.
constexpr auto honorifics =
    std::to_array<std::string_view>({"bu", "ibu", "pak", "bapak", "bpk", "mbak", "mas", "mbah", "mbok", "mak",
                                     "yu", "lik", "kang", "cak", "haji", "hj", "h"});

/// A word of the shown name and its folded form.
struct Piece {
    std::string_view shown;
    std::string folded;
};

std::vector<Piece> pieces_of(std::string_view name) {
    std::vector<Piece> pieces;
    pieces.reserve(6);
    for (std::size_t at = 0; at < name.size();) {
        auto const end = std::min(name.find_first_of(" ,", at), name.size());
        if (end > at) {
            auto folded = base::fold(name.substr(at, end - at));
            std::erase(folded, ' ');
            if (!folded.empty()) pieces.push_back({name.substr(at, end - at), std::move(folded)});
        }
        at = end + 1;
    }
    return pieces;
}

/// A legal form in the first words or the last one. How many of them, and which.
struct Form {
    std::string_view key;
    std::size_t front = 0;
    std::size_t back = 0;
};

Form form_of(std::vector<Piece> const& pieces) {
    std::string front;
    Form found;
    for (std::size_t i = 0; i < pieces.size() && i < 3; ++i) {
        if (i > 0) front += ' ';
        front += pieces[i].folded;
        // "Toko" and "Sendiri" are legal forms in their own column only.
        if (front == "toko" || front == "sendiri" || front == "pribadi") continue;
        auto const key = kinds::legal_form_of(front);
        if (!key.empty()) found = {key, i + 1, 0};
    }
    if (found.front != 0 || pieces.size() < 2) return found;
    auto const& last = pieces.back().folded;
    bool const plain_form =
        last == "cv" || last == "pt" || last == "ud" || last == "po" || last == "fa" || last == "kub";
    if (plain_form) found = {kinds::legal_form_of(last), 0, 1};
    return found;
}

/// "PT Sekar Arum (Perorangan)", "PT. Sekar Arum Perorangan".
bool says_individual(std::vector<Piece> const& pieces) {
    return pieces.size() > 1 &&
           (pieces.back().folded == "perorangan" || pieces.back().folded == "perseorangan");
}

std::string joined(std::vector<Piece> const& pieces, std::size_t first, std::size_t last) {
    std::string text;
    for (std::size_t i = first; i < last; ++i) {
        if (!text.empty()) text += ' ';
        text += pieces[i].shown;
    }
    return text;
}

}  // namespace

BusinessName read_business(std::string_view raw) {
    BusinessName business;
    business.name = shown_case(base::squeeze(base::clip(raw, limit::text_bytes)), true);
    auto const pieces = pieces_of(business.name);
    auto const form = form_of(pieces);
    business.legal_form = form.key;
    std::size_t first = form.front;
    std::size_t last = pieces.size() - form.back;
    if (business.legal_form == "pt" && says_individual(pieces)) {
        business.legal_form = "pt_individual";
        --last;
    }
    while (first < last && base::among(kind_words, pieces[first].folded)) {
        business.kind_words.emplace_back(pieces[first].shown);
        ++first;
    }
    business.generic = first == last;
    if (!business.generic && base::among(honorifics, pieces[first].folded) && first + 1 == last)
        business.generic = true;
    business.core = business.generic ? business.name : joined(pieces, first, last);
    return business;
}

void kinds::business_name(std::string_view text, Column const& column, Reading& reading) {
    if (contact_in_text(text, reading)) return;
    if (text.size() > limit::text_bytes)
        reading.note(finding::text_clipped, {{"bytes", std::to_string(limit::text_bytes)}});
    auto business = read_business(text);
    if (business.generic) reading.note(finding::business_generic);
    reading.add(column.field, std::move(business.name));
    if (business.legal_form.empty()) return;
    reading.note(finding::legal_form_in_name, {{"form", std::string(business.legal_form)}});
    reading.add(Field::legal_form, std::string(business.legal_form));
}

}  // namespace bina::intake
