import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { foundation } from '../../infra/charts/foundation/foundation.ts';
import { podTemplateOf } from '../../infra/constructs/strict/pod-template.ts';
import type { KubernetesObject as Synthesized } from '../../infra/kubernetes/object.ts';
import type { PodSpec, PodTemplateSpec } from '../../infra/kubernetes/types.ts';
import { poolLabel, type Pool } from '../../infra/model/pools.ts';
import type { Target } from '../../infra/model/target.ts';
import { expectOk, listAt, valueAt, type KubernetesObject } from '../support/control-plane/api-client.ts';
import { controlPlane } from '../support/control-plane/control-plane.ts';
import { installCrds } from '../support/control-plane/crds.ts';
import { addNode } from '../support/control-plane/kwok.ts';
import { eventually } from '../support/eventually.ts';
import { testContext } from '../support/test-context.ts';
import { everyFlavour } from '../unit/infra/charts/nodes/every-flavour.ts';
import {
  linuxPools,
  objectOf,
  partsOf,
  targetWith,
  windowsGpuPool,
  windowsPool,
} from '../unit/infra/charts/nodes/support.ts';

const cluster = await controlPlane();
await installCrds(cluster, testContext);

/** Files share the cluster: what is cluster-wide here has a name of its own. */
const own = `nodes-${randomBytes(3).toString('hex')}`;
const made: KubernetesObject[] = [];
let namespace = '';

beforeAll(async () => {
  namespace = await cluster.newNamespace(own, { 'pod-security.kubernetes.io/enforce': 'privileged' });
});

/** An object in a namespace that there is: which one it is says nothing of the object. */
function moved(object: Synthesized): KubernetesObject {
  const { namespace: from } = object.metadata;
  const metadata = { ...object.metadata, ...(from !== undefined && { namespace }) };
  return { ...object, metadata };
}

async function keep(object: KubernetesObject): Promise<void> {
  await expectOk(cluster.apply(object));
  made.push(object);
}

/** Said in each block: hooks of the file itself would run after the client is closed. */
async function removeKept(): Promise<void> {
  for (const object of made.splice(0).toReversed()) await cluster.remove(object);
}

async function tryOut(object: KubernetesObject) {
  const { status, body, warnings } = await cluster.apply(object, { dryRun: true });
  const what = `${object.kind} ${object.metadata.name ?? ''}`;
  return { what, refusal: status < 300 ? undefined : body['message'], warnings };
}

describe.each(Object.entries(everyFlavour))('%s', (_, target) => {
  test('the server takes every object as it is', async () => {
    const objects = partsOf(target).flatMap(({ objects, crds = [] }) => [
      ...objects.map(({ object }) => object),
      ...crds,
    ]);
    const answers = await Promise.all(objects.map((object) => tryOut(moved(object))));
    expect(answers.filter(({ refusal, warnings }) => refusal !== undefined || warnings.length > 0)).toEqual([]);
    expect(answers.length).toBe(objects.length);
  });
});

describe('pods', () => {
  afterAll(removeKept);

  const target = targetWith(
    { ...linuxPools, win: windowsPool, wingpu: windowsGpuPool },
    { flavour: 'kubernetes', prefix: own },
  );

  beforeAll(async () => {
    const classes = [foundation(target), ...partsOf(target)].flatMap(({ objects }) =>
      objects.flatMap(({ object }) => (['PriorityClass', 'RuntimeClass'].includes(object.kind) ? [object] : [])),
    );
    for (const object of classes) await keep(moved(object));
    for (const { name } of partsOf(target).flatMap(({ access }) => access)) {
      await keep({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } });
    }
  });

  test('each agent’s pod is taken as a bare one, which admission judges as it will', async () => {
    const pods = partsOf(target)
      .flatMap(({ objects }) => objects)
      .flatMap(({ object }) => {
        const placed = podTemplateOf(object);
        return placed === undefined ? [] : [podOf(object.metadata.name ?? '', placed.template)];
      });
    const answers = await Promise.all(pods.map(tryOut));
    expect(answers.filter(({ refusal, warnings }) => refusal !== undefined || warnings.length > 0)).toEqual([]);
    expect(answers.map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        'Pod device-plugin',
        'Pod mps-control-daemon',
        'Pod nfd-master',
        'Pod directx-plugin-2022',
      ]),
    );
  });

  test('a Windows pod gets the build and the tolerations of its class', async () => {
    const pod = await expectOk(cluster.create(windowsPodWith({}), { dryRun: true }));
    expect(valueAt(pod, 'spec', 'nodeSelector')).toEqual({
      'kubernetes.io/os': 'windows',
      'kubernetes.io/arch': 'amd64',
      'node.kubernetes.io/windows-build': '10.0.20348',
    });
    expect(listAt(pod, 'spec', 'tolerations')).toEqual(
      expect.arrayContaining([{ key: 'node.kubernetes.io/os', operator: 'Exists', effect: 'NoSchedule' }]),
    );
  });

  test('a Windows pod of another build than its class is refused', async () => {
    const other = windowsPodWith({ nodeSelector: { 'node.kubernetes.io/windows-build': '10.0.17763' } });
    const { status, body } = await cluster.create(other, { dryRun: true });
    expect(status).toBe(403);
    expect(body['message']).toContain('conflict');
  });

  function podOf(name: string, { spec, metadata }: PodTemplateSpec): KubernetesObject {
    return { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, name, namespace }, spec };
  }

  function windowsPodWith(spec: Partial<PodSpec>): KubernetesObject {
    const [pool] = target.pools.filter(({ name }) => name === 'win');
    const containers = [{ name: 'main', image: 'registry.example.org/lab/cad:2022' }];
    const common = { os: { name: 'windows' }, runtimeClassName: pool?.runtimeClass, containers };
    return podOf('cad', { spec: { ...common, ...spec } });
  }
});

