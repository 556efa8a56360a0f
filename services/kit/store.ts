import { MongoClient, MongoServerError, type Db } from 'mongodb';
import { BerthError } from './errors/berth-error.ts';
import type { Stoppable } from './background.ts';

/** The database of the platform. */
export interface Store extends Stoppable {
  readonly db: Db;
}

/** How long the driver looks for the server before a call fails, in milliseconds. */
const serverSelectionTimeoutMs = 5000;
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
