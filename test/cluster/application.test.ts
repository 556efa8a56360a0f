import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exposure } from '../../infra/charts/exposure/exposure.ts';
import { foundation } from '../../infra/charts/foundation/foundation.ts';
import { deviceClasses } from '../../infra/charts/nodes/device-classes.ts';
import { windowsNodes } from '../../infra/charts/nodes/windows-nodes.ts';
import { observability } from '../../infra/charts/observability/observability.ts';
import { stages } from '../../infra/charts/part.ts';
import { applicationServices } from '../../infra/charts/services/services.ts';
import { podTemplateOf } from '../../infra/constructs/strict/pod-template.ts';
import type { Flavour } from '../../infra/model/flavour.ts';
import type { Exposure } from '../../infra/model/network.ts';
import { definePlatform, type Platform } from '../../infra/model/platform.ts';
import { targetOf, type Target } from '../../infra/model/target.ts';
import { isChangedByApplying } from '../support/changed-by-applying.ts';
import { expectOk, listAt, valueAt, type KubernetesObject } from '../support/control-plane/api-client.ts';
import { ownControlPlane } from '../support/control-plane/control-plane.ts';
import { installCrds } from '../support/control-plane/crds.ts';
import { addNode } from '../support/control-plane/kwok.ts';
import { eventually } from '../support/eventually.ts';
import { testContext } from '../support/test-context.ts';
import { asSent } from '../support/worker-pods/workers-namespace.ts';

const cluster = await ownControlPlane();
await installCrds(cluster, testContext);
afterAll(() => cluster.close());

/** A service of each kind, called as the node that it belongs on. */
const services: NonNullable<Platform['services']> = {
  general: {
    command: ['web'],
    port: 8080,
    external: true,
    env: { LEVEL: '$(HOME)' },
    secrets: { KEY: 'lab-web/key' },
    autoscale: { max: 5 },
    egress: [{ cidr: '192.0.2.0/24', ports: [443] }],
    probes: { readiness: { http: { port: 8080, path: '/ready' } } },
  },
  kept: { command: ['kept'], port: 7000, labels: { team: 'cad' }, callers: ['general', 'design'] },
  pinned: { command: ['pinned'], cpu: 2, exclusiveCpus: true },
  gpu: { image: 'lab/render:1', port: 7100, gpu: { count: 2 } },
  shared: { image: 'lab/preview:1', port: 7200, replicas: 3, gpu: { share: '1/4', model: 'L4' } },
  win: {
    image: 'lab/cad:1',
    os: 'windows',
    cpu: 2,
    port: 9000,
    external: true,
    sidecars: { helper: { image: 'lab/helper:1', port: 9100 } },
  },
  wingpu: { image: 'lab/view:1', os: 'windows', port: 9200, gpu: {} },
  stored: {
    command: ['stored'],
    port: 5000,
    storage: { path: '/data', size: '10Gi' },
    sidecars: { cache: { image: 'valkey:8', port: 6379, scratch: { path: '/cache', size: '1Gi' } } },
  },
  claimed: { image: 'lab/train:1', port: 7300, gpu: { model: 'H100' } },
  everywhere: { command: ['agent'], port: 9300, perNode: true },
};

const nodePools: NonNullable<Platform['nodePools']> = {
  general: { cpu: 32, memory: '128Gi', max: 4, costPerHour: 1 },
  kept: {
    cpu: 32,
    memory: '128Gi',
    max: 4,
    labels: { team: 'cad' },
    taints: [{ key: 'team', value: 'cad', effect: 'NoSchedule' }],
  },
  pinned: { cpu: 32, memory: '128Gi', max: 4, costPerHour: 9, exclusiveCpus: true },
  gpu: { cpu: 32, memory: '128Gi', max: 4, gpu: { model: 'NVIDIA A100', memory: '80Gi', count: 4 } },
  shared: {
    cpu: 32,
    memory: '128Gi',
    max: 4,
    gpu: { model: 'NVIDIA L4', memory: '24Gi', sharing: { mode: 'time-slicing', shares: 4 } },
  },
  claimed: {
    cpu: 32,
    memory: '128Gi',
    max: 4,
    gpu: { model: 'NVIDIA H100', memory: '80Gi', sharing: { mode: 'dra' } },
  },
  win: { os: 'windows', cpu: 32, memory: '128Gi', max: 4 },
  wingpu: {
    os: 'windows',
    windows: { version: '2025' },
    cpu: 32,
    memory: '128Gi',
    max: 4,
    gpu: { model: 'NVIDIA T4', memory: '16Gi', count: 2 },
  },
};

