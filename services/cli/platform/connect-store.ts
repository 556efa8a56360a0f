import { isBerthError } from '../../kit/errors/berth-error.ts';
import type { Log } from '../../kit/log.ts';
import type { Store } from '../../kit/store.ts';
import { pause } from '../pause.ts';

/** How long a start waits for its database. */
export interface ConnectOptions {
  /** From the first attempt on, in milliseconds; 0: it is tried once. */
  readonly waitMs: number;
  /** Between two attempts, in milliseconds. @default 1000 */
  readonly pauseMs?: number;
  readonly log: Log;
  /** Ends the wait. */
  readonly signal: AbortSignal;
}

/**
 * Connects to a database that may not be there yet: in a new cluster the roles start beside it, and its users are made
 * after it. A process that ended instead would be started again ever more seldom, up to five minutes after the database
 * is there.
 * @throws {BerthError} `STORE_UNAVAILABLE` where it does not answer in time
 */
export async function connectStore(
  open: () => Promise<Store>,
  { waitMs, pauseMs = 1000, log, signal }: ConnectOptions,
): Promise<Store> {
  const endAt = performance.now() + waitMs;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      const leftMs = Math.round(endAt - performance.now());
      if (!isBerthError(error, 'STORE_UNAVAILABLE') || leftMs <= 0) throw error;
      log.warn({ err: error, leftMs }, 'waiting for the database');
      await pause(Math.min(pauseMs, leftMs), signal);
    }
  }
}
