import type { Phone } from './phone.svelte';

declare const __FIELD_VERSION__: string;

/** What the browser offers when the program may be put on the home screen. */
interface InstallPrompt extends Event {
  prompt: () => Promise<void>;
}

/** The program itself on this phone: its version, its updates, and the home screen. */
class App {
  readonly version = __FIELD_VERSION__;
  /** A newer version is here, and used when told. */
  update = $state.raw<ServiceWorker>();
  install = $state.raw<InstallPrompt>();
  /** A visit is open: nothing may reload the page. */
  visiting = $state(false);
  /** Free and used bytes; nothing where the browser does not say. */
  space = $state.raw<{ free: number; used: number; kept: boolean }>();
  #phone: Phone | undefined;

  start(phone: Phone): void {
    this.#phone = phone;
    addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      this.install = event as InstallPrompt;
    });
    void this.measure();
    void this.#register();
  }

  async #register(): Promise<void> {
    const workers = navigator.serviceWorker;
    if (!workers) return;
    let reloading = false;
    const first = !workers.controller;
    workers.addEventListener('controllerchange', () => {
      if (first || reloading || this.visiting) return;
      reloading = true;
      location.reload();
    });
    workers.addEventListener('message', ({ data }) => {
      if (data === 'send') void this.#phone?.sync(true);
    });
    try {
      const registration = await workers.register('/sw.js', { scope: '/lapangan', updateViaCache: 'none' });
      this.#offer(registration.waiting);
      registration.addEventListener('updatefound', () => {
        const coming = registration.installing;
        coming?.addEventListener('statechange', () => {
          if (coming.state === 'installed' && workers.controller) this.#offer(coming);
        });
      });
      document.addEventListener('visibilitychange', () => {
        if (!document.hidden && navigator.onLine) void registration.update().catch(() => undefined);
      });
    } catch {
      // Without it the program runs as long as there is a line.
    }
  }

  /** Taken at once where nobody has begun anything; who works is asked. */
  #offer(worker: ServiceWorker | null): void {
    if (!worker) return;
    this.update = worker;
    if (this.#phone?.door !== 'open' && !this.visiting) this.useUpdate();
  }

  useUpdate(): void {
    this.update?.postMessage('use');
  }

  async askInstall(): Promise<void> {
    await this.install?.prompt();
    this.install = undefined;
  }

  async measure(): Promise<void> {
    const estimate = await navigator.storage?.estimate?.();
    if (!estimate?.quota) return;
    const used = estimate.usage ?? 0;
    const kept = (await navigator.storage.persisted?.()) ?? false;
    this.space = { free: Math.max(0, estimate.quota - used), used, kept };
  }

  /** Some dozens of visits with photos would fill it. */
  get nearlyFull(): boolean {
    return this.space !== undefined && this.space.free < 50_000_000;
  }
}

export const app = new App();