interface Variant {
  readonly flavour: Flavour;
  readonly exposure?: Exposure;
  /** What the flavour does not have: pools, and the services of the same names. */
  readonly without?: readonly string[];
}

const variants: Readonly<Record<string, Variant>> = {
  bare: { flavour: 'kubernetes' },
  ingress: { flavour: 'kubernetes', exposure: { through: 'ingress', class: 'haproxy' } },
  openshift: { flavour: 'openshift', without: ['wingpu'] },
  eks: { flavour: 'eks' },
  aks: { flavour: 'aks' },
  gke: { flavour: 'gke', without: ['wingpu'] },
};

function targetFor(name: string): Target {
  const { without = [], ...variant } = variants[name] ?? { flavour: 'kubernetes' };
  const rest = <T>(table: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(table).filter(([key]) => !without.includes(key)));
  const platform = definePlatform({
    name: 'lab',
    services: rest(services),
    sessionTypes: { design: { workers: { cad: { command: ['cad'] } } } },
    nodePools: rest(nodePools),
    stores: { rabbitmq: {}, backup: { to: { volume: { size: '10Gi' } } } },
    environments: {
      test: {
        ...variant,
        prefix: `app-${name}`,
        domain: `${name}.example.org`,
        monitoring: {
          serviceMonitors: true,
          logs: { host: 'logs.example.org', port: 24_224, cidrs: ['192.0.2.0/28'], credentials: true },
        },
      },
    },
  });
  return targetOf(platform, 'test');
}

const own = [applicationServices, exposure, observability];
/** What they stand on. */
const base = [foundation, windowsNodes];

/** What parts consist of, in the order in which it is applied. */
function objectsIn(target: Target, made = [...base, ...own]): readonly KubernetesObject[] {
  const parts = made.map((part) => part(target));
  const accounts = parts.flatMap(({ access }) => access).map(({ namespace, name }) => accountIn(namespace, name));
  const placed = parts.flatMap(({ objects }) => objects);
  return stages.flatMap((stage) => [
    ...placed.filter((each) => each.stage === stage).map(({ object }) => object as KubernetesObject),
    ...(stage === 'access' ? accounts : []),
  ]);
}

function accountIn(namespace: string, name: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } };
}

async function applyAll(target: Target): Promise<readonly KubernetesObject[]> {
  const stored: KubernetesObject[] = [];
  for (const object of objectsIn(target)) {
    const { status, body, warnings } = await cluster.apply(object);
    const what = `${object.kind} ${object.metadata.name ?? ''}`;
    expect({ what, message: status < 300 ? undefined : body['message'], warnings }).toEqual({ what, warnings: [] });
    stored.push(body as KubernetesObject);
  }
  return stored;
}

describe.each(Object.keys(variants))('services, exposure and observability on %s', (name) => {
  const target = targetFor(name);
  let stored: readonly KubernetesObject[];

  beforeAll(async () => {
    stored = await applyAll(target);
  });

  test('are accepted with strict field validation and without a warning', () => {
    expect(stored.length).toBeGreaterThan(60);
  });

  test('change nothing when they are applied again', async () => {
    const changed: string[] = [];
    for (const object of objectsIn(target)) {
      if (await isChangedByApplying(cluster, object)) changed.push(`${object.kind} ${object.metadata.name ?? ''}`);
    }
    expect(changed).toEqual([]);
  });

  test('have pods that are accepted as bare Pods at the Pod Security level of their namespace', async () => {
    const templates = objectsIn(target, own).flatMap((object) => {
      const found = podTemplateOf(object);
      return found === undefined ? [] : [{ object, template: found.template }];
    });
    const builds = new Set(target.pools.flatMap(({ runtimeClass }) => runtimeClass ?? []));
    const collectors = 1 + builds.size;
    expect(templates).toHaveLength(Object.keys(target.platform.services ?? {}).length + collectors);
    for (const { object, template } of templates) {
      const metadata = { ...template.metadata, name: 'bare', namespace: object.metadata.namespace };
      // The controller of a StatefulSet adds a volume for each claim.
      const claims = listAt(object, 'spec', 'volumeClaimTemplates').map((claim) => ({
        name: valueAt(claim, 'metadata', 'name'),
        emptyDir: {},
      }));
      const spec = { ...template.spec, volumes: [...(template.spec?.volumes ?? []), ...claims] };
      const pod = { apiVersion: 'v1', kind: 'Pod', metadata, spec } as unknown as KubernetesObject;
      const { status, body } = await cluster.create(pod, { dryRun: true });
      const what = object.metadata.name;
      expect({ what, status, message: body['message'] }).toEqual({ what, status: 201, message: undefined });
    }
  });
});

