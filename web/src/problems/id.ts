/** What can go wrong anywhere: the server, its store, the form of a value. Loaded once something does. */
const id = {
  'linkage.bad_spec': 'Petunjuk penautan salah tulis; lihat baris yang disebut.',
  'linkage.repeated_id': 'Pengenal yang sama muncul dua kali di satu daftar.',
  'linkage.too_many_rows': 'Daftar ini terlalu panjang untuk ditautkan sekaligus.',

  'http.busy': 'Server sedang sangat sibuk. Tidak ada yang berubah; tunggu sebentar, lalu coba lagi.',
  'http.too_many_connections': 'Terlalu banyak sambungan dari komputer ini. Tutup tab lain, lalu coba lagi.',
  'http.too_many_requests': 'Terlalu banyak permintaan dari sini. Tunggu sebentar, lalu coba lagi.',
  'http.timeout':
    'Pengiriman terlalu lama dan diputus. Tidak ada yang berubah; periksa jaringan, lalu coba lagi.',
  'http.bad_request':
    'Permintaan tidak terbaca oleh server. Tidak ada yang berubah; muat ulang halaman, lalu coba lagi.',
  'http.ambiguous_length': 'Permintaan rusak di perjalanan. Tidak ada yang berubah; coba lagi.',
  'http.bad_version': 'Peramban atau perantara memakai cara yang tidak dikenal server. Perbarui peramban.',
  'http.target_too_long': 'Alamat permintaan terlalu panjang. Pendekkan pencarian atau saringan.',
  'http.header_too_large': 'Permintaan terlalu besar. Hapus kuki situs ini, lalu masuk lagi.',
  'http.too_many_headers': 'Permintaan terlalu besar. Hapus kuki situs ini, lalu masuk lagi.',
  'http.bad_target': 'Alamat ini tidak sah.',
  'http.not_found': 'Yang diminta tidak ada.',
  'http.method_not_allowed':
    'Server tidak mengenal permintaan ini. Muat ulang halaman; mungkin Bina baru diperbarui.',
  'http.csrf':
    'Permintaan ini tidak berasal dari halaman Bina. Tidak ada yang berubah; muat ulang halaman, lalu coba lagi.',
  'http.body_too_large':
    'Isian atau berkas melampaui batas ukuran. Tidak ada yang tersimpan; perkecil atau bagi dua.',
  'http.upload_failed':
    'Server tidak dapat menampung berkas ini, mungkin ruangnya penuh. Tidak ada yang tersimpan; beri tahu pengelola.',
  'http.unsupported_type': 'Jenis isi ini tidak diterima server. Tidak ada yang berubah.',
  'http.bad_json':
    'Isian tidak terbaca oleh server. Tidak ada yang berubah; muat ulang halaman, lalu coba lagi.',
  'http.bad_fields': 'Ada isian yang tidak sesuai. Tidak ada yang tersimpan; perbaiki isian yang ditandai.',
  'http.version_required': 'Halaman ini terlalu lama terbuka. Muat ulang, lalu ubah lagi.',
  'http.internal':
    'Server gagal mengerjakan permintaan ini. Tidak ada yang berubah. Coba lagi; bila berulang, beri tahu pengelola.',
  'http.cannot_listen': 'Server tidak dapat memakai alamat atau porta itu.',
  'http.bad_certificate': 'Sertifikat TLS server tidak dapat dipakai.',
  'http.bad_assets': 'Berkas tampilan di server tidak lengkap.',
  'http.cannot_log': 'Server tidak dapat menulis catatannya.',
  'storage.full': 'Ruang simpan server penuh. Tidak ada yang tersimpan; beri tahu pengelola.',
  'storage.read_only': 'Penyimpanan sedang hanya dapat dibaca. Tidak ada yang tersimpan; coba lagi nanti.',
  'storage.unreachable': 'Penyimpanan tidak terjangkau server. Tidak ada yang tersimpan; coba lagi nanti.',
  'storage.busy': 'Penyimpanan sedang sibuk. Tidak ada yang tersimpan; coba lagi.',
  'storage.conflict':
    'Orang lain mengubah hal yang sama pada saat bersamaan. Tidak ada yang tersimpan; coba lagi.',
  'storage.damaged': 'Penyimpanan rusak. Hentikan pemakaian dan beri tahu pengelola.',
  'storage.failed': 'Penyimpanan gagal bekerja. Tidak ada yang tersimpan; beri tahu pengelola.',
  'storage.migration_changed': 'Susunan penyimpanan tidak cocok dengan versi Bina ini. Beri tahu pengelola.',
  'storage.newer_store':
    'Penyimpanan dibuat oleh Bina yang lebih baru. Pasang versi yang sama atau lebih baru.',
  'storage.key_missing': 'Kunci penyandi tidak ditemukan di server. Beri tahu pengelola.',
  'storage.key_wrong': 'Kunci penyandi di server bukan milik penyimpanan ini. Beri tahu pengelola.',
  'storage.log_gap': 'Catatan perubahan sesudah cadangan ini tidak lengkap; cadangannya sendiri utuh.',
  'storage.stopped': 'Pekerjaan dihentikan. Tidak ada yang berubah.',
  'storage.dump_failed': 'Program pg_dump atau pg_restore tidak ada atau gagal. Beri tahu pengelola.',
  'storage.key_unknown': 'Kunci bernomor itu tidak ada, atau sedang dipakai menyegel.',
  'storage.key_in_use': 'Masih ada data yang disegel dengan kunci itu. Segel ulang dahulu.',
  'storage.keys_used_up': 'Nomor kunci sudah habis.',
  'base.malformed': 'Isian tidak sesuai bentuknya. Periksa lalu perbaiki.',

  'http.missing': 'Bagian ini belum diisi.',
  'http.wrong_type': 'Isian tidak sesuai bentuknya.',
  'http.bad_text': 'Isian memuat tanda yang tidak dapat disimpan.',
  'http.too_short': 'Isian terlalu pendek.',
  'http.too_long': 'Isian terlalu panjang.',
  'http.too_many': 'Isian terlalu banyak.',
  'http.out_of_range': 'Angkanya di luar batas.',
  'http.not_a_choice': 'Bukan salah satu pilihan.',
  'http.repeated': 'Isian ini berulang.',
  'http.unknown_field': 'Server tidak mengenal isian ini. Muat ulang halaman; mungkin Bina baru diperbarui.',

  'jobs.other_process':
    'Proses Bina lain sedang bekerja pada penyimpanan ini. Hentikan dulu, lalu jalankan lagi.',
} as const;

export default id;
