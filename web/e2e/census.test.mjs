// A campaign from its plan to its published count, as planner and supervisor do it, with enumerators' phones at the API.
import assert from 'node:assert/strict';
import { accept, answersOf, place, sendPhoto, signUpWalkers, targetsOf, times, visit } from './campaign.mjs';
import { button, eventually, heading, number, office, query } from './harness.mjs';
import { regency } from './server.mjs';

let walkers;
let path;
let id;
const inBrowser = office(async (site) => {
  walkers = await signUpWalkers(site);
});
const dialog = (page) => page.getByRole('dialog');
const confirm = (page, name) => dialog(page).getByRole('button', { name, exact: true }).click();
const toast = (page, text) => page.getByText(text).first().waitFor();
const tab = (name, more = '') => `/pendataan/${regency}/${id}?tab=${name}${more}`;

inBrowser(
  'plans a campaign: all faults at once, then what it takes',
  { path: '/pendataan' },
  async ({ page, api }) => {
    await button(page, 'Pendataan baru').click();
    await confirm(page, 'Simpan rencana');
    for (const fault of ['Tulis nama, sekurangnya tiga huruf.', 'Tulis berapa usaha yang dicari.'])
      await dialog(page).getByText(fault).waitFor();
    assert.equal(await dialog(page).getByText('Isi bagian ini dulu.').count(), 2);

    await dialog(page).getByLabel('Nama ·').fill('Pendataan Kradenan');
    await dialog(page).getByLabel('Target').fill('200');
    await dialog(page).getByLabel('Nama per petugas').fill('60');
    await dialog(page).getByLabel('Hari pertama').fill('01-11-2026');
    await dialog(page).getByLabel('Hari terakhir').fill('31-10-2027');
    await dialog(page).getByRole('combobox', { name: 'Wilayah' }).fill('Kradenan');
    await page
      .getByRole('option', { name: /Kradenan.*Kecamatan/ })
      .first()
      .click();
    await button(page, 'Hapus Kradenan').waitFor();
    await eventually(async () => (await dialog(page).getByLabel('Kuesioner').inputValue()) !== '', true);
    await dialog(page)
      .getByLabel(/^Honor/)
      .fill('15000');
    await dialog(page).getByText('Untuk 200 nama diperlukan 4 petugas dan Rp 3 juta').waitFor();
    await confirm(page, 'Simpan rencana');
    await heading(page, 'Pendataan Kradenan').waitFor();
    id = new URL(page.url()).pathname.split('/')[3];
    path = `/campaigns/${regency}/${id}`;
    const campaign = await api.get(path);
    assert.deepEqual(
      [campaign.state, campaign.target, campaign.honorarium, campaign.areas.map(({ name }) => name)],
      ['draft', 200, 15_000, ['Kradenan']],
    );
  },
);

inBrowser('makes the list, gives all packs out and starts', { path: '/pendataan' }, async ({ page, api }) => {
  await page.getByRole('link', { name: 'Pendataan Kradenan' }).click();
  await button(page, 'Buat daftar sasaran').click();
  await dialog(page).getByText('Registri tidak berubah').waitFor();
  await confirm(page, 'Buat daftar sasaran');
  await page.getByText('nama siap dikunjungi').waitFor();
  const { listed, enumerators } = await api.get(path);
  assert.ok(listed > 100 && enumerators === Math.ceil(listed / 60), `${listed}, ${enumerators}`);

  await page.getByRole('link', { name: 'Paket', exact: true }).click();
  await page.getByLabel('Pilih semua paket yang tampil').check();
  await button(page, 'Serahkan ke petugas').click();
  await confirm(page, 'Serahkan');
  await dialog(page).getByText('Isi bagian ini dulu.').waitFor();
  await dialog(page).getByLabel('Kepada').selectOption({ label: 'Budi Prasetyo · 0 paket, 0 nama' });
  await confirm(page, 'Serahkan');
  await toast(page, /paket diserahkan ke Budi Prasetyo/);

  // Everything goes on to somebody else in one step, with the reason on record.
  await button(page, 'Pindahkan semua dari satu petugas').click();
  const moving = dialog(page);
  await moving.getByLabel('Dari').selectOption(walkers[1].id);
  await moving.getByLabel('Kepada').selectOption(walkers[0].id);
  await confirm(page, 'Pindahkan semua');
  await moving.getByText('sekurangnya lima huruf').waitFor();
  await moving.getByLabel('Alasan').fill('Budi sakit sampai Desember');
  await confirm(page, 'Pindahkan semua');
  await toast(page, /paket diserahkan ke Ani Wulandari/);
  await page.getByText('dari Budi Prasetyo ke Ani Wulandari').first().waitFor();
  const { items } = await api.get(`${path}/packs`);
  assert.deepEqual([...new Set(items.map(({ enumerator_name }) => enumerator_name))], ['Ani Wulandari']);

  await button(page, 'Mulai pendataan').click();
  await confirm(page, 'Mulai pendataan');
  await page.getByText('Berjalan', { exact: true }).waitFor();
  assert.equal((await api.get(path)).state, 'running');
});

