// The overview: one screen, one control of map and list, every figure leads to its rows and to its definition.
import assert from 'node:assert/strict';
import { phone } from './browser.mjs';
import { button, eventually, heading, number, office, query } from './harness.mjs';
import { regency } from './server.mjs';

const inBrowser = office();
const day = '2023-12-31';
const figures = (api, more = '') => api.get(`/overview?area=${regency}&as_of=${day}${more}`);

// The divisions of KBLI follow below.
inBrowser(
  'shows its figures on an office screen without scrolling',
  { path: `/?per=${day}` },
  async ({ page, api }) => {
    const { total } = await figures(api);
    await heading(page, new RegExp(`^Blora punya ${number(total)} usaha, naik`)).waitFor();
    const { y, height } = await page.locator('.grid').boundingBox();
    assert.ok(y + height <= 900, `${y + height} px`);
  },
);

inBrowser('says the state of any day', { path: '/' }, async ({ page, api }) => {
  await page.getByRole('button', { name: /^Per / }).first().click();
  await page.getByLabel('Tanggal lain').fill('31-12-2023');
  await button(page, 'Tampilkan').click();
  const { total, previous } = await figures(api);
  await heading(page, new RegExp(`^Blora punya ${number(total)} usaha`)).waitFor();
  assert.deepEqual(query(page), { per: day });
  await page.getByText(`${number(previous.total)} · 31 Des 2022`).waitFor();
});

inBrowser(
  'explains a figure, with formula and both days',
  { path: `/?per=${day}` },
  async ({ page, api }) => {
    const { total, previous } = await figures(api);
    await page.getByRole('button', { name: 'Arti angka: Tumbuh setahun' }).click();
    const card = page.getByRole('group', { name: 'Tumbuh setahun' });
    const [now, before] = [number(total), number(previous.total)];
    await card.getByText(`(${now} − ${before}) ÷ ${before} =`).waitFor();
    await card.getByText('31 Desember 2023 dibanding 31 Desember 2022').waitFor();
    await page.keyboard.press('Escape');
    await eventually(() => card.count(), 0);
  },
);

inBrowser('leads from each figure to its rows, and back', { path: '/' }, async ({ page, api }) => {
  const now = await api.get(`/overview?area=${regency}`);
  const of = (list, key) => list.find((one) => one.key === key).count;
  await page.getByRole('link', { name: number(of(now.statuses, 'verified')), exact: true }).click();
  await page.getByText(`${number(of(now.statuses, 'verified'))} usaha cocok`).waitFor();
  assert.deepEqual(query(page), { status: 'verified' });
  await page.goBack();
  await page.getByRole('link', { name: /^Kerajinan/ }).click();
  await page.getByText(`${number(of(now.trades, 'craft'))} usaha cocok`).waitFor();
  await page.goBack();
  await page.getByRole('link', { name: /^NIK/ }).click();
  await page.getByText(`${number(now.total - of(now.quality, 'nik'))} usaha cocok`).waitFor();
  assert.deepEqual(query(page), { missing: 'nik' });
});

/** The count that the list says it has, however its sentence goes. */
const counted = async (page) => (await page.getByRole('status').first().textContent()).replace(/\D/g, '');

for (const [title, per, area] of [
  ['today', '', ''],
  ['on a day in the past', day, ''],
  ['of a district in the past', '2022-12-31', '331605'],
])
  inBrowser(`each figure ${title} is the number of its rows`, { path: '/' }, async ({ page, url, api }) => {
    const address = new URLSearchParams({ ...(per && { per }), ...(area && { wilayah: area }) });
    await page.goto(`${url}/?${address}`);
    await page.getByRole('heading', { level: 1 }).filter({ hasText: 'punya' }).waitFor();
    const more = page.getByRole('button', { name: /bidang lainnya/ });
    if (await more.count()) await more.click();
    const view = await api.get(`/overview?area=${area || regency}${per && `&as_of=${per}`}`);
    const lacking = Object.fromEntries(view.quality.map((one) => [one.key, view.total - one.count]));
    const links = await page.locator('main a[href^="/usaha"]').evaluateAll((all) =>
      all.map((one) => ({
        href: one.getAttribute('href'),
        figure: (one.querySelector('b') ?? one).textContent.replace(/[^\d]/g, ''),
      })),
    );
    assert.ok(links.length > 30, `${links.length} links`);
    const seen = new Set();
    for (const { href, figure } of links) {
      const asked = new URL(href, url).searchParams;
      if (seen.has(href) || asked.get('sort') || figure === '') continue;
      seen.add(href);
      if (per) assert.equal(asked.get('per'), per, href);
      await page.goto(url + href);
      const wanted = asked.get('missing') ? String(lacking[asked.get('missing')]) : figure;
      await eventually(() => counted(page), wanted, 15_000);
    }
    assert.ok(seen.size > 25, `${seen.size} lists opened`);
  });

