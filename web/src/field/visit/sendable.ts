import type { Answer, Answers, Draft } from './port';
import { askedValues } from './answers';
import { outcomeOf } from './outcome';
import { questionsOf, type Question, type Questionnaire } from './questionnaire';
import { squeeze } from './text';
import { cell_end, type Context } from './value';

/** A draft as it may go to the server: half said, or finished. */

/** What was begun and names nothing yet is no answer: a product without a name. */
export function halfSaid(draft: Draft): Draft {
  const answers: Answers = {};
  for (const [question, answer] of Object.entries(draft.answers)) {
    const rows = answer.rows?.filter((row) => row.name.trim() !== '');
    if (!answer.rows) answers[question] = answer;
    else if (rows!.length > 0) answers[question] = { rows: rows! };
  }
  return { ...draft, answers };
}

function answerOf({ kind }: Question, values: readonly string[]): Answer {
  const cells = values.map((value) => value.split(cell_end));
  if (kind === 'products')
    return {
      rows: cells.map(([name = '', unit = '', capacity = '', kbli = '']) => ({
        name,
        unit,
        ...(capacity !== '' && { capacity: Number(capacity) }),
        ...(kbli !== '' && { kbli }),
      })),
    };
  if (kind === 'gps') {
    const [latitude_e6 = 0, longitude_e6 = 0, accuracy_m = 0] = cells[0]!.map(Number);
    return { place: { latitude_e6, longitude_e6, accuracy_m } };
  }
  return { values: [...values] };
}

/** Only what is asked, in canonical form: answers to what was refused or not asked after all are forgotten. */
export function finished(draft: Draft, questionnaire: Questionnaire, context: Context): Draft {
  const asks = outcomeOf(draft.outcome)?.asks === true && draft.consent === true;
  const accepted = asks ? askedValues(questionnaire, draft.answers, context).answers : {};
  const answers: Answers = {};
  for (const question of questionsOf(questionnaire)) {
    const values = accepted[question.id];
    if (values) answers[question.id] = answerOf(question, values);
  }
  const { found } = draft;
  return {
    ...draft,
    answers,
    note: squeeze(draft.note),
    other: draft.outcome === 'duplicate_of' ? draft.other : '',
    ...(found && {
      found: {
        name: squeeze(found.name),
        owner: squeeze(found.owner),
        address: squeeze(found.address),
        hamlet: squeeze(found.hamlet),
        rt: squeeze(found.rt),
        rw: squeeze(found.rw),
      },
    }),
  };
}
