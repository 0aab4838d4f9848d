// Every screen in the state in which it has most to show; pictures and the checks for access use them alike.
import { regency } from './server.mjs';
import { busyCampaign, makePrelist, plan } from './campaign.mjs';
import { boundaries, totals } from './samples.mjs';

/** Works in one district only. */
export const holder = { username: 'joko', password: 'kalimat panjang sekali' };

/** Two lists taken in: then there are files, doubtful pairs and a log, and a second person has an account. */
export async function prepare(site) {
  await site.api.takeIn(site.list('07-binaan-desa.csv'), { source: 'Binaan desa 2022', as_of: '2022-12-31' });
  await site.api.takeIn(site.list('09-nib-terbit.csv'), { source: 'NIB terbit 2023', as_of: '2023-06-30' });
  await site.api.put(`/users/${'a'.repeat(32)}`, {
    ...holder,
    name: 'Joko Setyawan',
    disabled: false,
    grants: [{ role: 'operator', area: '331605' }],
  });
  await privacy(site);
  const districts = ['331603', '331604', '331605', '331606'];
  site.campaign = await busyCampaign(site, districts);
  site.planned = await plan(site, { name: 'Pendataan ulang pengrajin', areas: ['331613'] });
  await makePrelist(site, site.planned);
}

/** Somebody asks about his data, and there was an incident an hour ago. */
async function privacy(site) {
  const { items } = await site.api.get(`/businesses?regency=${regency}&limit=1`);
  site.business = `${regency}/${items[0].id}`;
  await site.api.put(`/privacy/requests/${regency}/${'c'.repeat(32)}`, {
    kind: 'access',
    business: items[0].id,
    person: 'Siti Contoh',
    contact: 'datang ke kantor',
    wish: 'ingin tahu siapa yang membuka datanya',
  });
  await site.api.put(`/privacy/incidents/${regency}/${'d'.repeat(32)}`, {
    from: Date.now() - 7_200_000,
    until: Date.now() - 3_600_000,
    discovered_at: Date.now() - 1_800_000,
    what: 'Kata sandi petugas dipakai orang lain.',
    how: 'Tertulis di meja.',
    handling: 'Kata sandi diganti.',
  });
}

const give = (page, name, text) =>
  page.setInputFiles('input[type=file]', { name, mimeType: 'text/csv', buffer: Buffer.from(text) });

const upload = async (page, site) => {
  await page.goto(`${site.url}/unggah`);
  await page.setInputFiles('input[type=file]', site.list('02-data-umkm-per-kecamatan.xlsx'));
  await page.getByRole('heading', { name: 'Cocokkan kolom' }).waitFor();
};

const check = async (page, site) => {
  await upload(page, site);
  await page.getByLabel('Keadaan per tanggal').fill('31-12-2022');
  const year = page.getByText('per tahun', { exact: true });
  if (await year.count()) await year.click();
  await page.getByRole('button', { name: 'Periksa semua baris' }).click();
  await page.getByRole('heading', { name: 'Hasil pemeriksaan' }).waitFor();
};

const commit = async (page, site) => {
  await check(page, site);
  await page.getByRole('button', { name: 'Simpan ke registri' }).click();
  await page.getByRole('button', { name: 'Ya, simpan' }).click();
  await page.getByRole('heading', { name: 'Tersimpan' }).waitFor();
};

const refused = async (page, site) => {
  await page.goto(`${site.url}/unggah`);
  await give(page, 'Rekap UMKM per kecamatan.csv', totals);
  await page.getByRole('heading', { name: 'Berkas ini bukan daftar usaha' }).waitFor();
};

const business = async (page, site) => {
  await page.goto(`${site.url}/usaha?class=small&coached=yes&missing=phone`);
  await page.locator('[data-row-link]').first().click();
  await page.getByRole('heading', { name: 'Dari mana data ini' }).waitFor();
};

/** A figure of before the second list came in, so that it has something to be compared with. */
const frozen = async (page, site) => {
  const id = 'b'.repeat(32);
  await site.api.put(`/snapshots/${regency}/${id}?as_of=2022-12-31`, {
    title: 'Jumlah usaha di Kabupaten Blora per 31 Desember 2022',
    purpose: 'bahan laporan tahunan',
  });
  await page.goto(`${site.url}/cuplikan`);
  await page.locator('[data-row-link]').first().waitFor();
};
const ofBusiness = (path) => (page, site) => page.goto(`${site.url}/pdp/usaha/${site.business}${path}`);

