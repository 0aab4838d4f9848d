import { know, soundAlike } from './align';

/** Which names of a pack hold a word, or one that sounds or looks like it. */
export class Postings {
  #places = new Map<string, number[]>();
  /** While a name is typed only its last word changes. */
  #asked = new Map<string, number[]>();

  put(token: string, place: number): void {
    const places = this.#places.get(token);
    if (places) places.push(place);
    else {
      this.#places.set(token, [place]);
      know(token);
    }
  }

  near(token: string): number[] {
    let near = this.#asked.get(token);
    if (!near) {
      near = [];
      for (const [known, places] of this.#places) if (soundAlike(token, known)) near.push(...places);
      this.#asked.set(token, near);
    }
    return near;
  }
}
