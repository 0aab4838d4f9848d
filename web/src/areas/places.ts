import { SvelteMap } from 'svelte/reactivity';
import { client } from '../base/session.svelte';
import { readArea, type Area } from './api';

/** The areas inside an area: asked for once, as codes and names do not change while a person works. */
class Places {
  #children = new SvelteMap<string, Area[]>();
  #asked = new Set<string>();

  childrenOf(code: string): Area[] {
    return this.#children.get(code) ?? [];
  }

  /** Asks for what lies inside `code`; the answer appears in `childrenOf`. A failure is asked again next time. */
  async need(code: string): Promise<void> {
    if (code === '' || this.#asked.has(code)) return;
    this.#asked.add(code);
    try {
      const area = await readArea(client, code);
      this.#children.set(
        code,
        [...area.children].sort((a, b) => a.name.localeCompare(b.name, 'id')),
      );
    } catch {
      this.#asked.delete(code);
    }
  }

  nameOf(code: string): string {
    const parent = code.length === 10 ? code.slice(0, 6) : code.slice(0, 4);
    return this.childrenOf(parent).find((area) => area.code === code)?.name ?? code;
  }
}

export const places = new Places();
