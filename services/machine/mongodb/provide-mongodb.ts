import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { MachineError, reasonOf } from '../machine-error.ts';
import type { ProvidedMongodb, ProvideMongodbOptions, StartContext } from './contract.ts';
import type { EmbeddedKind, Engine } from './engine.ts';
import { kindsToTry, readEngine, rememberEngine } from './engine.ts';
import { useExternal, withoutSecrets } from './external.ts';
import { startJavaServer } from './java-server.ts';
import { JAVA_PACKAGES } from './java-tools.ts';
import { memoryServerBinary } from './memory-server-binary.ts';
import { startMongod, startMongodOnPath } from './mongod.ts';
import { stopLeftover } from './recorded-process.ts';

export type { MongodbKind, ProvidedMongodb, ProvideMongodbOptions } from './contract.ts';

const STARTERS: Readonly<Record<EmbeddedKind, (context: StartContext) => Promise<ProvidedMongodb>>> = {
  mongod: startMongodOnPath,
  'memory-server': async (context) => startMongod('memory-server', await memoryServerBinary(context), context),
  java: startJavaServer,
};

/**
 * A MongoDB that answers: the user's (MONGODB_URI), the mongod on the PATH, a downloaded one, or the embedded one on
 * Java. Data of an earlier run decides which of the embedded ones can be used.
 * @throws MachineError `MONGODB_UNREACHABLE` when MONGODB_URI does not answer, `MONGODB_IN_USE` when another process
 * runs on this state folder, `MONGODB_UNAVAILABLE` when none can be had
 */
export async function provideMongodb(options: ProvideMongodbOptions): Promise<ProvidedMongodb> {
  const started = performance.now();
  const mongodb = (await external(options)) ?? (await embedded(options));
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  options.onProgress(`MongoDB is ready after ${seconds} s (${mongodb.kind} ${mongodb.version})`);
  return mongodb;
}

async function external({ env, kinds, onProgress }: ProvideMongodbOptions): Promise<ProvidedMongodb | undefined> {
  const uri = env['MONGODB_URI'];
  if (!uri || kinds?.includes('external') === false) return undefined;
  onProgress(`asking the MongoDB at ${withoutSecrets(uri)} …`);
  return useExternal(uri);
}

async function embedded(options: ProvideMongodbOptions): Promise<ProvidedMongodb> {
  const { kinds, env, onProgress, signal } = options;
  const folder = join(resolve(options.stateFolder), 'mongodb');
  await mkdir(folder, { recursive: true });
  await stopLeftover(folder, onProgress);
  const engine = await readEngine(folder);
  const context: StartContext = { folder, cacheFolder: resolve(options.cacheFolder), env, onProgress, signal };
  const failures: Failure[] = [];
  for (const kind of kindsToTry(kinds, engine)) {
    try {
      return await start(kind, context);
    } catch (error) {
      signal?.throwIfAborted();
      failures.push({ kind, error });
    }
  }
  throw unavailable(failures, engine, folder);
}

async function start(kind: EmbeddedKind, context: StartContext): Promise<ProvidedMongodb> {
  context.signal?.throwIfAborted();
  const mongodb = await STARTERS[kind](context);
  // Once only: a second call must not touch what has been started on the folder since.
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= mongodb.stop());
  try {
    await rememberEngine(context.folder, kind);
    return { ...mongodb, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Failure {
  readonly kind: EmbeddedKind;
  readonly error: unknown;
}

function unavailable(failures: readonly Failure[], engine: Engine | undefined, folder: string): MachineError {
  const reasons = failures.map(({ kind, error }) => `${kind}: ${reasonOf(error)}`).join('; ');
  const held = engine === undefined ? '' : ` that reads the ${engine} data in ${folder}`;
  return new MachineError({
    code: 'MONGODB_UNAVAILABLE',
    problem: `no MongoDB${held} can be had here${reasons === '' ? '' : ` (${reasons})`}`,
    remedy: `run \`sudo apt-get install ${JAVA_PACKAGES.join(' ')}\`, or set MONGODB_URI, or install mongod`,
    cause: new AggregateError(
      failures.map(({ error }) => error),
      reasons,
    ),
  });
}
