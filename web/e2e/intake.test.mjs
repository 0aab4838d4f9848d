// A file becomes businesses: dropped, matched, checked, committed, undone; and what is no list is said to be none.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { button, eventually, heading, number, office, query } from './harness.mjs';
import { regency } from './server.mjs';
import { totals } from './samples.mjs';

const inBrowser = office();
const give = (page, name, text) =>
  page.setInputFiles('input[type=file]', { name, mimeType: 'text/csv', buffer: Buffer.from(text) });
/** The batch that the address names. */
const batch = (page, api) => api.get(new URL(page.url()).pathname.replace('/daftar', '/batches'));
const total = async (api) => (await api.get(`/overview?area=${regency}`)).total;

const matched = async (page, site, name = '02-data-umkm-per-kecamatan.xlsx') => {
  await page.setInputFiles('input[type=file]', site.list(name));
  await heading(page, 'Cocokkan kolom').waitFor();
};

const checked = async (page, site, name) => {
  await matched(page, site, name);
  await page.getByLabel('Keadaan per tanggal').fill('31-12-2022');
  const year = page.getByText('per tahun', { exact: true });
  if (await year.count()) await year.click();
  await button(page, 'Periksa semua baris').click();
  await heading(page, 'Hasil pemeriksaan').waitFor();
};

inBrowser(
  'goes from a dirty file to businesses and back again',
  { path: '/unggah' },
  async ({ page, site, api }) => {
    const before = await total(api);
    await checked(page, site);
    await page.getByText('Belum ada yang tersimpan.').waitFor();
    assert.equal(await total(api), before);
    await button(page, 'Simpan ke registri').click();
    const { counts } = await batch(page, api);
    await page
      .getByRole('dialog')
      .getByText(`${number(counts.new)} usaha baru dicatat.`)
      .waitFor();
    await button(page, 'Ya, simpan').click();
    await heading(page, 'Tersimpan').waitFor();
    assert.ok((await total(api)) > before);
    await button(page, 'Urungkan berkas ini').click();
    await button(page, 'Ya, urungkan').click();
    await heading(page, 'Sudah diurungkan').waitFor();
    assert.equal(await total(api), before);
  },
);

inBrowser(
  'asks what the list does not say, before anything is checked',
  { path: '/unggah' },
  async ({ page, site }) => {
    await matched(page, site);
    assert.equal(await page.getByLabel('Keadaan per tanggal').inputValue(), '31-12-2022');
    await page.getByText('Diambil dari judul daftar; periksa.').waitFor();
    await button(page, 'Periksa semua baris').click();
    await page.getByText('Jawab dulu: omzet per bulan atau per tahun?').waitFor();
    await page.getByLabel('Keadaan per tanggal').fill('31-02-2023');
    await page.getByText('Tulis tanggal seperti 31-12-2023.').waitFor();
  },
);

inBrowser(
  'takes another row as headings, and a corrected column',
  { path: '/unggah' },
  async ({ page, site, api }) => {
    await matched(page, site);
    await button(page, 'Jadikan baris 8 judul kolom').click();
    await page.getByText('Judul kolom di baris 8.').waitFor();
    await button(page, 'Jadikan baris 7 judul kolom').click();
    await page.getByLabel('Masuk ke: Alamat').selectOption('note');
    await page.getByLabel('Masuk ke: Nama Usaha').selectOption('owner.name');
    await page.getByText('per tahun', { exact: true }).click();
    await button(page, 'Periksa semua baris').click();
    await page.getByText(/Dua kolom masuk ke isian yang sama: Nama pemilik/).waitFor();
    await page.getByLabel('Masuk ke: Nama Usaha').selectOption('business.name');
    await button(page, 'Periksa semua baris').click();
    await heading(page, 'Hasil pemeriksaan').waitFor();
    const { settings } = await batch(page, api);
    assert.equal(settings.header_row, 7);
    assert.equal(settings.columns.find((column) => column.heading === 'Alamat').field, 'note');
  },
);

