import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromVisit, toBody, type KnownVisit } from '../../src/field/visit/body';
import { judged } from '../../src/field/visit/faults';
import { outcomes } from '../../src/field/visit/outcome';
import type { Draft } from '../../src/field/visit/port';
import { stepOf, stepsOf } from '../../src/field/visit/steps';
import { draft, other, questionnaire, shop, target } from './fixture';

const root = join(import.meta.dirname, '../../..');
const context = { regency: '3316', today: '2026-01-01' };
const judge = { questionnaire, context, targets: new Set([target, other]) };
const faults = (more: Partial<Draft>): string[] =>
  judged(draft(more), judge).faults.map(({ path, key }) => `${path} ${key}`);
it('knows the ends of a visit as the server does', () => {
  const header = readFileSync(join(root, 'src/census/outcome.h'), 'utf8');
  const known = [...header.matchAll(/\{\.name = "(\w+)"([^}]*)\}/g)].map(([, name, rest]) => ({
    name: name!,
    asks: rest!.includes('.asks = true'),
    removes: rest!.includes('.removes = true'),
  }));
  expect(known).toEqual(outcomes);
});

describe('what the server would refuse', () => {
  it('is nothing of a whole visit', () => {
    expect(faults({ outcome: 'found', consent: true, answers: shop })).toEqual([]);
    expect(faults({ outcome: 'refused', consent: false })).toEqual([]);
    expect(faults({ outcome: 'not_found' })).toEqual([]);
  });

  it('is an end that is missing', () => {
    expect(faults({})).toEqual(['outcome census.no_outcome']);
    expect(faults({ outcome: 'vanished' })).toEqual(['outcome census.no_outcome']);
  });

  it('is an answer without consent', () => {
    expect(faults({ outcome: 'found', answers: shop })).toEqual(['consent visit.fault.consent']);
  });

  it('is whoever takes a business off the list and does not say why', () => {
    expect(faults({ outcome: 'closed' })).toEqual(['note census.evidence_missing']);
    expect(faults({ outcome: 'closed', note: 'tutu' })).toEqual(['note census.evidence_missing']);
    expect(faults({ outcome: 'closed', note: 'tutup' })).toEqual([]);
    expect(faults({ outcome: 'closed', photos: ['f'.repeat(64)] })).toEqual([]);
    const gps = { latitude_e6: -6_970_000, longitude_e6: 111_410_000, accuracy_m: 9 };
    expect(faults({ outcome: 'closed', gps })).toEqual([]);
  });

  it('is a duplicate of nothing, of itself, or of a business that is not there', () => {
    const said = { outcome: 'duplicate_of', note: 'papan nama sama' };
    expect(faults(said)).toEqual(['other visit.fault.other_missing']);
    expect(faults({ ...said, other: target })).toEqual(['other visit.fault.other_missing']);
    expect(faults({ ...said, other: 'c'.repeat(32) })).toEqual(['other visit.fault.other_missing']);
    expect(faults({ ...said, other })).toEqual([]);
  });

  it('is a business met on the way that has no name, or one that is too long', () => {
    const found = { name: ' ', owner: 'x'.repeat(201), address: '', hamlet: '', rt: '', rw: '' };
    expect(faults({ outcome: 'refused', found })).toEqual([
      'found.name visit.fault.name_missing',
      'found.owner visit.fault.too_long',
    ]);
  });

  it('is a product that no body may hold', () => {
    const rows = [
      { name: 'Keripik', unit: 'kg', capacity: 1_000_000_000 },
      { name: 'Tempe', unit: 'x'.repeat(21) },
    ];
    const answers = {
      ...shop,
      produces: { values: ['yes'] },
      seen: { values: ['goods'] },
      product_group: { values: ['food'] },
      products: { rows },
    };
    expect(faults({ outcome: 'found', consent: true, answers })).toEqual([
      'answers.products visit.fault.capacity',
      'answers.products visit.fault.too_long',
    ]);
  });

  it('stands on the page of its entry', () => {
    const open = draft({ outcome: 'found', consent: true });
    const { checked, faults: all } = judged(open, judge);
    const steps = stepsOf(open, questionnaire, checked);
    expect(all.map(({ path }) => stepOf(path, steps).name)).toContain('section.money');
    expect(stepOf('note', steps).name).toBe('proof');
    expect(stepOf('answers.photos', steps).name).toBe('proof');
    expect(stepOf('found.name', steps).name).toBe('who');
  });
});

