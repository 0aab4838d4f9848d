import { number } from '../base/format';
import { has, say } from '../base/i18n.svelte';

const nameOf = (name: string): string => (has(`detail.${name}`) ? say(`detail.${name}`) : name);

function valueOf(value: unknown): string {
  if (typeof value === 'number') return number(value);
  if (typeof value === 'object') return JSON.stringify(value);
  return has(`detail.is.${String(value)}`) ? say(`detail.is.${String(value)}`) : String(value);
}

/** The detail of an event in one line; the server keeps it free of personal data. */
export function detailText(detail: Record<string, unknown> | string | null): string {
  if (detail === null) return '';
  if (typeof detail === 'string') return detail.startsWith('{') ? detailText(JSON.parse(detail)) : detail;
  return Object.entries(detail)
    .map(([name, value]) => `${nameOf(name)}: ${valueOf(value)}`)
    .join(' · ');
}
