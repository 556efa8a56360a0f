import { mkdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { isRecord, readJson, writeJson } from '../json-file.ts';
import { MachineError, reasonOf } from '../machine-error.ts';
import { runCommand } from '../run-command.ts';
import type { StartContext } from './contract.ts';
import { FAILED_BECAUSE, FOUND_AT } from './download-answer.ts';

/** The mongod that is fetched where the user names no other by MONGOMS_VERSION. */
const MONGOD_VERSION = '8.2.6';
const DOWNLOAD_DEADLINE_MS = 600_000;
/** A machine that could not download a moment ago is not asked again at each start: that takes 7 s. */
const REMEMBER_FAILURE_MS = 24 * 3_600_000;

/** A download that failed, as the cache folder remembers it. */
export interface DownloadFailure {
  readonly reason: string;
  /** When, in ISO 8601. */
  readonly at: string;
}

/**
 * The path of a mongod that mongodb-memory-server-core has downloaded, now or earlier.
 * @throws MachineError `MONGOD_DOWNLOAD_FAILED`
 */
export async function memoryServerBinary(context: Omit<StartContext, 'folder'>, now = Date.now()): Promise<string> {
  const folder = binariesFolder(context.cacheFolder);
  const failed = await recentDownloadFailure(context.cacheFolder, now);
  if (failed !== undefined) throw downloadFailed(`${failed.reason}; remembered since ${failed.at}`, folder);
  await mkdir(folder, { recursive: true });
  try {
    return await download(folder, context);
  } catch (cause) {
    if (context.signal?.aborted) throw cause;
    const failure: DownloadFailure = { reason: reasonOf(cause), at: new Date(now).toISOString() };
    await writeJson(failurePath(folder), failure);
    throw downloadFailed(failure.reason, folder, cause);
  }
}

/** The download that failed less than a day before `now`. */
export async function recentDownloadFailure(
  cacheFolder: string,
  now = Date.now(),
): Promise<DownloadFailure | undefined> {
  const value = await readJson(failurePath(binariesFolder(cacheFolder)));
  if (!isRecord(value)) return undefined;
  const { reason, at } = value;
  if (typeof reason !== 'string' || typeof at !== 'string') return undefined;
  const age = now - Date.parse(at);
  // A clock that was set back must not make the failure last.
  return age >= 0 && age < REMEMBER_FAILURE_MS ? { reason, at } : undefined;
}

/** Where the downloaded mongods are. */
export function binariesFolder(cacheFolder: string): string {
  return join(cacheFolder, 'mongodb-binaries');
}

/**
 * In a process of its own: the library keeps its settings and findings in its module and prints to the terminal, and
 * only a process can be given a deadline.
 */
async function download(folder: string, { env, onProgress, signal }: Omit<StartContext, 'folder'>): Promise<string> {
  onProgress('looking for a mongod in the cache or to download …');
  // TypeScript in the checkout, JavaScript in the package, as this file is.
  const program = join(import.meta.dirname, `download-mongod${extname(import.meta.filename)}`);
  const lines = await runCommand(process.execPath, [program], {
    env: {
      MONGOMS_VERSION: MONGOD_VERSION,
      ...env,
      MONGOMS_DOWNLOAD_DIR: folder,
      // Without this the library accepts any certificate, and what it fetches is run.
      npm_config_strict_ssl: 'true',
    },
    cwd: folder,
    deadlineMs: DOWNLOAD_DEADLINE_MS,
    signal,
    onLine: (line) => {
      if (line.startsWith('Downloading')) onProgress(line);
    },
  });
  const found = answerAfter(FOUND_AT, lines);
  if (found !== undefined) return found;
  throw new Error(answerAfter(FAILED_BECAUSE, lines) ?? 'the download ended without an answer');
}

function answerAfter(mark: string, lines: readonly string[]): string | undefined {
  return lines.find((line) => line.startsWith(mark))?.slice(mark.length);
}

function failurePath(folder: string): string {
  return join(folder, 'download-failure.json');
}

function downloadFailed(reason: string, folder: string, cause?: unknown): MachineError {
  return new MachineError({
    code: 'MONGOD_DOWNLOAD_FAILED',
    problem: `mongod could not be downloaded (${reason})`,
    remedy: `remove ${failurePath(folder)} to try again before a day has passed, or set MONGODB_URI`,
    cause,
  });
}
