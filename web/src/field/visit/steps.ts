import type { Draft } from './port';
import { isAsked, type Checked } from './answers';
import type { Fault } from './faults';
import { outcomeOf } from './outcome';
import type { Question, Questionnaire, Section } from './questionnaire';

/** The pages of a visit, in order. What is not asked has no page. */

export type Step =
  | { name: 'who' | 'outcome' | 'consent' | 'summary' }
  | { name: string; section: Section; questions: readonly Question[] }
  | { name: 'proof'; questions: readonly Question[] };

const isProof = ({ kind }: Question): boolean => kind === 'photo' || kind === 'gps';
/** Photos and places are taken together, on the page before the last. */
const isProofSection = (section: Section): boolean => section.questions.every(isProof);

const asked = (section: Section, checked: Checked): Question[] =>
  section.questions.filter((question) => isAsked(question, checked.answers));

export const questionsIn = (step: Step): readonly Question[] => ('questions' in step ? step.questions : []);

export function stepsOf(draft: Draft, questionnaire: Questionnaire, checked: Checked): Step[] {
  const asks = outcomeOf(draft.outcome)?.asks === true;
  const steps: Step[] = [{ name: 'who' }, { name: 'outcome' }];
  if (asks) steps.push({ name: 'consent' });
  const answers = asks && draft.consent === true;
  const proof: Question[] = [];
  for (const section of answers ? questionnaire.sections : []) {
    const questions = asked(section, checked);
    if (isProofSection(section)) proof.push(...questions);
    else if (questions.length > 0) steps.push({ name: `section.${section.id}`, section, questions });
  }
  steps.push({ name: 'proof', questions: proof }, { name: 'summary' });
  return steps;
}

/** The page on which the entry at `path` stands. */
export function stepOf(path: string, steps: readonly Step[]): Step {
  const [head, ...rest] = path.split('.');
  const question = rest.join('.');
  const named = (name: string): Step => steps.find((step) => step.name === name) ?? steps[0]!;
  if (head === 'answers')
    return steps.find((step) => questionsIn(step).some(({ id }) => id === question)) ?? named('summary');
  if (head === 'outcome' || head === 'other') return named('outcome');
  if (head === 'consent') return named('consent');
  return named(head === 'found' ? 'who' : 'proof');
}

export const faultsOn = (step: Step, faults: readonly Fault[], steps: readonly Step[]): Fault[] =>
  faults.filter((fault) => stepOf(fault.path, steps).name === step.name);
