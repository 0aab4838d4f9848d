/** Backups of the store, and whether they can be relied on. */
const id = {
  'backup.title': 'Pencadangan',
  'backup.hint':
    'Salinan seluruh registri di tempat lain, dibuat server setiap hari dan dibuktikan dengan memulihkannya. Kunci penyandi tidak ikut: simpan terpisah.',
  'backup.now': 'Cadangkan sekarang',
  'backup.asked': 'Pencadangan dimulai.',
  'backup.working': 'Sedang mencadangkan',
  'backup.last': 'Cadangan terakhir',
  'backup.log_at': 'Perubahan sesudahnya disalin terakhir {at}.',
  'backup.list': 'Cadangan yang disimpan',
  'backup.at': 'Waktu',
  'backup.size': 'Ukuran',
  'backup.originals': 'Berkas asal',
  'backup.proof': 'Pembuktian',
  'backup.proven': 'Terbukti {at}',
  'backup.unproven': 'Belum dibuktikan',
  'backup.bad': 'Rusak',
  'backup.none': 'Cadangan terakhir baru dan tidak ditemukan masalah.',
  'backup.unset':
    'Pencadangan belum diatur. Pengelola server mengisi folder cadangan dalam pengaturan, sebaiknya di disk lain.',
  'backup.never': 'Belum pernah dicadangkan. Bila disk server rusak sekarang, semua hilang.',
  'backup.old': 'Cadangan terakhir lebih dari dua hari lalu. Periksa disk cadangan dan server.',
  'backup.failed_last': 'Pencadangan terakhir gagal: {reason}',
  'backup.damaged_last':
    'Cadangan terakhir tidak dapat dipulihkan. Cadangkan lagi, dan periksa disk cadangan.',

  'backup.not_found': 'Cadangan yang utuh tidak ditemukan di tempat itu.',
  'backup.damaged': 'Cadangan ini rusak atau diubah. Pakai cadangan lain.',
  'backup.other_key': 'Cadangan ini dibuat dengan kunci lain.',
  'backup.running': 'Pencadangan lain ke folder yang sama sedang berjalan. Tunggu sampai selesai.',
  'backup.occupied': 'Folder itu sudah berisi registri. Pulihkan ke folder baru.',
  'backup.no_log': 'Pada PostgreSQL, pemulihan ke satu saat dilakukan oleh PostgreSQL sendiri.',
  'backup.too_early': 'Saat itu sebelum cadangan ini dibuat. Pilih cadangan yang lebih lama.',
  'backup.failed': 'Pencadangan gagal: folder cadangan atau penyimpanan tidak dapat dipakai.',
  'backup.not_configured': 'Folder cadangan belum diatur di server. Tidak ada yang dicadangkan.',
} as const;

export default id;
