// The screen of a visit by itself, on a phone: photos and places need a browser, as do keys and what one sees.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { launch, open, phone } from './browser.mjs';
import { serveVisit } from './visit/serve.mjs';

const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
let site;
let browser;
before(async () => {
  site = await serveVisit();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

async function visit(draft, run, { extra = '', prepare = async () => {} } = {}) {
  const { page, context, errors, close } = await open(browser, { url: site.url, viewport: phone });
  try {
    await prepare(context);
    await page.goto(`${site.url}?draf=${encodeURIComponent(JSON.stringify(draft))}${extra}`);
    await page.locator('.visit h1').waitFor();
    await run(page, context);
    assert.deepEqual(errors, []);
  } finally {
    await close();
  }
}
const log = (page, read) => page.evaluate(`(${read})(window.visitLog)`);

/** A picture as a camera makes it: 4,000 by 3,000, lying, with Exif that says "turned right" and where it was taken. */
const cameraPicture = async () => {
  const canvas = new OffscreenCanvas(4000, 3000);
  const context = canvas.getContext('2d');
  for (let i = 0; i < 4000; i++) {
    context.fillStyle = `hsl(${(i * 37) % 360} 60% ${30 + (i % 50)}%)`;
    context.fillRect((i * 97) % 4000, (i * 61) % 3000, 160, 120);
  }
  const plain = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer());
  const exif = [0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1];
  exif.push(0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0);
  const whole = new Uint8Array(plain.length + exif.length);
  whole.set(plain.subarray(0, 2));
  whole.set(exif, 2);
  whole.set(plain.subarray(2), 2 + exif.length);
  const transfer = new DataTransfer();
  transfer.items.add(new File([whole], 'IMG_0001.jpg', { type: 'image/jpeg' }));
  const input = document.querySelector('input[type=file]');
  input.files = transfer.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
};
const keptPicture = async (name) => {
  const blob = window.visitLog.photos.get(name);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const segments = [];
  for (let at = 2; at + 4 < bytes.length && bytes[at + 1] !== 0xda;) {
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 15));
    segments.push({ marker: bytes[at + 1], name });
    at += 2 + bytes[at + 2] * 256 + bytes[at + 3];
  }
  const { width, height } = await createImageBitmap(blob);
  return { size: blob.size, type: blob.type, width, height, segments };
};

test('a photo is made small and upright, and tells nothing but the picture', async () => {
  await visit({ outcome: 'closed', step: 'proof' }, async (page) => {
    await page.evaluate(cameraPicture);
    await page.locator('.tile img').waitFor();
    await page.getByText(/^1 foto, [\d,]+ KB setelah diperkecil$/).waitFor();
    const name = await page.waitForFunction(() => window.visitLog.saved?.photos[0]);
    const kept = await page.evaluate(keptPicture, await name.jsonValue());
    assert.ok(kept.size <= 180_000, `${kept.size}`);
    assert.deepEqual([kept.type, kept.width, kept.height], ['image/jpeg', 960, 1280]);
    // What the server takes (src/census/photo.cc): no segment of an application but JFIF's and colours', no comment.
    const tells = ({ marker, name }) =>
      marker === 0xfe || (marker > 0xe0 && marker <= 0xef && !name.startsWith('ICC_PROFILE'));
    assert.deepEqual(kept.segments.filter(tells), []);
    await page.getByRole('button', { name: 'Hapus foto 1' }).click();
    await page.waitForFunction(() => window.visitLog.saved.photos.length === 0);
  });
});

test('what is no picture says so, and holds nothing up', async () => {
  await visit({ outcome: 'closed', step: 'proof' }, async (page) => {
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'surat.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('bukan foto') });
    await page.getByText('Foto ini tidak dapat dibaca').waitFor();
  });
});

test('the place is recorded with how sure it is', async () => {
  const prepare = async (context) => {
    await context.grantPermissions(['geolocation']);
    await context.setGeolocation({ latitude: -6.97012, longitude: 111.41667, accuracy: 9 });
  };
  await visit(
    { outcome: 'closed', step: 'proof' },
    async (page) => {
      // Who allowed it once need not press.
      await page.getByText('Terekam, akurasi 9 meter').waitFor();
      await page.getByText('-6,97012; 111,41667').waitFor();
      await page.waitForFunction(() => window.visitLog.saved?.gps?.accuracy_m === 9);
    },
    { prepare },
  );
  await visit({ outcome: 'closed', step: 'proof' }, async (page) => {
    await page.getByRole('button', { name: 'Rekam' }).click();
    await page.getByText(/^Izin lokasi ditolak/).waitFor();
    await page.getByRole('button', { name: 'Lanjut' }).isEnabled();
  });
});

