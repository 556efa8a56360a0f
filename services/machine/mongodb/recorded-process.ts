import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord, readJson, writeJson } from '../json-file.ts';
import { MachineError } from '../machine-error.ts';
import { identifyProcess, isSameProcess, parseIdentity, type ProcessIdentity } from '../../kit/process-identity.ts';
import { endProcess } from './end-process.ts';

/** What `process.json` says: which database server works on this folder, and for whom. */
interface RecordedProcess {
  readonly server: ProcessIdentity;
  readonly owner: ProcessIdentity;
}

/** mongod closes its files when asked; with much in memory that takes a while. */
const LEFTOVER_GRACE_MS = 15_000;

/** Writes down that this process runs the server `pid` on `folder`. */
export async function recordProcess(folder: string, pid: number): Promise<void> {
  const [server, owner] = await Promise.all([identifyProcess(pid), identifyProcess(process.pid)]);
  // Without /proc a pid proves nothing: better no record than one that could name a stranger.
  if (server === undefined || owner === undefined) return;
  await writeJson(recordPath(folder), { server, owner } satisfies RecordedProcess);
}

/** Removes the record, once the server has ended. */
export async function forgetProcess(folder: string): Promise<void> {
  await rm(recordPath(folder), { force: true });
}

/**
 * Stops the server that a killed owner left running on `folder`, if that very process is still there.
 * @throws MachineError `MONGODB_IN_USE` when the owner lives
 */
export async function stopLeftover(folder: string, onProgress: (line: string) => void): Promise<void> {
  const recorded = parseRecord(await readJson(recordPath(folder)));
  if (recorded !== undefined && (await isSameProcess(recorded.server))) {
    if (await isSameProcess(recorded.owner)) throw inUse(folder, recorded.owner.pid);
    onProgress(`stopping the MongoDB that an earlier run left behind (pid ${recorded.server.pid}) …`);
    await endProcess(recorded.server, LEFTOVER_GRACE_MS);
  }
  await forgetProcess(folder);
}

function recordPath(folder: string): string {
  return join(folder, 'process.json');
}

function parseRecord(value: unknown): RecordedProcess | undefined {
  if (!isRecord(value)) return undefined;
  const server = parseIdentity(value['server']);
  const owner = parseIdentity(value['owner']);
  return server === undefined || owner === undefined ? undefined : { server, owner };
}

function inUse(folder: string, ownerPid: number): MachineError {
  return new MachineError({
    code: 'MONGODB_IN_USE',
    problem: `process ${ownerPid} is using the database in ${folder}`,
    remedy: 'end that process first, or name another state folder',
  });
}
