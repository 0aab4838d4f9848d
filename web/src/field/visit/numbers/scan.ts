/** How characters become the digits of a number: src/registry/identifier_scan.cc in TypeScript. */

/** What people write before or after a number to say what it is. */
const ownNames = new Set(
  (
    'nik no nomor ktp kk npwp nib hp wa telp tlp tel tlpn telpon telepon phone mobile fax rumah kantor ' +
    'whatsapp nitku oss id'
  ).split(' '),
);

export interface Scan {
  digits: string;
  /** Something that is neither digit, separator nor the number's own name. */
  strange: boolean;
  /** x, * or ? among the digits. */
  hidden: boolean;
  /** Two or more numbers of the length asked for. */
  several: boolean;
}

const digits_max = 40;
const pieces = /[0-9]|[A-Za-z]+|[\u00a0\u00b4\u2000-\u203f\ufeff]|[^]/gu;

/** The digits of `text`; `run` is the length of one number. */
export function digitsOf(text: string, run: number): Scan {
  const scan: Scan = { digits: '', strange: false, hidden: false, several: false };
  let groupStart = 0;
  let wholeGroups = 0;
  const closeGroup = (): void => {
    if (scan.digits.length - groupStart === run) wholeGroups++;
    groupStart = scan.digits.length;
  };
  for (const match of text.matchAll(pieces)) {
    const piece = match[0];
    if (/[0-9]/.test(piece)) {
      if (scan.digits.length < digits_max) scan.digits += piece;
    } else if (/[A-Za-z]/.test(piece)) {
      const amid = /[0-9.-]/;
      const end = match.index + piece.length;
      takeWord(scan, piece, amid.test(text[match.index - 1] ?? '') || amid.test(text[end] ?? ''));
    } else if (piece === '*' || piece === '?') scan.hidden = true;
    else if ('/,;\n\r&|'.includes(piece)) closeGroup();
    else if (/[%@=$]/.test(piece) || (piece > '\u007f' && !/[\u00a0\u00b4\u2000-\u203f\ufeff]/.test(piece)))
      scan.strange = true;
  }
  closeGroup();
  scan.several = wholeGroups > 1;
  return scan;
}

/** A letter O among digits is a 0, l or I a 1. */
function takeWord(scan: Scan, word: string, amidDigits: boolean): void {
  if (amidDigits && word.length <= 3 && /^[OolI]+$/.test(word))
    scan.digits += word.replace(/[Oo]/g, '0').replace(/[lI]/g, '1');
  else if (/^x+$/i.test(word)) scan.hidden = true;
  else if (!ownNames.has(word.toLowerCase())) scan.strange = true;
}

export interface Stored {
  digits: string;
  /** The spreadsheet shows fewer digits than there were. */
  cut: boolean;
}

/** A number as a spreadsheet shows it: 3.31609E+15, 3316095203870001.0; nothing for any other text. */
export function storedNumber(text: string): Stored | undefined {
  const parts = /^[ ']*(\d{1,40})(?:[.,](\d*))?(?:[eE]\+?(\d{1,2}))? *$/.exec(text);
  if (!parts) return undefined;
  const [whole, fraction = '', exponent] = [parts[1]!, parts[2], parts[3]];
  if (exponent === undefined) return /^0{1,2}$/.test(fraction) ? { digits: whole, cut: false } : undefined;
  if (whole.length !== 1) return undefined;
  const length = Number(exponent) + 1;
  if (length > digits_max) return undefined;
  const known = whole + fraction;
  return { digits: known.slice(0, length).padEnd(length, '0'), cut: known.length < length };
}

/** One digit repeated, or digits counted up from 0 or 1 or down from 9. */
export function isDummy(digits: string): boolean {
  if (digits.length < 6) return false;
  const steps = new Set<number>();
  for (let i = 1; i < digits.length; i++) steps.add((Number(digits[i]) - Number(digits[i - 1]) + 10) % 10);
  if (steps.size !== 1) return false;
  return steps.has(0) || (steps.has(1) && digits[0]! <= '1') || (steps.has(9) && digits[0] === '9');
}
