import type { Client, CountedPage } from '../base/client';
import { Loader } from '../base/loader.svelte';
import { listHandovers, listProposals, states, type Handover, type Proposal, type State } from './api';

/** In place of a state: what the class of businesses asks for and nobody has asked for yet. */
export const proposed = 'proposed';

export interface View {
  state: State | typeof proposed;
  agency?: string;
  district?: string;
}

export function viewOf(address: URLSearchParams): View {
  const named = address.get('state') ?? '';
  const state = [...states, proposed].includes(named as State) ? (named as View['state']) : 'requested';
  const agency = address.get('agency') ?? '';
  const district = address.get('district') ?? '';
  return { state, ...(agency && { agency }), ...(district && { district }) };
}

/** Hand-overs of one state, or proposals, and those among them that are chosen. */
export class HandoverWork {
  readonly handovers = new Loader<CountedPage<Handover>>();
  readonly proposals = new Loader<CountedPage<Proposal>>();
  /** Ids: of hand-overs, or of the businesses of proposals. */
  chosen = $state<string[]>([]);

  constructor(private readonly client: Client) {}

  get busy(): boolean {
    return this.handovers.busy || this.proposals.busy;
  }

  async ask(regency: string, view: View): Promise<void> {
    this.chosen = [];
    await this.#read(regency, view, null);
  }

  async more(regency: string, view: View): Promise<void> {
    const next = (view.state === proposed ? this.proposals : this.handovers).data?.next;
    if (next && !this.busy) await this.#read(regency, view, next);
  }

  async #read(regency: string, view: View, cursor: string | null): Promise<void> {
    if (view.state === proposed)
      await add(this.proposals, cursor, (signal) =>
        listProposals(this.client, regency, view.district, cursor, signal),
      );
    else
      await add(this.handovers, cursor, (signal) =>
        listHandovers(this.client, regency, view, cursor, signal),
      );
  }
}

/** A further page stands behind what is there. */
export async function add<T>(
  loader: Loader<CountedPage<T>>,
  cursor: string | null,
  read: (signal: AbortSignal) => Promise<CountedPage<T>>,
): Promise<void> {
  const before = cursor ? (loader.data?.items ?? []) : [];
  await loader.run(async (signal) => {
    const page = await read(signal);
    return { ...page, items: [...before, ...page.items] };
  });
}
