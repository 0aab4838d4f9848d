// A file becomes an aid list: its rows are checked, each finding is judged, and somebody else signs.
import assert from 'node:assert/strict';
import { writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { button, heading, office } from './harness.mjs';
import { newId, regency } from './server.mjs';

const folder = mkdtempSync(join(tmpdir(), 'bina-aid-'));
const head = 'NAMA;NIK;NAMA USAHA;DESA;KECAMATAN\n';
const siti = '3316095203870771';
const budi = '3316091204850772';

/** Reads and checks a list, without storing it in the registry. */
async function checked(api, name, rows) {
  const file = join(folder, name);
  writeFileSync(file, head + rows);
  const path = `/batches/${regency}/${newId()}`;
  await api.ask('PUT', `${path}?file=${name}`, head + rows, { 'Content-Type': 'application/octet-stream' });
  const found = await api.until(path, 'mapping');
  await api.put(`${path}/settings`, { ...found.settings, source: name });
  await api.until(path, 'checked');
}

const inBrowser = office(async ({ api }) => {
  await checked(api, 'asn.csv', `Siti Aminah;${siti};Warung Siti;Beran;Blora\n`);
  await checked(
    api,
    'blt.csv',
    `Siti Aminah;${siti};Warung Siti;Beran;Blora\n` +
      `Budi Santoso;${budi};Bengkel Budi;Beran;Blora\n` +
      `Joko Prabowo;${budi};Toko Joko;Beran;Blora\n` +
      `Darmi;;Tempe Darmi;Beran;Blora\n`,
  );
});

async function make(page, file, kind, name, twice) {
  await button(page, 'Buat dari daftar masuk').click();
  const dialog = page.getByRole('dialog');
  const value = await dialog
    .getByRole('combobox', { name: /Daftar masuk/ })
    .locator('option', { hasText: file })
    .getAttribute('value');
  await dialog.getByRole('combobox', { name: /Daftar masuk/ }).selectOption(value);
  await dialog.getByRole('combobox', { name: 'Jenis' }).selectOption(kind);
  await dialog.getByRole('textbox', { name: /Nama/ }).fill(name);
  if (kind === 'recipients' && !twice) await dialog.getByText('Setiap temuan dinilai dua orang').click();
  await button(page, 'Buat dan periksa').click();
  await heading(page, name).waitFor();
}

inBrowser(
  'an aid list is checked, judged and not signed by its maker',
  { path: '/penerima' },
  async ({ page, api }) => {
    await make(page, 'asn.csv', 'exclusion', 'ASN Blora');
    await page.getByText('Daftar penerima dibandingkan dengan daftar ini').waitFor();
    await page.goto(new URL('/penerima', page.url()).href);
    await make(page, 'blt.csv', 'recipients', 'BLT 2026');
    const tile = (name) => page.getByRole('button', { name: new RegExp(name) });
    await tile('NIK ganda').waitFor();
    for (const [name, count] of [
      ['NIK ganda', '2'],
      ['NIK tidak wajar', '1'],
      ['Nama berbeda', '2'],
      ['Dikecualikan', '1'],
      ['Program lain', '0'],
    ])
      assert.match(await tile(name).textContent(), new RegExp(`^\\s*${count}\\s*${name}`));

    // Without a reason nothing is judged; the reason stays for the next finding.
    await page.getByRole('heading', { name: 'Baris 3' }).waitFor();
    await page.keyboard.press('1');
    await page.getByText(/huruf/).first().waitFor();
    await page.getByRole('textbox', { name: /Alasan/ }).fill('sudah dicek ke desa');
    await page.getByRole('heading', { name: 'Baris 3' }).click();
    await page.keyboard.press('1');
    await page.getByRole('heading', { name: 'Baris 4' }).waitFor();
    await page.keyboard.press('2');
    for (const name of ['NIK tidak wajar', 'Dikecualikan']) {
      await tile(name).click();
      await button(page, 'Coret dari daftar 2').click();
      await page.getByText('Tidak ada temuan di sini').waitFor();
    }
    await tile('Nama berbeda').click();
    for (let i = 0; i < 2; ++i) await button(page, 'Tetap di daftar 1').click();
    await page.getByText('orang lain yang menandatanganinya').waitFor();
    assert.equal(await button(page, 'Tandatangani…').isDisabled(), true);
    const { items } = await api.get(`/aid-lists?regency=${regency}`);
    assert.equal(items[0].state, 'open');
  },
);
