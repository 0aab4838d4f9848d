import type { Component } from 'svelte';
import type { Module } from './i18n.svelte';

export interface Route {
  /** Path with `:name` for a part that varies. */
  path: string;
  page: () => Promise<{ default: Component<any> }>;
  sentences: readonly Module[];
}

export interface Match {
  route: Route;
  params: Record<string, string>;
}

/** The first route whose path has the same parts. */
export function matchOf(routes: readonly Route[], path: string): Match | undefined {
  const parts = path.replace(/\/+$/, '').split('/');
  for (const route of routes) {
    const params = paramsOf(route.path.replace(/\/+$/, '').split('/'), parts);
    if (params) return { route, params };
  }
  return undefined;
}

function paramsOf(pattern: string[], parts: string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index]!;
    if (expected.startsWith(':') && part !== '') params[expected.slice(1)] = decodeURIComponent(part);
    else if (expected !== part) return undefined;
  }
  return params;
}

/** Which screen the address means. Links are ordinary links; this catches those that stay inside. */
export class Router {
  path = $state(location.pathname);
  query = $state.raw(new URLSearchParams(location.search));
  page = $state.raw<Component<any>>();
  params = $state.raw<Record<string, string>>({});
  loading = $state(false);
  failed = $state(false);
  /** Asked before a screen is left; a screen on which somebody types sets it, and says no if he wants to stay. */
  mayLeave: (() => boolean) | undefined;
  #shown = location.href;
  #routes: readonly Route[] = [];
  #prepare: (route: Route) => Promise<void> = async () => {};
  #turn = 0;

  /** Begins to follow links; the function returned stops it. */
  start(routes: readonly Route[], prepare: (route: Route) => Promise<void>): () => void {
    this.#routes = routes;
    this.#prepare = prepare;
    const stop = new AbortController();
    addEventListener('popstate', () => this.#popped(), { signal: stop.signal });
    addEventListener('click', (event) => this.#follow(event), { signal: stop.signal });
    void this.#show();
    return () => {
      stop.abort();
      this.page = undefined;
    };
  }

  go(url: string, replace = false): void {
    const target = new URL(url, location.href);
    if (target.href === location.href || !this.#leaves(target)) return;
    if (replace) history.replaceState(history.state, '', target);
    else history.pushState(null, '', target);
    void this.#show(!replace);
  }

  back(otherwise: string): void {
    if (history.length > 1) history.back();
    else this.go(otherwise);
  }

  /** The same screen with other values in its address; an empty value leaves the address. */
  goQuery(changes: Record<string, string>, replace = true): void {
    const query = new URLSearchParams(this.query);
    for (const [name, value] of Object.entries(changes))
      value === '' ? query.delete(name) : query.set(name, value);
    const text = query.toString();
    this.go(location.pathname + (text ? `?${text}` : ''), replace);
  }

  /** Other values in the address are the same screen. */
  #leaves(target: URL): boolean {
    return target.pathname === new URL(this.#shown).pathname || (this.mayLeave?.() ?? true);
  }

  /** The address has changed already: who stays gets it back. */
  #popped(): void {
    if (this.#leaves(new URL(location.href))) void this.#show();
    else history.pushState(null, '', this.#shown);
  }

  async #show(scroll = false): Promise<void> {
    const turn = ++this.#turn;
    this.#shown = location.href;
    const path = location.pathname;
    const match = matchOf(this.#routes, path) ?? {
      route: this.#routes[this.#routes.length - 1]!,
      params: {},
    };
    this.loading = true;
    try {
      const [page] = await Promise.all([match.route.page(), this.#prepare(match.route)]);
      if (turn !== this.#turn) return;
      this.failed = false;
      this.path = path;
      this.query = new URLSearchParams(location.search);
      this.params = match.params;
      this.page = page.default;
      if (scroll) scrollTo(0, 0);
    } catch {
      // A part of the program did not arrive: the line is down, or a new version has replaced it.
      if (turn === this.#turn) this.failed = true;
    } finally {
      if (turn === this.#turn) this.loading = false;
    }
  }

  #follow(event: MouseEvent): void {
    const link = (event.target as Element).closest?.('a');
    const elsewhere =
      event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.defaultPrevented;
    if (!link || elsewhere || link.target || link.hasAttribute('download') || link.origin !== location.origin)
      return;
    if (link.pathname.startsWith('/api/') || link.getAttribute('href')?.startsWith('#')) return;
    event.preventDefault();
    this.go(link.pathname + link.search + link.hash);
  }
}

export const router = new Router();
