import type { Pack, PackContent, QuestionnaireDocument } from '../base/contract';
import { sealJson, unsealJson, type Sealed } from './seal';
import { keeping, type PackRecord, type Store } from './store';
import type { Unlocked } from './vault';
import { targetOf } from './visits';
import type { Target } from './visit/port';
import { ok, shutOut, type Wire } from './wire';

/** One pack as the phone knows it. */
export interface KeptPack {
  id: string;
  regency: string;
  campaign: string;
  /** Of the campaign. */
  name: string;
  state: string;
  until: string;
  number: number;
  village: string;
  village_name: string;
  questionnaire: string;
  questionnaire_version: number;
  version: number;
  targets: Target[];
}

const packName = (id: string): string => `pack:${id}`;
const formName = (id: string, version: number): string => `form:${id}:${version}`;

/** What changed since, put to what was known; walking order is by place. */
export function merge(kept: KeptPack | undefined, pack: Pack, regency: string, came: PackContent): KeptPack {
  const targets = new Map(kept?.targets.map((one) => [one.id, one]));
  for (const row of came.targets) {
    const target = targetOf(row);
    targets.set(target.id, target);
  }
  return {
    id: pack.id,
    regency,
    campaign: pack.campaign,
    number: pack.number,
    village: pack.village,
    village_name: came.village_name ?? kept?.village_name ?? pack.village_name,
    name: came.name ?? kept?.name ?? '',
    state: came.state ?? kept?.state ?? 'running',
    until: came.until ?? kept?.until ?? '',
    questionnaire: came.questionnaire ?? kept?.questionnaire ?? '',
    questionnaire_version: came.questionnaire_version ?? kept?.questionnaire_version ?? 1,
    version: came.version,
    targets: [...targets.values()].sort((a, b) => a.place - b.place || (a.id < b.id ? -1 : 1)),
  };
}

export async function readPacks(db: Store, vault: Unlocked): Promise<KeptPack[]> {
  const records = await db.getAll('packs');
  const packs = await Promise.all(
    records.map((record) =>
      unsealJson<KeptPack>(vault.key, packName(record.id), record).catch(() => undefined),
    ),
  );
  return packs.filter((pack) => pack !== undefined).sort((a, b) => a.number - b.number);
}

async function keepPack(db: Store, vault: Unlocked, pack: KeptPack): Promise<void> {
  const record: PackRecord = {
    id: pack.id,
    regency: pack.regency,
    version: pack.version,
    ...(await sealJson(vault.key, packName(pack.id), pack)),
  };
  await keeping(() => db.put('packs', record));
}

export interface Refreshed {
  /** Nothing when the server no longer lets this phone in. */
  packs: KeptPack[];
  shut_out: boolean;
}

/**
 * Asks for what changed in each of one's packs; a pack that went to somebody else goes from the phone. `loaded` hears
 * how far it is. Rejects with Unreached.
 */
export async function refreshPacks(
  db: Store,
  vault: Unlocked,
  wire: Wire,
  loaded: (done: number, all: number) => void,
): Promise<Refreshed> {
  const { regency } = vault;
  const kept = await readPacks(db, vault);
  const list = await wire('GET', `/packs?regency=${regency}`);
  if (!ok(list)) return { packs: kept, shut_out: shutOut(list) };
  const { items } = JSON.parse(list.text) as { items: Pack[] };
  const packs: KeptPack[] = [];
  for (const [index, item] of items.entries()) {
    loaded(index, items.length);
    const before = kept.find((one) => one.id === item.id);
    const reply = await wire('GET', `/packs/${regency}/${item.id}?after=${before?.version ?? 0}`);
    if (shutOut(reply)) return { packs: kept, shut_out: true };
    if (!ok(reply)) {
      if (before) packs.push(before);
      continue;
    }
    const came = JSON.parse(reply.text) as PackContent;
    const now = before && came.version === before.version ? before : merge(before, item, regency, came);
    if (now !== before) await keepPack(db, vault, now);
    await keepForm(db, vault, wire, now);
    packs.push(now);
  }
  loaded(items.length, items.length);
  for (const gone of kept) if (!items.some((item) => item.id === gone.id)) await db.delete('packs', gone.id);
  return { packs: packs.sort((a, b) => a.number - b.number), shut_out: false };
}

/** A published questionnaire never changes: it is fetched once for each version. */
async function keepForm(db: Store, vault: Unlocked, wire: Wire, pack: KeptPack): Promise<void> {
  const { questionnaire: id, questionnaire_version: version, regency } = pack;
  if (id === '' || (await db.get('notes', formName(id, version)))) return;
  const reply = await wire('GET', `/questionnaires/${regency}/${id}?version=${version}`);
  if (!ok(reply)) return;
  const { document } = JSON.parse(reply.text) as { document?: QuestionnaireDocument };
  const sealed = await sealJson(vault.key, formName(id, version), document);
  await keeping(() => db.put('notes', sealed, formName(id, version)));
}

export async function readForm(
  db: Store,
  vault: Unlocked,
  id: string,
  version: number,
): Promise<QuestionnaireDocument | undefined> {
  const sealed = (await db.get('notes', formName(id, version))) as Sealed | undefined;
  return sealed && unsealJson<QuestionnaireDocument>(vault.key, formName(id, version), sealed);
}
