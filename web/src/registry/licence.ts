/** The text of a licence's value: its number, and what is known of it; as the server writes and reads it. */
export interface LicenceSaid {
  number: string;
  from?: string;
  until?: string;
  issuer?: string;
  /** There is no such licence: it was mistyped, or given back. */
  gone?: boolean;
}

/** What stands for a number that is not known. */
export const held_without_number = 'ada';

const separator = '; ';

export function licenceText({ number, from, until, issuer, gone }: LicenceSaid): string {
  if (gone) return `${number}${separator}void`;
  const parts = [number.replaceAll(';', ',').trim()];
  if (from) parts.push(`from ${from}`);
  if (until) parts.push(`until ${until}`);
  if (issuer?.trim()) parts.push(`issuer ${issuer.replaceAll(';', ',').trim()}`);
  return parts.join(separator);
}

export function licenceSaid(text: string): LicenceSaid {
  const [number = '', ...parts] = text.split(separator);
  const said: LicenceSaid = { number };
  for (const part of parts) {
    const [, word, rest] = /^(\w+) ?(.*)$/.exec(part) ?? [];
    if (word === 'void') said.gone = true;
    else if (word === 'from' || word === 'until' || word === 'issuer') said[word] = rest;
  }
  return said;
}
