import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
/** The moment of the made-up data: every test and picture sees the same ages. */
export const now = new Date('2024-01-31T02:00:00Z');

/** A browser of its own with Debian's Chromium: {page, errors, close}. `errors` gathers what a console would show. */
export async function open({
  viewport = desktop,
  theme = 'light',
  language = 'id',
  scale = 1,
  fixed = true,
} = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'bina-e2e-'));
  const small = viewport.width < 500;
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args,
    viewport,
    deviceScaleFactor: scale,
    isMobile: small,
    hasTouch: small,
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  const page = context.pages()[0];
  if (fixed) await page.clock.setFixedTime(now);
  const errors = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  await page.addInitScript(
    ([theme, language]) => {
      if (!localStorage.getItem('bina.theme')) localStorage.setItem('bina.theme', theme);
      if (!localStorage.getItem('bina.language')) localStorage.setItem('bina.language', language);
    },
    [theme, language],
  );
  const close = async () => {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { page, context, errors, close };
}

/** Signs in as the administrator of the made-up regency and opens `path`. */
export async function signIn(page, url, path = '/', username = 'retno') {
  await page.request.post(`${url}/api/v1/session`, {
    headers: { 'X-Bina': '1' },
    data: { username, password: 'bina-contoh-2024' },
  });
  await page.goto(url + path);
  await settled(page);
}

/** Everything asked has been answered, and the letters are there. */
export async function settled(page) {
  await page.locator('main').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
}
