import { bytes, dayShort, number } from '../base/format';
import { has, say } from '../base/i18n.svelte';
import type { AuditEvent } from './api';

/** In these, a word of the server stands that another sentence speaks. */
const spoken = new Set(['status', 'trade', 'class']);

/** A few names mean something else in one kind of event. */
function nameOf(name: string, event: string): string {
  const key = [`detail.${event}.${name}`, `detail.${name}`].find(has);
  return key ? say(key) : name;
}

function valueOf(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => valueOf(name, one)).join(', ');
  if (name === 'grants') return grantText(String(value));
  if (name === 'bytes') return bytes(Number(value));
  if (typeof value === 'number') return number(value);
  if (typeof value === 'object') return JSON.stringify(value);
  const key = spoken.has(name) ? `${name}.${String(value)}` : `detail.is.${String(value)}`;
  if (has(key)) return say(key);
  return /^\d{4}-\d\d-\d\d$/.test(String(value)) ? dayShort(String(value)) : String(value);
}

/** "operator@331605": a role, and the area in which it holds. */
function grantText(grant: string): string {
  const [role, area] = grant.split('@');
  return `${has(`role.${role}`) ? say(`role.${role}`) : role} ${area ?? ''}`.trim();
}

/** The detail of an event in one line; the server keeps it free of personal data. */
export function detailText(detail: AuditEvent['detail'], event = ''): string {
  if (detail === null) return '';
  if (typeof detail === 'string')
    return detail.startsWith('{') ? detailText(JSON.parse(detail), event) : detail;
  return Object.entries(detail)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${nameOf(name, event)}: ${valueOf(name, value)}`)
    .join(' · ');
}

/** Where the thing that an event is about can be seen. */
export function subjectLink(regency: string, event: string, subject: string): string | undefined {
  if (event.startsWith('intake.pair_')) return '/ganda';
  if (event.startsWith('sweep.')) return '/ganda/registri';
  if (event.startsWith('aid.')) return `/penerima/${regency}/${subject}`;
  if (event.startsWith('intake.')) return `/daftar/${regency}/${subject}`;
  if (event.startsWith('kbli.') || event.startsWith('registry.kbli_')) return '/kbli';
  if (event === 'registry.rule_proposed') return '/aturan';
  if (event === 'letters.issued' || event.startsWith('licences.contact'))
    return `/usaha/${regency}/${subject}`;
  if (event.startsWith('insight.')) return `/cuplikan/${regency}/${subject}`;
  if (event.startsWith('registry.') && event !== 'registry.exported') return `/usaha/${regency}/${subject}`;
  return undefined;
}
