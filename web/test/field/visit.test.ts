import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sentences } from '../../src/base/i18n.svelte';
import type { Draft, Target, VisitPort } from '../../src/field/visit/port';
import Visit from '../../src/field/visit/Visit.svelte';
import { document as asked, draft, other, shop, target } from './fixture';

const business = (id: string, name: string, owner: string, more: Partial<Target> = {}): Target => ({
  id,
  place: 1,
  name,
  owner,
  address: 'Jl. Mawar 12',
  hamlet: 'Krajan',
  rt: '3',
  rw: '1',
  state: '',
  outcome: '',
  attempts: 0,
  twin: false,
  draft: '',
  ...more,
});
const pack = [
  business(target, 'Keripik Barokah', 'Siti Rokhmah', { attempts: 1 }),
  business(other, 'Warung Bu Ngatini', 'Ngatini', { place: 2 }),
];

function visit(more: Partial<Draft> = {}, port: Partial<VisitPort> = {}) {
  const saved: Draft[] = [];
  const submitted: Draft[] = [];
  const full: VisitPort = {
    draft: draft(more),
    questionnaire: asked,
    today: '2026-01-01',
    target: more.found ? undefined! : pack[0]!,
    targets: pack,
    save: async (kept) => void saved.push(kept),
    keepPhoto: async () => 'f'.repeat(64),
    photo: async () => undefined,
    submit: async (sent) => void submitted.push(sent),
    leave: vi.fn(),
    ...port,
  };
  render(Visit, { port: full });
  return { saved, submitted, port: full };
}

const heading = (): string => screen.getByRole('heading', { level: 1 }).textContent;
const press = async (name: string | RegExp): Promise<void> => {
  await fireEvent.click(screen.getByRole('button', { name }));
  await tick();
};
const choose = async (name: RegExp): Promise<void> => {
  await fireEvent.click(screen.getByRole('radio', { name }));
};
const type = async (label: RegExp, text: string): Promise<void> => {
  await fireEvent.input(screen.getByLabelText(label), { target: { value: text } });
};

