import { describe, expect, test } from '@jest/globals';
import { connectStore } from '../../../services/cli/platform/connect-store.ts';
import { BerthError } from '../../../services/kit/errors/berth-error.ts';
import { createLog } from '../../../services/kit/log.ts';
import type { Store } from '../../../services/kit/store.ts';

const store = { db: {}, stop: () => Promise.resolve() } as unknown as Store;
const outage = new BerthError('STORE_UNAVAILABLE', { detail: 'MongoDB does not answer at the configured URI.' });

/** A database that is there after so many attempts. */
function lateStore(failures: number, error: Error = outage) {
  const attempts: number[] = [];
  return {
    attempts,
    open(): Promise<Store> {
      attempts.push(attempts.length);
      return attempts.length > failures ? Promise.resolve(store) : Promise.reject(error);
    },
  };
}

function options(waitMs: number, signal: AbortSignal = AbortSignal.any([])) {
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  return { lines, options: { waitMs, pauseMs: 1, log: createLog({ destination }), signal } };
}

describe('connecting to the database', () => {
  test('goes on until it answers, and says what it waits for', async () => {
    const late = lateStore(3);
    const { lines, options: patient } = options(60_000);
    expect(await connectStore(() => late.open(), patient)).toBe(store);
    expect(late.attempts).toHaveLength(4);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatchObject({ level: 'warn', msg: 'waiting for the database', leftMs: expect.any(Number) });
  });

  test('ends with the last failure when the time is over', async () => {
    const late = lateStore(Infinity);
    await expect(connectStore(() => late.open(), options(20).options)).rejects.toBe(outage);
    expect(late.attempts.length).toBeGreaterThan(1);
  });

  test('is tried once where nobody waits', async () => {
    const late = lateStore(1);
    const { lines, options: hasty } = options(0);
    await expect(connectStore(() => late.open(), hasty)).rejects.toBe(outage);
    expect([late.attempts.length, lines.length]).toEqual([1, 0]);
  });

  test('does not wait for what time does not mend', async () => {
    const wrong = new Error('Invalid scheme, expected connection string to start with "mongodb://"');
    const late = lateStore(1, wrong);
    await expect(connectStore(() => late.open(), options(60_000).options)).rejects.toBe(wrong);
    expect(late.attempts).toHaveLength(1);
  });

  test('ends when the process is asked to', async () => {
    const interruption = new AbortController();
    const reason = new Error('interrupted');
    const late = lateStore(Infinity);
    const connecting = connectStore(() => {
      interruption.abort(reason);
      return late.open();
    }, options(60_000, interruption.signal).options);
    await expect(connecting).rejects.toBe(reason);
    expect(late.attempts).toHaveLength(1);
  });
});
