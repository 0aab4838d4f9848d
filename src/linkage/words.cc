#include "linkage/words.h"

#include <vector>

#include "base/fold.h"

namespace bina::linkage {
namespace {

using enum OwnerRole;
using Business = BusinessRole;

struct OwnerWords {
    OwnerRole role;
    Business business;
    std::string_view words;
};

/// Sources: lists of names on official letters and aid lists; the examples are written as people write them.
constexpr OwnerWords owner_words[] = {
    // "Bpk. Slamet", "Ibu Siti", "Sdr. Agus", "Alm. Kasim"; in a business name: "Warung Mbak Sri".
    {honorific, Business::honorific,
     "bpk bapak pak bp ibu bu ny nyonya tn tuan nn sdr sdri saudara saudari mas mbak mba mb mbah mbok mbo "
     "mak emak "
     "bang kang yu om tante bude budhe pakde pakdhe bulek paklik cak ning gus uda uni bli alm almh almarhum "
     "almarhumah"},
    // "Hj. Siti Aminah", "KH. Ahmad Dahlan", "Drs. Suwarno"
    {title, Business::honorific,
     "hj haji hajah hajjah kh kyai kiai ustadz ustad ustadzah ust ustz drs dra drg drh prof rr rm rngt tgk"},
    // "H. Mukmin" and "R. Soekardi", but "Mukmin H" keeps its initial.
    {dotted_title, Business::honorific, "h r ra tb ki hi ir dr"},
    // "Suwarno, S.Pd.", "Dewi SE", "Agus A.Md": with their dots left out.
    {degree, Business::name,
     "spd spdi spdsd sh se sei skom st sag ssos sp spt skm skep sked sip ssi ssn ss stp sth spsi sfarm sikom "
     "shut "
     "sst sab sap sak shi apt ns amd amdkeb amdkep ama mpd mpdi mm mt msi mh mkom mkes mag msc ma mp map "
     "mhum phd "
     "bsc ba"},
    // "Slamet bin Kasim", "Siti bt. Ahmad"
    {child_of, Business::name, "bin binti binte bt bn"},
    // "Slamet als Een", "Slamet dkk"
    {alias, Business::name, "alias als dkk"},
    // "I Wayan Sudana", "Ni Luh Putu"
    {particle, Business::name, "i ni"},
    {birth_order, Business::name,
     "wayan made nyoman ketut gede gde putu kadek komang nengah gusti luh ngurah dewa"},
};

struct Spelling {
    std::string_view standard;
    std::string_view variants;
};

constexpr Spelling spellings[] = {
    // "Does Mr. Mochamad confuse you?" (The Jakarta Post)
    {"muhammad",
     "mohammad muhamad mohamad mohamed mohammed muhammed mochammad mochamad muchammad muchamad mokhamad "
     "mokhammad "
     "mukhamad mukhammad muhamat mohamat mahammad muh moh moch much mokh mukh mohd muhd mhd"},
    {"ahmad", "achmad akhmad ahmat ahamad ahmed akmad achmat ach akh ahm"},
    // "St. Rokhmah"; behind a name it is the degree
    {"siti", "sitti sity sitie st"},
    {"nur", "noor noer nor"},
    {"abdul", "abd abdoel abdl abdoul"},
    {"sri", "srie srii"},
    // Kind words as they are shortened: "Tk. Barokah", "Wr. Bu Siti"
    {"toko", "tk"},
    {"warung", "wr wrg war"},
    {"kios", "kiosk"},
    {"kelontong", "klontong"},
    {"sayur", "sayuran"},
    {"makan", "makanan"},
    {"angkringan", "hik wedangan"},
    {"katering", "catering"},
    {"cafe", "kafe"},
    {"resto", "restoran"},
    {"mie", "mi"},
    {"jajan", "jajanan"},
    {"roti", "bakery"},
    {"camilan", "cemilan"},
    {"keripik", "kripik"},
    {"krupuk", "kerupuk"},
    {"servis", "service"},
    {"barbershop", "barber"},
    {"penjahit", "jahit tailor taylor menjahit"},
    {"modiste", "modes"},
    {"pakaian", "baju"},
    {"laundry", "londri laundri binatu"},
    {"mebel", "meubel meubeler furniture"},
    {"kerajinan", "handicraft craft"},
    {"ternak", "peternakan peternak"},
    {"budidaya", "pembudidaya"},
    {"fotokopi", "fotocopy"},
    {"foto", "photo"},
    {"konter", "counter"},
    {"cell", "cellular seluler"},
    {"ponsel", "hp handphone"},
};

struct BusinessWords {
    Business role;
    unsigned kinds;
    std::string_view words;
};

/// What registers of small businesses call themselves, most frequent first.
constexpr BusinessWords business_words[] = {
    // "UD. Sumber Rejeki", "CV Maju Jaya", "KUB Mekar"
    {Business::legal, 0,
     "ud cv pt pd fa firma po kop koperasi kud kub kube kwt poktan gapoktan perum bumdes tbk ukm umkm ikm "
     "kelompok "
     "yayasan persero perusahaan"},
    {Business::filler, 0,
     "dan milik di the usaha aneka jasa serba jual jualan penjual menjual dagang pedagang berdagang bisnis "
     "produksi "
     "pembuat pembuatan rumahan home industri keliling online shop store khas asli"},
    {Business::kind, kind::shop | kind::food,
     "warung wr wrg war lapak depot kedai gerobak sayur sayuran buah bumbu"},
    {Business::kind, kind::shop,
     "toko tk kios kiosk kelontong klontong sembako grosir agen pangkalan minimarket swalayan gas bensin "
     "obat plastik "
     "mainan"},
    {Business::kind, kind::shop | kind::farm, "beras pengepul pertanian telur"},
    {Business::kind, kind::food,
     "rm rumah makan makanan angkringan hik wedangan katering catering kantin cafe kafe resto restoran nasi "
     "bakso mie "
     "mi soto sate kopi jus es teh susu jamu minuman kuliner jajan jajanan gorengan goreng bakar kue roti "
     "bakery snack "
     "camilan cemilan keripik kripik krupuk kerupuk tahu tempe pecel gado rujak martabak donat seblak cilok "
     "batagor "
     "siomay pentol sosis burger pizza bubur lotek gudeg timlo rawon tengkleng geprek penyetan penyet dawet "
     "pempek "
     "lontong gule tongseng"},
    {Business::kind, kind::food | kind::farm | kind::shop, "ayam ikan bebek lele kambing jamur"},
    {Business::kind, kind::food | kind::craft | kind::textile, "pabrik"},
    {Business::kind, kind::workshop, "bengkel tambal ban servis service"},
    {Business::kind, kind::workshop | kind::transport, "motor mobil"},
    {Business::kind, kind::workshop | kind::laundry, "cuci"},
    {Business::kind, kind::workshop | kind::shop, "elektronik"},
    {Business::kind, kind::beauty, "salon barbershop barber pangkas rambut potong cukur rias pijat spa"},
    {Business::kind, kind::beauty | kind::shop, "kosmetik"},
    {Business::kind, kind::textile,
     "penjahit jahit tailor taylor menjahit modiste modes konveksi tenun bordir"},
    {Business::kind, kind::textile | kind::shop,
     "butik busana batik pakaian baju fashion hijab kain sandal sepatu"},
    {Business::kind, kind::textile | kind::print, "sablon"},
    {Business::kind, kind::laundry, "laundry londri laundri binatu"},
    {Business::kind, kind::craft,
     "mebel meubel meubeler furniture kerajinan anyaman ukir handicraft craft souvenir gerabah"},
    {Business::kind, kind::craft | kind::building, "kayu"},
    {Business::kind, kind::building, "genteng batako material aluminium kaca"},
    {Business::kind, kind::building | kind::shop, "bangunan"},
    {Business::kind, kind::building | kind::workshop, "las"},
    {Business::kind, kind::farm,
     "ternak peternakan peternak sapi budidaya pembudidaya kolam tani bibit tanaman"},
    {Business::kind, kind::print, "percetakan fotokopi fotocopy foto photo copy"},
    {Business::kind, kind::print | kind::shop, "atk"},
    {Business::kind, kind::transport, "ojek rental travel angkutan becak"},
    {Business::kind, kind::telephone, "konter counter pulsa ponsel cell cellular seluler hp handphone"},
};

struct Frequency {
    std::uint16_t permille;
    std::string_view names;
};

/// Given names by how often they occur: counted behind an honorific in a city's register, Muhammad and second
/// names estimated. Only a list of few rows leans on them.
constexpr Frequency frequencies[] = {
    {60, "muhammad"},
    {40, "siti sri nur"},
    {15, "ahmad agus tri abdul wati"},
    {10, "endang slamet eko joko budi dewi wayan made nyoman ketut yuli dwi sari ningsih"},
    {6,
     "lestari rahayu handayani wahyuni santoso setiawan hidayat susanti astuti putri rina sumiati suparti "
     "tutik "
     "bambang wahyu"},
    {4,
     "sutrisno suparman sugeng mulyani aminah fatimah kartini purwanti yanti tini yani wiji suryani nurul "
     "umi"},
};

class Table {
public:
    Table() : m_slots(4096) {
        for (auto const& group : owner_words) {
            each(group.words, [&](KnownWord& known) {
                known.owner = group.role;
                known.business = group.business;
            });
        }
        for (auto const& group : business_words) {
            each(group.words, [&](KnownWord& known) {
                known.business = group.role;
                known.kinds = static_cast<std::uint16_t>(group.kinds);
            });
        }
        for (auto const& group : spellings)
            each(group.variants, [&](KnownWord& known) { known.standard = group.standard; });
        for (auto const& group : frequencies)
            each(group.names, [&](KnownWord& known) { known.permille = group.permille; });
    }

