import { t } from '../../base/i18n.svelte';
import type { Step } from './steps';

/** What stands above a page. */
export function titleOf(step: Step, isFound = false): string {
  if ('section' in step) return step.section.title;
  switch (step.name) {
    case 'who':
      return t(isFound ? 'visit.new' : 'visit.who');
    case 'outcome':
      return t('visit.outcome');
    case 'consent':
      return t('visit.consent');
    case 'proof':
      return t('visit.proof');
    default:
      return t('visit.summary');
  }
}
