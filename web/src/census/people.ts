import type { Assignment, Pack } from './api';

export interface Enumerator {
  id: string;
  name: string;
  packs: number;
  names: number;
}

/** Everybody who has packs, had some, or may have some, with what each holds now. */
export function enumeratorsOf(
  packs: readonly Pack[],
  assignments: readonly Assignment[],
  accounts: readonly { id: string; name: string }[],
): Enumerator[] {
  const all = new Map<string, Enumerator>();
  const know = (id: string, name: string): Enumerator => {
    const one = all.get(id) ?? { id, name, packs: 0, names: 0 };
    all.set(id, one);
    return one;
  };
  for (const { id, name } of accounts) know(id, name);
  for (const { to, to_name } of assignments) know(to, to_name);
  for (const { enumerator, enumerator_name, targets } of packs) {
    if (enumerator === '') continue;
    const one = know(enumerator, enumerator_name);
    one.packs++;
    one.names += targets;
  }
  return [...all.values()].sort((a, b) => a.name.localeCompare(b.name, 'id'));
}
