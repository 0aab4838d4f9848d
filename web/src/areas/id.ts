/** Areas: boundaries and the map. */
const id = {
  'map.schematic': 'Peta skematis, batas wilayah belum diimpor',
  'map.by_code': 'Urut kode wilayah, batas belum diimpor',

  'areas.title': 'Peta wilayah',
  'areas.hint':
    'Batas wilayah membuat ringkasan tampil sebagai peta. Tanpa batas, Bina memakai peta skematis dan daftar.',
  'areas.import': 'Impor batas wilayah',
  'areas.choose': 'Pilih berkas GeoJSON atau TopoJSON',
  'areas.format':
    'Satu properti setiap bidang berisi kode Kemendagri, misalnya 33.16.09 untuk kecamatan atau 33.16.09.2001 untuk desa. Namanya bebas; Bina menemukannya sendiri.',
  'areas.importing': 'Mengimpor {name}',
  'areas.imported': '{n} wilayah cocok dan tampil di peta.',
  'areas.unmatched': '{n} kode tidak dikenal dan dilewati',
  'areas.missing': '{n} wilayah belum punya batas',
  'areas.now': 'Peta sekarang',
  'areas.remove': 'Hapus batas',
  'areas.remove_title': 'Hapus batas wilayah {place}?',
  'areas.remove_what':
    'Peta kembali skematis. Data usaha tidak berubah. Batas dapat diimpor lagi kapan saja.',
  'areas.removed': 'Batas wilayah dihapus.',
  'areas.map_label': 'Peta {place}',

  'areas.no_boundaries': 'Batas wilayah belum diimpor.',
  'areas.not_found': 'Wilayah ini tidak ada dalam kode Kemendagri.',

  'areas.not_boundaries':
    'Berkas ini bukan GeoJSON atau TopoJSON. Tidak ada yang berubah; pilih berkas batas wilayah.',
  'areas.no_codes':
    'Tidak ada bidang dengan kode wilayah kabupaten ini. Tidak ada yang berubah; periksa apakah kode Kemendagri ada di salah satu propertinya.',
  'areas.not_degrees':
    'Koordinatnya bukan derajat. Tidak ada yang berubah; simpan ulang berkas dalam WGS 84 (EPSG:4326).',
  'areas.boundary_too_large':
    'Berkas batas terlalu besar. Tidak ada yang berubah; sederhanakan garisnya, lalu impor lagi.',
} as const;

export default id;
