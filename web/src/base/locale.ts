/** The language and time zone in which figures and times are written. */
class Locale {
  tag = 'id-ID';
  zone = 'Asia/Jakarta';

  use(language: 'id' | 'en'): void {
    this.tag = language === 'id' ? 'id-ID' : 'en-GB';
  }

  useZoneOf(area: string): void {
    this.zone = zoneOf(area);
  }
}

export const locale = new Locale();

/** Time zone of an area code's province. Law: Keppres 41/1987; North Kalimantan follows East Kalimantan. */
export function zoneOf(area: string): string {
  const province = Number(area.slice(0, 2));
  if (province >= 81) return 'Asia/Jayapura';
  if ((province >= 51 && province <= 53) || (province >= 63 && province <= 76)) return 'Asia/Makassar';
  return 'Asia/Jakarta';
}
