import type { Route } from './base/router.svelte';

const agencies = () => import('./agencies/Desk.svelte');
const privacy = () => import('./privacy/Desk.svelte');
const census = () => import('./census/Census.svelte');

/** Every screen, its address, and the modules whose sentences it speaks. The last is for all other addresses. */
export const routes: readonly Route[] = [
  {
    path: '/',
    page: () => import('./overview/Overview.svelte'),
    sentences: ['overview', 'registry', 'areas', 'snapshots'],
  },
  {
    path: '/pertumbuhan',
    page: () => import('./overview/Growth.svelte'),
    sentences: ['overview', 'registry', 'areas', 'snapshots'],
  },
  {
    path: '/cuplikan',
    page: () => import('./snapshots/Snapshots.svelte'),
    sentences: ['registry', 'snapshots'],
  },
  {
    path: '/cuplikan/:regency/:id',
    page: () => import('./snapshots/SnapshotPage.svelte'),
    sentences: ['registry', 'snapshots', 'rules'],
  },
  {
    path: '/data-terbuka',
    page: () => import('./opendata/OpenData.svelte'),
    sentences: ['overview', 'opendata'],
  },
  { path: '/aturan', page: () => import('./rules/RulesPage.svelte'), sentences: ['registry', 'rules'] },
  {
    path: '/usaha',
    page: () => import('./registry/Businesses.svelte'),
    sentences: ['registry', 'snapshots', 'agencies'],
  },
  {
    path: '/usaha/baru',
    page: () => import('./registry/NewBusiness.svelte'),
    sentences: ['registry', 'areas', 'kbli'],
  },
  {
    path: '/usaha/:regency/:id',
    page: () => import('./registry/BusinessPage.svelte'),
    sentences: ['registry', 'areas', 'licences', 'letters', 'kbli', 'agencies'],
  },
  { path: '/daftar', page: () => import('./intake/Batches.svelte'), sentences: ['registry', 'intake'] },
  { path: '/unggah', page: () => import('./intake/Upload.svelte'), sentences: ['registry', 'intake'] },
  {
    path: '/daftar/:regency/:id',
    page: () => import('./intake/BatchPage.svelte'),
    sentences: ['registry', 'intake', 'areas'],
  },
  { path: '/ganda', page: () => import('./pairs/Queue.svelte'), sentences: ['registry', 'pairs'] },
  {
    path: '/ganda/registri',
    page: () => import('./sweep/Sweeps.svelte'),
    sentences: ['registry', 'pairs'],
  },
  {
    path: '/ganda/uji/:regency/:id',
    page: () => import('./sweep/Sweeps.svelte'),
    sentences: ['registry', 'pairs'],
  },
  { path: '/pendataan', page: census, sentences: ['registry', 'census'] },
  { path: '/pendataan/kuesioner', page: census, sentences: ['registry', 'census'] },
  { path: '/pendataan/:regency/:id', page: census, sentences: ['registry', 'areas', 'census'] },
  {
    path: '/pendataan/kuesioner/:regency/:id',
    page: census,
    sentences: ['registry', 'census'],
  },
  {
    path: '/penerima',
    page: () => import('./aid/Aid.svelte'),
    sentences: ['registry', 'intake', 'pairs', 'aid'],
  },
  {
    path: '/penerima/:regency/:id',
    page: () => import('./aid/Aid.svelte'),
    sentences: ['registry', 'intake', 'pairs', 'aid'],
  },
  {
    path: '/izin',
    page: () => import('./licences/Licences.svelte'),
    sentences: ['registry', 'areas', 'licences'],
  },
  { path: '/surat', page: () => import('./letters/Letters.svelte'), sentences: ['letters'] },
  {
    path: '/surat/:regency/:business/:id',
    page: () => import('./letters/LetterPage.svelte'),
    sentences: ['letters'],
  },
  { path: '/dinas', page: agencies, sentences: ['registry', 'areas', 'kbli', 'agencies'] },
  { path: '/dinas/pelimpahan', page: agencies, sentences: ['registry', 'areas', 'kbli', 'agencies'] },
  { path: '/dinas/binaan-ganda', page: agencies, sentences: ['registry', 'areas', 'kbli', 'agencies'] },
  { path: '/dinas/nama-pembina', page: agencies, sentences: ['registry', 'areas', 'kbli', 'agencies'] },
  { path: '/kbli', page: () => import('./kbli/Kbli.svelte'), sentences: ['registry', 'kbli'] },
  { path: '/wilayah', page: () => import('./areas/Boundaries.svelte'), sentences: ['areas'] },
  { path: '/pengguna', page: () => import('./access/Users.svelte'), sentences: ['access', 'areas'] },
  { path: '/akun', page: () => import('./access/Account.svelte'), sentences: ['access'] },
  {
    path: '/catatan',
    page: () => import('./audit/AuditLog.svelte'),
    sentences: ['registry', 'audit', 'access', 'agencies', 'aid', 'licences', 'privacy'],
  },
  { path: '/cadangan', page: () => import('./backup/Backups.svelte'), sentences: ['backup', 'problems'] },
  { path: '/pdp', page: privacy, sentences: ['privacy', 'registry'] },
  {
    path: '/pdp/pemrosesan',
    page: privacy,
    sentences: ['privacy', 'registry'],
  },
  { path: '/pdp/insiden', page: privacy, sentences: ['privacy', 'registry'] },
  { path: '/pdp/retensi', page: privacy, sentences: ['privacy', 'registry'] },
  {
    path: '/pdp/insiden/:regency/:id',
    page: () => import('./privacy/IncidentPage.svelte'),
    sentences: ['privacy', 'audit'],
  },
  {
    path: '/pdp/usaha/:regency/:id',
    page: () => import('./privacy/OwnerRights.svelte'),
    sentences: ['privacy', 'registry'],
  },
  {
    path: '/pdp/usaha/:regency/:business/permohonan',
    page: () => import('./privacy/NewRequest.svelte'),
    sentences: ['privacy'],
  },
  {
    path: '/pdp/:regency/:id',
    page: () => import('./privacy/RequestPage.svelte'),
    sentences: ['privacy', 'registry'],
  },
  { path: '/bantuan', page: () => import('./about/Help.svelte'), sentences: ['about', 'registry'] },
  { path: '/tentang', page: () => import('./about/About.svelte'), sentences: ['about'] },
  { path: '/*', page: () => import('./base/ui/NotFound.svelte'), sentences: [] },
];
