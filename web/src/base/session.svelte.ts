import { Client, Refused, type Problem } from './client';
import type { Me, Permission, Setup } from './contract';
import { locale, type Zone } from './locale';
import { sentences } from './i18n.svelte';
import { moduleOf } from './problem';
import { keep, kept } from './theme.svelte';

export type { Me, Permission, Setup } from './contract';

/** Lists and letters are about the whole regency: who holds only a district of it has nothing to do with them. */
const of_regency: readonly Permission[] = ['intake.run', 'intake.undo', 'letters.issue', 'letters.manage'];
/** What belongs to no regency alone is for who holds all of the store. */
const of_store: readonly Permission[] = ['rules.manage', 'kbli.manage', 'backup.manage'];

export type SessionState = 'starting' | 'setup' | 'signed_out' | 'signed_in' | 'unreachable';

/** Who uses the program, and for which regency. */
export class Session {
  state = $state<SessionState>('starting');
  me = $state.raw<Me>();
  setup = $state.raw<Setup>();
  regency = $state('');
  problem = $state.raw<Problem>();
  /** The server no longer knows who asks, but what he typed is still on the screen. */
  expired = $state(false);

  constructor(readonly client: Client) {
    // A line that is down refuses the sentences as well; then the general ones have to do.
    client.onRefused = (problem) =>
      sentences
        .need([moduleOf(problem.type), ...problem.faults.map((fault) => moduleOf(fault.key))])
        .catch(() => undefined);
    client.onSignedOut = () => {
      if (this.state === 'signed_in') this.expired = true;
    };
  }

  get #here(): Me['regencies'][number] | undefined {
    return this.me?.regencies.find((one) => one.code === this.regency);
  }

  get regencyName(): string {
    return this.#here?.name ?? '';
  }

  /** The day that it is in the regency. */
  get today(): string {
    return this.#here?.today ?? '';
  }

  /** What the law calls its time: WIB, WITA or WIT. */
  get zone(): Zone {
    return this.#here?.zone ?? 'WIB';
  }

  /** The district that bounds what somebody sees who holds no more of the regency; empty for all others. */
  get district(): string {
    const here = this.me?.grants.filter(
      (grant) => grant.area.startsWith(this.regency) || this.regency.startsWith(grant.area),
    );
    if (!here || here.length === 0 || here.some((grant) => grant.area.length < 6)) return '';
    return here[0]!.area.slice(0, 6);
  }

  /** What somebody's figures are about when he asks for no other area. */
  get area(): string {
    return this.district || this.regency;
  }

  /** Blora, of "Kabupaten Blora": as people say it in a sentence. */
  get placeName(): string {
    return this.regencyName.replace(/^(Kabupaten|Kota) /, '');
  }

  can(permission: Permission): boolean {
    if (of_store.includes(permission)) return this.canEverywhere(permission);
    if (this.district !== '' && of_regency.includes(permission)) return false;
    return this.me?.permissions.includes(permission) ?? false;
  }

  canEverywhere(permission: Permission): boolean {
    return this.me?.everywhere.includes(permission) ?? false;
  }

  async start(): Promise<void> {
    try {
      this.enter(await this.client.get('/session', {}));
    } catch (error) {
      await this.#withoutSession(error);
    }
  }

  enter(me: Me): void {
    this.me = me;
    const before = kept('bina.regency');
    this.choose(me.regencies.find((one) => one.code === before)?.code ?? me.regencies[0]?.code ?? '');
    this.state = 'signed_in';
    this.expired = false;
  }

  /** To the first screen, without what is on this one. */
  forget(): void {
    this.me = undefined;
    this.expired = false;
    this.state = 'signed_out';
  }

  choose(regency: string): void {
    this.regency = regency;
    locale.useZone(this.zone);
    keep('bina.regency', regency);
  }

  async leave(): Promise<void> {
    await this.client.delete('/session', {});
    this.forget();
  }

  async #withoutSession(error: unknown): Promise<void> {
    if (!(error instanceof Refused)) throw error;
    if (error.problem.status !== 401) {
      this.problem = error.problem;
      this.state = 'unreachable';
      return;
    }
    try {
      this.setup = await this.client.get('/setup', {});
      this.state = this.setup.needed ? 'setup' : 'signed_out';
    } catch {
      this.state = 'signed_out';
    }
  }
}

export const client = new Client();
export const session = new Session(client);
