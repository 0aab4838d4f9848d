/** Texts as the server measures and compares them. */

/** Without blanks at both ends, inner runs made one blank. */
export const squeeze = (text: string): string =>
  text.replace(/[\s\u0000-\u0020\u0085\u200b\ufeff]+/g, ' ').replace(/^ | $/g, '');

const encoder = new TextEncoder();
/** Length in UTF-8, by which the server limits texts. */
export const bytes = (text: string): number => encoder.encode(text).length;

export const isDigits = (text: string): boolean => /^[0-9]+$/.test(text);

/** Lower case, without accents, every run of anything but letters and digits one blank. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True for a day that the calendar has, written YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const parts = dayPattern.exec(text);
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