inBrowser(
  'shows growth by either formula, and saves the table',
  { path: '/' },
  async ({ page, url, api }) => {
    await page.goto(`${url}/pertumbuhan?per=${day}&selang=year`);
    const { total, previous } = await figures(api);
    const row = page.getByRole('row', { name: /^2023/ });
    await row.getByText(`(${total} - ${previous.total}) / ${previous.total}`).waitFor();
    await button(page, 'Rumus Kabupaten Blitar').click();
    await row.getByText(`(${total} - ${previous.total}) / ${total}`).waitFor();
    await page.getByText('(n − n0) ÷ n', { exact: true }).waitFor();
    const saving = page.waitForEvent('download');
    await button(page, 'Unduh CSV').click();
    assert.match((await saving).suggestedFilename(), /^pertumbuhan-3316-year-blitar\.csv$/);
  },
);

inBrowser('map and list are one control', { path: '/' }, async ({ page, api }) => {
  const { children } = await api.get(`/overview?area=${regency}`);
  await page.getByRole('row', { name: /^Jepon/ }).hover();
  await page.locator('rect.chosen').waitFor({ state: 'attached' });
  await button(page, 'Diverifikasi').click();
  const share = (one) => one.verified / one.count;
  const best = children.filter((one) => one.count > 0).sort((a, b) => share(b) - share(a))[0].name;
  const first = page
    .getByRole('table', { name: /Kecamatan diurutkan/ })
    .getByRole('rowheader')
    .first();
  await eventually(() => first.textContent(), best);
  await page.getByRole('link', { name: 'Cepu', exact: true }).focus();
  await page.keyboard.press('Enter');
  await heading(page, /^Kecamatan Cepu punya/).waitFor();
  assert.deepEqual(query(page), { wilayah: '331605' });
  await page
    .getByRole('table', { name: /Desa diurutkan/ })
    .getByRole('rowheader')
    .first()
    .getByRole('link')
    .click();
  await page.getByText(/usaha cocok/).waitFor();
  assert.ok(query(page).village.startsWith('331605'));
});

inBrowser('without boundaries there is a schematic map', { path: '/' }, async ({ page }) => {
  await page.getByText('Peta skematis, batas wilayah belum diimpor').waitFor();
  assert.equal(await page.locator('g.tile').count(), 16);
  await button(page, '4 bidang lainnya').click();
  await page.getByRole('link', { name: /^Angkutan/ }).waitFor();
});

inBrowser('on a phone the menu is under the thumb', { path: '/', viewport: phone }, async ({ page }) => {
  await page.getByRole('navigation', { name: 'Menu bawah' }).getByRole('button', { name: 'Menu' }).click();
  const sheet = page.getByRole('dialog', { name: 'Menu' });
  await sheet.getByRole('link', { name: 'Catatan kejadian' }).click();
  await heading(page, 'Catatan kejadian').waitFor();
  await eventually(() => sheet.count(), 0);
});

inBrowser('speaks English as well', { path: '/', language: 'en' }, async ({ page }) => {
  await heading(page, /^Blora has /).waitFor();
  await page.getByRole('button', { name: /^ID/ }).click();
  await heading(page, /^Blora punya /).waitFor();
});

inBrowser('prints without menus, with its place and day', { path: `/?per=${day}` }, async ({ page }) => {
  await page.emulateMedia({ media: 'print' });
  await page.getByText(/^Bina · Kabupaten Blora · dicetak/).waitFor();
  assert.equal(await page.getByRole('navigation', { name: 'Utama' }).isVisible(), false);
});
