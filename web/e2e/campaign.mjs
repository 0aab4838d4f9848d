// A campaign as an office has it in its second week: names given out, visits sent by phones, one of them by two.
import { createHash } from 'node:crypto';
import { Api, newId, regency } from './server.mjs';

export const walkers = [
  { id: '1'.repeat(32), username: 'ani', name: 'Ani Wulandari', password: 'jalan kaki setiap pagi' },
  { id: '2'.repeat(32), username: 'budi', name: 'Budi Prasetyo', password: 'jalan kaki setiap sore' },
];

/** Accounts of two enumerators; each as one who is signed in. */
export async function signUpWalkers({ url, api }) {
  for (const { id, ...account } of walkers)
    await api.put(`/users/${id}`, {
      ...account,
      disabled: false,
      grants: [{ role: 'enumerator', area: regency }],
    });
  return Promise.all(
    walkers.map(async ({ id, username, password }) =>
      Object.assign(await Api.signIn(url, { username, password }), { id }),
    ),
  );
}

export const dayOf = (ms) => new Date(ms).toISOString().slice(0, 10);
const day_ms = 86_400_000;

/** A plan over these districts, with the questionnaire that comes with the program. */
export async function plan({ api }, { name, areas, target = 200, per = 40 }) {
  const questionnaire = await api.post(`/questionnaires/${regency}/default`);
  const id = newId();
  const campaign = await api.put(`/campaigns/${regency}/${id}`, {
    name,
    target,
    from: dayOf(Date.now() - 12 * day_ms),
    until: dayOf(Date.now() + 60 * day_ms),
    areas,
    statuses: ['claimed', 'found', 'verified', 'paused'],
    per_enumerator: per,
    honorarium: 15_000,
    cost: 4_000_000,
    questionnaire: questionnaire.id,
    questionnaire_version: questionnaire.version,
  });
  return { ...campaign, path: `/campaigns/${regency}/${id}` };
}

export async function makePrelist({ api }, { path }) {
  await api.post(`${path}/prelist`);
  for (;;) {
    const campaign = await api.get(path);
    if (campaign.prelist === 'made') return campaign;
    if (campaign.prelist === 'failed') throw new Error('the prelist failed');
    await new Promise((done) => setTimeout(done, 20));
  }
}

export async function move({ api }, { path }, state) {
  const { version } = await api.get(path);
  return api.put(`${path}/state`, { state }, { 'If-Match': `"${version}"` });
}

export const give = ({ api }, { path }, packs, to) =>
  api.post(`${path}/assignments`, { packs: packs.map(({ id }) => id), to: to.id });

/** What a phone knows of one's packs. */
export async function targetsOf(walker) {
  const { items } = await walker.get(`/packs?regency=${regency}`);
  const packs = await Promise.all(
    items.map(async ({ id }) => ({ pack: id, ...(await walker.get(`/packs/${regency}/${id}`)) })),
  );
  return packs.flatMap(({ pack, campaign, targets }) =>
    targets.map(([target, , name, owner]) => ({ campaign, pack, target, name, owner })),
  );
}

const text = (question, ...values) => ({ question, values });
const schooling = ['primary', 'junior', 'senior', 'diploma'];
/** No two families answer all of it alike: `n` makes the difference. */
export const answersOf = ({ owner, name }, n = 0) => [
  text('owner_name', owner || 'Pemilik Contoh'),
  text('sex', n % 3 ? 'female' : 'male'),
  text('education', schooling[n % 4]),
  text('business_name', name),
  text('activity', 'Membuat keripik tempe'),
  text('trade', 'food'),
  text('produces', 'yes'),
  text('seen', 'making'),
  text('product_group', 'food'),
  {
    question: 'products',
    rows: [
      { name: 'Keripik tempe', unit: 'kg', capacity: 40, kbli: '10794' },
      { name: 'Rempeyek kacang', unit: 'bungkus', capacity: 300 },
    ],
  },
  text('fuel', 'gas', 'wood'),
  text('defects', n % 5 ? String(n % 30) : '35'),
  text('address', 'Jl. Pemuda 12'),
  text('workers_male', '1'),
  text('workers_female', String(n % 7)),
  text('workers', String(1 + (n % 7))),
  text('sales_month', `${3 + (n % 11)},5 jt`),
  text('channels', 'market', 'shops'),
];
export const place = { latitude_e6: -6_968_412, longitude_e6: 111_418_930, accuracy_m: 8 };

