import { describe, expect, it } from 'vitest';
import type { Visit } from '../../src/base/contract';
import { dayReceipts } from '../../src/field/receipt';
import { queueOf } from '../../src/field/queue';
import { stateOf } from '../../src/field/state';
import type { Entry } from '../../src/field/store';
import { deskOf, draftOfLine, lineOf, photosOf } from '../../src/field/visits';
import { lines, shutOut } from '../../src/field/wire';
import { Clock } from '../../src/field/clock';
import { draftOf } from './stub';

const hash = 'a'.repeat(64);
const options = { draft: false, base: 0, now: 1_700_000_100_000 };

describe('the line of a visit', () => {
  it('holds what was said and leaves out what was not', () => {
    const draft = draftOf({
      id: 'v',
      consent: true,
      answers: {
        nik: { values: ['3316095203870001'] },
        empty: { values: [''] },
        products: { rows: [{ name: 'Keripik', unit: 'kg', capacity: 20 }] },
        where: { place: { latitude_e6: 1, longitude_e6: 2, accuracy_m: 3 } },
        shop: { values: [hash] },
      },
    });
    const line = lineOf({ draft, said: [] }, options);
    expect(line.answers!.map((answer) => answer.question)).toEqual(['nik', 'products', 'where', 'shop']);
    expect(line).toMatchObject({ id: 'v', consent: true, finished_at: options.now, photos: [hash] });
    for (const name of ['draft', 'base', 'note', 'other', 'gps', 'found'])
      expect(line).not.toHaveProperty(name);
    expect(photosOf(draft)).toEqual([hash]);
  });

  it('comes back as the draft that it was', () => {
    const draft = draftOf({ id: 'v', note: 'x', answers: { a: { values: ['1'] } }, photos: [hash], base: 3 });
    const line = lineOf({ draft, said: [] }, { ...options, base: 3 });
    expect(draftOfLine(line, '3316', draft.questionnaire)).toEqual(draft);
  });

  it('is a draft again from what the server has', () => {
    const visit: Visit = {
      id: 'v',
      campaign: 'c',
      pack: 'p',
      target: 't',
      village: '3316091006',
      enumerator_name: 'Sri',
      state: 'returned',
      outcome: 'found',
      version: 4,
      day: '2026-06-08',
      received_at: 5,
      minutes: 1,
      skew_ms: 0,
      faulty: false,
      comment: 'Foto buram',
      open_conflicts: 0,
      remarks: [],
      signals: [],
      missing: [],
      said: {
        consent: 'yes',
        note: 'n',
        questionnaire_version: '2',
        [`photo.${hash}`]: '1',
        '@started_at': '7',
      },
      gps: null,
      answers: [{ question: 'a', values: ['1'] }],
    };
    const desk = deskOf(visit, '3316', 'q');
    expect(desk).toMatchObject({ said: ['a'], comment: 'Foto buram' });
    expect(desk.draft).toMatchObject({
      base: 4,
      consent: true,
      note: 'n',
      questionnaire_version: 2,
      photos: [hash],
      started_at: 7,
      answers: { a: { values: ['1'] } },
    });
  });
});

describe('what is told', () => {
  const view = (seq: number, changes: Partial<Entry>) => ({
    entry: { seq, draft: false, state: 'waiting', ...changes } as Entry,
    title: { name: '', village: '', outcome: '' },
    bytes: 1,
  });
  const at = Date.UTC(2026, 5, 8, 20);
  const arrival = (conflicts: string[] = []) => ({ version: 1, conflicts, remarks: [], at });

  it('parts the outbox by what is to be done', () => {
    const clock = new Clock();
    const queue = queueOf(
      [
        view(1, { state: 'refused' }),
        view(2, {}),
        view(3, { state: 'sent', arrival: arrival(['note']) }),
        view(4, { state: 'sent', arrival: arrival() }),
        view(5, { draft: true }),
        view(6, { state: 'sent', arrival: { ...arrival(), at: at - 86_400_000 } }),
      ],
      (time) => clock.dayOf(time),
      '2026-06-09',
    );
    const seqs = Object.values(queue).map((views: { entry: Entry }[]) => views.map(({ entry }) => entry.seq));
    expect(seqs).toEqual([[1], [2], [3], [4]]);
  });

  it('counts what waits with today, by the office’s day', () => {
    const receipts = [{ day: '2026-06-08', ids: ['a', 'b'], at }];
    expect(dayReceipts(receipts, 3, '2026-06-08')).toEqual([{ day: '2026-06-08', taken: 2, of: 5, at }]);
    expect(dayReceipts(receipts, 1, '2026-06-09').map(({ day, taken, of }) => [day, taken, of])).toEqual([
      ['2026-06-09', 0, 1],
      ['2026-06-08', 2, 2],
    ]);
  });

  it('follows the office’s clock when the phone’s is years off', () => {
    const clock = new Clock();
    expect(clock.learn(Date.now() + 400 * 86_400_000)).toBe(true);
    expect(clock.learn(Date.now() + 400 * 86_400_000 + 900)).toBe(false);
    expect(clock.now() - Date.now()).toBeGreaterThan(399 * 86_400_000);
    expect(clock.learn(Date.now())).toBe(true);
    expect(clock.offset_ms).toBe(0);
  });

  it('stands at the top of each screen', () => {
    const state = (online: boolean, waiting: number, sending = false) =>
      stateOf({ online, waiting, sending });
    expect([state(true, 0), state(true, 2), state(true, 2, true), state(false, 0), state(false, 2)]).toEqual([
      'sent',
      'waiting',
      'sending',
      'offline',
      'offline_waiting',
    ]);
  });
});

describe('a reply', () => {
  const reply = (status: number, type: string) => ({ status, type, faults: [], text: '', at: 0 });

  it('shuts out only when the server itself says so', () => {
    expect(shutOut(reply(401, 'access.no_session'))).toBe(true);
    expect(shutOut(reply(401, ''))).toBe(false);
    expect(shutOut(reply(403, 'access.denied'))).toBe(false);
  });

  it('that was cut off is read as far as it is whole', () => {
    expect(lines('{"id":"a"}\n{"id":"b"}\n{"id":')).toEqual([{ id: 'a' }, { id: 'b' }]);
  });
});