const sent = {};
let known;
inBrowser(
  'what phones send is counted, each figure with its rows',
  { path: '/pendataan' },
  async ({ page, api, url }) => {
    const [ani] = walkers;
    const targets = await targetsOf(ani);
    known = targets;
    const said = { consent: true, gps: place };
    for (const [n, target] of targets.slice(0, 6).entries())
      sent[n] = await visit(ani, target, 'found', {
        ...said,
        ...times(5 - n, 15),
        answers: answersOf(target, n),
        photos: [await sendPhoto(ani, n)],
      });
    sent.closed = await visit(ani, targets[6], 'closed', { note: 'Sudah jadi rumah tinggal.' });
    // Another phone says otherwise, and knows of nothing.
    const otherwise = answersOf(targets[0], 0).map((one) =>
      one.question === 'sales_month' ? { ...one, values: ['9000000'] } : one,
    );
    await visit(ani, targets[0], 'found', { ...said, ...times(4, 16), answers: otherwise }, sent[0].id);
    await accept({ api }, sent[5].id);

    await page.goto(url + tab('coverage', '&by=enumerator'));
    const row = page.getByRole('row', { name: /Ani Wulandari/ });
    await row.waitFor();
    assert.match(await row.textContent(), /Ani Wulandari/);
    await page.goto(`${url}/pendataan/${regency}/${id}`);
    await page.getByText('1 dari 200 usaha sudah ditemukan').waitFor();
    await page.getByRole('link', { name: /Ditemukan 1/ }).click();
    assert.deepEqual(query(page), { tab: 'targets', state: 'accepted', outcome: 'found' });
    await page
      .getByRole('row', { name: new RegExp(targets[5].name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) })
      .waitFor();
    assert.equal(await page.locator('main tbody tr').count(), 1);
  },
);

inBrowser(
  'reviews by keys: settles a conflict, sends back, accepts one and many',
  { path: '/' },
  async ({ page, api, url }) => {
    const state = async ({ id: one }) => (await api.get(`/visits/${regency}/${one}`)).state;
    await page.goto(url + tab('review'));
    await page.getByText('Dua isian untuk Omzet sebulan sekarang').waitFor();
    assert.equal(await page.getByRole('button', { name: /^Terima A/ }).isDisabled(), true);
    await page.getByRole('radio', { name: /9.000.000/ }).check();
    await button(page, 'Pakai yang dipilih').click();
    await page.getByText('1 perbedaan isian sudah diputuskan.').waitFor();
    const settled = await api.get(`/visits/${regency}/${sent[0].id}`);
    assert.deepEqual(settled.answers.find(({ question }) => question === 'sales_month').values, ['9000000']);

    await page.keyboard.press('a');
    await toast(page, /diterima dan tercatat di registri/);
    assert.equal(await state(sent[0]), 'accepted');

    await eventually(() => page.getByRole('button', { name: /^Kembalikan R/ }).isEnabled(), true);
    await page.keyboard.press('r');
    await dialog(page).getByLabel('Yang perlu diperbaiki').fill('Alamatnya kurang lengkap.');
    await confirm(page, 'Kembalikan');
    await toast(page, /dikembalikan ke petugas/);
    assert.equal(await state(sent[1]), 'returned');
    assert.equal((await api.get(`/visits/${regency}/${sent[1].id}`)).comment, 'Alamatnya kurang lengkap.');

    await page.getByLabel(/^Pilih \d/).check();
    await page.getByRole('button', { name: /^Terima \d/ }).click();
    await dialog(page).getByText('Ini tidak dapat diurungkan').waitFor();
    assert.equal(await state(sent[2]), 'submitted');
    await page.getByRole('button', { name: /^Terima \d kunjungan/ }).click();
    await heading(page, 'Tidak ada yang menunggu').waitFor();
    for (const n of [2, 3, 4, 'closed']) assert.equal(await state(sent[n]), 'accepted');
  },
);

