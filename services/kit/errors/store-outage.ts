import { BerthError } from './berth-error.ts';

/** Errors of the MongoDB driver that say that the server was out of reach; by name, so that nothing loads the driver. */
const outages: ReadonlySet<string> = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongoPoolClearedError',
  'MongoWaitQueueTimeoutError',
  'PoolClearedOnNetworkError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
]);

/** Codes with which a server answers that closes, or is not the primary any more, of the driver's list of retryable ones. */
const outageCodes: ReadonlySet<unknown> = new Set([91, 189, 10_107, 11_600, 11_602, 13_435, 13_436]);

/** The error as `STORE_UNAVAILABLE` where the database was out of reach, so that callers try again; else as it is. */
export function withStoreOutage(error: unknown): unknown {
  const isOutage = error instanceof Error && (outages.has(error.name) || hasOutageCode(error));
  if (!isOutage) return error;
  return new BerthError('STORE_UNAVAILABLE', { detail: 'The database does not answer.', cause: error });
}

function hasOutageCode(error: Error): boolean {
  return error.name.startsWith('Mongo') && outageCodes.has((error as { code?: unknown }).code);
}
