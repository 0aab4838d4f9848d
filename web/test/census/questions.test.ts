import { beforeAll, expect, it } from 'vitest';
import { sentences } from '../../src/base/i18n.svelte';
import type { QuestionnaireDocument } from '../../src/census/api';
import { QuestionnaireForm } from '../../src/questionnaire/form.svelte';
import {
  checkWords,
  conditionWords,
  documentIn,
  faultsBelow,
  freeKey,
  moved,
  tidied,
  withLimit,
} from '../../src/questionnaire/questions';
import { clientOf, json } from '../fixture';

beforeAll(() => sentences.need(['base', 'registry', 'census']));

const document = (): QuestionnaireDocument => ({
  title: 'Kecil',
  sections: [
    {
      id: 'usaha',
      title: 'Usaha',
      questions: [
        {
          id: 'makes',
          kind: 'choice',
          title: 'Membuat sendiri?',
          options: [
            { key: 'yes', title: 'Ya' },
            { key: 'no', title: 'Tidak' },
          ],
        },
        { id: 'workers', kind: 'number', title: 'Pekerja', when: [{ question: 'makes', is: ['yes'] }] },
      ],
    },
    {
      id: 'uang',
      title: 'Uang',
      questions: [
        {
          id: 'family',
          kind: 'number',
          title: 'Keluarga',
          checks: [{ level: 'hard', at_most: 'workers', message: 'Lebih dari pekerja.' }],
        },
      ],
    },
  ],
});
const ids = ({ sections }: QuestionnaireDocument) =>
  sections.map(({ questions }) => questions.map(({ id }) => id));
const form = () => new QuestionnaireForm(clientOf(json({})).client, '3316', 'q', document());

it('says conditions and checks as an enumerator would', () => {
  const asked = document();
  expect(conditionWords({ question: 'makes', is: ['yes', 'no'] }, asked)).toBe(
    'Hanya bila “Membuat sendiri?” dijawab Ya atau Tidak',
  );
  expect(conditionWords({ question: 'makes', unless: true }, asked)).toContain('tidak dijawab');
  const family = asked.sections[1]!.questions[0]!;
  expect(checkWords(family.checks![0]!, family, asked)).toBe('bila lebih dari “Pekerja”');
  expect(checkWords({ level: 'soft', min: 1_000, message: '' }, family, asked)).toBe(
    'bila kurang dari 1.000',
  );
});

it('lets who refers to a question follow when its key changes', () => {
  const editing = form();
  editing.rename(editing.document.sections[0]!.questions[1]!, 'pekerja');
  expect(editing.document.sections[1]!.questions[0]!.checks![0]!.at_most).toBe('pekerja');
  expect(editing.changed).toBe(true);
});

it('moves a question over the edge of its section into the next', () => {
  const editing = form();
  editing.moveQuestion(0, 1, 1);
  expect(ids(editing.document)).toEqual([['makes'], ['workers', 'family']]);
  editing.moveQuestion(1, 0, -1);
  editing.moveQuestion(0, 1, -1);
  expect(ids(editing.document)).toEqual([['workers', 'makes'], ['family']]);
  editing.moveQuestion(0, 0, -1);
  expect(ids(editing.document)).toEqual([['workers', 'makes'], ['family']]);
});

it('drops what does not go with a new kind, and takes the words of a field as options', () => {
  const editing = form();
  const question = editing.addQuestion(0, 'Jenis kelamin');
  editing.changeKind(question, 'choice');
  editing.changeField(question, 'owner.sex');
  expect(question.options?.map(({ key }) => key)).toEqual(['male', 'female']);
  editing.changeKind(question, 'number');
  expect(question.options).toBeUndefined();
  expect(question.field).toBeUndefined();
});

it('makes keys that are free, and sends nothing that is empty', () => {
  expect(freeKey('Jumlah pekerja, semua!', [])).toBe('jumlah_pekerja_semua');
  expect(freeKey('Pekerja', ['pekerja', 'pekerja_2'])).toBe('pekerja_3');
  expect(freeKey('???', [])).toBe('isian');
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  const sent = tidied({
    title: ' X ',
    sections: [
      {
        id: 's',
        title: 'S',
        questions: [
          {
            id: 'q',
            kind: 'text',
            title: 'Q ',
            hint: ' ',
            required: false,
            options: [],
            when: [],
            values_max: 3,
          },
        ],
      },
    ],
  });
  expect(sent).toEqual({
    title: 'X',
    sections: [{ id: 's', title: 'S', questions: [{ id: 'q', kind: 'text', title: 'Q' }] }],
  });
});

it('gives a check one limit in place of another', () => {
  const check = { level: 'hard' as const, message: 'm', min: 3 };
  expect(withLimit(check, 'at_most', 'workers')).toEqual({ level: 'hard', message: 'm', at_most: 'workers' });
  expect(withLimit(check, 'max', '')).toEqual({ level: 'hard', message: 'm' });
});

it('finds the faults of one question, not those of the tenth when the first is meant', () => {
  const faults = [
    'sections[0].questions[1].id',
    'sections[0].questions[10].id',
    'sections[0].questions[1]',
  ].map((path) => ({ path, key: 'census.key_twice' }));
  expect(faultsBelow(faults, 'sections[0].questions[1]').map(({ path }) => path)).toEqual([
    'sections[0].questions[1].id',
    'sections[0].questions[1]',
  ]);
});

it('takes only what has the form of a questionnaire', () => {
  expect(documentIn(JSON.stringify(document()))?.sections).toHaveLength(2);
  expect(documentIn('{"title":"x","sections":[{"title":"y"}]}')).toBeUndefined();
  expect(
    documentIn('{"title":"x","sections":[{"title":"y","questions":[{"title":"z","kind":"poem"}]}]}'),
  ).toBe(undefined);
  expect(documentIn('not json')).toBeUndefined();
});
