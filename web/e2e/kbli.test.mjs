// Codes for what businesses do: one decision for all of a group, taken back as one.
import assert from 'node:assert/strict';
import { button, eventually, office } from './harness.mjs';
import { regency } from './server.mjs';

const inBrowser = office();
const table = (api) => api.get(`/kbli/${regency}/classes`);

inBrowser('gives a group its code and takes it back', { path: '/kbli?tab=none' }, async ({ page, api }) => {
  const before = (await table(api)).without;
  const group = page.locator('.work > li').first();
  const count = Number((await group.locator('.what a').textContent()).replace(/\D/g, ''));
  await group.locator('.choice').first().click();
  await eventually(async () => (await table(api)).without, before - count);
  await page.getByText('Keputusan terakhir').waitFor();
  await button(page, 'Urungkan').first().click();
  await eventually(async () => (await table(api)).without, before);
});

inBrowser('accepts all codes with one successor', { path: '/kbli?tab=old' }, async ({ page, api }) => {
  const single = (await table(api)).items.filter(
    (row) => row.edition === '2020' && row.successors.length === 1,
  );
  assert.ok(single.length > 0);
  await page.getByRole('button', { name: /^Terima untuk/ }).click();
  await eventually(async () => (await table(api)).items.some((row) => row.edition === '2025'), true);
});
