/** What became of a number: its canonical form, or the key of what is wrong with it. The keys are the server's. */
export interface Read {
  text: string;
  fault: string;
}

export const good = (text: string): Read => ({ text, fault: '' });
export const bad = (fault: string): Read => ({ text: '', fault });
export const malformed = bad('base.malformed');
