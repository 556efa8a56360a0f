import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Collection, Db } from 'mongodb';
import { GridFSBucket, MongoClient } from 'mongodb';
import type { ProvidedMongodb } from '../../services/machine/mongodb/provide-mongodb.ts';
import { kindsToTest, START_DEADLINE_MS, startServer, temporaryFolder } from './mongodb-support.ts';

interface Thing {
  _id: string;
  revision?: number;
  n?: number;
  at?: number;
  born?: number;
  touched?: number;
  holder?: number;
  writer?: number;
  stale?: boolean;
  state?: string;
  owner?: string;
  project?: string;
  name?: string;
  mail?: string;
  log?: number[];
  members?: string[];
  steps?: { id: number; done?: boolean }[];
  workers?: Record<string, { state: string; pid?: number }>;
}

const DUPLICATE_KEY = { code: 11000 };

// What the product relies on, asked of every kind of server that can be had here: no product code knows which it has.
describe.each(await kindsToTest())('a MongoDB of kind %s', (kind) => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let mongodb: ProvidedMongodb;
  let client: MongoClient;
  let db: Db;
  let things: Collection<Thing>;

  beforeAll(async () => {
    folder = await temporaryFolder();
    mongodb = await startServer(kind, folder.path);
    client = new MongoClient(mongodb.uri, { writeConcern: { w: 'majority', journal: true } });
    db = client.db(`berth-conformance-${randomUUID()}`);
  }, START_DEADLINE_MS);

  afterAll(async () => {
    await db.dropDatabase();
    await client.close();
    await mongodb.stop();
    await folder.remove();
  });

  beforeEach(() => {
    things = db.collection<Thing>(randomUUID());
  });

  describe('changes of one document', () => {
    test('a guarded findOneAndUpdate lets one of eight concurrent writers through per revision', async () => {
      const writers = 8;
      const rounds = 25;
      await things.insertOne({ _id: 'session', revision: 0, log: [] });
      const advance = async (writer: number): Promise<void> => {
        for (let done = 0; done < rounds;) {
          const seen = await things.findOne({ _id: 'session' });
          const changed = await things.findOneAndUpdate(
            { _id: 'session', revision: seen?.revision ?? -1 },
            { $set: { writer }, $inc: { revision: 1 }, $push: { log: writer } },
            { returnDocument: 'after' },
          );
          if (changed !== null) done++;
        }
      };
      await Promise.all(Array.from({ length: writers }, (_, writer) => advance(writer)));
      const session = await things.findOne({ _id: 'session' });
      expect(session?.revision).toBe(writers * rounds);
      expect(session?.log).toHaveLength(writers * rounds);
    });

    test('a stale revision changes nothing', async () => {
      await things.insertOne({ _id: 'a', revision: 3 });
      expect(await things.findOneAndUpdate({ _id: 'a', revision: 2 }, { $set: { stale: true } })).toBeNull();
      expect(await things.updateOne({ _id: 'a', revision: 2 }, { $set: { stale: true } })).toMatchObject({
        matchedCount: 0,
        modifiedCount: 0,
      });
      expect(await things.findOne({ _id: 'a' })).toEqual({ _id: 'a', revision: 3 });
    });

    test('a reservation is made once, as long as enough is free, and released once', async () => {
      const node = db.collection<{ _id: string; free: { cpu: number }; reservations: { id: string; cpu: number }[] }>(
        randomUUID(),
      );
      await node.insertOne({ _id: 'node', free: { cpu: 3 }, reservations: [] });
      const reserve = async (id: string, cpu: number): Promise<number> => {
        const { modifiedCount } = await node.updateOne(
          { _id: 'node', 'reservations.id': { $ne: id }, 'free.cpu': { $gte: cpu } },
          { $inc: { 'free.cpu': -cpu }, $push: { reservations: { id, cpu } } },
        );
        return modifiedCount;
      };
      const release = async (id: string, cpu: number): Promise<number> => {
        const { modifiedCount } = await node.updateOne(
          { _id: 'node', 'reservations.id': id },
          { $inc: { 'free.cpu': cpu }, $pull: { reservations: { id } } },
        );
        return modifiedCount;
      };
      const twice = await Promise.all(['a', 'a', 'b', 'c', 'd'].map((id) => reserve(id, 1)));
      expect(twice.reduce((sum, count) => sum + count)).toBe(3);
      expect((await node.findOne())?.free.cpu).toBe(0);
      expect(await reserve('e', 1)).toBe(0);
      const holders = (await node.findOne())?.reservations.map(({ id }) => id) ?? [];
      expect(new Set(holders).size).toBe(3);
      const [holder = ''] = holders;
      expect(await Promise.all([release(holder, 1), release(holder, 1)])).toEqual(expect.arrayContaining([0, 1]));
      expect((await node.findOne())?.free.cpu).toBe(1);
    });

    test('paths into maps can be set, unset and asked for', async () => {
      await things.insertOne({ _id: 's', workers: { 'solver-0': { state: 'starting', pid: 1 } } });
      await things.updateOne(
        { _id: 's', 'workers.solver-0.state': 'starting' },
        { $set: { 'workers.solver-0.state': 'ready', 'workers.solver-1.state': 'starting' } },
      );
      await things.updateOne({ _id: 's' }, { $unset: { 'workers.solver-0.pid': '' } });
      expect(await things.findOne({ 'workers.solver-1': { $exists: true } })).toEqual({
        _id: 's',
        workers: { 'solver-0': { state: 'ready' }, 'solver-1': { state: 'starting' } },
      });
    });

    test('$addToSet adds once, $pull removes', async () => {
      await things.insertOne({ _id: 's', members: ['a'] });
      await things.updateOne({ _id: 's' }, { $addToSet: { members: 'b' } });
      const again = await things.updateOne({ _id: 's' }, { $addToSet: { members: 'b' } });
      expect(again).toMatchObject({ matchedCount: 1, modifiedCount: 0 });
      await things.updateOne({ _id: 's' }, { $pull: { members: 'a' } });
      expect(await things.findOne({ _id: 's' })).toEqual({ _id: 's', members: ['b'] });
    });

    test('arrayFilters change the elements they name', async () => {
      await things.insertOne({ _id: 's', steps: [{ id: 1 }, { id: 2 }, { id: 3 }] });
      await things.updateOne(
        { _id: 's' },
        { $set: { 'steps.$[step].done': true } },
        { arrayFilters: [{ 'step.id': { $gte: 2 } }] },
      );
      expect((await things.findOne({ _id: 's' }))?.steps).toEqual([
        { id: 1 },
        { id: 2, done: true },
        { id: 3, done: true },
      ]);
    });

    test('an upsert inserts with $setOnInsert, then only updates', async () => {
      const touch = (): ReturnType<typeof things.updateOne> =>
        things.updateOne({ _id: 'x' }, { $setOnInsert: { born: 1 }, $inc: { touched: 1 } }, { upsert: true });
      expect(await touch()).toMatchObject({ upsertedId: 'x', upsertedCount: 1, matchedCount: 0 });
      expect(await touch()).toMatchObject({ upsertedCount: 0, matchedCount: 1, modifiedCount: 1 });
      expect(await things.findOne({ _id: 'x' })).toEqual({ _id: 'x', born: 1, touched: 2 });
    });

    test('findOneAndDelete takes a document once', async () => {
      await things.insertOne({ _id: 'job', state: 'queued' });
      const taken = await Promise.all([1, 2, 3].map(() => things.findOneAndDelete({ _id: 'job', state: 'queued' })));
      expect(taken.filter((document) => document !== null)).toHaveLength(1);
    });

    test('dates, binary data, nesting and null come back as they went', async () => {
      const value = { at: new Date(1_700_000_000_123), none: null, deep: { list: [1, { a: true }], big: 2 ** 40 } };
      const values = db.collection(randomUUID());
      await values.insertOne({ ...value, bytes: Buffer.from([0, 255, 7]) });
      const found = await values.findOne();
      expect(found).toMatchObject(value);
      expect(Buffer.from((found?.['bytes'] as { buffer: Uint8Array }).buffer)).toEqual(Buffer.from([0, 255, 7]));
    });
  });

  describe('what must be unique', () => {
    test('an _id: one of many concurrent inserts takes the lock', async () => {
      const attempts = await Promise.allSettled(
        Array.from({ length: 8 }, (_, holder) => things.insertOne({ _id: 'lock', holder })),
      );
      const refused = attempts.filter((attempt) => attempt.status === 'rejected');
      expect(refused).toHaveLength(7);
      for (const { reason } of refused) expect(reason).toMatchObject(DUPLICATE_KEY);
    });

    test('a compound index', async () => {
      await things.createIndex({ project: 1, name: 1 }, { unique: true }, {});
      await things.insertOne({ _id: '1', project: 'p', name: 'n' });
      await things.insertOne({ _id: '2', project: 'p', name: 'm' });
      await expect(things.insertOne({ _id: '3', project: 'p', name: 'n' })).rejects.toMatchObject(DUPLICATE_KEY);
      await expect(things.updateOne({ _id: '2' }, { $set: { name: 'n' } })).rejects.toMatchObject(DUPLICATE_KEY);
      await things.deleteOne({ _id: '1' });
      await things.insertOne({ _id: '3', project: 'p', name: 'n' });
      expect(await things.countDocuments({ project: 'p' })).toBe(2);
    });

    test('a sparse index: only where the field is there', async () => {
      await things.createIndex({ mail: 1 }, { unique: true, sparse: true }, {});
      await things.insertMany([{ _id: '1' }, { _id: '2' }, { _id: '3', mail: 'a' }]);
      await expect(things.insertOne({ _id: '4', mail: 'a' })).rejects.toMatchObject(DUPLICATE_KEY);
      await things.updateOne({ _id: '3' }, { $unset: { mail: '' } });
      await things.insertOne({ _id: '4', mail: 'a' });
    });
  });

  describe('questions', () => {
    beforeEach(async () => {
      await things.createIndex({ state: 1, at: -1 }, {}, {});
      await things.insertMany(
        Array.from({ length: 30 }, (_, at) => ({
          _id: `t${at}`,
          at,
          state: at % 3 === 0 ? 'ready' : 'closed',
          ...(at === 7 && { owner: 'me' }),
        })),
      );
    });

    test('sort, skip and limit', async () => {
      const found = await things.find({ state: 'ready' }).sort({ at: -1 }).skip(1).limit(3).toArray();
      expect(found.map(({ _id }) => _id)).toEqual(['t24', 't21', 't18']);
    });

    test('a projection gives what it names', async () => {
      expect(await things.findOne({ _id: 't7' }, { projection: { owner: 1 } })).toEqual({ _id: 't7', owner: 'me' });
    });

    test.each([
      [{ _id: { $in: ['t1', 't2', 'none'] } }, 2],
      [{ _id: { $in: ['t1', 't3'] }, state: 'ready' }, 1],
      [{ _id: { $gt: 't27' }, state: 'closed' }, 6],
      [{ $or: [{ at: { $lt: 2 } }, { at: { $gte: 29 } }] }, 3],
      [{ owner: { $exists: true } }, 1],
      [{ owner: { $exists: false }, state: { $ne: 'ready' } }, 19],
      [{ state: { $nin: ['ready'] } }, 20],
    ])('%j counts %d', async (filter, count) => {
      expect(await things.countDocuments(filter as never)).toBe(count);
      expect(await things.find(filter as never).toArray()).toHaveLength(count);
    });

    test('a cursor gives every document over several batches', async () => {
      const seen = new Set<string>();
      for await (const { _id } of things.find().batchSize(4)) seen.add(_id);
      expect(seen.size).toBe(30);
      expect(await things.estimatedDocumentCount()).toBe(30);
    });

    test('an index can be declared again and listed', async () => {
      await things.createIndex({ state: 1, at: -1 }, {}, {});
      await things.createIndex({ owner: 1 }, { unique: true, sparse: true }, {});
      await things.createIndex({ owner: 1 }, { unique: true, sparse: true }, {});
      expect(Object.keys(await things.indexInformation())).toContain('owner_1');
    });
  });

  test('a bulkWrite does all of its parts', async () => {
    await things.insertMany([
      { _id: 'a', n: 1 },
      { _id: 'b', n: 1 },
    ]);
    const result = await things.bulkWrite([
      { insertOne: { document: { _id: 'c', n: 1 } } },
      { updateOne: { filter: { _id: 'a', n: 1 }, update: { $inc: { n: 1 } } } },
      { updateOne: { filter: { _id: 'd' }, update: { $set: { n: 9 } }, upsert: true } },
      { deleteOne: { filter: { _id: 'b' } } },
    ]);
    expect(result).toMatchObject({ insertedCount: 1, modifiedCount: 1, upsertedCount: 1, deletedCount: 1 });
    expect((await things.find().sort({ _id: 1 }).toArray()).map(({ _id }) => _id)).toEqual(['a', 'c', 'd']);
  });

  test('GridFS keeps revisions of 5 MB by file name, streamed', async () => {
    const bucket = new GridFSBucket(db, { bucketName: randomUUID() });
    const upload = async (content: Buffer): Promise<void> => {
      const parts = Array.from({ length: 5 }, (_, part) => content.subarray(part * 2 ** 20, (part + 1) * 2 ** 20));
      await pipeline(Readable.from(parts), bucket.openUploadStream('mesh.bin', { metadata: { project: 'p' } }));
    };
    const download = async (revision: number): Promise<string> => {
      const hash = createHash('sha256');
      for await (const part of bucket.openDownloadStreamByName('mesh.bin', { revision })) hash.update(part as Buffer);
      return hash.digest('hex');
    };
    const [first, second] = [randomBytes(5 * 2 ** 20), randomBytes(5 * 2 ** 20)];
    await upload(first);
    await upload(second);
    expect(await download(0)).toBe(createHash('sha256').update(first).digest('hex'));
    expect(await download(-1)).toBe(createHash('sha256').update(second).digest('hex'));
    const files = await bucket.find({ filename: 'mesh.bin' }).sort({ uploadDate: 1 }).toArray();
    expect(files.map(({ length }) => length)).toEqual([first.length, second.length]);
    for (const { _id } of files) await bucket.delete(_id);
    await expect(download(-1)).rejects.toThrow('FileNotFound');
  });
});
