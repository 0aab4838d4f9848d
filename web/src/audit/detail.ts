import { agencyBook } from '../agencies/book.svelte';
import { sectorListText } from '../agencies/say';
import { places } from '../areas/places';
import { bytes, dayShort, number, percentExact } from '../base/format';
import { has, say, t } from '../base/i18n.svelte';
import { session } from '../base/session.svelte';
import { kbliText } from '../registry/kbli-text';
import { chance } from '../sweep/sweep.svelte';
import type { AuditEvent } from './api';

/**
 * Names whose value is a word of the server, and the sentences that speak such words. Where a name means several things,
 * the module of the event stands before it.
 */
export const spoken: Readonly<Record<string, string>> = {
  'aid.kind': 'aid.kind',
  'aid.verdict': 'aid.final',
  'census.state': 'detail.campaign',
  'census.verdict': 'detail.checked',
  'intake.file': 'detail.file_of',
  'intake.state': 'detail.pair',
  'kbli.list': 'detail.list_of',
  'licences.kind': 'licences.kind',
  'licences.state': 'licences.state',
  'privacy.kind': 'request.kind',
  'privacy.step': 'step',
  'sweep.verdict': 'detail.pair',
  cause: 'detail.cause_of',
  check: 'aid.check',
  class: 'class',
  format: 'detail.format_of',
  has: 'missing',
  lacks: 'missing',
  level: 'agencies.level',
  outcome: 'detail.outcome_of',
  permissions: 'permission',
  purpose_key: 'detail.consent',
  roles: 'role',
  status: 'status',
  subject: 'retention.of',
  trade: 'trade',
};

/** What only programs read: ids and patterns of what another screen shows. */
export const unsaid: ReadonlySet<string> = new Set([
  'campaign',
  'census.from',
  'census.target',
  'census.to',
  'closest',
  'handover',
  'pattern',
  'rule_set',
]);

const agencies = new Set(['agency', 'coach', 'agencies.from', 'agencies.to']);
const areas = new Set(['area', 'areas', 'district', 'village']);
const codes = new Set(['kbli', 'registry.from', 'registry.to']);

/** Enough to tell one digest from another; the whole of it is in the log that is downloaded. */
const digest_shown = 12;

type Sayer = (value: string) => string;

/** How the values under a name are said, if not as they stand. */
function sayerOf(name: string, module: string): Sayer | undefined {
  const names = [`${module}.${name}`, name];
  const prefix = names.map((one) => spoken[one]).find(Boolean);
  if (prefix) return (value) => (has(`${prefix}.${value}`) ? say(`${prefix}.${value}`) : value);
  if (names.some((one) => agencies.has(one))) return (value) => agencyBook.nameOf(value);
  if (names.some((one) => areas.has(one))) return (value) => value.split(' ').map(areaText).join(', ');
  if (names.some((one) => codes.has(one))) return codeText;
  if (name === 'sectors') return sectorsText;
  if (name === 'digest') return (value) => `${value.slice(0, digest_shown)}…`;
  if (name === 'grants') return grantText;
  return undefined;
}

/** Zeros at the end stand for what has no place yet. */
function areaText(code: string): string {
  const regency = session.me?.regencies.find((one) => one.code === code);
  if (regency) return regency.name;
  return code.length > 4 && code.endsWith(code.length === 6 ? '00' : '0000')
    ? t('list.no_place')
    : places.nameOf(code);
}

/** "13133/2025"; a day, where a rule begins. */
const codeText = (text: string): string =>
  text.includes('/') || /^[a-z]/.test(text) ? kbliText(text) : dayText(text);

const sectorsText = (text: string): string =>
  sectorListText(text.split(' ').map((code) => ({ code, title: '' })));

/** "operator@331605": a role, and the area in which it holds. */
function grantText(grant: string): string {
  const [role = '', area = ''] = grant.split('@');
  return `${has(`role.${role}`) ? say(`role.${role}`) : role} ${areaText(area)}`.trim();
}

const dayText = (text: string): string => (/^\d{4}-\d\d-\d\d$/.test(text) ? dayShort(text) : text);

/** A few names mean something else in one kind of event, or in those of one module. */
function nameOf(name: string, event: string, module: string): string {
  const key = [`detail.${event}.${name}`, `detail.${module}.${name}`, `detail.${name}`].find(has);
  return key ? say(key) : name;
}

function valueOf(name: string, value: unknown, module: string): string {
  if (name === 'accounts' && Array.isArray(value)) return number(value.length);
  if (Array.isArray(value)) return value.map((one) => valueOf(name, one, module)).join(', ');
  if (typeof value === 'boolean') return t(`detail.is.${value}`);
  if (name === 'bytes') return bytes(Number(value));
  if (name === 'accept' || name === 'review') return percentExact(Math.floor(chance(Number(value))));
  if (typeof value === 'number') return number(value);
  if (typeof value === 'object') return JSON.stringify(value);
  if (value === '*') return t('detail.any');
  return (sayerOf(name, module) ?? dayText)(String(value));
}

/** The detail of an event in one line; the server keeps it free of personal data. */
export function detailText(detail: AuditEvent['detail'], event = ''): string {
  if (detail === null) return '';
  if (typeof detail === 'string')
    return detail.startsWith('{') ? detailText(JSON.parse(detail), event) : detail;
  const module = event.split('.')[0] ?? '';
  return Object.entries(detail)
    .filter(([name, value]) => value !== '' && !unsaid.has(name) && !unsaid.has(`${module}.${name}`))
    .map(([name, value]) => `${nameOf(name, event, module)}: ${valueOf(name, value, module)}`)
    .join('\u00a0· ');
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
