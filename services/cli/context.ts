import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { isMissingFile, isRecord } from '../machine/json-file.ts';
import { withFileLock } from './contexts/file-lock.ts';
import { CommandError, usageError } from './errors/command-error.ts';
import { exitCodes } from './errors/exit-codes.ts';

/** A Berth that the user has logged in to. */
export interface Context {
  /** The gateway, without a path. */
  readonly url: string;
  readonly user: string;
  readonly refreshToken: string;
  readonly accessToken?: string;
  /** RFC 3339. */
  readonly accessExpiresAt?: string;
  /** Where `berth up` keeps the state of a Berth on this machine. */
  readonly stateFolder?: string;
}

/** What the file holds. */
export interface Contexts {
  /** The name of the one that commands use. */
  readonly current?: string;
  readonly contexts: Readonly<Record<string, Context>>;
}

/** Where the contexts of a user are kept. */
export function contextsPath(env: NodeJS.ProcessEnv): string {
  const home = env['BERTH_HOME'];
  if (home !== undefined && home !== '') return join(home, 'contexts.json');
  const config = env['XDG_CONFIG_HOME'];
  // The XDG specification says that an empty or relative value counts as none.
  const base = config?.startsWith('/') ? config : join(env['HOME'] ?? homedir(), '.config');
  return join(base, 'berth', 'contexts.json');
}

/** The contexts of the user; none where there is no file yet. */
export async function readContexts(env: NodeJS.ProcessEnv): Promise<Contexts> {
  const path = contextsPath(env);
  try {
    return checkContexts(JSON.parse(await readFile(path, 'utf8')), path);
  } catch (error) {
    if (isMissingFile(error)) return { contexts: {} };
    if (error instanceof SyntaxError) throw brokenFile(path, error.message);
    throw error;
  }
}

/** Writes one context, new or changed, and makes it the current one where that is asked for or there is none. */
export async function saveContext(
  env: NodeJS.ProcessEnv,
  name: string,
  { context, makeCurrent }: { readonly context: Context; readonly makeCurrent: boolean },
): Promise<void> {
  checkName(name);
  await changeContexts(env, (contexts) => withContext(contexts, name, { context, makeCurrent }));
}

/** Makes a context the current one. @throws {CommandError} where there is none of the name */
export async function useContext(env: NodeJS.ProcessEnv, name: string): Promise<void> {
  await changeContexts(env, (contexts) => {
    findContext(contexts, name);
    return { ...contexts, current: name };
  });
}

/** The context of a name. @throws {CommandError} where there is none */
export function findContext({ contexts }: Contexts, name: string): Context {
  const context = Object.hasOwn(contexts, name) ? contexts[name] : undefined;
  if (context !== undefined) return context;
  const known = Object.keys(contexts);
  throw usageError(
    `There is no context "${name}".`,
    known.length === 0 ? 'Log in with `berth login --url <url>`.' : `Use one of: ${known.join(', ')}.`,
  );
}

/**
 * Changes the file under its lock. `change` sees the file as it is then, and may take up to 25 s; what it answers is
 * written, unless it is `undefined`.
 */
export async function changeContexts(
  env: NodeJS.ProcessEnv,
  change: (contexts: Contexts) => Promise<Contexts | undefined> | Contexts | undefined,
): Promise<void> {
  const path = contextsPath(env);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await withFileLock(`${path}.lock`, async () => {
    const changed = await change(await readContexts(env));
    if (changed !== undefined) await writePrivately(path, changed);
  });
}

/** The contexts with one of them new or changed. */
export function withContext(
  { current, contexts }: Contexts,
  name: string,
  { context, makeCurrent }: { readonly context: Context; readonly makeCurrent: boolean },
): Contexts {
  return { current: makeCurrent ? name : (current ?? name), contexts: { ...contexts, [name]: context } };
}

/** A reader sees the old file or the new one; only the user can read it, since it holds tokens. */
async function writePrivately(path: string, value: unknown): Promise<void> {
  const draft = `${path}.${process.pid}.new`;
  // A draft that a killed process left would keep its mode.
  await rm(draft, { force: true });
  await writeFile(draft, `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' });
  await rename(draft, path);
}

function checkName(name: string): void {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name)) return;
  throw usageError(`"${name}" is no name for a context.`, 'Use up to 64 letters, digits, ".", "_" and "-".');
}

function checkContexts(value: unknown, path: string): Contexts {
  if (!isRecord(value) || !isRecord(value['contexts'])) throw brokenFile(path, 'it has no "contexts"');
  for (const [name, context] of Object.entries(value['contexts'])) {
    const isWhole =
      isRecord(context) && ['url', 'user', 'refreshToken'].every((key) => typeof context[key] === 'string');
    if (!isWhole) throw brokenFile(path, `the context "${name}" lacks "url", "user" or "refreshToken"`);
  }
  return value as unknown as Contexts;
}

function brokenFile(path: string, why: string): CommandError {
  return new CommandError({
    exitCode: exitCodes.usage,
    detail: `The file ${path} cannot be read: ${why}.`,
    remedy: 'Correct it, or remove it and log in again with `berth login`.',
  });
}
