import type { Client } from '../base/client';

export interface Part {
  code: string;
  name: string;
  count: number;
  previous: number;
  verified: number;
  with_nib: number;
}

export interface Count {
  key: string;
  count: number;
}

export interface Work extends Count {
  oldest_at?: number | null;
}

export interface Overview {
  area: { code: string; name: string; level: number };
  as_of: string;
  computed_at: number;
  total: number;
  /** A year before; a total of zero where there is no count of that day. */
  previous: { as_of: string; total: number };
  growth_bp: number | null;
  statuses: Count[];
  children: Part[];
  trades: Count[];
  classes: Count[];
  class_rule: { key: string; source: string };
  months: { month: string; count: number }[];
  /** How many businesses have each. */
  quality: Count[];
  coached: number;
  flagship: number;
  work: Work[];
}

export type Step = 'month' | 'quarter' | 'year';
export type Formula = 'standard' | 'blitar';

export interface SeriesPoint {
  period: string;
  day: string;
  count: number;
  previous: number;
  /** The formula with its numbers. */
  expression: string;
  growth_bp: number | null;
}

export interface Series {
  area: { code: string; name: string };
  as_of: string;
  computed_at: number;
  step: Step;
  formula: Formula;
  points: SeriesPoint[];
}

export const readSeries = (
  client: Client,
  query: { area: string; as_of: string; step: Step; formula: Formula; points: number },
  signal?: AbortSignal,
): Promise<Series> => client.get('/growth', query, signal);

export const readOverview = (
  client: Client,
  area: string,
  asOf: string,
  signal?: AbortSignal,
): Promise<Overview> => client.get('/overview', { area, as_of: asOf }, signal);