const letter = async (page, site) => {
  await business(page, site);
  await press('Buat surat')(page);
  await page.getByLabel('Jenis surat').selectOption('brand_recommendation');
  await page.getByLabel(/^Merek/).fill('Contoh Rasa');
  await page.getByLabel('Kelas merek').fill('30');
  await press('Beri nomor dan simpan')(page);
  await page.locator('.sheet').waitFor();
};

const rule = async (page, site) => {
  await page.goto(`${site.url}/dinas`);
  await press('Aturan baru')(page);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Dinas').selectOption({ index: 2 });
  await dialog.getByLabel('Bidang untuk usaha').selectOption('retail');
  await dialog.getByLabel('Berlaku sejak').fill('01-01-2026');
  await dialog.getByLabel('Dasar hukum').fill('Perbup 1/2026 Pasal 2');
};

const moved = (page) => page.getByText('usaha berpindah dinas').waitFor();

/** On the page of a business: who answers for it has been read. */
const answers = (page) =>
  page
    .getByRole('region', { name: 'Dinas penanggung jawab' })
    .getByRole('heading', { name: 'Pembina' })
    .waitFor();

const choose = (page) => page.getByRole('row').getByRole('checkbox').last().check();
const pressFirst = (name) => (page) => page.getByRole('button', { name }).first().click();

/** All of the menu: in the rail its last group is folded at first, on a phone the menu is a sheet. */
const unfold = (page) => press(page.viewportSize().width < 761 ? 'Menu' : 'Pengaturan')(page);

const openFirst = (page) => page.locator('[data-row-link]').first().click();

/** The registry searched once, by this picture or by the one before. */
const swept = async (page) => {
  const start = page.getByRole('button', { name: 'Telusuri sekarang' });
  const done = page.getByRole('heading', { name: 'Batas keputusan' });
  await start.or(done).waitFor();
  if (await start.isVisible()) await start.click();
  await done.waitFor();
};
const press = (name) => (page) => page.getByRole('button', { name, exact: true }).click();
const at = (path) => (page, site) => page.goto(site.url + path);
const then =
  (first, ...steps) =>
  async (page, site) => {
    await first(page, site);
    for (const step of steps) await step(page, site);
  };
const withBoundaries = async (page, site) => {
  await site.api.ask('PUT', `/boundaries/${regency}`, boundaries(), {
    'Content-Type': 'application/octet-stream',
  });
  await page.goto(site.url);
};

/** One tab of the campaign that runs, or of another. */
const campaign =
  (tab = '', more = '', which = 'campaign') =>
  (page, site) =>
    page.goto(`${site.url}/pendataan/${regency}/${site[which].id}${tab && `?tab=${tab}${more}`}`);
const questionnaire = (page, site) =>
  page.goto(`${site.url}/pendataan/kuesioner/${regency}/${site.campaign.questionnaire}`);

