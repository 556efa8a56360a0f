import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  identifyProcess,
  isSameProcess,
  parseIdentity,
  type ProcessIdentity,
} from '../../../services/kit/process-identity.ts';
import { isRecord, readJson, writeJson } from '../../../services/machine/json-file.ts';
import { endProcess } from '../../../services/machine/mongodb/end-process.ts';
import { makeCacheFolder } from '../cache-folder.ts';

/** What `processes.json` says: who works in this folder, and what it started. */
interface RecordedProcesses {
  readonly owner: ProcessIdentity;
  readonly started: readonly ProcessIdentity[];
}

const LEFTOVER_GRACE_MS = 2_000;

/**
 * Makes a control plane's folder this process's own and empty. What a killed owner left running there is ended first.
 * @throws Error when its owner lives, or nothing can be written there
 */
export async function claimFolder(folder: string, onProgress: (line: string) => void): Promise<void> {
  await makeCacheFolder(dirname(folder), { mode: 0o700 });
  const recorded = await readRecord(folder);
  if (recorded !== undefined && (await isSameProcess(recorded.owner))) {
    throw new Error(
      `process ${recorded.owner.pid} runs a control plane in ${folder}: end it first (kill ${recorded.owner.pid}).`,
    );
  }
  await removeLeftover(folder, onProgress);
  await mkdir(folder, { mode: 0o700 });
  await recordStarted(folder, []);
}

/** Writes down the processes that were started here. */
export async function recordStarted(folder: string, started: readonly ProcessIdentity[]): Promise<void> {
  const owner = await identifyProcess(process.pid);
  if (owner === undefined) throw new Error('this process cannot identify itself');
  await writeJson(recordPath(folder), { owner, started } satisfies RecordedProcesses);
}

/** The process that runs the control plane in this folder; `undefined` when none lives. */
export async function livingOwner(folder: string): Promise<ProcessIdentity | undefined> {
  const owner = (await readRecord(folder))?.owner;
  return owner !== undefined && (await isSameProcess(owner)) ? owner : undefined;
}

/** Ends what still runs of a control plane whose owner is gone, and removes its folder. */
export async function removeLeftover(folder: string, onProgress: (line: string) => void): Promise<void> {
  for (const identity of (await readRecord(folder))?.started ?? []) {
    if (!(await isSameProcess(identity))) continue;
    onProgress(`ending process ${identity.pid}, which an earlier control plane left behind …`);
    await endProcess(identity, LEFTOVER_GRACE_MS);
  }
  await rm(folder, { recursive: true, force: true });
}

async function readRecord(folder: string): Promise<RecordedProcesses | undefined> {
  const value = await readJson(recordPath(folder));
  const owner = isRecord(value) ? parseIdentity(value['owner']) : undefined;
  if (!isRecord(value) || owner === undefined) return undefined;
  const started = Array.isArray(value['started']) ? value['started'].map(parseIdentity) : [];
  return { owner, started: started.filter((identity) => identity !== undefined) };
}

function recordPath(folder: string): string {
  return join(folder, 'processes.json');
}
