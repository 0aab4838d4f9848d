import { locale } from './locale';

/** Sentences live in the folder of their module, in `id.ts` and `en.ts`; a screen loads those it speaks. */
export type Module =
  | 'base'
  | 'problems'
  | 'access'
  | 'overview'
  | 'registry'
  | 'intake'
  | 'pairs'
  | 'audit'
  | 'about'
  | 'areas'
  | 'snapshots'
  | 'rules'
  | 'opendata'
  | 'licences'
  | 'letters'
  | 'backup'
  | 'kbli'
  | 'privacy'
  | 'agencies'
  | 'aid'
  | 'census'
  | 'field'
  | 'visit';

export type Key =
  | keyof typeof import('./id').default
  | keyof typeof import('../problems/id').default
  | keyof typeof import('../access/id').default
  | keyof typeof import('../overview/id').default
  | keyof typeof import('../registry/id').default
  | keyof typeof import('../intake/id').default
  | keyof typeof import('../pairs/id').default
  | keyof typeof import('../audit/id').default
  | keyof typeof import('../about/id').default
  | keyof typeof import('../areas/id').default
  | keyof typeof import('../snapshots/id').default
  | keyof typeof import('../rules/id').default
  | keyof typeof import('../opendata/id').default
  | keyof typeof import('../licences/id').default
  | keyof typeof import('../letters/id').default
  | keyof typeof import('../backup/id').default
  | keyof typeof import('../kbli/id').default
  | keyof typeof import('../privacy/id').default
  | keyof typeof import('../agencies/id').default
  | keyof typeof import('../aid/id').default
  | keyof typeof import('../census/id').default
  | keyof typeof import('../field/id').default
  | keyof typeof import('../field/visit/id').default;

export type Language = 'id' | 'en';
export type Params = Record<string, string | number>;
type Table = Record<string, string>;

const files = import.meta.glob<{ default: Table }>('../**/{id,en}.ts');

/** The sentences loaded so far, in the language the person reads. */
class Sentences {
  language = $state<Language>('id');
  #table = $state.raw<Table>({});
  #loaded = new Set<Module>();

  async need(modules: readonly Module[]): Promise<void> {
    const missing = modules.filter((module) => !this.#loaded.has(module));
    if (missing.length === 0) return;
    const tables = await Promise.all(missing.map((module) => tableOf(module, this.language)));
    for (const module of missing) this.#loaded.add(module);
    this.#table = Object.assign({}, this.#table, ...tables);
  }

  async speak(language: Language): Promise<void> {
    const tables = await Promise.all([...this.#loaded].map((module) => tableOf(module, language)));
    this.language = language;
    locale.use(language);
    this.#table = Object.assign({}, ...tables);
    document.documentElement.lang = language;
  }

  find(key: string): string | undefined {
    return this.#table[key];
  }
}

export const sentences = new Sentences();

async function tableOf(module: Module, language: Language): Promise<Table> {
  const named = Object.keys(files).find((path) => path.endsWith(`/${module}/${language}.ts`));
  const load = files[named ?? `./${language}.ts`];
  return load ? (await load()).default : {};
}

/** The sentence of a key that the compiler knows. */
export function t(key: Key, params?: Params): string {
  return say(key, params);
}

/** The sentence of a key that came from the server; without one, the key itself, so that nothing is hidden. */
export function say(key: string, params?: Params): string {
  return fill(sentences.find(key) ?? key, params);
}

export function has(key: string): boolean {
  return sentences.find(key) !== undefined;
}

/** `{n}` puts in a parameter; `{n#business|businesses}` a word that depends on whether it is one. */
export function fill(sentence: string, params: Params = {}): string {
  return sentence.replace(
    /\{(\w+)(?:#([^|}]*)\|([^}]*))?\}/g,
    (_all, name: string, one?: string, more?: string) => {
      const value = params[name];
      if (one !== undefined) return (value === 1 ? one : more) ?? '';
      return typeof value === 'number' ? value.toLocaleString(locale.tag) : (value ?? '…');
    },
  );
}

/** A sentence in pieces: what stands between asterisks is spoken with emphasis. */
export function emphasised(sentence: string): { text: string; strong: boolean }[] {
  return sentence
    .split('*')
    .map((text, index) => ({ text, strong: index % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}
