import { expect, it } from 'vitest';
import { conceal, isPersonsNumber, reveal } from '../../src/base/search-words';

it.each([
  ['3316095203870001', true],
  ['0812-3456-789', true],
  ['+62 812 3456 7890', true],
  ['0812345987601', true],
  ['9120001234567', false],
  ['12345678', false],
  ['Warung 24', false],
  ['', false],
])('knows whether %s is a number of a person', (text, number) => {
  expect(isPersonsNumber(text)).toBe(number);
});

it('puts a mark into the address where a number is searched for', () => {
  const mark = conceal('3316095203870001');
  expect(mark).not.toContain('3316');
  expect(reveal(mark)).toBe('3316095203870001');
  expect(conceal('3316095203870001')).toBe(mark);
  expect(conceal('081234567890')).not.toBe(mark);
});

it('leaves words as they are', () => {
  expect(conceal('Bu Sri')).toBe('Bu Sri');
  expect(reveal('Bu Sri')).toBe('Bu Sri');
});

it('finds nothing for a mark of another tab', () => {
  expect(reveal('~999')).toBe('');
});
