/** What every screen says: navigation, buttons, and what can go wrong anywhere. */
const id = {
  'app.name': 'Bina',
  'app.skip': 'Langsung ke isi',
  'app.demo': 'Data contoh, semua nama rekaan',
  'app.reload': 'Muat ulang',
  'app.unreachable': 'Server Bina tidak terjangkau',
  'app.unreachable_hint': 'Periksa sambungan jaringan. Tidak ada data yang hilang.',
  'app.part_missing': 'Halaman ini belum termuat',
  'app.part_missing_hint':
    'Sambungan terputus, atau Bina baru saja diperbarui. Muat ulang untuk melanjutkan.',
  'app.printed': 'Bina · {place} · dicetak {day}',

  'nav.main': 'Utama',
  'nav.bottom': 'Menu bawah',
  'nav.overview': 'Ringkasan',
  'nav.registry': 'Usaha',
  'nav.batches': 'Daftar masuk',
  'nav.intake': 'Unggah daftar',
  'nav.pairs': 'Data ganda',
  'nav.snapshots': 'Cuplikan',
  'nav.opendata': 'Data terbuka',
  'nav.rules': 'Aturan kelas',
  'nav.census': 'Pendataan',
  'nav.aid': 'Daftar bantuan',
  'nav.licences': 'Izin usaha',
  'nav.letters': 'Kop surat',
  'nav.agencies': 'Dinas',
  'nav.kbli': 'KBLI',
  'nav.areas': 'Peta wilayah',
  'nav.users': 'Pengguna',
  'nav.privacy': 'Data pribadi',
  'nav.audit': 'Catatan kejadian',
  'nav.backup': 'Pencadangan',
  'nav.figures': 'Angka',
  'nav.registers': 'Registri',
  'nav.settings': 'Pengaturan',
  'nav.help': 'Bantuan',
  'nav.about': 'Tentang',
  'nav.menu': 'Menu',
  'nav.waiting': 'menunggu',
  'nav.regency': 'Pilih kabupaten atau kota',

  'search.label': 'Cari usaha, pemilik, NIK, NIB, atau HP',

  'tool.dark': 'Tampilan gelap',
  'tool.light': 'Tampilan terang',
  'tool.print': 'Cetak halaman ini',
  'tool.language': 'Read in English',

  'act.save': 'Simpan',
  'act.cancel': 'Batal',
  'act.close': 'Tutup',
  'act.edit': 'Ubah',
  'act.undo': 'Urungkan',
  'act.retry': 'Coba lagi',
  'act.more': 'Muat {n} lagi',
  'act.more_some': 'Muat berikutnya',
  'act.download': 'Unduh',
  'act.working': 'Sebentar…',

  'word.required': 'wajib',
  'word.masked': 'disamarkan',

  'list.end': 'Semua {n} sudah tampil',
  'list.shown': '{n} tampil dari {total}',
  'list.keys': 'Pindah baris dengan J dan K, buka dengan Enter',

  'table.save': 'Unduh tabel {name} sebagai CSV',

  'define.open': 'Arti angka: {what}',
  'define.what': 'Apa',
  'define.as_of': 'Per tanggal',
  'define.rule': 'Aturan',
  'define.source': 'Sumber',

  'level.2': 'Provinsi',
  'level.4': 'Kabupaten atau kota',
  'level.6': 'Kecamatan',
  'level.10': 'Desa atau kelurahan',

  'area.placeholder': 'Ketik nama wilayah',
  'area.none': 'Tidak ada wilayah bernama "{q}".',
  'area.results': '{n} wilayah cocok',

  'day.form': 'hh-bb-tttt',
  'day.pick': 'Pilih di kalender',
  'day.wrong': 'Tulis tanggal seperti 31-12-2023.',

  'form.required': 'Isi bagian ini dulu.',
  'form.reason_short': 'Tulis sekurangnya lima huruf, agar yang membaca catatan kelak mengerti.',

  'not_found.title': 'Halaman tidak ditemukan',
  'not_found.hint': 'Alamatnya mungkin salah ketik, atau isinya sudah dipindahkan.',
  'not_found.home': 'Ke ringkasan',

  'role.administrator': 'Pengelola',
  'role.head': 'Kepala dinas',
  'role.division_head': 'Kepala bidang',
  'role.operator': 'Operator data',
  'role.enumerator': 'Pencacah',
  'role.mentor': 'Pendamping',
  'role.plut_consultant': 'Konsultan PLUT',
  'role.partner': 'Mitra',
  'role.owner': 'Pelaku usaha',
  'role.province': 'Provinsi',
  'role.auditor': 'Pemeriksa',
  'role.public': 'Umum',
  'role.none': 'Tanpa peran',

  'client.offline':
    'Server tidak terjangkau. Isian Anda masih di layar ini. Periksa jaringan, lalu coba lagi; mengulang tidak mencatat dua kali.',
  'client.server':
    'Server gagal mengerjakan permintaan ini. Tidak ada yang berubah. Coba lagi; bila berulang, beri tahu pengelola.',
  'client.refused': 'Permintaan ditolak. Tidak ada yang berubah.',
  'client.unreadable':
    'Jawaban server tidak terbaca. Muat ulang halaman, lalu periksa apakah perubahan sudah tersimpan.',
  'client.failed': 'Halaman ini bermasalah. Muat ulang, lalu coba lagi.',
  'client.malformed': 'Isian tidak sesuai bentuknya. Periksa lalu perbaiki.',
  'client.request': 'Nomor permintaan: {id}',

  'list.some': '{n} tampil',
  'area.nation': 'Seluruh Indonesia',
} as const;

export default id;
