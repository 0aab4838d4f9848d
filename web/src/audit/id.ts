/** The log of events and its chain. */
const id = {
  'audit.title': 'Catatan kejadian',
  'audit.hint':
    'Siapa melakukan apa dan kapan. Setiap catatan terkunci pada catatan sebelumnya, jadi tidak dapat diubah diam-diam.',
  'audit.check': 'Periksa keutuhan',
  'audit.intact': 'Utuh: {n} catatan tersambung tanpa putus.',
  'audit.broken': 'Rantai putus di catatan nomor {seq}. Beri tahu pengelola dan pemeriksa.',
  'audit.at': 'Waktu',
  'audit.actor': 'Siapa',
  'audit.event': 'Kejadian',
  'audit.subject': 'Tentang',
  'audit.detail': 'Rincian',
  'audit.hash': 'Sidik',
  'audit.any_event': 'Semua kejadian',
  'audit.actor_filter': 'Nama pelaku',
  'audit.empty': 'Tidak ada catatan yang cocok.',

  'detail.purpose': 'Keperluan',
  'detail.reason': 'Alasan',
  'detail.file': 'Berkas',
  'detail.rows': 'Baris',
  'detail.verdict': 'Keputusan',
  'detail.format': 'Bentuk',
  'detail.count': 'Jumlah',

  'event.access.signed_in': 'Masuk',
  'event.access.signed_out': 'Keluar',
  'event.access.account_put': 'Akun diubah',
  'event.access.set_up': 'Bina dipasang',
  'event.access.password_changed': 'Kata sandi diganti',
  'event.registry.business_registered': 'Usaha dicatat',
  'event.registry.fact_added': 'Keterangan ditambah',
  'event.registry.unmasked': 'Data pribadi dibuka',
  'event.registry.exported': 'Daftar diunduh',
  'event.intake.file_received': 'Daftar diunggah',
  'event.intake.batch_committed': 'Daftar disimpan',
  'event.areas.boundaries_imported': 'Batas wilayah diimpor',
  'event.areas.boundaries_removed': 'Batas wilayah dihapus',

  'event.intake.batch_undone': 'Daftar diurungkan',
  'event.intake.pair_decided': 'Data ganda diputuskan',
  'event.intake.pair_undecided': 'Keputusan diurungkan',

} as const;

export default id;
