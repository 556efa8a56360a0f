import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { BenchOptions } from './bench.ts';
import { startChild, type Child } from './child.ts';
import { residentMib } from './memory.ts';
import { attachUrls, type BenchPlatform, type SessionView } from './platform.ts';
import type { Counted } from './relay-clients.ts';
import { order } from './relay-throughput.ts';
import { valueAtMost, type Measured } from './result.ts';
import { processesOf } from './supervisor.ts';

const payloadBytes = 20_000;
const limitMib = 64;
const sampleMs = 50;
const deadlineMs = 60_000;
/** Until the second client has what the window holds. */
const settleMs = 1000;
const clientsProgram = join(import.meta.dirname, 'relay-clients.ts');
/** Floods before the stall, so that what is measured is the stall and not the first use of memory. */
const warmUps = 2;

interface Stall {
  readonly platform: BenchPlatform;
  readonly session: SessionView;
  readonly clients: Child;
  /** Messages that are published while one client reads nothing. */
  readonly count: number;
}

/** One client stops reading while the worker publishes; another one reads on. Memory must stay bounded. */
export async function measureStall(
  { platform, session, clients, count }: Stall,
  options: BenchOptions,
): Promise<Measured[]> {
  const flood = async (messages: number) => {
    await order(clients, { kind: 'count', set: 'reader' });
    const data = { count: messages, bytes: payloadBytes };
    await order(clients, { kind: 'ask', set: 'reader', worker: 'flood-0', type: 'flood', data });
  };
  await order(clients, { kind: 'connect', set: 'reader', urls: await attachUrls(platform, session, 1) });
  for (let run = 0; run < warmUps; run++) {
    await flood(count / warmUps);
    await clients.next<Counted>();
  }
  const staller = startChild(clientsProgram);
  try {
    await order(staller, { kind: 'connect', set: 'stalled', urls: await attachUrls(platform, session, 1) });
    await delay(settleMs);
    return await observe({ platform, clients, staller, flood, count }, options.signal);
  } finally {
    await staller.stop();
  }
}

interface Observed extends Omit<Stall, 'session'> {
  /** The process of the client that stops reading. */
  readonly staller: Child;
  readonly flood: (messages: number) => Promise<void>;
}

async function observe(
  { platform, clients, staller, flood, count }: Observed,
  signal: AbortSignal,
): Promise<Measured[]> {
  const { supervisor } = await processesOf(platform);
  const watch = watchMemory({ relay: platform.pid, supervisor });
  await order(staller, { kind: 'stall', set: 'stalled' });
  const startedAt = performance.now();
  await flood(count);
  const published = clients.next<Counted>().then(({ lost }) => ({ lost, publishedMs: performance.now() - startedAt }));
  // Reading again at once, it finds what was on its way to it, and why it was closed.
  const droppedMs = await untilDropped(platform, startedAt, signal);
  const { closeCode } = await order<{ closeCode: number }>(staller, { kind: 'resume', set: 'stalled' });
  const { lost, publishedMs } = await published;
  const memory = await watch.stop();

  const publishedMb = (count * payloadBytes) / 1e6;
  const note =
    `${publishedMb} MB were published in ${(publishedMs / 1000).toFixed(1)} s; the other client lost ${lost} messages; ` +
    `the stalled one was given up after ${(droppedMs / 1000).toFixed(1)} s`;
  const figure = (name: string, { before, highest }: Watched) => ({
    name,
    value: highest - before,
    unit: 'MiB',
    spread: { runs: 1, min: highest - before, max: highest - before },
    goal: valueAtMost(limitMib, 'MiB'),
    note: `${before.toFixed(0)} MiB before the stall, ${highest.toFixed(0)} MiB at most; ${note}`,
  });
  return [
    figure('stalled client: growth of relay and gateway', memory.relay),
    figure('stalled client: growth of the supervisor', memory.supervisor),
    {
      name: 'stalled client: close code',
      value: closeCode,
      unit: 'code',
      spread: { runs: 1, min: closeCode, max: closeCode },
      goal: { text: '= 4408', isMet: ({ value }) => value === 4408 },
    },
  ];
}

interface Watched {
  readonly before: number;
  readonly highest: number;
}

/** Resident memory of processes in MiB: at the call, and at its highest since. */
function watchMemory<Name extends string>(pids: Readonly<Record<Name, number>>) {
  const first = new Map<Name, number>();
  const highest = new Map<Name, number>();
  const sample = async () => {
    for (const [name, pid] of Object.entries(pids) as [Name, number][]) {
      const mib = await residentMib(pid);
      if (!first.has(name)) first.set(name, mib);
      highest.set(name, Math.max(mib, highest.get(name) ?? 0));
    }
  };
  let sampling = sample();
  const timer = setInterval(() => {
    sampling = sampling.then(sample);
  }, sampleMs);
  return {
    async stop(): Promise<Record<Name, Watched>> {
      clearInterval(timer);
      await sampling;
      const watched = [...highest].map(([name, mib]) => [name, { before: first.get(name) ?? 0, highest: mib }]);
      return Object.fromEntries(watched) as Record<Name, Watched>;
    },
  };
}

/** Waits until the relay says that it gave the client up; answers how long that took. */
async function untilDropped({ logFile }: BenchPlatform, startedAt: number, signal: AbortSignal): Promise<number> {
  while (performance.now() - startedAt < deadlineMs) {
    signal.throwIfAborted();
    if ((await readFile(logFile, 'utf8')).includes('CLIENT_TOO_SLOW')) return performance.now() - startedAt;
    await delay(sampleMs);
  }
  throw new Error(`the stalled client was not given up within ${deadlineMs} ms`);
}
