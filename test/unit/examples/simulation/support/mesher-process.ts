import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';

import type { JsonValue, Peer } from '@berth-platform/berth/worker';

const FOLDER = resolve(import.meta.dirname, '../../../../../examples/simulation');
const TOKEN = 'token-of-the-test';

/** A message as the mesher posted it. */
export interface PostedMessage {
  readonly to: string;
  readonly type: string;
  readonly data: JsonValue;
  readonly bytes: Uint8Array;
}

interface Posted {
  readonly messages: readonly { to: string; type: string; data: JsonValue; bytes: string }[];
}

/** What the mesher's process did with one body. */
export interface MesherRun {
  readonly exitCode: number | null;
  /** The requests in their order, e.g. `POST /ready`. */
  readonly requests: readonly string[];
  readonly messages: readonly PostedMessage[];
  /** What it wrote to stderr. */
  readonly log: string;
}

/**
 * Runs `mesher/worker.py` as a process against a server that speaks the documented worker protocol: gives it one body
 * and then asks it to stop.
 */
export async function runMesher(
  workers: readonly Peer[],
  body: Readonly<Record<string, JsonValue>>,
  corners: Uint8Array,
): Promise<MesherRun> {
  const bytes = Buffer.from(corners).toString('base64');
  const inputs = [
    { n: 1, kind: 'init', session: { id: 's', type: 'cavity', project: 'demo', user: 'u' }, input: {}, workers },
    { n: 2, kind: 'run' },
    { n: 3, kind: 'message', from: 'geometry-0', type: 'body', data: body, bytes },
    { n: 4, kind: 'stop', reason: 'closed', graceMs: 1000 },
  ];
  const requests: string[] = [];
  const messages: PostedMessage[] = [];
  const answer = async (request: IncomingMessage): Promise<unknown> => {
    if (request.headers.authorization !== `Bearer ${TOKEN}`) {
      throw new Error('request without the token');
    }
    const url = new URL(request.url ?? '', 'http://localhost');
    requests.push(`${request.method ?? ''} ${url.pathname}`);
    if (url.pathname === '/next') {
      const after = Number(url.searchParams.get('after'));
      // One input twice, as after a lost answer: the number tells the worker.
      return { inputs: inputs.filter(({ n }) => n === after || n === after + 1) };
    }
    const text = await textOf(request);
    if (url.pathname === '/messages') {
      const posted = JSON.parse(text) as Posted;
      messages.push(...posted.messages.map((one) => ({ ...one, bytes: Buffer.from(one.bytes, 'base64') })));
    }
    return {};
  };
  const server = createServer((request, response) => {
    void answer(request).then(
      (value) => response.end(JSON.stringify(value)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const environment = { BERTH_WORKER_URL: `http://127.0.0.1:${port}`, BERTH_WORKER_TOKEN: TOKEN };
  const child = spawn('python3', ['-B', 'mesher/worker.py'], {
    cwd: FOLDER,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const log: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => log.push(chunk.toString()));
  const exitCode = await new Promise<number | null>((ended, failed) => child.on('error', failed).on('close', ended));
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  return { exitCode, requests, messages, log: log.join('') };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}
