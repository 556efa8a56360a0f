import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { isSameProcess } from '../../services/kit/process-identity.ts';
import { createLog } from '../../services/kit/log.ts';
import { createProcessRuntime } from '../../services/runtime/process/process-runtime.ts';
import type { Runtime } from '../../services/runtime/runtime.ts';
import {
  recordFileName,
  workerFileName,
  type SupervisorRecord,
  type WorkerStart,
} from '../../services/runtime/supervisor/contract.ts';
import { eventually } from '../support/eventually.ts';

const placementId = '00000000-0000-4000-8000-000000000001.sleeper-0.1';
let folder: string;
const runtimes: Runtime[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-runtime-'));
});
afterEach(async () => {
  for (const runtime of runtimes.splice(0)) await runtime.stop();
  await rm(folder, { recursive: true, force: true });
});

async function newRuntime(spares = 0): Promise<Runtime> {
  const runtime = await createProcessRuntime({
    folder,
    entry: join(import.meta.dirname, '../../services/runtime/supervisor/main.ts'),
    orphanMs: 30_000,
    startTimeoutMs: 20_000,
    env: { PATH: process.env['PATH'] ?? '' },
    spares,
    log: createLog({ level: 'silent' }),
  });
  runtimes.push(runtime);
  return runtime;
}

function sleeper(): WorkerStart {
  const worker = { id: 'sleeper-0', type: 'sleeper', index: 0 };
  return {
    worker,
    incarnation: 1,
    epoch: 1,
    command: ['sleep', '1000'],
    folder,
    env: {},
    protocol: 'none',
    memoryBytes: 2 ** 30,
    stopGraceMs: 1000,
    window: { messages: 10, memoryBytes: 2 ** 20, whenFull: 'drop-oldest' },
    init: { session: { id: 's', type: 't', project: 'p', user: 'u' }, input: {}, workers: [worker] },
    channelToken: 'c',
    projectData: { url: '', token: '' },
  };
}

/** The folder of the one supervisor, once it has written this file. */
async function folderWith(file: string): Promise<string> {
  let found = '';
  await eventually(async () => {
    const [name = ''] = await readdir(folder);
    found = join(folder, name);
    await stat(join(found, file));
  });
  return found;
}

const readJson = async <T>(path: string) => JSON.parse(await readFile(path, 'utf8')) as T;

test('a placement whose order never came is not found again: the same order starts it', async () => {
  await newRuntime(1);
  const spare = await folderWith(recordFileName);
  const record = await readJson<SupervisorRecord>(join(spare, recordFileName));
  // The directory is killed between the placement and the order.
  await writeFile(join(spare, 'placement.json'), JSON.stringify({ placementId }));
  const next = await newRuntime();
  expect(await next.find()).toEqual([]);
  expect(await isSameProcess(record)).toBe(false);
  const worker = await next.start(placementId, sleeper());
  expect(await worker.status(0, 0, new AbortController().signal)).toMatchObject({ phase: 'initialised' });
}, 60_000);

test('a worker whose supervisor hangs is released all the same', async () => {
  const runtime = await newRuntime();
  const worker = await runtime.start(placementId, sleeper());
  const own = await folderWith(workerFileName);
  const supervisor = await readJson<SupervisorRecord>(join(own, recordFileName));
  const workerProcess = await readJson<SupervisorRecord>(join(own, workerFileName));
  process.kill(supervisor.pid, 'SIGSTOP');
  await worker.release();
  await eventually(async () => expect(await isSameProcess(supervisor)).toBe(false));
  await eventually(async () => expect(await isSameProcess(workerProcess)).toBe(false));
}, 60_000);
