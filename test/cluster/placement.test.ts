import { afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import type { WorkerPodInput } from '../../infra/constructs/worker-pod/input.ts';
import { sessionResourceClaim } from '../../infra/constructs/worker-pod/session-claim.ts';
import { workerPod } from '../../infra/constructs/worker-pod/worker-pod.ts';
import { clusterCatalogueOf } from '../../infra/model/cluster-catalogue.ts';
import { waitUntil } from '../../services/machine/wait-until.ts';
import { expectOk, listAt, valueAt, type KubernetesObject } from '../support/control-plane/api-client.ts';
import { controlPlane } from '../support/control-plane/control-plane.ts';
import { addNode } from '../support/control-plane/kwok.ts';
import { nodeOf, placementTarget } from '../support/worker-pods/placement-lab.ts';
import { poolOf, sessionTypeOf } from '../support/worker-pods/variants.ts';
import { asSent, prepareWorkers } from '../support/worker-pods/workers-namespace.ts';

const cluster = await controlPlane();
/** What the scheduler does takes milliseconds, or seconds where all processors are busy. */
const patienceMs = 60_000;
jest.setTimeout(3 * patienceMs);

const prefix = `place-${randomBytes(3).toString('hex')}`;
const target = placementTarget(prefix);
const catalogue = clusterCatalogueOf(target);
const { workers: namespace } = target.namespaces;

/** How many nodes each pool has; `absent` and `later` wait for their autoscaler. */
const nodeCounts = { plain: 2, exact: 1, whole: 1, quarters: 2, tenths: 1, mig: 1, claims: 2, win: 1, wingpu: 1 };
type PoolName = keyof typeof nodeCounts | 'absent' | 'later';

function nodeName(pool: keyof typeof nodeCounts, index = 0): string {
  return `${prefix}-${index}-${pool}`;
}

beforeAll(async () => {
  await prepareWorkers(cluster, target);
  for (const [pool, count] of Object.entries(nodeCounts)) {
    for (let index = 0; index < count; index++)
      await addNode(cluster, nodeOf(poolOf(catalogue, pool), `${prefix}-${index}`));
  }
  await expectOk(cluster.apply(deviceClass()));
  for (const index of [0, 1]) await expectOk(cluster.apply(slice(nodeName('claims', index))));
});

/** A test begins with empty nodes. */
afterEach(async () => {
  const path = `/api/v1/namespaces/${namespace}/pods`;
  await expectOk(cluster.request('DELETE', path, { gracePeriodSeconds: 0 }));
  const isEmpty = async () => listAt(await expectOk(cluster.request('GET', path)), 'items').length === 0 || undefined;
  await waitUntil(isEmpty, { what: 'the pods to be gone', deadlineMs: patienceMs, everyMs: 50 });
});

/** What NVIDIA's driver, or whoever sets the cluster up, publishes. */
function deviceClass(): KubernetesObject {
  return {
    apiVersion: 'resource.k8s.io/v1',
    kind: 'DeviceClass',
    metadata: { name: poolOf(catalogue, 'claims').gpu?.deviceClass ?? '' },
    spec: { selectors: [{ cel: { expression: 'device.driver == "gpu.nvidia.com"' } }] },
  };
}

function slice(node: string): KubernetesObject {
  const gpu = {
    name: 'gpu-0',
    attributes: { productName: { string: 'NVIDIA A100-SXM4-80GB' } },
    capacity: { memory: { value: '80Gi' } },
  };
  return {
    apiVersion: 'resource.k8s.io/v1',
    kind: 'ResourceSlice',
    metadata: { name: node },
    spec: {
      driver: 'gpu.nvidia.com',
      nodeName: node,
      pool: { name: node, generation: 1, resourceSliceCount: 1 },
      devices: [gpu],
    },
  };
}

interface Wish {
  /** `session type/worker` */
  readonly worker: string;
  readonly pool: PoolName;
  readonly session?: string;
  readonly index?: number;
  readonly nodeName?: string;
  readonly pinned?: boolean;
}

function inputFor({ worker, pool, session = randomUUID(), index = 0, ...placement }: Wish): WorkerPodInput {
  const [typeName = '', name = ''] = worker.split('/');
  const sessionType = sessionTypeOf(catalogue, typeName);
  const type = sessionType.workers.find((each) => each.name === name);
  if (type === undefined) throw new Error(`there is no worker "${worker}"`);
  return {
    platform: catalogue.platform,
    cluster: catalogue.cluster,
    sessionType,
    worker: type,
    workerId: `${name}-${index}`,
    incarnation: 1,
    session: { id: session },
    placement: { pool: poolOf(catalogue, pool), ...placement },
  };
}

async function create(wish: Wish): Promise<KubernetesObject> {
  return expectOk(cluster.create(asSent(workerPod(inputFor(wish)))));
}

/** The node that the scheduler binds a pod to. */
async function nodeOfPod(pod: KubernetesObject): Promise<string> {
  const look = async () => valueAt(await expectOk(cluster.read(pod)), 'spec', 'nodeName') as string | undefined;
  const what = `${pod.metadata.name ?? ''} to be bound`;
  return waitUntil(look, { what, deadlineMs: patienceMs, everyMs: 50 });
}

/** What the scheduler says of a pod that it cannot bind. */
async function reasonOf(pod: KubernetesObject): Promise<string> {
  const look = async () => {
    const now = await expectOk(cluster.read(pod));
    const scheduled = listAt(now, 'status', 'conditions').find((each) => valueAt(each, 'type') === 'PodScheduled');
    if (valueAt(now, 'spec', 'nodeName') !== undefined)
      throw new Error(`bound to ${String(valueAt(now, 'spec', 'nodeName'))}`);
    return valueAt(scheduled, 'reason') === 'Unschedulable' ? String(valueAt(scheduled, 'message')) : undefined;
  };
  const what = `${pod.metadata.name ?? ''} to be found unschedulable`;
  return waitUntil(look, { what, deadlineMs: patienceMs, everyMs: 50 });
}

async function place(wish: Wish): Promise<string> {
  return nodeOfPod(await create(wish));
}

describe('the real scheduler binds', () => {
  const wishes: readonly (readonly [what: string, worker: string, pool: keyof typeof nodeCounts])[] = [
    ['a Linux worker to a Linux node', 'any/plain', 'plain'],
    ['exclusive processors to a node that has them', 'any/exact', 'exact'],
    ['whole GPUs to a node with such', 'any/whole', 'whole'],
    ['a quarter of a GPU to a node that cuts quarters', 'any/quarter', 'quarters'],
    ['a tenth to a node that cuts tenths, where quarters have the same name', 'any/tenth', 'tenths'],
    ['a MIG slice to a node with such', 'any/quarter', 'mig'],
    ['a Windows worker to a Windows node', 'any/windows', 'win'],
    ['a Windows worker with a GPU to a Windows node with one', 'any/scene', 'wingpu'],
  ];
  test.each(wishes)('%s', async (_, worker, pool) => {
    const node = await place({ worker, pool });
    expect(node.slice(prefix.length)).toMatch(new RegExp(`^-\\d-${pool}$`));
  });

  test.each([0, 1])('a worker to the node that was chosen, number %d', async (index) => {
    const node = nodeName('plain', index);
    expect(await place({ worker: 'any/plain', pool: 'plain', nodeName: node })).toBe(node);
  });

  test('a worker elsewhere when the chosen node is full: it keeps the last word', async () => {
    const full = nodeName('plain', 0);
    expect(await place({ worker: 'any/large', pool: 'plain', nodeName: full })).toBe(full);
    expect(await place({ worker: 'any/large', pool: 'plain', nodeName: full })).toBe(nodeName('plain', 1));
  });

  test('the workers of a session to one GPU, and those of another to the other', async () => {
    const workersOf = async (session: string) =>
      Promise.all([0, 1, 2, 3].map((index) => place({ worker: 'paint/brush', pool: 'quarters', session, index })));
    const first = new Set(await workersOf(randomUUID()));
    const second = new Set(await workersOf(randomUUID()));
    expect(first.size).toBe(1);
    expect(second.size).toBe(1);
    expect(new Set([...first, ...second])).toEqual(new Set([nodeName('quarters', 0), nodeName('quarters', 1)]));
  });

  test('a worker of the session that shares no GPU where it likes', async () => {
    const session = randomUUID();
    await place({ worker: 'paint/desk', pool: 'plain', session });
    expect(await place({ worker: 'paint/brush', pool: 'quarters', session })).toContain('-quarters');
  });
});

describe('a claim (DRA)', () => {
  async function openSession(session: string = randomUUID()): Promise<string> {
    const input = { platform: catalogue.platform, cluster: catalogue.cluster, session: { id: session } };
    const sessionType = sessionTypeOf(catalogue, 'train');
    const pool = poolOf(catalogue, 'claims');
    await expectOk(cluster.create(asSent(sessionResourceClaim({ ...input, sessionType, pool }))));
    return session;
  }

  test('brings all workers of a session to its GPU, and leaves a third session without one waiting', async () => {
    const workersOf = (session: string) =>
      [0, 1, 2].map((index) => ({ worker: 'train/model', pool: 'claims', session, index }) as const);
    const first = new Set(await Promise.all(workersOf(await openSession()).map(place)));
    const second = new Set(await Promise.all(workersOf(await openSession()).map(place)));
    expect([...first, ...second].toSorted()).toEqual([nodeName('claims', 0), nodeName('claims', 1)]);

    const [wish] = workersOf(await openSession());
    if (wish === undefined) throw new Error('a session has no worker');
    expect(await reasonOf(await create(wish))).toMatch(/\d cannot allocate all claims/);
  });

  test('may come after the first worker, which waits for it', async () => {
    const session = randomUUID();
    const pod = await create({ worker: 'train/model', pool: 'claims', session });
    await openSession(session);
    expect(await nodeOfPod(pod)).toContain('-claims');
  });
});

describe('the real scheduler leaves waiting, and says why:', () => {
  const wishes: readonly (readonly [what: string, wish: Wish, reason: RegExp])[] = [
    [
      'a worker that is pinned to a pool whose nodes are to come',
      { worker: 'any/plain', pool: 'absent', pinned: true },
      /node\(s\) didn't match Pod's node affinity\/selector/,
    ],
    [
      'a Windows worker without a node of its build',
      { worker: 'any/windows', pool: 'later' },
      /node\(s\) didn't match Pod's node affinity\/selector/,
    ],
  ];
  test.each(wishes)('%s', async (_, wish, reason) => {
    expect(await reasonOf(await create(wish))).toMatch(reason);
  });

  test('a GPU worker when all GPUs are taken', async () => {
    await place({ worker: 'any/whole', pool: 'whole' });
    const pod = await create({ worker: 'any/whole', pool: 'whole' });
    expect(await reasonOf(pod)).toMatch(/\d Insufficient nvidia\.com\/gpu(,|\. )/);
  });

  test('a worker for whose memory no node has room, which is bound as soon as there is some', async () => {
    const first = await create({ worker: 'any/large', pool: 'plain' });
    await Promise.all([nodeOfPod(first), place({ worker: 'any/large', pool: 'plain' })]);
    const waiting = await create({ worker: 'any/large', pool: 'plain' });
    expect(await reasonOf(waiting)).toMatch(/2 Insufficient memory/);
    await expectOk(
      cluster.request('DELETE', `/api/v1/namespaces/${namespace}/pods/${first.metadata.name ?? ''}`, {
        gracePeriodSeconds: 0,
      }),
    );
    expect(await nodeOfPod(waiting)).toContain('-plain');
  });

  test('a worker that shall join its session on a GPU that is full', async () => {
    const session = randomUUID();
    const brush = (index: number, of = session) =>
      ({ worker: 'paint/brush', pool: 'quarters', session: of, index }) as const;
    const node = await place(brush(0));
    // Others take the rest of that GPU; the second node has room, but not the session's GPU.
    for (const index of [0, 1, 2])
      expect(await place({ worker: 'any/quarter', pool: 'quarters', index, nodeName: node })).toBe(node);
    expect(await reasonOf(await create(brush(1)))).toMatch(
      /(?=.*1 Insufficient nvidia\.com\/gpu\.shared)(?=.*node\(s\) didn't match pod affinity rules)/,
    );
  });
});
