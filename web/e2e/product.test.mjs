// The whole way in the product itself: first start, a dirty file, a corrected mapping, dry run, commit, a doubtful
// pair, undo, search, export.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open } from './browser.mjs';
import { startServer } from './server.mjs';

const password = 'sandi-uji-peramban-1';
let site;
let base;
let browser;
let page;

const list = (rows) =>
  ['DATA UMKM KABUPATEN BLORA;;;;;', 'NO;NAMA PEMILIK;NIK;NAMA USAHA;DESA;KECAMATAN', ...rows].join('\n') +
  '\n';
const file = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const first = list([
  '1;SITI AMINAH;3316095203879001;Warung Bu Aminah;Beran;Blora',
  '2;BAMBANG SUTRISNO;3316051203709002;Bengkel Sumber Jaya;Balun;Cepu',
  '3;DARMI;3316115203759003;Batik Mustika;Banjarejo;Banjarejo',
  'JUMLAH;3;;;;',
]);
const second = list(['1;SITI AMINAH;3316095203879051;Warung Bu Aminah;Beran;Blora']);

/** Uploads a file and goes as far as the result of its dry run. */
async function check(given) {
  await page.goto(`${base}/unggah`);
  await page.locator('input[type=file]').setInputFiles(given);
  await page.getByLabel('Keadaan per tanggal').fill('31-12-2025');
  await page.getByRole('button', { name: 'Periksa semua baris' }).click();
  await page.getByRole('button', { name: 'Simpan ke registri' }).waitFor();
}

async function commit() {
  await page.getByRole('button', { name: 'Simpan ke registri' }).click();
  await page.getByRole('button', { name: 'Ya, simpan' }).click();
  await page.getByRole('heading', { name: 'Tersimpan' }).waitFor();
}

const counted = async () => {
  const reply = await page.request.get(`${base}/api/v1/overview?area=3316`);
  return (await reply.json()).total;
};

before(async () => {
  site = await startServer({ empty: true });
  base = site.url;
  browser = await launch();
  ({ page } = await open(browser, { url: base }));
});

after(async () => {
  await browser?.close();
  await site?.close();
});

test('the first screen of an empty installation makes the administrator', async () => {
  await page.goto(base);
  await page.getByLabel('Kabupaten atau kota').fill('Blora');
  await page
    .getByRole('option', { name: /Kabupaten Blora/ })
    .first()
    .click();
  await page.getByLabel('Nama Anda').fill('Pengelola Uji');
  await page.getByLabel('Nama pengguna').fill('pengelola');
  await page.getByLabel('Kata sandi').first().fill(password);
  await page.getByRole('button', { name: 'Buat dan masuk' }).click();
  await page.getByRole('link', { name: 'Daftar masuk' }).waitFor();
});

test('a dirty list becomes businesses', async () => {
  await check(file('bpum.csv', first));
  assert.equal(await counted(), 0, 'nothing is stored by the dry run');
  await commit();
  assert.equal(await counted(), 3);
});

test('a doubtful row waits for a person, whose decision can be taken back', async () => {
  await check(file('susulan.csv', second));
  await commit();
  assert.equal(await counted(), 3);
  await page.goto(`${base}/ganda`);
  await page.getByRole('heading', { name: 'Apakah ini usaha yang sama?' }).waitFor();
  await page.keyboard.press('2');
  await page.waitForFunction(
    async (url) => (await (await fetch(url)).json()).total === 4,
    `${base}/api/v1/overview?area=3316`,
  );
});

test('a business is found by its name and by its NIK', async () => {
  for (const text of ['batik must', '3316115203759003']) {
    await page.goto(`${base}/usaha?q=${encodeURIComponent(text)}`);
    await page.getByRole('link', { name: 'Batik Mustika' }).waitFor();
  }
});

test('an export says why it was made, and masks what is personal', async () => {
  const reply = await page.request.post(`${base}/api/v1/businesses/3316/export`, {
    headers: { 'X-Bina': '1' },
    data: { format: 'csv', reason: 'rapat uji' },
  });
  const text = await reply.text();
  assert.match(text, /Batik Mustika/);
  assert.doesNotMatch(text, /3316115203759003/);
});

test('undoing a list takes back everything it said', async () => {
  const reply = await page.request.get(`${base}/api/v1/batches?regency=3316`);
  for (const batch of (await reply.json()).items) {
    await page.goto(`${base}/daftar/3316/${batch.id}`);
    await page.getByRole('button', { name: 'Urungkan berkas ini' }).click();
    await page.getByRole('button', { name: 'Ya, urungkan' }).click();
    await page.getByText('Sudah diurungkan').first().waitFor();
  }
  assert.equal(await counted(), 0);
});
