/** A person's number never stands in an address, which browsers and proxies keep: a mark stands for it, in this tab only. */
const numbers: string[] = [];
const mark = /^~(\d+)$/;
const digits_min = 9;
/** A NIB is public; what may as well be a phone is not taken for one. */
const nib = /^(?!08|62)\d{13}$/;

/** True for what is looked for as a NIK or a phone. */
export function isPersonsNumber(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  return digits.length >= digits_min && !nib.test(digits) && !/\p{L}/u.test(text);
}

/** What stands in the address for words that are searched for. */
export function conceal(text: string): string {
  if (!isPersonsNumber(text)) return text;
  const known = numbers.indexOf(text);
  return `~${known >= 0 ? known : numbers.push(text) - 1}`;
}

/** The words that an address stands for; none for a mark of another tab. */
export function reveal(address: string): string {
  const number = mark.exec(address)?.[1];
  return number === undefined ? address : (numbers[Number(number)] ?? '');
}
