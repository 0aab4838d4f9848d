#include "cli/demo/names.h"

#include <array>

namespace bina::cli::demo {
namespace {

using namespace std::string_view_literals;

constexpr std::array men{
    "Slamet"sv,   "Agus"sv,     "Sutrisno"sv, "Budi"sv,    "Suparman"sv, "Joko"sv,      "Bambang"sv,
    "Eko"sv,      "Sugeng"sv,   "Suyanto"sv,  "Ahmad"sv,   "Muhammad"sv, "Supriyadi"sv, "Sumarno"sv,
    "Sutarno"sv,  "Suwarno"sv,  "Sukardi"sv,  "Mulyono"sv, "Sarjono"sv,  "Kasmin"sv,    "Wagiman"sv,
    "Ngadiman"sv, "Parno"sv,    "Pardi"sv,    "Rusdi"sv,   "Yanto"sv,    "Wahyu"sv,     "Heri"sv,
    "Heru"sv,     "Hendra"sv,   "Dwi"sv,      "Tri"sv,     "Andi"sv,     "Abdul"sv,     "Imam"sv,
    "Zainal"sv,   "Khoirul"sv,  "Ali"sv,      "Solikin"sv, "Rohmad"sv,   "Munawar"sv,   "Mashuri"sv,
    "Kusnan"sv,   "Lasiman"sv,  "Darsono"sv,  "Jumadi"sv,  "Jumari"sv,   "Kasno"sv,     "Karno"sv,
    "Maryono"sv,  "Marjuki"sv,  "Marsudi"sv,  "Ngatno"sv,  "Ngatimin"sv, "Ponidi"sv,    "Ponimin"sv,
    "Purwanto"sv, "Purnomo"sv,  "Rasman"sv,   "Sadiman"sv, "Samijan"sv,  "Saryono"sv,   "Setyo"sv,
    "Sholeh"sv,   "Siswanto"sv, "Subandi"sv,  "Sudarno"sv, "Sugiyono"sv, "Suhardi"sv,   "Sujarwo"sv,
    "Sukamto"sv,  "Sukirno"sv,  "Sulistyo"sv, "Sumadi"sv,  "Sunarto"sv,  "Sunyoto"sv,   "Supardi"sv,
    "Suprapto"sv, "Suroso"sv,   "Suroto"sv,   "Susilo"sv,  "Sutikno"sv,  "Suwandi"sv,   "Suwito"sv,
    "Tarmuji"sv,  "Tasmin"sv,   "Teguh"sv,    "Trisno"sv,  "Untung"sv,   "Wagino"sv,    "Warsito"sv,
    "Warsono"sv,  "Wasis"sv,    "Widodo"sv,   "Yusuf"sv,   "Arif"sv,     "Rizki"sv,     "Dimas"sv,
    "Galih"sv,    "Bayu"sv,     "Angga"sv,    "Aditya"sv,  "Fajar"sv,    "Doni"sv,      "Dedi"sv,
    "Rudi"sv,     "Rohman"sv,   "Lukman"sv,   "Hasan"sv,   "Ridwan"sv,   "Ismail"sv,    "Paijo"sv,
};
constexpr std::array women{
    "Sri"sv,     "Siti"sv,      "Sumiati"sv,  "Suparmi"sv,   "Sulastri"sv, "Endang"sv,     "Suyati"sv,
    "Nur"sv,     "Sumarni"sv,   "Tri"sv,      "Dwi"sv,       "Yuni"sv,     "Sukarti"sv,    "Sutini"sv,
    "Suminah"sv, "Sumini"sv,    "Surati"sv,   "Suratmi"sv,   "Sunarti"sv,  "Suwarni"sv,    "Sutarmi"sv,
    "Yuli"sv,    "Tutik"sv,     "Tatik"sv,    "Wiwik"sv,     "Anik"sv,     "Eni"sv,        "Ida"sv,
    "Rini"sv,    "Ratna"sv,     "Retno"sv,    "Dewi"sv,      "Puji"sv,     "Indah"sv,      "Kartini"sv,
    "Kasmini"sv, "Kasiyem"sv,   "Karsini"sv,  "Lasmi"sv,     "Lastri"sv,   "Marni"sv,      "Maryati"sv,
    "Mariyam"sv, "Marsini"sv,   "Mulyani"sv,  "Ngatini"sv,   "Ngatiyem"sv, "Painem"sv,     "Parmi"sv,
    "Parti"sv,   "Partini"sv,   "Patmi"sv,    "Pujiati"sv,   "Rohmah"sv,   "Rukmini"sv,    "Rumini"sv,
    "Rusmini"sv, "Samini"sv,    "Sarmi"sv,    "Sarti"sv,     "Sartini"sv,  "Siswati"sv,    "Sulikah"sv,
    "Sulimah"sv, "Sumirah"sv,   "Sundari"sv,  "Supriyati"sv, "Suryani"sv,  "Susilowati"sv, "Susanti"sv,
    "Tarmi"sv,   "Tumini"sv,    "Tuminah"sv,  "Wagiyem"sv,   "Warni"sv,    "Warsini"sv,    "Warti"sv,
    "Yatmi"sv,   "Yanti"sv,     "Zulaikah"sv, "Umi"sv,       "Khotimah"sv, "Kholifah"sv,   "Fatimah"sv,
    "Aminah"sv,  "Munawaroh"sv, "Maesaroh"sv, "Nikmah"sv,    "Fitri"sv,    "Dian"sv,       "Rina"sv,
    "Lina"sv,    "Novi"sv,      "Ika"sv,      "Intan"sv,     "Ayu"sv,      "Putri"sv,      "Mega"sv,
    "Wulan"sv,   "Winarti"sv,   "Hartini"sv,  "Jumiati"sv,   "Juminah"sv,  "Lilis"sv,      "Nanik"sv,
};
constexpr std::array men_second{
    "Santoso"sv,   "Purnomo"sv,  "Prasetyo"sv, "Setiawan"sv,  "Wibowo"sv,   "Nugroho"sv, "Widodo"sv,
    "Kurniawan"sv, "Hidayat"sv,  "Susanto"sv,  "Hartono"sv,   "Utomo"sv,    "Raharjo"sv, "Saputro"sv,
    "Pratama"sv,   "Cahyono"sv,  "Purwanto"sv, "Waluyo"sv,    "Handoyo"sv,  "Riyadi"sv,  "Subagyo"sv,
    "Haryanto"sv,  "Suryanto"sv, "Budiono"sv,  "Hadi"sv,      "Rohman"sv,   "Arifin"sv,  "Anwar"sv,
    "Mustofa"sv,   "Fauzi"sv,    "Huda"sv,     "Mubarok"sv,   "Ikhsan"sv,   "Efendi"sv,  "Fatoni"sv,
    "Ansori"sv,    "Rosyid"sv,   "Wahid"sv,    "Wicaksono"sv, "Darmawan"sv,
};
constexpr std::array women_second{
    "Wahyuni"sv,      "Lestari"sv,      "Rahayu"sv,      "Handayani"sv,   "Ningsih"sv,    "Wati"sv,
    "Astuti"sv,       "Setyaningsih"sv, "Utami"sv,       "Puspitasari"sv, "Susilowati"sv, "Kusumawati"sv,
    "Sulistyowati"sv, "Purwanti"sv,     "Hartini"sv,     "Mulyani"sv,     "Suryani"sv,    "Indrawati"sv,
    "Yuliani"sv,      "Rahmawati"sv,    "Fitriani"sv,    "Nurhayati"sv,   "Khasanah"sv,   "Aminah"sv,
    "Rohmah"sv,       "Hidayah"sv,      "Widyastuti"sv,  "Anggraini"sv,   "Oktaviani"sv,  "Febriani"sv,
    "Safitri"sv,      "Maharani"sv,     "Purnamasari"sv, "Ambarwati"sv,   "Winarsih"sv,   "Suharti"sv,
};
constexpr std::array wish_words{
    "Barokah"sv,          "Berkah"sv,     "Jaya"sv,          "Makmur"sv,      "Sumber Rejeki"sv,
    "Mandiri"sv,          "Lancar"sv,     "Sederhana"sv,     "Rejeki"sv,      "Sumber Makmur"sv,
    "Maju Jaya"sv,        "Sinar Jaya"sv, "Abadi"sv,         "Sejahtera"sv,   "Amanah"sv,
    "Putra Jaya"sv,       "Tiga Putra"sv, "Karya Mandiri"sv, "Lestari"sv,     "Cahaya"sv,
    "Bintang"sv,          "Mutiara"sv,    "Anugerah"sv,      "Subur"sv,       "Laris"sv,
    "Harapan"sv,          "Sri Rejeki"sv, "Ngudi Rejeki"sv,  "Tunas Baru"sv,  "Citra"sv,
    "Murah Meriah"sv,     "Al Hikmah"sv,  "Nur Jaya"sv,      "Mekar"sv,       "Sari Rasa"sv,
    "Sido Muncul Jaya"sv, "Jati Indah"sv, "Dua Saudara"sv,   "Tani Makmur"sv, "Pelangi"sv,
    "Melati"sv,           "Kenanga"sv,
};
constexpr std::array street_words{
    "Pemuda"sv,      "Ahmad Yani"sv, "Diponegoro"sv,  "Raya"sv,      "Gatot Subroto"sv, "Sudirman"sv,
    "Kartini"sv,     "Pasar"sv,      "Merdeka"sv,     "Pahlawan"sv,  "Melati"sv,        "Mawar"sv,
    "Kenanga"sv,     "Jati"sv,       "Mahoni"sv,      "Stasiun"sv,   "Masjid"sv,        "Sekolah"sv,
    "Lapangan"sv,    "Gajah Mada"sv, "Hayam Wuruk"sv, "Nusantara"sv, "Reksodiputro"sv,  "Mr. Iskandar"sv,
    "Sumodarsono"sv, "Cendana"sv,    "Rajawali"sv,    "Swadaya"sv,   "Karya"sv,         "Makam Pahlawan"sv,
};
constexpr std::array hamlet_words{
    "Krajan"sv,    "Karanganyar"sv, "Sidomulyo"sv,  "Sukorejo"sv, "Ngemplak"sv,  "Tegalsari"sv,
    "Wonosari"sv,  "Kedungrejo"sv,  "Banjarsari"sv, "Gondang"sv,  "Mojosari"sv,  "Sumbersari"sv,
    "Purworejo"sv, "Kebonsari"sv,   "Kidul"sv,      "Lor"sv,      "Wetan"sv,     "Kulon"sv,
    "Jetis"sv,     "Dukuhan"sv,     "Blimbing"sv,   "Rejosari"sv, "Tlogosari"sv, "Manggis"sv,
    "Randu"sv,     "Kapuk"sv,       "Jatirejo"sv,   "Ngasem"sv,   "Plosorejo"sv, "Sambirejo"sv,
};

struct Honorific {
    std::string_view word;
    int weight;
};
constexpr std::array women_honorifics{Honorific{"Bu", 690}, Honorific{"Mbak", 235}, Honorific{"Ibu", 30},
                                      Honorific{"Mbah", 30}, Honorific{"Mak", 15}};
constexpr std::array men_honorifics{Honorific{"Pak", 680}, Honorific{"Mas", 215}, Honorific{"Mbah", 55},
                                    Honorific{"Kang", 30}, Honorific{"Bang", 20}};

std::string_view honorific(Draw& draw, std::span<Honorific const> choices) {
    int roll = static_cast<int>(draw.below(1000));
    for (auto const& choice : choices)
        if ((roll -= choice.weight) < 0) return choice.word;
    return choices.front().word;
}

}  // namespace

Words given_names(bool woman) {
    return woman ? Words{women} : Words{men};
}
Words family_names(bool woman) {
    return woman ? Words{women_second} : Words{men_second};
}
Words wishes() {
    return wish_words;
}
Words streets() {
    return street_words;
}
Words hamlets() {
    return hamlet_words;
}

std::string person_name(Draw& draw, bool woman) {
    std::string name{common_word(draw, given_names(woman))};
    if (draw.chance(250)) return name;  // a single name is nothing unusual on Java
    if (draw.chance(180)) name.append(" ").append(any_word(draw, given_names(woman)));
    return name.append(" ").append(common_word(draw, family_names(woman)));
}

std::string_view given_name(std::string_view person) {
    for (std::string_view const title : {"H. ", "Hj. "})
        if (person.starts_with(title)) person.remove_prefix(title.size());
    return person.substr(0, person.find(' '));
}

std::string honorific_name(Draw& draw, std::string_view person, bool woman) {
    std::string name{honorific(draw, woman ? std::span<Honorific const>{women_honorifics} : men_honorifics)};
    auto const given = given_name(person);
    bool const shortened = draw.chance(600);
    bool const long_enough = given.size() >= 6;
    bool const javanese = given.starts_with("Su") || given.starts_with("Ng");
    name += ' ';
    if (!shortened || !long_enough || !javanese) return name.append(given);
    auto const rest = given.substr(2);
    name += static_cast<char>(rest.front() - 'a' + 'A');
    return name.append(rest.substr(1));
}

}  // namespace bina::cli::demo
