/** Days as people type them: 31-12-2023. The browser's own field shows them in the order of its own language. */

const two = (text: string): string => text.padStart(2, '0');

/** What was typed as YYYY-MM-DD: day first, parted by dash, slash, dot or blank, or eight digits; "" if no such day. */
export function parseDay(typed: string): string {
  const text = typed.trim();
  const iso = text.match(/^(\d{4})-(\d{2})-(\d{2})$/);
  if (iso) return existing(iso[1]!, iso[2]!, iso[3]!);
  const parts =
    text.match(/^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/) ?? text.match(/^(\d{2})(\d{2})(\d{4})$/);
  return parts ? existing(parts[3]!, two(parts[2]!), two(parts[1]!)) : '';
}

function existing(year: string, month: string, day: string): string {
  const text = `${year}-${month}-${day}`;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : '';
}

export function dayEntry(iso: string): string {
  const [year, month, day] = iso.split('-');
  return day ? `${day}-${month}-${year}` : '';
}
