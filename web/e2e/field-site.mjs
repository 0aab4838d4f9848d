// A campaign for phones: a questionnaire, names of two villages as packs, and the enumerator who has them.
import { newId, regency } from './server.mjs';

export const enumerator = { username: 'lapangan', password: 'kata sandi lapangan' };
export const pin = '271828';

const id = newId();

export async function makeEnumerator(api) {
  await api.put(`/users/${id}`, {
    ...enumerator,
    name: 'Sri Handayani',
    grants: [{ role: 'enumerator', area: regency }],
  });
  return id;
}

/** Plans it, waits for its packs, gives them to the enumerator and lets it run. */
export async function makeCampaign(api, to, areas = ['331609']) {
  const form = await api.post(`/questionnaires/${regency}/default`);
  const campaign = newId();
  await api.put(`/campaigns/${regency}/${campaign}`, {
    name: 'Pendataan UMKM 2026',
    target: 100,
    from: '2026-01-01',
    until: '2027-12-31',
    areas,
    per_enumerator: 500,
    questionnaire: form.id,
    questionnaire_version: form.version,
  });
  await api.post(`/campaigns/${regency}/${campaign}/prelist`);
  for (;;) {
    const { prelist } = await api.get(`/campaigns/${regency}/${campaign}`);
    if (prelist === 'made') break;
    if (prelist === 'failed') throw new Error('prelist failed');
    await new Promise((done) => setTimeout(done, 50));
  }
  const { items } = await api.get(`/campaigns/${regency}/${campaign}/packs`);
  const packs = items.toSorted((a, b) => b.targets - a.targets).slice(0, 3);
  await api.post(`/campaigns/${regency}/${campaign}/assignments`, { packs: packs.map((one) => one.id), to });
  const { version } = await api.get(`/campaigns/${regency}/${campaign}`);
  await api.put(
    `/campaigns/${regency}/${campaign}/state`,
    { state: 'running' },
    { 'If-Match': `"${version}"` },
  );
  return { campaign, packs };
}

/** Signs in and chooses the PIN, as on the first day. */
export async function enter(page, url, who = enumerator) {
  await page.goto(`${url}/lapangan`);
  await page.getByLabel('Nama pengguna').fill(who.username);
  await page.getByLabel('Kata sandi').fill(who.password);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
  await page.getByRole('heading', { name: 'Buat PIN' }).waitFor();
  await typePin(page);
  await page.getByRole('heading', { name: 'Ulangi PIN' }).waitFor();
  await typePin(page);
  await page.getByRole('heading', { name: 'Paket saya' }).waitFor();
}

export async function typePin(page, digits = pin) {
  for (const digit of digits) await page.getByRole('button', { name: digit, exact: true }).click();
}

export async function unlock(page) {
  await page.getByRole('heading', { name: 'Masukkan PIN' }).waitFor();
  await typePin(page);
}

/** Answers the visit that is open with an outcome that asks for nothing more, up to its last page. */
export async function begin(page) {
  await page.getByRole('button', { name: 'Lanjut' }).click();
  await page.getByRole('heading', { name: 'Apa yang Anda temukan?' }).waitFor();
  await page.getByRole('radio', { name: /^Menolak didata/ }).click();
}

export async function answer(page) {
  await begin(page);
  await page.getByRole('button', { name: 'Lanjut' }).click();
  await page.getByRole('heading', { name: 'Bukti kunjungan' }).waitFor();
  await page.getByRole('button', { name: 'Lanjut' }).click();
  await page.getByRole('heading', { name: 'Periksa lalu kirim' }).waitFor();
  await page.getByRole('button', { name: 'Kirim', exact: true }).click();
  await page.getByRole('heading', { name: 'Kunjungan tersimpan' }).waitFor();
  await page.locator('main.done button').click();
}
