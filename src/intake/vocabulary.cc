#include "intake/vocabulary.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "base/fold.h"

namespace bina::intake {
namespace {

constexpr std::string_view given_names =
    "abdul abdullah achmad adi adit aditya agung agus ahmad aisyah aji aliyah ambar amin aminah andi andika "
    "andri ani anik anis anita anton ari arif arifin aris arum asih asri astuti ayu bagus bambang basuki "
    "bayu "
    "budi budiono budiyanto cahyo darmanto darmi darsih darsono daryanto dedi deni desi devi dewi dian didik "
    "dina dini dodi dwi edi edy eka eko elis ella endah endang eni erna erni eva evi fajar farida fatimah "
    "fauzi feri fitri fitria gatot gunawan hadi handayani hani hari hariyanto harni hartati hartini hartono "
    "haryanto hasan hendra hendri heni heri heru hidayat husein ida idris ika imam indah indra ira irma "
    "irwan ismail istiqomah iswanto jajuk jamilah joko jumadi jumiati juminem juwari kamto karmin karsi "
    "karti kartika kartini karyono kasmi kasiyem kasno khadijah komariah kuswanto kusno lasmi lastri latifah "
    "lestari lia lilik lina linda lis listyowati lukman lusi mahmud maria mariyam marni marsih marwan maryam "
    "maryati maryono maya mega mila mirna moch mochamad moh mohamad muchlis muh muhamad muhammad mujiono "
    "mujiati mukti mulyadi mulyani mulyono munawaroh murni mursidi murtini musa mustofa nani nanik narti "
    "ngadinem ngadiman ngadiyo ngatemi ngatini ngatmi nia nina ningsih nita noor nova novi nugroho nunik nur "
    "nurhayati nurul nuryati pardi parmi parni partini paryanto poniyem ponijan ponirah prapto prasetyo "
    "priyono purnomo purwanti purwanto puji pujiati rahayu rahma rahmat ratih ratna ratri retno rina rini "
    "rinto riska rita riyanto robi rohmah rohmat romlah rosidah roni ruslan rusmini sabar salamah samiyem "
    "sapto sari sarinah sarinem sarmi sarno sartini saputra sholeh sholikah sigit sinta siswanto siswoyo "
    "siti sitti siyam slamet sofyan solikin sri srie st suci sudarmi sudarno sudarto sugeng sugiarti "
    "sugiyanto sugiyono suharni suharti suharto suhartini sujarwo sujiati sukarmi sukarni sukarti sukini "
    "sukirman sukirno sulastri sulis sulistyowati sumarmi sumarni sumarno sumarti sumiati sumini sumiyati "
    "sunarmi sunarno sunarti sunaryo supardi suparman suparmi suparno suparti supri supriyadi supriyanto "
    "supriyono suratmi suratno suripto surya suryani suryanto suryono susanti susanto susi susilo susilowati "
    "sutarmi sutarno sutini sutinah sutrisno suwarni suwarno suwarti suyanti suyanto suyatmi suyatno suyono "
    "syaiful syamsul tarmi tarmini tati taufik teguh tini titik titin totok tri triyono tukinem tukiman "
    "tumini "
    "tuti tutik udin umar umi untung utami uswatun vera wagiyem wagiyo wahid wahyu wahyuni wahyudi wakidi "
    "warni warsini warsito warti wati wawan wening widi widodo wiji wijaya wiwik wiwin yanti yanto yati "
    "yatmi "
    "yayuk yogi yohanes yuli yuliana yulianti yulianto yuni yunita yusuf zaenab zaenal zainal zainuddin "
    "zubaidah";

constexpr std::string_view honorifics =
    "bu ibu pak bapak bpk mbak mba mb mas mbah mbok yu cak gus kang lik lek budhe bude pakde pakdhe pak dhe "
    "bang "
    "uni uda nyai ny nyonya tn tuan hj hajah haji kh kyai ustadz drs dra ir alm almh bin binti raden rr rara";

constexpr std::string_view business_words =
    "warung wr wrg wrng toko tk kios kedai depot lapak ud udang cv pt po koperasi kub poktan kwt bumdes umkm "
    "ukm "
    "ikm production produksi produk collection koleksi konveksi butik boutique bengkel salon laundry "
    "catering "
    "katering kost kos griya omah omahe dapur rumah makan resto restoran cafe kafe coffee kopi angkringan "
    "wedangan hik homemade home industri industry pabrik usaha jaya makmur sejahtera berkah barokah mandiri "
    "abadi sentosa lestari maju mulya sukses rejeki rezeki putra putri sumber utama agung baru karya "
    "penjahit jahit tailor modiste fotocopy fotokopi percetakan printing sablon studio foto rias gallery "
    "galeri "
    "craft handicraft mebel meubel furniture las elektronik servis service reparasi cell ponsel pulsa "
    "counter "
    "konter dealer agen pangkalan grosir eceran swalayan mart minimarket market shop store bakery cake "
    "cookies "
    "snack food foods kitchen kuliner jualan jual penjual pedagang dagang dagangan jasa rental sewa travel "
    "tour "
    "angkutan transport apotek pijat refleksi pangkas barbershop tambal ban cuci steam motor mobil batik "
    "tenun "
    "bordir rajut sulam anyaman ukir pande pandai sanggar group grup tani ternak farm tambak kolam kelontong "
    "klontong sembako online olshop thrift florist bouquet buket hampers souvenir reklame digital komputer";

constexpr std::string_view goods_words =
    "tahu tempe tempeh keripik kripik kerupuk krupuk rempeyek peyek roti kue kueh bolu brownies donat bakso "
    "bakmi "
    "baso mie mi miayam soto sate rawon pecel lontong lonthong nasi gudeg gado ketoprak seblak cilok cireng "
    "batagor "
    "siomay pempek martabak terang bulan gorengan goreng bakar rica ayam bebek lele nila bandeng ikan udang "
    "cumi terasi petis kecap sambal saus sirup jamu jahe kunyit madu gula kopi teh es jus juice susu yogurt "
    "cendol "
    "dawet cincau minuman makanan jajanan jajan camilan cemilan emping opak rengginang marning sale pisang "
    "singkong ubi ketela tape getuk gethuk wajik dodol jenang geplak abon dendeng nugget sosis telur telor "
    "asin garam tepung beras jagung kedelai kacang sayur sayuran buah bumbu kelapa minyak arang kayu bambu "
    "rotan "
    "batu bata genteng paving gerabah keramik tas sepatu sandal dompet baju kaos jilbab hijab kerudung "
    "mukena "
    "sarung gamis daster celana seragam kebaya lurik kain benang boneka mainan bunga tanaman bibit pupuk "
    "pakan "
    "sapi kambing domba ternak lilin sabun parfum skincare kosmetik mebel kursi meja lemari pintu kusen "
    "sangkar burung puding salad dimsum burger pizza kebab risol lumpia arem onde klepon nagasari apem";

constexpr std::string_view staple_words =
    "beras cabai cabe bawang bwg daging telur telor minyak goreng gula pasir tepung terigu jagung kedelai "
    "kedele "
    "kacang ikan bandeng kembung tongkol teri garam susu mie instan ayam sapi kerbau tomat kentang wortel "
    "kol kubis "
    "buncis sawi kangkung ketela singkong gabah gkg gkp semen besi beton triplek kayu paku pupuk urea npk za "
    "elpiji lpg bbm pertalite pertamax solar bensin premium medium emas kelapa kopra karet sawit tbs kopi "
    "lada "
    "pala cengkeh tembakau rawit keriting curah kemasan broiler ras kampung";

constexpr std::string_view trade_words =
    "kuliner fashion fesyen kerajinan kriya craft jasa perdagangan dagang industri pengolahan pertanian "
    "peternakan "
    "perikanan perkebunan kehutanan agribisnis agrobisnis agro otomotif bengkel transportasi angkutan "
    "akomodasi "
    "elektronik farmasi kesehatan kecantikan pendidikan hiburan pariwisata wisata konstruksi bangunan mebel "
    "meubel furniture batik bordir konveksi aksesoris asesoris dekorasi percetakan teknologi informasi "
    "komunikasi "
    "keuangan makanan minuman mamin pertambangan tambang listrik gas pakaian tekstil sandang pangan produksi "
    "perbengkelan persewaan rental kosmetik herbal toko warung kelontong retail eceran ritel grosir "
    "handicraft "
    "souvenir bidang sektor kios pkl kaki lima formal informal startup digital ekonomi kreatif ikm";

constexpr std::string_view filler_words =
    "dan dll lain lainnya lainya serta atau yang di ke dari untuk usaha umum aneka olahan hasil barang jenis "
    "kategori kelompok non besar bidang sektor industri jasa produk produksi";

constexpr std::string_view size_classes =
    "mikro kecil menengah besar makro ultra umi micro small medium large";

constexpr std::string_view months =
    "januari februari pebruari maret april mei juni juli agustus september oktober november nopember "
    "desember "
    "jan feb peb mar apr jun jul agu ags agt agst aug sep sept okt oct nov nop des dec january february "
    "march may "
    "june july august october december";

constexpr std::string_view units =
    "unit orang kg kilogram gram ons kuintal kwintal ton liter ltr buah bh pcs biji butir ikat bungkus bks "
    "pak sak "
    "zak dus karton botol tabung meter m2 ha hektar persen rp rupiah usd ekor lembar set rumah tangga";

constexpr std::string_view totals =
    "jumlah jml jmlh total ttl banyaknya banyak persentase prosentase persen rata rerata rekap rekapitulasi "
    "subtotal count sum kumulatif realisasi target capaian pertumbuhan kontribusi proporsi sebaran";

constexpr std::string_view indicators =
    "umkm ukm ikm usaha unit tenaga kerja pekerja ekspor impor investasi penduduk pdrb pdb inflasi omzet "
    "omset aset "
    "koperasi anggota industri pelaku wirausaha produksi panen populasi penerima bantuan kredit kur plafon "
    "debitur";

constexpr std::string_view street_words =
    "jl jln jalan gg gang dusun dsn dukuh dk rt rw rtrw perum perumahan lingk lingkungan lk blok komplek "
    "kompleks "
    "kav kavling kampung kp";

constexpr std::string_view price_words = "harga hrg het price prices inflasi eceran";

constexpr std::array<std::pair<std::string_view, WordUse>, 14> lists{{
    {given_names, WordUse::given_name},
    {honorifics, WordUse::honorific},
    {business_words, WordUse::business},
    {goods_words, WordUse::goods},
    {staple_words, WordUse::staple},
    {trade_words, WordUse::trade},
    {filler_words, WordUse::filler},
    {size_classes, WordUse::size_class},
    {months, WordUse::month},
    {units, WordUse::unit},
    {totals, WordUse::total},
    {indicators, WordUse::indicator},
    {street_words, WordUse::street},
    {price_words, WordUse::price},
}};

constexpr std::array<std::string_view, 52> provinces{"aceh",
                                                     "nanggroe aceh darussalam",
                                                     "sumatera utara",
                                                     "sumatra utara",
                                                     "sumut",
                                                     "sumatera barat",
                                                     "sumatra barat",
                                                     "sumbar",
                                                     "riau",
                                                     "jambi",
                                                     "sumatera selatan",
                                                     "sumatra selatan",
                                                     "sumsel",
                                                     "bengkulu",
                                                     "lampung",
                                                     "kepulauan bangka belitung",
                                                     "bangka belitung",
                                                     "babel",
                                                     "kepulauan riau",
                                                     "kepri",
                                                     "dki jakarta",
                                                     "jakarta",
                                                     "jawa barat",
                                                     "jabar",
                                                     "jawa tengah",
                                                     "jateng",
                                                     "di yogyakarta",
                                                     "yogyakarta",
                                                     "daerah istimewa yogyakarta",
                                                     "jawa timur",
                                                     "jatim",
                                                     "banten",
                                                     "bali",
                                                     "nusa tenggara barat",
                                                     "ntb",
                                                     "nusa tenggara timur",
                                                     "ntt",
                                                     "kalimantan barat",
                                                     "kalimantan tengah",
                                                     "kalimantan selatan",
                                                     "kalimantan timur",
                                                     "kalimantan utara",
                                                     "sulawesi utara",
                                                     "sulawesi tengah",
                                                     "sulawesi selatan",
                                                     "sulawesi tenggara",
                                                     "gorontalo",
                                                     "sulawesi barat",
                                                     "maluku",
                                                     "maluku utara",
                                                     "indonesia",
                                                     "nasional"};

std::unordered_map<std::string_view, WordUses> const& dictionary() {
    static auto const words = [] {
        std::unordered_map<std::string_view, WordUses> found;
        for (auto const& [list, use] : lists)
            for (auto const word : base::words(list)) found[word] |= static_cast<WordUses>(use);
        return found;
    }();
    return words;
}

}  // namespace

WordUses uses_of(std::string_view word) {
    auto const found = dictionary().find(word);
    return found == dictionary().end() ? 0 : found->second;
}

bool is_province(std::string_view text) {
    if (text.starts_with("provinsi ")) text.remove_prefix(9);
    if (text.starts_with("prov ")) text.remove_prefix(5);
    if (text.starts_with("papua") && text.size() <= 16) return true;  // Papua and its five parts
    return std::ranges::find(provinces, text) != provinces.end();
}

}  // namespace bina::intake
