import { describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expectOk, listAt, valueAt, type KubernetesObject } from '../support/control-plane/api-client.ts';
import { controlPlane, ownControlPlane } from '../support/control-plane/control-plane.ts';
import { installCrds, isEstablished } from '../support/control-plane/crds.ts';
import { addNode } from '../support/control-plane/kwok.ts';
import { startControlPlane } from '../support/control-plane/start.ts';
import { eventually } from '../support/eventually.ts';
import { testContext } from '../support/test-context.ts';

const cluster = await controlPlane();
const own = await ownControlPlane();
const installed = await installCrds(cluster, testContext);
/** Only this file's pods go to its nodes. */
const ours = { 'test.berth.dev/file': `control-plane-${randomBytes(4).toString('hex')}` };

const byHandFolder = join(import.meta.dirname, '../support/control-plane/crds');
const schemaFile = join(import.meta.dirname, '../../infra/kubernetes/schema.json');

/** What `schema.json` says of a kind, under `<apiVersion>/<kind>`. */
interface WrittenKind {
  readonly plural: string;
  readonly scope: 'Cluster' | 'Namespaced';
}

const container = { name: 'main', image: 'registry.invalid/app:1' };

function pod(namespace: string, name: string, spec: object = {}): KubernetesObject {
  const usual = { containers: [container], nodeSelector: ours };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace }, spec: { ...usual, ...spec } };
}

async function phaseOf(object: KubernetesObject): Promise<unknown> {
  return valueAt(await expectOk(cluster.read(object)), 'status', 'phase');
}

describe('the API server', () => {
  test('is Kubernetes 1.34.4', async () => {
    const version = await expectOk(cluster.request('GET', '/version'));
    expect(version).toMatchObject({ gitVersion: 'v1.34.4', major: '1', minor: '34' });
  });

  test('is trusted by its own authority, and by no other', async () => {
    await expect(fetch(`${cluster.url}/version`)).rejects.toThrow();
  });

  test('serves device claims and admission policies in version v1', async () => {
    const plurals = async (group: string) => {
      const { body } = await cluster.request('GET', `/apis/${group}/v1`);
      return listAt(body, 'resources').map((resource) => valueAt(resource, 'name'));
    };
    expect(await plurals('resource.k8s.io')).toEqual(expect.arrayContaining(['resourceclaims', 'deviceclasses']));
    expect(await plurals('admissionregistration.k8s.io')).toContain('validatingadmissionpolicies');
  });

  test('refuses an unknown field, and says its path', async () => {
    const namespace = await cluster.newNamespace('strict');
    const wrong = pod(namespace, 'wrong', { restartPolice: 'Never' });
    for (const answer of [await cluster.apply(wrong), await cluster.create(wrong)]) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.body['message']).toContain('restartPolice');
    }
  });

  test('stores nothing in a dry run', async () => {
    const object = pod(await cluster.newNamespace('dry'), 'tried');
    await expectOk(cluster.apply(object, { dryRun: true }));
    expect((await cluster.read(object)).status).toBe(404);
  });

  test('changes nothing when the same object is applied again', async () => {
    const namespace = await cluster.newNamespace('again');
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'same', namespace }, data: { a: '1' } };
    const first = await expectOk(cluster.apply(object));
    const second = await expectOk(cluster.apply(object));
    expect(second.metadata['resourceVersion']).toBe(first.metadata['resourceVersion']);
  });

  test('gives the warnings of a Pod Security level', async () => {
    const namespace = await cluster.newNamespace('warned', { 'pod-security.kubernetes.io/warn': 'restricted' });
    const { warnings } = await cluster.create(pod(namespace, 'loose'), { dryRun: true });
    expect(warnings.join()).toMatch(/would violate PodSecurity "restricted/);
  });

  test('is reached by kubectl with the kubeconfig, which nobody else may read', async () => {
    expect((await stat(cluster.kubeconfig)).mode & 0o777).toBe(0o600);
    const namespace = await cluster.newNamespace('kubectl');
    const stdin = JSON.stringify(pod(namespace, 'by-kubectl'));
    expect(await cluster.kubectl(['apply', '-f', '-'], { stdin })).toMatchObject({ code: 0, stderr: '' });
    const { stdout } = await cluster.kubectl(['get', 'pods', '-n', namespace, '-o', 'name']);
    expect(stdout).toBe('pod/by-kubectl\n');
  });
});

