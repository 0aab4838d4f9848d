import { makeAudit, makeUsers } from './access.mjs';
import { inventedBoundaries, loadAreas } from './areas.mjs';
import { makeBusinesses } from './businesses.mjs';
import { pastBatches } from './intake.mjs';
import { makePairs } from './pairs.mjs';

/** Everything the mock remembers. `boundaries`: undefined for invented ones, null for none. */
export function makeState({ empty, boundaries }) {
  const areas = loadAreas();
  const businesses = empty ? [] : makeBusinesses(areas);
  return {
    areas,
    businesses,
    byId: new Map(businesses.map((one) => [one.id, one])),
    pairs: empty ? [] : makePairs(businesses),
    entries: new Map(empty ? [] : pastBatches().map((entry) => [entry.batch.id, entry])),
    users: empty ? [] : makeUsers(),
    audit: empty ? [] : makeAudit(),
    boundaries: boundaries === undefined ? inventedBoundaries() : boundaries,
    sessions: new Map(),
    failures: 0,
    /** Tests set this to see what happens without a server. */
    down: false,
  };
}
