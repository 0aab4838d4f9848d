#include <utility>

#include "base/fold.h"
#include "intake/headings.h"

namespace bina::intake {
namespace {

using registry::Field;

/// Headings of one meaning, parted by commas.
struct Group {
    std::optional<Target> target;
    int confidence;
    std::string_view headings;
};

constexpr std::nullopt_t nothing = std::nullopt;  // known, and nothing that the registry keeps

// Headings of lists of agencies, villages, cooperatives and aid programmes, in the words that heading_words
// makes of them. Where one heading is used for two things it stands twice, and the content of the column
// decides.
// clang-format off
constexpr Group groups[] = {
    {Special::sequence, 100, "no, no urut, urut"},
    {Special::sequence, 80, "no data"},
    {Special::sequence, 60, "id, no id"},
    {Special::sequence, 50, "no kode"},
    {Field::nik, 100, "nik, no ktp, no nik, nik ktp, no ktp nik, no induk kependudukan"},
    {Field::nik, 95, "ktp"},
    {Field::nik, 90, "no identitas"},
    {Field::nik, 80, "no penduduk"},
    {Field::nik, 60, "identitas"},
    {Field::nik, 85, "id no, no identity card, identity no"},
    {Field::nik, 50, "no induk"},
    {Field::family_card, 100, "no kk, kartu keluarga, no kartu keluarga"},
    {Field::family_card, 95, "kk"},
    {nothing, 100, "usia, umur, laba, keuntungan, laba bersih, kapasitas produksi, harga, harga jual, "
        "satuan, modal luar, modal pinjaman, sumber modal, status kawin, status perkawinan, "
        "status pernikahan, status pencairan, status penyaluran, status bantuan, status pengajuan, "
        "status nikah, status bangunan, status tempat usaha, status tanah, agama, pendidikan, "
        "pendidikan terakhir, foto, foto usaha, foto produk, foto ktp, tanda tangan, ttd, paraf, "
        "nama bank, no rekening, nama ibu kandung, ibu kandung, nama suami, nama istri, "
        "nama suami istri, nama pasar, daerah pemasaran, jangkauan pemasaran, wilayah pemasaran, "
        "jumlah bantuan, nominal bantuan, jenis bantuan, nilai bantuan, jenis pelatihan, nama pelatihan, "
        "tanggal survei, tanggal survey, tanggal input, tanggal pendataan, tanggal entri, timestamp, "
        "cap waktu, nama petugas, sumber bahan baku, jumlah tanggungan, no surat"},
    {nothing, 95, "harga produk, instagram, facebook, media sosial, medsos, sosmed, website, enumerator, "
        "surveyor"},
    {nothing, 90, "nama kepala keluarga, kepala keluarga, "
        "kode kecamatan, kode desa, kode desa kelurahan, pendapatan bersih, jumlah produksi, pinjaman, "
        "siup, tdp, status kepemilikan, bank, rekening, pemasaran, marketplace, tiktok, shopee, "
        "link maps, bantuan, kendala, permasalahan, masalah, kebutuhan, skala usaha, skala, kelas usaha, "
        "petugas, bahan baku, peralatan, kemasan, disabilitas, "
        "status penanaman modal, uraian skala usaha, kl sektor pembina, sektor pembina, "
        "tanggal terbit oss"},
    {nothing, 85, "situ, pekerjaan, pasar, google maps, pelatihan, harapan, luas, no registrasi, "
        "no anggota, no peserta"},
    {nothing, 80, "kredit, status verifikasi, link, akun, ukuran, klasifikasi, kriteria, "
        "alat, tanggal, bulan"},
    {nothing, 60, "no sertifikat"},
    {Special::names, 100, "nama pemilik nama usaha, nama usaha nama pemilik, nama pelaku usaha nama usaha, "
        "nama nama usaha, nama usaha pemilik, nama pemilik nama toko, nama pedagang nama toko"},
    {Field::owner_name, 100, "nama pemilik, nama pemilik usaha, owner name, nama owner"},
    {Field::owner_name, 90, "full name, nama user, name of owner, owner s name"},
    {Field::owner_name, 95, "pemilik, nama lengkap, nama pengusaha, pengusaha, nama sesuai ktp, nama ktp"},
    {Field::owner_name, 90, "nama pelaku usaha, nama pelaku umkm, nama wirausaha, nama pimpinan, "
        "nama penanggung jawab, nama penerima, nama peserta, nama pemohon, nama debitur, nama pedagang, "
        "nama perajin, nama pengrajin, nama penduduk, nama warga, nama orang, owner, "
        "nama petani, nama peternak, nama nelayan, nama ketua kelompok, nama penjual, nama wajib pajak"},
    {Field::owner_name, 85, "pelaku usaha, nama pengelola, penanggung jawab, nama anggota, nama responden"},
    {Field::owner_name, 80, "pimpinan, nama ketua"},
    {Field::owner_name, 78, "pelaku umkm, "
        "ketua, ketua kelompok"},
    {Field::owner_name, 70, "penerima, nama, nama umkm"},
    {Field::owner_name, 64, "nama ukm"},
    {Field::owner_name, 58, "umkm"},
    {Field::coached_by, 100, "instansi pembina"},
    {Field::coached_by, 95, "dibina oleh, dinas pembina, opd pembina"},
    {Field::coached_by, 90, "pembina"},
    {Field::coached_by, 85, "binaan"},
    {Field::coached_by, 70, "umkm binaan, pendamping"},
    {Field::coached_by, 60, "nama pendamping"},
    {Field::coached_by, 50, "mitra"},
    {Field::business_name, 100, "nama usaha, nama perusahaan, nama toko, business name, nama bisnis"},
    {Field::business_name, 90, "nama stand, nama gerai, nama rumah makan, nama irtp, nama produsen, "
        "nama badan hukum, nama kub, name of business, company name, nama lapak, nama bengkel"},
    {Field::business_name, 95, "nama badan usaha, merk usaha, nama warung, nama kios, nama outlet, "
        "nama unit usaha"},
    {Field::business_name, 90, "perusahaan, nama brand, merk dagang, nama dagang, nama koperasi, "
        "nama industri"},
    {Field::business_name, 85, "nama ukm, nama ikm, nama merk, merek dagang, nama kelompok usaha"},
    {Field::business_name, 80, "nama merek, brand, merk produk, nama lembaga"},
    {Field::business_name, 78, "nama umkm"},
    {Field::business_name, 76, "merk"},
    {Field::business_name, 75, "toko"},
    {Field::business_name, 74, "merek"},
    {Field::business_name, 72, "umkm"},
    {Field::business_name, 70, "ukm, ikm, "
        "nama kelompok"},
    {Field::business_name, 68, "nama"},
    {Field::business_name, 66, "name"},
    {Field::business_name, 65, "unit usaha"},
    {Field::business_name, 58, "kelompok"},
    {Field::business_name, 60, "usaha"},
    {Field::legal_form, 100, "bentuk badan usaha, bentuk badan hukum"},
    {Field::legal_form, 95, "badan hukum, jenis badan usaha"},
    {Field::legal_form, 90, "bentuk usaha, status badan hukum, "
        "jenis perusahaan, uraian jenis perusahaan"},
    {Field::legal_form, 80, "badan usaha"},
    {Field::legal_form, 75, "legalitas badan usaha"},
    {Field::activity, 100, "jenis usaha, bidang usaha, jenis bidang usaha, kegiatan usaha, "
        "jenis kegiatan usaha"},
    {Field::activity, 95, "aktivitas usaha, type of business, business activity, business field"},
    {Field::activity, 90, "kegiatan utama, deskripsi usaha, uraian usaha, jenis dagangan, jenis jualan, "
        "jualan, barang jualan, jenis industri, jenis kerajinan, "
        "jenis makanan minuman, bidang kerajinan"},
    {Field::activity, 85, "keterangan usaha, "
        "judul kbli, business type, nama kbli"},
    {Field::activity, 80, "kegiatan, aktivitas, aktifitas, dagangan"},
    {Field::activity, 72, "deskripsi"},
    {Field::activity, 70, "pekerjaan usaha"},
    {Field::activity, 62, "usaha"},
    {Field::activity, 60, "jenis"},
    {Field::trade, 95, "sektor usaha"},
    {Field::trade, 90, "sektor, sektor ekonomi"},
    {Field::trade, 85, "kategori usaha, sub sektor, subsektor"},
    {Field::trade, 74, "bidang"},
    {Field::trade, 70, "klaster"},
    {Field::trade, 62, "kelompok usaha"},
    {Field::trade, 60, "klasifikasi usaha"},
    {Field::trade, 58, "kategori"},
    {Field::product, 100, "produk utama"},
    {Field::product, 95, "produk, jenis produk, nama produk, produk unggulan, produk usaha, "
        "produk dihasilkan"},
    {Field::product, 88, "menu, menu andalan, menu unggulan, produk andalan, product, main product, "
        "produk dipamerkan, produk dijual"},
    {Field::product, 90, "komoditas, komoditi, jenis komoditi, "
        "jenis pangan, nama pangan, jenis makanan"},
    {Field::product, 85, "hasil produksi, jenis produksi, jenis barang dagangan"},
    {Field::product, 80, "barang dijual"},
    {Field::product, 78, "jenis barang"},
    {Field::product, 70, "nama barang, varian produk"},
    {Field::kbli, 100, "kbli, kode kbli, no kbli"},
    {Field::started, 100, "tahun berdiri, tahun mulai usaha, tahun pendirian, tahun memulai usaha"},
    {Field::started, 95, "berdiri sejak, year established, established, tahun usaha berdiri"},
    {Field::started, 90, "mulai usaha, berdiri, tahun mulai, tanggal berdiri, mulai beroperasi, "
        "tahun operasi, tanggal mulai usaha, usaha sejak"},
    {Field::started, 75, "tahun usaha"},
    {Field::started, 62, "lama usaha"},
    {Field::nib, 100, "nib, no nib, no induk berusaha"},
    {Field::nib, 95, "nib oss"},
    {Field::nib, 75, "kepemilikan nib, punya nib"},
    {Field::npwp, 100, "npwp, no npwp, no pokok wajib pajak"},
    {Field::npwp, 70, "nitku"},
    {Field::sex, 100, "jenis kelamin, l p, lk pr, jns kelamin"},
    {Field::sex, 95, "jk, kelamin, gender, sex, p l"},
    {Field::sex, 90, "laki laki perempuan"},
    {Field::sex, 80, "l p w"},
    {Special::sex_male, 100, "jenis kelamin l, jk l, jenis kelamin lk, jenis kelamin laki laki, "
        "jenis kelamin laki, jenis kelamin pria, kelamin l"},
    {Special::sex_male, 45, "l, laki laki, lk, pria"},
    {Special::sex_female, 100, "jenis kelamin p, jk p, jenis kelamin pr, jenis kelamin perempuan, "
        "jenis kelamin wanita, kelamin p"},
    {Special::sex_female, 45, "p, perempuan, pr, wanita"},
    {Special::birth, 100, "ttl, tempat tanggal lahir, tempat dan tanggal lahir"},
    {Special::birth, 80, "kelahiran"},
    {Special::birth, 70, "tempat tgl"},
    {Field::birth_day, 100, "tanggal lahir"},
    {Field::birth_day, 75, "lahir"},
    {Field::birth_day, 70, "tahun lahir"},
    {Field::birth_place, 100, "tempat lahir"},
    {Field::birth_place, 90, "kota lahir"},
    {Field::phone, 100, "no hp, hp, telepon, no telepon, wa, no wa, no hp wa, hp wa, no telepon hp, "
        "no telepon wa, telepon hp, phone, no seluler"},
    {Field::phone, 95, "no kontak"},
    {Field::phone, 90, "kontak"},
    {Field::phone, 85, "contact person, kontak person, nomor dihubungi"},
    {Field::phone, 78, "narahubung"},
    {Field::phone, 70, "cp, no aktif"},
    {Field::email, 100, "email, e mail, alamat email, surel, alamat e mail"},
    {Field::email, 90, "mail"},
    {Field::address, 100, "alamat usaha, alamat tempat usaha, alamat umkm"},
    {Field::address, 95, "alamat, alamat lengkap, lokasi usaha, alamat toko, alamat perusahaan, address, "
        "lokasi tempat usaha"},
    {Field::address, 85, "jalan"},
    {Field::address, 80, "tempat usaha"},
    {Field::address, 78, "lokasi"},
    {Field::address, 72, "alamat domisili"},
    {Field::address, 70, "alamat rumah, domisili"},
    {Field::address, 68, "alamat pemilik, alamat tinggal"},
    {Field::address, 66, "alamat ktp, alamat sesuai ktp, tempat tinggal"},
    {Field::hamlet, 100, "dusun, dukuh, nama dusun, dusun lingkungan, dukuh dusun"},
    {Field::hamlet, 95, "pedukuhan, padukuhan"},
    {Field::hamlet, 90, "lingkungan"},
    {Field::hamlet, 85, "kampung"},
    {Field::hamlet, 80, "jorong"},
    {Field::hamlet, 70, "banjar"},
    {Field::rt, 100, "rt, alamat rt, no rt"},
    {Field::rw, 100, "rw, alamat rw, no rw"},
    {Special::rt_rw, 100, "rt rw, rtrw"},
    {Special::rt_rw, 90, "rw rt"},
    {Field::village, 100, "desa, kelurahan, desa kelurahan, nama desa, nama kelurahan, "
        "nama desa kelurahan, alamat desa, alamat kelurahan, alamat desa kelurahan"},
    {Field::village, 90, "nagari, gampong, village"},
    {Special::village_district, 100, "desa kecamatan, kelurahan kecamatan, desa kelurahan kecamatan"},
    {Field::district, 100, "kecamatan, nama kecamatan, alamat kecamatan"},
    {Field::district, 95, "wilayah kecamatan"},
    {Field::district, 85, "district"},
    {Field::district, 80, "distrik"},
    {Special::area, 100, "kabupaten, kabupaten kota, nama kabupaten kota, provinsi, nama provinsi, "
        "kode provinsi, kode kabupaten kota"},
    {Special::area, 90, "kota, kode pos, kodepos"},
    {Special::area, 80, "kode wilayah, negara"},
    {Special::area, 62, "daerah"},
    {Special::area, 80, "nama wilayah, nama daerah"},
    {Special::area, 60, "wilayah"},
    {Field::latitude, 100, "lat, latitude, lintang, garis lintang, koordinat lintang"},
    {Field::latitude, 90, "koordinat y"},
    {Field::latitude, 70, "titik y"},
    {Field::latitude, 45, "y"},
    {Field::longitude, 100, "lng, longitude, bujur, garis bujur, koordinat bujur"},
    {Field::longitude, 95, "long, lon"},
    {Field::longitude, 90, "koordinat x"},
    {Field::longitude, 70, "titik x"},
    {Field::longitude, 45, "x"},
    {Special::coordinates, 100, "koordinat, titik koordinat, koordinat lokasi, koordinat usaha"},
    {Special::coordinates, 95, "lokasi koordinat, lat long, titik gps, latitude longitude"},
    {Special::coordinates, 90, "gps"},
    {Special::coordinates, 80, "titik lokasi"},
    {Special::coordinates, 60, "share lokasi"},
    {Field::sales, 100, "omzet, omzet usaha, omzet penjualan, jumlah omzet, nilai omzet, omset pertahun"},
    {Field::sales, 95, "hasil penjualan, nilai penjualan, rata omzet"},
    {Field::sales, 90, "penjualan, pendapatan usaha, total penjualan, turnover"},
    {Field::sales, 85, "pendapatan, jumlah penjualan, peredaran usaha, kisaran omzet"},
    {Field::sales, 90, "annual sales, monthly sales, revenue, annual revenue, omzet rata rata, "
        "rata rata penjualan, pendapatan kotor"},
    {Field::sales, 80, "sales"},
    {Field::sales, 76, "penghasilan"},
    {Field::sales, 70, "volume usaha"},
    {Field::sales, 62, "nilai produksi"},
    {Field::capital, 100, "modal usaha, total modal"},
    {Field::capital, 95, "modal, jumlah modal, nilai modal"},
    {Field::capital, 85, "modal awal"},
    {Field::capital, 80, "permodalan, capital"},
    {Field::capital, 76, "modal sendiri"},
    {Field::capital, 74, "nilai investasi"},
    {Field::capital, 72, "modal kerja"},
    {Field::capital, 70, "investasi"},
    {Field::assets, 100, "aset, nilai aset, total aset, aset usaha"},
    {Field::assets, 95, "jumlah aset, kekayaan bersih"},
    {Field::assets, 85, "kekayaan"},
    {Field::assets, 78, "harta"},
    {Field::workers, 100, "tenaga kerja, jumlah tenaga kerja, jumlah tk, jumlah karyawan, "
        "total tenaga kerja, tenaga kerja jumlah, tenaga kerja total"},
    {Field::workers, 95, "karyawan, jumlah pekerja"},
    {Field::workers, 90, "tk, pekerja, jumlah pegawai, naker, jumlah naker, serapan tenaga kerja, "
        "tenaga kerja terserap"},
    {Field::workers, 95, "employees, no of employees, workers, no of workers, tki, tenaga kerja tki"},
    {Field::workers, 85, "pegawai"},
    {Field::workers, 80, "tenaga"},
    {Field::workers_male, 100, "tenaga kerja l, tk l, tenaga kerja laki laki, tenaga kerja laki, "
        "tenaga kerja pria, tenaga kerja lk, karyawan l, karyawan laki laki, karyawan pria, "
        "pekerja laki laki, tk laki laki, naker l, tk lk"},
    {Field::workers_male, 58, "laki laki"},
    {Field::workers_male, 42, "l"},
    {Field::workers_female, 100, "tenaga kerja p, tk p, tenaga kerja perempuan, tenaga kerja wanita, "
        "tenaga kerja pr, karyawan p, karyawan perempuan, karyawan wanita, pekerja perempuan, "
        "tk perempuan, naker p, tk pr"},
    {Field::workers_female, 58, "perempuan"},
    {Field::workers_female, 42, "p"},
    {Special::licences, 90, "legalitas, izin usaha, perizinan, legalitas usaha, izin dimiliki, "
        "perizinan usaha, izin legalitas"},
    {Special::licences, 85, "no izin usaha, izin, surat izin"},
    {Special::licences, 80, "sertifikat dimiliki, nama izin"},
    {Special::licences, 76, "izin edar"},
    {Special::licences, 72, "sertifikat, sertifikasi"},
    {Special::licence_until, 100, "masa berlaku izin, izin berlaku sampai, masa berlaku pirt, "
        "masa berlaku p irt, masa berlaku halal, masa berlaku sertifikat halal, masa berlaku bpom, "
        "masa berlaku merek, pirt berlaku sampai, halal berlaku sampai, pirt berlaku s d, "
        "halal berlaku s d, bpom berlaku s d, merek berlaku s d, bpom berlaku sampai"},
    {Special::licence_until, 90, "masa berlaku, berlaku sampai, berlaku sampai dengan, berlaku hingga, "
        "berlaku s d, berlaku sd, masa berlaku s d, masa berlaku sampai, tanggal berakhir, "
        "tanggal kedaluwarsa, tanggal kadaluarsa, tanggal kadaluwarsa, masa aktif"},
    {Special::licence_until, 80, "berlaku, kedaluwarsa, kadaluarsa, expired"},
    {Special::licence_from, 90, "tanggal terbit, tanggal terbit izin, berlaku dari, berlaku sejak, "
        "tanggal izin, tanggal sertifikat, tanggal terbit sertifikat"},
    {Field::licence_sku, 100, "sku, no sku, surat keterangan usaha"},
    {Field::licence_iumk, 100, "iumk, no iumk, izin usaha mikro kecil"},
    {Field::licence_iumk, 95, "izin usaha mikro"},
    {Field::licence_pirt, 100, "pirt, p irt, no pirt, no p irt, spp irt, izin pirt, sertifikat pirt"},
    {Field::licence_halal, 100, "halal, sertifikat halal, no halal, no sertifikat halal"},
    {Field::licence_halal, 90, "label halal"},
    {Field::licence_bpom, 100, "bpom, no bpom, bpom md, izin bpom"},
    {Field::licence_bpom, 72, "md"},
    {Field::licence_brand, 100, "merek haki, merk haki, sertifikat merek, sertifikat merk"},
    {Field::licence_brand, 95, "haki, hki, merek terdaftar, legalitas merek, izin merek, legalitas merk"},
    {Field::licence_brand, 90, "no merek, hak merek"},
    {Field::licence_brand, 56, "merek"},
    {Field::licence_brand, 50, "merk"},
    {Field::status, 100, "status usaha"},
    {Field::status, 90, "status aktif"},
    {Field::status, 85, "status, kondisi usaha, keaktifan"},
    {Field::status, 80, "aktif tidak"},
    {Field::coached_since, 100, "dibina sejak"},
    {Field::coached_since, 95, "mulai dibina"},
    {Field::coached_since, 90, "tanggal pembinaan"},
    {Field::coached_since, 85, "tahun pembinaan, tahun binaan"},
    {Field::flagship, 90, "umkm unggulan, usaha unggulan"},
    {Field::flagship, 85, "unggulan"},
    {Field::flagship_reason, 100, "alasan unggulan"},
    {Field::flagship_reason, 72, "keunggulan"},
    {Field::note, 95, "keterangan, ket, catatan"},
    {Field::note, 90, "note, keterangan lain"},
    {Field::note, 85, "remarks"},
    {Field::note, 70, "info"},
    {Special::year, 100, "tahun data"},
    {Special::year, 95, "tahun pendataan"},
    {Special::year, 90, "tahun, tahun anggaran"},
    {Special::year, 80, "tahun bantuan, tanggal data"},
    {Special::year, 78, "periode"},
};
// clang-format on

std::vector<KnownHeading> unfold() {
    std::vector<KnownHeading> known;
    for (auto const& group : groups) {
        for (std::size_t at = 0; at < group.headings.size();) {
            auto const end = std::min(group.headings.find(", ", at), group.headings.size());
            auto words = base::words(group.headings.substr(at, end - at));
            std::string joined;
            for (auto const word : words) joined += word;
            known.push_back({std::move(words), std::move(joined), group.target, group.confidence});
            at = end + 2;
        }
    }
    return known;
}

}  // namespace

std::span<KnownHeading const> known_headings() {
    static auto const known = unfold();
    return known;
}

}  // namespace bina::intake
