import { randomUUID } from 'node:crypto';
import { open, readFile, stat, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { isMissingFile, isRecord } from '../../machine/json-file.ts';
import { CommandError } from '../errors/command-error.ts';
import { exitCodes } from '../errors/exit-codes.ts';

/** How long somebody waits for a lock, and when its holder counts as gone. */
export interface LockLimits {
  readonly deadlineMs: number;
  /** Must be longer than any work that is done under the lock. */
  readonly staleMs: number;
}

const defaultLimits: LockLimits = { deadlineMs: 45_000, staleMs: 30_000 };
const retryMs = 25;

/** Does work that no other process does at the same time, by a file that only one of them can create. */
export async function withFileLock<T>(
  path: string,
  work: () => Promise<T>,
  limits: LockLimits = defaultLimits,
): Promise<T> {
  const token = randomUUID();
  await acquire(path, token, limits);
  try {
    return await work();
  } finally {
    await release(path, token);
  }
}

async function acquire(path: string, token: string, { deadlineMs, staleMs }: LockLimits): Promise<void> {
  const endAt = performance.now() + deadlineMs;
  while (!(await create(path, token))) {
    if (await isStale(path, staleMs)) await removeStale(path, staleMs);
    else if (performance.now() > endAt) throw lockedError(path, deadlineMs);
    else await delay(retryMs);
  }
}

/** Creates the file with its holder in it; `false` where it is there already. */
async function create(path: string, token: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(JSON.stringify({ pid: process.pid, host: hostname(), token }));
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    // On Windows a file that is being removed cannot be created: EPERM.
    if (isRecord(error) && (error['code'] === 'EEXIST' || error['code'] === 'EPERM')) return false;
    throw error;
  }
}

async function release(path: string, token: string): Promise<void> {
  const holder = await readHolder(path);
  if (holder?.['token'] === token) await removeFile(path);
}

/** Whether the holder has ended, or holds it for longer than any work takes. */
async function isStale(path: string, staleMs: number): Promise<boolean> {
  try {
    const ageMs = Date.now() - (await stat(path)).mtimeMs;
    if (ageMs > staleMs) return true;
    const holder = await readHolder(path);
    return holder?.['host'] === hostname() && typeof holder['pid'] === 'number' && !isRunning(holder['pid']);
  } catch (error) {
    if (isMissingFile(error)) return false;
    throw error;
  }
}

/** Under a lock of its own, so that nobody removes the lock of who was faster. */
async function removeStale(path: string, staleMs: number): Promise<void> {
  const breaker = `${path}.break`;
  if (!(await create(breaker, ''))) {
    // Who breaks a lock needs a moment; a breaker that is as old as a stale lock was left behind.
    const { mtimeMs } = await stat(breaker).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > staleMs) await removeFile(breaker);
    await delay(retryMs);
    return;
  }
  try {
    if (await isStale(path, staleMs)) await removeFile(path);
  } finally {
    await removeFile(breaker);
  }
}

async function readHolder(path: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    const holder: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isRecord(holder) ? holder : undefined;
  } catch {
    return undefined; // Gone, or not written yet.
  }
}

async function removeFile(path: string): Promise<void> {
  await unlink(path).catch((error: unknown) => {
    if (!isMissingFile(error)) throw error;
  });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isRecord(error) && error['code'] === 'EPERM';
  }
}

function lockedError(path: string, deadlineMs: number): CommandError {
  return new CommandError({
    exitCode: exitCodes.unavailable,
    detail: `Another command has held the lock ${path} for ${Math.round(deadlineMs / 1000)} s.`,
    remedy: 'End it, or remove the file if no command runs.',
  });
}
