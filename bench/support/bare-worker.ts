import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { workerBase } from '../../services/cli/platform/roles.ts';
import { modelFolder } from './platform.ts';

/** Answers the worker protocol as little as it takes for a worker to say "ready", and runs nothing else. */
export interface BareWorkers {
  /** Spawns the process and resolves with the milliseconds until it said "ready"; it is ended afterwards. */
  measure(command: readonly string[]): Promise<number>;
  stop(): Promise<void>;
}

/** Prepares the yardstick: the worker's process without a platform around it. */
export async function prepareBareWorkers(scratchFolder: string): Promise<BareWorkers> {
  const server = createServer();
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  let onReady: () => void = () => undefined;
  sockets.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => {
      const { kind } = JSON.parse(data.toString('utf8')) as { kind: unknown };
      if (kind === 'ready') onReady();
    });
    socket.on('error', () => socket.terminate());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const env = environment((server.address() as AddressInfo).port, scratchFolder);

  return {
    async measure([program = '', ...args]) {
      const ready = new Promise<void>((resolve) => {
        onReady = resolve;
      });
      const startedAt = performance.now();
      const child = spawn(program, args, { cwd: modelFolder, env, stdio: ['ignore', 'pipe', 'pipe'] });
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      await Promise.race([ready, ended.then(() => Promise.reject(new Error('the worker ended before it was ready')))]);
      const tookMs = performance.now() - startedAt;
      child.kill('SIGKILL');
      await ended;
      return tookMs;
    },
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What a supervisor would give it. */
function environment(port: number, scratchFolder: string): Record<string, string> {
  return {
    ...workerBase(process.env),
    BERTH_WORKER_URL: `http://127.0.0.1:${port}/v1/worker`,
    BERTH_WORKER_TOKEN: 'a-token-of-the-usual-length-00000',
    BERTH_WORKER_ID: 'minimal-0',
    BERTH_WORKER_TYPE: 'minimal',
    BERTH_WORKER_INDEX: '0',
    BERTH_INCARNATION: '1',
    BERTH_SESSION_ID: 'a-session',
    BERTH_SCRATCH_FOLDER: scratchFolder,
  };
}
