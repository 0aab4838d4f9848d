import { SvelteMap } from 'svelte/reactivity';
import { shrink } from './photo';
import type { VisitPort } from './port';

type Photos = Pick<VisitPort, 'keepPhoto' | 'photo'>;

/** Photos of one entry: made small, kept, and shown. */
export class PhotoBook {
  busy = $state(false);
  /** The key of what went wrong with the last one. */
  fault = $state('');
  readonly #shown = new SvelteMap<string, { url: string; bytes: number }>();
  #closed = false;

  constructor(private readonly port: Photos) {}

  url = (sha256: string): string | undefined => this.#shown.get(sha256)?.url;
  bytes = (photos: readonly string[]): number =>
    photos.reduce((sum, photo) => sum + (this.#shown.get(photo)?.bytes ?? 0), 0);

  async show(photos: readonly string[]): Promise<void> {
    for (const photo of photos) {
      if (this.#shown.has(photo)) continue;
      const blob = await this.port.photo(photo);
      if (blob && !this.#closed) this.#put(photo, blob);
    }
  }

  /** One after the other: two pictures at once are too many for a small phone. */
  async take(files: readonly File[]): Promise<string[]> {
    const taken: string[] = [];
    this.busy = true;
    this.fault = '';
    for (const file of files) {
      const small = await shrink(file).catch(() => undefined);
      if (!small) {
        this.fault = 'visit.photo.failed';
        continue;
      }
      try {
        const sha256 = await this.port.keepPhoto(small);
        if (!this.#closed) this.#put(sha256, small);
        taken.push(sha256);
      } catch {
        this.fault = 'visit.photo.full';
      }
    }
    this.busy = false;
    return taken;
  }

  close(): void {
    this.#closed = true;
    for (const { url } of this.#shown.values()) URL.revokeObjectURL(url);
  }

  #put(sha256: string, blob: Blob): void {
    if (!this.#shown.has(sha256))
      this.#shown.set(sha256, { url: URL.createObjectURL(blob), bytes: blob.size });
  }
}