describe('pages', () => {
  const names = (more: Partial<Draft>): string[] => {
    const open = draft(more);
    return stepsOf(open, questionnaire, judged(open, judge).checked).map((step) => step.name);
  };
  it('are only those that are asked', () => {
    expect(names({ outcome: 'closed' })).toEqual(['who', 'outcome', 'proof', 'summary']);
    expect(names({ outcome: 'found' })).toEqual(['who', 'outcome', 'consent', 'proof', 'summary']);
    const open = names({ outcome: 'found', consent: true });
    expect(open.slice(0, 4)).toEqual(['who', 'outcome', 'consent', 'section.owner']);
    expect(open).not.toContain('section.proof');
  });
});

describe('the body', () => {
  it('holds what is asked, in canonical form', () => {
    const answers = { ...shop, products: { rows: [{ name: 'Keripik', unit: 'kg' }] } };
    const body = toBody(
      draft({ outcome: 'found', consent: true, answers, note: '  ramah   sekali ' }),
      questionnaire,
      context,
      5_000,
    );
    expect(body).toMatchObject({ outcome: 'found', consent: true, note: 'ramah sekali', finished_at: 5_000 });
    expect(body.draft).toBeUndefined();
    expect(body.answers).toContainEqual({ question: 'sales_month', values: ['2500000'] });
    expect(body.answers!.map(({ question }) => question)).not.toContain('products');
  });

  it('holds no answer of who refused', () => {
    const body = toBody(
      draft({ outcome: 'refused', consent: false, answers: shop }),
      questionnaire,
      context,
      2_000,
    );
    expect(body.answers).toBeUndefined();
    expect(body.consent).toBe(false);
  });

  it('takes back what the server knows and is said no more', () => {
    const body = toBody(draft({ outcome: 'closed', base: 3, note: 'tutup' }), questionnaire, context, 2_000);
    expect(body.base).toBe(3);
    expect(body.answers).toContainEqual({ question: 'owner_name', values: [] });
  });

  it('of a draft holds what is half said, but for what no body may hold', () => {
    const answers = {
      nik: { values: ['3316'] },
      activity: { values: ['x'.repeat(301)] },
      products: { rows: [{ name: 'x'.repeat(81), unit: '' }] },
    };
    const body = toBody(draft({ outcome: 'found', consent: true, answers }), questionnaire, context);
    expect(body).toMatchObject({ draft: true, answers: [{ question: 'nik', values: ['3316'] }] });
  });

  it('comes back as it was sent', () => {
    const gps = { latitude_e6: -6_970_000, longitude_e6: 111_410_000, accuracy_m: 9 };
    const found = { name: 'Toko Baru', owner: 'Siti', address: '', hamlet: 'Krajan', rt: '1', rw: '2' };
    const visit: KnownVisit = {
      id: '1'.repeat(32),
      campaign: '2'.repeat(32),
      pack: '3'.repeat(32),
      target,
      version: 4,
      said: {
        outcome: 'found',
        consent: 'yes',
        note: 'ramah',
        questionnaire_version: '2',
        '@started_at': '1000',
        [`photo.${'f'.repeat(64)}`]: '1',
        'found.name': 'Toko Baru',
        'found.owner': 'Siti',
        'found.hamlet': 'Krajan',
        'found.rt': '1',
        'found.rw': '2',
      },
      gps,
      answers: [
        { question: 'owner_name', values: ['Siti'] },
        { question: 'products', rows: [{ name: 'Tempe' } as never] },
        { question: 'spot', place: gps },
      ],
    };
    expect(fromVisit(visit, '3316', '4'.repeat(32))).toEqual(
      draft({
        outcome: 'found',
        consent: true,
        note: 'ramah',
        found,
        photos: ['f'.repeat(64)],
        gps,
        base: 4,
        answers: {
          owner_name: { values: ['Siti'] },
          products: { rows: [{ name: 'Tempe', unit: '' }] },
          spot: { place: gps },
        },
      }),
    );
  });
});
