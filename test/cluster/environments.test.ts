import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { foreignNamespaces } from '../../infra/charts/nodes/foreign-namespaces.ts';
import type { Pool } from '../../infra/model/pools.ts';
import { definePlatform } from '../../infra/model/platform.ts';
import { assemble, type Assembly } from '../../stacks/assemble.ts';
import { barePod } from '../support/bare-pod.ts';
import { isChangedByApplying } from '../support/changed-by-applying.ts';
import { expectOk, listAt, type KubernetesObject } from '../support/control-plane/api-client.ts';
import { ownControlPlane } from '../support/control-plane/control-plane.ts';
import { installCrds, isEstablished } from '../support/control-plane/crds.ts';
import { addNode, fakeProvisioner } from '../support/control-plane/kwok.ts';
import { convergingKinds, notConverged } from '../support/converged.ts';
import { environments, platformOf } from '../support/environments.ts';
import { eventually } from '../support/eventually.ts';
import { notKept } from '../support/not-kept.ts';
import { testContext } from '../support/test-context.ts';
import { nodeOf } from '../support/worker-pods/placement-lab.ts';

const minuteMs = 60_000;
jest.setTimeout(5 * minuteMs);
const cluster = await ownControlPlane();
await installCrds(cluster, testContext);

/** An environment under a prefix of its own: what is cluster-wide is told apart. */
function assembled(name: string): Assembly {
  const platform = platformOf(name);
  const environment = platform.environments?.[name];
  if (environment === undefined) throw new Error(`there is no environment ${name}`);
  return assemble(definePlatform({ ...platform, environments: { [name]: { ...environment, prefix: name } } }), name);
}

/** The client's type of objects is open, ours is closed: they are the same values. */
function asSent(object: object): KubernetesObject {
  return object as KubernetesObject;
}

function namespace(name: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

/** The classes of volumes that an environment expects of its cluster, beside the default one. */
async function makeStorageClasses({ synthesis }: Assembly): Promise<void> {
  const names = new Set(JSON.stringify(synthesis.objects).match(/(?<="storageClassName":")[^"]+/g));
  for (const name of names) {
    const storageClass = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name } };
    await expectOk(cluster.apply({ ...storageClass, provisioner: fakeProvisioner }));
  }
}

async function applyAll({ target, synthesis }: Assembly): Promise<readonly KubernetesObject[]> {
  for (const name of foreignNamespaces(target)) await expectOk(cluster.apply(namespace(name)));
  for (const crd of synthesis.crds) {
    await expectOk(cluster.apply(asSent(crd)));
    await eventually(async () => expect(isEstablished((await cluster.read(asSent(crd))).body)).toBe(true));
  }
  const stored: KubernetesObject[] = [];
  for (const { path, object } of synthesis.objects) {
    const { status, body, warnings } = await cluster.apply(asSent(object));
    // The message of a failure names the object, and what the server said.
    expect({ path, status, message: status < 300 ? undefined : body['message'], warnings }).toEqual({
      path,
      status: expect.any(Number),
      message: undefined,
      warnings: [],
    });
    stored.push(body as KubernetesObject);
  }
  return stored;
}

/** Leaves no pod, node or class for the next environment to find; what else is in the namespaces goes by and by. */
async function removeAll({ synthesis }: Assembly): Promise<void> {
  const clusterWide = synthesis.objects.map(({ object }) => object).filter((each) => !each.metadata.namespace);
  for (const object of clusterWide.toReversed()) await cluster.remove(asSent(object));
  await eventually(async () => expect(await podsOfAll()).toHaveLength(0), { patienceMs: 2 * minuteMs });
  await expectOk(cluster.request('DELETE', '/api/v1/nodes'));
}

async function podsOfAll(): Promise<readonly unknown[]> {
  return listAt(await expectOk(cluster.request('GET', '/api/v1/pods')), 'items');
}

/** As many nodes as a pool may have, each as its machines are: what does not fit on them would wait for ever. */
async function addNodes(name: string, pools: readonly Pool[]): Promise<ReadonlyMap<Pool, readonly string[]>> {
  const added = pools.map(async (pool): Promise<[Pool, readonly string[]]> => {
    const nodes = Array.from({ length: pool.maxNodes }, (_, index) => nodeOf(pool, `${name}-${index}`));
    await Promise.all(nodes.map((node) => addNode(cluster, node)));
    return [pool, nodes.map((node) => node.name)];
  });
  return new Map(await Promise.all(added));
}

afterAll(() => cluster.close());

