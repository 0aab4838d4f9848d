import { describe, expect, it } from 'vitest';
import type { Rule } from '../../src/agencies/api';
import { inForce, past, sectorOfTrade, toCome, tradeOf } from '../../src/agencies/rules';
import { viewOf } from '../../src/agencies/work.svelte';

const rule = (id: string, number: number, from: string, agency = 'a'): Rule => ({
  id,
  number,
  agency,
  level: 'regency',
  sectors: [],
  areas: [],
  from,
  law: 'Perbup 1/2021',
  default: false,
  applied: true,
  at: 0,
  actor_name: 'Petugas',
});

describe('the versions of rules', () => {
  const rules = [
    rule('1a', 1, '2021-01-01'),
    rule('2a', 2, '2021-01-01'),
    rule('1b', 1, '2024-01-01', 'b'),
    rule('2b', 2, '2024-06-01', ''),
    rule('1c', 1, '2027-01-01', 'c'),
  ];
  const ids = (found: Rule[]) => found.map((one) => one.id);

  it('holds the latest that has begun, and none that ended', () => {
    expect(ids(inForce(rules, '2023-12-31'))).toEqual(['1a', '2a']);
    expect(ids(inForce(rules, '2024-01-01'))).toEqual(['1b', '2a']);
    expect(ids(inForce(rules, '2026-01-01'))).toEqual(['1b']);
  });

  it('takes the one entered last of those of the same day', () => {
    expect(ids(inForce([rule('x', 1, '2021-01-01'), rule('y', 1, '2021-01-01')], '2022-01-01'))).toEqual([
      'y',
    ]);
  });

  it('tells what is to come and what held once', () => {
    expect(ids(toCome(rules, '2026-01-01'))).toEqual(['1c']);
    expect(ids(past(rules, '2026-01-01'))).toEqual(['2b', '2a', '1a']);
  });
});

it('knows a trade among the sectors', () => {
  expect(tradeOf(sectorOfTrade('craft'))).toBe('craft');
  expect(tradeOf('10')).toBe('');
});

it('shows what waits unless the address says otherwise', () => {
  const view = (query: string) => viewOf(new URLSearchParams(query));
  expect(view('')).toEqual({ state: 'requested' });
  expect(view('state=nonsense&agency=x')).toEqual({ state: 'requested', agency: 'x' });
  expect(view('state=proposed&district=331605')).toEqual({ state: 'proposed', district: '331605' });
});