inBrowser('draws visits, and says how many are wrong', { path: '/' }, async ({ page, url }) => {
  await page.goto(url + tab('backchecks'));
  await button(page, 'Undi kunjungan').click();
  await dialog(page).getByLabel('Bagian yang diundi').selectOption('1000');
  await confirm(page, 'Undi sekarang');
  await toast(page, /kunjungan terundi/);
  await button(page, 'Catat hasil').first().click();
  await confirm(page, 'Simpan');
  await dialog(page).getByText('Pilih hasil uji.').waitFor();
  await dialog(page)
    .getByRole('radio', { name: /Berbeda/ })
    .check();
  await confirm(page, 'Simpan');
  await dialog(page).getByText('sekurangnya lima huruf').waitFor();
  await dialog(page).getByLabel('Catatan').fill('Omzetnya separuh.');
  await confirm(page, 'Simpan');
  await page.getByText('Omzetnya separuh.').waitFor();
  await page.getByText(/Kira-kira 100,0% dari semua kunjungan keliru; hampir pasti antara/).waitFor();
});

inBrowser(
  'closes, is told what is open, and publishes what never changes',
  { path: '/' },
  async ({ page, api, url }) => {
    await page.goto(url + tab('result'));
    await button(page, 'Tutup pendataan').click();
    await confirm(page, 'Tutup pendataan');
    await page.getByText('Ditutup', { exact: true }).waitFor();
    await button(page, 'Terbitkan hasil').click();
    await dialog(page).getByText('Masih ada 1 kunjungan yang belum diperiksa').waitFor();
    await confirm(page, 'Terbitkan hasil');
    await dialog(page).getByText('Masih ada kunjungan yang belum diperiksa atau dikembalikan.').waitFor();
    await page.keyboard.press('Escape');

    // The enumerator puts it right: a closed campaign still takes it.
    const [ani] = walkers;
    const target = known[1];
    const { version } = await ani.get(`/visits/${regency}/${sent[1].id}`);
    const answers = answersOf(target, 1).map((one) =>
      one.question === 'address' ? { ...one, values: ['Jl. Pemuda 12, depan balai desa'] } : one,
    );
    await visit(ani, target, 'found', { base: version, consent: true, answers }, sent[1].id);
    await accept({ api }, sent[1].id);

    await page.reload();
    await button(page, 'Terbitkan hasil').click();
    await confirm(page, 'Terbitkan hasil');
    await heading(page, `${number(6)} usaha`).waitFor();
    const { code } = await api.get(`${path}/result`);
    await page.getByText(code).waitFor();
    assert.equal(await button(page, 'Ubah rencana').count(), 0);
  },
);

inBrowser('a file of a phone that is none is refused in words', { path: '/' }, async ({ page, url }) => {
  await page.goto(url + tab('files'));
  await page.setInputFiles('input[type=file]', {
    name: 'hp.bina',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('{"format":"lain"}\n'),
  });
  await page
    .getByRole('alert')
    .getByText(/bukan berkas HP|tidak sesuai|Isian/)
    .waitFor();
});

inBrowser(
  'writes a questionnaire: faults at their question, a draft, a version',
  { path: '/pendataan/kuesioner' },
  async ({ page, api }) => {
    await page.locator('[data-row-link]').first().click();
    await heading(page, '1. Pemilik').waitFor();
    await page
      .getByText('Hanya bila “Apakah usaha ini membuat barang sendiri?” dijawab Ya')
      .first()
      .waitFor();
    const [, , , , from] = new URL(page.url()).pathname.split('/');

    await button(page, 'Ubah sebagai versi baru').click();
    await button(page, 'Tambah pertanyaan').last().click();
    const added = page.getByRole('listitem').filter({ hasText: 'Pertanyaan baru' }).last();
    await added.getByLabel('Pertanyaan', { exact: false }).first().fill('Warna papan nama');
    await page.getByLabel('Jenis jawaban').last().selectOption('choice');
    await button(page, 'Simpan konsep').click();
    await page.getByText('1 hal perlu dibetulkan').waitFor();
    await page.getByText('Pertanyaan pilihan perlu daftar pilihan').waitFor();
    await button(page, 'Tambah pilihan').last().click();
    await page.getByLabel('Tulisan pilihan 1').last().fill('Merah');
    await button(page, 'Simpan konsep').click();
    await toast(page, 'Konsep versi 2 disimpan.');
    const draft = await api.get(`/questionnaires/${regency}/${from}?version=2`);
    assert.equal(draft.published, false);
    const question = draft.document.sections.at(-1).questions.at(-1);
    assert.deepEqual(
      [question.title, question.options.map(({ title }) => title)],
      ['Warna papan nama', ['Merah']],
    );

    await button(page, 'Terbitkan versi ini').click();
    await confirm(page, 'Terbitkan versi ini');
    await toast(page, 'Versi 2 terbit.');
    assert.equal((await api.get(`/questionnaires/${regency}/${from}?version=2`)).published, true);
  },
);
