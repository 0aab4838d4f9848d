import type { Answers, Found, Target } from './port';
import { questionsOf, type Questionnaire } from './questionnaire';

/** What is known of a business already, as answers that are read out and put right instead of typed anew. */

type Known = Pick<Found, 'name' | 'owner' | 'address' | 'hamlet' | 'rt' | 'rw'>;
const fields: Record<string, keyof Known> = {
  'business.name': 'name',
  'owner.name': 'owner',
  'place.address': 'address',
  'place.hamlet': 'hamlet',
  'place.rt': 'rt',
  'place.rw': 'rw',
};
/** What an outcome says is no longer so. */
const changed: Record<string, readonly string[]> = {
  changed_owner: ['owner.name'],
  moved_within: ['place.address', 'place.hamlet', 'place.rt', 'place.rw'],
};

/** Answers to what nobody has answered yet. */
export function prefilled(
  questionnaire: Questionnaire,
  known: Known | Target | undefined,
  outcome: string,
  answers: Answers,
): Answers {
  const filled: Answers = {};
  for (const { id, kind, field } of questionsOf(questionnaire)) {
    const name = fields[field];
    const text = name && known?.[name].trim();
    const stands = !changed[outcome]?.includes(field);
    if (text && stands && kind === 'text' && !answers[id]) filled[id] = { values: [text] };
  }
  return filled;
}
