import { setTimeout as delay } from 'node:timers/promises';

/** Options of {@link eventually}. */
export interface EventuallyOptions {
  /** Milliseconds until the last failure is the test's: less than the test's own limit, or nobody sees it. @default 30 s */
  readonly patienceMs?: number;
}

const usualPatienceMs = 30_000;
const pauseMs = 50;

/** Checks again and again until the check passes. @returns what it gave */
export async function eventually<T>(
  check: () => Promise<T>,
  { patienceMs = usualPatienceMs }: EventuallyOptions = {},
): Promise<T> {
  const endAt = performance.now() + patienceMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > endAt) throw error;
    }
    await delay(pauseMs);
  }
}
