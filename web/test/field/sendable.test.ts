import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judged } from '../../src/field/visit/faults';
import { outcomes } from '../../src/field/visit/outcome';
import { prefilled } from '../../src/field/visit/prefill';
import { finished, halfSaid } from '../../src/field/visit/sendable';
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

describe('what goes to the server', () => {
  const asked = { outcome: 'found', consent: true };

  it('is what is asked, in canonical form', () => {
    const answers = { ...shop, products: { rows: [{ name: 'Keripik', unit: 'kg' }] } };
    const sent = finished(draft({ ...asked, answers, note: '  ramah   sekali ' }), questionnaire, context);
    expect(sent.note).toBe('ramah sekali');
    expect(sent.answers.sales_month).toEqual({ values: ['2500000'] });
    expect(sent.answers.products).toBeUndefined();
  });

  it('has products with their cells', () => {
    const rows = [
      { name: ' Keripik  tempe', unit: 'kg', capacity: 40, kbli: '10794' },
      { name: '', unit: 'kg' },
      { name: 'Tempe', unit: '' },
    ];
    const answers = { ...shop, produces: { values: ['yes'] }, products: { rows } };
    expect(finished(draft({ ...asked, answers }), questionnaire, context).answers.products).toEqual({
      rows: [
        { name: 'Keripik tempe', unit: 'kg', capacity: 40, kbli: '10794' },
        { name: 'Tempe', unit: '' },
      ],
    });
  });

  it('is no answer of who refused, and no other of what is no duplicate', () => {
    const sent = finished(
      draft({ outcome: 'refused', consent: false, answers: shop, other }),
      questionnaire,
      context,
    );
    expect([sent.answers, sent.other, sent.consent]).toEqual([{}, '', false]);
  });

  it('is of a draft everything but products without a name', () => {
    const rows = [
      { name: 'Tempe', unit: '' },
      { name: ' ', unit: 'kg' },
    ];
    const half = draft({ answers: { nik: { values: ['33'] }, products: { rows } } });
    expect(halfSaid(half).answers).toEqual({
      nik: { values: ['33'] },
      products: { rows: [{ name: 'Tempe', unit: '' }] },
    });
    const none = draft({ answers: { products: { rows: rows.slice(1) } } });
    expect(halfSaid(none).answers).toEqual({});
  });
});

describe('what is known', () => {
  const known = { name: 'Toko Barokah', owner: 'Siti', address: 'Jl. Mawar 1', hamlet: '', rt: '3', rw: '' };
  it('is answered already, but for what was answered and what is no longer so', () => {
    expect(prefilled(questionnaire, known, 'found', { owner_name: { values: ['Budi'] } })).toEqual({
      business_name: { values: ['Toko Barokah'] },
      address: { values: ['Jl. Mawar 1'] },
      rt: { values: ['3'] },
    });
    expect(prefilled(questionnaire, known, 'changed_owner', {}).owner_name).toBeUndefined();
    expect(prefilled(questionnaire, known, 'moved_within', {}).address).toBeUndefined();
    expect(prefilled(questionnaire, undefined, 'found', {})).toEqual({});
  });
});
