import type { Client } from '../base/client';
import type {
  SampleDraft,
  SampleJudgement,
  SweepDraft,
  SweepPattern,
  SweepTakeDraft,
} from '../base/contract';

export type {
  Sample,
  SampleItem,
  SampleShare as Share,
  Sweep,
  SweepBands as Bands,
  SweepHead,
  SweepPattern as Pattern,
  SweepSettings as Settings,
  SweepTake as Take,
} from '../base/contract';
export type Judgement = SampleJudgement['verdict'];
export type Verdict = SweepTakeDraft['verdict'];

/** Settings that are tried: the prior left out is the one that was learned. */
const asked = ({ accept, review, prior, closest }: Required<SweepDraft>) => ({
  accept,
  review,
  prior,
  closest,
  learned: prior === null,
});

export const page_size = 25;
const samples = 10;

export const listSweeps = (client: Client, regency: string, signal?: AbortSignal) =>
  client.get('/sweeps', { regency }, signal);
export const readSweep = (client: Client, regency: string, id: string, signal?: AbortSignal) =>
  client.get('/sweeps/{regency}/{id}', { regency, id }, signal);
export const startSweep = (client: Client, regency: string, id: string) =>
  client.put('/sweeps/{regency}/{id}', { regency, id }, undefined);
export const readBands = (
  client: Client,
  regency: string,
  id: string,
  tried: Required<SweepDraft>,
  signal?: AbortSignal,
) => client.get('/sweeps/{regency}/{id}/bands', { regency, id, ...asked(tried) }, signal);
export const listPatterns = (
  client: Client,
  regency: string,
  id: string,
  cursor: string | null,
  signal?: AbortSignal,
) => client.get('/sweeps/{regency}/{id}/patterns', { regency, id, cursor, limit: page_size }, signal);
export const listSamples = (
  client: Client,
  regency: string,
  id: string,
  { pattern }: SweepPattern,
  signal?: AbortSignal,
) => client.get('/sweeps/{regency}/{id}/pairs', { regency, id, pattern, limit: samples }, signal);
export const chooseSettings = (client: Client, regency: string, id: string, chosen: SweepDraft) =>
  client.put('/sweeps/{regency}/{id}/settings', { regency, id }, chosen);
export const putTake = (client: Client, regency: string, id: string, take: string, draft: SweepTakeDraft) =>
  client.put('/sweeps/{regency}/{id}/takes/{take}', { regency, id, take }, draft);
export const undoTake = (client: Client, regency: string, id: string, take: string) =>
  client.delete('/sweeps/{regency}/{id}/takes/{take}', { regency, id, take });
export const listSampled = (client: Client, regency: string, id: string, signal?: AbortSignal) =>
  client.get('/sweeps/{regency}/{id}/samples', { regency, id }, signal);
export const drawSample = (client: Client, regency: string, id: string, sample: string, draft: SampleDraft) =>
  client.put('/sweeps/{regency}/{id}/samples/{sample}', { regency, id, sample }, draft);
export const readSample = (client: Client, regency: string, id: string, signal?: AbortSignal) =>
  client.get('/samples/{regency}/{id}', { regency, id }, signal);
export const judge = (client: Client, regency: string, id: string, number: number, verdict: Judgement) =>
  client.put('/samples/{regency}/{id}/pairs/{number}', { regency, id, number }, { verdict });
