import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { foreignNamespaces } from '../../infra/charts/nodes/foreign-namespaces.ts';
import { poolLabel, type Pool } from '../../infra/model/pools.ts';
import { definePlatform } from '../../infra/model/platform.ts';
import { assemble, type Assembly } from '../../stacks/assemble.ts';
import { expectOk, valueAt, type KubernetesObject } from '../support/control-plane/api-client.ts';
import { barePod } from '../support/bare-pod.ts';
import { ownControlPlane } from '../support/control-plane/control-plane.ts';
import { installCrds } from '../support/control-plane/crds.ts';
import { addNode } from '../support/control-plane/kwok.ts';
import { environments, platformOf } from '../support/environments.ts';
import { eventually } from '../support/eventually.ts';

const minuteMs = 60_000;
const cluster = await ownControlPlane();
await installCrds(cluster);

/** An environment under a prefix of its own: all of them are put into one cluster here. */
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

async function applyAll({ target, synthesis }: Assembly): Promise<readonly KubernetesObject[]> {
  for (const name of foreignNamespaces(target)) {
    await expectOk(cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
  }
  for (const crd of synthesis.crds) {
    await expectOk(cluster.apply(asSent(crd)));
    await eventually(async () => {
      const conditions = valueAt((await cluster.read(asSent(crd))).body, 'status', 'conditions');
      expect(conditions).toContainEqual(expect.objectContaining({ type: 'Established', status: 'True' }));
    });
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

/** Objects that are written anew although they are there so already. A controller may come between: then it is tried again. */
async function changedByApplying({ synthesis }: Assembly): Promise<readonly string[]> {
  const tries = 5;
  const changed: string[] = [];
  for (const { path, object } of synthesis.objects) {
    let isUnchanged = false;
    for (let attempt = 0; attempt < tries && !isUnchanged; attempt++) {
      const before = await expectOk(cluster.read(asSent(object)));
      const after = await expectOk(cluster.apply(asSent(object)));
      isUnchanged = before.metadata['resourceVersion'] === after.metadata['resourceVersion'];
    }
    if (!isUnchanged) changed.push(path);
  }
  return changed;
}

/** Nodes as a pool has them. */
async function addPoolNode(pool: Pool): Promise<void> {
  await addNode(cluster, {
    name: `node-${pool.name}`,
    os: pool.os,
    labels: { ...pool.labels, [poolLabel]: pool.name },
    taints: pool.taints,
    capacity: {
      cpu: '64',
      memory: '256Gi',
      pods: '250',
      ...(pool.gpu?.resource !== undefined && { [pool.gpu.resource]: '16' }),
    },
  });
}

afterAll(() => cluster.close());

describe.each(environments)('the environment %s on a real API server', (name) => {
  const assembly = assembled(name);
  let first: readonly KubernetesObject[];

  beforeAll(async () => {
    first = await applyAll(assembly);
  }, 3 * minuteMs);

  test('is accepted whole, in its order, with strict field validation and without a warning', () => {
    expect(first).toHaveLength(assembly.synthesis.objects.length);
  });

  test(
    'changes nothing when it is applied again, under its own admission policies',
    async () => {
      expect(await changedByApplying(assembly)).toEqual([]);
    },
    3 * minuteMs,
  );

  test(
    'has pods that are accepted as bare Pods at the Pod Security level of their namespace',
    async () => {
      const pods = assembly.synthesis.objects.flatMap(({ path, object }) => {
        const pod = barePod(object);
        return pod === undefined ? [] : [{ path, pod }];
      });
      expect(pods.length).toBeGreaterThan(10);
      for (const { path, pod } of pods) {
        const { status, body } = await cluster.create(asSent(pod), { dryRun: true });
        expect({ path, status, message: body['message'] }).toEqual({ path, status: 201, message: undefined });
      }
    },
    minuteMs,
  );
});

describe('the environment dev', () => {
  const { target, synthesis } = assembled('dev');

  test(
    'converges: every workload is ready once nodes of its pools are there',
    async () => {
      for (const pool of target.pools) await addPoolNode(pool);
      const workloads = synthesis.objects
        .map(({ object }) => object)
        .filter(({ kind }) => ['Deployment', 'StatefulSet', 'DaemonSet'].includes(kind));
      const endAt = Date.now() + 3 * minuteMs;
      let waiting: readonly string[] = ['everything'];
      while (waiting.length > 0 && Date.now() < endAt) {
        const states = await Promise.all(
          workloads.map(async (object) => notReady((await cluster.read(asSent(object))).body)),
        );
        waiting = states.flat();
        if (waiting.length > 0) await new Promise((resolve) => setTimeout(resolve, 500));
      }
      expect(waiting).toEqual([]);
    },
    4 * minuteMs,
  );
});

function notReady(object: Readonly<Record<string, unknown>>): readonly string[] {
  const label = `${String(object['kind'])} ${String(valueAt(object, 'metadata', 'name'))}`;
  const [wanted, ready] =
    object['kind'] === 'DaemonSet'
      ? [valueAt(object, 'status', 'desiredNumberScheduled'), valueAt(object, 'status', 'numberReady')]
      : [valueAt(object, 'spec', 'replicas') ?? 1, valueAt(object, 'status', 'readyReplicas')];
  return wanted === ready ? [] : [`${label}: ${JSON.stringify(ready)} of ${JSON.stringify(wanted)} ready`];
}