    KnownWord const* find(std::string_view word) const {
        auto const& slot = m_slots[place(word)];
        return slot.word.empty() ? nullptr : &slot.known;
    }

private:
    struct Slot {
        std::string_view word;
        KnownWord known;
    };

    std::size_t place(std::string_view word) const {
        std::uint32_t hash = 2'166'136'261U;
        for (char const letter : word) hash = (hash ^ static_cast<unsigned char>(letter)) * 16'777'619U;
        std::size_t at = (hash ^ hash >> 15U) % m_slots.size();
        while (!m_slots[at].word.empty() && m_slots[at].word != word) at = (at + 1) % m_slots.size();
        return at;
    }

    template <class Change>
    void each(std::string_view words, Change const& change) {
        for (auto const word : base::words(words)) {
            auto& slot = m_slots[place(word)];
            if (slot.word.empty()) slot = {word, {.standard = word}};
            change(slot.known);
        }
    }

    std::vector<Slot> m_slots;
};

constexpr std::size_t known_bytes_max = 12;

}  // namespace

KnownWord known_word(std::string_view folded) {
    static Table const table;
    KnownWord const* const known = folded.size() <= known_bytes_max ? table.find(folded) : nullptr;
    return known != nullptr && !folded.empty() ? *known : KnownWord{.standard = folded};
}

}  // namespace bina::linkage
