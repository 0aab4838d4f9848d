/** About the program, and short help. */
const id = {
  'about.title': 'Tentang Bina',
  'about.what':
    'Bina mengubah daftar usaha yang berserakan menjadi satu registri: bersih, tanpa ganda, dan setiap keterangannya dapat ditelusuri sampai baris asalnya.',
  'about.version': 'Versi {version}',
  'about.licence': 'Lisensi',
  'about.licence.what':
    'Bina adalah perangkat lunak bebas dengan lisensi Apache 2.0. Boleh dipakai, diperiksa, diubah, dan dibagikan.',
  'about.areas': 'Data wilayah',
  'about.areas.what':
    'Kode dan nama wilayah berasal dari idn-area-data 4.0.1. Data itu © penyusunnya dan tersedia di bawah Open Database License (ODbL) 1.0; hasil olahan basis data itu harus dibagikan dengan lisensi yang sama.',
  'about.areas.source':
    'Sumber: Kepmendagri 300.2.2-2138/2025 tentang kode dan data wilayah administrasi pemerintahan.',
  'about.parts': 'Bagian lain',
  'about.parts.what': 'Huruf Plus Jakarta Sans (SIL Open Font License 1.1), ikon Tabler (MIT), Svelte (MIT).',

  'help.title': 'Bantuan',
  'help.upload.title': 'Memasukkan daftar',
  'help.upload.1': 'Pilih *Unggah daftar*, lalu lepas berkas Excel atau CSV apa adanya.',
  'help.upload.2':
    'Bina mengusulkan arti setiap kolom. Betulkan yang keliru; pilihan Anda diingat untuk sumber yang sama.',
  'help.upload.3':
    'Baca hasil pemeriksaan: baru, diperbarui, ganda, meragukan, ditolak. Belum ada yang tersimpan.',
  'help.upload.4':
    'Setujui untuk menyimpan. Unduh yang ditolak, kembalikan ke pengirim. Semuanya dapat diurungkan.',
  'help.pairs.title': 'Memutuskan data ganda',
  'help.pairs.1': 'Bandingkan kedua sisi. Warna hijau berarti sama, kuning berarti mirip.',
  'help.pairs.2': 'Orang yang sama dapat punya beberapa usaha. Gabungkan hanya bila usahanya juga sama.',
  'help.pairs.3': 'Ragu? Pilih *Nanti saja*, tanyakan dulu. Penggabungan dapat diurungkan.',
  'help.find.title': 'Mencari dan memperbaiki',
  'help.find.1': 'Tekan */* lalu ketik nama, NIK, NIB, atau nomor HP.',
  'help.find.2':
    'Di halaman usaha, setiap keterangan menyebut dari mana dan kapan. Riwayat lama tidak pernah hilang.',
  'help.find.3': 'Data pribadi disamarkan. Buka dengan keperluan yang jelas; pembukaan dicatat.',
  'help.class': 'Batas kelas usaha',
  'help.class.hint':
    'Kelas yang berlaku di Bina memakai omzet setahun bila diketahui, kalau tidak memakai modal. Batas atas termasuk kelasnya.',
  'help.class.open': 'Lihat batas setiap aturan',
  'help.printed': 'Panduan untuk dicetak',
  'help.printed.hint': 'Dua halaman A4 untuk dibawa pendata, dan panduan pengawas pendataan.',
  'help.printed.enumerator': 'Panduan pendata',
  'help.printed.supervisor': 'Panduan pengawas',
  'help.status': 'Keadaan usaha',
  'help.status.claimed': 'Ada di daftar, belum diperiksa.',
  'help.status.found': 'Ditemui di lapangan.',
  'help.status.verified': 'Sudah diperiksa dan benar.',
  'help.status.paused': 'Berhenti sementara, masih dihitung.',
  'help.status.closed': 'Sudah tutup, tidak dihitung.',
  'help.keys': 'Tombol cepat',
  'help.key.search': 'Ke kotak pencarian',
  'help.key.rows': 'Baris berikut dan sebelumnya',
  'help.key.open': 'Buka baris',
  'help.key.esc': 'Tutup atau kosongkan',
  'help.key.decide': 'Gabungkan, beda, nanti (data ganda)',
  'help.key.undo': 'Urungkan keputusan terakhir (data ganda)',
} as const;

export default id;
