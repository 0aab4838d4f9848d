import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Keeper } from '../../src/field/visit/keeper.svelte';
import { fitted, jpegSize } from '../../src/field/visit/photo';
import { isRough, placeOf, searchPlace } from '../../src/field/visit/place';
import type { Draft, Place } from '../../src/field/visit/port';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('keeping a draft', () => {
  const draft = (note: string) => ({ note }) as Draft;

  it('keeps what was typed last, at most 300 ms after the first letter', async () => {
    const saved: string[] = [];
    const keeper = new Keeper(async ({ note }) => void saved.push(note));
    keeper.change(draft('a'));
    await vi.advanceTimersByTimeAsync(200);
    keeper.change(draft('ab'));
    expect([saved, keeper.state]).toEqual([[], 'waiting']);
    await vi.advanceTimersByTimeAsync(100);
    expect([saved, keeper.state]).toEqual([['ab'], 'kept']);
  });

  it('keeps the text when the phone is full, and tries again', async () => {
    let full = true;
    const saved: string[] = [];
    const keeper = new Keeper(async ({ note }) => {
      if (full) throw new DOMException('full', 'QuotaExceededError');
      saved.push(note);
    });
    keeper.change(draft('panjang'));
    expect(await keeper.flush()).toBe(false);
    expect(keeper.state).toBe('full');
    full = false;
    expect(await keeper.flush()).toBe(true);
    expect([saved, keeper.state]).toEqual([['panjang'], 'kept']);
  });

  it('never keeps an older draft over a newer one', async () => {
    const saved: string[] = [];
    let open: (() => void) | undefined;
    const keeper = new Keeper(({ note }) => {
      saved.push(note);
      return note === 'a' ? new Promise((done) => (open = done)) : Promise.resolve();
    });
    keeper.change(draft('a'));
    const first = keeper.flush();
    await vi.advanceTimersByTimeAsync(0);
    keeper.change(draft('ab'));
    const second = keeper.flush();
    open!();
    await Promise.all([first, second]);
    expect([saved, keeper.state]).toEqual([['a', 'ab'], 'kept']);
  });
});

describe('photos', () => {
  it('fit, and are not made larger', () => {
    expect(fitted({ width: 4000, height: 3000 }, 1280)).toEqual({ width: 1280, height: 960 });
    expect(fitted({ width: 3000, height: 4000 }, 1280)).toEqual({ width: 960, height: 1280 });
    expect(fitted({ width: 640, height: 480 }, 1280)).toEqual({ width: 640, height: 480 });
    expect(fitted({ width: 9000, height: 1 }, 900)).toEqual({ width: 900, height: 1 });
  });

  it('tell their size behind Exif of any length, or nothing', async () => {
    const exif = [0xff, 0xe1, 0x00, 0x06, 1, 2, 3, 4];
    const frame = [0xff, 0xc0, 0x00, 0x11, 8, 0x0b, 0xb8, 0x0f, 0xa0];
    const jpeg = new Blob([new Uint8Array([0xff, 0xd8, ...exif, ...frame, ...Array(20).fill(0)])]);
    expect(await jpegSize(jpeg)).toEqual({ width: 4000, height: 3000 });
    expect(await jpegSize(new Blob(['PNG und so weiter']))).toBeUndefined();
    expect(await jpegSize(new Blob([new Uint8Array([0xff, 0xd8, 0xff])]))).toBeUndefined();
  });
});

describe('the place', () => {
  class Sky implements Geolocation {
    watching = 0;
    fix!: PositionCallback;
    fail!: PositionErrorCallback;
    getCurrentPosition(): void {}
    watchPosition(fix: PositionCallback, fail?: PositionErrorCallback | null): number {
      this.watching++;
      this.fix = fix;
      this.fail = fail!;
      return 1;
    }
    clearWatch(): void {
      this.watching--;
    }
    at(accuracy: number): void {
      this.fix({ coords: { latitude: -6.97, longitude: 111.41, accuracy } } as GeolocationPosition);
    }
    refuse(code: number): void {
      this.fail({ code, PERMISSION_DENIED: 1 } as GeolocationPositionError);
    }
  }
  const start = (sky: Sky | undefined) => {
    const places: Place[] = [];
    const ends: (string | undefined)[] = [];
    const search = searchPlace(
      { better: (place) => places.push(place), end: (why) => ends.push(why) },
      sky,
      30_000,
    );
    return { search, ends, accuracies: () => places.map(({ accuracy_m }) => accuracy_m) };
  };

  it('is the best one until it is good enough', () => {
    const sky = new Sky();
    const { ends, accuracies } = start(sky);
    for (const accuracy of [80, 120, 30, 12.4, 5]) sky.at(accuracy);
    expect([accuracies(), ends, sky.watching]).toEqual([[80, 30, 12], [undefined], 0]);
  });

  it('is what was found when time is up, and says so when that is nothing', async () => {
    const sky = new Sky();
    const found = start(sky);
    sky.at(70);
    const lost = start(new Sky());
    await vi.advanceTimersByTimeAsync(30_000);
    expect([found.ends, lost.ends]).toEqual([[undefined], ['nothing']]);
  });

  it('ends at once when it is refused, not when satellites are out of sight', () => {
    const sky = new Sky();
    const { ends } = start(sky);
    sky.refuse(2);
    expect(ends).toEqual([]);
    sky.refuse(1);
    expect(ends).toEqual(['refused']);
    expect(start(undefined).ends).toEqual(['missing']);
  });

  it('is sent in whole millionths, and rough beyond a house', () => {
    const coords = { latitude: -6.9701234, longitude: 111.4167, accuracy: 51.2 } as GeolocationCoordinates;
    const place = placeOf(coords);
    expect(place).toEqual({ latitude_e6: -6_970_123, longitude_e6: 111_416_700, accuracy_m: 51 });
    expect(isRough(place)).toBe(true);
    expect(placeOf({ ...coords, accuracy: 3e6 }).accuracy_m).toBe(100_000);
  });
});
