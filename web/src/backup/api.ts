import type { Client } from '../base/client';

export interface Backup {
  name: string;
  at: number;
  bytes: number;
  originals: number;
  good: boolean;
  verified_at: number | null;
}

export type Alarm = 'none' | 'unset' | 'never' | 'old' | 'failed' | 'damaged';

export interface BackupStatus {
  alarm: Alarm;
  /** Key of why the last attempt failed; empty if it did not. */
  error: string;
  log_at: number | null;
  progress: { phase: string; done: number; total: number } | null;
  items: Backup[];
}

export const backupStatus = (client: Client, signal?: AbortSignal): Promise<BackupStatus> =>
  client.get('/backups', {}, signal);

export const backUp = (client: Client): Promise<void> => client.post('/backups', {});
