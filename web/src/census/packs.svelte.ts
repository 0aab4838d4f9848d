import type { Client } from '../base/client';
import { Loader, Task } from '../base/loader.svelte';
import {
  assign,
  listAssignments,
  listEnumerators,
  listPacks,
  readCoverage,
  type Assignment,
  type Covered,
  type Pack,
} from './api';
import { enumeratorsOf, type Enumerator } from './people';

/** As many packs as the server gives out together. */
export const assigned_together_max = 200;

export interface VillagePacks {
  village: string;
  name: string;
  packs: Pack[];
  targets: number;
  covered: Covered | undefined;
}

/** Packs under their villages, in the order of their numbers. */
export function byVillage(packs: readonly Pack[], covered: readonly Covered[]): VillagePacks[] {
  const progress = new Map(covered.map((row) => [row.key, row]));
  const groups = new Map<string, VillagePacks>();
  for (const pack of packs) {
    const group = groups.get(pack.village) ?? {
      village: pack.village,
      name: pack.village_name,
      packs: [],
      targets: 0,
      covered: progress.get(pack.village),
    };
    group.packs.push(pack);
    group.targets += pack.targets;
    groups.set(pack.village, group);
  }
  return [...groups.values()];
}

interface Board {
  packs: Pack[];
  assignments: Assignment[];
  villages: Covered[];
  accounts: { id: string; name: string }[];
}

/** Who walks where, and what is still without anybody. */
export class PackBoard {
  readonly loader = new Loader<Board>();
  readonly task = new Task();
  chosen = $state<string[]>([]);

  constructor(
    private readonly client: Client,
    readonly regency: string,
    readonly id: string,
  ) {}

  get packs(): Pack[] {
    return this.loader.data?.packs ?? [];
  }
  get assignments(): Assignment[] {
    return this.loader.data?.assignments ?? [];
  }
  get people(): Enumerator[] {
    const { packs, assignments } = this;
    return enumeratorsOf(packs, assignments, this.loader.data?.accounts ?? []);
  }
  get free(): Pack[] {
    return this.packs.filter(({ enumerator }) => enumerator === '');
  }

  async load(): Promise<void> {
    await this.loader.run(async (signal) => {
      const { client, regency, id } = this;
      const [packs, assignments, villages, accounts] = await Promise.all([
        listPacks(client, regency, id, signal),
        listAssignments(client, regency, id, signal),
        readCoverage(client, regency, id, 'village', signal),
        listEnumerators(client, regency, signal),
      ]);
      return {
        packs: packs.items,
        assignments: assignments.items,
        villages: villages.items,
        accounts: accounts.items,
      };
    });
  }

  groups(filter: { free: boolean; enumerator: string }): VillagePacks[] {
    const shown = this.packs.filter(
      ({ enumerator }) =>
        (!filter.free || enumerator === '') && (filter.enumerator === '' || enumerator === filter.enumerator),
    );
    return byVillage(shown, this.loader.data?.villages ?? []);
  }

  choose(ids: readonly string[], on: boolean): void {
    const others = this.chosen.filter((id) => !ids.includes(id));
    this.chosen = on ? [...others, ...ids] : others;
  }

  /** Chosen ones in as many orders as the server takes; how many were given out. */
  async give(to: string, reason: string): Promise<number | undefined> {
    const packs = [...this.chosen];
    const given = await this.task.run(async () => {
      let count = 0;
      for (let from = 0; from < packs.length; from += assigned_together_max) {
        const some = packs.slice(from, from + assigned_together_max);
        count += (await assign(this.client, this.regency, this.id, { packs: some, to, reason })).packs;
      }
      return count;
    });
    if (given !== undefined) this.chosen = [];
    await this.load();
    return given;
  }

  async moveAll(from: string, to: string, reason: string): Promise<number | undefined> {
    const moved = await this.task.run(() => assign(this.client, this.regency, this.id, { from, to, reason }));
    if (moved) await this.load();
    return moved?.packs;
  }
}
