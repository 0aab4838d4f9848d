import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open, settled } from './browser.mjs';
import { Api, startServer } from './server.mjs';

/** What a browser reports of requests that were meant to fail; everything else in a console is a fault. */
const expected = /status of (401|403|404|409|412|422|429)|net::ERR_|Failed to fetch/;

/**
 * The tests of a file share a demonstration and a browser; each has a profile of its own. Returns what adds one:
 * inBrowser(name, {path, viewport}, run) opens `path` signed in, and fails as well if anything unexpected stands in the
 * console, such as a breach of the content security policy.
 */
export function office(prepare = async () => {}) {
  let site;
  let browser;
  before(async () => {
    site = await startServer();
    browser = await launch();
    site.api = await Api.signIn(site.url);
    await prepare(site);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });
  return (name, options, run) =>
    test(name, async () => {
      const { url, api } = site;
      const { page, context, errors, close } = await open(browser, { url, cookie: api.cookie, ...options });
      try {
        await page.goto(url + options.path);
        await settled(page);
        await run({ page, context, site, url, api });
        assert.deepEqual(
          errors.filter((message) => !expected.test(message)),
          [],
        );
      } finally {
        await close();
      }
    });
}

/** Waits until `read` gives what is expected; the last difference is shown if it never does. */
export async function eventually(read, wanted, timeout_ms = 60_000) {
  const end = Date.now() + timeout_ms;
  for (;;) {
    try {
      return assert.deepEqual(await read(), wanted);
    } catch (difference) {
      if (Date.now() > end) throw difference;
      await new Promise((done) => setTimeout(done, 50));
    }
  }
}

/** A number as the screen writes it. */
export const number = (value) => new Intl.NumberFormat('id-ID').format(value);
export const query = (page) => Object.fromEntries(new URL(page.url()).searchParams);
export const heading = (page, name) => page.getByRole('heading', { name });
export const button = (page, name) => page.getByRole('button', { name, exact: true });
