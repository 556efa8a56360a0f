import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { MachineError } from './machine-error.ts';

export interface RunCommandOptions {
  readonly env: NodeJS.ProcessEnv;
  /** @default the folder of this process */
  readonly cwd?: string;
  /** Milliseconds until the command is ended. */
  readonly deadlineMs: number;
  /** Ends the command early. */
  readonly signal?: AbortSignal | undefined;
  /** How it is ended early. @default SIGTERM, 5 s */
  readonly ending?: Ending;
  /** Called with each line of stdout and stderr as it comes. */
  readonly onLine?: (line: string) => void;
}

/** How a command is asked to end: not every program tidies up after itself for every signal. */
export interface Ending {
  readonly signal: NodeJS.Signals;
  /** Milliseconds until it is killed. */
  readonly graceMs: number;
}

const USUAL_ENDING: Ending = { signal: 'SIGTERM', graceMs: 5_000 };
/** How many of a failed command's last lines its error quotes. */
const QUOTED_LINES = 5;

/**
 * Runs a command to its end.
 * @returns the lines of stdout and stderr, in the order they came
 * @throws MachineError `COMMAND_FAILED` when it cannot be started, fails, passes its deadline or is aborted
 */
export async function runCommand(
  program: string,
  args: readonly string[],
  options: RunCommandOptions,
): Promise<readonly string[]> {
  const lines: string[] = [];
  const child = spawn(program, args, { env: options.env, cwd: options.cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const take = (line: string): void => {
    lines.push(line);
    options.onLine?.(line);
  };
  createInterface({ input: child.stdout }).on('line', take);
  createInterface({ input: child.stderr }).on('line', take);
  const watch = endWhenDue(child, options);
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    if (code === 0) return lines;
    throw new Error(`${watch.isDue() ? tooLate(options) : endedHow(code, signal, options)}${quoted(lines)}`);
  } catch (cause) {
    throw new MachineError({
      code: 'COMMAND_FAILED',
      problem: `${basename(program)} ${cause instanceof Error ? cause.message : String(cause)}`,
      remedy: `try it by hand to see more: ${[program, ...args].join(' ')}`,
      cause,
    });
  } finally {
    watch.stop();
  }
}

/** Ends a command at its deadline, or when it is aborted. */
interface Watch {
  /** Whether its deadline has passed. */
  isDue(): boolean;
  stop(): void;
}

function endWhenDue(
  child: ChildProcessByStdio<null, Readable, Readable>,
  { deadlineMs, signal, ending = USUAL_ENDING }: RunCommandOptions,
): Watch {
  const timers: NodeJS.Timeout[] = [];
  let isDue = false;
  const end = (): void => {
    child.kill(ending.signal);
    timers.push(setTimeout(() => child.kill('SIGKILL'), ending.graceMs));
  };
  const endLate = (): void => {
    isDue = true;
    end();
  };
  timers.push(setTimeout(endLate, deadlineMs));
  signal?.addEventListener('abort', end, { once: true });
  if (signal?.aborted) end();
  return {
    isDue: () => isDue,
    stop: () => {
      timers.forEach((timer) => clearTimeout(timer));
      signal?.removeEventListener('abort', end);
    },
  };
}

function tooLate({ deadlineMs }: RunCommandOptions): string {
  return `did not end in time (its deadline is ${deadlineMs / 1_000} s)`;
}

function endedHow(code: number | null, signal: NodeJS.Signals | null, { signal: abort }: RunCommandOptions): string {
  if (abort?.aborted) return 'was interrupted';
  return code === null ? `was ended by ${String(signal)}` : `failed with exit code ${code}`;
}

function quoted(lines: readonly string[]): string {
  const last = lines.filter((line) => line.trim() !== '').slice(-QUOTED_LINES);
  return last.length === 0 ? '' : ` (${last.join(' | ')})`;
}
