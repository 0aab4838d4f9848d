import { expect, it } from 'vitest';
import type { Assignment, Campaign, Pack } from '../../src/census/api';
import { nextSteps } from '../../src/census/campaign.svelte';
import { byVillage } from '../../src/census/packs.svelte';
import { enumeratorsOf } from '../../src/census/people';
import { PlanForm } from '../../src/census/plan-form.svelte';
import { clientOf, json, refusal } from '../fixture';

const campaign = (more: Partial<Campaign> = {}): Campaign => ({
  id: 'c',
  regency: '3316',
  name: 'Pendataan',
  state: 'draft',
  target: 100,
  from: '2026-11-01',
  until: '2026-12-31',
  areas: [],
  statuses: ['claimed'],
  sources: [],
  per_enumerator: 50,
  honorarium: 15_000,
  cost: 0,
  questionnaire: 'q',
  questionnaire_version: 2,
  prelist: 'none',
  listed: 0,
  left_out: 0,
  enumerators: 0,
  estimate: 0,
  version: 7,
  at: 0,
  actor_name: 'Sri',
  published_at: null,
  progress: null,
  ...more,
});

it('offers only what the server would do next', () => {
  expect(nextSteps(campaign())).toEqual(['prelist']);
  expect(nextSteps(campaign({ prelist: 'making' }))).toEqual([]);
  expect(nextSteps(campaign({ prelist: 'made' }))).toEqual(['prelist']);
  expect(nextSteps(campaign({ prelist: 'made', listed: 9 }))).toEqual(['run', 'prelist']);
  expect(nextSteps(campaign({ state: 'running' }))).toEqual(['close']);
  expect(nextSteps(campaign({ state: 'closed' }))).toEqual(['publish', 'reopen']);
  expect(nextSteps(campaign({ state: 'published' }))).toEqual([]);
});

it('asks for all that is missing at once, and for nothing of the server before', async () => {
  const { client, sent } = clientOf(json(campaign()));
  const form = new PlanForm(client, '3316');
  form.from = '2026-12-01';
  form.until = '2026-11-01';
  form.statuses = [];
  form.per = '2000';
  expect(await form.save()).toBeUndefined();
  expect(sent).toEqual([]);
  expect(form.lacking).toEqual({
    name: 'campaign.name_missing',
    target: 'campaign.target_missing',
    until: 'census.days_reversed',
    per: 'campaign.per_wrong',
    statuses: 'campaign.statuses_missing',
    questionnaire: 'campaign.questionnaire_missing',
  });
});

it('sends a new plan without a version, a known one with it, under the same id', async () => {
  const { client, sent } = clientOf(
    refusal('census.bad_campaign', 422, [{ path: 'areas[0]', key: 'census.outside_regency' }]),
    json(campaign()),
  );
  const form = new PlanForm(client, '3316');
  Object.assign(form, { name: ' Pendataan ', target: '60.000', from: '2026-11-01', until: '2026-12-31' });
  form.questionnaire = 'q/2';
  form.honorarium = '15.000';
  form.add({ code: '331605', name: 'Cepu' });
  form.add({ code: '331605', name: 'Cepu' });
  expect(form.needs).toEqual({ names: 60_000, enumerators: 120, cost: 900_000_000 });
  expect(await form.save()).toBeUndefined();
  expect(form.task.problem?.faults).toHaveLength(1);
  await form.save();
  expect(sent[0]!.path).toBe(sent[1]!.path);
  expect(sent[0]!.headers['If-Match']).toBeUndefined();
  expect(sent[0]!.body).toMatchObject({
    name: 'Pendataan',
    target: 60_000,
    areas: ['331605'],
    honorarium: 15_000,
    questionnaire: 'q',
    questionnaire_version: 2,
  });

  const running = new PlanForm(client, '3316', campaign({ state: 'running', listed: 120 }));
  expect(running.fixed).toBe(true);
  expect(running.needs.enumerators).toBe(3);
  await running.save();
  expect(sent[2]!.path).toBe('/campaigns/3316/c');
  expect(sent[2]!.headers['If-Match']).toBe('"7"');
});

const pack = (number: number, village: string, enumerator = ''): Pack => ({
  id: `p${number}`,
  campaign: 'c',
  number,
  village,
  village_name: village,
  targets: 10,
  enumerator,
  enumerator_name: enumerator.toUpperCase(),
  version: 1,
});
const given = (to: string): Assignment => ({
  pack: 'p1',
  from: '',
  to,
  to_name: to.toUpperCase(),
  reason: '',
  at: 0,
  actor_name: 'Sri',
});

it('knows everybody who has packs, had some, or may have some', () => {
  const people = enumeratorsOf(
    [pack(1, 'x', 'budi'), pack(2, 'y', 'budi'), pack(3, 'y')],
    [given('ani'), given('budi')],
    [{ id: 'citra', name: 'CITRA' }],
  );
  expect(people).toEqual([
    { id: 'ani', name: 'ANI', packs: 0, names: 0 },
    { id: 'budi', name: 'BUDI', packs: 2, names: 20 },
    { id: 'citra', name: 'CITRA', packs: 0, names: 0 },
  ]);
});

it('puts packs of one village together', () => {
  const groups = byVillage([pack(1, 'x'), pack(2, 'y'), pack(3, 'y')], []);
  expect(groups.map(({ village, packs, targets }) => [village, packs.length, targets])).toEqual([
    ['x', 1, 10],
    ['y', 2, 20],
  ]);
});
