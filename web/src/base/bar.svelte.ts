import type { Snippet } from 'svelte';

/** What the page shown puts into the bar at the top, beside the search. */
class Bar {
  tools = $state.raw<Snippet>();
}

export const bar = new Bar();
