// A business goes from one agency to another: asked for on its page, accepted in the list, seen in the counts.
import assert from 'node:assert/strict';
import { button, eventually, office } from './harness.mjs';
import { regency } from './server.mjs';

const inBrowser = office();
const read = (api) => api.get(`/agencies/${regency}`);
const reason = 'Pindah ke produksi mebel';

inBrowser(
  'asks for a hand-over, accepts it, and sees who answers',
  { path: '/dinas' },
  async ({ page, api }) => {
    const [from, to] = (await read(api)).agencies.sort((one, other) => other.responsible - one.responsible);
    const { items } = await api.get(`/businesses?regency=${regency}&agency=${from.id}&limit=1`);
    const answering = () => api.get(`/agencies/${regency}/businesses/${items[0].id}`);
    const number = async (id) => (await read(api)).agencies.find((one) => one.id === id).responsible;
    const before = await number(to.id);

    await page.locator(`a[href="/usaha?agency=${from.id}"]`).click();
    await page.locator(`a[href="/usaha/${regency}/${items[0].id}"]`).click();
    const panel = page.getByRole('region', { name: 'Dinas penanggung jawab' });
    await panel.getByText('Dasar hukum').waitFor();
    await panel.getByRole('button', { name: 'Minta pelimpahan' }).click();
    await page.getByLabel('Dinas tujuan').selectOption(to.id);
    await page.getByLabel('Alasan').fill(reason);
    await button(page, 'Kirim permintaan').click();
    await panel.getByText(reason).waitFor();
    assert.equal((await answering()).responsible, from.id, 'nothing moves before it is accepted');

    await page.goto(new URL('/dinas/pelimpahan', page.url()).href);
    const row = page.getByRole('row').filter({ hasText: reason });
    await row.getByRole('checkbox').check();
    await button(page, 'Terima 1').click();
    await page.getByLabel('Catatan jawaban').fill('Disepakati bersama');
    await button(page, 'Terima').click();
    await eventually(async () => (await answering()).responsible, to.id);
    await eventually(() => number(to.id), before + 1);
  },
);

inBrowser('shows what a rule would move before it is kept', { path: '/dinas' }, async ({ page, api }) => {
  const { agencies, rules } = await read(api);
  await button(page, 'Aturan baru').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Dinas').selectOption(agencies[1].id);
  await dialog.getByLabel('Bidang untuk usaha').selectOption('retail');
  await dialog.getByLabel('Berlaku sejak').fill('01-01-2026');
  await dialog.getByLabel('Dasar hukum').fill('Perbup 1/2026 Pasal 2');
  await button(page, 'Lihat akibatnya').click();
  await page.getByText('usaha berpindah dinas').waitFor();
  assert.equal((await read(api)).rules.length, rules.length, 'nothing is kept yet');
  await button(page, 'Simpan dan terapkan').click();
  await eventually(async () => (await read(api)).waiting, false);
  assert.equal((await read(api)).rules.length, rules.length + 1);
});

inBrowser('names who leads of two coaches', { path: '/dinas/binaan-ganda' }, async ({ page, api }) => {
  const waiting = async () => (await read(api)).work.double;
  const before = await waiting();
  assert.ok(before > 0);
  await page.getByRole('button', { name: 'Jadikan utama' }).first().click();
  await eventually(waiting, before - 1);
});

inBrowser('leads to the businesses for which nobody answers', { path: '/' }, async ({ page, api }) => {
  const { work } = await read(api);
  assert.ok(work.nobody > 0, 'the demonstration has forgotten a trade');
  const { items, count } = await api.get(`/businesses?regency=${regency}&agency=none&limit=1`);
  assert.equal(count.value, work.nobody);

  const panel = page.getByRole('region', { name: 'Menurut dinas penanggung jawab' });
  await panel.getByText('hari ini').waitFor();
  const row = panel.getByRole('row').filter({ hasText: 'Tanpa dinas' });
  assert.equal((await row.locator('td.num').first().innerText()).replaceAll('.', ''), String(work.nobody));
  await row.getByRole('link').click();
  await page.waitForURL('**/usaha?agency=none');
  await page.locator(`a[href="/usaha/${regency}/${items[0].id}"]`).click();
  const answering = page.getByRole('region', { name: 'Dinas penanggung jawab' });
  await answering.getByText('Tanpa dinas').waitFor();
});
