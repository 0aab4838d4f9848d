/** How a visit can end: the server's closed list (src/census/outcome.h), which a test compares with it. */
export interface Outcome {
  name: string;
  /** The questionnaire is to be answered. */
  asks: boolean;
  /** The business is none of this area's any more: needs a photo, the place, or a note. */
  removes: boolean;
}

const plain = { asks: false, removes: false };
const asks = { asks: true, removes: false };
const removes = { asks: false, removes: true };

export const outcomes: readonly Outcome[] = [
  { name: 'found', ...asks },
  { name: 'changed_owner', ...asks },
  { name: 'temporarily_closed', ...plain },
  { name: 'closed', ...removes },
  { name: 'moved_within', ...asks },
  { name: 'moved_away', ...removes },
  { name: 'deceased', ...removes },
  { name: 'duplicate_of', ...removes },
  { name: 'not_a_business', ...removes },
  { name: 'refused', ...plain },
  { name: 'not_found', ...plain },
  { name: 'unreachable', ...plain },
];

export const outcomeOf = (name: string): Outcome | undefined => outcomes.find((one) => one.name === name);

/** A business is not there only when it was looked for on so many days. */
export const notFoundDays = 3;

/** In the order in which one decides at the door: it is here, it is not any more, nobody could be asked. */
export const outcomeGroups = [
  { name: 'here', outcomes: ['found', 'changed_owner', 'moved_within', 'temporarily_closed'] },
  { name: 'away', outcomes: ['not_found', 'refused', 'unreachable'] },
  {
    name: 'gone',
    outcomes: ['closed', 'moved_away', 'deceased', 'duplicate_of', 'not_a_business'],
  },
] as const;

/** A business that no pack names was met, so that only some ends make sense. */
export const outcomesOfFound: readonly string[] = ['found', 'temporarily_closed', 'refused'];
