import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { saveContext } from '../../../services/cli/context.ts';
import { Interrupted, type CommandIo } from '../../../services/cli/io.ts';
import { runBerth } from '../../../services/cli/run.ts';
import { FakeGateway } from './fake-gateway.ts';

/** The moment at which commands of tests run. */
export const now = new Date('2026-03-01T12:00:00Z');

/** A folder of its own, a gateway, and the command line in between. */
export interface CommandBench {
  readonly gateway: FakeGateway;
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Runs a command in this process. */
  run(args: readonly string[], options?: RunOptions): Promise<Outcome>;
  /** Logs in as ada; the access token is good for ten minutes. */
  login(): Promise<void>;
  stop(): Promise<void>;
}

/** What a test may give to a command. */
export interface RunOptions {
  readonly stdin?: Readable;
  readonly env?: NodeJS.ProcessEnv;
  /** Ctrl-C is pressed when this is written. */
  readonly interruptAt?: string;
  readonly now?: Date;
}

/** How a command ended and what it wrote. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts a gateway and makes a folder. */
export async function createBench(): Promise<CommandBench> {
  const gateway = await FakeGateway.start();
  const folder = await mkdtemp(join(tmpdir(), 'berth-cli-'));
  const env: NodeJS.ProcessEnv = { BERTH_HOME: join(folder, 'home'), HOME: folder, PATH: process.env['PATH'] };
  return {
    gateway,
    folder,
    env,
    run: (args, options = {}) => runIn({ folder, env }, args, options),
    login: () =>
      saveContext(env, 'test', {
        makeCurrent: true,
        context: {
          url: gateway.url,
          user: 'ada',
          refreshToken: 'refresh-1',
          accessToken: 'access-1',
          accessExpiresAt: new Date(now.getTime() + 600_000).toISOString(),
        },
      }),
    async stop() {
      await gateway.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function runIn(
  { folder, env }: { folder: string; env: NodeJS.ProcessEnv },
  args: readonly string[],
  options: RunOptions,
): Promise<Outcome> {
  const interruption = new AbortController();
  const written = { stdout: '', stderr: '' };
  const outputTo = (name: 'stdout' | 'stderr') => ({
    isTTY: false,
    columns: undefined,
    write(text: string) {
      written[name] += text;
      const isDue = options.interruptAt !== undefined && written[name].includes(options.interruptAt);
      if (isDue && !interruption.signal.aborted) interruption.abort(new Interrupted());
    },
  });
  const io: CommandIo = {
    stdout: outputTo('stdout'),
    stderr: outputTo('stderr'),
    stdin: options.stdin ?? Readable.from([]),
    env: { ...env, ...options.env },
    cwd: folder,
    fetch: globalThis.fetch,
    now: () => options.now ?? now,
    signal: interruption.signal,
  };
  const code = await runBerth(args, io);
  return { code, ...written };
}

const id = '1f9c2ab4-0000-4000-8000-000000000001';

/** A session as the REST API shows it. */
export function sessionView(more: object = {}) {
  return {
    id,
    type: 'cavity',
    project: 'demo',
    user: 'ada',
    state: 'ready',
    revision: 3,
    workers: [
      { id: 'solver-0', type: 'solver', state: 'running', incarnation: 1, restarts: 0, node: 'node-a' },
      { id: 'viewer', type: 'viewer', state: 'running', incarnation: 1, restarts: 0, node: 'node-b' },
    ],
    createdAt: '2026-03-01T11:50:00Z',
    stateSince: '2026-03-01T11:59:30Z',
    owner: { instance: 'session-0', url: 'http://127.0.0.1:1', epoch: 1 },
    ...more,
  };
}
