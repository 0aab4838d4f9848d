import type { Component } from 'svelte';
import type { Route } from '../base/router.svelte';
import Me from './Me.svelte';
import PackList from './PackList.svelte';
import Packs from './Packs.svelte';
import Queue from './Queue.svelte';

const here =
  (screen: Component<any>): Route['page'] =>
  () =>
    Promise.resolve({ default: screen });

/** The screens of the phone. The last is for all other addresses, such as that of the page itself. */
export const routes: readonly Route[] = [
  { path: '/lapangan/paket/:id', page: here(PackList), sentences: [] },
  { path: '/lapangan/kunjungan/:id', page: () => import('./VisitScreen.svelte'), sentences: [] },
  { path: '/lapangan/antrean', page: here(Queue), sentences: [] },
  { path: '/lapangan/bukti', page: () => import('./ReceiptScreen.svelte'), sentences: [] },
  { path: '/lapangan/saya', page: here(Me), sentences: [] },
  { path: '/lapangan', page: here(Packs), sentences: [] },
];
