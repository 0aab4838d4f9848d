// Pictures of the phone's screens: node e2e/field-shots.mjs FOLDER, light and dark.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, open, phone } from './browser.mjs';
import { answer, begin, enter, makeCampaign, makeEnumerator, typePin } from './field-site.mjs';
import { Api, startServer } from './server.mjs';

const [, , folder] = process.argv;
mkdirSync(folder, { recursive: true });
const site = await startServer();
const browser = await launch();
const api = await Api.signIn(site.url);
const { campaign } = await makeCampaign(api, await makeEnumerator(api));

for (const theme of ['light', 'dark']) {
  const { page, context, errors, close } = await open(browser, {
    url: site.url,
    viewport: phone,
    theme,
    scale: 2,
  });
  page.setDefaultTimeout(15_000);
  const shot = async (name, fullPage = false) => {
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: join(folder, `${name}-${theme}.png`), fullPage });
  };
  await page.goto(`${site.url}/lapangan`);
  await page.getByRole('heading', { name: 'Masuk' }).waitFor();
  await shot('sign-in');
  await enter(page, site.url);
  await page.getByRole('link', { name: /Tambahrejo/ }).waitFor();
  await shot('packs');
  await page.getByRole('link', { name: /Tambahrejo/ }).click();
  await page.getByRole('searchbox').waitFor();
  await shot('list');
  await shot('list-full', true);
  const fill = async (n) => {
    await page.locator('ul .line').nth(n).click();
    await answer(page);
    await page.getByRole('searchbox').waitFor();
  };
  await fill(0);
  await page.getByRole('link', { name: 'Antrean' }).click();
  await page.getByRole('heading', { name: 'Antrean kirim' }).waitFor();
  await shot('queue-sent', true);
  await context.setOffline(true);
  await page.getByRole('link', { name: 'Daftar' }).click();
  for (const n of [1, 2, 3]) await fill(n);
  await page.locator('ul .line').nth(4).click();
  await begin(page);
  await shot('visit');
  await page.goBack();
  await page.getByRole('searchbox').waitFor();
  await shot('list-offline');
  await page.getByRole('searchbox').fill('su');
  await shot('list-search');
  await page.getByRole('link', { name: 'Antrean' }).click();
  await shot('queue');
  await shot('queue-full', true);
  await page.getByRole('link', { name: 'Bukti terima' }).click();
  await shot('receipt');
  await page.getByRole('button', { name: 'Kembali' }).click();
  await page.getByRole('link', { name: 'Saya' }).click();
  await shot('me', true);
  await page.getByRole('button', { name: 'Keluar' }).click();
  await shot('leave');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Kunci sekarang' }).click();
  await shot('locked');
  await typePin(page, '000000');
  await page.getByText('PIN salah').waitFor();
  await shot('locked-wrong');
  console.log(theme, errors.join(' | '));
  await close();
}
await browser.close();
await site.close();
