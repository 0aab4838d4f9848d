import { has, say } from '../base/i18n.svelte';

const nameOf = (name: string): string => (has(`detail.${name}`) ? say(`detail.${name}`) : name);

/** The detail of an event in one line; the server keeps it free of personal data. */
export function detailText(detail: Record<string, unknown> | string | null): string {
  if (detail === null) return '';
  if (typeof detail === 'string') return detail.startsWith('{') ? detailText(JSON.parse(detail)) : detail;
  return Object.entries(detail)
    .map(
      ([name, value]) =>
        `${nameOf(name)}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
    )
    .join(' · ');
}
