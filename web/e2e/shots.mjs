// Pictures of every screen: node e2e/shots.mjs [name] — wide and narrow, light and dark, into web/shots.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { desktop, open, phone, settled, signIn } from './browser.mjs';
import { startMock } from './mock.mjs';
import { screens } from './screens.mjs';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../shots');
mkdirSync(folder, { recursive: true });
const only = process.argv[2] ?? '';
const looks = [
  ['wide', desktop, 'light'],
  ['wide-dark', desktop, 'dark'],
  ['narrow', phone, 'light'],
  ['narrow-dark', phone, 'dark'],
].filter(([name]) => !process.argv[3] || name === process.argv[3]);

for (const [look, viewport, theme] of looks) {
  const { page, errors, close } = await open({ viewport, theme, scale: viewport === phone ? 2 : 1 });
  for (const screen of screens.filter(({ name }) => name.startsWith(only))) {
    const mock = await startMock(screen.server);
    if (screen.open) await screen.open(page, mock.url);
    else await signIn(page, mock.url, screen.path);
    await settled(page);
    await screen.prepare?.(page);
    await page.waitForTimeout(150);
    await page.screenshot({ path: join(folder, `${screen.name}-${look}.png`) });
    const size = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.scrollHeight,
    ]);
    console.log(`${screen.name}-${look}`.padEnd(34), size.join(' × '), errors.splice(0).join(' | '));
    await page.context().clearCookies();
    await mock.close();
  }
  await close();
}
