/** What can be said about a business, as the screens need it: kind of entry, group and words to choose from. */

export type FieldKind =
  | 'text'
  | 'digits'
  | 'phone'
  | 'email'
  | 'money'
  | 'count'
  | 'day'
  | 'year'
  | 'village'
  | 'district'
  | 'coordinate'
  | 'choice'
  | 'licence'
  | 'kbli'
  | 'long';

export type GroupName = 'business' | 'owner' | 'place' | 'size' | 'licence' | 'standing';

export interface FieldInfo {
  key: string;
  kind: FieldKind;
  group: GroupName;
  /** Words of a choice; the sentence of each has the key `choices.prefix.word`. */
  choices?: { prefix: string; words: readonly string[] };
  /** The number of digits that a number must have. */
  lengths?: readonly number[];
}

export const trades = [
  'food',
  'drink',
  'retail',
  'fashion',
  'craft',
  'service',
  'farming',
  'workshop',
  'transport',
  'manufacture',
  'other',
  'unknown',
] as const;
export const legalForms = [
  'individual',
  'cv',
  'firma',
  'pt',
  'pt_individual',
  'cooperative',
  'bumdes',
  'foundation',
  'group',
  'unknown',
] as const;
export const statuses = [
  'claimed',
  'found',
  'verified',
  'paused',
  'closed',
  'moved',
  'deceased',
  'duplicate',
  'not_business',
] as const;
export const classes = ['micro', 'small', 'medium', 'large', 'unknown'] as const;
/** What a record may lack: what the data-quality bars count, and licences that some trades need. */
export const lackable = ['nik', 'phone', 'village', 'nib', 'sales', 'trade', 'food_permit', 'halal'] as const;

export const groups: readonly GroupName[] = ['business', 'owner', 'place', 'size', 'licence', 'standing'];

const field = (key: string, kind: FieldKind, group: GroupName, more: Partial<FieldInfo> = {}): FieldInfo => ({
  key,
  kind,
  group,
  ...more,
});

export const fields: readonly FieldInfo[] = [
  field('business.name', 'text', 'business'),
  field('business.trade', 'choice', 'business', { choices: { prefix: 'trade', words: trades } }),
  field('business.activity', 'text', 'business'),
  field('business.product', 'text', 'business'),
  field('business.legal_form', 'choice', 'business', {
    choices: { prefix: 'legal_form', words: legalForms },
  }),
  field('business.kbli', 'kbli', 'business'),
  field('business.started', 'year', 'business'),
  field('owner.name', 'text', 'owner'),
  field('owner.nik', 'digits', 'owner', { lengths: [16] }),
  field('owner.family_card', 'digits', 'owner', { lengths: [16] }),
  field('owner.sex', 'choice', 'owner', { choices: { prefix: 'sex', words: ['male', 'female'] } }),
  field('owner.birth_place', 'text', 'owner'),
  field('owner.birth_day', 'day', 'owner'),
  field('contact.phone', 'phone', 'owner'),
  field('contact.email', 'email', 'owner'),
  field('place.address', 'text', 'place'),
  field('place.hamlet', 'text', 'place'),
  field('place.rt', 'text', 'place'),
  field('place.rw', 'text', 'place'),
  field('place.village', 'village', 'place'),
  field('place.district', 'district', 'place'),
  field('place.latitude', 'coordinate', 'place'),
  field('place.longitude', 'coordinate', 'place'),
  field('measure.sales', 'money', 'size'),
  field('measure.capital', 'money', 'size'),
  field('measure.assets', 'money', 'size'),
  field('measure.workers', 'count', 'size'),
  field('measure.workers_male', 'count', 'size'),
  field('measure.workers_female', 'count', 'size'),
  field('business.nib', 'digits', 'licence', { lengths: [13] }),
  field('business.npwp', 'digits', 'licence', { lengths: [15, 16] }),
  field('licence.sku', 'licence', 'licence'),
  field('licence.iumk', 'licence', 'licence'),
  field('licence.pirt', 'licence', 'licence'),
  field('licence.halal', 'licence', 'licence'),
  field('licence.bpom', 'licence', 'licence'),
  field('licence.brand', 'licence', 'licence'),
  field('status', 'choice', 'standing', { choices: { prefix: 'status', words: statuses } }),
  field('coaching.agency', 'text', 'standing'),
  field('coaching.since', 'day', 'standing'),
  field('flagship', 'choice', 'standing', { choices: { prefix: 'flag', words: ['yes', 'no'] } }),
  field('flagship.reason', 'long', 'standing'),
  field('note', 'long', 'standing'),
];

const byKey = new Map(fields.map((info) => [info.key, info]));

export const fieldOf = (key: string): FieldInfo | undefined => byKey.get(key);
export const fieldsOf = (group: GroupName): FieldInfo[] => fields.filter((info) => info.group === group);
/** All but licences, which have days of their own and so a panel of their own. */
export const plainFieldsOf = (group: GroupName): FieldInfo[] =>
  fieldsOf(group).filter((info) => info.kind !== 'licence');
