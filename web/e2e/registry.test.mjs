// Finding, reading and correcting businesses, by keyboard and by hand.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { button, eventually, heading, number, office, query } from './harness.mjs';
import { newId, regency } from './server.mjs';

const inBrowser = office();
const rows = (page) => page.locator('[data-row-link]');
const found = async (api, filter) =>
  (await api.get(`/businesses?regency=${regency}&${filter}&limit=1`)).count.value;

/** A business of its own for a test that changes it: the first of its kind. */
const openFirst = async (page) => {
  await rows(page).first().click();
  await heading(page, 'Dari mana data ini').waitFor();
};

inBrowser('searches from anywhere with the keyboard alone', { path: '/tentang' }, async ({ page, api }) => {
  const all = (await api.get(`/overview?area=${regency}`)).total;
  await page.keyboard.press('/');
  await page.keyboard.type('warung sri', { delay: 20 });
  await page.getByText(/usaha cocok/).waitFor();
  await eventually(async () => (await page.locator('mark').first().textContent())?.toLowerCase(), 'warung');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'search');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('j');
  const name = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press('Enter');
  await heading(page, name).waitFor();
  await page.goBack();
  await page.getByText(/usaha cocok/).waitFor();
  await page.locator('#search').focus();
  await page.keyboard.press('Escape');
  await page.getByText(`${number(all)} usaha`, { exact: true }).waitFor();
});

inBrowser('narrows with chips, which can be taken off again', { path: '/usaha' }, async ({ page, api }) => {
  await page.getByLabel('Kecamatan').selectOption({ label: 'Cepu' });
  await page.getByText(`${number(await found(api, 'district=331605'))} usaha cocok`).waitFor();
  await page.getByLabel('Desa', { exact: true }).selectOption({ label: 'Balun' });
  await eventually(() => Object.keys(query(page)), ['district', 'village']);
  const { village } = query(page);
  await page.getByText(`${number(await found(api, `village=${village}`))} usaha cocok`).waitFor();
  await page.getByLabel('Bidang').selectOption('food');
  await eventually(() => query(page), { district: '331605', village, trade: 'food' });
  await button(page, 'Hapus saringan Kecamatan').click();
  await eventually(() => query(page), { trade: 'food' });
});

inBrowser(
  'loads more, and is as it was left when one comes back',
  { path: '/usaha?trade=craft' },
  async ({ page }) => {
    await button(page, 'Muat 50 lagi').click();
    await eventually(() => rows(page).count(), 100);
    await rows(page).nth(70).click();
    await heading(page, 'Dari mana data ini').waitFor();
    await page.goBack();
    await eventually(() => rows(page).count(), 100);
    await eventually(() => page.evaluate(() => scrollY > 500), true);
  },
);

inBrowser('says so when nothing matches', { path: '/usaha?q=zzzz' }, async ({ page }) => {
  await heading(page, 'Tidak ada usaha yang cocok').waitFor();
  await page.getByRole('link', { name: 'Hapus semua saringan' }).click();
  await rows(page).first().waitFor();
});

inBrowser(
  'downloads a list for a stated purpose',
  { path: '/usaha?trade=transport' },
  async ({ page, api }) => {
    await button(page, 'Unduh daftar').click();
    await button(page, 'Unduh').click();
    await page.getByText('Tulis sekurangnya lima huruf').waitFor();
    await page.getByLabel('Untuk keperluan apa?').fill('rapat koordinasi');
    await page.getByLabel('CSV (.csv)').check();
    const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Unduh').click()]);
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split(/\r?\n/);
    assert.equal(lines.length, 1 + (await found(api, 'trade=transport')));
  },
);

