// Duplicates by number keys, accounts, the log, boundaries, help, and addresses that lead nowhere.
import assert from 'node:assert/strict';
import { boundaries } from './samples.mjs';
import { prepare } from './screens.mjs';
import { button, eventually, heading, office } from './harness.mjs';
import { regency } from './server.mjs';

const inBrowser = office(prepare);
const waiting = async (api, state = 'open') =>
  (await api.get(`/pairs?regency=${regency}&state=${state}`)).count.value;

inBrowser(
  'decides pairs with the keys 1, 2, 3 and takes one back',
  { path: '/ganda' },
  async ({ page, api }) => {
    const all = await waiting(api);
    await heading(page, 'Apakah ini usaha yang sama?').waitFor();
    await page.keyboard.press('2');
    await page.getByText(`Dicatat sebagai dua usaha. 1 diputuskan, ${all - 1} lagi.`).waitFor();
    await page.keyboard.press('1');
    await page.getByText(`Digabungkan. 2 diputuskan, ${all - 2} lagi.`).waitFor();
    await page.keyboard.press('3');
    await page.getByText(`Ditunda. 3 diputuskan, ${all - 3} lagi.`).waitFor();
    assert.equal(await waiting(api), all - 3);
    assert.equal(await waiting(api, 'later'), 1);
    await page.keyboard.press('u');
    await page.getByText(`Keputusan diurungkan. 2 diputuskan, ${all - 2} lagi.`).waitFor();
    assert.equal(await waiting(api), all - 2);
    const current = page.locator('button[aria-current=true]');
    const before = await current.textContent();
    await page.keyboard.press('j');
    await eventually(async () => (await current.textContent()) !== before, true);
    await page.keyboard.press('k');
    await eventually(() => current.textContent(), before);
  },
);

inBrowser(
  'shows what was decided, by whom, and undoes it there',
  { path: '/ganda' },
  async ({ page, api }) => {
    const before = await waiting(api, 'decided');
    await page.getByRole('button', { name: /Usaha berbeda/ }).click();
    await page.getByText(/1 diputuskan/).waitFor();
    await button(page, 'Sudah diputuskan').click();
    await page.getByText(`${before + 1} sudah diputuskan`).waitFor();
    await page.getByText(/oleh Administrator Contoh/).waitFor();
    await button(page, 'Urungkan').click();
    await eventually(() => waiting(api, 'decided'), before);
  },
);

inBrowser('keys do nothing while a person types', { path: '/ganda' }, async ({ page, api }) => {
  const before = await waiting(api);
  await heading(page, 'Apakah ini usaha yang sama?').waitFor();
  await page.locator('#search').focus();
  await page.keyboard.press('1');
  await eventually(() => new URL(page.url()).pathname, '/usaha');
  assert.equal(await waiting(api), before);
});

inBrowser('lists what came in, with a way to undo it', { path: '/daftar' }, async ({ page }) => {
  await button(page, 'Urungkan 07-binaan-desa.csv').click();
  await button(page, 'Batal').click();
  await page.getByRole('link', { name: '09-nib-terbit.csv' }).click();
  await heading(page, '09-nib-terbit.csv').waitFor();
  await page.goBack();
  await heading(page, 'Daftar masuk').waitFor();
});

inBrowser('makes an account with a role in an area', { path: '/pengguna' }, async ({ page, api }) => {
  await button(page, 'Pengguna baru').click();
  const dialog = page.getByRole('dialog', { name: 'Pengguna baru' });
  await dialog.getByLabel('Nama', { exact: true }).fill('Sugeng Purnomo');
  await dialog.getByLabel('Nama pengguna').fill('joko');
  await dialog.getByLabel('Peran', { exact: true }).selectOption('enumerator');
  await dialog.getByRole('combobox', { name: 'Wilayah' }).fill('cepu');
  await dialog.getByRole('option', { name: /^Cepu Kecamatan/ }).click();
  await dialog.getByLabel('Kata sandi awal').fill('kalimat pendek saja');
  await button(page, 'Simpan').click();
  await page.getByText('Nama pengguna ini sudah dipakai.').first().waitFor();
  await dialog.getByLabel('Nama pengguna').fill('sugeng');
  await button(page, 'Simpan').click();
  await page.getByText('Akun Sugeng Purnomo tersimpan.').waitFor();
  const made = (await api.get('/users')).items.find((user) => user.username === 'sugeng');
  assert.deepEqual(
    made.grants.map(({ role, area }) => [role, area]),
    [['enumerator', '331605']],
  );
});

inBrowser('disables an account', { path: '/pengguna' }, async ({ page, api }) => {
  await button(page, 'Joko Setyawan').click();
  await page.getByLabel('Nonaktifkan akun ini').check();
  await button(page, 'Simpan').click();
  await page.getByText('Akun Joko Setyawan tersimpan.').waitFor();
  assert.equal((await api.get('/users')).items.find((user) => user.username === 'joko').disabled, true);
});

inBrowser(
  'reads the log, narrows it, follows it and checks its chain',
  { path: '/catatan' },
  async ({ page }) => {
    await page.getByLabel('Kejadian').selectOption('intake.batch_committed');
    await eventually(() => page.getByRole('cell', { name: 'Masuk', exact: true }).count(), 0);
    await button(page, 'Periksa keutuhan').click();
    await page.getByText(/Utuh: \d+ catatan tersambung tanpa putus\./).waitFor();
    await page.getByRole('link', { name: 'Daftar disimpan' }).first().click();
    await heading(page, 'Tersimpan').waitFor();
  },
);

inBrowser(
  'imports boundaries, says what did not fit, and takes them out',
  { path: '/wilayah' },
  async ({ page }) => {
    await page.getByText('Peta skematis, batas wilayah belum diimpor').waitFor();
    const file = { name: 'batas.json', mimeType: 'application/json', buffer: Buffer.from(boundaries()) };
    await page.setInputFiles('input[type=file]', file);
    await page.getByText('15 wilayah cocok dan tampil di peta.').waitFor();
    await page.getByText(/^1 .*dilewati/).click();
    await eventually(() => page.locator('path.area').count(), 15);
    await button(page, 'Hapus batas').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Hapus batas' }).click();
    await page.getByText('Peta skematis, batas wilayah belum diimpor').waitFor();
  },
);

inBrowser('explains the classes where a link asks for them', { path: '/' }, async ({ page }) => {
  await page.getByRole('link', { name: /^PP 7\/2021/ }).click();
  await heading(page, 'Aturan kelas usaha').waitFor();
  await page.getByText('Menentukan kelas').waitFor();
});

inBrowser('says so when an address leads nowhere', { path: '/tidak/ada' }, async ({ page }) => {
  await heading(page, 'Halaman tidak ditemukan').first().waitFor();
  await page.getByRole('link', { name: 'Ke ringkasan' }).click();
  await heading(page, /^Blora punya/).waitFor();
});
