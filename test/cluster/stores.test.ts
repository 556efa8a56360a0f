import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { App, Chart } from 'cdk8s';
import { addAccess } from '../../infra/charts/access-objects.ts';
import { foundation } from '../../infra/charts/foundation/foundation.ts';
import { externalSecrets } from '../../infra/charts/secrets/external-secrets.ts';
import { makeSecrets } from '../../infra/charts/secrets/make-secrets.ts';
import { systemSecrets } from '../../infra/charts/secrets/system-secrets.ts';
import { backup } from '../../infra/charts/stores/backup.ts';
import { cache } from '../../infra/charts/stores/cache.ts';
import { mongoDb } from '../../infra/charts/stores/mongodb.ts';
import { rabbitMq } from '../../infra/charts/stores/rabbitmq.ts';
import { storeSecrets } from '../../infra/charts/stores/secrets.ts';
import { stages } from '../../infra/charts/part.ts';
import type { Environment } from '../../infra/model/environment.ts';
import { definePlatform } from '../../infra/model/platform.ts';
import type { Stores } from '../../infra/model/stores.ts';
import { targetOf, type Target } from '../../infra/model/target.ts';
import { expectOk, listAt, valueAt, type KubernetesObject } from '../support/control-plane/api-client.ts';
import { ownControlPlane } from '../support/control-plane/control-plane.ts';
import { installCrds } from '../support/control-plane/crds.ts';
import { addNode } from '../support/control-plane/kwok.ts';
import { eventually } from '../support/eventually.ts';
import { testContext } from '../support/test-context.ts';

const cluster = await ownControlPlane();
await installCrds(cluster, testContext);
afterAll(() => cluster.close());

const everything: Stores = { rabbitmq: {}, cache: {}, backup: { to: { volume: { size: '50Gi' } } } };
const inBucket: Stores = {
  backup: { to: { s3: { endpoint: 'https://s3.example.org', bucket: 'cold', cidrs: ['203.0.113.0/28'] } } },
};

function targetWith(prefix: string, stores: Stores, environment: Partial<Environment> = {}): Target {
  const environments = { test: { flavour: 'kubernetes' as const, prefix, ...environment } };
  return targetOf(definePlatform({ name: 'lab', stores, environments }), 'test');
}

/** What the stores consist of, in the order in which it is applied. */
function storeObjects(target: Target): readonly KubernetesObject[] {
  const parts = [foundation, mongoDb, rabbitMq, cache, backup].map((part) => part(target));
  const chart = new Chart(new App(), 'access', { disableResourceNameHashes: true });
  addAccess(
    chart,
    target,
    parts.flatMap(({ access }) => access),
  );
  const placed = parts.flatMap(({ objects }) => objects);
  const at = (stage: string) => placed.filter((each) => each.stage === stage).map(({ object }) => object);
  return stages.flatMap((stage) => [
    ...at(stage),
    ...(stage === 'access' ? (chart.toJson() as object[]) : []),
  ]) as readonly KubernetesObject[];
}

async function applyAll(target: Target): Promise<readonly KubernetesObject[]> {
  const stored: KubernetesObject[] = [];
  for (const object of storeObjects(target)) stored.push(await expectOk(cluster.apply(object)));
  return stored;
}

const named = (kind: string, name: string, namespace: string): KubernetesObject => ({
  apiVersion: { StatefulSet: 'apps/v1', Deployment: 'apps/v1', Job: 'batch/v1' }[kind] ?? 'v1',
  kind,
  metadata: { name, namespace },
});

