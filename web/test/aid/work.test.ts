import { expect, it } from 'vitest';
import type { AidList, Finding } from '../../src/aid/api';
import { AidWork, firstCheck, sum } from '../../src/aid/work.svelte';
import { clientOf, json } from '../fixture';

const list = (more: Partial<AidList> = {}): AidList => ({
  id: 'l',
  regency: '3316',
  batch: 'b',
  kind: 'recipients',
  name: 'BLT',
  twice: true,
  state: 'open',
  rows: 4,
  without_nik: 1,
  dropped: 0,
  asked_at: 0,
  actor_name: 'Sri',
  own: false,
  checked_at: 1,
  signed_at: null,
  signed_by: '',
  progress: null,
  checks: [
    { check: 'nik_twice', rows: 2, open: 2, mine: 0, dropped: 0, lists: null },
    { check: 'excluded', rows: 1, open: 1, mine: 1, dropped: 0, lists: 1 },
  ],
  ...more,
});
const finding = (number: number): Finding => ({
  number,
  row: number,
  why: '',
  values: [],
  with: null,
  business: null,
  first: '',
  second: '',
  third: '',
  final: '',
  note: '',
  judges: 0,
});

it('begins where the person has something to judge', () => {
  expect(firstCheck(list())).toBe('excluded');
  expect(sum(list(), 'open')).toBe(3);
});

it('judges nothing without a reason, and keeps the reason for the next', async () => {
  const { client, sent } = clientOf(({ path, method }) => {
    if (method === 'PUT') return json(list());
    return json(path.includes('/findings') ? { items: [finding(2), finding(3)], next: null } : list());
  });
  const work = new AidWork(client, '3316', 'l');
  await work.load();
  expect(work.current?.number).toBe(2);
  expect(await work.judge('drop')).toBe(false);
  expect(work.lacking).toBe(true);
  work.reason = ' sudah dicek ';
  expect(await work.judge('drop')).toBe(true);
  const judged = sent.find(({ method }) => method === 'PUT');
  expect(judged?.path).toBe('/aid-lists/3316/l/findings/excluded/2');
  expect(judged?.body).toEqual({ verdict: 'drop', reason: 'sudah dicek' });
  expect(work.current?.number).toBe(3);
  expect(work.reason).toBe(' sudah dicek ');
});
