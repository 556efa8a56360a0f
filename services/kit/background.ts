import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from './log.ts';

/** Something that runs until it is stopped. */
export interface Stoppable {
  stop(): Promise<void>;
}

/** The background tasks of a service: each has this owner, which ends them all. */
export interface Background extends Stoppable {
  readonly signal: AbortSignal;
  /** Runs a task again and again, `pauseMs` after its end; a failure is logged and tried again after the pause. */
  repeat(name: string, pauseMs: number, task: (signal: AbortSignal) => Promise<void>): void;
  /** Runs a task once; a failure is logged. */
  run(name: string, task: (signal: AbortSignal) => Promise<void>): void;
}

/** An owner of background tasks. */
export function createBackground(log: Log): Background {
  const controller = new AbortController();
  const { signal } = controller;
  const running = new Set<Promise<void>>();

  function own(task: Promise<void>): void {
    running.add(task);
    void task.finally(() => running.delete(task));
  }

  async function attempt(name: string, task: (signal: AbortSignal) => Promise<void>): Promise<void> {
    try {
      await task(signal);
    } catch (error) {
      if (!signal.aborted) log.warn({ err: error, task: name }, 'a background task failed');
    }
  }

  return {
    signal,
    repeat(name, pauseMs, task) {
      own(
        (async () => {
          while (!signal.aborted) {
            await attempt(name, task);
            await pause(pauseMs, signal);
          }
        })(),
      );
    },
    run(name, task) {
      own(attempt(name, task));
    },
    async stop() {
      controller.abort(new Error('the service stops'));
      await Promise.all(running);
    },
  };
}

/** Waits; an abort ends the wait without an error. */
export async function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  await delay(durationMs, undefined, { signal }).catch(() => undefined);
}
