import type { Key } from '../../base/i18n.svelte';
import { searchPlace, type PlaceFailure, type Search } from './place';
import type { Place } from './port';

const words: Record<PlaceFailure, Key> = {
  refused: 'visit.place.refused',
  missing: 'visit.place.missing',
  nothing: 'visit.place.nothing',
};

/** The search for a place, on the screen. */
export class PlaceFinder {
  searching = $state(false);
  failure = $state<Key | ''>('');
  #search: Search | undefined;

  constructor(private readonly found: (place: Place) => void) {}

  start(): void {
    this.stop();
    this.searching = true;
    this.failure = '';
    this.#search = searchPlace({
      better: (place) => this.found(place),
      end: (failure) => {
        this.searching = false;
        this.failure = failure ? words[failure] : '';
      },
    });
  }

  /** Nobody is asked for leave before he presses; who gave it once need not press. */
  async startIfAllowed(): Promise<void> {
    const leave = await navigator.permissions?.query({ name: 'geolocation' }).catch(() => undefined);
    if (leave?.state === 'granted') this.start();
  }

  stop(): void {
    this.#search?.stop();
    this.searching = false;
  }
}
