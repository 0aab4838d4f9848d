import { t } from '../base/i18n.svelte';

/** A class, or what lists are asked for: "13133 (2025)", "bagian C (2025)", "belum ada". */
export function kbliText(text: string): string {
  if (text === 'none') return t('filter.kbli_none');
  if (text === 'any') return t('filter.kbli_any');
  const [code = '', edition] = text.split('/');
  if (!edition) return code;
  return code.length === 1 ? t('filter.kbli_section', { code, edition }) : `${code} (${edition})`;
}
