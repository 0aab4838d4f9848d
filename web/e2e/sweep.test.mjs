// The whole registry is searched for who stands in it twice: thresholds, patterns, taking, the queue and back again.
import assert from 'node:assert/strict';
import { button, eventually, heading, number, office } from './harness.mjs';
import { newId, regency } from './server.mjs';

const village = '3316091006';
const twins = [
  ['Sri Handayani Kusumawardani', 'Tempe Barokah Kusuma', '3316095203879001', '+6281555000111'],
  ['Bambang Purwoko Adiningrat', 'Bengkel Las Adiningrat', '3316091204850013', '+6281555000222'],
  ['Endang Wahyuningtyas', 'Batik Wahyuningtyas', '3316094508790021', '+6281555000333'],
];
const values = ([owner, name, nik, phone], trade = 'food') => [
  { field: 'owner.name', text: owner },
  { field: 'business.name', text: name },
  { field: 'owner.nik', text: nik },
  { field: 'contact.phone', text: phone },
  { field: 'business.trade', text: trade },
  { field: 'place.village', text: village },
];

const inBrowser = office(async ({ api }) => {
  for (const twin of twins)
    for (let i = 0; i < 2; ++i) await api.put(`/businesses/${regency}/${newId()}`, { values: values(twin) });
});
const total = async (api) => (await api.get(`/overview?area=${regency}`)).total;
const latest = async (api) => {
  const { items } = await api.get(`/sweeps?regency=${regency}`);
  return api.get(`/sweeps/${regency}/${items[0].id}`);
};

inBrowser(
  'searches the registry, takes what is certain and gives it back',
  { path: '/ganda/registri' },
  async ({ page, api }) => {
    await heading(page, 'Registri belum pernah ditelusuri').waitFor();
    await button(page, 'Telusuri sekarang').click();
    await heading(page, 'Batas keputusan').waitFor({ timeout: 60_000 });
    const before = await total(api);
    const { waiting } = await latest(api);
    assert.ok(waiting >= twins.length, `${waiting} may be taken`);

    await button(page, `Ambil ${number(waiting)} pasangan…`).click();
    await page.getByRole('dialog').getByText('Semuanya dapat diurungkan sekaligus').waitFor();
    assert.equal(await total(api), before);
    await button(page, 'Gabungkan').click();
    await page.getByText(`${number(waiting)} pasangan digabungkan`).waitFor();
    assert.ok((await total(api)) <= before - twins.length);

    await button(page, 'Urungkan').click();
    await page.getByText('Diurungkan', { exact: true }).waitFor();
    await eventually(() => total(api), before);
    assert.equal((await latest(api)).waiting, waiting);
  },
);

inBrowser(
  'follows the threshold, and keeps it only when told',
  { path: '/ganda/registri' },
  async ({ page, api }) => {
    const accept = page.getByRole('slider', { name: 'Diambil sekaligus mulai dari kemungkinan' });
    await accept.waitFor();
    const row = page.getByRole('row', { name: /Boleh diambil sekaligus/ });
    const shown = async () => (await row.getByRole('cell').first().textContent()).trim();
    const before = await shown();
    await accept.fill('2400');
    await page.getByText('Belum disimpan').waitFor();
    await eventually(async () => (await shown()) !== before || before === '0', true);
    assert.equal((await latest(api)).settings.accept, 997);
    await button(page, 'Kembalikan').click();
    await eventually(shown, before);

    await accept.fill('1400');
    await button(page, 'Simpan batas ini').click();
    await page.getByText('Belum disimpan').waitFor({ state: 'detached' });
    await eventually(async () => (await latest(api)).settings.accept, 1400);

    await page.getByText('Ubah cara membandingkan').click();
    await page.getByLabel('Nama usaha').selectOption('Tidak dipakai');
    await page.getByText('Belum disimpan').waitFor();
    await button(page, 'Kembalikan').click();
  },
);

inBrowser(
  'decides a pattern after looking at samples, and the queue knows',
  { path: '/ganda/registri' },
  async ({ page, api }) => {
    const pattern = page
      .getByRole('listitem')
      .filter({ has: page.getByText('NIK: sama', { exact: true }) })
      .first();
    await pattern.getByRole('button', { name: 'Lihat contoh' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/Contoh 1 dari/).waitFor();
    await dialog.getByText('sama, jarang di kabupaten/kota ini: sangat menguatkan').first().waitFor();
    await page.keyboard.press('Escape');

    await pattern.getByRole('button', { name: 'Semua berbeda' }).click();
    await button(page, 'Usaha berbeda').click();
    await page.getByText(/pasangan dicatat berbeda/).waitFor();

    // Another search does not ask again.
    const { id } = await latest(api);
    await button(page, 'Telusuri lagi').click();
    await eventually(async () => {
      const sweep = await latest(api);
      return sweep.id !== id && sweep.state;
    }, 'done');
    assert.ok((await latest(api)).replayed > 0);
  },
);

inBrowser(
  'a pair of the registry is merged in the queue with a key, and parted again',
  { path: '/ganda' },
  async ({ page, api }) => {
    const newcomer = ['Kartini Puspaningrum', 'Keripik Puspaningrum', '3316096104880031', '+6281555000444'];
    for (let i = 0; i < 2; ++i)
      await api.put(`/businesses/${regency}/${newId()}`, { values: values(newcomer) });
    await api.put(`/sweeps/${regency}/${newId()}`);
    await eventually(async () => (await latest(api)).state, 'done');
    const before = await total(api);
    const name = 'Keripik Puspaningrum';
    await page.reload();
    await page.getByRole('button', { name: new RegExp(name) }).click();
    await page.keyboard.press('1');
    await page.getByText('Digabungkan.').waitFor();
    await eventually(() => total(api), before - 1);
    await page.keyboard.press('u');
    await page.getByText('Keputusan diurungkan.').waitFor();
    await eventually(() => total(api), before);
  },
);
