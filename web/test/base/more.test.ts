import { render } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import More from '../../src/base/ui/More.svelte';

const offered = (props: {
  shown: number;
  count?: { value: number; capped: boolean };
  next: string | null;
}) => {
  const { container } = render(More, { busy: false, onmore: () => undefined, ...props });
  return container.querySelector('button')?.textContent?.trim();
};

it.each([
  ['a whole page', { shown: 50, count: { value: 180, capped: false }, next: 'a' }, 'Muat 50 lagi'],
  ['no more than are left', { shown: 50, count: { value: 55, capped: false }, next: 'a' }, 'Muat 5 lagi'],
  ['a whole page of many', { shown: 9950, count: { value: 9999, capped: true }, next: 'a' }, 'Muat 50 lagi'],
  ['no number where nobody counted', { shown: 50, next: 'a' }, 'Muat berikutnya'],
  ['nothing at the end', { shown: 55, count: { value: 55, capped: false }, next: null }, undefined],
])('offers %s', (_, props, text) => {
  expect(offered(props)).toBe(text);
});
