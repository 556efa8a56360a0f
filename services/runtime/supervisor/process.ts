import { spawn, type ChildProcess } from 'node:child_process';
import { setPriority } from 'node:os';
import type { WorkerExit } from './contract.ts';
import type { LogFile } from './log-file.ts';

/** What is run, and within which bounds. */
export interface ProcessOptions {
  readonly command: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly log: Pick<LogFile, 'write'>;
}

/** A worker's process; it leads a process group of its own, so that what it starts ends with it. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  /** Resolves at its end. */
  readonly ended: Promise<WorkerExit>;
  /** Sends a signal to the whole group. */
  signal(name: 'SIGTERM' | 'SIGKILL'): void;
}

/** The control plane comes first when processors are short. */
const workerNiceness = 5;

/** Starts the process of a worker. */
export function startProcess(options: ProcessOptions): WorkerProcess {
  const [program, ...args] = withoutCoreDumps(options.command);
  const child = spawn(program ?? '', args, {
    cwd: options.folder,
    env: options.env,
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined) lowerPriority(child.pid);
  collectLines(child, options.log);
  return {
    pid: child.pid,
    ended: exitOf(child, options.command),
    signal: (name) => signalGroup(child, name),
  };
}

/**
 * A shell that forbids core dumps and becomes the command. Memory is not limited here: RLIMIT_DATA and RLIMIT_AS count
 * what a program reserves, and V8 (Node) does not even start below about 600 MiB; the supervisor watches what is
 * resident instead (memory.ts).
 */
function withoutCoreDumps(command: readonly string[]): readonly string[] {
  return process.platform === 'win32' ? command : ['/bin/sh', '-c', 'ulimit -c 0; exec "$@"', 'sh', ...command];
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, workerNiceness);
  } catch {
    // The process may have ended already.
  }
}

/** A line is cut when it has grown so long: what a worker writes without a line's end is not kept in memory. */
const maxLineLength = 64 * 2 ** 10;

function collectLines(child: ChildProcess, log: Pick<LogFile, 'write'>): void {
  for (const stream of ['stdout', 'stderr'] as const) {
    let rest = '';
    child[stream]
      ?.setEncoding('utf8')
      .on('data', (text: string) => {
        const lines = (rest + text).split(/\r?\n/);
        rest = lines.pop() ?? '';
        if (rest.length > maxLineLength) {
          lines.push(rest);
          rest = '';
        }
        for (const line of lines) log.write(stream, line);
      })
      .on('end', () => {
        if (rest !== '') log.write(stream, rest);
      });
  }
}

/** The shell says 127 where a command is not found and 126 where it cannot be run (POSIX, 2.8.2). */
const notFoundCode = 127;
const notExecutableCode = 126;

async function exitOf(child: ChildProcess, command: readonly string[]): Promise<WorkerExit> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      resolve({ error: { code: 'WORKER_COMMAND_NOT_FOUND', message: `${command[0] ?? ''}: ${error.message}` } });
    });
    child.once('exit', (code, signal) => {
      if (code === notFoundCode || code === notExecutableCode) {
        const message = `"${command[0] ?? ''}" was not found on the PATH of this node, or cannot be run.`;
        resolve({ code, error: { code: 'WORKER_COMMAND_NOT_FOUND', message } });
      } else resolve({ ...(code !== null && { code }), ...(signal !== null && { signal }) });
    });
  });
}

function signalGroup(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(name);
    else process.kill(-child.pid, name);
  } catch (error) {
    // ESRCH: the group has ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
