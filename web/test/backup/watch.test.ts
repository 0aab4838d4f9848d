import { expect, it, vi } from 'vitest';
import { BackupWatch } from '../../src/backup/watch.svelte';
import { clientOf, json, refusal } from '../fixture';

const status = (items: number, progress = false, error = '') =>
  json({
    alarm: 'none',
    error,
    log_at: null,
    progress: progress ? { phase: 'store', done: 1, total: 2 } : null,
    items: Array.from({ length: items }, (_, i) => ({
      name: `bina-${i}`,
      at: i,
      bytes: 1,
      originals: 0,
      good: true,
      verified_at: null,
    })),
  });
const done = () => new Response(null, { status: 202 });

it('looks until the backup that was asked for is there', async () => {
  vi.useFakeTimers();
  const { client, sent } = clientOf(status(1), done, status(1), status(1, true), status(2));
  const watch = new BackupWatch(client);
  await watch.look();
  expect(watch.working).toBe(false);
  expect(await watch.ask()).toBe(true);
  expect(watch.working).toBe(true);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(watch.working).toBe(true);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(watch.working).toBe(false);
  expect(watch.loader.data?.items).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sent).toHaveLength(5);
  vi.useRealTimers();
});

it('stops waiting when it failed, and says when it may not', async () => {
  const failed = new BackupWatch(clientOf(status(0), done, status(0, false, 'storage.full')).client);
  await failed.look();
  await failed.ask();
  expect(failed.working).toBe(false);
  const denied = new BackupWatch(clientOf(status(0), refusal('access.denied', 403)).client);
  await denied.look();
  expect(await denied.ask()).toBe(false);
  expect(denied.task.problem?.type).toBe('access.denied');
});
