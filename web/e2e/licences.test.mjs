// The licence register: what expires, who was spoken with, what a business holds.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { button, eventually, heading, number, office, query } from './harness.mjs';
import { newId, regency } from './server.mjs';

const inBrowser = office();
const count = async (api, filter) =>
  (await api.get(`/licences?regency=${regency}&${filter}&limit=1`)).count.value;

/** A business with one licence that ended, in a place of its own. */
const withExpired = async (api) => {
  const id = newId();
  await api.put(`/businesses/${regency}/${id}`, {
    day: '2024-01-05',
    values: [
      { field: 'business.name', text: `Keripik Uji ${id.slice(0, 6)}` },
      { field: 'business.trade', text: 'food' },
      { field: 'place.village', text: '3316091006' },
      { field: 'licence.pirt', text: '2063316019998-20' },
    ],
  });
  return id;
};

inBrowser(
  'opens with what soon expires, and every figure opens its rows',
  { path: '/izin' },
  async ({ page, api }) => {
    await heading(page, 'Izin usaha').waitFor();
    await heading(page, 'Segera berakhir, 90 hari').waitFor();
    const soon = await count(api, 'state=expiring&days=90');
    assert.ok(soon > 0);
    await page.getByText(`${number(soon)} izin`, { exact: true }).waitFor();
    const expired = await count(api, 'state=expired');
    await page
      .locator('.figures')
      .getByRole('link', { name: number(expired), exact: true })
      .first()
      .click();
    await heading(page, 'Sudah berakhir').waitFor();
    await page.getByText(`${number(expired)} izin`, { exact: true }).waitFor();
    await page.getByLabel('Kecamatan').selectOption({ label: 'Cepu' });
    await eventually(() => query(page).district, '331605');
    const here = await count(api, 'state=expired&district=331605');
    await page.getByText(`${number(here)} izin`, { exact: true }).waitFor();
  },
);

inBrowser('leads to the businesses that lack a licence', { path: '/izin' }, async ({ page, api }) => {
  await page.getByRole('link', { name: /Makanan belum punya P-IRT atau izin BPOM/ }).click();
  await eventually(() => query(page), { trade: 'food', missing: 'food_permit' });
  const found = await api.get(`/businesses?regency=${regency}&trade=food&missing=food_permit&limit=1`);
  await page.getByText(`${number(found.count.value)} usaha cocok`).waitFor();
});

inBrowser('notes who was spoken with, and takes it back', { path: '/izin' }, async ({ page, url, api }) => {
  const id = await withExpired(api);
  const path = `/izin?state=expired&village=3316091006&district=331609`;
  await page.goto(url + path);
  const row = page.getByRole('row', { name: new RegExp(id.slice(0, 6)) });
  await row.getByRole('button', { name: 'Catat' }).click();
  await page.getByRole('dialog').getByLabel('Catatan').fill('Akan diperpanjang');
  await button(page, 'Simpan').click();
  await row.getByText('Akan diperpanjang').waitFor();
  await page.goto(`${url + path}&waiting=yes`);
  await heading(page, 'Izin usaha').waitFor();
  await eventually(() => row.count(), 0);
  await page.goto(url + path);
  await row.getByRole('button').click();
  await button(page, 'Batalkan').click();
  await row.getByRole('button', { name: 'Catat' }).waitFor();
});

inBrowser(
  'gives a licence its days on the page of its business',
  { path: '/izin' },
  async ({ page, url, api }) => {
    const id = await withExpired(api);
    await page.goto(`${url}/usaha/${regency}/${id}`);
    await page.getByText('Sampai 31 Desember 2020', { exact: true }).waitFor();
    await button(page, 'Perbaiki P-IRT').click();
    await page.getByRole('dialog').getByLabel('Nomor', { exact: true }).fill('123');
    await page.getByLabel('Dari mana Anda tahu?').fill('sertifikat dilihat');
    await button(page, 'Simpan').click();
    await page.getByText(/P-IRT tidak 15 angka/).waitFor();
    await page.getByRole('dialog').getByLabel('Nomor', { exact: true }).fill('2063316019998-29');
    await page.getByLabel('Berlaku sampai').fill('5-3-2029');
    await button(page, 'Simpan').click();
    await page.getByText('Sampai 5 Maret 2029', { exact: true }).waitFor();
    await button(page, 'Tambah izin').click();
    await page.getByLabel('Jenis izin').selectOption('halal');
    await page.getByRole('dialog').getByLabel('Nomor', { exact: true }).fill('ID33110000123450121');
    await page.getByLabel('Berlaku sejak').fill('2-5-2023');
    await page.getByLabel('Dari mana Anda tahu?').fill('sertifikat dilihat');
    await button(page, 'Simpan').click();
    await page.getByText('Tanpa batas waktu', { exact: true }).waitFor();
    const { items } = await api.get(`/licences/${regency}/${id}`);
    assert.deepEqual(
      items.map(({ kind, number, basis }) => [kind, number, basis]),
      [
        ['halal', 'ID33110000123450121', 'endless'],
        ['pirt', '2063316019998-29', 'said'],
      ],
    );
  },
);

inBrowser('hands the list out for a reason only', { path: '/izin?state=expired' }, async ({ page }) => {
  await button(page, 'Unduh daftar').click();
  await button(page, 'Unduh').click();
  await page.getByLabel('CSV (.csv)').check();
  const download = page.waitForEvent('download');
  await page.getByLabel('Untuk keperluan apa?').fill('rapat dinas');
  await button(page, 'Unduh').click();
  const text = readFileSync(await (await download).path(), 'utf8');
  assert.match(text, /"Nama usaha";"NIB";"Pemilik";"Jenis izin"/);
  assert.match(text, /"expired"/);
});
