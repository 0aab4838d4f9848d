// Makes the pictures of README.md from the running product: pictures.mjs ADDRESS LIST, with the demonstration at
// ADDRESS and LIST a dirty list of it. Those of the phone come from field-shots.mjs.
import { mkdirSync } from 'node:fs';
import { launch, open } from './browser.mjs';

const [, , base, list] = process.argv;
const folder = new URL('../../docs/screenshots/', import.meta.url).pathname;
mkdirSync(folder, { recursive: true });
const browser = await launch();
const { page } = await open(browser, { url: base });
const shoot = async (name) => {
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled' });
};

await page.goto(base);
await page.getByLabel('Nama pengguna').fill('admin');
await page.getByLabel('Kata sandi').first().fill('contoh-blora-2023');
await page.keyboard.press('Enter');
await page.getByRole('link', { name: 'Daftar masuk' }).waitFor();
await shoot('overview');
await page.goto(`${base}/pendataan`);
await page
  .getByRole('link', { name: /contoh/ })
  .first()
  .click();
await page.getByText('Kemajuan per hari').waitFor();
await shoot('campaign');
await page.goto(`${base}/unggah`);
await page.locator('input[type=file]').setInputFiles(list);
await page.getByLabel('Keadaan per tanggal').fill('31-12-2022');
const year = page.getByText('per tahun', { exact: true });
if (await year.count()) await year.click();
await shoot('mapping');
await page.getByRole('button', { name: 'Periksa semua baris' }).click();
await page.getByRole('button', { name: 'Simpan ke registri' }).waitFor();
await shoot('checked');
await page.goto(`${base}/usaha`);
await page.locator('main tbody a').first().click();
await page.getByText('NIK').first().waitFor();
await shoot('business');
await browser.close();
