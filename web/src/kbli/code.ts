import { sentences } from '../base/i18n.svelte';
import type { ClassRow, Entry } from './api';

/** A code with its edition, as facts and addresses write it: "10794/2025". */
export const codeText = (code: string, edition: string): string => `${code}/${edition}`;

/** "10794/2025" in its parts; without an edition the second is ''. */
export function partsOf(text: string): { code: string; edition: string } {
  const [code = '', edition = ''] = text.split('/');
  return { code, edition };
}

export const titleOf = (entry: Entry): string => (sentences.language === 'id' ? entry.title : entry.title_en);

export interface SectionRows {
  section: Entry;
  businesses: number;
  rows: ClassRow[];
}

/** The classes of one edition under their sections, the largest first in each. */
export function bySection(
  items: readonly ClassRow[],
  sections: readonly Entry[],
  edition: string,
): SectionRows[] {
  const found = new Map<string, SectionRows>();
  for (const row of items) {
    if (row.edition !== edition || !row.entry) continue;
    const section = sections.find((one) => one.edition === edition && one.code === row.entry!.section);
    if (!section) continue;
    const group = found.get(section.code) ?? { section, businesses: 0, rows: [] };
    group.businesses += row.businesses;
    group.rows.push(row);
    found.set(section.code, group);
  }
  for (const group of found.values())
    group.rows.sort((a, b) => b.businesses - a.businesses || a.code.localeCompare(b.code));
  return [...found.values()].sort((a, b) => a.section.code.localeCompare(b.section.code));
}

/** Old codes that are in use: those with one successor can be accepted together, the rest ask a person. */
export function toConvert(items: readonly ClassRow[]): {
  single: ClassRow[];
  several: ClassRow[];
  unknown: ClassRow[];
} {
  const old = items.filter((row) => row.edition === '2020').sort((a, b) => b.businesses - a.businesses);
  return {
    single: old.filter((row) => row.successors.length === 1),
    several: old.filter((row) => row.successors.length > 1),
    unknown: old.filter((row) => row.successors.length === 0),
  };
}

export const sum = (rows: readonly { businesses: number }[]): number =>
  rows.reduce((all, row) => all + row.businesses, 0);

/** Businesses of each division, whatever class they have in it, the largest first. */
export function byDivision(
  items: readonly ClassRow[],
  sections: readonly Entry[],
): { division: Entry; businesses: number }[] {
  const found = new Map<Entry, number>();
  for (const { code, edition, businesses } of items) {
    const division = sections.find((one) => one.edition === edition && one.code === code.slice(0, 2));
    if (division) found.set(division, (found.get(division) ?? 0) + businesses);
  }
  return [...found]
    .map(([division, businesses]) => ({ division, businesses }))
    .sort((a, b) => b.businesses - a.businesses || a.division.code.localeCompare(b.division.code));
}
