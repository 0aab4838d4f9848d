import { settled, signIn } from './browser.mjs';
import { dirtyList, totals } from './samples.mjs';

/** Every screen in the state in which it has most to show; pictures and the checks for access use them alike. */

const upload = (make, name) => async (page, url) => {
  await signIn(page, url, '/unggah');
  await page.setInputFiles('input[type=file]', { name, mimeType: 'text/csv', buffer: Buffer.from(make()) });
  await page.waitForURL(/\/daftar\/3316\//);
};

const mapped = async (page, url) => {
  await upload(dirtyList, 'Pendataan UMKM Cepu 2023.csv')(page, url);
  await page.getByRole('heading', { name: 'Cocokkan kolom' }).waitFor();
};

const checked = async (page, url) => {
  await mapped(page, url);
  await page.getByText('per bulan', { exact: true }).click();
  await page.getByRole('button', { name: 'Periksa semua baris' }).click();
  await page.getByRole('heading', { name: 'Hasil pemeriksaan' }).waitFor();
};

const committed = async (page, url) => {
  await checked(page, url);
  await page.getByRole('button', { name: 'Simpan ke registri' }).click();
  await page.getByRole('button', { name: 'Ya, simpan' }).click();
  await page.getByRole('heading', { name: 'Tersimpan' }).waitFor();
};

const firstBusiness = async (page, url) => {
  await signIn(page, url, '/usaha?coached=yes&class=micro&q=mebel');
  await page.locator('[data-row-link]').first().click();
  await page.getByRole('heading', { name: 'Dari mana data ini' }).waitFor();
};

export const screens = [
  { name: 'sign-in', open: (page, url) => page.goto(url) },
  { name: 'first-start', server: { empty: true }, open: (page, url) => page.goto(url) },
  { name: 'overview', path: '/' },
  { name: 'overview-schematic', path: '/', server: { boundaries: null } },
  { name: 'overview-district', path: '/?wilayah=331605&per=2023-12-31' },
  {
    name: 'overview-definition',
    path: '/',
    prepare: (page) => page.getByRole('button', { name: /Arti angka: Tumbuh/ }).click(),
  },
  { name: 'overview-empty', server: { empty: true }, open: startEmpty },
  { name: 'businesses', path: '/usaha' },
  { name: 'businesses-search', path: '/usaha?q=warung%20sri&district=331605' },
  { name: 'businesses-none', path: '/usaha?q=zzzz' },
  {
    name: 'export',
    path: '/usaha?trade=craft',
    prepare: (page) => page.getByRole('button', { name: 'Unduh daftar' }).click(),
  },
  { name: 'business', open: firstBusiness },
  {
    name: 'business-edit',
    open: firstBusiness,
    prepare: (page) => page.getByRole('button', { name: 'Ubah', exact: true }).click(),
  },
  {
    name: 'business-unmask',
    open: firstBusiness,
    prepare: (page) => page.getByRole('button', { name: 'Buka data pribadi' }).click(),
  },
  { name: 'business-new', path: '/usaha/baru' },
  { name: 'upload', path: '/unggah' },
  { name: 'intake-columns', open: mapped },
  { name: 'intake-result', open: checked },
  {
    name: 'intake-commit',
    open: checked,
    prepare: (page) => page.getByRole('button', { name: 'Simpan ke registri' }).click(),
  },
  { name: 'intake-done', open: committed },
  {
    name: 'intake-refused',
    open: upload(totals, 'Rekap UMKM per kecamatan.csv'),
    prepare: (page) => page.getByRole('heading', { name: 'Berkas ini bukan daftar usaha' }).waitFor(),
  },
  { name: 'batches', path: '/daftar' },
  { name: 'pairs', path: '/ganda' },
  { name: 'areas', path: '/wilayah' },
  { name: 'users', path: '/pengguna' },
  {
    name: 'user-edit',
    path: '/pengguna',
    prepare: (page) => page.getByRole('button', { name: 'Joko Setyawan' }).click(),
  },
  { name: 'account', path: '/akun' },
  {
    name: 'audit',
    path: '/catatan',
    prepare: (page) => page.getByRole('button', { name: 'Periksa keutuhan' }).click(),
  },
  { name: 'help', path: '/bantuan' },
  { name: 'about', path: '/tentang' },
  { name: 'not-found', path: '/tidak/ada/di/sini' },
];

async function startEmpty(page, url) {
  await page.request.post(`${url}/api/v1/setup`, {
    headers: { 'X-Bina': '1' },
    data: { username: 'retno', name: 'Retno Widyastuti', password: 'bina-contoh-2024', regency: '3316' },
  });
  await page.goto(url);
  await settled(page);
}
