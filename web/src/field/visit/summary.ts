import { say, t } from '../../base/i18n.svelte';
import type { Fault } from './faults';
import type { VisitForm } from './form.svelte';
import { questionsOf, type Questionnaire } from './questionnaire';

/** A visit in few lines, before it is sent. */

export interface Lack {
  path: string;
  title: string;
  what: string;
}

const titles: Record<string, string> = {
  outcome: 'visit.summary.outcome',
  consent: 'visit.consent',
  note: 'visit.proof',
  photos: 'visit.photos',
  other: 'visit.other',
  'found.name': 'visit.new.name',
  'found.owner': 'visit.new.owner',
  'found.address': 'visit.new.address',
  'found.hamlet': 'visit.new.hamlet',
  'found.rt': 'visit.new.rt',
  'found.rw': 'visit.new.rw',
};

/** The entry in the questionnaire's words, and what is wrong with it. */
export function lackOf({ path, key, message }: Fault, questionnaire: Questionnaire): Lack {
  const id = path.replace(/^answers\./, '').replace(/\.checks\[\d+\]$/, '');
  const question = questionsOf(questionnaire).find((one) => one.id === id && path.startsWith('answers.'));
  return { path, title: question?.title ?? say(titles[path] ?? path), what: message || say(key) };
}

export interface Told {
  label: string;
  text: string;
  step: string;
}

export function factsOf(form: VisitForm): Told[] {
  const { draft, answered } = form;
  const photos = draft.photos.length + form.answeredPhotos;
  const facts: Told[] = [
    {
      label: 'visit.summary.outcome',
      text: draft.outcome === '' ? '–' : say(`visit.outcome.${draft.outcome}`),
      step: 'outcome',
    },
  ];
  const firstSection = form.steps.find((step) => step.name.startsWith('section.'));
  if (firstSection)
    facts.push({
      label: 'visit.summary.answers',
      text: t('visit.summary.count', { n: answered }),
      step: firstSection.name,
    });
  facts.push(
    {
      label: 'visit.summary.photos',
      text: photos > 0 ? t('visit.summary.photo_count', { n: photos }) : t('visit.summary.no_photo'),
      step: 'proof',
    },
    {
      label: 'visit.summary.place',
      text: draft.gps ? t('visit.place.found', { n: draft.gps.accuracy_m }) : t('visit.summary.no_place'),
      step: 'proof',
    },
  );
  return facts;
}
