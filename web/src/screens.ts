import type { Component } from 'svelte';
import type { Module } from './base/i18n.svelte';
import type { SessionState } from './base/session.svelte';

interface Screen {
  page: () => Promise<{ default: Component }>;
  sentences: readonly Module[];
}

export const screens: Partial<Record<SessionState, Screen>> = {
  signed_in: { page: () => import('./Office.svelte'), sentences: ['base'] },
  signed_out: { page: () => import('./access/SignIn.svelte'), sentences: ['base', 'access'] },
  setup: { page: () => import('./access/FirstStart.svelte'), sentences: ['base', 'access', 'areas'] },
  unreachable: { page: () => import('./base/ui/Unreachable.svelte'), sentences: ['base'] },
};
