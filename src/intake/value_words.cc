#include <algorithm>
#include <array>

#include "base/fold.h"
#include "base/names.h"
#include "intake/value_kinds.h"

namespace bina::intake {
namespace {

struct Entry {
    std::string_view text;  ///< Folded.
    std::string_view key;
};

template <std::size_t N>
std::string_view key_of(std::array<Entry, N> const& table, std::string_view folded) {
    auto const found = std::ranges::find(table, folded, &Entry::text);
    return found == table.end() ? std::string_view{} : found->key;
}

constexpr auto male = std::to_array<std::string_view>({"l", "lk", "laki", "laki laki", "laki2", "lakilaki",
                                                       "lelaki", "pria", "cowok", "male", "m", "lk lk",
                                                       "laki laki l", "l laki laki", "lki", "lakii laki"});
constexpr auto female = std::to_array<std::string_view>(
    {"pr", "perempuan", "perempun", "perempuwan", "wanita", "w", "wnt", "wnita", "cewek", "female", "f",
     "prempuan", "prmpn", "perempuan p", "p perempuan", "wan"});
constexpr auto choice = std::to_array<std::string_view>(
    {"l p", "p l", "lk pr", "pr lk", "laki laki perempuan", "p w", "w p", "pria wanita"});

constexpr auto legal_form_words = std::to_array<Entry>({
    {"perorangan", "individual"},
    {"perseorangan", "individual"},
    {"pribadi", "individual"},
    {"usaha perorangan", "individual"},
    {"usaha perseorangan", "individual"},
    {"usaha dagang", "individual"},
    {"usaha pribadi", "individual"},
    {"ud", "individual"},
    {"u d", "individual"},
    {"po", "individual"},
    {"p o", "individual"},
    {"pd", "individual"},
    {"perusahaan perorangan", "individual"},
    {"perusahaan perseorangan", "individual"},
    {"orang perseorangan", "individual"},
    {"toko", "individual"},
    {"individu", "individual"},
    {"sendiri", "individual"},
    {"milik sendiri", "individual"},
    {"tidak berbadan hukum", "individual"},
    {"non badan hukum", "individual"},
    {"perusahaan otobus", "individual"},
    {"cv", "cv"},
    {"c v", "cv"},
    {"persekutuan komanditer", "cv"},
    {"commanditaire vennootschap", "cv"},
    {"fa", "firma"},
    {"firma", "firma"},
    {"persekutuan firma", "firma"},
    {"persekutuan perdata", "firma"},
    {"pt", "pt"},
    {"p t", "pt"},
    {"perseroan terbatas", "pt"},
    {"perseroan terbatas pt", "pt"},
    {"pt persekutuan modal", "pt"},
    {"pt perorangan", "pt_individual"},
    {"pt perseorangan", "pt_individual"},
    {"perseroan perorangan", "pt_individual"},
    {"perseroan perseorangan", "pt_individual"},
    {"p t perorangan", "pt_individual"},
    {"koperasi", "cooperative"},
    {"kop", "cooperative"},
    {"kud", "cooperative"},
    {"ksp", "cooperative"},
    {"ksu", "cooperative"},
    {"kopwan", "cooperative"},
    {"kospin", "cooperative"},
    {"kopontren", "cooperative"},
    {"primkop", "cooperative"},
    {"koperasi unit desa", "cooperative"},
    {"bumdes", "bumdes"},
    {"bum des", "bumdes"},
    {"bum desa", "bumdes"},
    {"bumdesa", "bumdes"},
    {"bumdesma", "bumdes"},
    {"badan usaha milik desa", "bumdes"},
    {"yayasan", "foundation"},
    {"yys", "foundation"},
    {"kelompok", "group"},
    {"klp", "group"},
    {"kub", "group"},
    {"kwt", "group"},
    {"poktan", "group"},
    {"gapoktan", "group"},
    {"kelompok tani", "group"},
    {"kelompok usaha bersama", "group"},
    {"kelompok wanita tani", "group"},
    {"kube", "group"},
    {"kelompok usaha", "group"},
    {"paguyuban", "group"},
    {"up2k", "group"},
    {"uppks", "group"},
    {"pokdakan", "group"},
    {"poklahsar", "group"},
    {"pokdarwis", "group"},
});

constexpr auto status_words = std::to_array<Entry>({
    {"aktif", "claimed"},
    {"aktip", "claimed"},
    {"masih aktif", "claimed"},
    {"buka", "claimed"},
    {"masih buka", "claimed"},
    {"jalan", "claimed"},
    {"masih jalan", "claimed"},
    {"berjalan", "claimed"},
    {"masih berjalan", "claimed"},
    {"beroperasi", "claimed"},
    {"masih beroperasi", "claimed"},
    {"masih usaha", "claimed"},
    {"ada", "claimed"},
    {"masih ada", "claimed"},
    {"produksi", "claimed"},
    {"lancar", "claimed"},
    {"terdaftar", "claimed"},
    {"baru", "claimed"},
    {"lama", "claimed"},
    {"usaha aktif", "claimed"},
    {"operasional", "claimed"},
    {"eksis", "claimed"},
    {"ditemukan", "found"},
    {"ketemu", "found"},
    {"ditemui", "found"},
    {"sudah dikunjungi", "found"},
    {"terverifikasi", "verified"},
    {"verifikasi", "verified"},
    {"verified", "verified"},
    {"valid", "verified"},
    {"sudah verifikasi", "verified"},
    {"sudah diverifikasi", "verified"},
    {"padan", "verified"},
    {"sesuai", "verified"},
    {"tutup sementara", "paused"},
    {"libur", "paused"},
    {"vakum", "paused"},
    {"off", "paused"},
    {"berhenti sementara", "paused"},
    {"sementara tutup", "paused"},
    {"musiman", "paused"},
    {"istirahat", "paused"},
    {"cuti", "paused"},
    {"rehat", "paused"},
    {"tutup", "closed"},
    {"sudah tutup", "closed"},
    {"tutup permanen", "closed"},
    {"bangkrut", "closed"},
    {"gulung tikar", "closed"},
    {"berhenti", "closed"},
    {"sudah berhenti", "closed"},
    {"pailit", "closed"},
    {"tidak usaha lagi", "closed"},
    {"sudah tidak usaha", "closed"},
    {"sudah tidak berjualan", "closed"},
    {"mati", "closed"},
    {"tidak berjualan lagi", "closed"},
    {"sudah tidak ada", "closed"},
    {"sudah tidak jualan", "closed"},
    {"bubar", "closed"},
    {"tidak jualan", "closed"},
    {"sudah tidak aktif", "closed"},
    {"tidak beroperasi", "closed"},
    {"tidak ada", "closed"},
    {"tidak produksi", "closed"},
    {"sudah tidak produksi", "closed"},
    {"tidak jalan", "closed"},
    {"pindah", "moved"},
    {"sudah pindah", "moved"},
    {"pindah alamat", "moved"},
    {"pindah domisili", "moved"},
    {"pindah tempat", "moved"},
    {"merantau", "moved"},
    {"meninggal", "deceased"},
    {"meninggal dunia", "deceased"},
    {"md", "deceased"},
    {"alm", "deceased"},
    {"almarhum", "deceased"},
    {"almarhumah", "deceased"},
    {"wafat", "deceased"},
    {"sudah meninggal", "deceased"},
    {"pemilik meninggal", "deceased"},
    {"ganda", "duplicate"},
    {"data ganda", "duplicate"},
    {"dobel", "duplicate"},
    {"double", "duplicate"},
    {"duplikat", "duplicate"},
    {"doble", "duplicate"},
    {"duplikasi", "duplicate"},
    {"bukan usaha", "not_business"},
    {"bukan umkm", "not_business"},
    {"tidak punya usaha", "not_business"},
    {"tidak usaha", "not_business"},
    {"tidak memiliki usaha", "not_business"},
    {"non usaha", "not_business"},
    {"tidak ada usaha", "not_business"},
});
constexpr auto not_found_words = std::to_array<std::string_view>(
    {"tidak ditemukan", "tidak ketemu", "tdk ditemukan", "belum ditemukan", "tidak dikenal",
     "tidak diketahui", "belum dikunjungi", "alamat tidak ditemukan", "tidak bertemu"});
constexpr auto unsure_words = std::to_array<std::string_view>(
    {"tidak aktif", "tdk aktif", "non aktif", "nonaktif", "pasif", "kurang aktif", "inaktif"});

}  // namespace

void kinds::sex(std::string_view low, Column const& column, Reading& reading) {
    auto const add = [&](bool is_male) { reading.add(column.field, is_male ? "male" : "female"); };
    if (low == "1" || low == "2") {
        reading.note(finding::sex_code);
        return add(low == "1");
    }
    auto const folded = base::fold(low);
    if (folded == "p") {
        if (column.letter_p == LetterP::unclear) return reading.note(finding::sex_letter);
        return add(column.letter_p == LetterP::male);
    }
    if (base::among(choice, folded)) return reading.note(finding::sex_choice);
    if (base::among(male, folded)) return add(true);
    if (base::among(female, folded)) return add(false);
    reading.note(finding::sex_unreadable);
}

void kinds::legal_form(std::string_view text, Column const& column, Reading& reading) {
    auto const folded = base::fold(text);
    auto key = key_of(legal_form_words, folded);
    if (key.empty()) {
        // "CV (Persekutuan Komanditer)", "Kelompok Mekar Sari": the first words tell.
        auto const words = base::words(folded);
        for (std::size_t count = std::min<std::size_t>(words.size(), 3); count > 0 && key.empty(); --count) {
            auto const end = words[count - 1].data() + words[count - 1].size();
            key = key_of(legal_form_words, std::string_view(folded.data(), end));
        }
    }
    if (key.empty()) return reading.note(finding::legal_form_unknown);
    reading.add(column.field, std::string(key));
}

void kinds::status(std::string_view text, Column const& column, Reading& reading) {
    auto const folded = base::fold(text);
    if (base::among(not_found_words, folded)) return reading.note(finding::status_not_found);
    if (base::among(unsure_words, folded)) {
        reading.note(finding::status_unsure);
        return reading.add(column.field, "paused");
    }
    auto const key = key_of(status_words, folded);
    if (!key.empty()) return reading.add(column.field, std::string(key));
    if (std::ranges::find(registry::statuses, folded) != registry::statuses.end())
        return reading.add(column.field, folded);
    reading.note(finding::status_unknown);
}

std::string_view kinds::legal_form_of(std::string_view folded) {
    return key_of(legal_form_words, folded);
}

}  // namespace bina::intake
