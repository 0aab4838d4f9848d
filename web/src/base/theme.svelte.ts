import { sentences, type Language } from './i18n.svelte';

export type ThemeName = 'light' | 'dark';

/** What one person prefers on this computer. Storage may be forbidden; then the choice lasts until the tab closes. */
class Preferences {
  theme = $state<ThemeName>(document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light');

  switchTheme(): void {
    this.theme = this.theme === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = this.theme;
    keep('bina.theme', this.theme);
  }

  async speak(language: Language): Promise<void> {
    await sentences.speak(language);
    keep('bina.language', language);
  }

  /** The language chosen before; Indonesian first. */
  async restoreLanguage(): Promise<void> {
    if (kept('bina.language') === 'en') await sentences.speak('en');
  }
}

export const preferences = new Preferences();

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Private windows may refuse; the choice is then for this tab only.
  }
}

export function kept(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
