import { say } from '../../../base/i18n.svelte';
import type { VisitForm } from '../form.svelte';
import type { Question } from '../questionnaire';

/** What every kind of entry is given. */
export interface EntryProps {
  form: VisitForm;
  question: Question;
  /** Of the control, which the label names. */
  id: string;
  describedby: string;
  invalid: boolean;
}

export const isGroup = ({ kind }: Question): boolean =>
  kind === 'choice' || kind === 'choices' || kind === 'products' || kind === 'photo' || kind === 'gps';

export const isYear = ({ field }: Question): boolean => field === 'business.started';
export const licenceOf = ({ field }: Question): string => field.replace(/^licence\./, '');
const described = new Set(['pirt', 'halal', 'bpom', 'brand']);

/** The questionnaire's own hint, else what form the number has. */
export function hintOf(question: Question): string {
  if (question.hint !== '') return question.hint;
  if (isYear(question)) return say('visit.year');
  const licence = licenceOf(question);
  return question.kind === 'licence' && described.has(licence) ? say(`visit.licence.${licence}`) : '';
}

type Keyboard = 'text' | 'numeric' | 'tel' | 'email' | 'url';
const keyboards: Record<string, Keyboard> = {
  'owner.nik': 'numeric',
  'owner.family_card': 'numeric',
  'business.nib': 'numeric',
  'business.npwp': 'numeric',
  'business.kbli': 'numeric',
  'contact.phone': 'tel',
  'contact.email': 'email',
  'place.rt': 'numeric',
  'place.rw': 'numeric',
  'place.village': 'numeric',
  'place.district': 'numeric',
};
export const keyboardOf = ({ field }: Question): Keyboard => keyboards[field] ?? 'text';

/** Names get capitals; what is typed as it stands on a paper does not. */
export const capitalsOf = ({ field }: Question): 'words' | 'sentences' | 'none' => {
  if (field === 'owner.name' || field === 'business.name' || field === 'place.hamlet') return 'words';
  return keyboards[field] ? 'none' : 'sentences';
};

/** Units in which small producers count, the most frequent first. */
export const units = 'kg,buah,bungkus,potong,liter,pasang,lusin,meter,lembar,kodi'.split(',');

/** What small producers make most often, as they say it. */
export const productNames = (
  'Keripik singkong,Keripik pisang,Keripik tempe,Rempeyek,Tempe,Tahu,Kerupuk,Roti,Kue basah,Kue kering,' +
  'Jajanan pasar,Abon,Gula merah,Gula semut,Kopi bubuk,Jamu,Sirup,Es lilin,Sambal,Bumbu,Telur asin,' +
  'Ikan asap,Bakso,Batik tulis,Batik cap,Kain tenun,Pakaian jadi,Seragam,Kerudung,Bordir,Mebel kayu,' +
  'Kusen,Ukiran kayu,Anyaman bambu,Besek,Sapu,Gerabah,Genteng,Batu bata,Tas,Sandal,Sepatu,Pisau dan sabit,' +
  'Pagar dan teralis,Sangkar burung,Sabun,Suvenir'
).split(',');
