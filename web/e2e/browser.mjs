import { chromium } from 'playwright-core';

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const desktop = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

/** Debian's Chromium, started once and shared; every page gets a profile of its own. */
export const launch = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });

/** A browser whose profile stays in `folder`, as that of a phone does; returns its context. */
export const launchWith = (folder, viewport) =>
  chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args,
    viewport,
    isMobile: true,
    hasTouch: true,
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });

/**
 * A page in a fresh profile: {page, context, errors, close}. `cookie` is that of a signed-in person at `url`; `errors`
 * gathers what a console would show.
 */
export async function open(
  browser,
  { url, cookie, viewport = desktop, theme = 'light', language = 'id', scale = 1 } = {},
) {
  const small = viewport.width < 500;
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor: scale,
    isMobile: small,
    hasTouch: small,
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
    reducedMotion: 'reduce',
    acceptDownloads: true,
    storageState: stored(url, { 'bina.theme': theme, 'bina.language': language }),
  });
  if (cookie) await context.addCookies([cookieAt(url, cookie)]);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const errors = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  return { page, context, errors, close: () => context.close() };
}

const stored = (url, values) => ({
  cookies: [],
  origins: [{ origin: url, localStorage: Object.entries(values).map(([name, value]) => ({ name, value })) }],
});

function cookieAt(url, cookie) {
  const [name, value] = cookie.split('=');
  return { name, value, url, httpOnly: true, sameSite: 'Strict' };
}

/** Everything asked has been answered, and the letters are there. */
export async function settled(page) {
  await page.locator('main').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
}
