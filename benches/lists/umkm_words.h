#pragma once
#include <array>
#include <string_view>

/// What made-up lists of small businesses are made of: common names, streets and signs, most frequent first
/// but for the order that lists.cc gives them. Of no person or business.
namespace bina::benches {

constexpr std::string_view male_names =
    "slamet agus budi eko joko bambang suparman sutrisno suryadi hendra dedi ahmad abdul rudi "
    "andi iwan asep ujang dadang cecep yanto wahyu heru sugeng mulyono supriyadi suyanto "
    "sukardi sumarno suwarno paimin ponimin kasim ismail ibrahim yusuf umar ali hasan husein "
    "ridwan rahmat hidayat arif fajar dimas bayu rizki aditya galih yoga putra indra surya made "
    "wayan ketut nyoman gede komang putu kadek ngurah daniel yohanes petrus paulus markus "
    "stefanus antonius benediktus lukas tomas simon darius samuel yakobus rusli rusdi syamsul "
    "syahrul zainal zulkifli fauzi farid faisal firman gunawan hermawan irfan jamal karim "
    "lukman mahmud nasrul oman rohman sarif tarmidzi usman wawan yayan zaki subagyo subekti "
    "sudirman sugiyanto suharto sujono sukarno sumardi sunarto supardi suprapto suroso sutarno "
    "suwito tugiman tukiman wagiman warsito widodo wiyono kusnadi kusuma darmawan purnomo "
    "pranoto prasetyo nugroho santoso setiawan susanto wibowo wijaya hartono haryanto handoko "
    "harjo rejo mujiono misno misman miskan samsudin kamaludin jamaludin nurdin saifudin "
    "muhidin safrudin burhanudin aminudin badrudin";

constexpr std::string_view female_names =
    "siti sri nur dewi ratna yuni wati ani rina lina tuti yati murni sumiati suparti sulastri "
    "suryani rohani rohmah aisyah fatimah khadijah maryam zulaikha halimah hafsah zainab aminah "
    "rukmini ningsih lestari wulandari puspita rahayu utami handayani kartini kusumawati "
    "susanti purwanti hartati haryati mulyani mulyati sumarni suwarni sukarti sutinah paini "
    "painah ponirah tukinem tumini wagiyem warsini lasmi lasmini jumiati juminah kasmiati "
    "karsinah misnah misti ngatini ngatiyem parmi parni rumini rusmini sainah salamah samiyah "
    "sarinah sarmi sartini siswati sulasmi sumini sumirah supriyati surati surtini suyati tarmi "
    "titin umi uswatun wahyuni wiwik yuliana yulianti yunita zubaidah zuraidah maria yohana "
    "elisabet kristina agustina veronika theresia margareta anastasia monika ester debora rut "
    "novita fitri fitriani indah intan melati mawar bunga ayu putri laila nurul nuraini "
    "nurhayati nurjanah nurlaela masruroh mahmudah makrifah maimunah";

constexpr std::string_view second_names =
    "hidayat rahman santoso wijaya saputra kurniawan setiawan pratama nugroho wibowo susanto "
    "hartono gunawan firmansyah ramadhan maulana akbar hakim syahputra permana purnama kusuma "
    "lesmana mulyana suryana supriatna sukmana hermawan budiman darmawan irawan ismawan "
    "kartawijaya lubis nasution siregar harahap sinaga simanjuntak situmorang manurung hutapea "
    "sihombing panjaitan tampubolon silalahi ginting sembiring tarigan sitepu karo rangkuti "
    "pohan dalimunthe hasibuan pasaribu daulay batubara chaniago piliang koto tanjung sikumbang "
    "jambak caniago guci manullang damanik purba saragih girsang sipayung rajagukguk butarbutar "
    "lumbantoruan pardede nababan napitupulu siahaan wati ningsih lestari astuti handayani "
    "rahayu utami wulandari anggraini safitri puspitasari kusumawati permatasari oktaviani "
    "maharani kartika yulianti apriliani septiani nurhaliza amalia azzahra salsabila "
    "khairunnisa mardiana mariana herlina marlina rosmawati kurniasih sukaesih komariah "
    "jubaedah sumiyati wahyudi haryadi priyono sudarsono raharjo suharjo sulistyo subroto "
    "prabowo hartanto kristianto yulianto ardianto febrianto novianto agustian oktavian pratiwi "
    "kusnandar iskandar arifin abidin solihin muttaqin mustofa mubarok maghfur fadillah fathoni "
    "ghozali ansori asyari basri bakri latif malik aziz majid wahid rasyid rosyid jalil halim "
    "salim muslim mukmin";

constexpr std::string_view streets =
    "merdeka sudirman diponegoro kartini gatot_subroto ahmad_yani pahlawan veteran melati mawar "
    "anggrek kenanga cempaka flamboyan dahlia teratai kamboja seruni nangka mangga jambu "
    "rambutan durian salak delima kelapa pinang cendana jati mahoni akasia beringin waru bambu "
    "rajawali merpati garuda cendrawasih kutilang kenari gelatik manyar nuri pemuda pelajar "
    "pasar masjid pesantren sekolah stasiun pelabuhan industri pertanian koperasi swadaya "
    "gotong_royong raya_selatan raya_utara raya_timur raya_barat hasanudin imam_bonjol "
    "teuku_umar pattimura antasari wahid_hasyim hayam_wuruk gajah_mada brawijaya airlangga "
    "majapahit pajajaran siliwangi sultan_agung trunojoyo ronggolawe basuki_rahmat "
    "panglima_sudirman letjen_suprapto jaksa_agung mayjen_sungkono kapten_tendean";

constexpr std::string_view hamlets =
    "krajan sumberejo karanganyar sidomulyo sukorejo wonosari kedungrejo banjarsari gondang "
    "tegalsari pandan mojosari kalibaru sumbersari purwosari wonorejo kebonsari tanjungsari "
    "sukamaju sukasari mekarsari cikaret cibeureum cipaku babakan pasirmuncang kampung_baru "
    "kampung_tengah lebak lor kidul wetan kulon ngemplak ngaglik jetis dukuh bulu blimbing "
    "rejosari tlogosari manggis duwet trembesi randu kapuk asem";

constexpr std::string_view brands =
    "barokah berkah rejeki sumber_rejeki sumber_makmur jaya makmur maju_jaya sinar_jaya mekar "
    "mandiri abadi sentosa sejahtera bahagia lestari amanah al_hikmah al_barokah nur_jaya "
    "putra_jaya tiga_putra dua_saudara mitra karya_mandiri cahaya bintang mutiara permata "
    "anugerah karunia rahayu rukun subur tani_makmur laris lancar usaha_baru harapan "
    "setia_kawan sederhana asli_rasa lezat nikmat mantap murah_meriah serba_ada dunia_baru "
    "pelangi mawar melati kenanga anggrek dewi sri_rejeki ngudi_rejeki tunas_baru citra_mandiri "
    "bina_usaha";

struct Trade {
    std::string_view kbli;
    std::string_view words;
};
constexpr std::array<Trade, 24> trades{{
    {"47111", "toko kios warung"},
    {"47112", "warung toko kelontong"},
    {"56101", "rumah_makan warung_makan depot"},
    {"56102", "warung_nasi warung_kopi kedai"},
    {"56103", "kedai angkringan"},
    {"10710", "toko_roti kue roti"},
    {"10792", "keripik aneka_keripik camilan"},
    {"10391", "tahu tempe tahu_tempe"},
    {"14111", "konveksi penjahit modiste"},
    {"13134", "batik tenun"},
    {"16291", "mebel kerajinan anyaman"},
    {"31001", "mebel meubel furniture"},
    {"45407", "bengkel bengkel_motor tambal_ban"},
    {"96112", "salon pangkas_rambut barbershop"},
    {"96200", "laundry binatu"},
    {"47241", "toko_beras agen_beras"},
    {"47772", "agen_gas pangkalan_gas"},
    {"01411", "ternak_sapi ternak_kambing"},
    {"01462", "ternak_ayam peternakan"},
    {"03221", "ikan_lele budidaya_ikan pembudidaya"},
    {"46311", "pengepul agen_sayur"},
    {"61994", "konter konter_pulsa ponsel"},
    {"18111", "percetakan fotokopi sablon"},
    {"49424", "ojek rental"},
}};

constexpr std::string_view phone_beginnings =
    "0811 0812 0813 0821 0822 0823 0852 0853 0851 0814 0815 0816 0855 0856 0857 0858 0817 0818 "
    "0819 0859 0877 0878 0831 0832 0833 0838 0895 0896 0897 0898 0899 0881 0882 0883";

}  // namespace bina::benches
