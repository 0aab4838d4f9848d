// Letters: worded by the office, numbered, kept as they were given out.
import assert from 'node:assert/strict';
import { button, eventually, office } from './harness.mjs';
import { newId, regency } from './server.mjs';

const inBrowser = office();

const known = async (api) => {
  const id = newId();
  await api.put(`/businesses/${regency}/${id}`, {
    day: '2024-01-05',
    values: [
      { field: 'business.name', text: `Keripik Uji ${id.slice(0, 6)}` },
      { field: 'owner.name', text: 'Siti Uji' },
      { field: 'place.address', text: 'Jl. Pemuda 5' },
      { field: 'place.village', text: '3316091006' },
    ],
  });
  return id;
};

inBrowser('writes a letter, which stays as it is', { path: '/' }, async ({ page, url, api }) => {
  const id = await known(api);
  await page.goto(`${url}/usaha/${regency}/${id}`);
  await button(page, 'Buat surat').click();
  await page.getByLabel('Jenis surat').selectOption('brand_recommendation');
  await button(page, 'Beri nomor dan simpan').click();
  await page.getByText('Belum diisi.').first().waitFor();
  await page.getByLabel(/^Merek/).fill('Uji Rasa');
  await page.getByLabel('Kelas merek').fill('30');
  await page.getByLabel('Produk').fill('keripik tempe');
  await button(page, 'Beri nomor dan simpan').click();
  await button(page, 'Cetak').waitFor();
  const sheet = page.locator('.sheet');
  await eventually(async () => /merek "Uji Rasa" pada kelas 30/.test(await sheet.textContent()), true);
  const before = await sheet.textContent();
  assert.match(before, /Nomor: 500\.3\/\d+\/\d{4}/);
  await api.put(`/letters/${regency}/templates/brand_recommendation`, { title: 'LAIN', body: '{usaha}' });
  await page.reload();
  await sheet.waitFor();
  assert.equal(await sheet.textContent(), before);
});

inBrowser('names a placeholder that means nothing', { path: '/surat' }, async ({ page }) => {
  await page.locator('textarea').fill('{usaha} {merk}');
  await page.getByText('Isian ini tidak dikenal: {merk}.').waitFor();
  await button(page, 'Simpan').last().click();
  await page.getByText('Naskah memuat isian yang tidak dikenal').waitFor();
});
