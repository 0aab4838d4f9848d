import { expect, it } from 'vitest';
import type { Settings, Sweep } from '../../src/sweep/api';
import { chance, isMoving, moved, SweepModel, withLevels } from '../../src/sweep/sweep.svelte';
import { clientOf, json } from '../fixture';

const settings: Settings = { accept: 997, review: 0, prior: null, closest: '9999999' };
const sweep = (more: Partial<Sweep> = {}): Sweep => ({
  id: 's',
  regency: '3316',
  state: 'done',
  error: '',
  asked_at: 0,
  actor_name: 'Sri',
  finished_at: 1,
  progress: null,
  records: 10,
  left_out: 0,
  compared: 45,
  found: 3,
  entered: 2,
  replayed: 0,
  ordered: true,
  settings,
  latest: true,
  rules: [],
  takes: [],
  waiting: 1,
  ...more,
});

it('a threshold pushes the other one', () => {
  expect(moved(settings, 'review', 1200)).toMatchObject({ accept: 1200, review: 1200 });
  expect(moved(settings, 'accept', -100)).toMatchObject({ accept: -100, review: -100 });
  expect(moved(settings, 'accept', 1500)).toMatchObject({ accept: 1500, review: 0 });
});

it('sets the levels of one field', () => {
  expect(withLevels('9999999', 2, 0)).toBe('9909999');
});

it('tells the probability of a weight', () => {
  expect(chance(0)).toBe(5000);
  expect(Math.round(chance(997))).toBe(9990);
});

it('moves while it is searched, ordered or taken', () => {
  expect(isMoving(sweep())).toBe(false);
  expect(isMoving(sweep({ state: 'waiting' }))).toBe(true);
  expect(isMoving(sweep({ ordered: false }))).toBe(true);
  const take = {
    id: 't',
    verdict: 'merge',
    pattern: '',
    pairs: 1,
    kept: 0,
    at: 0,
    actor_name: '',
    done: null,
  } as const;
  expect(isMoving(sweep({ takes: [{ ...take, state: 'undoing' }] }))).toBe(true);
  expect(isMoving(sweep({ takes: [{ ...take, state: 'taken' }] }))).toBe(false);
});

it('shows what settings would do and keeps them only when told', async () => {
  const { client, sent } = clientOf(({ path }) => {
    if (path.includes('/bands')) return json({});
    if (path.includes('/patterns'))
      return json({ items: [], next: null, count: { value: 0, capped: false } });
    return json(path.includes('?') ? { items: [sweep()] } : sweep());
  });
  const model = new SweepModel(client, '3316', () => undefined);
  await model.load();
  expect(model.changed).toBe(false);
  await model.look({ ...settings, accept: 1200, prior: -500 });
  expect(model.changed).toBe(true);
  expect(sent.at(-1)?.path).toBe(
    '/sweeps/3316/s/bands?accept=1200&review=0&prior=-500&closest=9999999&learned=false',
  );
  await model.keep();
  const kept = sent.find(({ method }) => method === 'PUT');
  expect(kept?.path).toBe('/sweeps/3316/s/settings');
  expect(kept?.body).toMatchObject({ accept: 1200, prior: -500 });
});
