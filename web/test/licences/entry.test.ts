import { describe, expect, it } from 'vitest';
import type { Licence } from '../../src/licences/api';
import { faultsByEntry, LicenceEntry } from '../../src/licences/entry.svelte';
import { figuresOf, queryOf, viewLink, viewOf } from '../../src/licences/register.svelte';
import { licenceSaid, licenceText } from '../../src/registry/licence';

const pirt: Licence = {
  business: 'b1',
  kind: 'pirt',
  number: '2063316010072-27',
  numbered: true,
  issuer: 'Dinas Kesehatan',
  from: '2022-01-05',
  until: '2027-01-04',
  basis: 'said',
  state: 'valid',
  fact: 'f1',
  nib: '',
  name: 'Keripik Sari',
  owner: 'Siti',
  village_name: 'Balun',
  district_name: 'Cepu',
  pirt: null,
  contacts: [],
};

describe('the text of a licence', () => {
  it('reads back what it writes', () => {
    const said = { number: 'IDM000123456', from: '2020-05-01', until: '2030-05-01', issuer: 'DJKI' };
    expect(licenceText(said)).toBe('IDM000123456; from 2020-05-01; until 2030-05-01; issuer DJKI');
    expect(licenceSaid(licenceText(said))).toEqual(said);
    expect(licenceSaid('IDM000123456; void')).toEqual({ number: 'IDM000123456', gone: true });
    expect(licenceSaid('510/12')).toEqual({ number: '510/12' });
  });

  it('keeps a semicolon from parting a number or an issuer', () => {
    expect(licenceText({ number: 'a; until x', issuer: 'b; void' })).toBe('a, until x; issuer b, void');
  });
});

describe('an entry about a licence', () => {
  it('says a new one whose number is not known', () => {
    const entry = new LicenceEntry();
    entry.kind = 'halal';
    entry.from = '2023-05-01';
    expect(entry.statement()).toEqual([{ field: 'licence.halal', text: 'ada; from 2023-05-01' }]);
  });

  it('is unchanged until something is typed', () => {
    const entry = new LicenceEntry(pirt);
    expect(entry.changed).toBe(false);
    entry.until = '2027-02-04';
    expect(entry.changed).toBe(true);
    expect(entry.statement()).toEqual([
      {
        field: 'licence.pirt',
        text: '2063316010072-27; from 2022-01-05; until 2027-02-04; issuer Dinas Kesehatan',
      },
    ]);
  });

  it('takes the old number off the record when it was mistyped, or a part is taken out', () => {
    const renamed = new LicenceEntry(pirt);
    renamed.number = '2063316010073-27';
    expect(renamed.statement()[0]).toEqual({ field: 'licence.pirt', text: '2063316010072-27; void' });
    expect(renamed.statement()).toHaveLength(2);
    const shortened = new LicenceEntry(pirt);
    shortened.until = '';
    expect(shortened.statement().map(({ text }) => text)).toEqual([
      '2063316010072-27; void',
      '2063316010072-27; from 2022-01-05; issuer Dinas Kesehatan',
    ]);
  });

  it('leaves a last day that only a rule gives to the rule', () => {
    expect(new LicenceEntry({ ...pirt, basis: 'rule' }).until).toBe('');
  });

  it('shows each fault where it belongs', () => {
    const at = (key: string) => faultsByEntry([{ path: 'licence.pirt', key }]);
    expect(at('registry.licence_days').until).not.toBe('');
    expect(at('registry.future_day').from).not.toBe('');
    expect(at('registry.pirt_length').number).not.toBe('');
    expect(faultsByEntry([{ path: 'day', key: 'registry.future_day' }]).from).toBe('');
  });
});

describe('the register', () => {
  it('opens with what soon expires', () => {
    expect(viewOf(new URLSearchParams(''))).toEqual({ state: 'expiring', days: '90' });
    expect(viewOf(new URLSearchParams('kind=pirt'))).toEqual({ state: 'expiring', days: '90', kind: 'pirt' });
    expect(viewOf(new URLSearchParams('state=expired'))).toEqual({ state: 'expired' });
  });

  it('asks the server for what the view shows', () => {
    expect(queryOf({ state: 'all', kind: 'pirt', days: '30' })).toEqual({ kind: 'pirt' });
    expect(queryOf({ state: 'expiring', days: '30' })).toEqual({ state: 'expiring', days: '30' });
  });

  it('links a figure to its rows in the same area', () => {
    expect(viewLink({ district: '331605' }, { state: 'expiring', days: '30' })).toBe(
      '/izin?district=331605&state=expiring&days=30',
    );
  });

  it('adds the kinds up, or counts one', () => {
    const one = { held: 5, expired: 2, endless: 0, moved: 0, unknown: 1 };
    const kinds = [
      { kind: 'pirt', ...one, expiring: [{ days: 30, count: 1 }] },
      { kind: 'halal', ...one, expiring: [{ days: 30, count: 2 }] },
    ];
    const summary = { as_of: '2026-01-01', kinds, needs: [], rules: [] };
    expect(figuresOf(summary)).toEqual({ held: 10, expired: 4, unknown: 2, within: { 30: 3 } });
    expect(figuresOf(summary, 'halal').within).toEqual({ 30: 2 });
  });
});
