import type { Place } from './port';

/** Where the phone is: the best fix is kept until it is good enough or time is up, and nothing waits for it. */

export type PlaceFailure = 'refused' | 'missing' | 'nothing';

const good_enough_m = 15;
const patience_ms = 30_000;
const accuracy_m_max = 100_000;

export interface Search {
  stop: () => void;
}
interface Told {
  /** Each fix that is better than those before. */
  better: (place: Place) => void;
  /** No better one is waited for; with why there is none at all. */
  end: (failure?: PlaceFailure) => void;
}

const millionths = (degrees: number): number => Math.round(degrees * 1e6);

export function placeOf({ latitude, longitude, accuracy }: GeolocationCoordinates): Place {
  return {
    latitude_e6: millionths(latitude),
    longitude_e6: millionths(longitude),
    accuracy_m: Math.min(accuracy_m_max, Math.max(0, Math.round(accuracy))),
  };
}

export function searchPlace(
  told: Told,
  geolocation: Geolocation | undefined = navigator.geolocation,
  patience = patience_ms,
): Search {
  let best: Place | undefined;
  let watch: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  const stop = (): void => {
    over = true;
    clearTimeout(timer);
    if (watch !== undefined) geolocation?.clearWatch(watch);
  };
  const end = (failure?: PlaceFailure): void => {
    if (over) return;
    stop();
    told.end(best ? undefined : failure);
  };
  if (!geolocation) {
    end('missing');
    return { stop };
  }
  timer = setTimeout(() => end('nothing'), patience);
  watch = geolocation.watchPosition(
    ({ coords }) => {
      const place = placeOf(coords);
      if (over || (best && place.accuracy_m >= best.accuracy_m)) return;
      best = place;
      told.better(place);
      if (place.accuracy_m <= good_enough_m) end();
    },
    // Only a refusal is final: without satellites a fix may still come.
    (error) => error.code === error.PERMISSION_DENIED && end('refused'),
    { enableHighAccuracy: true, maximumAge: 0, timeout: patience },
  );
  if (over) geolocation.clearWatch(watch);
  return { stop };
}

/** -7,01450; 111,30720 as people read it to each other. */
export const placeWords = ({ latitude_e6, longitude_e6 }: Place, tag: string): string =>
  [latitude_e6, longitude_e6]
    .map((value) => (value / 1e6).toLocaleString(tag, { minimumFractionDigits: 5, maximumFractionDigits: 5 }))
    .join('; ');

const rough_m = 50;
/** Too far off to tell one house from the next street. */
export const isRough = ({ accuracy_m }: Place): boolean => accuracy_m > rough_m;
