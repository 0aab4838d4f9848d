import { bad, good, malformed, type Read } from './read';
import { digitsOf, storedNumber } from './scan';

/** A phone number and an address of mail: what src/registry/identifier_contact.cc refuses. One in each entry. */

const shortest_part = 5;
const countDigits = (text: string): number => text.replace(/\D/g, '').length;
const trimmed = (text: string): string => text.replace(/^[\s'`"]+|[\s'`"]+$/g, '');

function national(digits: string, zeroLost: boolean): Read {
  if (digits === '') return bad('registry.phone_length');
  const mobile = digits.startsWith('8');
  if (!mobile && zeroLost) return bad(digits.length < 9 ? 'registry.phone_area' : 'registry.phone_prefix');
  if (digits[0]! < '2' || (mobile && digits[1] === '0')) return bad('registry.phone_prefix');
  const [shortest, longest] = mobile ? [9, 12] : [7, 11];
  if (digits.length < shortest || digits.length > longest) return bad('registry.phone_length');
  return good(`+62${digits}`);
}

function ofDigits(digits: string, plus: boolean): Read {
  if (plus && !/^(62|0)/.test(digits)) return bad('registry.phone_foreign');
  let rest = digits;
  if (rest.startsWith('0062')) rest = rest.slice(4);
  else if (rest.startsWith('62') && (plus || rest.length >= 10)) rest = rest.slice(2);
  const country = rest !== digits;
  const zero = rest.startsWith('0');
  return national(zero ? rest.slice(1) : rest, !zero && !country);
}

function one(text: string): Read {
  const stored = storedNumber(text);
  if (stored) return stored.cut ? bad('registry.phone_truncated') : ofDigits(stored.digits, false);
  const scan = digitsOf(text, 0);
  if (scan.digits === '') return bad('registry.phone_characters');
  if (scan.hidden) return bad('registry.phone_masked');
  return ofDigits(scan.digits, text[text.search(/[+0-9]/)] === '+');
}

const withDigits = (parts: string[]): string[] => parts.map(trimmed).filter((part) => countDigits(part) > 0);

function each(parts: string[]): Read[] {
  const readings: Read[] = [];
  for (const part of parts) {
    const piece = parts.length > 1 && countDigits(part) < shortest_part;
    const read = piece ? bad('registry.phone_length') : one(part);
    if (read.text === '' || !readings.some((known) => known.text === read.text)) readings.push(read);
  }
  return readings;
}

function all(text: string): Read[] {
  const parts = withDigits(text.split(/[/;,&|\n\r\\]| dan | atau | or /i));
  if (parts.length <= 1) {
    const whole = one(text);
    if (whole.fault === 'registry.phone_length') {
      const words = each(withDigits(text.split(/ (?:dan |atau |or )?/i)));
      if (words.length > 1 && words.every((read) => read.text !== '')) return words;
    }
    return [whole];
  }
  if (parts.some((part) => countDigits(part) < shortest_part)) {
    const whole = one(text);
    if (whole.text !== '') return [whole];
  }
  return each(parts);
}

/** One phone number as +62…; two in one entry are refused. */
export function readPhone(text: string): Read {
  const readings = all(trimmed(text));
  return readings.length === 1 ? readings[0]! : malformed;
}

const atom = /^[a-z0-9_+%-][a-z0-9._+%-]*$/;
const host = /^[a-z0-9.][a-z0-9.-]*\.[a-z]{2,}$/;

function mail(text: string): Read {
  const address = text.toLowerCase().replace(/^mailto:/, '');
  const at = address.indexOf('@');
  const [name, domain] = [address.slice(0, at), address.slice(at + 1)];
  const sound = at > 0 && address.length <= 120 && atom.test(name) && !name.endsWith('.');
  const placed = host.test(domain) && !domain.includes('..') && domain.lastIndexOf('.') > 0;
  return sound && placed ? good(address) : bad('registry.email_malformed');
}

/** One address in lower case; two in one entry are refused. */
export function readEmail(text: string): Read {
  const parts = text
    .split(/[/;, \t\r\n|]/)
    .map(trimmed)
    .filter(Boolean);
  if (parts.length === 0) return malformed;
  const readings = parts.map(mail);
  if (readings.length === 1) return readings[0]!;
  const sound = readings.filter((read) => read.text !== '');
  if (sound.length === 0) return bad('registry.email_malformed');
  return sound.length === 1 ? sound[0]! : malformed;
}
