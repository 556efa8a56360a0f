import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../../services/machine/find-program.ts';
import { userCacheFolder } from '../../services/machine/folders.ts';
import type { MongodbKind, ProvidedMongodb } from '../../services/machine/mongodb/provide-mongodb.ts';
import { provideMongodb } from '../../services/machine/mongodb/provide-mongodb.ts';

/** A first start may build the embedded server. */
export const START_DEADLINE_MS = 300_000;

/** Every kind of server that can be had on this machine without a download. */
export async function kindsToTest(env: NodeJS.ProcessEnv = process.env): Promise<readonly MongodbKind[]> {
  const kinds: MongodbKind[] = ['java'];
  if ((await findProgram('mongod', env)) !== undefined) kinds.push('mongod');
  if (env['MONGODB_URI']) kinds.push('external');
  return kinds;
}

/** A server of the given kind on `stateFolder`, with the user's cache. */
export function startServer(kind: MongodbKind, stateFolder: string): Promise<ProvidedMongodb> {
  return provideMongodb({
    stateFolder,
    cacheFolder: userCacheFolder(process.env),
    env: process.env,
    kinds: [kind],
    onProgress: () => undefined,
  });
}

/** A new folder, and how to remove it. */
export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'berth-mongodb-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
