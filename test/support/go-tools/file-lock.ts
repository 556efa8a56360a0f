import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { identifyProcess, isSameProcess, parseIdentity } from '../../../services/kit/process-identity.ts';
import { isRecord } from '../../../services/machine/json-file.ts';

const LOOK_EVERY_MS = 100;

/** Options of {@link withFileLock}. */
export interface FileLockOptions {
  /** Told once when another process holds the lock. */
  readonly onWait?: (holderPid: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Does `work` while no other process that asks for the same lock does its own. The lock is the file `path`, whose folder
 * exists; a holder that was killed is found out by its pid and start time.
 */
export async function withFileLock<T>(path: string, work: () => Promise<T>, options: FileLockOptions = {}): Promise<T> {
  let hasWaited = false;
  while (!(await take(path))) {
    options.signal?.throwIfAborted();
    const holder = await holderOf(path);
    if (holder === 'dead') await setAside(path);
    if (typeof holder === 'number') {
      if (!hasWaited) options.onWait?.(holder);
      hasWaited = true;
      await pause(LOOK_EVERY_MS);
    }
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** The lock appears with its content, so that nobody ever reads an empty one. */
async function take(path: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify((await identifyProcess(process.pid)) ?? null));
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    // Not `instanceof Error`: inside jest the errors of Node are of another realm.
    if (isRecord(error) && error['code'] === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft);
  }
}

async function holderOf(path: string): Promise<number | 'dead' | 'none'> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return 'none';
  const identity = parseIdentity(JSON.parse(text));
  return identity !== undefined && (await isSameProcess(identity)) ? identity.pid : 'dead';
}

/** Two processes may find the same dead holder, and the slower one moves the quicker one's lock: that one goes back. */
async function setAside(path: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return; // Another process was quicker.
  }
  if (typeof (await holderOf(aside)) === 'number') await link(aside, path).catch(() => undefined);
  await rm(aside);
}