/** `who`: "nobody" has not signed in, "empty" signs in to a registry without businesses; else the administrator. */
export const screens = [
  { name: 'sign-in', who: 'nobody', open: at('/') },
  { name: 'first-start', who: 'setup', open: at('/') },
  { name: 'overview-empty', who: 'empty', open: at('/') },
  { name: 'businesses-empty', who: 'empty', open: at('/usaha') },
  { name: 'batches-empty', who: 'empty', open: at('/daftar') },
  { name: 'pairs-empty', who: 'empty', open: at('/ganda') },
  { name: 'audit-empty', who: 'empty', open: at('/catatan') },
  { name: 'overview', open: at('/?per=2023-12-31') },
  { name: 'overview-holder', who: 'district', open: at('/') },
  { name: 'menu', open: then(at('/tentang'), unfold) },
  { name: 'overview-district', open: at('/?wilayah=331605&per=2023-12-31') },
  {
    name: 'overview-definition',
    open: then(at('/'), press('Arti angka: Tumbuh setahun')),
  },
  { name: 'overview-day', open: then(at('/?per=2023-12-31'), press('Per 31 Desember 2023')) },
  { name: 'businesses', open: at('/usaha') },
  { name: 'businesses-search', open: at('/usaha?q=warung%20sri&district=331605') },
  { name: 'businesses-none', open: at('/usaha?q=zzzz') },
  { name: 'export', open: then(at('/usaha?trade=craft'), press('Unduh daftar')) },
  { name: 'business', open: business },
  { name: 'business-edit', open: then(business, press('Ubah')) },
  { name: 'business-unmask', open: then(business, press('Buka data pribadi')) },
  { name: 'business-mark', open: then(business, press('Tandai unggulan')) },
  {
    name: 'business-history',
    open: then(business, (page) => page.getByRole('button', { name: 'Riwayat Nama usaha' }).click()),
  },
  { name: 'business-new', open: at('/usaha/baru') },
  { name: 'business-faults', open: then(at('/usaha/baru'), press('Simpan')) },
  { name: 'business-unknown', open: at(`/usaha/${regency}/${'f'.repeat(32)}`) },
  { name: 'upload', open: at('/unggah') },
  { name: 'intake-columns', open: upload },
  { name: 'intake-faults', open: then(upload, press('Periksa semua baris')) },
  { name: 'intake-result', open: check },
  { name: 'intake-commit', open: then(check, press('Simpan ke registri')) },
  { name: 'intake-done', open: commit },
  { name: 'intake-refused', open: refused },
  { name: 'intake-take', open: then(refused, press('Unduh berkas asal')) },
  { name: 'batches', open: at('/daftar') },
  { name: 'pairs', open: at('/ganda') },
  { name: 'pairs-decided', open: then(at('/ganda'), press('Sudah diputuskan')) },
  { name: 'sweep-never', who: 'empty', open: at('/ganda/registri') },
  { name: 'sweep', open: then(at('/ganda/registri'), swept) },
  { name: 'aid-lists', open: at('/penerima') },
  { name: 'aid-make', open: then(at('/penerima'), press('Buat dari daftar masuk')) },
  { name: 'census-empty', who: 'empty', open: at('/pendataan') },
  { name: 'census', open: at('/pendataan') },
  { name: 'census-new', open: then(at('/pendataan'), press('Pendataan baru')) },
  {
    name: 'census-faults',
    open: then(at('/pendataan'), press('Pendataan baru'), press('Simpan rencana')),
  },
  { name: 'census-plan', open: campaign('', '', 'planned') },
  { name: 'census-start', open: then(campaign('', '', 'planned'), press('Mulai pendataan')) },
  { name: 'census-summary', open: campaign() },
  { name: 'census-close', open: then(campaign(), press('Tutup pendataan')) },
  { name: 'census-coverage', open: campaign('coverage') },
  { name: 'census-enumerators', open: campaign('coverage', '&by=enumerator') },
  { name: 'census-packs', open: campaign('packs') },
  { name: 'census-move', open: then(campaign('packs'), press('Pindahkan semua dari satu petugas')) },
  { name: 'census-review', open: campaign('review') },
  { name: 'census-conflict', open: then(campaign('review'), pressFirst(/isian berbeda/)) },
  { name: 'census-return', open: then(campaign('review'), pressFirst(/^Kembalikan/)) },
  { name: 'census-backchecks', open: campaign('backchecks') },
  { name: 'census-draw', open: then(campaign('backchecks'), press('Undi kunjungan')) },
  { name: 'census-targets', open: campaign('targets', '&state=accepted') },
  { name: 'census-result', open: campaign('result') },
  { name: 'census-files', open: campaign('files') },
  { name: 'questionnaires-empty', who: 'empty', open: at('/pendataan/kuesioner') },
  { name: 'questionnaires', open: at('/pendataan/kuesioner') },
  { name: 'questionnaire', open: questionnaire },
  { name: 'questionnaire-edit', open: then(questionnaire, press('Ubah sebagai versi baru')) },
  { name: 'licences', open: at('/izin') },
  { name: 'licences-none', open: at('/izin?state=moved&kind=sku') },
  { name: 'licences-export', open: then(at('/izin?state=expired'), press('Unduh daftar')) },
  { name: 'licences-district', who: 'district', open: at('/izin') },
  {
    name: 'licence-contact',
    open: then(at('/izin?state=expired'), (page) =>
      page.getByRole('button', { name: 'Catat', exact: true }).first().click(),
    ),
  },
  { name: 'licence-new', open: then(business, press('Tambah izin')) },
  { name: 'letter-new', open: then(business, press('Buat surat')) },
  { name: 'letter', open: letter },
  { name: 'letters', open: at('/surat') },
  { name: 'agencies', open: at('/dinas') },
  { name: 'agencies-empty', who: 'empty', open: at('/dinas') },
  { name: 'agencies-defaults', who: 'empty', open: then(at('/dinas'), press('Lihat susunan bawaan')) },
  { name: 'agencies-district', who: 'district', open: at('/dinas') },
  { name: 'agency-new', open: then(at('/dinas'), press('Dinas baru')) },
  { name: 'agency-edit', open: then(at('/dinas'), pressFirst(/^Ubah /)) },
  { name: 'agency-rule', open: then(at('/dinas'), pressFirst(/^Ubah aturan/)) },
  { name: 'agency-moves', open: then(rule, press('Lihat akibatnya'), moved) },
  { name: 'agency-nobody', open: at('/usaha?agency=none') },
  { name: 'agency-conflict', open: at('/usaha?agency=conflict') },
  { name: 'answering-conflict', open: then(at('/usaha?agency=conflict'), openFirst, answers) },
  { name: 'handovers', open: at('/dinas/pelimpahan') },
  { name: 'handovers-accepted', open: at('/dinas/pelimpahan?state=accepted') },
  { name: 'handovers-none', who: 'empty', open: at('/dinas/pelimpahan') },
  { name: 'handovers-district', who: 'district', open: at('/dinas/pelimpahan') },
  { name: 'handover-accept', open: then(at('/dinas/pelimpahan'), choose, pressFirst(/^Terima/)) },
  { name: 'handover-open', open: then(at('/dinas/pelimpahan'), openFirst, answers) },
  { name: 'handover-done', open: then(at('/dinas/pelimpahan?state=accepted'), openFirst, answers) },
  { name: 'handover-ask', open: then(business, press('Minta pelimpahan')) },
  { name: 'handover-proposals', open: at('/dinas/pelimpahan?state=proposed') },
  { name: 'double-coaching', open: at('/dinas/binaan-ganda') },
  { name: 'double-district', who: 'district', open: at('/dinas/binaan-ganda') },
  { name: 'coaching-end', open: then(at('/dinas/binaan-ganda'), pressFirst('Berhenti membina')) },
  { name: 'coach-names', open: at('/dinas/nama-pembina') },
  { name: 'kbli', open: at('/kbli?edition=2020') },
  { name: 'kbli-none', open: at('/kbli?tab=none') },
  { name: 'kbli-old', open: at('/kbli?tab=old') },
  { name: 'kbli-lists', open: at('/kbli?tab=lists') },
  { name: 'areas', open: at('/wilayah') },
  { name: 'users', open: at('/pengguna') },
  { name: 'user-new', open: then(at('/pengguna'), press('Pengguna baru')) },
  { name: 'user-edit', open: then(at('/pengguna'), press('Joko Setyawan')) },
  { name: 'account', open: at('/akun') },
  { name: 'account-factor', open: then(at('/akun'), press('Aktifkan')) },
  { name: 'account-token', open: then(at('/akun'), press('Kunci baru')) },
  { name: 'privacy-requests', open: at('/pdp') },
  { name: 'privacy-request', open: at(`/pdp/${regency}/${'c'.repeat(32)}`) },
  { name: 'privacy-ask', open: ofBusiness('/permohonan') },
  { name: 'privacy-owner', open: ofBusiness('') },
  { name: 'privacy-consent', open: then(ofBusiness(''), press('Catat persetujuan')) },
  { name: 'privacy-processing', open: at('/pdp/pemrosesan') },
  { name: 'privacy-incidents', open: at('/pdp/insiden') },
  { name: 'privacy-incident', open: at(`/pdp/insiden/${regency}/${'d'.repeat(32)}`) },
  { name: 'privacy-incident-new', open: then(at('/pdp/insiden'), press('Catat insiden')) },
  { name: 'privacy-retention', open: at('/pdp/retensi') },
  { name: 'audit', open: then(frozen, at('/catatan'), press('Periksa keutuhan')) },
  { name: 'growth', open: at('/pertumbuhan?per=2023-12-31&selang=quarter&rumus=blitar') },
  { name: 'open-data', open: at('/data-terbuka?tingkat=6&sampai=2023&dari=2023') },
  { name: 'rules', open: at('/aturan') },
  { name: 'rule-new', open: then(at('/aturan'), press('Aturan baru')) },
  { name: 'businesses-past', open: at('/usaha?per=2022-12-31&trade=craft') },
  { name: 'freeze', open: then(at('/usaha?trade=craft'), press('Bekukan angka ini')) },
  { name: 'snapshots-empty', who: 'empty', open: at('/cuplikan') },
  { name: 'snapshots', open: frozen },
  { name: 'snapshot', open: then(frozen, openFirst) },
  { name: 'snapshot-rows', open: then(frozen, openFirst, press('Baris')) },
  { name: 'snapshot-changes', open: then(frozen, openFirst, press('Perubahan')) },
  { name: 'snapshot-take', open: then(frozen, openFirst, press('Unduh baris')) },
  { name: 'backups', open: at('/cadangan') },
  { name: 'help', open: at('/bantuan') },
  { name: 'about', open: at('/tentang') },
  { name: 'not-found', open: at('/tidak/ada/di/sini') },
  { name: 'overview-boundaries', open: withBoundaries },
];
