import { beforeAll, expect, it } from 'vitest';
import { sentences } from '../../src/base/i18n.svelte';
import {
  answeredSections,
  answerText,
  conflictText,
  photosOf,
  registryDiffers,
} from '../../src/census/answers';
import type { Question, QuestionnaireDocument, Visit, VisitItem } from '../../src/census/api';
import { filterOf, ReviewWork } from '../../src/census/review.svelte';
import { clientOf, json, refusal } from '../fixture';

beforeAll(() => sentences.need(['base', 'registry', 'census']));

const document: QuestionnaireDocument = {
  title: 'Kecil',
  sections: [
    { id: 'a', title: 'Pemilik', questions: [{ id: 'nik', kind: 'text', title: 'NIK', field: 'owner.nik' }] },
    {
      id: 'b',
      title: 'Usaha',
      questions: [
        {
          id: 'sales',
          kind: 'money',
          title: 'Omzet sebulan',
          field: 'measure.sales',
          times: 12,
          checks: [{ level: 'soft', max: 9, message: 'Betul?' }],
        },
        {
          id: 'sex',
          kind: 'choice',
          title: 'Jenis kelamin',
          field: 'owner.sex',
          options: [{ key: 'male', title: 'Laki-laki' }],
        },
        { id: 'pictures', kind: 'photo', title: 'Foto' },
      ],
    },
  ],
};
const question = (id: string): Question =>
  document.sections.flatMap(({ questions }) => questions).find((one) => one.id === id)!;
const visit = (more: Partial<Visit> = {}): Visit => ({
  id: '1',
  campaign: 'c',
  pack: 'p',
  target: '10',
  village: '3316051001',
  enumerator_name: 'Ani',
  state: 'submitted',
  outcome: 'found',
  version: 1,
  day: '2026-11-20',
  received_at: 0,
  minutes: 9,
  skew_ms: 0,
  faulty: false,
  comment: '',
  open_conflicts: 0,
  remarks: [],
  signals: [],
  missing: [],
  said: {},
  gps: null,
  answers: [],
  ...more,
});

it('compares an answer with the registry in the units of the registry', () => {
  const answer = { question: 'sales', values: ['1000000'] };
  const known = [{ field: 'measure.sales', text: '12000000' }];
  expect(registryDiffers(question('sales'), answer, known)).toBe('');
  expect(registryDiffers(question('sales'), answer, [{ field: 'measure.sales', text: '5000000' }])).toBe(
    'Rp\u00a05.000.000',
  );
  expect(registryDiffers(question('sales'), answer, [])).toBe('');
  // What is masked on either side says nothing.
  const nik = { question: 'nik', values: ['3316************'] };
  expect(registryDiffers(question('nik'), nik, [{ field: 'owner.nik', text: '3317************' }])).toBe('');
});

it('shows answers under their questions, with the remark of the check that did not hold', () => {
  const said = visit({
    answers: [
      { question: 'sales', values: ['12500'] },
      { question: 'sex', values: ['male'] },
    ],
    remarks: ['sales.checks[0]'],
  });
  const sections = answeredSections(document, said, []);
  expect(sections.map(({ title }) => title)).toEqual(['Usaha']);
  expect(sections[0]!.lines[0]!.remarks).toEqual(['Betul?']);
  expect(sections[0]!.lines.map((line) => answerText(line.question, line.answer))).toEqual([
    'Rp\u00a012.500',
    'Laki-laki',
  ]);
  expect(conflictText(document, 'answer.sex', 'male')).toBe('Laki-laki');
  expect(conflictText(document, 'outcome', 'closed')).toBe('Tutup');
});

it('finds the photos beside a visit and under its questions, each once', () => {
  const said = visit({
    said: { 'photo.aa': '1', 'photo.bb': '1' },
    answers: [{ question: 'pictures', values: ['bb', 'cc'] }],
  });
  expect(photosOf(document, said)).toEqual(['aa', 'bb', 'cc']);
});

it('takes only filters that there are from the address', () => {
  const address = new URLSearchParams('state=draft&outcome=nonsense&area=331605&signal=any');
  expect(filterOf(address)).toEqual({ state: 'submitted', area: '331605', signal: 'any' });
});

const item = (id: string, more: Partial<VisitItem> = {}): VisitItem => ({
  id,
  target: '00000000000000000000000000000010',
  name: `Usaha ${id}`,
  village: '3316051001',
  village_name: 'Ngelo',
  enumerator: 'e',
  enumerator_name: 'Ani',
  state: 'submitted',
  outcome: 'found',
  version: 3,
  day: '2026-11-20',
  received_at: 0,
  minutes: 9,
  gps: true,
  photos: 0,
  missing: 0,
  conflicts: 0,
  faulty: false,
  signals: [],
  ...more,
});
function office(items: VisitItem[], accepted: (id: string) => Response = (id) => json(item(id))) {
  let left = items;
  return clientOf(({ method, path, body }) => {
    if (path.startsWith('/campaigns/3316/c/visits')) return json({ items: left, next: null });
    if (path.includes('/targets')) return json({ items: [], next: null });
    if (path.startsWith('/questionnaires')) return json({ id: 'q', version: 1, document });
    if (path.endsWith('/conflicts')) return json({ items: [] });
    if (method === 'POST' && path === '/visits/3316/accept') {
      const { visits } = body as { visits: { id: string }[] };
      return json({
        items: visits.map(({ id }) =>
          id === '2' ? { id, status: 409, type: 'census.conflicts_open' } : { id, status: 200, type: '' },
        ),
      });
    }
    if (method === 'POST') {
      const id = path.split('/')[3]!;
      const reply = accepted(id);
      if (reply.ok) left = left.filter((one) => one.id !== id);
      return reply;
    }
    return json(visit({ id: path.split('/')[3]! }));
  });
}

it('brings the next visit to the table once one is decided, and sends back nothing without words', async () => {
  const { client, sent } = office([item('1'), item('2'), item('3')]);
  const review = new ReviewWork(client, '3316', 'c', 'q');
  await review.ask({ state: 'submitted' });
  expect(await review.accept()).toBe(true);
  expect(sent.find(({ path }) => path === '/visits/3316/1/accept')?.headers['If-Match']).toBe('"3"');
  expect(review.current?.id).toBe('2');
  expect(await review.sendBack('  ya ')).toBe(false);
  expect(await review.sendBack('alamatnya salah')).toBe(true);
  expect(review.items.map(({ id }) => id)).toEqual(['3']);
  expect(review.decided).toBe(2);
});

it('leaves a visit on the table when it is refused, with the reason', async () => {
  const { client } = office([item('1')], () => refusal('census.conflicts_open', 409));
  const review = new ReviewWork(client, '3316', 'c', 'q');
  await review.ask({ state: 'submitted' });
  expect(await review.accept()).toBe(false);
  expect(review.task.problem?.type).toBe('census.conflicts_open');
  expect(review.current?.id).toBe('1');
});

it('of many accepted together keeps those that were refused, each with its reason', async () => {
  const { client } = office([item('1'), item('2'), item('3')]);
  const review = new ReviewWork(client, '3316', 'c', 'q');
  await review.ask({ state: 'submitted' });
  for (const id of ['1', '2', '3']) review.choose(id, true);
  expect(await review.acceptChosen()).toBe(2);
  expect(review.items.map(({ id }) => id)).toEqual(['2']);
  expect(review.refused).toEqual({ '2': 'census.conflicts_open' });
  expect(review.chosen).toEqual(['2']);
});
