import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkAnswers, type Values } from '../../src/field/visit/answers';
import { rupiahOf } from '../../src/field/visit/money';
import { readQuestionnaire } from '../../src/field/visit/questionnaire';

/** What the server makes of answers: src/census/vector_test.cc reads the same files. */
const read = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../tests/vectors', name), 'utf8'));
interface Case {
  name: string;
  answers: Values;
  complete: boolean;
  faults: string[];
  remarks: string[];
  kept?: Values;
}
const all = read('answers.json');
const questionnaire = readQuestionnaire(all.questionnaire);
const context = { regency: all.regency as string, today: all.today as string };

it.each(all.values as [string, string, string][])('%s %j is %j', (question, sent, kept) => {
  const { answers, faults } = checkAnswers(questionnaire, { [question]: [sent] }, context, false);
  expect(faults.length > 0 ? `!${faults[0]!.key}` : answers[question]![0]).toBe(kept);
});

it.each(all.cases as Case[])('$name', ({ answers, complete, faults, remarks, kept }) => {
  const checked = checkAnswers(questionnaire, answers, context, complete);
  const at = (question: string, check?: number) =>
    check === undefined ? question : `${question}.checks[${check}]`;
  expect(checked.faults.map(({ question, key, check }) => `answers.${at(question, check)} ${key}`)).toEqual(
    faults,
  );
  expect(checked.remarks.map(({ question, check }) => at(question, check))).toEqual(remarks);
  if (kept) expect(checked.answers).toEqual(kept);
});

it.each(read('money.json') as [string, number | null][])('%j is %j rupiah', (text, rupiah) => {
  expect(rupiahOf(text) ?? null).toBe(rupiah);
});
