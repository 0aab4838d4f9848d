// A phone in the field against the real server: without a line, dead twice, on a line that breaks, lost, and slow.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, launchWith, open, phone } from './browser.mjs';
import { breakingLine } from './breaking-line.mjs';
import { answer, enter, enumerator, makeCampaign, makeEnumerator, typePin, unlock } from './field-site.mjs';
import { eventually } from './harness.mjs';
import { Api, regency, startServer } from './server.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let site;
let line;
let api;
let account;
let campaign;
let packs;
before(async () => {
  site = await startServer();
  line = await breakingLine(site.url);
  api = await Api.signIn(site.url);
  account = await makeEnumerator(api);
  ({ campaign, packs } = await makeCampaign(api, account));
});
after(async () => {
  await line?.close();
  await site?.close();
});

/** A phone whose storage outlives its browser: `restart` kills that and starts it again. */
async function aPhone(t) {
  Object.assign(line, { down: false, breaks: '-', newer: false });
  const folder = mkdtempSync(join(tmpdir(), 'bina-phone-'));
  const one = { page: undefined, context: undefined };
  const start = async () => {
    one.context = await launchWith(folder, phone);
    one.page = one.context.pages()[0] ?? (await one.context.newPage());
    one.page.setDefaultTimeout(30_000);
  };
  one.restart = async () => {
    await one.context.close();
    await start();
  };
  await start();
  t.after(async () => {
    await one.context.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return one;
}

const workerReady = (page) =>
  page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active.state !== 'activated')
      await new Promise((done) =>
        active.addEventListener('statechange', () => active.state === 'activated' && done()),
      );
  });

const openList = async (page) => {
  await page.getByRole('link', { name: 'Daftar' }).click();
  await page.getByRole('searchbox').waitFor();
};

/** Visits the next names, each with an outcome that needs no answers. */
async function visitNext(page, count) {
  for (let n = 0; n < count; ++n) {
    await page.getByRole('button', { name: /(Mulai|Lanjutkan) kunjungan/ }).click();
    await answer(page);
    await page.getByRole('searchbox').waitFor();
  }
}

const visits = async () => {
  const all = [];
  for (let cursor = ''; cursor !== null;) {
    const page = await api.get(`/campaigns/${regency}/${campaign}/visits?limit=200&cursor=${cursor}`);
    all.push(...page.items);
    cursor = page.next ?? null;
  }
  return all;
};

/** What the server has of the phone's names: how many visits, of how many names, in how many versions. */
const arrived = async () => {
  const all = (await visits()).filter((one) => one.state === 'submitted');
  return [all.length, new Set(all.map((one) => one.target)).size, all.every((one) => one.conflicts === 0)];
};

test('works without a line, dies twice, and every visit arrives once', async (t) => {
  const one = await aPhone(t);
  await enter(one.page, line.url);
  await one.page.getByRole('link', { name: /Tambahrejo/ }).waitFor();
  await workerReady(one.page);
  line.down = true;
  await openList(one.page);
  await visitNext(one.page, 3);
  await one.restart();
  await one.page.goto(`${line.url}/lapangan`);
  await unlock(one.page);
  await openList(one.page);
  await visitNext(one.page, 3);
  await one.restart();
  await one.page.goto(`${line.url}/lapangan/antrean`);
  await unlock(one.page);
  await one.page.getByText('isian aman di HP ini').waitFor();
  assert.equal(await one.page.locator('.ring b').textContent(), '6');

  line.breaks = '12-01';
  line.down = false;
  const send = one.page.getByRole('button', { name: 'Kirim sekarang' });
  await eventually(async () => {
    if (await send.isEnabled({ timeout: 100 }).catch(() => false)) await send.click();
    return one.page.getByText('Semua sudah terkirim').isVisible();
  }, true);
  line.breaks = '-';
  assert.deepEqual(await arrived(), [6, 6, true]);
  t.diagnostic(`${line.asked} requests, ${line.broken} of them broken`);
});

test('two tabs on a line that breaks send each visit once', async (t) => {
  const before = (await arrived())[0];
  const one = await aPhone(t);
  await enter(one.page, line.url);
  await workerReady(one.page);
  await one.page.getByRole('link', { name: /Tegalgunung/ }).click();
  line.down = true;
  await visitNext(one.page, 5);
  const other = await one.context.newPage();
  await other.goto(`${line.url}/lapangan/antrean`);
  await unlock(other);
  await other.getByText('isian aman di HP ini').waitFor();
  line.breaks = '1-02';
  line.down = false;
  await eventually(async () => {
    await Promise.all(
      [one.page, other].map((page) => page.evaluate(() => dispatchEvent(new Event('online')))),
    );
    return (await arrived())[0];
  }, before + 5);
  line.breaks = '-';
  const now = await arrived();
  assert.deepEqual(now, [before + 5, before + 5, true]);
});

