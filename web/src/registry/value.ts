import * as format from '../base/format';
import { has, say, t } from '../base/i18n.svelte';
import { fieldOf } from './fields';
import { held_without_number, licenceSaid } from './licence';

export const fieldName = (key: string): string => say(`field.${key}`);

/** A stored value as people read it. Masked values come with asterisks, which no format understands. */
export function valueText(key: string, text: string): string {
  const info = fieldOf(key);
  if (text.includes('*')) return info?.kind === 'phone' ? phoneText(text) : text;
  switch (info?.kind) {
    case 'money':
      return format.rupiah(Number(text));
    case 'count':
      return format.number(Number(text));
    case 'day':
      return format.day(text);
    case 'phone':
      return phoneText(text);
    case 'choice': {
      const sentence = `${info.choices!.prefix}.${text}`;
      return has(sentence) ? say(sentence) : text;
    }
    case 'licence':
      return licenceWords(text);
    default:
      return text;
  }
}

/** "2063316010072-27, sampai 4 Januari 2027". */
function licenceWords(text: string): string {
  const { number, from, until, issuer, gone } = licenceSaid(text);
  const words = [number === held_without_number ? t('licence.held') : number];
  if (gone) words.push(t('licence.gone'));
  if (from) words.push(t('licence.from', { day: format.day(from) }));
  if (until) words.push(t('licence.until', { day: format.day(until) }));
  if (issuer) words.push(t('licence.by', { issuer }));
  return words.join(', ');
}

/** +6281234567890 is written 0812-3456-7890 here; another country's number stays as it is. */
export function phoneText(text: string): string {
  if (!text.startsWith('+62')) return text;
  const local = `0${text.slice(3)}`;
  return local.replace(/^(\d{4})(\d{4})(\d+)$/, '$1-$2-$3');
}

/** What stands in a form's entry, for a value that may be edited. */
export function editText(key: string, text: string): string {
  const kind = fieldOf(key)?.kind;
  if (kind === 'money') return format.grouped(text);
  if (kind === 'phone') return phoneText(text).replaceAll('-', '');
  return text;
}

/** What a person typed, in the form the server takes; what cannot be right is left for the server to name. */
export function canonical(key: string, typed: string): string {
  const text = typed.trim().replace(/\s+/g, ' ');
  switch (fieldOf(key)?.kind) {
    case 'money':
    case 'count':
      return /^[\d.,\s]+$/.test(text) ? format.digits(text) : text;
    case 'digits':
    case 'kbli':
      return text.replace(/[\s.-]/g, '');
    case 'phone':
      return canonicalPhone(text);
    case 'email':
      return text.toLowerCase();
    default:
      return text;
  }
}

function canonicalPhone(text: string): string {
  const kept = text.replace(/[\s.()-]/g, '');
  if (/^0\d{8,13}$/.test(kept)) return `+62${kept.slice(1)}`;
  if (/^62\d{8,13}$/.test(kept)) return `+${kept}`;
  return kept;
}

/** Where a masked value shows only a part. */
export const isMasked = (text: string): boolean => text.includes('*');
