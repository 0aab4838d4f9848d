// What somebody sees who holds one district of the regency.
import assert from 'node:assert/strict';
import { eventually, number, office, query } from './harness.mjs';
import { holder } from './screens.mjs';
import { Api, regency } from './server.mjs';

const inBrowser = office((site) =>
  site.api.put(`/users/${'a'.repeat(32)}`, {
    ...holder,
    name: 'Joko Setyawan',
    disabled: false,
    grants: [{ role: 'operator', area: '331605' }],
  }),
);

/** Signs in anew as the holder of the district. */
const asHolder = async ({ context, url }) => {
  const { cookie } = await Api.signIn(url, holder);
  const [name, value] = cookie.split('=');
  await context.clearCookies();
  await context.addCookies([{ name, value, url }]);
};

for (const path of ['/usaha', '/izin'])
  inBrowser(`${path} is of the district, which cannot be taken off`, { path }, async ({ page, ...site }) => {
    await page.getByLabel('Kecamatan', { exact: true }).selectOption({ label: 'Cepu' });
    await page.getByRole('button', { name: 'Hapus saringan Kecamatan' }).click();
    await eventually(() => query(page).district, undefined);
    await asHolder({ page, ...site });
    await page.goto(site.url + path);
    await page.getByLabel('Desa', { exact: true }).waitFor();
    assert.equal(await page.getByLabel('Kecamatan', { exact: true }).count(), 0);
    assert.equal(await page.getByRole('button', { name: /^Hapus saringan/ }).count(), 0);
  });

inBrowser(
  'counts the businesses of the district alone',
  { path: '/usaha' },
  async ({ page, api, ...site }) => {
    await asHolder(site);
    await page.goto(`${site.url}/usaha`);
    const { count } = await api.get(`/businesses?regency=${regency}&district=331605&limit=1`);
    await page
      .getByText(new RegExp(`^${number(count.value)} usaha`))
      .first()
      .waitFor();
  },
);
