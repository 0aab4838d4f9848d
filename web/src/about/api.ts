import type { Client } from '../base/client';
import type { Setup } from '../base/session.svelte';

/** What anyone may know of the installation, its version among it. */
export const readAbout = (client: Client, signal?: AbortSignal): Promise<Setup> =>
  client.get('/setup', undefined, signal);
