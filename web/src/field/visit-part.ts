import type { Component } from 'svelte';
import { sentences } from '../base/i18n.svelte';
import type { VisitPort } from './visit/port';

/** The screens of a visit, which come with the first visit that is opened. */
export async function loadVisit(): Promise<Component<{ port: VisitPort }>> {
  const [part] = await Promise.all([
    import('./visit/Visit.svelte'),
    sentences.need(['visit', 'base', 'access', 'census', 'registry', 'problems']),
  ]);
  return part.default;
}
