import { MongoClient, MongoServerError, type Db } from 'mongodb';
import { BerthError } from './errors/berth-error.ts';
import type { Stoppable } from './background.ts';

/** The database of the platform. */
export interface Store extends Stoppable {
  readonly db: Db;
}

/** How long the driver looks for the server before a call fails, in milliseconds. */
const serverSelectionTimeoutMs = 5000;
/** How long a connection may be silent while a call waits for its answer: a server that hangs ends no call itself. */
const socketTimeoutMs = 10_000;
/** How long a new connection may take, and how long a call waits for a free one. */
const connectTimeoutMs = 5000;
const duplicateKey = 11_000;

/**
 * Connects to MongoDB. Every write is acknowledged by a majority and its journal: what was answered survives `kill -9`.
 * @throws {BerthError} `STORE_UNAVAILABLE`
 */
export async function openStore({
  uri,
  database,
}: {
  readonly uri: string;
  readonly database: string;
}): Promise<Store> {
  const client = new MongoClient(uri, {
    writeConcern: { w: 'majority', journal: true },
    readConcern: { level: 'majority' },
    serverSelectionTimeoutMS: serverSelectionTimeoutMs,
    // The driver's own deadline of a call, `timeoutMS`, has no effect in version 7.9.
    socketTimeoutMS: socketTimeoutMs,
    connectTimeoutMS: connectTimeoutMs,
    waitQueueTimeoutMS: connectTimeoutMs,
    retryWrites: false,
    ignoreUndefined: true,
    appName: 'berth',
  });
  try {
    await client.connect();
    await client.db(database).command({ ping: 1 });
  } catch (cause) {
    await client.close();
    throw new BerthError('STORE_UNAVAILABLE', { detail: 'MongoDB does not answer at the configured URI.', cause });
  }
  return { db: client.db(database), stop: () => client.close() };
}

/** Whether a write failed because its `_id` or a unique field is taken. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === duplicateKey;
}
