import type { MyRegency } from './contract';

export type Zone = MyRegency['zone'];

const names: Record<Zone, string> = { WIB: 'Asia/Jakarta', WITA: 'Asia/Makassar', WIT: 'Asia/Jayapura' };

/** The language and time zone in which figures and times are written. The server knows the zone of a regency. */
class Locale {
  tag = 'id-ID';
  zone = names.WIB;

  use(language: 'id' | 'en'): void {
    this.tag = language === 'id' ? 'id-ID' : 'en-GB';
  }

  useZone(zone: Zone): void {
    this.zone = names[zone];
  }
}

export const locale = new Locale();
