import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identifyProcess, isSameProcess, type ProcessIdentity } from '../../services/kit/process-identity.ts';
import { waitUntil } from '../../services/machine/wait-until.ts';
import { goModules } from '../../tools/kubernetes-schema/go-module.ts';
import { parseTestRun, removeDeadRuns, testRunName, type TestRun } from '../support/control-plane/test-run.ts';
import { controlPlane } from '../support/control-plane/control-plane.ts';
import { removeLeftover } from '../support/control-plane/folder.ts';
import { startControlPlane } from '../support/control-plane/start.ts';
import { eventually } from '../support/eventually.ts';
import { goProgram } from '../support/go-tools/go-program.ts';
import { kwok } from '../support/go-tools/programs.ts';

// Builds what is missing, where no time limit of jest's counts it.
await controlPlane();

/** A start takes seconds, or many where all processors are busy. */
const startDeadlineMs = 120_000;
jest.setTimeout(300_000);
const keeperProgram = join(import.meta.dirname, '../support/control-plane/keeper.ts');
const children: ChildProcess[] = [];
const runs: TestRun[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const run of runs.splice(0)) {
    await removeLeftover(run.planeFolder, () => undefined);
    await rm(run.folder, { recursive: true, force: true });
  }
});

/** A process that does nothing and stands for jest's main process. */
function standIn(): ChildProcess {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  children.push(child);
  return child;
}

/** A control plane as a run of jest has one, ready, and all its processes. */
async function startRun(
  owner: ChildProcess,
): Promise<{ run: TestRun; keeper: ChildProcess; processes: ProcessIdentity[] }> {
  const run = await runOf(owner);
  await mkdir(run.folder, { recursive: true });
  const keeper = spawn(process.execPath, [keeperProgram, run.name], { stdio: 'ignore' });
  children.push(keeper);
  const look = () =>
    stat(run.accessFile).then(
      () => true as const,
      () => undefined,
    );
  await waitUntil(look, { what: 'the control plane', deadlineMs: startDeadlineMs, everyMs: 100 });
  return { run, keeper, processes: (await readProcesses(run.planeFolder)).started };
}

async function readProcesses(folder: string): Promise<{ started: ProcessIdentity[] }> {
  return JSON.parse(await readFile(join(folder, 'processes.json'), 'utf8')) as { started: ProcessIdentity[] };
}

async function runOf(owner: ChildProcess): Promise<TestRun> {
  const identity = await identifyProcess(owner.pid ?? 0);
  if (identity === undefined) throw new Error('the stand-in does not run');
  const run = parseTestRun(testRunName(identity), process.env);
  if (run === undefined) throw new Error('a process has no run of tests');
  runs.push(run);
  return run;
}

async function expectGone(processes: readonly ProcessIdentity[]): Promise<void> {
  await eventually(async () => {
    const alive = await Promise.all(processes.map(isSameProcess));
    expect(alive).toEqual(processes.map(() => false));
  });
}

describe('the control plane of a run of tests', () => {
  test('ends with the run, also when that is killed, and leaves nothing', async () => {
    const owner = standIn();
    const { run, keeper, processes } = await startRun(owner);
    expect(processes).toHaveLength(5);
    owner.kill('SIGKILL');
    await once(keeper, 'exit');
    await expectGone(processes);
    await expect(stat(run.folder)).rejects.toThrow('ENOENT');
  });

  test('dies with its keeper when that is killed, and the next run removes its folder', async () => {
    const owner = standIn();
    const { run, keeper, processes } = await startRun(owner);
    keeper.kill('SIGKILL');
    await expectGone(processes);

    await removeDeadRuns(process.env, () => undefined);
    await stat(run.folder); // Its run goes on.
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    await removeDeadRuns(process.env, () => undefined);
    await expect(stat(run.folder)).rejects.toThrow('ENOENT');
  });
});

test('a control plane that is stopped leaves no process and no folder, also when it is stopped twice', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'berth-test-'));
  const plane = await startControlPlane({ folder, env: process.env, onProgress: () => undefined });
  const { started } = await readProcesses(folder);
  expect(started).toHaveLength(4);
  await Promise.all([plane.stop(), plane.stop()]);
  await expectGone(started);
  await expect(stat(folder)).rejects.toThrow('ENOENT');
});

test('a control plane whose program ends at once is not started, and the error quotes the log', async () => {
  const assets = await mkdtemp(join(tmpdir(), 'berth-test-'));
  const folder = join(assets, 'plane');
  for (const name of ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubectl']) {
    await writeFile(join(assets, name), '#!/bin/sh\necho the disk is full\nexit 3\n', { mode: 0o755 });
  }
  const env = { ...process.env, KUBEBUILDER_ASSETS: assets };
  const start = startControlPlane({ folder, env, onProgress: () => undefined });
  await expect(start).rejects.toThrow(/^etcd ended with exit code 3; .*etcd\.log ends with:\nthe disk is full$/);
  await expect(stat(folder)).rejects.toThrow('ENOENT');
  await rm(assets, { recursive: true });
});

describe('what has to be built first', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'berth-test-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** A `go` that builds for ever; it tidies up as the real one does, for SIGINT only. */
  const endless = `#!/bin/sh
[ "$1" = env ] && { echo go1.26.8; exit; }
trap 'rm "$WORK"; exit 1' INT
touch "$WORK"
while :; do sleep 0.05; done
`;

  test('is given up with the signal, and go leaves nothing', async () => {
    await writeFile(join(folder, 'go'), endless, { mode: 0o755 });
    const work = join(folder, 'work');
    const env = { HOME: folder, PATH: `${folder}:/usr/bin:/bin`, WORK: work };
    const abort = new AbortController();
    const build = goProgram(kwok, { env, onProgress: () => undefined, signal: abort.signal });
    const expected = expect(build).rejects.toThrow('go was interrupted');
    await eventually(() => stat(work));
    abort.abort();
    await expected;
    await expect(stat(work)).rejects.toThrow('ENOENT');
  });

  test('needs Go, a module that is only read too: the error names the remedy', async () => {
    const open = goModules({ env: { HOME: folder, PATH: '' }, onProgress: () => undefined });
    await expect(open('example.org/none', 'v1.0.0')).rejects.toThrow(
      /^example\.org\/none@v1\.0\.0 has to be fetched as a Go module, but go is not on the PATH: install Go .*\.$/,
    );
  });

  test('is asked of the module proxy: where there is no answer the error says so', async () => {
    await writeFile(
      join(folder, 'go'),
      '#!/bin/sh\n[ "$1" = env ] && { echo go1.26.8; exit; }\necho no route; exit 1\n',
    );
    const open = goModules({ env: { PATH: `${folder}:/usr/bin:/bin` }, onProgress: () => undefined });
    await expect(open('example.org/none', 'v1.0.0')).rejects.toThrow(
      /^The Go module example\.org\/none@v1\.0\.0 could not be fetched \(.*no route.*\): see whether the module proxy/,
    );
  });

  test('needs a cache folder that can be written: the error names it, and the remedy', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    const env = { HOME: folder, PATH: '', XDG_CACHE_HOME: file };
    const expected = `nothing can be written into the cache folder ${file}/berth/`;
    const failures = [
      goProgram(kwok, { env, onProgress: () => undefined }),
      startControlPlane({ folder: join(file, 'berth/planes/plane'), env: process.env, onProgress: () => undefined }),
    ];
    for (const failure of failures) {
      await expect(failure).rejects.toThrow(expected);
      await expect(failure).rejects.toThrow('name another folder for caches in XDG_CACHE_HOME');
    }
  });
});