beforeEach(async () => {
  vi.stubGlobal('scrollTo', () => {});
  Element.prototype.scrollIntoView ??= () => {};
  await sentences.need(['census', 'registry', 'visit']);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('a visit', () => {
  it('goes from the door to the outbox, and asks only what is to be asked', async () => {
    const { submitted } = visit({ answers: shop });
    expect(heading()).toBe('Usaha yang didatangi');
    await press('Lanjut');
    expect(heading()).toBe('Apa yang Anda temukan?');
    await choose(/^Ada dan berjalan/);
    await press('Lanjut');
    expect(heading()).toBe('Persetujuan pemilik');
    expect(screen.queryByRole('button', { name: 'Lanjut' })).toBeNull();
    await press(/^Setuju/);
    const pages = ['Pemilik', 'Usaha', 'Produksi', 'Tempat usaha', 'Tenaga kerja', 'Uang', 'Pemasaran'];
    for (const page of [...pages, 'Izin', 'Kebutuhan', 'Bukti kunjungan']) {
      expect(heading()).toBe(page);
      if (page === 'Produksi') expect(screen.queryByText('Barang yang dibuat')).toBeNull();
      await press('Lanjut');
    }
    expect(heading()).toBe('Periksa lalu kirim');
    expect(screen.getByText('Lengkap. Siap dikirim.')).toBeTruthy();
    await press('Kirim');
    await waitFor(() => expect(heading()).toBe('Kunjungan tersimpan'));
    expect(submitted).toHaveLength(1);
    expect(submitted[0]).toMatchObject({ outcome: 'found', consent: true });
    expect(submitted[0]!.answers.sales_month).toEqual({ values: ['2500000'] });
  });

  it('of who refuses is recorded without an answer', async () => {
    const { submitted } = visit({ outcome: 'found', step: 'consent', answers: shop });
    await press(/^Menolak/);
    expect(heading()).toBe('Bukti kunjungan');
    await press('Lanjut');
    await press('Kirim');
    await waitFor(() => expect(submitted).toHaveLength(1));
    expect(submitted[0]).toMatchObject({ outcome: 'refused', consent: false, answers: {} });
  });

  it('of who is gone needs a reason, and says so at its entry', async () => {
    const { submitted } = visit({ step: 'outcome' });
    await choose(/^Sudah tutup seterusnya/);
    await press('Lanjut');
    await press('Lanjut');
    expect(screen.getByText('Beri alasan: foto, lokasi, atau catatan.')).toBeTruthy();
    expect(heading()).toBe('Bukti kunjungan');
    await type(/^Catatan/, 'Rumah kosong sejak Lebaran');
    await press('Lanjut');
    await press('Kirim');
    await waitFor(() => expect(submitted).toHaveLength(1));
  });

  it('tells the day of a search, and what the supervisor said', async () => {
    visit({}, { comment: 'Foto belum ada.' });
    expect(screen.getByText('Foto belum ada.')).toBeTruthy();
    expect(screen.queryByText('Belum diterima kantor')).toBeNull();
    await press('Lanjut');
    expect(screen.getByText('Hari ke-2 dari 3. Datang lagi di hari lain.')).toBeTruthy();
  });

  it('that the server refused says why', async () => {
    visit({}, { faults: [{ path: 'answers.products', key: 'kbli.unknown_code' }] });
    expect(screen.getByText(/^Barang yang dibuat:/)).toBeTruthy();
  });

  it('that is the same as another says which', async () => {
    const { submitted } = visit({ step: 'outcome', note: 'papan nama sama' });
    await choose(/^Sama dengan usaha lain/);
    await type(/^Sama dengan usaha yang mana/, 'ngati');
    await press(/Warung Bu Ngatini/);
    await press('Lanjut');
    await press('Lanjut');
    await press('Kirim');
    await waitFor(() => expect(submitted[0]?.other).toBe(other));
  });
});

describe('entries', () => {
  const open = { outcome: 'found', consent: true };

  it('read money as it is typed, and remark what is odd', async () => {
    visit({ ...open, step: 'section.money' });
    const entry = screen.getByLabelText(/^Omzet sebulan sekarang/);
    await fireEvent.input(entry, { target: { value: '1,2 jt' } });
    expect(screen.getByText(/Rp\s1\.200\.000/)).toBeTruthy();
    await fireEvent.input(entry, { target: { value: '900' } });
    await fireEvent.focusOut(entry);
    expect(screen.getByText('Di bawah Rp100.000 sebulan: betul?')).toBeTruthy();
    await press('Memang begitu');
    expect(screen.queryByText('Di bawah Rp100.000 sebulan: betul?')).toBeNull();
    await press('ribu');
    expect(screen.getByText(/Rp\s900\.000/)).toBeTruthy();
  });

  it('ask what an answer makes worth asking', async () => {
    visit({ ...open, step: 'section.production' });
    expect(screen.queryByText('Barang yang dibuat')).toBeNull();
    const makes = screen.getByRole('group', { name: /membuat barang sendiri/ });
    await fireEvent.click(within(makes).getByRole('radio', { name: 'Ya' }));
    expect(screen.getByText('Barang yang dibuat')).toBeTruthy();
    await fireEvent.input(screen.getByLabelText('Nama barang'), { target: { value: 'Keripik' } });
    await press('bungkus');
    expect(screen.getByLabelText<HTMLInputElement>('Satuan').value).toBe('bungkus');
  });

  it('say what is wrong once they are left, and hold a page for one press', async () => {
    visit({ ...open, step: 'section.workers' });
    await press('Lanjut');
    expect(heading()).toBe('Tenaga kerja');
    expect(screen.getByText(/3 isian di halaman ini belum lengkap/)).toBeTruthy();
    expect(screen.getByLabelText(/^Pekerja laki-laki/)).toBe(document.activeElement);
    await press('Lanjut');
    expect(heading()).toBe('Uang');
  });

  it('that are missing are links of the summary', async () => {
    visit({ ...open, answers: { ...shop, workers: { values: ['0'] } }, step: 'summary' });
    await press('Kirim');
    await press(/Jumlah pekerja.*Paling sedikit pemilik sendiri/);
    await waitFor(() => expect(heading()).toBe('Tenaga kerja'));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/^Jumlah pekerja/)));
  });
});

describe('a business on the way', () => {
  it('may be one of the pack, and another after all', async () => {
    const found = { name: '', owner: '', address: '', hamlet: '', rt: '', rw: '' };
    visit({ target: 'd'.repeat(32), found });
    await type(/^Nama usaha/, 'Kripik Barokah');
    await type(/^Nama pemilik/, 'St. Rochmah');
    expect(screen.getByText(/nama usaha sama/)).toBeTruthy();
    await press('Pakai yang ini');
    expect(heading()).toBe('Usaha yang didatangi');
    await press('Bukan, ini usaha lain');
    expect(screen.getByLabelText<HTMLInputElement>(/^Nama usaha/).value).toBe('Kripik Barokah');
  });
});

describe('what is typed', () => {
  it('is kept, and kept before one leaves', async () => {
    const { saved, port } = visit({ step: 'proof', outcome: 'refused' });
    await type(/^Catatan/, 'Datang lagi');
    await press('Simpan dulu');
    await waitFor(() => expect(port.leave).toHaveBeenCalled());
    expect(saved.at(-1)!.note).toBe('Datang lagi');
  });

  it('stays on the screen of a phone that is full, which says so', async () => {
    const port = { save: () => Promise.reject(new DOMException('full', 'QuotaExceededError')) };
    const { port: full } = visit({ step: 'proof', outcome: 'refused' }, port);
    await type(/^Catatan/, 'Datang lagi');
    await press('Simpan dulu');
    await waitFor(() => expect(screen.getByText(/^Penyimpanan HP penuh/)).toBeTruthy());
    expect(full.leave).not.toHaveBeenCalled();
    expect(screen.getByLabelText<HTMLTextAreaElement>(/^Catatan/).value).toBe('Datang lagi');
  });

  it('is not kept when nothing was typed', async () => {
    const { saved, port } = visit();
    await press('Simpan dulu');
    await waitFor(() => expect(port.leave).toHaveBeenCalled());
    expect(saved).toEqual([]);
  });
});
