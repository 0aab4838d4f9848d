import { expect, it } from 'vitest';
import { csvOf } from '../../src/base/csv';

it('writes a table as spreadsheets set to Indonesian open it', () => {
  expect(
    csvOf(
      ['Nama', 'Jumlah'],
      [
        ['Cepu "kota"; barat', 12],
        ['Blora', 0],
      ],
    ),
  ).toBe('"Nama";"Jumlah"\r\n"Cepu ""kota""; barat";12\r\n"Blora";0\r\n');
});

it.each(['=1+1', '+62', '-5', '@x', '\tx'])('keeps a spreadsheet from running %s', (text) => {
  expect(csvOf([text], [])).toBe(`"'${text}"\r\n`);
});