async function list(path: string): Promise<readonly unknown[]> {
  return listAt(await expectOk(cluster.request('GET', path)), 'items');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Pods of a workload: their names and their nodes. */
async function podsOf(target: Target, workload: string) {
  const selector = encodeURIComponent(`app.kubernetes.io/name=${workload}`);
  const pods = await list(`/api/v1/namespaces/${target.namespaces.data}/pods?labelSelector=${selector}`);
  return pods.map((pod) => ({
    name: textOf(valueAt(pod, 'metadata', 'name')),
    node: textOf(valueAt(pod, 'spec', 'nodeName')),
  }));
}

async function readyReplicas(target: Target, name: string): Promise<unknown> {
  return valueAt(
    (await cluster.read(named('StatefulSet', name, target.namespaces.data))).body,
    'status',
    'readyReplicas',
  );
}

describe('the stores of an environment on a real control plane', () => {
  const prefix = `stores-${randomBytes(3).toString('hex')}`;
  const target = targetWith(prefix, everything);
  const { data } = target.namespaces;

  beforeAll(async () => {
    for (const name of ['a', 'b', 'c']) await addNode(cluster, { name: `node-${name}` });
    // Nodes that the members do not tolerate must not keep one of them waiting.
    await addNode(cluster, {
      name: 'node-gpu',
      taints: [{ key: 'nvidia.com/gpu', value: 'present', effect: 'NoSchedule' }],
    });
    await applyAll(target);
    for (const secret of makeSecrets([...systemSecrets(target), ...storeSecrets(target)], randomBytes)) {
      await expectOk(cluster.apply(secret as unknown as KubernetesObject));
    }
  });

  test('have members with a name and a bound volume of their own, one on each node', async () => {
    await eventually(async () => {
      expect(await readyReplicas(target, 'mongodb')).toBe(3);
      expect(await readyReplicas(target, 'rabbitmq')).toBe(3);
    });
    for (const store of ['mongodb', 'rabbitmq']) {
      const pods = await podsOf(target, store);
      expect(pods.map(({ name }) => name).toSorted()).toEqual([0, 1, 2].map((ordinal) => `${store}-${ordinal}`));
      expect(pods.map(({ node }) => node).toSorted()).toEqual(['node-a', 'node-b', 'node-c']);
    }
    const claims = await list(`/api/v1/namespaces/${data}/persistentvolumeclaims`);
    const bound = claims.filter((claim) => valueAt(claim, 'status', 'phase') === 'Bound');
    expect(bound.map((claim) => String(valueAt(claim, 'metadata', 'name')))).toEqual(
      expect.arrayContaining(['data-mongodb-0', 'data-mongodb-2', 'data-rabbitmq-0', 'data-rabbitmq-2']),
    );
  });

  test('have a Job that ends and stays', async () => {
    const jobs = async () =>
      (await list(`/apis/batch/v1/namespaces/${data}/jobs`)).filter((job) =>
        String(valueAt(job, 'metadata', 'name')).startsWith('mongodb-initiate-'),
      );
    await eventually(async () => {
      expect((await jobs()).map((job) => valueAt(job, 'status', 'succeeded'))).toEqual([1]);
    });
    expect(valueAt((await jobs())[0], 'spec', 'ttlSecondsAfterFinished')).toBeUndefined();
  });

  test('stay as they are when they are applied again', async () => {
    const versions = (objects: readonly KubernetesObject[]) =>
      objects.map(({ kind, metadata }) => [kind, metadata.name, metadata['generation'] ?? metadata['uid']]);
    const first = await applyAll(target);
    expect(versions(await applyAll(target))).toEqual(versions(first));
  });

  test('keep the volumes of members that are no more', async () => {
    const alone = targetWith(prefix, { ...everything, rabbitmq: { members: 1 } });
    await applyAll(alone);
    await eventually(async () => expect(await podsOf(target, 'rabbitmq')).toHaveLength(1));
    expect((await cluster.read(named('PersistentVolumeClaim', 'data-rabbitmq-2', data))).status).toBe(200);
  });

  test('grow: members are added, and another Job makes them part of the replica set', async () => {
    const grown = targetWith(prefix, { ...everything, mongodb: { members: 5 } });
    await applyAll(grown);
    await eventually(async () => expect(await readyReplicas(grown, 'mongodb')).toBe(5));
    const pods = await podsOf(grown, 'mongodb');
    const perNode = Map.groupBy(pods, ({ node }) => node);
    expect([...perNode.values()].map((each) => each.length).toSorted()).toEqual([1, 2, 2]);
    const jobs = await list(`/apis/batch/v1/namespaces/${data}/jobs`);
    const initiating = jobs
      .map((job) => String(valueAt(job, 'metadata', 'name')))
      .filter((name) => name.startsWith('mongodb-initiate-'));
    expect(new Set(initiating).size).toBe(2);
  });

  test('get larger volumes without a restart: the StatefulSet is left by its pods and made again', async () => {
    const larger = targetWith(prefix, { ...everything, mongodb: { members: 5, storage: '20Gi' } });
    const uids = async () =>
      (await list(`/api/v1/namespaces/${data}/pods?labelSelector=app.kubernetes.io%2Fname%3Dmongodb`))
        .map((pod) => textOf(valueAt(pod, 'metadata', 'uid')))
        .toSorted();
    const before = await uids();
    const refused = storeObjects(larger).find(
      ({ kind, metadata }) => kind === 'StatefulSet' && metadata.name === 'mongodb',
    );
    expect(refused !== undefined && (await cluster.apply(refused)).status).toBe(422);
    const { code } = await cluster.kubectl(['delete', 'statefulset', 'mongodb', '-n', data, '--cascade=orphan']);
    expect(code).toBe(0);
    await applyAll(larger);
    await eventually(async () => expect(await readyReplicas(larger, 'mongodb')).toBe(5));
    expect(await uids()).toEqual(before);
  });

  test('are restored by a Job that a person makes of the suspended CronJob, as the guide says', async () => {
    const from = ['create', 'job', 'drill-1', '--from=cronjob/mongodb-restore', '-n', data];
    const dry = await cluster.kubectl([...from, '--dry-run=client', '-o', 'yaml']);
    const filled = await cluster.kubectl(
      ['set', 'env', '--local', '-f', '-', 'BACKUP=latest', 'INTO=drill', '-o', 'yaml'],
      { stdin: dry.stdout },
    );
    expect(filled).toMatchObject({ code: 0 });
    const created = await cluster.kubectl(['create', '-f', '-'], { stdin: filled.stdout });
    expect(created).toMatchObject({ code: 0 });
    const job = (await cluster.read(named('Job', 'drill-1', data))).body;
    const env = listAt(job, 'spec', 'template', 'spec', 'containers', 0, 'env');
    expect(env).toEqual(
      expect.arrayContaining([
        { name: 'BACKUP', value: 'latest' },
        { name: 'INTO', value: 'drill' },
        { name: 'DATABASE', value: prefix },
      ]),
    );
    await eventually(async () => {
      expect(valueAt((await cluster.read(named('Job', 'drill-1', data))).body, 'status', 'succeeded')).toBe(1);
    });
  });

  test('tell every container which copy is meant, the one that fetches it from a bucket too', async () => {
    const restore = storeObjects(targetWith(prefix, inBucket)).find(
      ({ kind, metadata }) => kind === 'CronJob' && metadata.name === 'mongodb-restore',
    );
    const spec = valueAt(restore, 'spec', 'jobTemplate', 'spec');
    const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'drill-2' }, spec };
    const { stdout } = await cluster.kubectl(
      ['set', 'env', '--local', '-f', '-', 'BACKUP=latest', 'INTO=drill', '-o', 'json'],
      { stdin: JSON.stringify(job) },
    );
    const pod = valueAt(JSON.parse(stdout), 'spec', 'template', 'spec');
    for (const container of [...listAt(pod, 'initContainers'), ...listAt(pod, 'containers')]) {
      expect(listAt(container, 'env')).toContainEqual({ name: 'BACKUP', value: 'latest' });
    }
  });

  test('are copied by a Job of the CronJob, whose claim is bound by then', async () => {
    const { code } = await cluster.kubectl(['create', 'job', 'now', '--from=cronjob/mongodb-backup', '-n', data]);
    expect(code).toBe(0);
    await eventually(async () => {
      expect(valueAt((await cluster.read(named('Job', 'now', data))).body, 'status', 'succeeded')).toBe(1);
    });
    const claim = (await cluster.read(named('PersistentVolumeClaim', 'mongodb-copies', data))).body;
    expect(valueAt(claim, 'status', 'phase')).toBe('Bound');
  });
});

