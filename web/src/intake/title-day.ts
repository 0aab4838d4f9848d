/** The day that the titles above a list speak of: "Keadaan per 31 Desember 2022", or the end of "TAHUN 2022". */
const months = [
  /^jan/,
  /^[fp]eb/,
  /^mar/,
  /^apr/,
  /^me[iy]/,
  /^jun/,
  /^jul/,
  /^a(gu|ug|gs)/,
  /^sep/,
  /^o[kc]t/,
  /^no[pv]/,
  /^de[sc]/,
];

const two = (value: number): string => String(value).padStart(2, '0');

export function dayInTitles(titles: readonly string[], today: string): string {
  const found = titles.map(dayIn).find((day) => day !== '' && day <= today);
  if (found) return found;
  const year = titles.map((title) => title.match(/\btahun\s+((?:19|20)\d\d)\b/i)?.[1]).find(Boolean);
  return year && `${year}-12-31` <= today ? `${year}-12-31` : '';
}

function dayIn(title: string): string {
  const written = title.match(/\b(\d{1,2})\s+(\p{L}{3,})\.?\s+((?:19|20)\d\d)\b/u);
  if (written) {
    const month = months.findIndex((name) => name.test(written[2]!.toLowerCase())) + 1;
    return month > 0 ? existing(Number(written[3]), month, Number(written[1])) : '';
  }
  const digits = title.match(/\b(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d\d)\b/);
  return digits ? existing(Number(digits[3]), Number(digits[2]), Number(digits[1])) : '';
}

function existing(year: number, month: number, day: number): string {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && day >= 1 && day <= last ? `${year}-${two(month)}-${two(day)}` : '';
}
