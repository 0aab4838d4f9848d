// Pictures of every screen: node e2e/shots.mjs FOLDER [START OF A NAME [LOOK]], wide and narrow, light and dark.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { desktop, launch, open, phone, settled } from './browser.mjs';
import { screens } from './screens.mjs';
import { openSites } from './sites.mjs';

const [, , folder, only = '', look = ''] = process.argv;
mkdirSync(folder, { recursive: true });
const looks = [
  ['wide', desktop, 'light'],
  ['wide-dark', desktop, 'dark'],
  ['narrow', phone, 'light'],
  ['narrow-dark', phone, 'dark'],
].filter(([name]) => look === '' || name === look);

const sites = await openSites();
const browser = await launch();
for (const [name, viewport, theme] of looks)
  for (const screen of screens.filter((one) => one.name.startsWith(only))) {
    const site = sites.of(screen.who);
    const { page, errors, close } = await open(browser, {
      url: site.url,
      cookie: sites.cookieOf(screen.who),
      viewport,
      theme,
      language: process.env.BINA_LANGUAGE ?? 'id',
    });
    try {
      await screen.open(page, site);
      await settled(page);
    } catch (problem) {
      console.log(screen.name, String(problem).split('\n')[0]);
    }
    await page.screenshot({ path: join(folder, `${screen.name}-${name}.png`), fullPage: true });
    const size = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.scrollHeight,
    ]);
    console.log(`${screen.name}-${name}`.padEnd(34), size.join(' × '), errors.join(' | '));
    await close();
  }
await browser.close();
await sites.close();