inBrowser('shows each value with its source', { path: '/usaha?coached=yes' }, async ({ page }) => {
  await openFirst(page);
  await page.getByText('Daftar binaan dinas (contoh)').first().waitFor();
  await page.getByRole('button', { name: 'Riwayat Nama usaha' }).click();
  await page
    .getByRole('dialog')
    .getByText(/oleh bina/)
    .first()
    .waitFor();
  await page.keyboard.press('Escape');
  await eventually(() => page.getByRole('dialog').count(), 0);
  assert.equal(
    await page.evaluate(() => document.activeElement.getAttribute('aria-label')),
    'Riwayat Nama usaha',
    'the focus is where it was',
  );
});

inBrowser(
  'prints a business with each value beside its name',
  { path: '/usaha?coached=yes' },
  async ({ page }) => {
    await openFirst(page);
    await page.emulateMedia({ media: 'print' });
    const names = await page
      .locator('dt')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left));
    assert.equal(new Set(names).size, 1, 'all names stand in one column');
    assert.equal(await button(page, 'Ubah').isVisible(), false);
  },
);

inBrowser(
  'opens personal data for a purpose, and covers it again',
  { path: '/usaha?q=mebel%20jati' },
  async ({ page }) => {
    await openFirst(page);
    assert.equal(await page.getByText(/^3316\d{12}$/).count(), 0);
    await button(page, 'Buka data pribadi').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Untuk keperluan apa?').fill('menghubungi pemilik');
    await dialog.getByRole('button', { name: 'Buka data pribadi' }).click();
    await page.getByText(/Data pribadi terbuka sampai/).waitFor();
    await page.getByText(/^Rp/).first().waitFor();
    await button(page, 'Samarkan lagi').click();
    await eventually(() => page.getByText(/^Rp/).count(), 0);
  },
);

inBrowser(
  'adds what somebody now knows, and keeps what was known',
  { path: '/usaha?q=bengkel' },
  async ({ page }) => {
    await openFirst(page);
    await button(page, 'Ubah').click();
    await page.getByLabel('Omzet setahun').fill('84000000');
    assert.equal(await page.getByLabel('Omzet setahun').inputValue(), '84.000.000');
    await page.getByLabel('Tahun berdiri').fill('2015');
    await button(page, 'Simpan').click();
    await page.getByText('Tulis sekurangnya lima huruf').waitFor();
    await page.getByLabel(/Dari mana Anda tahu/).fill('telepon dengan pemilik');
    await button(page, 'Simpan').click();
    await page.getByText('Keterangan baru tersimpan.').waitFor();
    await page.getByText('telepon dengan pemilik').first().waitFor();
    await page.getByText('2015').first().waitFor();
  },
);

inBrowser('shows both sides when two people edit', { path: '/usaha?q=batik' }, async ({ page, api }) => {
  await openFirst(page);
  await button(page, 'Ubah').click();
  const path = new URL(page.url()).pathname.replace('/usaha', '/businesses');
  const { version } = await api.get(path);
  const values = [{ field: 'business.activity', text: 'Batik cap' }];
  await api.put(
    `${path}/facts/${newId()}`,
    { day: '2024-01-30', reason: 'kunjungan', values },
    { 'If-Match': `"${version}"` },
  );
  await page.getByLabel('Jenis usaha').fill('Batik tulis halus');
  await page.getByLabel(/Dari mana Anda tahu/).fill('telepon dengan pemilik');
  await button(page, 'Simpan').click();
  await heading(page, 'Orang lain baru saja mengubah usaha ini').waitFor();
  await page.getByText('Batik cap').waitFor();
  await page.getByLabel(/Isian Anda/).check();
  await button(page, 'Simpan').click();
  await page.getByText('Keterangan baru tersimpan.').waitFor();
  await page.getByText('Batik tulis halus').first().waitFor();
});