describe.each(environments)('the environment %s on a real API server', (name) => {
  const assembly = assembled(name);
  const objects = assembly.synthesis.objects.map(({ object }) => object);
  let first: readonly KubernetesObject[];

  beforeAll(async () => {
    await makeStorageClasses(assembly);
    first = await applyAll(assembly);
  });

  afterAll(() => removeAll(assembly));

  test('is accepted whole, in its order, with strict field validation and without a warning', () => {
    expect(first).toHaveLength(objects.length);
  });

  test('is kept by the server as it is written: nothing is left out, nothing spelt otherwise', () => {
    const different = assembly.synthesis.objects.flatMap(({ path, object }, index) =>
      notKept(object, first[index]).map((each) => `${path} ${each}`),
    );
    expect(different).toEqual([]);
  });

  test('has pods that are accepted as bare Pods at the Pod Security level of their namespace', async () => {
    const pods = assembly.synthesis.objects.flatMap(({ path, object }) => {
      const pod = barePod(object);
      return pod === undefined ? [] : [{ path, pod }];
    });
    expect(pods.length).toBeGreaterThan(10);
    for (const { path, pod } of pods) {
      const { status, body } = await cluster.create(asSent(pod), { dryRun: true });
      expect({ path, status, message: body['message'] }).toEqual({ path, status: 201, message: undefined });
    }
  });

  test('converges once the nodes of its pools are there: every workload is ready, every Job complete', async () => {
    const nodes = await addNodes(name, assembly.target.pools);
    const workloads = objects.filter(({ kind }) => convergingKinds.includes(kind));
    const unfinished = async () => {
      const pods = await podsOfAll();
      const stored = await Promise.all(workloads.map((object) => expectOk(cluster.read(asSent(object)))));
      return stored.flatMap((workload) => notConverged(workload, { pods, nodes }));
    };
    await eventually(async () => expect(await unfinished()).toEqual([]), { patienceMs: 3 * minuteMs });
  });

  test('changes nothing when it is applied again, under its own admission policies', async () => {
    const changed: string[] = [];
    for (const { path, object } of assembly.synthesis.objects) {
      if (await isChangedByApplying(cluster, asSent(object))) changed.push(path);
    }
    expect(changed).toEqual([]);
  });
});

test('an object that the second applying changes is found, though the third changes nothing more', async () => {
  const metadata = { name: 'planted', namespace: 'default' };
  const planted = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { said: 'once' } };
  await expectOk(cluster.apply(planted));
  expect(await isChangedByApplying(cluster, planted)).toBe(false);
  await expectOk(cluster.apply({ ...planted, data: { said: 'otherwise' } }, { fieldManager: 'somebody-else' }));
  expect(await isChangedByApplying(cluster, planted)).toBe(true);
  expect(await isChangedByApplying(cluster, planted)).toBe(false);
});

test('what a server leaves out or spells otherwise is found', () => {
  const sent = { rules: [{ names: [], verbs: ['get'] }], hard: { pods: '10000' } };
  const kept = { rules: [{ verbs: ['get'] }], hard: { pods: '10k' }, status: {} };
  expect(notKept(sent, kept)).toEqual(['/rules/0/names: [] became nothing', '/hard/pods: "10000" became "10k"']);
});

describe('what has not converged is found:', () => {
  const [pool] = assembled('dev').target.pools.filter(({ os, gpu }) => os === 'linux' && gpu === undefined);
  const nodes = new Map(pool === undefined ? [] : [[pool, ['node-1']] as const]);
  const metadata = (name: string) => ({ name, uid: name, generation: 2 });
  const planted: readonly (readonly [what: string, workload: KubernetesObject, said: RegExp])[] = [
    [
      'a DaemonSet that is content with no node at all',
      {
        apiVersion: 'apps/v1',
        kind: 'DaemonSet',
        metadata: metadata('local-directory'),
        status: { observedGeneration: 2, desiredNumberScheduled: 0, numberReady: 0 },
      },
      /nodes \[\] instead of \["node-1"\]/,
    ],
    [
      'a Deployment whose status is about an earlier one',
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: metadata('gateway'),
        spec: { replicas: 2 },
        status: { observedGeneration: 1, replicas: 2, readyReplicas: 2, updatedReplicas: 2 },
      },
      /observed generation 1 instead of 2/,
    ],
    [
      'a Job that runs',
      { apiVersion: 'batch/v1', kind: 'Job', metadata: metadata('mongodb-initiate'), status: { active: 1 } },
      /complete false instead of true/,
    ],
  ];

  test.each(planted)('%s', (_, workload, said) => {
    expect(notConverged(workload, { pods: [], nodes }).join('\n')).toMatch(said);
  });
});
