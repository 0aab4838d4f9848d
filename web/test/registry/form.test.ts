import { expect, it } from 'vitest';
import { BusinessForm, conflictsOf } from '../../src/registry/form.svelte';
import { business, clientOf, fact, json, refusal } from '../fixture';

const known = business([
  fact('f1', '2021-12-31', {
    'business.name': 'Warung Bu Sri',
    'contact.phone': '+62812****678',
    'measure.sales': '60000000',
  }),
]);

const edit = (...answers: Parameters<typeof clientOf>) => {
  const { client, sent } = clientOf(...answers);
  const form = new BusinessForm(client, '3316', '2024-01-31', known);
  form.reason = 'telepon dengan pemilik';
  return { form, sent };
};

it('says only what was changed', () => {
  const { form } = edit(json({}));
  form.type('business.name', 'Warung Bu Sri');
  form.type('measure.sales', '72.000.000');
  form.type('business.product', '   ');
  expect(form.changes).toEqual([{ field: 'measure.sales', text: '72000000' }]);
});

it('shows amounts with their thousands and masked values not at all', () => {
  const { form } = edit(json({}));
  expect(form.entry('measure.sales')).toBe('60.000.000');
  expect(form.entry('contact.phone')).toBe('');
});

it('adds a fact against the version that was seen', async () => {
  const { form, sent } = edit(json(business([], { version: 5 }), 201));
  form.type('owner.nik', '3316 0949 0587 0001');
  expect(await form.save()).toBe('b1');
  expect(sent[0]).toMatchObject({
    method: 'PUT',
    body: {
      day: '2024-01-31',
      reason: 'telepon dengan pemilik',
      values: [{ field: 'owner.nik', text: '3316094905870001' }],
    },
  });
  expect(sent[0]!.headers['If-Match']).toBe('"4"');
  expect(sent[0]!.path).toMatch(/^\/businesses\/3316\/b1\/facts\/[0-9a-f]{32}$/);
});

it('does not save without a reason or without a change', async () => {
  const { form, sent } = edit(json({}));
  expect(await form.save()).toBeUndefined();
  form.type('business.name', 'Warung Sri');
  form.reason = 'ya';
  expect(await form.save()).toBeUndefined();
  expect(sent).toHaveLength(0);
  expect(form.tried).toBe(true);
});

it('shows both sides when somebody else was faster, and overwrites neither', async () => {
  const now = business(
    [fact('f2', '2024-01-30', { 'business.name': 'Warung Sri Rejeki', 'measure.sales': '60000000' })],
    {
      version: 5,
    },
  );
  const { form, sent } = edit(json(now, 412), json(business([], { version: 6 }), 201));
  form.type('business.name', 'Warung Sri Barokah');
  form.type('business.product', 'Pecel');
  expect(await form.save()).toBeUndefined();
  expect(form.problem).toBeUndefined();
  expect(form.conflicts).toMatchObject([
    { field: 'business.name', mine: 'Warung Sri Barokah', theirs: 'Warung Sri Rejeki', keep: 'mine' },
  ]);
  form.conflicts[0]!.keep = 'theirs';
  expect(await form.save()).toBe('b1');
  expect(sent[1]!.headers['If-Match']).toBe('"5"');
  expect(sent[1]!.body).toMatchObject({ values: [{ field: 'business.product', text: 'Pecel' }] });
});

it('leaves alone what both changed to the same', () => {
  const before = business([fact('a', '2021-01-01', { note: 'x' })]);
  const now = business([fact('b', '2022-01-01', { note: 'y', 'business.product': 'Sate' })]);
  const mine = [
    { field: 'note', text: 'y' },
    { field: 'business.activity', text: 'z' },
  ];
  expect(conflictsOf(mine, before, now)).toEqual([]);
});

it('keeps what was typed when the server refuses it, with the faults', async () => {
  const { form } = edit(
    refusal('registry.bad_values', 422, [{ path: 'owner.nik', key: 'registry.nik_length' }]),
  );
  form.type('owner.nik', '123');
  expect(await form.save()).toBeUndefined();
  expect(form.faults).toEqual([{ path: 'owner.nik', key: 'registry.nik_length' }]);
  expect(form.entry('owner.nik')).toBe('123');
});

it('registers a new business under an id of its own, with a name at least', async () => {
  const { client, sent } = clientOf(json({}, 201));
  const form = new BusinessForm(client, '3316', '2024-01-31');
  form.type('contact.phone', '0812-3456-7890');
  expect(await form.save()).toBeUndefined();
  form.type('owner.name', 'Sri Rahayu');
  const id = await form.save();
  expect(sent[0]!.path).toBe(`/businesses/3316/${id}`);
  expect(sent[0]!.body).toEqual({
    day: '2024-01-31',
    values: [
      { field: 'contact.phone', text: '+6281234567890' },
      { field: 'owner.name', text: 'Sri Rahayu' },
    ],
  });
});
