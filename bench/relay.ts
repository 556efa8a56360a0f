/** Messages per second from a worker to its clients, compared with a bare forwarder; and memory with a stalled client. */
import { join } from 'node:path';
import { startBareChain } from './support/bare-chain.ts';
import type { Bench, BenchOptions } from './support/bench.ts';
import { startChild, type Child } from './support/child.ts';
import { attachUrls, closeSession, openSession, startPlatformProcess, type BenchPlatform } from './support/platform.ts';
import { measureStall } from './support/relay-stall.ts';
import { measureLoad, order, type Load } from './support/relay-throughput.ts';
import type { Measured } from './support/result.ts';
import { inTemporaryFolder } from './support/temporary-folder.ts';

const defaultRuns = 5;
const goal = 0.7;
const imageBytes = 20_000;
/** Each group has a session and a yardstick of its own: a client that comes later is sent what the window still holds. */
const groups: readonly Group[] = [
  {
    clients: 1,
    loads: [
      { name: '1 client, small', count: 60_000, bytes: 0, goal },
      { name: '1 client, 20 kB', count: 10_000, bytes: imageBytes },
    ],
  },
  {
    clients: 100,
    loads: [
      { name: '100 clients, small', count: 5000, bytes: 0, goal },
      { name: '100 clients, 20 kB', count: 150, bytes: imageBytes },
    ],
  },
];
/** 800 MB. */
const stallMessages = 40_000;
const stallMs = 3000;

interface Group {
  readonly clients: number;
  readonly loads: readonly Load[];
}

export const bench: Bench = async (options) =>
  inTemporaryFolder(async (folder) => {
    const platform = await startPlatformProcess(folder, { env: { RELAY_STALL_MS: String(stallMs) } });
    try {
      const results: Measured[] = [];
      for (const group of groups)
        results.push(...(await withClients((clients) => compare({ platform, clients }, group, options))));
      results.push(...(await withClients((clients) => stall({ platform, clients }, options))));
      return { database: platform.database, results };
    } finally {
      await platform.stop();
    }
  });

async function withClients<T>(task: (clients: Child) => Promise<T>): Promise<T> {
  const clients = startChild(join(import.meta.dirname, 'support', 'relay-clients.ts'));
  try {
    return await task(clients);
  } finally {
    await clients.stop();
  }
}

interface Parts {
  readonly platform: BenchPlatform;
  readonly clients: Child;
}

async function compare({ platform, clients }: Parts, group: Group, options: BenchOptions): Promise<Measured[]> {
  const { runs = defaultRuns, signal } = options;
  const session = await openSession(platform, 'flood');
  const bare = await startBareChain();
  try {
    await order(clients, { kind: 'connect', set: 'bare', urls: Array.from({ length: group.clients }, () => bare.url) });
    await order(clients, { kind: 'connect', set: 'berth', urls: await attachUrls(platform, session, group.clients) });
    const results: Measured[] = [];
    for (const load of group.loads) {
      signal.throwIfAborted();
      results.push(await measureLoad({ clients, bare }, load, { ...options, runs }));
    }
    return results;
  } finally {
    await bare.stop();
    await closeSession(platform, session);
  }
}

async function stall({ platform, clients }: Parts, options: BenchOptions): Promise<Measured[]> {
  const session = await openSession(platform, 'pour');
  const results = await measureStall({ platform, clients, session, count: stallMessages }, options);
  await closeSession(platform, session);
  return results;
}
