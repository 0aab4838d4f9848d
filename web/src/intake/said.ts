import { dayShort, number } from '../base/format';
import { has, say, type Params } from '../base/i18n.svelte';
import type { Said, Severity } from './api';

const amounts = new Set(['amount', 'low', 'high', 'read', 'typical', 'bytes', 'count', 'row']);

/** Parameters as people read them: amounts with their thousands marked, days and words spoken. */
export function spoken(params: Record<string, string | number> | null | undefined): Params {
  const result: Params = {};
  for (const [name, value] of Object.entries(params ?? {})) result[name] = spokenOne(name, String(value));
  return result;
}

function spokenOne(name: string, text: string): string {
  if (amounts.has(name) && /^\d+$/.test(text)) return number(Number(text));
  if (name === 'day') return dayShort(text);
  if (name === 'trade' && has(`trade.${text}`)) return say(`trade.${text}`);
  if (name === 'form' && has(`legal_form.${text}`)) return say(`legal_form.${text}`);
  return text;
}

/** The sentence of a finding. */
export const finding = ({ key, params }: { key: string; params?: Said['params'] | null }): string =>
  say(key, spoken(params));

/** The sentence of a kind of finding, of which there are many: what differs between them is left out. */
export const findingName = (key: string): string =>
  say(key)
    .replace(/: …\.*$/, '.')
    .replace(/…\.+/g, '…');

const order: readonly Severity[] = ['error', 'warning', 'info', 'ok'];

export const graver = (a: Severity, b: Severity): number => order.indexOf(a) - order.indexOf(b);