describe('every kind of stores', () => {
  const variants: readonly (readonly [string, Stores, Partial<Environment>])[] = [
    ['a bucket', { ...everything, ...inBucket }, {}],
    ['OpenShift', everything, { flavour: 'openshift' }],
    ['single members', { ...everything, mongodb: { members: 1 }, rabbitmq: { members: 1 } }, { flavour: 'gke' }],
    [
      'an external database',
      { ...inBucket, mongodb: { external: { hosts: ['db.example.org:27017'], cidrs: ['192.0.2.0/24'] } } },
      { flavour: 'eks' },
    ],
  ];

  test.each(variants)(
    'is accepted with strict validation, pods at the level restricted: %s',
    async (_, stores, more) => {
      const target = targetWith(`dry-${randomBytes(3).toString('hex')}`, stores, more);
      const objects = storeObjects(target);
      const before = objects.filter(({ kind }) => ['Namespace', 'PriorityClass', 'ServiceAccount'].includes(kind));
      for (const object of before) await expectOk(cluster.apply(object));
      for (const object of objects) {
        const { status, body, warnings } = await cluster.apply(object, { dryRun: true });
        expect({
          kind: object.kind,
          name: object.metadata.name,
          ok: status < 300,
          message: status < 300 ? '' : body['message'],
          warnings,
        }).toEqual({
          kind: object.kind,
          name: object.metadata.name,
          ok: true,
          message: '',
          warnings: [],
        });
      }
      for (const pod of objects.flatMap((object) => barePods(object))) {
        const { status, body } = await cluster.create(pod, { dryRun: true });
        expect([pod.metadata.name, status, body['message']]).toEqual([pod.metadata.name, 201, undefined]);
      }
    },
  );

  test('has ExternalSecrets that the real definition takes', async () => {
    const target = targetWith(`eso-${randomBytes(3).toString('hex')}`, everything, { secrets: { store: 'vault' } });
    for (const namespace of [target.namespaces.system, target.namespaces.data]) {
      await expectOk(cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }));
    }
    const objects = externalSecrets(target, [...systemSecrets(target), ...storeSecrets(target)]);
    expect(objects.length).toBeGreaterThan(8);
    for (const object of objects) {
      const { status, body } = await cluster.apply(object as unknown as KubernetesObject, { dryRun: true });
      expect([object.metadata.name, status < 300, body['message']]).toEqual([object.metadata.name, true, undefined]);
    }
  });
});

/** The pods of an object's template, by themselves: only so Pod Security judges them at once. */
function barePods(object: KubernetesObject): readonly KubernetesObject[] {
  const template = valueAt(object, 'spec', 'template') ?? valueAt(object, 'spec', 'jobTemplate', 'spec', 'template');
  if (template === undefined) return [];
  const { name = '', namespace = '' } = object.metadata;
  const claims = listAt(object, 'spec', 'volumeClaimTemplates').map((claim) => ({
    name: String(valueAt(claim, 'metadata', 'name')),
    emptyDir: {},
  }));
  const spec = valueAt(template, 'spec') as Readonly<Record<string, unknown>>;
  return [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace, labels: valueAt(template, 'metadata', 'labels') },
      spec: { restartPolicy: 'Always', ...spec, volumes: [...listAt(spec, 'volumes'), ...claims] },
    },
  ];
}
