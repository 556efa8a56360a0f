import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Collection } from 'mongodb';
import { MongoClient } from 'mongodb';
import { identifyProcess, isSameProcess } from '../../services/kit/process-identity.ts';
import type { ProvidedMongodb } from '../../services/machine/mongodb/provide-mongodb.ts';
import { waitUntil, withDeadline } from '../../services/machine/wait-until.ts';
import { kindsToTest, START_DEADLINE_MS, startServer, temporaryFolder } from './mongodb-support.ts';

interface Counter {
  _id: string;
  revision: number;
  log: number[];
}

const WRITERS = 4;
const ROUNDS = 4;
const GONE_DEADLINE_MS = 20_000;
const embeddedKinds = (await kindsToTest()).filter((kind) => kind !== 'external');

/** A small generator of numbers in [0, 1) that a seed replays (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Advances one counter until the server is gone; `acknowledged` follows what the server has promised. */
async function write(counters: Collection<Counter>, id: string, acknowledged: Map<string, number>): Promise<void> {
  let revision = acknowledged.get(id) ?? 0;
  await counters.updateOne({ _id: id }, { $setOnInsert: { revision: 0, log: [] } }, { upsert: true });
  for (;;) {
    const changed = await counters.findOneAndUpdate(
      { _id: id, revision },
      { $inc: { revision: 1 }, $push: { log: { $each: [revision], $slice: -20 } } },
      { returnDocument: 'after' },
    );
    // The write whose reply the last kill swallowed may have happened: go on from where the store is.
    revision = changed?.revision ?? (await counters.findOne({ _id: id }))?.revision ?? 0;
    acknowledged.set(id, revision);
  }
}

/** Kills the server once the writers have `target` more acknowledged updates. */
async function killAfter(target: number, mongodb: ProvidedMongodb, acknowledged: Map<string, number>): Promise<void> {
  const sum = (): number => [...acknowledged.values()].reduce((total, revision) => total + revision, 0);
  const before = sum();
  const reached = async (): Promise<true | undefined> => (sum() - before >= target ? true : undefined);
  await waitUntil(reached, { what: `${target} acknowledged updates`, deadlineMs: 30_000, everyMs: 1 });
  if (mongodb.pid !== undefined) process.kill(mongodb.pid, 'SIGKILL');
}

describe.each(embeddedKinds)('a MongoDB of kind %s', (kind) => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let mongodb: ProvidedMongodb | undefined;
  const start = async (): Promise<ProvidedMongodb> => (mongodb = await startServer(kind, folder.path));

  beforeEach(async () => {
    folder = await temporaryFolder();
  });

  afterEach(async () => {
    await mongodb?.stop();
    await folder.remove();
  });

  test(
    'loses nothing that it acknowledged before a kill -9',
    async () => {
      const seed = Number(process.env['BERTH_TEST_SEED'] ?? Date.now() % 1_000_000);
      process.stdout.write(`durability of ${kind}: BERTH_TEST_SEED=${seed}\n`);
      const random = randomFrom(seed);
      const acknowledged = new Map<string, number>();
      for (let round = 0; round < ROUNDS; round++) {
        const server = await start();
        const client = new MongoClient(server.uri, { serverSelectionTimeoutMS: 2_000, socketTimeoutMS: 5_000 });
        const counters = client
          .db('durability')
          .collection<Counter>('counters', { writeConcern: { w: 'majority', journal: true } });
        await expectKept(counters, acknowledged);
        const writers = Array.from({ length: WRITERS }, (_, n) => write(counters, `w${n}`, acknowledged));
        const ended = Promise.allSettled(writers);
        await killAfter(50 + Math.floor(random() * 400), server, acknowledged);
        const outcomes = await ended;
        expect(outcomes.map(({ status }) => status)).toEqual(Array(WRITERS).fill('rejected'));
        await client.close();
      }
      const client = new MongoClient((await start()).uri);
      await expectKept(client.db('durability').collection<Counter>('counters'), acknowledged);
      await client.close();
    },
    START_DEADLINE_MS,
  );

  test(
    'keeps its data and its indexes over a clean stop',
    async () => {
      const first = new MongoClient((await start()).uri);
      await first.db('d').collection('c').createIndex({ name: 1 }, { unique: true }, {});
      await first.db('d').collection('c').insertOne({ name: 'kept' });
      await first.close();
      await mongodb?.stop();
      const second = new MongoClient((await start()).uri);
      const again = second.db('d').collection('c');
      expect(await again.countDocuments({ name: 'kept' })).toBe(1);
      await expect(again.insertOne({ name: 'kept' })).rejects.toMatchObject({ code: 11000 });
      await second.close();
    },
    START_DEADLINE_MS,
  );

  test(
    'is refused to a second platform on the same folder',
    async () => {
      await start();
      await expect(startServer(kind, folder.path)).rejects.toMatchObject({ code: 'MONGODB_IN_USE' });
    },
    START_DEADLINE_MS,
  );

  test(
    'is gone after stop(), and so is its record',
    async () => {
      const { pid = 0 } = await start();
      const identity = await identifyProcess(pid);
      await mongodb?.stop();
      await mongodb?.stop();
      expect(identity && (await isSameProcess(identity))).toBe(false);
      await expect(access(join(folder.path, 'mongodb', 'process.json'))).rejects.toMatchObject({ code: 'ENOENT' });
    },
    START_DEADLINE_MS,
  );
});

/** Each counter is at least where it was acknowledged, and its log tells the same story as its revision. */
async function expectKept(counters: Collection<Counter>, acknowledged: ReadonlyMap<string, number>): Promise<void> {
  for (const [id, revision] of acknowledged) {
    const counter = await counters.findOne({ _id: id });
    expect(counter?.revision).toBeGreaterThanOrEqual(revision);
    expect(counter?.log.at(-1)).toBe((counter?.revision ?? 0) - 1);
  }
}

test(
  'the embedded server ends when whoever started it is killed',
  async () => {
    const folder = await temporaryFolder();
    const child = spawn(process.execPath, [join(import.meta.dirname, 'mongodb-child.ts'), folder.path, 'java'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const [line] = (await withDeadline(once(createInterface({ input: child.stdout }), 'line'), {
        what: 'the child to have its server',
        deadlineMs: START_DEADLINE_MS,
      })) as [string];
      const server = await identifyProcess(Number(/^server (\d+) /.exec(line)?.[1]));
      if (server === undefined) throw new Error(`no server in: ${line}`);
      child.kill('SIGKILL');
      await waitUntil(async () => ((await isSameProcess(server)) ? undefined : true), {
        what: 'the server to end',
        deadlineMs: GONE_DEADLINE_MS,
      });
    } finally {
      child.kill('SIGKILL');
      await folder.remove();
    }
  },
  START_DEADLINE_MS,
);