inBrowser(
  'says what is missing or wrong, and keeps what was typed',
  { path: '/usaha/baru' },
  async ({ page }) => {
    await button(page, 'Simpan').click();
    await page.getByText('Isi nama usaha atau nama pemilik.').waitFor();
    await eventually(
      () => page.getByLabel('Nama usaha').evaluate((one) => one === document.activeElement),
      true,
    );
    await page.getByLabel('Nama pemilik').fill('Wartini Uji');
    await page.getByLabel('NIK', { exact: true }).fill('33160');
    await button(page, 'Simpan').click();
    await page.locator('[aria-invalid=true]').waitFor();
    assert.equal(await page.getByLabel('NIK', { exact: true }).inputValue(), '33160');
    await page.getByLabel('NIK', { exact: true }).fill('');
    await page.getByLabel('Desa atau kelurahan').fill('balun');
    await page.getByRole('option', { name: /Balun/ }).first().click();
    await button(page, 'Simpan').click();
    await heading(page, 'Wartini Uji').waitFor();
    await page.getByText('Balun, Cepu').waitFor();
  },
);

inBrowser('asks before Back or a link throws away what was typed', { path: '/usaha' }, async ({ page }) => {
  await page.getByRole('link', { name: 'Usaha baru' }).click();
  await page.getByLabel('Nama pemilik').fill('Sulastri');
  const answers = [false, false, true];
  const asked = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.message());
    return answers.shift() ? dialog.accept() : dialog.dismiss();
  });
  await page.getByRole('link', { name: 'Bantuan', exact: true }).click();
  await eventually(() => asked.length, 1);
  await page.evaluate(() => history.back());
  await eventually(() => asked.length, 2);
  await eventually(() => new URL(page.url()).pathname, '/usaha/baru');
  assert.equal(await page.getByLabel('Nama pemilik').inputValue(), 'Sulastri');
  await page.getByRole('link', { name: 'Bantuan', exact: true }).click();
  await heading(page, 'Bantuan').waitFor();
});

inBrowser(
  'keeps what was typed when the line is down, and saves it once it is back',
  { path: '/usaha/baru' },
  async ({ page, context, api }) => {
    await page.getByLabel('Nama usaha').fill('Warung Tanpa Sinyal');
    await context.setOffline(true);
    await button(page, 'Simpan').click();
    await page.getByText(/Server tidak terjangkau/).waitFor();
    assert.equal(await page.getByLabel('Nama usaha').inputValue(), 'Warung Tanpa Sinyal');
    await context.setOffline(false);
    await button(page, 'Simpan').click();
    await heading(page, 'Warung Tanpa Sinyal').waitFor();
    assert.equal(await found(api, 'q=warung%20tanpa%20sinyal'), 1);
  },
);

inBrowser(
  'a session that ends is begun again over what was typed',
  { path: '/usaha/baru' },
  async ({ page, context }) => {
    await page.getByLabel('Nama usaha').fill('Toko Sesi Panjang');
    await context.clearCookies();
    await button(page, 'Simpan').click();
    const dialog = page.getByRole('dialog', { name: 'Sesi Anda berakhir' });
    await dialog.getByLabel('Kata sandi', { exact: true }).fill('contoh-blora-2023');
    await dialog.getByRole('button', { name: 'Masuk' }).click();
    await eventually(() => dialog.count(), 0);
    await button(page, 'Simpan').click();
    await heading(page, 'Toko Sesi Panjang').waitFor();
  },
);

inBrowser('marks a business as flagship', { path: '/usaha?q=anyaman' }, async ({ page }) => {
  await openFirst(page);
  await button(page, 'Tandai unggulan').click();
  await page.getByLabel(/Alasan atau ukuran/).fill('Produk khas daerah');
  await button(page, 'Simpan').click();
  await page.locator('.pills').getByText('Unggulan').waitFor();
});

inBrowser(
  'says so when a business does not exist',
  { path: `/usaha/${regency}/${'f'.repeat(32)}` },
  async ({ page }) => {
    await page.getByText('Usaha ini tidak ada di registri').waitFor();
    await page.getByRole('link', { name: 'Daftar usaha' }).click();
    await rows(page).first().waitFor();
  },
);
