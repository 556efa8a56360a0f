import { BerthError } from './berth-error.ts';

/** Errors of the MongoDB driver that say that the server was out of reach; by name, so that nothing loads the driver. */
const outages: ReadonlySet<string> = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongoPoolClearedError',
  'PoolClearedOnNetworkError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
]);

/** The error as `STORE_UNAVAILABLE` where the database was out of reach, so that callers try again; else as it is. */
export function withStoreOutage(error: unknown): unknown {
  const isOutage = error instanceof Error && outages.has(error.name);
  if (!isOutage) return error;
  return new BerthError('STORE_UNAVAILABLE', { detail: 'The database does not answer.', cause: error });
}
