import type { Client } from '../base/client';
import type { GrowthSeries } from '../base/contract';

export type {
  GrowthPoint as SeriesPoint,
  GrowthSeries as Series,
  KeyCount as Count,
  Overview,
  OverviewPart as Part,
  OverviewWork as Work,
} from '../base/contract';
export type Step = GrowthSeries['step'];
export type Formula = GrowthSeries['formula'];

export const readSeries = (
  client: Client,
  query: { area: string; as_of: string; step: Step; formula: Formula; points: number },
  signal?: AbortSignal,
) => client.get('/growth', query, signal);

export const readOverview = (client: Client, area: string, asOf: string, signal?: AbortSignal) =>
  client.get('/overview', { area, as_of: asOf }, signal);
