import { join } from 'node:path';
import { isRecord, readJson, writeJson } from '../json-file.ts';
import type { MongodbKind } from './contract.ts';

/** In whose file format a state folder's data is. */
export type Engine = 'wiredtiger' | 'h2';

/** A kind of server that this platform starts itself. */
export type EmbeddedKind = Exclude<MongodbKind, 'external'>;

/** Which file format each kind of server writes. */
export const ENGINE_OF: Readonly<Record<EmbeddedKind, Engine>> = {
  mongod: 'wiredtiger',
  'memory-server': 'wiredtiger',
  java: 'h2',
};

/** The embedded kinds, in the order in which they are tried. */
const EMBEDDED_KINDS: readonly EmbeddedKind[] = ['mongod', 'memory-server', 'java'];

/**
 * The kinds to try, best first: those that are allowed and can read what the folder already holds. A machine that gets
 * a mongod later keeps the server that has its data, instead of starting empty.
 */
export function kindsToTry(
  allowed: readonly MongodbKind[] | undefined,
  engine: Engine | undefined,
): readonly EmbeddedKind[] {
  return EMBEDDED_KINDS.filter(
    (kind) => (allowed?.includes(kind) ?? true) && (engine === undefined || ENGINE_OF[kind] === engine),
  );
}

/** The format of the data in `folder`; `undefined` when no server has run there yet. */
export async function readEngine(folder: string): Promise<Engine | undefined> {
  const value = await readJson(enginePath(folder));
  const engine = isRecord(value) ? value['engine'] : undefined;
  return engine === 'wiredtiger' || engine === 'h2' ? engine : undefined;
}

/** Writes down whose format the data has, before anything is stored. */
export async function rememberEngine(folder: string, kind: EmbeddedKind): Promise<void> {
  await writeJson(enginePath(folder), { engine: ENGINE_OF[kind] });
}

function enginePath(folder: string): string {
  return join(folder, 'engine.json');
}