describe('other users', () => {
  test('may do what their roles say, and no more', async () => {
    const namespace = await cluster.newNamespace('rights');
    const someone = cluster.as({ user: 'someone', groups: ['readers'] });
    const path = `/api/v1/namespaces/${namespace}/pods`;
    expect((await someone.request('GET', path)).status).toBe(403);

    const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }];
    const rbac = { apiVersion: 'rbac.authorization.k8s.io/v1', metadata: { name: 'readers', namespace } };
    await expectOk(cluster.apply({ ...rbac, kind: 'Role', rules }));
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'readers' };
    const subjects = [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'readers' }];
    await expectOk(cluster.apply({ ...rbac, kind: 'RoleBinding', roleRef, subjects }));

    await eventually(async () => expect((await someone.request('GET', path)).status).toBe(200));
    expect((await someone.create(pod(namespace, 'forbidden'))).status).toBe(403);
  });

  test("are known by a token that says its Pod's node", async () => {
    const node = await addNode(cluster, { name: `identity-${randomBytes(4).toString('hex')}`, labels: ours });
    const namespace = await cluster.newNamespace('identity');
    const object = pod(namespace, 'bound', { nodeName: node.metadata.name });
    const { metadata } = await expectOk(cluster.create(object));
    const account = { namespace, name: 'default' };
    const token = await cluster.tokenFor(account, { pod: { name: 'bound', uid: metadata.uid ?? '' } });

    const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview', metadata: {} };
    const user = valueAt(await expectOk(cluster.as({ token }).create(review)), 'status', 'userInfo');
    expect(valueAt(user, 'username')).toBe(`system:serviceaccount:${namespace}:default`);
    expect(valueAt(user, 'extra', 'authentication.kubernetes.io/node-name')).toEqual([node.metadata.name]);
  });
});

describe('the controllers and the scheduler', () => {
  test('make a Deployment into a ReplicaSet and Pods, which run on a fake node', async () => {
    const node = await addNode(cluster, { name: `run-${randomBytes(4).toString('hex')}`, labels: ours });
    const namespace = await cluster.newNamespace('deployment');
    const labels = { app: 'web' };
    const template = { metadata: { labels }, spec: { containers: [container], nodeSelector: ours } };
    const spec = { replicas: 3, selector: { matchLabels: labels }, template };
    const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace }, spec };
    await expectOk(cluster.apply(deployment));

    await eventually(async () => {
      expect(valueAt(await expectOk(cluster.read(deployment)), 'status', 'availableReplicas')).toBe(3);
    });
    const { body } = await cluster.request('GET', `/api/v1/namespaces/${namespace}/pods`);
    const owners = listAt(body, 'items').map((item) => valueAt(item, 'metadata', 'ownerReferences', 0, 'kind'));
    expect(owners).toEqual(['ReplicaSet', 'ReplicaSet', 'ReplicaSet']);
    expect(valueAt(body, 'items', 0, 'status', 'phase')).toBe('Running');
    expect(node.metadata.name).toBeDefined();
  });

  test('put a pod on the only node that fits it, and leave an impossible one pending with the reason', async () => {
    const name = `gpu-${randomBytes(4).toString('hex')}`;
    const taint = { key: 'test.berth.dev/gpu', value: name, effect: 'NoSchedule' };
    await addNode(cluster, { name, labels: ours, taints: [taint], capacity: { 'nvidia.com/gpu': '2' }, os: 'windows' });
    const namespace = await cluster.newNamespace('gpu');
    const asking = (count: string) => ({
      containers: [{ ...container, resources: { limits: { 'nvidia.com/gpu': count } } }],
      tolerations: [{ ...taint, operator: 'Equal' }],
      nodeSelector: { ...ours, 'kubernetes.io/os': 'windows' },
    });
    const [fitting, impossible] = [pod(namespace, 'fits', asking('2')), pod(namespace, 'never', asking('3'))];
    await expectOk(cluster.create(fitting));
    await expectOk(cluster.create(impossible));

    await eventually(async () => expect(await phaseOf(fitting)).toBe('Running'));
    expect(valueAt(await expectOk(cluster.read(fitting)), 'spec', 'nodeName')).toBe(name);
    await eventually(async () => {
      const condition = valueAt(await expectOk(cluster.read(impossible)), 'status', 'conditions', 0);
      expect(condition).toMatchObject({ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' });
      expect(valueAt(condition, 'message')).toContain('Insufficient nvidia.com/gpu');
    });
  });

  test('give the pods of a StatefulSet their volumes, and let a Job succeed', async () => {
    await addNode(cluster, { name: `volumes-${randomBytes(4).toString('hex')}`, labels: ours });
    const namespace = await cluster.newNamespace('volumes');
    const labels = { app: 'db' };
    const mounted = { ...container, volumeMounts: [{ name: 'data', mountPath: '/data' }] };
    const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
    const set = {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db', namespace },
      spec: {
        replicas: 2,
        serviceName: 'db',
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [mounted], nodeSelector: ours } },
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claim }],
      },
    };
    const jobTemplate = { spec: { containers: [container], nodeSelector: ours, restartPolicy: 'Never' } };
    const job = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'once', namespace },
      spec: { template: jobTemplate },
    };
    await expectOk(cluster.apply(set));
    await expectOk(cluster.apply(job));
    await eventually(async () => {
      expect(valueAt(await expectOk(cluster.read(set)), 'status', 'readyReplicas')).toBe(2);
      expect(valueAt(await expectOk(cluster.read(job)), 'status', 'succeeded')).toBe(1);
    });
  });
});