test('a phone that forgets its PIN keeps what is unsent for the office alone', async (t) => {
  const before = (await arrived())[0];
  const one = await aPhone(t);
  await enter(one.page, line.url);
  await workerReady(one.page);
  await one.page.getByRole('link', { name: /Karangjati/ }).click();
  line.down = true;
  await visitNext(one.page, 2);
  await one.page.getByRole('link', { name: 'Saya' }).click();
  await one.page.getByRole('button', { name: 'Kunci sekarang' }).click();
  for (let tries = 0; tries < 10; ++tries) {
    await typePin(one.page, '000000');
    await one.page.getByText(tries < 9 ? `Sisa ${9 - tries} kali` : 'PIN salah sepuluh kali').waitFor();
  }
  await one.page.getByText('2 isian yang belum terkirim tetap tersegel').waitFor();
  line.down = false;
  await enter(one.page, line.url);
  await eventually(async () => (await arrived())[0], before + 2);
});

test('a sealed file from one phone goes to the office through another', async (t) => {
  const before = (await arrived())[0];
  const one = await aPhone(t);
  await enter(one.page, line.url);
  await workerReady(one.page);
  await one.page.getByRole('link', { name: /Karangjati/ }).click();
  line.down = true;
  await visitNext(one.page, 2);
  await one.page.getByRole('link', { name: 'Antrean' }).click();
  const [file] = await Promise.all([
    one.page.waitForEvent('download'),
    one.page.getByRole('button', { name: 'Simpan ke berkas' }).click(),
  ]);
  const path = join(tmpdir(), file.suggestedFilename());
  await file.saveAs(path);
  t.after(() => rmSync(path, { force: true }));
  assert.doesNotMatch(readFileSync(path, 'utf8'), /Handayani|refused|Karangjati/);

  const other = await aPhone(t);
  line.down = true;
  await enter(other.page, site.url);
  await other.page.getByRole('link', { name: 'Antrean' }).click();
  await other.page.locator('input[type=file]').setInputFiles(path);
  await other.page.getByText('2 dari 2 isian diterima kantor').waitFor();
  assert.equal((await arrived())[0], before + 2);
  // The first phone sends the same again, and nothing is there twice.
  line.down = false;
  await one.page.evaluate(() => dispatchEvent(new Event('online')));
  await one.page.getByText('Semua sudah terkirim').waitFor();
  assert.deepEqual(await arrived(), [before + 2, before + 2, true]);
});

test('the service worker sends what is sealed when no page is open', async (t) => {
  const before = (await arrived())[0];
  const one = await aPhone(t);
  await enter(one.page, line.url);
  await workerReady(one.page);
  await one.page.getByRole('link', { name: /Karangjati/ }).click();
  line.down = true;
  await one.page.evaluate(() => dispatchEvent(new Event('online')));
  await one.page.getByText('Tanpa sinyal').first().waitFor();
  await visitNext(one.page, 1);
  const session = await one.context.newCDPSession(one.page);
  const registered = new Promise((done) =>
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const found = registrations.find((entry) => entry.scopeURL.includes('/lapangan'));
      if (found) done(found.registrationId);
    }),
  );
  await session.send('ServiceWorker.enable');
  const registrationId = await registered;
  await one.page.goto('about:blank');
  line.down = false;
  // Asked again, as a browser does when a page was still there at first.
  const origin = line.url;
  const sync = { origin, registrationId, tag: 'bina-field', lastChance: false };
  await eventually(async () => {
    await session.send('ServiceWorker.dispatchSyncEvent', sync);
    return (await arrived())[0];
  }, before + 1);
});

test('a new version waits until it is told, and takes over with the same work', async (t) => {
  const one = await aPhone(t);
  await enter(one.page, line.url);
  await workerReady(one.page);
  await one.page.reload();
  await unlock(one.page);
  await one.page.getByRole('link', { name: 'Saya' }).click();
  await one.page.getByText('Sudah yang terbaru').waitFor();
  line.newer = true;
  await one.page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/lapangan')).update());
  await one.page.getByRole('button', { name: 'Pasang versi baru' }).click();
  await unlock(one.page);
  await one.page.getByText('Sudah yang terbaru').waitFor();
  line.down = true;
  await one.page.reload();
  await unlock(one.page);
  await one.page.getByText('Sri Handayani').waitFor();
});

test('a visit that was sent back is opened with what the supervisor said', async (t) => {
  const one = await aPhone(t);
  await enter(one.page, site.url);
  await workerReady(one.page);
  await one.page.getByRole('link', { name: /Karangjati/ }).click();
  const name = (await one.page.locator('section strong').first().textContent()).trim();
  await visitNext(one.page, 1);
  await eventually(
    async () => (await visits()).some((visit) => visit.name === name && visit.state === 'submitted'),
    true,
  );
  const visit = (await visits()).find((found) => found.name === name);
  await api.ask(
    'POST',
    `/visits/${regency}/${visit.id}/return`,
    JSON.stringify({ comment: 'Lokasi belum jelas' }),
    { 'If-Match': `"${visit.version}"` },
  );
  await one.page.getByRole('link', { name: 'Antrean' }).click();
  await one.page.getByRole('link', { name: 'Paket', exact: true }).click();
  await one.page.evaluate(() => dispatchEvent(new Event('online')));
  await one.page.getByText('1 dikembalikan').waitFor();
  await one.page.getByRole('link', { name: /Karangjati/ }).click();
  await one.page.getByRole('button', { name: /^Perlu diperbaiki/ }).click();
  await one.page.locator('ul .line').first().click();
  await one.page.getByText('Lokasi belum jelas').waitFor();
});

