import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSameProcess, parseIdentity, type ProcessIdentity } from '../../services/kit/process-identity.ts';
import { eventually } from './eventually.ts';
import { testAppFolder } from './platform.ts';

const berthEntry = join(import.meta.dirname, '..', '..', 'services', 'cli', 'berth.js');
const readyTimeoutMs = 120_000;

/** What a command printed and how it ended. */
export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A machine of its own for `berth` commands: a home, a state folder, and what runs there. */
export interface BerthMachine {
  readonly home: string;
  readonly stateFolder: string;
  /** Runs a command to its end. */
  berth(...args: readonly string[]): Promise<CommandResult>;
  /** `berth up`; resolves with the process when it says that it is ready. */
  up(...args: readonly string[]): Promise<ChildProcess>;
  /** The supervisors and workers that the state folder knows and that run. */
  running(): Promise<ProcessIdentity[]>;
  /** Ends all that still runs and removes the folders. */
  dispose(): Promise<void>;
}

export async function berthMachine(app: string = testAppFolder): Promise<BerthMachine> {
  const home = await mkdtemp(join(tmpdir(), 'berth-home-'));
  const stateFolder = join(home, 'state');
  const env = { ...process.env, BERTH_HOME: home };
  const started: ChildProcess[] = [];

  const machine: BerthMachine = {
    home,
    stateFolder,
    async berth(...args) {
      const child = spawn(process.execPath, [berthEntry, ...args], {
        env,
        cwd: home,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
      const [code] = (await once(child, 'close')) as [number | null];
      return { code, stdout: stdout(), stderr: stderr() };
    },
    async up(...args) {
      const child = spawn(process.execPath, [berthEntry, 'up', app, '--port', '0', '--state', stateFolder, ...args], {
        env,
        cwd: home,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      started.push(child);
      await untilReady(child);
      return child;
    },
    async running() {
      const folders = await readdir(join(stateFolder, 'workers'), { recursive: true }).catch(() => []);
      const files = folders.filter((name) => /(supervisor|worker)\.json$/.test(name));
      const identities = await Promise.all(files.map((name) => readIdentity(join(stateFolder, 'workers', name))));
      const found = identities.filter((identity) => identity !== undefined);
      const alive = await Promise.all(found.map(isSameProcess));
      return found.filter((_, index) => alive[index]);
    },
    async dispose() {
      for (const child of started) await end(child);
      await machine.berth('down', '--state', stateFolder);
      await rm(home, { recursive: true, force: true });
    },
  };
  return machine;
}

/** Waits until a process has ended; kills it where it does not end by itself. */
export async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

/** Waits until none of these processes runs. */
export async function allGone(identities: readonly ProcessIdentity[]): Promise<void> {
  await eventually(async () => {
    const alive = await Promise.all(identities.map(isSameProcess));
    const left = identities.filter((_, index) => alive[index]).map(({ pid }) => pid);
    if (left.length > 0) throw new Error(`still running: ${left.join(', ')}`);
  });
}

async function untilReady(child: ChildProcess): Promise<void> {
  const stderr = collect(child.stderr);
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`berth up was not ready in time:\n${stderr()}`)), readyTimeoutMs);
      child.once('exit', (code) => reject(new Error(`berth up ended with ${String(code)}:\n${stderr()}`)));
      child.stderr?.on('data', () => {
        if (stderr().includes('Ctrl-C ends everything')) resolve();
      });
    });
  } finally {
    clearTimeout(timer);
    child.removeAllListeners('exit');
  }
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  let text = '';
  stream?.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  return () => text;
}

async function readIdentity(path: string): Promise<ProcessIdentity | undefined> {
  try {
    return parseIdentity(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined; // Released while it was read.
  }
}
