import { sentences } from '../base/i18n.svelte';
import { Barred } from './door';
import type { Phone } from './phone.svelte';

/** The form at the door. */
export class SigningIn {
  username = $state('');
  password = $state('');
  code = $state('');
  asksCode = $state(false);
  busy = $state(false);
  /** The key of a sentence. */
  problem = $state('');

  constructor(private readonly phone: Phone) {}

  async send(): Promise<void> {
    if (this.username.trim() === '' || this.password === '') {
      this.problem = 'phone.missing';
      return;
    }
    this.busy = true;
    this.problem = '';
    try {
      await this.phone.signIn({ username: this.username, password: this.password, code: this.code });
    } catch (error) {
      if (!(error instanceof Barred)) throw error;
      await sentences.need(['access', 'base', 'problems']).catch(() => undefined);
      this.asksCode = /^access\.(code_required|bad_code)$/.test(error.type);
      this.problem = sentences.find(error.type) ? error.type : 'client.refused';
      this.code = '';
    } finally {
      this.busy = false;
    }
  }
}
