import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  identifyProcess,
  isSameProcess,
  parseIdentity,
  type ProcessIdentity,
} from '../../../services/kit/process-identity.ts';
import { userCacheFolder } from '../../../services/machine/folders.ts';
import { livingOwner, removeLeftover } from './folder.ts';

/**
 * One run of jest shares one control plane. Jest's main process names the run in this variable, which its workers
 * inherit; the name says which process that is, so that nothing has to be written for a run that needs no cluster.
 */
const VARIABLE = 'BERTH_TEST_RUN';

/** Names the run of tests that this process is the main process of. */
export async function nameTestRun(env: NodeJS.ProcessEnv): Promise<void> {
  const identity = await identifyProcess(process.pid);
  if (identity !== undefined) env[VARIABLE] = testRunName(identity);
}

/** The name of the run whose main process this is. */
export function testRunName({ pid, startTicks, bootId }: ProcessIdentity): string {
  return `run_${pid}_${startTicks}_${bootId}`;
}

/** What a run of tests keeps for its control plane. */
export interface TestRun {
  readonly name: string;
  /** The main process: the control plane ends with it. */
  readonly owner: ProcessIdentity;
  readonly folder: string;
  /** The control plane's own folder. */
  readonly planeFolder: string;
  /** Says how to reach the control plane, as soon as it can be reached. */
  readonly accessFile: string;
  /** What the control plane's keeper says. */
  readonly logFile: string;
}

/** The run that this process takes part in. */
export function currentTestRun(env: NodeJS.ProcessEnv): TestRun {
  const run = parseTestRun(env[VARIABLE] ?? '', env);
  if (run === undefined)
    throw new Error(`${VARIABLE} names no run of tests: jest sets it by test/support/begin-run.ts.`);
  return run;
}

/** The run of this name; `undefined` where it is none. */
export function parseTestRun(name: string, env: NodeJS.ProcessEnv): TestRun | undefined {
  const [prefix, pid, startTicks, bootId] = name.split('_');
  const owner = parseIdentity({ pid: Number(pid), startTicks: Number(startTicks), bootId });
  if (prefix !== 'run' || owner === undefined) return undefined;
  const folder = join(controlPlanesFolder(env), name);
  return {
    name,
    owner,
    folder,
    planeFolder: join(folder, 'plane'),
    accessFile: join(folder, 'access.json'),
    logFile: join(folder, 'keeper.log'),
  };
}

/** Removes what killed runs left behind: programs that still run, and folders. */
export async function removeDeadRuns(env: NodeJS.ProcessEnv, onProgress: (line: string) => void): Promise<void> {
  for (const name of await readdir(controlPlanesFolder(env)).catch(() => [])) {
    const run = parseTestRun(name, env);
    if (run === undefined || (await isSameProcess(run.owner)) || (await livingOwner(run.planeFolder))) continue;
    await removeRun(run, onProgress);
  }
}

/** Ends every control plane of a run that still runs, and removes the run's folder. */
export async function removeRun({ folder }: TestRun, onProgress: (line: string) => void): Promise<void> {
  // Another run may be removing the same.
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (entry.isDirectory()) await removeLeftover(join(folder, entry.name), onProgress);
  }
  await rm(folder, { recursive: true, force: true });
}

/** Where control planes keep their folders. */
export function controlPlanesFolder(env: NodeJS.ProcessEnv): string {
  return join(userCacheFolder(env), 'control-planes');
}
