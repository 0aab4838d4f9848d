#include "cli/demo/trades.h"

#include <numeric>

namespace bina::cli::demo {
namespace {

// "Warung" begins 200, "Toko" 84 and "Kios" 53 of 1,000 names, as in the lists that agencies publish.
// clang-format off
constexpr std::array all{
    Living{"food", "Warung Makan", "menjual nasi dan lauk matang", "56102", 52, true},
    Living{"food", "Warung Nasi", "menjual nasi pecel dan lodeh", "56102", 22, true},
    Living{"food", "Warung Soto", "menjual soto ayam", "56102", 14, true},
    Living{"food", "Bakso", "menjual bakso dan mi ayam", "56104", 26, true},
    Living{"food", "Mie Ayam", "menjual mi ayam", "56104", 18, true},
    Living{"food", "Sate", "menjual sate ayam dan kambing", "56102", 26, true},
    Living{"food", "Nasi Goreng", "menjual nasi goreng malam hari", "56104", 12, true},
    Living{"food", "Lontong Tahu", "menjual lontong tahu", "56104", 12, true},
    Living{"food", "Gorengan", "membuat dan menjual gorengan", "56104", 20, true},
    Living{"food", "Katering", "menerima pesanan nasi kotak", "56210", 13, true},
    Living{"food", "Keripik Tempe", "membuat keripik tempe", "10794", 16, true},
    Living{"food", "Kerupuk", "membuat kerupuk", "10794", 10, true},
    Living{"food", "Kue Basah", "membuat jajanan pasar dan kue basah", "10792", 22, true},
    Living{"food", "Roti", "membuat roti dan kue kering", "10710", 11, true},
    Living{"food", "Tempe", "membuat tempe kedelai", "10391", 17, true},
    Living{"food", "Tahu", "membuat tahu", "10392", 11, true},
    Living{"food", "Aneka Camilan", "membuat camilan kemasan", "10799", 13, true},
    Living{"food", "Ayam Geprek", "menjual ayam geprek", "56102", 12, true},
    Living{"drink", "Warung Kopi", "menjual kopi dan jajanan", "56304", 26},
    Living{"drink", "Angkringan", "angkringan malam hari", "56306", 12},
    Living{"drink", "Es Dawet", "menjual es dawet keliling", "56306", 8, true},
    Living{"drink", "Es Teh", "menjual minuman dingin", "56306", 9, true},
    Living{"drink", "Jamu", "membuat dan menjual jamu gendong", "56305", 7, true},
    Living{"retail", "Warung", "menjual kebutuhan sehari-hari", "47112", 54},
    Living{"retail", "Warung Kelontong", "toko kelontong di rumah", "47112", 32},
    Living{"retail", "Toko", "menjual sembako dan kelontong", "47112", 38},
    Living{"retail", "Toko Sembako", "menjual beras, minyak dan gula", "47112", 20},
    Living{"retail", "Toko Pertanian", "menjual pupuk dan obat tanaman", "47763", 6},
    Living{"retail", "Toko Bangunan", "menjual bahan bangunan", "47524", 7},
    Living{"retail", "Kios", "kios di pasar", "47112", 28},
    Living{"retail", "Kios Pulsa", "menjual pulsa dan token listrik", "61994", 13},
    Living{"retail", "Kios Pupuk", "menyalurkan pupuk bersubsidi", "47763", 6},
    Living{"retail", "Kios Bensin", "menjual bensin eceran", "47892", 6},
    Living{"retail", "Pedagang Sayur", "menjual sayur keliling", "47813", 26},
    Living{"retail", "Pedagang Ayam Potong", "menjual ayam potong", "47814", 14},
    Living{"retail", "Pangkalan Gas", "pangkalan elpiji 3 kg", "47772", 9},
    Living{"retail", "Agen Beras", "jual beli beras", "47241", 8},
    Living{"retail", "Pedagang Buah", "menjual buah di pinggir jalan", "47812", 12},
    Living{"retail", "Pedagang Ikan", "menjual ikan segar di pasar", "47815", 10},
    Living{"retail", "Olshop", "menjual barang lewat lokapasar", "47919", 12},
    Living{"fashion", "Konveksi", "menjahit seragam dan kaos", "14111", 9},
    Living{"fashion", "Penjahit", "menerima jahitan", "14120", 20},
    Living{"fashion", "Toko Baju", "menjual pakaian jadi", "47711", 13},
    Living{"fashion", "Butik", "menjual busana muslim", "47711", 5},
    Living{"fashion", "Batik", "membuat batik tulis dan cap", "13134", 8},
    Living{"craft", "Mebel Jati", "membuat mebel kayu jati", "31001", 20},
    Living{"craft", "Kerajinan Kayu", "membuat ukiran dan suvenir kayu jati", "16293", 12},
    Living{"craft", "Anyaman Bambu", "membuat anyaman bambu", "16291", 11},
    Living{"craft", "Gerabah", "membuat gerabah", "23932", 5},
    Living{"service", "Salon", "salon dan rias pengantin", "96112", 12},
    Living{"service", "Rias Pengantin", "rias dan sewa busana pengantin", "96112", 8},
    Living{"service", "Pangkas Rambut", "potong rambut pria", "96111", 11},
    Living{"service", "Laundry", "cuci dan setrika pakaian", "96200", 12},
    Living{"service", "Servis Elektronik", "memperbaiki televisi dan pompa air", "95210", 8},
    Living{"service", "Fotokopi", "fotokopi dan alat tulis", "82190", 7},
    Living{"service", "Sewa Tenda", "menyewakan tenda dan kursi", "77299", 9},
    Living{"service", "Percetakan", "cetak undangan dan spanduk", "18111", 5},
    Living{"farming", "Ternak Sapi", "penggemukan sapi potong", "01411", 12},
    Living{"farming", "Ternak Ayam", "memelihara ayam petelur", "01462", 11},
    Living{"farming", "Ternak Kambing", "memelihara kambing", "01442", 10},
    Living{"farming", "Kolam Lele", "pembesaran lele", "03221", 8},
    Living{"workshop", "Bengkel", "memperbaiki sepeda motor", "45407", 24},
    Living{"workshop", "Tambal Ban", "tambal ban dan isi angin", "45407", 10},
    Living{"workshop", "Las", "membuat pagar dan teralis", "25119", 11},
    Living{"transport", "Ojek", "mengantar orang dan barang", "49424", 6},
    Living{"transport", "Angkutan Barang", "menyewakan truk dan pikap", "49431", 8},
    Living{"manufacture", "Batu Bata", "membuat batu bata merah", "23921", 11},
    Living{"manufacture", "Paving", "membuat paving dan batako", "23953", 6},
    Living{"manufacture", "Penggilingan Padi", "menggiling gabah", "10631", 8},
    Living{"other", "Jual Beli Barang Bekas", "mengumpulkan barang bekas", "46696", 6},
    Living{"unknown", "Usaha", "", "", 4},
};
// clang-format on

constexpr auto cumulative = [] {
    std::array<int, all.size()> sums{};
    int sum = 0;
    for (std::size_t i = 0; i < all.size(); ++i) sums[i] = sum += all[i].weight;
    return sums;
}();

}  // namespace

std::span<Living const> livings() {
    return all;
}

Living const& living(Draw& draw) {
    return all[draw.weighted(cumulative)];
}

}  // namespace bina::cli::demo
