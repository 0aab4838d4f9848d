import { expect, it } from 'vitest';
import type { Limit, Rules } from '../../src/rules/api';
import { RuleForm } from '../../src/rules/form.svelte';
import { forceOf, governs, keyOf, linesOf, ordered } from '../../src/rules/rules';
import { clientOf, json } from '../fixture';

const limits = (micro: number): Limit[] =>
  (['micro', 'small', 'medium'] as const).map((name, step) => ({
    measure: 'sales',
    class: name,
    at_most: micro * 10 ** step,
    source: 'PP 7/2021 Pasal 35',
  }));
const rules: Rules = {
  versions: [
    { rule_set: 'pp7_2021', title: 'PP 7/2021', from: '2021-02-02', to: '2026-03-01', limits: limits(2) },
    { rule_set: 'pp7_2021', title: 'PP 7/2021', from: '2026-03-01', to: null, limits: limits(3) },
    { rule_set: 'bps', title: 'BPS', from: '1900-01-01', to: null, limits: limits(1) },
  ],
  governing: [
    { from: '1900-01-01', rule_set: 'uu20_2008' },
    { from: '2021-02-02', rule_set: 'pp7_2021' },
  ],
  changes: [],
};

it('knows what governs and what is in force on a day', () => {
  expect(governs(rules, '2021-02-01')).toBe('uu20_2008');
  expect(governs(rules, '2021-02-02')).toBe('pp7_2021');
  expect(rules.versions.map((one) => forceOf(one, '2026-02-28'))).toEqual([
    'in_force',
    'to_come',
    'in_force',
  ]);
  expect(rules.versions.map((one) => forceOf(one, '2026-03-01'))).toEqual(['ended', 'in_force', 'in_force']);
  expect(ordered(rules, '2026-02-28').map((one) => `${one.rule_set} ${one.from}`)).toEqual([
    'pp7_2021 2021-02-02',
    'bps 1900-01-01',
    'pp7_2021 2026-03-01',
  ]);
});

it('puts the limits of a measure in a line', () => {
  expect(linesOf(limits(2))).toEqual([
    { measure: 'sales', limits: [2, 20, 200], source: 'PP 7/2021 Pasal 35' },
  ]);
  expect(keyOf(' PP 1/2026 ')).toBe('pp_1_2026');
});

it('begins with the limits in force, previews, and applies under one id', async () => {
  const { client, sent } = clientOf(
    json({ day: '2027-01-01', changed: 2, shifts: [] }),
    json(rules),
    json(rules),
  );
  const form = new RuleForm(client, rules);
  await form.preview('3316');
  expect(sent).toEqual([]);
  form.chooseSet('pp7_2021');
  expect(form.amounts.sales).toEqual(['3', '30', '300']);
  form.amounts.sales = ['1.000', '2.000', '3.000'];
  form.source = 'PP 7/2021 Pasal 35 ayat (5)';
  form.from = '2027-01-01';
  await form.preview('3316');
  expect(form.shift?.changed).toBe(2);
  await form.apply();
  await form.apply();
  expect(sent.map((one) => `${one.method} ${one.path}`).slice(0, 1)).toEqual(['POST /rules/preview/3316']);
  expect(sent[1]!.path).toBe(sent[2]!.path);
  expect(sent[1]!.body).toEqual({
    rule_set: 'pp7_2021',
    title: 'PP 7/2021',
    source: 'PP 7/2021 Pasal 35 ayat (5)',
    from: '2027-01-01',
    governs: true,
    limits: [
      { measure: 'sales', class: 'micro', at_most: 1000 },
      { measure: 'sales', class: 'small', at_most: 2000 },
      { measure: 'sales', class: 'medium', at_most: 3000 },
    ],
  });
});