test('a whole visit goes by keys alone, and the focus is where one reads', async () => {
  await visit({}, async (page) => {
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
    const next = async () => {
      await page.getByRole('button', { name: 'Lanjut' }).focus();
      await page.keyboard.press('Enter');
    };
    await next();
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
    assert.equal(await focused(), 'Apa yang Anda temukan?');
    await page.getByRole('radio').first().focus();
    await page.keyboard.press('Space');
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowDown');
    await page.waitForFunction(() => window.visitLog.saved?.outcome !== undefined);
    await page.getByRole('radio', { name: /^Tidak bertemu/ }).focus();
    await page.keyboard.press('Space');
    await next();
    await page.waitForFunction(() => document.querySelector('h1').textContent === 'Bukti kunjungan');
    await next();
    await page.waitForFunction(() => document.querySelector('h1').textContent === 'Periksa lalu kirim');
    await page.getByRole('button', { name: 'Kirim' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Kunjungan tersimpan' }).waitFor();
    assert.equal(await log(page, 'log => log.submitted.outcome'), 'not_found');
  });
});

test('a full phone says so and forgets nothing', async () => {
  await visit({ outcome: 'refused', step: 'proof' }, async (page) => {
    await log(page, 'log => { log.full = true; }');
    await page.getByLabel('Catatan').fill('Datang lagi sesudah magrib');
    await page.getByRole('alert').getByText('Penyimpanan HP penuh').waitFor();
    await log(page, 'log => { log.full = false; }');
    await page.getByRole('button', { name: 'Coba simpan lagi' }).click();
    await page.getByText('Penyimpanan HP penuh').waitFor({ state: 'detached' });
    assert.equal(await log(page, 'log => log.saved.note'), 'Datang lagi sesudah magrib');
  });
});

const answers = {
  owner_name: { values: ['Siti Rokhmah'] },
  nik: { values: ['3316'] },
  produces: { values: ['yes'] },
  products: { rows: [{ name: 'Keripik tempe', unit: '' }] },
  workers: { values: ['0'] },
  sales_month: { values: ['900'] },
};
const asking = (step) => ({ outcome: 'found', consent: true, answers, step });
const screens = {
  who: [{}, '&kembali=Foto%20belum%20ada'],
  found: [{ found: { name: 'Kripik Barokah', owner: '', address: '', hamlet: '', rt: '', rw: '' } }, '&baru'],
  outcome: [{ step: 'outcome', outcome: 'duplicate_of' }],
  consent: [{ step: 'consent', outcome: 'found' }],
  owner: [asking('section.owner')],
  production: [asking('section.production')],
  workers: [asking('section.workers')],
  money: [asking('section.money')],
  licences: [asking('section.licences')],
  proof: [asking('proof')],
  summary: [asking('summary')],
};
for (const [name, [draft, extra = '']] of Object.entries(screens)) {
  test(`${name}: axe finds nothing, light and dark, and nothing is wider than the phone`, async () => {
    for (const theme of ['', '&gelap']) {
      await visit(
        draft,
        async (page) => {
          // With what is wrong shown.
          const next = page.getByRole('button', { name: 'Lanjut' });
          if (await next.count()) await next.click();
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() => window.axe.run());
          assert.deepEqual(
            violations.map(({ id, nodes }) => `${id} ${nodes[0].html}`),
            [],
          );
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), phone.width);
          const small = await page.evaluate(() =>
            [...document.querySelectorAll('.visit button, .visit input:not(.sr), .visit label.chip')]
              .filter((one) => one.getClientRects().length > 0)
              .filter((one) => (one.closest('label') ?? one).getBoundingClientRect().height < 44)
              .map((one) => one.outerHTML.slice(0, 120)),
          );
          assert.deepEqual(small, []);
        },
        { extra: extra + theme },
      );
    }
  });
}
