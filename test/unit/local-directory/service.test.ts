import { afterEach, describe, expect, test } from '@jest/globals';
import type { Client, ClientContext } from '../../../services/kit/client.ts';
import { createClient, createDispatcher } from '../../../services/kit/client.ts';
import { fixedEndpoints } from '../../../services/kit/endpoints.ts';
import { createHost } from '../../../services/kit/host.ts';
import { createIdentityKeys, createLocalIdentity } from '../../../services/kit/identity.ts';
import { createLog } from '../../../services/kit/log.ts';
import { localDirectoryContract, type WorkerOrder } from '../../../services/local-directory/contract.ts';
import { startLocalDirectory } from '../../../services/local-directory/service.ts';
import type { RunningWorker, Runtime } from '../../../services/runtime/runtime.ts';

const order: WorkerOrder = {
  worker: { id: 'solver-0', type: 'solver', index: 0 },
  incarnation: 1,
  epoch: 1,
  command: ['run'],
  env: {},
  protocol: 'http',
  memoryBytes: 1,
  stopGraceMs: 0,
  window: { messages: 1, memoryBytes: 1, whenFull: 'wait' },
  init: { session: { id: 's', type: 't', project: 'p', user: 'u' }, input: {}, workers: [] },
  channelToken: '',
  projectDataToken: '',
};

/** A runtime whose workers start when they are told to, and of whom it is written down what happens to them. */
class ToldRuntime implements Runtime {
  readonly name = 'process';
  readonly happened: string[] = [];
  gate: Promise<void> = Promise.resolve();
  onStart: () => void = () => undefined;

  async start(placementId: string): Promise<RunningWorker> {
    this.happened.push(`start ${placementId}`);
    this.onStart();
    await this.gate;
    const note = async (what: string) => void this.happened.push(`${what} ${placementId}`);
    return {
      placementId,
      url: `http://${placementId}`,
      status: (_, __, signal) =>
        new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true })),
      run: () => note('run'),
      updatePeers: () => note('update'),
      setProjectDataUrl: () => note('project data'),
      stop: () => note('stop'),
      release: () => note('release'),
    };
  }

  find = async () => [];
  log = async () => [];
  stop = async () => undefined;
}

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function start() {
  const keys = createIdentityKeys();
  const log = createLog({ level: 'silent' });
  const identityOf = (service: 'local-directory' | 'global-directory' | 'session') =>
    createLocalIdentity(keys, { service, instance: `${service}-1` });
  const host = createHost({ identity: await identityOf('local-directory'), log });
  const dispatcher = createDispatcher();
  const contextOf = async (
    service: 'local-directory' | 'global-directory' | 'session',
    url = '',
  ): Promise<ClientContext> => ({
    identity: await identityOf(service),
    endpoints: fixedEndpoints([{ service: 'local-directory', instance: 'n1', url }]),
    dispatcher,
  });
  const runtime = new ToldRuntime();
  const config = {
    LOCAL_DIRECTORY_NODE: 'n1',
    LOCAL_DIRECTORY_FOLDER: '/nowhere',
    LOCAL_DIRECTORY_WORK_FOLDER: '/nowhere',
    LOCAL_DIRECTORY_GPUS: '[]',
    LOCAL_DIRECTORY_LABELS: '{}',
    LOCAL_DIRECTORY_HEARTBEAT_MS: 1000,
    LOCAL_DIRECTORY_SWEEP_MS: 60_000,
    LOCAL_DIRECTORY_SPARES: 0,
    LOCAL_DIRECTORY_ORPHAN_MS: 1000,
  };
  const clients = await contextOf('local-directory');
  const service = await startLocalDirectory(host, { config, runtime, clients, url: () => '' });
  const url = await host.listen({ host: '127.0.0.1', port: 0 });
  open.push(async () => {
    await service.stop();
    await dispatcher.destroy();
    await host.stop();
  });
  type Methods = typeof localDirectoryContract.methods;
  const directory: Client<Methods> = createClient(localDirectoryContract, await contextOf('global-directory', url));
  const session: Client<Methods> = createClient(localDirectoryContract, await contextOf('session', url));
  return { runtime, directory, session };
}

describe('a local directory', () => {
  const placement = { placementId: 's.solver-0.1', epoch: 1 };

  test('refuses the order of an owner that has been replaced', async () => {
    const { directory, session } = await start();
    await directory.start({ ...placement, epoch: 2, order, gpus: [] });
    await expect(session.stop({ ...placement, reason: '', graceMs: 0 })).rejects.toMatchObject({
      code: 'WORKER_STALE',
    });
    await session.stop({ ...placement, epoch: 3, reason: '', graceMs: 0 });
  });

  test('releases what is not there without an error', async () => {
    const { session } = await start();
    expect(await session.release(placement)).toEqual({});
  });

  test('starts no worker whose release has overtaken its order', async () => {
    const { runtime, directory, session } = await start();
    await session.release(placement);
    await expect(directory.start({ ...placement, order, gpus: [] })).rejects.toMatchObject({ code: 'WORKER_STALE' });
    expect(runtime.happened).toEqual([]);
  });

  test('ends a worker that was released while it started', async () => {
    const { runtime, directory, session } = await start();
    let letGo: () => void = () => undefined;
    runtime.gate = new Promise((resolve) => {
      letGo = resolve;
    });
    const isStarting = new Promise<void>((resolve) => {
      runtime.onStart = resolve;
    });
    const started = directory.start({ ...placement, order, gpus: [] }).catch((error: unknown) => error);
    await isStarting;
    await session.release(placement);
    letGo();
    expect(await started).toMatchObject({ code: 'WORKER_STALE' });
    expect(runtime.happened).toEqual(['start s.solver-0.1', 'release s.solver-0.1']);
    expect((await session.watch({ afterVersion: 0, waitMs: 0 })).workers).toEqual([]);
  });
});
