import { setTimeout as pause } from 'node:timers/promises';
import { MachineError } from './machine-error.ts';

export interface WaitUntilOptions {
  /** What is waited for, for the error: "mongod to answer". */
  readonly what: string;
  readonly deadlineMs: number;
  /** Milliseconds between two looks. @default 20 */
  readonly everyMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Looks again and again until `look` gives something other than `undefined`.
 * @throws MachineError `DEADLINE_EXCEEDED`
 */
export async function waitUntil<T>(look: () => Promise<T | undefined>, options: WaitUntilOptions): Promise<T> {
  const due = performance.now() + options.deadlineMs;
  for (;;) {
    options.signal?.throwIfAborted();
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() >= due) throw tooLate(options);
    await pause(options.everyMs ?? 20);
  }
}

/**
 * What `work` gives, when it does so in time.
 * @throws MachineError `DEADLINE_EXCEEDED`; the work itself goes on unheard
 */
export async function withDeadline<T>(work: Promise<T>, options: WaitUntilOptions): Promise<T> {
  const timer = new AbortController();
  const due = pause(options.deadlineMs, undefined, { signal: timer.signal }).then(
    () => Promise.reject(tooLate(options)),
    // Only our own abort below ends the pause early, when the race is over.
    () => new Promise<never>(() => undefined),
  );
  try {
    return await Promise.race([work, due]);
  } finally {
    timer.abort();
  }
}

function tooLate({ what, deadlineMs }: WaitUntilOptions): MachineError {
  return new MachineError({
    code: 'DEADLINE_EXCEEDED',
    problem: `waited ${deadlineMs / 1_000} s in vain for ${what}`,
    remedy: 'see whether this machine is overloaded, and try again',
  });
}
