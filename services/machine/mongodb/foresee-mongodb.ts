import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { findProgram } from '../find-program.ts';
import type { MongodbKind, ProvideMongodbOptions } from './contract.ts';
import { kindsToTry, readEngine } from './engine.ts';
import type { EmbeddedKind } from './engine.ts';
import { withoutSecrets } from './external.ts';
import { isJavaServerBuilt } from './java-build.ts';
import { binariesFolder, recentDownloadFailure } from './memory-server-binary.ts';

/** What `provideMongodb` would do. */
export interface ForeseenMongodb {
  /** `undefined` when no kind is left to try. */
  readonly kind: MongodbKind | undefined;
  /** Where it is, or what it still takes. */
  readonly detail: string;
  /** Nothing has to be downloaded or built first. */
  readonly isReady: boolean;
}

type ForeseeOptions = Pick<ProvideMongodbOptions, 'env' | 'stateFolder' | 'cacheFolder' | 'kinds'>;

/** Which MongoDB would be used here. Starts, downloads and builds nothing, and asks no server. */
export async function foreseeMongodb(options: ForeseeOptions): Promise<ForeseenMongodb> {
  const { env, kinds, stateFolder } = options;
  const uri = env['MONGODB_URI'];
  if (uri && kinds?.includes('external') !== false) {
    return { kind: 'external', detail: `MONGODB_URI names ${withoutSecrets(uri)}`, isReady: true };
  }
  const engine = await readEngine(join(resolve(stateFolder), 'mongodb'));
  for (const kind of kindsToTry(kinds, engine)) {
    const foreseen = await foresee(kind, options);
    if (foreseen !== undefined) return foreseen;
  }
  return { kind: undefined, detail: 'none can be had', isReady: false };
}

async function foresee(kind: EmbeddedKind, { env, cacheFolder }: ForeseeOptions): Promise<ForeseenMongodb | undefined> {
  switch (kind) {
    case 'mongod': {
      const path = await findProgram('mongod', env);
      return path === undefined ? undefined : { kind, detail: path, isReady: true };
    }
    case 'memory-server':
      if (await hasBinary(cacheFolder)) return { kind, detail: binariesFolder(cacheFolder), isReady: true };
      if ((await recentDownloadFailure(cacheFolder)) !== undefined) return undefined;
      return { kind, detail: 'a download will be tried, and the embedded server after it', isReady: false };
    case 'java': {
      const isBuilt = (await isJavaServerBuilt(cacheFolder)) && (await findProgram('java', env)) !== undefined;
      return { kind, detail: isBuilt ? 'built already' : 'will be built', isReady: isBuilt };
    }
  }
}

async function hasBinary(cacheFolder: string): Promise<boolean> {
  const names = await readdir(binariesFolder(cacheFolder)).catch(() => []);
  // The library writes the checksum when the download is complete.
  return names.some((name) => name.startsWith('mongod-') && name.endsWith('.md5'));
}
