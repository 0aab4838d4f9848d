const ok = (text) => ({ text, severity: 'ok', key: null });

const money = (text) => {
  const match = text
    .toLowerCase()
    .replace(/rp\.?\s*/, '')
    .match(/^([\d.,]+)\s*(jt|juta|rb|ribu)?/);
  if (!match) return null;
  const scale = { jt: 1e6, juta: 1e6, rb: 1e3, ribu: 1e3 }[match[2]];
  return scale ? Math.round(Number(match[1].replace(',', '.')) * scale) : Number(match[1].replace(/\D/g, ''));
};

const title = (text) => text.toLowerCase().replace(/(^|[\s'.])\p{L}/gu, (start) => start.toUpperCase());

/** What becomes of one cell: its value in canonical form, and what is odd about it. */
export const checks = {
  'owner.name': (text) =>
    text
      ? {
          ...ok(title(text.replace(/^(H|Hj|Bpk|Ibu)\.?\s+/i, ''))),
          ...(/^(H|Hj|Bpk|Ibu)\./i.test(text)
            ? { severity: 'info', key: 'intake.name_titles', params: { titles: text.split(' ')[0] } }
            : {}),
        }
      : ok(''),
  'business.name': (text) => (/^-?$/.test(text) ? ok('') : ok(text)),
  'owner.nik': (text) => {
    if (/^$|^-$|belum/i.test(text)) return ok('');
    if (/E\+/i.test(text)) return { text: '', severity: 'warning', key: 'registry.nik_truncated' };
    const digits = text.replace(/[^\d]/g, '');
    if (digits.length !== 16) return { text: '', severity: 'error', key: 'registry.nik_length' };
    if (/^(\d)\1+$/.test(digits)) return { text: '', severity: 'error', key: 'registry.nik_dummy' };
    return ok(digits);
  },
  'contact.phone': (text) => {
    const digits = text.replace(/\D/g, '').replace(/^62/, '0');
    if (!digits) return ok('');
    if (digits.length < 9) return { text: '', severity: 'error', key: 'registry.phone_length' };
    return digits.startsWith('8')
      ? { text: `+62${digits}`, severity: 'info', key: 'registry.phone_zero' }
      : ok(`+62${digits.slice(1)}`);
  },
  'measure.sales': (text, settings) => {
    if (!text || text === '-') return ok('');
    const amount = money(text);
    if (amount === null || /-\d/.test(text))
      return {
        text: '',
        severity: 'warning',
        key: 'intake.money_range',
        params: { low: '1000000', high: '5000000' },
      };
    return settings.sales_period === 'month'
      ? {
          text: String(amount * 12),
          severity: 'info',
          key: 'intake.money_monthly',
          params: { amount: String(amount * 12) },
        }
      : ok(String(amount));
  },
  'business.trade': (text) => {
    const word = text.toLowerCase();
    const found = Object.entries({
      food: /makan|keripik|kue|sate|bakso|warung makan/,
      retail: /toko|klontong|kelontong|sembako|dagang/,
      craft: /mebel|kayu|anyam/,
      fashion: /batik|jahit|konveksi/,
      drink: /minum|es |kopi|jamu/,
      service: /jasa|salon|laundry/,
    }).find(([, pattern]) => pattern.test(word));
    return found
      ? ok(found[0])
      : text
        ? { text: '', severity: 'warning', key: 'intake.trade_unknown' }
        : ok('');
  },
  'place.village': (text, _settings, context) => {
    if (!text) return ok('');
    const wanted = text
      .toLowerCase()
      .replace(/^(ds|desa|kel|kelurahan)\.?\s+/, '')
      .replace(/\s/g, '');
    const village = context.villages.find((one) => one.name.toLowerCase().replace(/\s/g, '') === wanted);
    return village ? ok(village.code) : { text: '', severity: 'warning', key: 'intake.place_unknown' };
  },
};

const headings = [
  ['owner.nik', /^(nik|no\.? ?ktp)/i],
  ['owner.name', /^nama( pemilik| lengkap)?$/i],
  ['business.name', /nama usaha|merk|nama toko/i],
  ['business.trade', /jenis usaha|bidang/i],
  ['place.village', /^(desa|kel)/i],
  ['place.address', /alamat/i],
  ['contact.phone', /hp|telp|wa/i],
  ['measure.sales', /omzet|omset/i],
  ['business.nib', /^nib/i],
  ['place.rt', /^rt/i],
];

export const fieldOfHeading = (heading) =>
  headings.find(([, pattern]) => pattern.test(heading.trim()))?.[0] ?? null;

export function headerRow(rows) {
  const hits = rows.slice(0, 15).map((cells) => cells.filter((cell) => fieldOfHeading(cell)).length);
  const best = Math.max(...hits);
  return best >= 2 ? hits.indexOf(best) + 1 : 1;
}