describe('classes of devices', () => {
  afterAll(removeKept);

  const target = targetWith({ dra: linuxPools.dra }, { flavour: 'kubernetes', prefix: own });
  const deviceClass = () => moved(objectOf(target, 'DeviceClass', `${own}-dra`));

  test('their expressions compile', async () => {
    expect(await tryOut(deviceClass())).toMatchObject({ refusal: undefined, warnings: [] });
  });

  test('the server would have found it if they did not', async () => {
    const broken = { ...deviceClass(), spec: { selectors: [{ cel: { expression: "device.drivers == 'x'" } }] } };
    expect((await tryOut(broken)).refusal).toContain('undefined field');
  });

  test('the scheduler finds the GPU of the model by them, and no other', async () => {
    await keep(deviceClass());
    for (const [name, productName] of [
      ['l4', 'NVIDIA L4'],
      ['t4', 'Tesla T4'],
    ] as const) {
      await keepNode(`${own}-${name}`, { [`${own}/claims`]: 'true' });
      await keep(slice(`${own}-${name}`, productName));
    }
    const claim = { name: 'gpu', namespace };
    const requests = [{ name: 'gpu', exactly: { deviceClassName: `${own}-dra` } }];
    await keep({
      apiVersion: 'resource.k8s.io/v1',
      kind: 'ResourceClaim',
      metadata: claim,
      spec: { devices: { requests } },
    });
    await keep({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'claims', namespace },
      spec: {
        nodeSelector: { [`${own}/claims`]: 'true' },
        resourceClaims: [{ name: 'gpu', resourceClaimName: 'gpu' }],
        containers: [{ name: 'main', image: 'lab', resources: { claims: [{ name: 'gpu' }] } }],
      },
    });
    await eventually(async () => {
      const pod = await cluster.read({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'claims', namespace } });
      expect(valueAt(pod.body, 'spec', 'nodeName')).toBe(`${own}-l4`);
    });
  });

  function slice(node: string, productName: string): KubernetesObject {
    const attributes = { type: { string: 'gpu' }, productName: { string: productName } };
    return {
      apiVersion: 'resource.k8s.io/v1',
      kind: 'ResourceSlice',
      metadata: { name: node },
      spec: {
        driver: 'gpu.nvidia.com',
        nodeName: node,
        pool: { name: node, generation: 1, resourceSliceCount: 1 },
        devices: [{ name: 'gpu-0', attributes }],
      },
    };
  }
});

describe('the agents of GPU nodes', () => {
  afterAll(removeKept);

  const names = ['general', 'whole', 'sliced', 'claimed'].map((name) => `${own}-${name}`);
  const [general = '', whole = '', sliced = '', claimed = ''] = names;
  const pools = {
    [general]: linuxPools.general,
    [whole]: linuxPools.whole,
    [sliced]: linuxPools.sliced,
    [claimed]: linuxPools.dra,
  };
  const target = targetWith(pools, { flavour: 'kubernetes', prefix: own });

  test('are on the nodes of their pools, whatever their taints, and on no others', async () => {
    for (const pool of target.pools) await keepNode(pool.name, pool.labels, pool.taints);
    const agents = ['device-plugin', 'gpu-feature-discovery', 'nfd-worker'];
    for (const name of agents) {
      await keep({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } });
      await keep(moved(objectOf(target, 'DaemonSet', name)));
    }
    await eventually(async () => {
      expect(await nodesOf('device-plugin', target)).toEqual([sliced, whole]);
      expect(await nodesOf('gpu-feature-discovery', target)).toEqual([claimed, sliced, whole]);
      expect(await nodesOf('nfd-worker', target)).toEqual([claimed, sliced, whole]);
    });
  });

  /** The nodes on which the pods of an agent are, by name. */
  async function nodesOf(name: string, { prefix }: Target): Promise<readonly unknown[]> {
    const selector = `app.kubernetes.io/name=${name},app.kubernetes.io/instance=${prefix}`;
    const path = `/api/v1/namespaces/${namespace}/pods?labelSelector=${encodeURIComponent(selector)}`;
    const pods = listAt(await expectOk(cluster.request('GET', path)), 'items');
    return pods.map((pod) => valueAt(pod, 'spec', 'nodeName')).toSorted();
  }
});

async function keepNode(name: string, labels: Pool['labels'], taints: Pool['taints'] = []): Promise<void> {
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name } };
  await addNode(cluster, { name, labels: { [poolLabel]: name, ...labels }, taints });
  made.push(node);
}
