import assert from 'node:assert/strict';
import test from 'node:test';
import { open, signIn } from './browser.mjs';
import { startMock } from './mock.mjs';

/** What a browser reports of requests that were meant to fail; everything else in a console is a fault. */
const expected = /status of (401|403|404|409|412|422|429)|ERR_CONNECTION|ERR_EMPTY_RESPONSE|Failed to fetch/;

/**
 * One test in a browser and with a server of its own. `path`: signs in and opens it. A test fails as well if
 * anything unexpected stands in the console, such as a breach of the content security policy.
 */
export function inBrowser(name, options, run) {
  test(name, async () => {
    const mock = await startMock(options.server);
    const { page, context, errors, close } = await open(options);
    page.setDefaultTimeout(20_000);
    try {
      if (options.path !== undefined) await signIn(page, mock.url, options.path, options.user);
      await run({ page, context, url: mock.url, state: mock.state });
      assert.deepEqual(
        errors.filter((message) => !expected.test(message)),
        [],
      );
    } finally {
      await close();
      await mock.close();
    }
  });
}

/** Waits until `read` gives what is expected; the last difference is shown if it never does. */
export async function eventually(read, wanted, timeout_ms = 10_000) {
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

export const heading = (page, name) => page.getByRole('heading', { name });
export const button = (page, name) => page.getByRole('button', { name, exact: true });
