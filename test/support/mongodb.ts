import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { userCacheFolder } from '../../services/machine/folders.ts';
import { provideMongodb } from '../../services/machine/mongodb/provide-mongodb.ts';

/** A database of its own for one test file. */
export interface TestMongodb {
  readonly uri: string;
  /** A name that no other test uses. */
  readonly database: string;
  stop(): Promise<void>;
}

/** Starts the MongoDB that users get too (or takes the one of MONGODB_URI), with its data in a folder of its own. */
export async function testMongodb(): Promise<TestMongodb> {
  const stateFolder = await mkdtemp(join(tmpdir(), 'berth-test-'));
  const server = await provideMongodb({
    stateFolder,
    cacheFolder: userCacheFolder(process.env),
    env: process.env,
    onProgress: () => undefined,
  });
  return {
    uri: server.uri,
    database: `berth_test_${randomBytes(6).toString('hex')}`,
    async stop() {
      await server.stop();
      await rm(stateFolder, { recursive: true, force: true });
    },
  };
}
