import { readEmail, readPhone } from './numbers/contact';
import { readFamilyCard, readNib, readNik, readNpwp } from './numbers/identifier';
import { readLicence } from './numbers/licence';
import { bad, good, malformed, type Read } from './numbers/read';
import { rupiahOf } from './money';
import type { Question } from './questionnaire';
import { bytes, isDay, isDigits, squeeze } from './text';

/** One value of an answer in canonical form, or the key of what is wrong with it, as src/census/answers.cc has it. */

/** What values are held against. */
export interface Context {
  /** Four digits. */
  regency: string;
  /** YYYY-MM-DD, in the regency's zone. */
  today: string;
}

/** Parts the cells of a product and of a place. */
export const cell_end = '\x1e';
export const answer_bytes_max = 300;
const accuracy_m_max = 100_000;
const int_digits_max = 18;

const wholeOf = (text: string): number | undefined =>
  /^-?\d+$/.test(text) && text.length <= int_digits_max ? Number(text) : undefined;
const isWithin = (text: string, max: number): boolean => Math.abs(wholeOf(text) ?? Infinity) <= max;

function whole(text: string, digits_max: number): Read {
  return isDigits(text) && text.length <= digits_max ? good(text.replace(/^0+(?=\d)/, '')) : malformed;
}

function area(text: string, digits: number, regency: string): Read {
  if (!isDigits(text) || text.length !== digits) return malformed;
  return text.startsWith(regency) ? good(text) : bad('registry.outside_regency');
}

const isYear = (text: string, today: string): boolean =>
  /^\d{4}$/.test(text) && text >= '1900' && text <= today.slice(0, 4);

type Reader = (text: string, context: Context) => Read;
const ofCount: Reader = (text) => whole(text, 6);
const ofMoney: Reader = (text) => whole(text, 15);

/** By the registry's field. A field that is not here takes any text; its choices are the question's. */
const readers: Record<string, Reader> = {
  'owner.nik': (text, { today }) => readNik(text, today),
  'owner.family_card': readFamilyCard,
  'business.npwp': readNpwp,
  'business.nib': readNib,
  'business.kbli': (text) => (/^\d{5}(\/(2020|2025))?$/.test(text) ? good(text) : malformed),
  'business.started': (text, { today }) => (isYear(text, today) ? good(text) : malformed),
  'contact.phone': readPhone,
  'contact.email': readEmail,
  'place.village': (text, { regency }) => area(text, 10, regency),
  'place.district': (text, { regency }) => area(text, 6, regency),
  'measure.workers': ofCount,
  'measure.workers_male': ofCount,
  'measure.workers_female': ofCount,
  'measure.sales': ofMoney,
  'measure.capital': ofMoney,
  'measure.assets': ofMoney,
};

function asField(field: string, text: string, context: Context): Read {
  if (field.startsWith('licence.')) return readLicence(field.slice('licence.'.length), text, context.today);
  return readers[field]?.(text, context) ?? good(text);
}

function product(sent: string, context: Context): Read {
  const cells = sent.split(cell_end).slice(0, 4).map(squeeze);
  while (cells.length < 4) cells.push('');
  const [name, , capacity, kbli] = cells;
  if (name === '') return bad('census.answer_missing');
  if (capacity !== '' && !((wholeOf(capacity!) ?? -1) >= 0)) return malformed;
  if (kbli !== '') {
    const read = asField('business.kbli', kbli!, context);
    if (read.fault !== '') return read;
  }
  return good(cells.join(cell_end));
}

function place(sent: string): Read {
  const [latitude = '', longitude = '', accuracy = '', ...more] = sent.split(cell_end);
  const sound =
    more.length === 0 &&
    isWithin(latitude, 90_000_000) &&
    isWithin(longitude, 180_000_000) &&
    isWithin(accuracy, accuracy_m_max) &&
    !accuracy.startsWith('-');
  return sound ? good(sent) : malformed;
}

/** Kinds whose value is what it is, whatever field it becomes. */
function ofKind(question: Question, sent: string, text: string, context: Context): Read | undefined {
  switch (question.kind) {
    case 'choice':
    case 'choices':
      return question.options.some((option) => option.key === text)
        ? good(text)
        : bad('census.not_an_option');
    case 'money': {
      const rupiah = rupiahOf(text);
      return rupiah === undefined ? bad('census.not_money') : good(String(rupiah));
    }
    case 'photo':
      return /^[0-9a-f]{64}$/.test(text) ? good(text) : malformed;
    case 'gps':
      return place(sent);
    case 'products':
      return product(sent, context);
    default:
      return undefined;
  }
}

/** Questions of numbers and days whose value may go on to the registry's own check. */
function faultOf(question: Question, text: string, today: string): string {
  if (question.kind === 'number') return (wholeOf(text) ?? -1) < 0 ? 'census.not_a_number' : '';
  if (question.kind !== 'date') return '';
  if (!isDay(text)) return 'base.malformed';
  return text > today ? 'census.future_day' : '';
}

export function canonical(question: Question, sent: string, context: Context): Read {
  if (bytes(sent) > answer_bytes_max) return malformed;
  const text = squeeze(sent);
  const read = ofKind(question, sent, text, context);
  if (read) return read;
  const fault = faultOf(question, text, context.today);
  if (fault !== '') return bad(fault);
  return question.field === '' ? good(text) : asField(question.field, text, context);
}