describe('the scheduler', () => {
  const target = targetFor('bare');

  beforeAll(async () => {
    await applyAll(target);
    for (const object of deviceClasses(target)) await expectOk(cluster.apply(asSent(object)));
    for (const pool of target.pools) {
      await addNode(cluster, {
        name: pool.name,
        os: pool.os,
        labels: pool.labels,
        taints: pool.taints,
        capacity: {
          cpu: '32',
          memory: '128Gi',
          pods: '110',
          ...(pool.gpu?.resource !== undefined && { [pool.gpu.resource]: '64' }),
        },
      });
    }
  });

  async function podsOf(namespace: string, name: string): Promise<readonly unknown[]> {
    const query = `?labelSelector=app.kubernetes.io/name%3D${name}`;
    const pods = await expectOk(cluster.request('GET', `/api/v1/namespaces/${namespace}/pods${query}`));
    return listAt(pods, 'items');
  }

  /** The nodes on which the pods of a workload are; `undefined` for one that has none. */
  async function nodesOf(namespace: string, name: string): Promise<readonly unknown[]> {
    return (await podsOf(namespace, name)).map((pod) => valueAt(pod, 'spec', 'nodeName')).toSorted();
  }

  /** What the scheduler says of a pod, once it has looked at it. */
  function verdictOn(pod: unknown) {
    const condition = listAt(pod, 'status', 'conditions').find((each) => valueAt(each, 'type') === 'PodScheduled');
    const [status, reason, message] = ['status', 'reason', 'message'].map((field) => valueAt(condition, field));
    return { status, reason, message };
  }

  test.each([
    // Any Linux node without taints is of its kind.
    ['general', ['general', 'pinned']],
    ...['kept', 'pinned', 'gpu', 'shared', 'win', 'wingpu'].map((name) => [name, [name]] as const),
  ] as const)('puts the service %s on nodes of that kind, and nowhere else', async (service, kind) => {
    await eventually(async () => {
      const nodes = await nodesOf(target.namespaces.services, service);
      expect(nodes.filter((node) => !kind.some((name) => name === node))).toEqual([]);
      expect(nodes).toHaveLength(services[service]?.replicas ?? 2);
    });
  });

  test('puts the service of each node on every Linux node that is not kept for GPUs', async () => {
    await eventually(async () => {
      expect(await nodesOf(target.namespaces.services, 'everywhere')).toEqual(['general', 'kept', 'pinned']);
    });
  });

  test.each([
    ['fluent-bit', ['claimed', 'general', 'gpu', 'kept', 'pinned', 'shared']],
    ['fluent-bit-windows-2022', ['win']],
    ['fluent-bit-windows-2025', ['wingpu']],
  ])('puts the collector %s on every node of its system', async (name, nodes) => {
    await eventually(async () => {
      expect(await nodesOf(target.namespaces.nodes, name)).toEqual(nodes);
    });
  });

  test('leaves a replica waiting whose GPU must come by a claim, where no driver gives any', async () => {
    await eventually(async () => {
      const found = (await podsOf(target.namespaces.services, 'claimed')).map(verdictOn);
      const waits = {
        status: 'False',
        reason: 'Unschedulable',
        message: expect.stringMatching(/\d cannot allocate all claims/),
      };
      expect(found).toEqual([waits, waits]);
    });
    const path = `/apis/resource.k8s.io/v1/namespaces/${target.namespaces.services}/resourceclaims`;
    await eventually(async () => {
      expect(listAt(await expectOk(cluster.request('GET', path)), 'items')).toHaveLength(2);
    });
  });

  test('gives each replica with storage a volume of its own', async () => {
    const path = `/api/v1/namespaces/${target.namespaces.services}/persistentvolumeclaims`;
    const names = async () =>
      listAt(await expectOk(cluster.request('GET', path)), 'items').map((claim) => valueAt(claim, 'metadata', 'name'));
    await eventually(async () => {
      expect(await names()).toEqual(['storage-stored-0', 'storage-stored-1']);
    });
  });
});
