import type { Client } from '../base/client';

/** What anyone may know of the installation, its version among it. */
export const readAbout = (client: Client, signal?: AbortSignal) => client.get('/setup', {}, signal);
