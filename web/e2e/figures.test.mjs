// Frozen figures, the rules of classes and open data.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { button, heading, number, office } from './harness.mjs';
import { newId, regency } from './server.mjs';

const inBrowser = office();

inBrowser(
  'freezes a filtered list, finds it by its code, and tells what changed since',
  { path: '/usaha?trade=craft' },
  async ({ page, api, url }) => {
    const before = await api.get(`/businesses?regency=${regency}&trade=craft&limit=1`);
    await button(page, 'Bekukan angka ini').click();
    const dialog = page.getByRole('dialog', { name: 'Bekukan angka ini' });
    await dialog.getByLabel('Judul tabel').fill('Usaha kerajinan');
    await button(page, 'Bekukan').click();
    await dialog.getByText('Tulis sekurangnya lima huruf').waitFor();
    await dialog.getByLabel('Untuk keperluan apa?').fill('bahan laporan');
    await button(page, 'Bekukan').click();
    await heading(page, 'Usaha kerajinan').waitFor();
    const code = await page.locator('.seal strong').textContent();
    assert.match(code, /^[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}$/);
    await page.getByText('Kerajinan', { exact: true }).first().waitFor();
    await button(page, 'Periksa keutuhan').click();
    await page.getByText(`Utuh: angka, batasan, dan semua baris cocok dengan kode ${code}.`).waitFor();

    const id = newId();
    const values = [
      { field: 'business.name', text: 'Ukir Jati Baru' },
      { field: 'business.trade', text: 'craft' },
    ];
    await api.put(`/businesses/${regency}/${id}`, { values });
    await page.goto(`${url}/cuplikan`);
    await page.getByLabel('Kode cuplikan').fill(code.replaceAll('-', '').toUpperCase());
    await button(page, 'Cari kode').click();
    await heading(page, 'Usaha kerajinan').waitFor();
    await page.getByText(`${number(before.count.value)} baris`).waitFor();
    await button(page, 'Perubahan').click();
    await page.getByRole('link', { name: 'Ukir Jati Baru' }).waitFor();
    await page.getByText(/^Keterangan baru/).waitFor();
    await button(page, 'Baris').click();
    await page.getByText(`50 tampil dari ${number(before.count.value)}`).waitFor();
  },
);

inBrowser(
  'previews a new law, applies it, and says so in the list of rules',
  { path: '/aturan' },
  async ({ page, api }) => {
    const before = await api.get(`/overview?area=${regency}`);
    const of = (view, key) => view.classes.find((one) => one.key === key).count;
    await button(page, 'Aturan baru').click();
    await page.getByLabel(/^Nama aturan/).fill('PP 99/2026');
    await page.getByLabel(/^Pasal/).fill('PP 99/2026 Pasal 3');
    await page.getByLabel(/^Berlaku sejak/).fill('01-01-2024');
    for (const [name, amount] of [
      ['Mikro', '100000000'],
      ['Kecil', '50000000'],
      ['Menengah', '50000000000'],
    ])
      await page.getByLabel(`omzet setahun, ${name}`).fill(amount);
    await button(page, 'Lihat akibatnya').click();
    await page
      .getByText(/Isi batas mikro, kecil, dan menengah/)
      .first()
      .waitFor();
    await page.getByLabel('omzet setahun, Kecil').fill('200000000');
    await button(page, 'Lihat akibatnya').click();
    const said = await page.getByText(/usaha berganti kelas per/).textContent();
    const changed = Number(said.match(/^\s*([\d.]+)/)[1].replaceAll('.', ''));
    assert.ok(changed > 0);
    await button(page, 'Terapkan').click();
    await page.getByText('sudah diterapkan').waitFor();
    await page.getByText('PP 99/2026 Pasal 3').first().waitFor();
    const after = await api.get(`/overview?area=${regency}`);
    assert.equal(after.class_rule.source, 'PP 99/2026 Pasal 3');
    assert.ok(of(after, 'micro') < of(before, 'micro'));
    assert.equal(after.total, before.total);
  },
);

inBrowser(
  'gives an indicator as a table and its description',
  { path: '/data-terbuka?tingkat=6&dari=2022&sampai=2023' },
  async ({ page, api }) => {
    await page.getByRole('rowheader', { name: 'Cepu' }).first().waitFor();
    const saving = page.waitForEvent('download');
    await button(page, 'Unduh tabel (CSV)').click();
    const lines = readFileSync(await (await saving).path(), 'utf8')
      .trim()
      .split('\r\n');
    assert.equal(lines[0], 'kode_wilayah,level,nama,judul,satuan,tahun,periode,data,status');
    const { children } = await api.get(`/overview?area=${regency}&as_of=2023-12-31`);
    const cepu = children.find((one) => one.name === 'Cepu');
    assert.ok(
      lines.some(
        (line) =>
          line.startsWith('331605,Kecamatan,Cepu,') && line.includes(`,2023,Tahunan,${cepu.count},Tetap`),
      ),
    );
    const description = page.waitForEvent('download');
    await button(page, 'Unduh metadata (JSON)').click();
    const metadata = JSON.parse(readFileSync(await (await description).path(), 'utf8'));
    assert.equal(metadata.satuan, 'Unit usaha');
  },
);
