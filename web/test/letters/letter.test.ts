import { describe, expect, it } from 'vitest';
import type { Content, Setup } from '../../src/letters/api';
import { blocksOf } from '../../src/letters/blocks';
import { LetterDraft } from '../../src/letters/letter.svelte';
import { LetterSetup } from '../../src/letters/setup.svelte';
import { Client } from '../../src/base/client';

describe('the body of a letter', () => {
  it('parts paragraphs and aligned lines', () => {
    expect(blocksOf('Kepada Yth.\nSiti\n\nNama : Sari\nAlamat : Jl. A : 5\n\n\nSekian.')).toEqual([
      { text: 'Kepada Yth.\nSiti' },
      {
        pairs: [
          ['Nama', 'Sari'],
          ['Alamat', 'Jl. A : 5'],
        ],
      },
      { text: 'Sekian.' },
    ]);
    expect(blocksOf(' \n\n ')).toEqual([]);
  });
});

const setup: Setup = {
  letterhead: {
    agency: 'Dinas',
    address: 'Jl. A',
    place: 'Blora',
    position: 'Kepala',
    signatory: 'Budi',
    nip: '1',
    number_format: '{urut}/{tahun}',
  },
  templates: [
    {
      kind: 'coached',
      version: 0,
      title: 'KETERANGAN',
      body: '{usaha} dibina {binaan} untuk {keperluan} di {kota}',
      names: ['usaha', 'binaan', 'keperluan', 'kota'],
    },
  ],
  placeholders: [
    { name: 'usaha', origin: 'business' },
    { name: 'binaan', origin: 'business' },
    { name: 'keperluan', origin: 'typed' },
    { name: 'kota', origin: 'letterhead' },
  ],
};

/** A server that knows the setup and shows a sheet; what it was asked is kept. */
function server() {
  const asked: { path: string; body: unknown }[] = [];
  const sheet: Partial<Content> = {
    title: 'KETERANGAN',
    body: 'Sari dibina {binaan} untuk {keperluan} di Blora',
  };
  const client = new Client('', async (path, init) => {
    asked.push({ path: String(path), body: init?.body ? JSON.parse(String(init.body)) : undefined });
    return new Response(JSON.stringify(String(path).endsWith('setup') ? setup : { ...sheet, id: 'l1' }));
  });
  return { client, asked };
}

describe('writing a letter', () => {
  it('asks for what is typed and for what the registry does not know', async () => {
    const { client } = server();
    const draft = new LetterDraft(client, '3316', 'b1', '2026-11-28');
    await draft.load();
    expect(draft.open).toEqual(['binaan', 'keperluan']);
  });

  it('sends only what was filled in', async () => {
    const { client, asked } = server();
    const draft = new LetterDraft(client, '3316', 'b1', '2026-11-28');
    await draft.load();
    draft.values = { binaan: ' Dinas ', keperluan: '' };
    expect(await draft.issue()).toBe('l1');
    expect(asked.at(-1)!.body).toEqual({
      kind: 'coached',
      day: '2026-11-28',
      values: [{ name: 'binaan', text: 'Dinas' }],
    });
  });
});

describe('the wording', () => {
  it('names what means nothing before it is sent', async () => {
    const { client } = server();
    const wording = new LetterSetup(client);
    await wording.load('3316');
    expect(wording.changed).toBe(false);
    wording.body = '{usaha} {merk} {merk} {Kota}';
    expect(wording.changed).toBe(true);
    expect(wording.unknownNames).toEqual(['merk', 'Kota']);
  });
});
