import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { identifyProcess, isSameProcess } from '../../../services/kit/process-identity.ts';
import { readJson } from '../../../services/machine/json-file.ts';
import { waitUntil } from '../../../services/machine/wait-until.ts';
import { makeCacheFolder } from '../cache-folder.ts';
import { withFileLock } from '../go-tools/file-lock.ts';
import { testContext } from '../test-context.ts';
import { openCluster, type Cluster } from './cluster.ts';
import { livingOwner } from './folder.ts';
import { startKwok } from './kwok.ts';
import { startControlPlane, type ClusterAccess } from './start.ts';
import { currentTestRun, type TestRun } from './test-run.ts';

/** Everything is built first where nothing is in the cache. */
const READY_DEADLINE_MS = 3_600_000;
const STOP_DEADLINE_MS = 60_000;
const LOOK_EVERY_MS = 100;

/**
 * The control plane of this run of tests, with KWOK: started by the first test file that asks, ended with the run. Call
 * it at the top of a test file, `const cluster = await controlPlane();`, where no time limit of jest's counts the builds
 * of the first time. Files run at the same time: keep to namespaces of your own ({@link Cluster.newNamespace}).
 */
export async function controlPlane(): Promise<Cluster> {
  const run = currentTestRun(process.env);
  await makeCacheFolder(run.folder, { mode: 0o700 });
  const find = async () => (await runningAccess(run)) ?? (await startKeeper(run));
  const cluster = openCluster(await withFileLock(join(run.folder, 'lock'), find));
  afterAll(() => cluster.close());
  return cluster;
}

/**
 * A control plane that no other test file uses, with KWOK: for what is cluster-wide, such as admission policies, and for
 * an empty server. It costs about five seconds more; call it at the top of a test file too.
 */
export async function ownControlPlane(): Promise<Cluster> {
  const folder = join(currentTestRun(process.env).folder, `own-${randomUUID()}`);
  const plane = await startControlPlane({ folder, ...testContext });
  const cluster = openCluster(plane.access);
  afterAll(async () => {
    await cluster.close();
    await plane.stop();
  }, STOP_DEADLINE_MS);
  await startKwok(plane, testContext);
  return cluster;
}

async function runningAccess(run: TestRun): Promise<ClusterAccess | undefined> {
  if ((await livingOwner(run.planeFolder)) === undefined) return undefined;
  return (await readJson(run.accessFile)) as ClusterAccess | undefined;
}

/** Starts a process that outlives this one: jest ends its workers when it likes. */
async function startKeeper(run: TestRun): Promise<ClusterAccess> {
  const log = await open(run.logFile, 'w', 0o600);
  const program = join(import.meta.dirname, 'keeper.ts');
  const child = spawn(process.execPath, [program, run.name], {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  await log.close();
  child.unref();
  const keeper = child.pid === undefined ? undefined : await identifyProcess(child.pid);
  const say = sayNewLines(run.logFile);
  const look = async (): Promise<ClusterAccess | undefined> => {
    const isRunning = keeper !== undefined && (await isSameProcess(keeper));
    await say();
    if (!isRunning) throw new Error(`the test control plane did not start: ${await readFile(run.logFile, 'utf8')}`);
    return (await readJson(run.accessFile)) as ClusterAccess | undefined;
  };
  return waitUntil(look, { what: 'the control plane', deadlineMs: READY_DEADLINE_MS, everyMs: LOOK_EVERY_MS });
}

/** Shows what has come to a log since it was last asked. */
function sayNewLines(path: string): () => Promise<void> {
  let shown = 0;
  return async () => {
    const text = await readFile(path, 'utf8');
    process.stderr.write(text.slice(shown));
    shown = text.length;
  };
}
