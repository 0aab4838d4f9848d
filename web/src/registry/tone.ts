/** The colour a status speaks with: green for checked, amber for waiting, red for gone. */
export function toneOf(status: string): 'good' | 'brand' | 'wait' | 'bad' | '' {
  switch (status) {
    case 'verified':
      return 'good';
    case 'found':
      return 'brand';
    case 'paused':
      return 'wait';
    case 'claimed':
      return '';
    default:
      return 'bad';
  }
}
