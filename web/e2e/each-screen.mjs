import { after, before, test } from 'node:test';
import { desktop, launch, open, settled } from './browser.mjs';
import { screens } from './screens.mjs';
import { openSites } from './sites.mjs';

/** One test for every screen: `check(page)` finds it opened, 1440 wide, with nothing on its way any more. */
export function eachScreen(check) {
  let sites;
  let browser;
  const pages = {};
  before(async () => {
    sites = await openSites();
    browser = await launch();
    for (const who of new Set(screens.map((screen) => screen.who)))
      pages[who] = (await open(browser, { url: sites.of(who).url, cookie: sites.cookieOf(who) })).page;
  });
  after(async () => {
    await browser?.close();
    await sites?.close();
  });
  for (const screen of screens)
    test(screen.name, async () => {
      const page = pages[screen.who];
      await page.setViewportSize(desktop);
      await screen.open(page, sites.of(screen.who));
      await settled(page);
      await check(page);
    });
}
