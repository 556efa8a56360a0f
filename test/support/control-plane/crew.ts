import { rm } from 'node:fs/promises';
import { waitUntil } from '../../../services/machine/wait-until.ts';
import { recordStarted } from './folder.ts';
import { startProgram, type RunningProgram } from './running-program.ts';

const READY_DEADLINE_MS = 120_000;
const LOOK_EVERY_MS = 100;

/** The programs of one control plane. */
export interface Crew {
  /** Settles with a sentence when one of them ends unasked. */
  readonly broken: Promise<string>;
  add(path: string, args: readonly string[]): Promise<RunningProgram>;
  /** Ends them all, the last one first, and removes the folder. May be called again. */
  stop(): Promise<void>;
  /** What `look` gives, unless a program ends first. */
  until<T>(what: string, look: () => Promise<T | undefined>): Promise<T>;
}

/** What {@link createCrew} needs. */
interface CrewOptions {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
}

/** Nobody yet, at work in a folder that this process has claimed. */
export function createCrew({ folder, env, signal }: CrewOptions): Crew {
  const programs: RunningProgram[] = [];
  const broken = Promise.withResolvers<string>();
  let stopped: Promise<void> | undefined;

  async function stopAll(): Promise<void> {
    // The last that was started needs the earlier ones.
    for (const program of programs.toReversed()) await program.stop();
    await rm(folder, { recursive: true, force: true });
  }

  return {
    broken: broken.promise,
    async add(path, args) {
      const program = await startProgram({ path, args, folder, env });
      programs.push(program);
      await recordStarted(
        folder,
        programs.map(({ identity }) => identity),
      );
      void program.ended.then((how) => {
        if (stopped === undefined) broken.resolve(how);
      });
      return program;
    },
    async until(what, look) {
      const over = new AbortController();
      const early = broken.promise.then((how) => Promise.reject(new Error(how)));
      const either = AbortSignal.any([over.signal, ...(signal ? [signal] : [])]);
      const options = { what, deadlineMs: READY_DEADLINE_MS, everyMs: LOOK_EVERY_MS, signal: either };
      try {
        return await Promise.race([waitUntil(look, options), early]);
      } finally {
        over.abort();
      }
    },
    stop: () => (stopped ??= stopAll()),
  };
}
