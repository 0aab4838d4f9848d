import type { Visit } from '../base/contract';
import { newId } from '../base/ids';
import { readDesk, readLine, reopen, saveDraft, submit, type Title } from './outbox';
import { readForm, type KeptPack } from './packs';
import { keepPhoto, readPhoto } from './photos';
import type { Phone } from './phone.svelte';
import { Full, isOpen, type Entry } from './store';
import { deskOf, draftOfLine, saidOf, type Desk } from './visits';
import type { Draft, Target, VisitPort } from './visit/port';
import { ok, Unreached } from './wire';

/** From a name on a list to a visit that is open, and from there back. */

/** One that was opened and not changed yet: leaving it leaves nothing behind. */
const untouched = new Map<string, Desk>();

/** What stopped a visit from being opened; a sentence under `phone.closed.`. */
export type Closed = 'no_form' | 'gone';

/** The id of the draft with which the visit of a name goes on. */
export async function openTarget(phone: Phone, pack: KeptPack, target: Target): Promise<string> {
  const draft = phone.drafts.find(({ record }) => record.target === target.id);
  if (draft) return draft.record.id;
  const mine = phone.entries.filter(({ entry }) => entry.target === target.id && !entry.draft);
  const open = mine.filter(({ entry }) => entry.state === 'refused' || isOpen(entry)).at(-1);
  if (open) return openEntry(phone, open.entry, open.title);
  const known = target.draft || (target.state === 'returned' && (await knownVisit(phone, target.id)));
  const there = known ? await fetchVisit(phone, pack, known) : undefined;
  return put(there ?? { draft: blank(pack, target.id), said: [] });
}

/** A business that no pack names, found on the way. */
export function openFound(pack: KeptPack): string {
  const found = { name: '', owner: '', address: '', hamlet: '', rt: '', rw: '' };
  return put({ draft: { ...blank(pack, newId()), found }, said: [] });
}

/** One of the outbox, to be changed: refused by the server, or not sent yet. */
export async function openEntry(phone: Phone, entry: Entry, title: Title): Promise<string> {
  const { vault, db } = phone;
  if (!vault) return entry.id;
  const line = await readLine(vault, entry);
  const pack = phone.packs.find((one) => one.id === entry.pack);
  const draft = draftOfLine(line, entry.regency, pack?.questionnaire ?? '');
  const faults = entry.state === 'refused' ? entry.fault?.faults : undefined;
  const said = (line.answers ?? []).map((answer) => answer.question);
  await reopen(db, vault, entry, { draft, said, ...(faults && { faults }) }, title);
  await phone.look();
  return entry.id;
}

function put(desk: Desk): string {
  untouched.set(desk.draft.id, desk);
  return desk.draft.id;
}

function blank(pack: KeptPack, target: string): Draft {
  return {
    id: newId(),
    regency: pack.regency,
    campaign: pack.campaign,
    pack: pack.id,
    target,
    questionnaire: pack.questionnaire,
    questionnaire_version: pack.questionnaire_version,
    outcome: '',
    note: '',
    other: '',
    answers: {},
    photos: [],
    started_at: Date.now(),
  };
}

/** The latest visit of a name that this phone sent. */
async function knownVisit(phone: Phone, target: string): Promise<string | undefined> {
  const ids = await phone.db.getAllKeys('versions');
  const known = await Promise.all(ids.map(async (id) => ({ id, ...(await phone.db.get('versions', id)) })));
  return known.filter((one) => one.target === target).at(-1)?.id;
}

/** As the server has it; nothing without a line, or when it is another's. */
async function fetchVisit(phone: Phone, pack: KeptPack, id: string): Promise<Desk | undefined> {
  try {
    const reply = await phone.wire('GET', `/visits/${pack.regency}/${id}`);
    if (!ok(reply)) return undefined;
    const desk = deskOf(JSON.parse(reply.text) as Visit, pack.regency, pack.questionnaire);
    await phone.db.put('versions', { version: desk.draft.base ?? 0, target: desk.draft.target }, id);
    return desk;
  } catch (error) {
    if (error instanceof Unreached) return undefined;
    throw error;
  }
}

export type Opened = { port: VisitPort; desk: Desk } | { closed: Closed };

/**
 * The visit of a draft, with everything that its screen asks of the phone. `left` brings back to the list; `shown` says
 * whether the screen is still there, as its last change may be kept after it has gone.
 */
export async function portOf(
  phone: Phone,
  id: string,
  left: () => void,
  shown: () => boolean,
): Promise<Opened> {
  const { db, vault } = phone;
  if (!vault) return { closed: 'gone' };
  const record = await db.get('drafts', id);
  const desk = record ? await readDesk(vault, record) : untouched.get(id);
  if (!desk) return { closed: 'gone' };
  const { draft } = desk;
  const pack = phone.packs.find((one) => one.id === draft.pack);
  const form = await readForm(db, vault, draft.questionnaire, draft.questionnaire_version);
  if (!form) return { closed: 'no_form' };
  const target = pack?.targets.find((one) => one.id === draft.target);
  const title = (now: Draft): Title => ({
    name: target?.name || now.found?.name || '',
    village: pack?.village_name ?? '',
    outcome: now.outcome,
  });
  let submitted = false;
  const port: VisitPort = {
    draft,
    questionnaire: form,
    today: phone.clock.today,
    targets: pack?.targets ?? [],
    save: async (now) => {
      // What a screen still had in hand when it was sent is in what was sent.
      if (submitted) return;
      const known = target !== undefined || (draft.base ?? 0) > 0;
      desk.said = saidOf({ ...desk, draft: now });
      await noticing(phone, () =>
        saveDraft(db, vault, { ...desk, draft: now }, { known, title: title(now) }),
      );
      untouched.delete(id);
      if (!shown()) await phone.look();
    },
    keepPhoto: (photo) => keepPhoto(db, vault, draft.regency, photo),
    photo: (sha256) => photoAt(phone, draft.regency, sha256),
    submit: async (now) => {
      await noticing(phone, () => submit(db, vault, { ...desk, draft: now }, title(now)));
      submitted = true;
      untouched.delete(id);
      await phone.look();
      void phone.sync(true);
    },
    leave: () => void phone.look().then(left),
    ...(target && { target }),
    ...(desk.comment && { comment: desk.comment }),
    ...(desk.faults && { faults: desk.faults }),
  };
  return { port, desk };
}

/** A lack of room stands on every screen until something could be kept again. */
async function noticing(phone: Phone, keep: () => Promise<void>): Promise<void> {
  try {
    await keep();
    phone.full = false;
  } catch (error) {
    if (error instanceof Full) phone.full = true;
    throw error;
  }
}

/** From the phone, or from the server when it was sent long ago. */
async function photoAt(phone: Phone, regency: string, sha256: string): Promise<Blob | undefined> {
  const here = phone.vault && (await readPhoto(phone.db, phone.vault, sha256));
  if (here) return here;
  try {
    const reply = await phone.wire('GET', `/visits/${regency}/photos/${sha256}`, { file: true });
    return ok(reply) ? reply.blob : undefined;
  } catch {
    return undefined;
  }
}
