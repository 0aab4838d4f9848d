import type { Client } from '../base/client';
import { newId } from '../base/ids';
import { Task } from '../base/loader.svelte';
import { password_length_min, putUser, type Grant, type User } from './api';

/** The form of one account; without a user it makes a new one. */
export class UserForm {
  name = $state('');
  username = $state('');
  password = $state('');
  disabled = $state(false);
  grants = $state<Grant[]>([]);
  tried = $state(false);
  readonly task = new Task();
  readonly isNew: boolean;
  readonly #id: string;

  constructor(
    private readonly client: Client,
    user: User | undefined,
    first: Grant,
  ) {
    this.isNew = user === undefined;
    this.#id = user?.id ?? newId();
    this.name = user?.name ?? '';
    this.username = user?.username ?? '';
    this.disabled = user?.disabled ?? false;
    this.grants = user?.grants.map((grant) => ({ ...grant })) ?? [first];
  }

  get passwordFits(): boolean {
    if (this.password === '') return !this.isNew;
    return this.password.length >= password_length_min;
  }

  get complete(): boolean {
    return (
      this.name.trim() !== '' && this.username.trim() !== '' && this.passwordFits && this.grants.length > 0
    );
  }

  addGrant(grant: Grant): void {
    this.grants = [...this.grants, grant];
  }

  removeGrant(index: number): void {
    this.grants = this.grants.filter((_grant, at) => at !== index);
  }

  async save(): Promise<User | undefined> {
    this.tried = true;
    if (!this.complete) return undefined;
    return this.task.run(() =>
      putUser(this.client, this.#id, {
        username: this.username.trim(),
        name: this.name.trim(),
        ...(this.password === '' ? {} : { password: this.password }),
        disabled: this.disabled,
        grants: this.grants.map(({ role, area }) => ({ role, area })),
      }),
    );
  }
}
