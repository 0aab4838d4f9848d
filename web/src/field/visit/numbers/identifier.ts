import { isDay } from '../text';
import { bad, good, type Read } from './read';
import { digitsOf, isDummy, storedNumber, type Scan } from './scan';

/** Numbers of persons and businesses: what src/registry/identifier.cc refuses, and what it makes of the rest. */

/** Codes that are or were a province's; what was parted from another keeps its old one. */
const provinces = new Set(
  (
    '11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 54 61 62 63 64 65 71 72 73 74 75 76 81 82 ' +
    '91 92 93 94 95 96'
  ).split(' '),
);

type Gathered = Scan & { truncated: boolean };

function gather(text: string, length: number): Gathered {
  const stored = storedNumber(text);
  if (stored)
    return { digits: stored.digits, strange: false, hidden: false, several: false, truncated: stored.cut };
  return { ...digitsOf(text, length), truncated: false };
}

const unreadable = (scan: Gathered): boolean => scan.strange || scan.hidden || scan.digits === '';
const number = (digits: string, at: number): number => Number(digits.slice(at, at + 2));

/** Whether a person can have been born on what the digits say, in this century or the last. */
function hasBirthDay(digits: string, today: string): boolean {
  const coded = number(digits, 6);
  const day = String(coded > 40 ? coded - 40 : coded).padStart(2, '0');
  return ['20', '19'].some((century) => {
    const text = `${century}${digits.slice(10, 12)}-${digits.slice(8, 10)}-${day}`;
    return isDay(text) && text <= today;
  });
}

export function readNik(text: string, today: string): Read {
  const scan = gather(text, 16);
  const { digits } = scan;
  if (unreadable(scan)) return bad('registry.nik_characters');
  if (scan.several) return bad('registry.nik_several');
  if (digits.length !== 16) return bad(scan.truncated ? 'registry.nik_truncated' : 'registry.nik_length');
  if (scan.truncated) return bad('registry.nik_truncated');
  if (isDummy(digits)) return bad('registry.nik_dummy');
  if (!hasBirthDay(digits, today)) return bad('registry.nik_date');
  if (!provinces.has(digits.slice(0, 2))) return bad('registry.nik_province');
  return digits.endsWith('0000') ? bad('registry.nik_serial') : good(digits);
}

export function readFamilyCard(text: string): Read {
  const scan = gather(text, 16);
  if (unreadable(scan)) return bad('registry.family_card_characters');
  if (scan.truncated) return bad('registry.family_card_truncated');
  if (scan.digits.length !== 16) return bad('registry.family_card_length');
  if (isDummy(scan.digits)) return bad('registry.family_card_dummy');
  return scan.digits.endsWith('0000') ? bad('registry.family_card_truncated') : good(scan.digits);
}

/** 16 digits for bodies ("0" and the old 15); a person's 15 or 16 as they are; of 22 the place is left out. */
export function readNpwp(text: string): Read {
  const scan = gather(text, 15);
  if (unreadable(scan)) return bad('registry.npwp_characters');
  if (scan.truncated) return bad('registry.npwp_truncated');
  const digits = scan.digits.length === 22 ? scan.digits.slice(0, 16) : scan.digits;
  if (digits.length !== 15 && digits.length !== 16) return bad('registry.npwp_length');
  if (isDummy(digits)) return bad('registry.npwp_dummy');
  return good(digits.length === 15 && digits[1]! <= '3' ? `0${digits}` : digits);
}

export function readNib(text: string): Read {
  const scan = gather(text, 13);
  if (unreadable(scan)) return bad('registry.nib_characters');
  if (scan.truncated) return bad('registry.nib_truncated');
  if (scan.digits.length !== 13) return bad('registry.nib_length');
  return isDummy(scan.digits) ? bad('registry.nib_dummy') : good(scan.digits);
}