/** A small picture without anything hidden in it. */
export const photo = Buffer.from(
  '/9j/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z',
  'base64',
);
export async function sendPhoto(walker, n = 0) {
  const bytes = Buffer.from(photo);
  // Of its table of brightness: another picture, by as little as can be.
  bytes[10] = 1 + n;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const reply = await fetch(`${walker.url}/api/v1/visits/${regency}/photos/${sha256}`, {
    method: 'PUT',
    headers: { cookie: walker.cookie, 'X-Bina': '1', 'Content-Type': 'application/octet-stream' },
    body: bytes,
  });
  if (!reply.ok) throw new Error(`photo: ${reply.status} ${await reply.text()}`);
  return sha256;
}

/** Days ago, at ten in the morning where the regency is, and so many minutes long. */
export function times(days, minutes) {
  const start = Date.parse(`${dayOf(Date.now() - days * day_ms)}T03:00:00Z`);
  return { started_at: start, finished_at: start + minutes * 60_000 };
}

export function visit(walker, { campaign, pack, target }, outcome, more = {}, id = newId()) {
  return walker
    .put(`/visits/${regency}/${id}`, {
      campaign,
      pack,
      target,
      questionnaire_version: more.questionnaire_version ?? 1,
      outcome,
      ...times(1, 18),
      ...more,
    })
    .then((received) => ({ ...received, id }));
}

export async function accept({ api }, id) {
  const { version } = await api.get(`/visits/${regency}/${id}`);
  return api.ask('POST', `/visits/${regency}/${id}/accept`, undefined, { 'If-Match': `"${version}"` });
}

/** All of it, for pictures and checks: running, with something of everything that a screen can show. */
export async function busyCampaign(site, areas) {
  const [ani, budi] = await signUpWalkers(site);
  const campaign = await plan(site, { name: 'Pendataan UMKM Blora 2027', areas, target: 400, per: 100 });
  await makePrelist(site, campaign);
  await move(site, campaign, 'running');
  const packs = (await site.api.get(`${campaign.path}/packs`)).items;
  const half = Math.ceil(packs.length * 0.6);
  await give(site, campaign, packs.slice(0, half), ani);
  await give(site, campaign, packs.slice(half, -1), budi);
  const targets = await targetsOf(ani);
  const others = await targetsOf(budi);
  const accepted = [];
  const ends = [
    'found',
    'found',
    'found',
    'closed',
    'found',
    'moved_away',
    'refused',
    'found',
    'not_a_business',
    'found',
  ];
  for (const [n, target] of targets.slice(0, 100).entries()) {
    const outcome = ends[n % ends.length];
    const { id } = await visit(ani, target, outcome, {
      ...times(11 - Math.floor((n * 11) / 100), 12 + (n % 9)),
      gps: place,
      ...(outcome === 'found' && {
        consent: true,
        answers: answersOf(target, n),
        photos: [await sendPhoto(ani, n)],
      }),
      ...(outcome !== 'found' && { note: 'Kata tetangga sudah tidak ada.' }),
    });
    accepted.push(id);
  }
  for (const id of accepted.slice(0, 76)) await accept(site, id);
  await conflicting(ani, targets[100], await sendPhoto(ani, 200));
  for (const target of others.slice(0, 3))
    await visit(budi, target, 'found', {
      ...times(6, 3),
      consent: true,
      answers: answersOf(target),
    });
  const draw = `${campaign.path}/backchecks/${newId()}`;
  await site.api.put(draw, { share_bp: 1_000 });
  const { items } = await site.api.get(draw);
  for (const [n, { number }] of items.slice(0, 3).entries())
    await site.api.put(`${draw}/visits/${number}`, {
      verdict: n === 1 ? 'differs' : 'same',
      note: n === 1 ? 'Alamatnya di desa sebelah.' : '',
    });
  return { ...campaign, ani, budi };
}

/** Two sendings that do not know of each other. */
async function conflicting(walker, target, sha256) {
  const said = { consent: true, gps: place, photos: [sha256] };
  const { id } = await visit(walker, target, 'found', { ...said, answers: answersOf(target) });
  const again = answersOf(target).map((one) =>
    one.question === 'sales_month' ? text('sales_month', '2 jt') : one,
  );
  await visit(walker, target, 'found', { ...said, answers: again, ...times(0, 20) }, id);
  return id;
}
