/** Rules of size classes. */
const id = {
  'rules.title': 'Aturan kelas usaha',
  'rules.hint':
    'Batas mikro, kecil, dan menengah menurut setiap aturan, dengan masa berlakunya. Aturan lama tidak diubah: aturan baru menambah versi sejak hari berlakunya.',
  'rules.new': 'Aturan baru',
  'rules.governs': 'Menentukan kelas',
  'rules.to_come': 'Belum berlaku',
  'rules.ended': 'Sudah diganti',
  'rules.since': 'berlaku sejak {day}',
  'rules.from_to': 'berlaku {from} sampai sebelum {to}',
  'rules.measure': 'Ukuran',
  'rules.waiting': '{title} sedang diterapkan: semua usaha dihitung ulang untuk aturan yang berlaku {day}.',
  'rules.saved': 'Aturan disimpan dan sedang diterapkan.',
  'rules.changes': 'Perubahan aturan',
  'rules.counting': 'sedang dihitung ulang',
  'rules.applied': 'sudah diterapkan',
  'rules.set': 'Aturan yang diperbarui',
  'rules.set_new': 'Aturan lain, belum ada di sini',
  'rules.law': 'Nama aturan',
  'rules.source': 'Pasal',
  'rules.source_hint': 'Contoh: PP 7/2021 Pasal 35 ayat (5)',
  'rules.day': 'Berlaku sejak',
  'rules.day_hint': 'Kelas berubah pada hari itu, bukan sebelumnya.',
  'rules.day_past':
    'Hari ini atau sudah lewat: hitungan sejak hari itu ikut berubah. Cuplikan tidak berubah.',
  'rules.limits': 'Batas teratas setiap kelas, rupiah atau orang',
  'rules.governs_from': 'Sejak hari itu menentukan kelas usaha pada daftar dan hitungan',
  'rules.preview': 'Lihat akibatnya',
  'rules.apply': 'Terapkan',
  'rules.changed': '{n} usaha berganti kelas per {day}',
  'rules.shift': 'Usaha menurut kelas sebelum dan sesudah',
  'rules.before': 'Kelas kini',
  'rules.after': 'Menjadi',
  'rules.businesses': 'Usaha',
  'registry.rule_limits':
    'Isi batas mikro, kecil, dan menengah, masing-masing lebih besar dari sebelumnya. Belum ada yang disimpan.',
  'registry.rule_day':
    'Hari berlaku harus sesudah versi yang ada. Aturan yang sudah berlaku tidak dapat diubah ke belakang.',
  'registry.rule_measures': 'Yang menentukan kelas harus punya batas omzet, modal, atau kekayaan.',
  'registry.rule_waits': 'Aturan lain sedang diterapkan. Tunggu sampai selesai, lalu coba lagi.',
  'registry.rule_taken': 'Nomor perubahan ini sudah dipakai untuk isi lain. Tutup lalu buka lagi.',
  'registry.rules_changed': 'Aturan kelas baru saja berganti. Belum ada yang disimpan; simpan sekali lagi.',
} as const;

export default id;
