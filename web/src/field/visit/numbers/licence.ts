import { fold, isDay, squeeze } from '../text';
import { bad, good, malformed, type Read } from './read';
import { isDummy, storedNumber } from './scan';

/** Numbers of licences: what src/registry/identifier_licence.cc refuses, and what it makes of the rest. */

const ownNames = (
  'SERTIFIKAT PENDAFTARAN KEMENKUMHAM TERDAFTAR NOMOR HALAL BPJPH LPPOM DINKES DEPKES DAFTAR MEREK SPPIRT ' +
  'KEMKES PIRT BPOM MERK HAKI IZIN EDAR DJKI DINAS IRT SPP MUI POM REG HKI NO RI P'
).split(' ');
const pending = new Set('proses diproses pengajuan diajukan diurus mengurus pengurusan'.split(' '));
const otherRegisters = new Set('TR TI TL HT FF SD SI SL NA NB NC ND NE'.split(' '));
const digits_max = 24;
const shortest_part = 5;
/** What is said of a licence whose number nobody has at hand. */
export const heldWithoutNumber = 'ada';

/** Letters in capitals and digits, without what people write before a number; nothing if some are hidden. */
function compact(text: string): string | undefined {
  if (/[*?]/.test(text)) return undefined;
  let rest = text.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
  for (let found = true; found;) {
    found = false;
    for (const name of ownNames) {
      if (!rest.startsWith(name)) continue;
      rest = rest.slice(name.length);
      found = true;
    }
  }
  return rest;
}

const repaired = (text: string): string => text.replace(/O/g, '0').replace(/[IL]/g, '1');
const isNumber = (text: string): boolean => /^\d+$/.test(text);
const countDigits = (text: string): number => text.replace(/\D/g, '').length;

function pirt(text: string): Read {
  const stored = storedNumber(text);
  if (stored?.cut) return bad('registry.pirt_truncated');
  const code = stored?.digits ?? compact(text);
  if (!code || countDigits(code) === 0) return bad('registry.pirt_characters');
  const digits = repaired(code);
  if (!isNumber(digits)) return bad('registry.pirt_characters');
  if (digits.length !== 15) return bad('registry.pirt_length');
  if (isDummy(digits)) return bad('registry.pirt_dummy');
  return good(`${digits.slice(0, 13)}-${digits.slice(13)}`);
}

function halal(text: string): Read {
  const code = compact(text);
  if (!code || countDigits(code) === 0) return bad('registry.halal_characters');
  if (code.startsWith('KH')) return bad('registry.halal_decree');
  const prefixed = code.startsWith('ID');
  const digits = repaired(prefixed ? code.slice(2) : code);
  if (!isNumber(digits)) return bad('registry.halal_characters');
  if (isDummy(digits)) return bad('registry.halal_dummy');
  if (digits.length < 10 || digits.length > digits_max) return bad('registry.halal_short');
  return good((prefixed ? 'ID' : '') + digits);
}

function bpom(text: string): Read {
  const code = compact(text);
  if (!code || countDigits(code) === 0) return bad('registry.bpom_characters');
  const letters = /^[A-Z]*/.exec(code)![0];
  const digits = code.slice(letters.length);
  if (!isNumber(digits) || digits.length > digits_max) return bad('registry.bpom_characters');
  if (letters === '') return bad('registry.bpom_prefix');
  if (otherRegisters.has(letters)) return good(code);
  if (letters !== 'MD' && letters !== 'ML') return bad('registry.bpom_characters');
  return digits.length < 12 ? bad('registry.bpom_short') : good(code);
}

/** "DID2021012345", "J002013001234": goods or services, then the year. */
function isApplication(letters: string, digits: string): boolean {
  if (!/^[DJ][A-Z]{0,2}$/.test(letters) || digits.length < 8 || digits.length > digits_max) return false;
  const year = digits.startsWith('00') ? digits.slice(2) : digits;
  return year.length >= 8 && /^(19|20)/.test(year);
}

function brand(text: string): Read {
  const code = compact(text);
  if (code === undefined) return bad('registry.brand_characters');
  const letters = /^[A-Z]*/.exec(code)![0];
  const digits = code.slice(letters.length);
  if (digits === '') return bad('registry.brand_name');
  if (!isNumber(digits)) return bad('registry.brand_characters');
  if (letters === 'IDM') return digits.length === 9 ? good(code) : bad('registry.brand_length');
  return isApplication(letters, digits) ? good(code) : bad('registry.brand_characters');
}

const readers: Record<string, (text: string) => Read> = { pirt, halal, bpom, brand };
const plainText = (text: string): Read => good(squeeze(squeeze(text.replace(/;/g, ',')).slice(0, 200)));

function readNumber(kind: string, text: string): Read {
  if (
    fold(text)
      .split(' ')
      .some((word) => pending.has(word))
  )
    return bad('registry.licence_pending');
  const read = readers[kind];
  if (!read) return plainText(text);
  const whole = read(text);
  if (whole.text !== '') return whole;
  const parts = text.split(/[,;/&|\n\r]/).filter((part) => countDigits(part) >= shortest_part);
  if (parts.length < 2) return whole;
  const readings: Read[] = [];
  for (const part of parts.map(read))
    if (part.text === '' || !readings.some((known) => known.text === part.text)) readings.push(part);
  return readings.length === 1 ? readings[0]! : malformed;
}

/** "2063316010072-29; from 2024-03-01; until 2029-03-01; issuer Dinkes": a number, with what is known of it. */
export function readLicence(kind: string, text: string, today: string): Read {
  const [written, ...parts] = text.split('; ');
  const number = written === heldWithoutNumber ? good(written) : readNumber(kind, written ?? '');
  if (number.fault !== '') return number;
  const [from, until] = ['from ', 'until '].map((word) =>
    parts.find((part) => part.startsWith(word))?.slice(word.length),
  );
  const sound = parts.every((part) => /^(void$|issuer \S|from |until )/.test(part));
  if (!sound || [from, until].some((day) => day !== undefined && !isDay(day))) return malformed;
  if (from !== undefined && from > today) return bad('registry.future_day');
  if (from !== undefined && until !== undefined && until < from) return bad('registry.licence_days');
  return good([number.text, ...parts].join('; '));
}
