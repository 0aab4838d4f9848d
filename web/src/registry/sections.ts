import { partsOf, titleOf } from '../kbli/code';
import type { Business, CurrentValue, Fact, FieldText } from './api';
import { groups, plainFieldsOf, type FieldInfo, type GroupName } from './fields';

/** What is known of one field: its values, each with the fact that said it. */
export interface Known {
  info: FieldInfo;
  values: {
    text: string;
    /** What a code is called. */
    title?: string;
    masked: boolean;
    day: string;
    source: string;
    fact: Fact | undefined;
  }[];
}

export interface Section {
  group: GroupName;
  known: Known[];
  /** Keys of what is not known. */
  lacking: string[];
}

/** The current state in groups; `opened` holds personal values that were unmasked, in the same order. */
export function sectionsOf(business: Business, opened: readonly FieldText[] = []): Section[] {
  const facts = new Map(business.facts.map((fact) => [fact.id, fact]));
  return groups.map((group) => {
    const known: Known[] = [];
    const lacking: string[] = [];
    for (const info of plainFieldsOf(group)) {
      const values = business.values.filter((value) => value.field === info.key);
      if (values.length === 0) lacking.push(info.key);
      else if (info.kind === 'kbli')
        known.push({ info, values: shown(values, opened, facts).map(titled(business)) });
      else known.push({ info, values: shown(values, opened, facts) });
    }
    return { group, known, lacking };
  });
}

function shown(
  values: CurrentValue[],
  opened: readonly FieldText[],
  facts: Map<string, Fact>,
): Known['values'] {
  const plain = opened.filter((value) => value.field === values[0]!.field);
  return values.map(({ text, masked, day, source, fact }, index) => ({
    text: plain[index]?.text ?? text,
    masked: (masked ?? false) && plain[index] === undefined,
    day,
    source,
    fact: facts.get(fact),
  }));
}

/** A code with its edition and title. */
const titled =
  (business: Business) =>
  (value: Known['values'][number]): Known['values'][number] => {
    const { code, edition } = partsOf(value.text);
    const found = business.kbli.find(
      (one) => one.code === code && (edition === '' || one.edition === edition),
    );
    const title = found?.entry ? titleOf(found.entry) : undefined;
    return found ? { ...value, text: `${code} (${found.edition})`, title } : value;
  };

export interface HistoryEntry {
  fact: Fact;
  texts: string[];
}

/** Every fact that spoke of `field`, newest day first. */
export function historyOf(business: Business, field: string): HistoryEntry[] {
  return business.facts
    .map((fact) => ({
      fact,
      texts: fact.values.filter((value) => value.field === field).map((value) => value.text),
    }))
    .filter((entry) => entry.texts.length > 0)
    .sort((a, b) => b.fact.day.localeCompare(a.fact.day) || b.fact.recorded_at - a.fact.recorded_at);
}

export const textOf = (business: Business, field: string): string =>
  business.values.find((value) => value.field === field)?.text ?? '';

/** Where the row of a fact can be seen, if it came in a file. */
export function rowLink(regency: string, { source }: Fact): string | undefined {
  if (!source.batch) return undefined;
  return `/daftar/${regency}/${source.batch}${source.row ? `?row=${source.row}` : ''}`;
}
