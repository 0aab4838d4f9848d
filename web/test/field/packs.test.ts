import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Pack, PackContent } from '../../src/base/contract';
import { merge, readForm, readPacks, refreshPacks, type KeptPack } from '../../src/field/packs';
import type { Store } from '../../src/field/store';
import type { Unlocked } from '../../src/field/vault';
import { nextOpen, placesOf, progressOf, rowsOf, standingOf, type Own } from '../../src/field/walk';
import { targetOf } from '../../src/field/visits';
import type { Wire } from '../../src/field/wire';
import { freshStore, freshVault, makeOffice, type Office } from './stub';

const item = (changes: Partial<Pack> = {}): Pack => ({
  id: 'pack1',
  campaign: 'c1',
  number: 1,
  village: '3316091006',
  village_name: 'Beran',
  targets: 2,
  enumerator: 'a',
  enumerator_name: 'Sri',
  version: 2,
  ...changes,
});
const whole: PackContent = {
  version: 2,
  campaign: 'c1',
  name: 'Pendataan 2026',
  state: 'running',
  until: '2026-12-31',
  questionnaire: 'q1',
  questionnaire_version: 3,
  village: '3316091006',
  village_name: 'Beran',
  targets: [
    ['t2', 2, 'Kopi Santoso', 'SANTOSO', 'Jl. Blora', 'Krajan', '002', '001'],
    ['t1', 1, 'Warung Bu Sri', 'SRI HANDAYANI', '', 'Krajan', '001', '001'],
  ],
};
const none: Own = new Map();
const pack = (): KeptPack => merge(undefined, item(), '3316', whole);

describe('a pack', () => {
  it('is in walking order, with what is empty at its ends filled in', () => {
    expect(pack().targets.map((target) => target.id)).toEqual(['t1', 't2']);
    expect(targetOf(['t9', 9])).toMatchObject({ name: '', attempts: 0, twin: false, draft: '' });
  });

  it('takes in what changed and leaves the rest', () => {
    const came: PackContent = {
      version: 5,
      name: 'Pendataan 2026',
      state: 'closed',
      targets: [
        ['t1', 1, 'Warung Bu Sri', 'SRI HANDAYANI', '', 'Krajan', '001', '001', 'returned', 'found'],
        ['t3', 3, 'Sate Pak Joko'],
      ],
    };
    const now = merge(pack(), item({ version: 5 }), '3316', came);
    expect(now.targets.map(({ id, state }) => [id, state])).toEqual([
      ['t1', 'returned'],
      ['t2', ''],
      ['t3', ''],
    ]);
    expect([now.version, now.state, now.questionnaire, now.village_name]).toEqual([
      5,
      'closed',
      'q1',
      'Beran',
    ]);
  });

  it('knows what each name is to who walks', () => {
    const at = (row: (string | number)[], own: Own = none) => standingOf(targetOf(row), own);
    const row = (state: string, outcome = '', attempts: string = '') => [
      't',
      1,
      '',
      '',
      '',
      '',
      '',
      '',
      state,
      outcome,
      attempts,
    ];
    expect(at(['t', 1])).toBe('open');
    expect(at(row('submitted', 'found'))).toBe('done');
    expect(at(row('returned', 'found'))).toBe('returned');
    expect(at(row('submitted', 'not_found', '1'))).toBe('open');
    expect(at(row('submitted', 'not_found', '3'))).toBe('done');
    expect(at(row('returned'), new Map([['t', { waiting: true }]]))).toBe('waiting');
    expect(at(row(''), new Map([['t', { refused: true, draft: 'd' }]]))).toBe('refused');
  });

  it('is searched by the beginnings of words, whatever their accents', () => {
    const found = (query: string) => rowsOf(pack(), none, 'all', query).map(({ target }) => target.id);
    expect(found('sri')).toEqual(['t1']);
    expect(found('kopi sánt')).toEqual(['t2']);
    expect(found('krajan')).toEqual(['t1', 't2']);
    expect(found('anto')).toEqual([]);
  });

  it('counts what is done here as done, and points to the next', () => {
    const own: Own = new Map([['t1', { waiting: true }]]);
    expect(progressOf(pack(), own)).toEqual({ done: 1, returned: 0, total: 2 });
    expect(nextOpen(pack(), own)?.target.id).toBe('t2');
    expect(placesOf(pack(), own)).toEqual([
      {
        hamlet: 'Krajan',
        rw: '1',
        places: [
          { rt: '1', total: 1, done: 1, next: false },
          { rt: '2', total: 1, done: 0, next: true },
        ],
      },
    ]);
  });
});

describe('loading', () => {
  let db: Store;
  let vault: Unlocked;
  let office: Office;
  beforeAll(async () => {
    office = await makeOffice();
  });
  beforeEach(async () => {
    db = await freshStore();
    vault = await freshVault(db, office);
  });
  const asked: string[] = [];
  const wire =
    (items: Pack[], content: PackContent): Wire =>
    async (_method, path) => {
      asked.push(path);
      const body = path.startsWith('/packs?')
        ? { items }
        : path.startsWith('/packs/')
          ? content
          : { document: { title: 'Kuesioner', sections: [] } };
      return { status: 200, type: '', faults: [], text: JSON.stringify(body), at: 0 };
    };

  it('asks for what came after the version that is here, and for a questionnaire once', async () => {
    await refreshPacks(db, vault, wire([item()], whole), () => undefined);
    asked.length = 0;
    await refreshPacks(db, vault, wire([item()], { version: 2, targets: [] }), () => undefined);
    expect(asked).toEqual(['/packs?regency=3316', '/packs/3316/pack1?after=2']);
    expect((await readPacks(db, vault))[0]!.targets).toHaveLength(2);
    expect(await readForm(db, vault, 'q1', 3)).toEqual({ title: 'Kuesioner', sections: [] });
  });

  it('lets go of a pack that went to somebody else', async () => {
    await refreshPacks(db, vault, wire([item()], whole), () => undefined);
    await refreshPacks(db, vault, wire([], whole), () => undefined);
    expect(await readPacks(db, vault)).toEqual([]);
  });

  it('says when the server no longer lets the phone in', async () => {
    const out: Wire = async () => ({ status: 401, type: 'access.no_session', faults: [], text: '', at: 0 });
    expect((await refreshPacks(db, vault, out, () => undefined)).shut_out).toBe(true);
  });
});
