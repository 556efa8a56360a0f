import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, rename } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { MachineError, reasonOf } from '../machine-error.ts';
import { withDeadline } from '../wait-until.ts';

/** A server process that this process started. */
export interface OwnedProcess {
  readonly pid: number;
  readonly stdout: Readable;
  /** The server's side ends when this one closes, also when the kernel closes it for a killed parent. */
  readonly stdin: Writable;
  /** Settles when the process has ended, with the way it did: `exit code 1`, `SIGKILL`. Never rejects. */
  readonly ended: Promise<string>;
  kill(signal: NodeJS.Signals): void;
}

export interface StartProcessOptions {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Takes stderr; the log of the run before is kept beside it as `.1`. */
  readonly logFile: string;
}

const QUOTED_CHARACTERS = 500;
const START_DEADLINE_MS = 5_000;
const KILLED_DEADLINE_MS = 5_000;

/**
 * Starts a server in a process group of its own, so that Ctrl-C at the terminal leaves it to us to stop it last.
 * @throws MachineError `MONGODB_NOT_STARTED`
 */
export async function startProcess(options: StartProcessOptions): Promise<OwnedProcess> {
  await rename(options.logFile, `${options.logFile}.1`).catch(() => undefined);
  const log = await open(options.logFile, 'a');
  try {
    const child = spawn(options.program, options.args, {
      env: options.env,
      cwd: options.cwd,
      detached: true,
      stdio: ['pipe', 'pipe', log.fd],
    });
    const ended = new Promise<string>((resolve) => {
      child.once('exit', (code, signal) => resolve(code === null ? String(signal) : `exit code ${code}`));
    });
    // A signal that cannot be delivered is answered here too: whoever sent it waits for the end instead.
    child.on('error', () => undefined);
    // What is written to a process that has just ended is nobody's loss.
    child.stdin?.on('error', () => undefined);
    await withDeadline(once(child, 'spawn'), { what: `${options.program} to start`, deadlineMs: START_DEADLINE_MS });
    const { pid, stdin, stdout } = child;
    if (pid === undefined || stdin === null || stdout === null) throw new Error('it has no process id or no pipes');
    return { pid, stdin, stdout, ended, kill: (signal) => child.kill(signal) };
  } catch (cause) {
    throw notStarted(options.program, reasonOf(cause), cause);
  } finally {
    await log.close();
  }
}

/** Waits for a process that was asked to end; kills it when it does not within `graceMs`. */
export async function awaitEnd(child: OwnedProcess, graceMs: number): Promise<void> {
  const what = `process ${child.pid} to end`;
  try {
    await withDeadline(child.ended, { what, deadlineMs: graceMs });
  } catch {
    child.kill('SIGKILL');
    await withDeadline(child.ended, { what, deadlineMs: KILLED_DEADLINE_MS });
  }
}

export interface ReadyOptions {
  readonly logFile: string;
  readonly signal: AbortSignal | undefined;
}

/**
 * What `ready` gives, unless the process ends first. `ready` is aborted then, so that it does not wait on.
 * @throws MachineError `MONGODB_NOT_STARTED`, quoting the end of the log, and then the process is gone
 */
export async function readyOrEnded<T>(
  child: OwnedProcess,
  ready: (signal: AbortSignal) => Promise<T>,
  { logFile, signal }: ReadyOptions,
): Promise<T> {
  const over = new AbortController();
  const early = child.ended.then((how) => Promise.reject(new Error(`it ended with ${how}`)));
  try {
    return await Promise.race([ready(AbortSignal.any([over.signal, ...(signal ? [signal] : [])])), early]);
  } catch (cause) {
    child.kill('SIGKILL');
    await child.ended;
    throw notStarted('the server', `${reasonOf(cause)}${await endOfLog(logFile)}`, cause);
  } finally {
    over.abort();
  }
}

async function endOfLog(logFile: string): Promise<string> {
  const text = await readFile(logFile, 'utf8').catch(() => '');
  const end = text.trim().slice(-QUOTED_CHARACTERS).replaceAll(/\s+/g, ' ');
  return end === '' ? '' : `; ${logFile} ends with: ${end}`;
}

function notStarted(what: string, reason: string, cause: unknown): MachineError {
  return new MachineError({
    code: 'MONGODB_NOT_STARTED',
    problem: `${what} did not start (${reason})`,
    remedy: 'see its log in the state folder, or set MONGODB_URI to a MongoDB that runs',
    cause,
  });
}
