import { afterEach, expect, it } from 'vitest';
import { Folds } from '../../src/base/folds.svelte';
import type { NavGroup } from '../../src/base/navigation';

const figures: NavGroup = { title: 'nav.figures', entries: [] };
const settings: NavGroup = { title: 'nav.settings', entries: [] };
const daily: NavGroup = { entries: [] };

afterEach(() => localStorage.clear());

it('folds what is rarely opened, and never the daily work', () => {
  const folds = new Folds();
  expect([daily, figures, settings].map(folds.isFolded)).toEqual([false, false, true]);
  folds.toggle(daily);
  expect(folds.isFolded(daily)).toBe(false);
});

it('is remembered on this computer', () => {
  const before = new Folds();
  before.toggle(figures);
  before.toggle(settings);
  const after = new Folds();
  expect([figures, settings].map(after.isFolded)).toEqual([true, false]);
  after.toggle(figures);
  expect([figures, settings].map(new Folds().isFolded)).toEqual([false, false]);
});