describe('the definitions of custom kinds', () => {
  test('are all established on the server', async () => {
    expect(installed.length).toBeGreaterThan(30);
    for (const { definition } of installed) {
      const now = await expectOk(cluster.read(definition));
      expect({ name: now.metadata.name, isEstablished: isEstablished(now) }).toEqual({
        name: definition.metadata.name,
        isEstablished: true,
      });
    }
  });

  test('come from the modules that define them, or were written by hand with the reason at the top', async () => {
    const byHand = installed.filter(({ origin }) => origin === 'written by hand');
    const files = await readdir(byHandFolder);
    expect(byHand.map(({ definition }) => `${definition.metadata.name ?? ''}.yaml`).sort()).toEqual(files.sort());
    for (const file of files) expect(await readFile(join(byHandFolder, file), 'utf8')).toMatch(/^(# .*\n)*# .*by hand/);
    const modules = installed.filter(({ origin }) => /^[\w.-]+\.\w+\/\S+ v\d\S+$/.test(origin));
    expect(modules).toHaveLength(installed.length - files.length);
  });

  test('make every kind that Berth writes known to the server, in its version and scope', async () => {
    const { kinds } = JSON.parse(await readFile(schemaFile, 'utf8')) as { kinds: Record<string, WrittenKind> };
    expect(Object.keys(kinds).length).toBeGreaterThan(40);
    for (const [name, { plural, scope }] of Object.entries(kinds)) {
      const [kind, ...groupVersion] = name.split('/').reverse();
      const path =
        groupVersion.length === 1 ? `/api/${name.split('/')[0] ?? ''}` : `/apis/${groupVersion.reverse().join('/')}`;
      const { body } = await cluster.request('GET', path);
      const found = listAt(body, 'resources').find((resource) => valueAt(resource, 'name') === plural);
      expect({ name, found }).toMatchObject({ name, found: { kind, namespaced: scope === 'Namespaced' } });
    }
  });

  test('hold their objects to their schemas', async () => {
    const namespace = await cluster.newNamespace('crds');
    const certificate = (spec: object): KubernetesObject => ({
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'tls', namespace },
      spec: { secretName: 'tls', issuerRef: { name: 'ca' }, dnsNames: ['a.example'], ...spec },
    });
    expect((await cluster.apply(certificate({ duration: 90 }))).status).toBeGreaterThanOrEqual(400);
    expect((await cluster.apply(certificate({ secretNames: 'tls' }))).body['message']).toContain('secretNames');
    await expectOk(cluster.apply(certificate({})));
  });
});

describe('a control plane of its own', () => {
  test('has nothing in common with the shared one', async () => {
    const namespace = await cluster.newNamespace('first');
    const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
    expect((await own.read(object)).status).toBe(404);
    await expectOk(cluster.read(object));
    expect((await own.as({ token: cluster.token }).read(object)).status).toBe(401);
  });

  test('runs pods too', async () => {
    await addNode(own, { name: 'only', labels: ours });
    const object = pod('default', 'alone');
    await expectOk(own.create(object));
    await eventually(async () => {
      expect(valueAt(await expectOk(own.read(object)), 'status', 'phase')).toBe('Running');
    });
  });

  test('is not disturbed by a start in its folder, which is refused', async () => {
    const start = startControlPlane({ folder: own.folder, env: process.env, onProgress: () => undefined });
    await expect(start).rejects.toThrow(`runs a control plane in ${own.folder}`);
    await expectOk(own.request('GET', '/version'));
  });
});
