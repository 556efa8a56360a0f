import { spawn, type ChildProcess } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { identifyProcess, type ProcessIdentity } from '../../../services/kit/process-identity.ts';
import { findProgram } from '../../../services/machine/find-program.ts';
import { endProcess } from '../../../services/machine/mongodb/end-process.ts';

/** A program that this process started and that runs until it is stopped. */
export interface RunningProgram {
  readonly name: string;
  readonly identity: ProcessIdentity;
  /** Settles when it has ended, with one sentence that says how and quotes the end of its log. Never rejects. */
  readonly ended: Promise<string>;
  /** Ends it and returns when it is gone. */
  stop(): Promise<void>;
}

/** What is started, and where it writes. */
export interface ProgramStart {
  readonly path: string;
  readonly args: readonly string[];
  /** Takes what the program prints, under `<name>.log`. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Nothing is kept of what these programs store, so there is nothing to wait for. */
const GRACE_MS = 2_000;
const QUOTED_CHARACTERS = 600;

/**
 * Starts a program in a process group of its own: Ctrl-C at the terminal reaches only this process, which ends the
 * others in order. On Linux the kernel kills it when this process dies, however that happens.
 */
export async function startProgram({ path, args, folder, env }: ProgramStart): Promise<RunningProgram> {
  const name = basename(path);
  const logFile = `${folder}/${name}.log`;
  const log = await open(logFile, 'a', 0o600);
  try {
    const [program, ...before] = await boundToThisProcess(path, env);
    const child = spawn(program, [...before, ...args], {
      cwd: folder,
      env,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    const ended = endOf(child).then(async (how) => `${name} ended with ${how}${await endOfLog(logFile)}`);
    const identity = child.pid === undefined ? undefined : await identifyProcess(child.pid);
    if (identity === undefined) throw new Error(await ended);
    return { name, identity, ended, stop: () => endProcess(identity, GRACE_MS) };
  } finally {
    await log.close();
  }
}

async function boundToThisProcess(path: string, env: NodeJS.ProcessEnv): Promise<readonly [string, ...string[]]> {
  const setpriv = process.platform === 'linux' ? await findProgram('setpriv', env) : undefined;
  return setpriv === undefined ? [path] : [setpriv, '--pdeathsig', 'KILL', '--', path];
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(code === null ? String(signal) : `exit code ${code}`));
  });
}

async function endOfLog(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const end = text.trim().slice(-QUOTED_CHARACTERS);
  return end === '' ? '' : `; ${path} ends with:\n${end}`;
}
