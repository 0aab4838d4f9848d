import { mount } from 'svelte';
import '../../src/tokens.css';
import '../../src/shapes.css';
import '../../src/forms.css';
import { sentences } from '../../src/base/i18n.svelte';
import type { Draft, Target, VisitPort } from '../../src/field/visit/port';
import { sha256 } from '../../src/field/visit/photo';
import Visit from '../../src/field/visit/Visit.svelte';
import questionnaire from '../../../src/census/default/questionnaire.json';

/** The screen of a visit by itself, on a phone of glass: nothing is kept longer than the page. */
const asked = new URLSearchParams(location.search);
document.documentElement.dataset.theme = asked.get('gelap') === null ? 'light' : 'dark';

const names: [string, string, string, string, string][] = [
  ['Keripik Tempe Barokah', 'Hj. Siti Rokhmah', 'Jl. Mawar 12', 'Krajan', '3'],
  ['Warung Bu Ngatini', 'Ngatini', 'Depan balai desa', 'Krajan', '2'],
  ['Bengkel Las Joyo', 'Sujoyo', 'Jl. Raya Ngawen', 'Ngrowo', '1'],
  ['Toko Sumber Rejeki', 'Moh. Yusuf', 'Jl. Pasar 3', 'Ngrowo', '4'],
  ['Batik Sekar Jati', 'Endang Lestari', 'Jl. Jati 7', 'Temuireng', '5'],
];
const targets: Target[] = names.map(([name, owner, address, hamlet, rt], at) => ({
  id: String(at + 1).padStart(32, '0'),
  place: at + 1,
  name,
  owner,
  address,
  hamlet,
  rt,
  rw: '1',
  state: '',
  outcome: '',
  attempts: at === 0 ? 1 : 0,
  twin: at === 0,
  draft: '',
}));
const draft: Draft = {
  id: '01900000000070008000000000000001',
  regency: '3316',
  campaign: '0190000000007000800000000000c001',
  pack: '0190000000007000800000000000b001',
  target: targets[0]!.id,
  questionnaire: 'default',
  questionnaire_version: 1,
  outcome: '',
  note: '',
  other: '',
  answers: {},
  photos: [],
  started_at: Date.now(),
  ...JSON.parse(asked.get('draf') ?? '{}'),
};
if (asked.get('baru') !== null) {
  draft.target = '0190000000007000800000000000a001';
  draft.found ??= { name: '', owner: '', address: '', hamlet: '', rt: '', rw: '' };
}

const photos = new Map<string, Blob>();
const log: { saved?: Draft; submitted?: Draft; left: number; photos: Map<string, Blob>; full: boolean } = {
  left: 0,
  photos,
  full: false,
};
Object.assign(window, { visitLog: log });

const port: VisitPort = {
  draft,
  questionnaire,
  today: '2026-11-29',
  office: 'Dinas Perdagangan, Koperasi dan UKM Kabupaten Blora',
  ...(draft.found ? {} : { target: targets[0]! }),
  targets,
  ...(asked.get('kembali') && { comment: asked.get('kembali')! }),
  async save(kept) {
    if (log.full) throw new DOMException('full', 'QuotaExceededError');
    log.saved = kept;
  },
  async keepPhoto(photo) {
    const name = await sha256(photo);
    photos.set(name, photo);
    return name;
  },
  async photo(name) {
    return photos.get(name);
  },
  async submit(sent) {
    log.submitted = sent;
  },
  leave() {
    log.left++;
  },
};

await sentences.need(['base', 'problems', 'census', 'registry', 'visit']);
mount(Visit, { target: document.getElementById('app')!, props: { port } });
