import { expect, it } from 'vitest';
import type { Pair } from '../../src/pairs/api';
import { PairQueue, linesOf, nameOf, strength } from '../../src/pairs/queue.svelte';
import { clientOf, json, refusal } from '../fixture';

const side = (values: Record<string, string>): Pair['left'] => ({
  kind: 'row',
  business: null,
  batch: 'b',
  row: 5,
  file: 'x.csv',
  values: Object.entries(values).map(([field, text]) => ({ field, text })),
});

const pair = (id: string, more: Partial<Pair> = {}): Pair => ({
  id,
  regency: '3316',
  state: 'open',
  ground: '',
  score: 40,
  score_bp: 9400,
  created_at: 0,
  left: side({ 'owner.name': 'Sri', 'place.rt': '01', 'owner.sex': '***', note: 'sama' }),
  right: side({ 'owner.name': 'Srie', 'place.rt': '02', 'owner.sex': '***', note: 'sama' }),
  evidence: [
    {
      field: 'owner.name',
      level: 'similar',
      key: 'linkage.owner.similar',
      weight: 34,
      left: 'Sri',
      right: 'Srie',
    },
    {
      field: 'owner.nik',
      level: 'different',
      key: 'linkage.nik.differs',
      weight: -68,
      left: '3316',
      right: '3317',
    },
  ],
  decision: null,
  ...more,
});

const page = (...pairs: Pair[]) =>
  json({ items: pairs, next: null, count: { value: pairs.length, capped: false } });

it('shows the heaviest evidence first, then what differs, then what agrees', () => {
  expect(linesOf(pair('1')).map((line) => line.field)).toEqual([
    'owner.nik',
    'owner.name',
    'place.rt',
    'note',
  ]);
  expect(linesOf(pair('1'))[0]).toMatchObject({ left: '3316', right: '3317' });
});

it('says how much evidence says', () => {
  expect([5, -20, 79, 80, -142].map(strength)).toEqual(['none', 'some', 'some', 'strong', 'strong']);
});

it('names a side by its business, else by its owner', () => {
  expect(nameOf(pair('1').left)).toBe('Sri');
  expect(nameOf(side({ 'business.name': 'Toko', 'owner.name': 'Sri' }))).toBe('Toko');
  expect(nameOf(side({}))).toBe('–');
});

it('goes from decision to decision, and back', async () => {
  const decided = (id: string) =>
    json(pair(id, { state: 'decided', decision: { verdict: 'merge', actor_name: 'R', at: 1 } }));
  const { client, sent } = clientOf(page(pair('1'), pair('2')), decided('1'), json(pair('1')));
  let changes = 0;
  const queue = new PairQueue(client, () => (changes += 1));
  await queue.load('3316', 'open');
  expect(queue.waiting).toBe(2);
  expect((await queue.decide('merge'))?.id).toBe('1');
  expect(sent[1]).toMatchObject({
    method: 'PUT',
    path: '/pairs/3316/1/decision',
    body: { verdict: 'merge' },
  });
  expect(queue.current?.id).toBe('2');
  expect(queue.waiting).toBe(1);
  expect(await queue.undo()).toBe(true);
  expect(sent[2]).toMatchObject({ method: 'DELETE', path: '/pairs/3316/1/decision' });
  expect(queue.current?.id).toBe('1');
  expect(queue.done).toEqual([]);
  expect(changes).toBe(2);
});

it('stays on the pair when the server refuses', async () => {
  const { client } = clientOf(page(pair('1')), refusal('intake.pair_decided', 409));
  const queue = new PairQueue(client, () => undefined);
  await queue.load('3316', 'open');
  expect(await queue.decide('distinct')).toBeUndefined();
  expect(queue.current?.id).toBe('1');
  expect(queue.task.problem?.type).toBe('intake.pair_decided');
});

it('decides nothing where nothing waits, and undoes nothing where nothing was done', async () => {
  const { client, sent } = clientOf(page());
  const queue = new PairQueue(client, () => undefined);
  await queue.load('3316', 'open');
  expect(await queue.decide('merge')).toBeUndefined();
  expect(await queue.undo()).toBe(false);
  expect(sent).toHaveLength(1);
});

it('moves through the queue and stops at its ends', async () => {
  const { client } = clientOf(page(pair('1'), pair('2')));
  const queue = new PairQueue(client, () => undefined);
  await queue.load('3316', 'open');
  queue.move(5);
  expect(queue.current?.id).toBe('2');
  queue.move(-9);
  expect(queue.current?.id).toBe('1');
});
