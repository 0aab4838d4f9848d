/** Open data. */
const id = {
  'opendata.title': 'Data terbuka',
  'opendata.hint':
    'Tabel indikator menurut bentuk Satu Data (Perpres 39/2019): kode wilayah, tingkat, judul, satuan, tahun, periode, data, status, beserta keterangannya.',
  'opendata.csv': 'Unduh tabel (CSV)',
  'opendata.metadata': 'Unduh metadata (JSON)',
  'opendata.indicator': 'Indikator',
  'opendata.level': 'Tingkat',
  'opendata.from': 'Dari tahun',
  'opendata.to': 'Sampai tahun',
  'opendata.formula': 'Rumus: {formula}. Satuan: {unit}.',
  'opendata.code': 'Kode',
  'opendata.name': 'Wilayah',
  'opendata.year': 'Tahun',
  'opendata.value': 'Data',
  'opendata.status': 'Status',
  'opendata.final': 'Tetap',
  'opendata.so_far': 'Sementara, per {day}',
} as const;

export default id;