test('a revoked phone keeps nothing that can be read', async (t) => {
  const one = await aPhone(t);
  await enter(one.page, site.url);
  await one.page.getByRole('link', { name: /Tambahrejo/ }).waitFor();
  await api.ask('DELETE', `/users/${account}/sessions`);
  await one.page.evaluate(() => dispatchEvent(new Event('online')));
  await one.page.getByText('Kantor telah menutup akses HP ini').waitFor();
  const left = await one.page.evaluate(
    () =>
      new Promise((done) => {
        const opening = indexedDB.open('bina-field');
        opening.onsuccess = () => {
          const tx = opening.result.transaction(['packs', 'keys', 'notes']);
          const packs = tx.objectStore('packs').count();
          const keys = tx.objectStore('keys').getAll();
          tx.oncomplete = () => done([packs.result, keys.result.filter((key) => key.pin).length]);
        };
      }),
  );
  assert.deepEqual(left, [0, 0]);
});

test('axe finds nothing on the phone, light and dark', async () => {
  line.down = false;
  const browser = await launch();
  try {
    for (const theme of ['light', 'dark']) {
      const { page, close } = await open(browser, { url: site.url, viewport: phone, theme });
      const check = async (name) => {
        await page.evaluate(axe);
        // What lies half under the bars is scrolled out from there by a thumb.
        await page.addStyleTag({ content: '.phone > nav, .phone > header { position: static !important }' });
        const found = await page.evaluate(() =>
          axe.run(document, {
            runOnly: {
              type: 'tag',
              values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
            },
          }),
        );
        const said = found.violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(' | ')}`,
        );
        assert.deepEqual(said, [], `${name}, ${theme}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${name} scrolls sideways`);
      };
      await page.goto(`${site.url}/lapangan`);
      await page.getByRole('heading', { name: 'Masuk' }).waitFor();
      await check('sign-in');
      await page.getByLabel('Nama pengguna').fill(enumerator.username);
      await page.getByLabel('Kata sandi').fill(enumerator.password);
      await page.getByRole('button', { name: 'Masuk', exact: true }).click();
      await page.getByRole('heading', { name: 'Buat PIN' }).waitFor();
      await check('pin');
      await typePin(page);
      await page.getByRole('heading', { name: 'Ulangi PIN' }).waitFor();
      await typePin(page);
      await page.getByRole('link', { name: /Tambahrejo/ }).waitFor();
      await check('packs');
      await page.getByRole('link', { name: /Tambahrejo/ }).click();
      await page.getByRole('searchbox').waitFor();
      await check('list');
      await page.getByRole('link', { name: 'Antrean' }).click();
      await page.getByRole('heading', { name: 'Antrean kirim' }).waitFor();
      await check('queue');
      await page.goto(`${site.url}/lapangan/bukti`);
      await unlock(page);
      await page.getByRole('heading', { name: 'Bukti terima' }).waitFor();
      await check('receipt');
      await page.goto(`${site.url}/lapangan/saya`);
      await unlock(page);
      await page.getByRole('heading', { name: 'Saya', exact: true }).waitFor();
      await check('me');
      await page.getByRole('button', { name: 'Keluar' }).click();
      await page.getByRole('dialog').waitFor();
      await check('sign-out');
      await close();
    }
  } finally {
    await browser.close();
  }
});

test('how fast it starts on a slow phone without a line', async (t) => {
  const one = await aPhone(t);
  await enter(one.page, line.url);
  await one.page.getByRole('link', { name: /Tambahrejo/ }).waitFor();
  await workerReady(one.page);
  line.down = true;
  await one.restart();
  const slow = await one.context.newCDPSession(one.page);
  await slow.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const times = [];
  for (let run = 0; run < 5; ++run) {
    const from = Date.now();
    await one.page.goto(`${line.url}/lapangan`);
    await one.page.getByRole('heading', { name: 'Masukkan PIN' }).waitFor();
    times.push(Date.now() - from);
  }
  const typed = Date.now();
  await typePin(one.page);
  await one.page.getByRole('heading', { name: 'Paket saya' }).waitFor();
  const opened = Date.now();
  await one.page.getByRole('link', { name: /Tambahrejo/ }).click();
  await one.page.getByRole('searchbox').waitFor();
  const listed = Date.now();
  t.diagnostic(
    `CPU x4: start ${times.toSorted((a, b) => a - b)[2]} ms, PIN to packs ${opened - typed} ms, ` +
      `list of ${packs[0].targets} names ${listed - opened} ms`,
  );
});