inBrowser('shows rows by group and by what was found', { path: '/unggah' }, async ({ page, site }) => {
  await checked(page, site);
  await page.getByRole('button', { name: /^Baru/ }).click();
  await heading(page, 'Baru').waitFor();
  await page.getByRole('button', { name: /Gelar dilepas dari nama/ }).click();
  await heading(page, /^Baris dengan: Gelar dilepas dari nama/).waitFor();
  await page
    .getByText(/^(Hj?\.|Pak|Bu|Ibu|Bpk)/i)
    .first()
    .waitFor();
  await button(page, 'Tampilkan semua').click();
  await heading(page, 'Baru').waitFor();
});

inBrowser(
  'lets the columns be changed after the check, and Back lead out again',
  { path: '/unggah' },
  async ({ page, site }) => {
    await checked(page, site);
    await button(page, 'Ubah kolom').click();
    await heading(page, 'Cocokkan kolom').waitFor();
    await page.goBack();
    await heading(page, 'Hasil pemeriksaan').waitFor();
    await button(page, 'Ubah kolom').click();
    await page.reload();
    await page.getByLabel('Masuk ke: Omzet per Tahun').selectOption('');
    await button(page, 'Periksa semua baris').click();
    await heading(page, 'Hasil pemeriksaan').waitFor();
    await eventually(() => page.getByRole('columnheader', { name: /Omzet/ }).count(), 0);
    assert.deepEqual(query(page), {});
  },
);

inBrowser('gives the rejected back in the layout of the sender', { path: '/unggah' }, async ({ page }) => {
  const list = [
    'DATA PELAKU UMKM',
    'NO;NAMA PEMILIK;NIK;DESA;KECAMATAN',
    '1;Wagini Uji;;Balun;Cepu',
    '2;;;Balun;Cepu',
    '3;Sarmi Uji;;Ngelo;Cepu',
  ];
  await give(page, 'susulan.csv', list.join('\n'));
  await page.getByLabel('Keadaan per tanggal').fill('31-12-2022');
  await button(page, 'Periksa semua baris').click();
  await heading(page, 'Hasil pemeriksaan').waitFor();
  await page.getByText('Nama usaha dan nama pemilik kosong').first().waitFor();
  await button(page, 'Unduh yang ditolak').click();
  await page.getByLabel('Untuk keperluan apa?').fill('dikembalikan ke pengirim');
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Unduh').click()]);
  assert.match(readFileSync(await download.path(), 'utf8'), /Nama usaha dan nama pemilik kosong/);
});

inBrowser(
  'keeps the columns chosen when the line is down',
  { path: '/unggah' },
  async ({ page, site, context }) => {
    await matched(page, site, '09-nib-terbit.csv');
    await page.getByLabel('Sumber daftar').fill('OSS triwulan ketiga');
    await page.getByLabel('Keadaan per tanggal').fill('30-09-2023');
    await context.setOffline(true);
    await button(page, 'Periksa semua baris').click();
    await page.getByText(/Server tidak terjangkau/).waitFor();
    assert.equal(await page.getByLabel('Sumber daftar').inputValue(), 'OSS triwulan ketiga');
    await context.setOffline(false);
    await button(page, 'Periksa semua baris').click();
    await heading(page, 'Hasil pemeriksaan').waitFor();
  },
);

inBrowser('says what a file is that is no list', { path: '/unggah' }, async ({ page }) => {
  await give(page, 'Rekap UMKM per kecamatan.csv', totals);
  await heading(page, 'Berkas ini bukan daftar usaha').waitFor();
  await page.getByText(/tabel rekapitulasi.*Setiap barisnya sebuah kecamatan/).waitFor();
  await page.getByRole('link', { name: 'Unggah berkas lain' }).click();
  await give(page, 'laporan.pdf', '%PDF-1.7\n%âãÏÓ\n1 0 obj');
  await page.getByText(/PDF/).first().waitFor();
});

inBrowser('takes a file that is dropped anywhere on the page', { path: '/unggah' }, async ({ page }) => {
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(
      new File(['NAMA PEMILIK;DESA;KECAMATAN\nWagini;Balun;Cepu\nSarmi;Ngelo;Cepu\n'], 'daftar.csv'),
    );
    return transfer;
  });
  await page.dispatchEvent('h1', 'drop', { dataTransfer: data });
  await heading(page, 'Cocokkan kolom').waitFor();
});
