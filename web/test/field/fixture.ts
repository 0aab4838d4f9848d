import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Draft } from '../../src/field/visit/port';
import { readQuestionnaire } from '../../src/field/visit/questionnaire';

/** What tests of visits share: the questionnaire that comes with the program, and a draft of nothing yet. */
export const document = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../src/census/default/questionnaire.json'), 'utf8'),
) as unknown;
export const questionnaire = readQuestionnaire(document);

export const target = 'a'.repeat(32);
export const other = 'b'.repeat(32);
export const draft = (more: Partial<Draft> = {}): Draft => ({
  id: '1'.repeat(32),
  regency: '3316',
  campaign: '2'.repeat(32),
  pack: '3'.repeat(32),
  target,
  questionnaire: '4'.repeat(32),
  questionnaire_version: 2,
  outcome: '',
  note: '',
  other: '',
  answers: {},
  photos: [],
  started_at: 1_000,
  ...more,
});
/** Enough to send for a shop that makes nothing. */
export const shop: Draft['answers'] = {
  owner_name: { values: ['Siti Rokhmah'] },
  sex: { values: ['female'] },
  business_name: { values: ['Toko Barokah'] },
  activity: { values: ['Menjual sembako'] },
  trade: { values: ['retail'] },
  produces: { values: ['no'] },
  address: { values: ['Jl. Mawar 12'] },
  workers_male: { values: ['0'] },
  workers_female: { values: ['1'] },
  workers: { values: ['1'] },
  sales_month: { values: ['2,5 jt'] },
};
