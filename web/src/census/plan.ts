/** What a plan needs, counted as the server counts it once the names are there. */
export interface Needs {
  names: number;
  enumerators: number;
  cost: number;
}
export const needsOf = (
  names: number,
  { per, honorarium, cost }: { per: number; honorarium: number; cost: number },
): Needs => ({
  names,
  enumerators: per > 0 ? Math.ceil(names / per) : 0,
  cost: honorarium * names + cost,
});

export const per_enumerator_default = 500;
export const per_enumerator_max = 1_000;
/** Businesses that nobody has said to be gone. */
export const statuses_default = ['claimed', 'found', 'verified', 'paused'];
export const statuses_offered = [...statuses_default, 'closed', 'moved'];
