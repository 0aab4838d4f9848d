import type { Client } from '../base/client';
import type { BackupStatus } from '../base/contract';

export type { Backup, BackupStatus } from '../base/contract';
export type Alarm = BackupStatus['alarm'];

export const backupStatus = (client: Client, signal?: AbortSignal) => client.get('/backups', {}, signal);

export const backUp = (client: Client) => client.order('/backups', {});
