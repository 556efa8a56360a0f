import { setTimeout as delay } from 'node:timers/promises';

const patienceMs = 30_000;
const pauseMs = 50;

/** Checks again and again until the check passes; its last failure is the test's after half a minute. */
export async function eventually(check: () => Promise<void>): Promise<void> {
  const endAt = performance.now() + patienceMs;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (performance.now() > endAt) throw error;
    }
    await delay(pauseMs);
  }
}
