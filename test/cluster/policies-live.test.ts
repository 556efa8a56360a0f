import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { admissionObjects } from '../../policies/adapters/admission.ts';
import type { KubernetesObject as Subject } from '../../policies/objects.ts';
import type { PolicySettings } from '../../policies/settings.ts';
import {
  expectOk,
  listAt,
  valueAt,
  type ApiAnswer,
  type KubernetesObject,
} from '../support/control-plane/api-client.ts';
import { untilPoliciesInForce } from '../support/admission-in-force.ts';
import { controlPlane } from '../support/control-plane/control-plane.ts';
import { addNode } from '../support/control-plane/kwok.ts';
import { eventually } from '../support/eventually.ts';
import { applyAll, namespaceObjects, policyText, removeAll } from '../support/policies/in-cluster.ts';
import { onlyRules } from '../support/policies/only-rules.ts';
import { quantities } from '../support/policies/quantities.ts';
import {
  deploymentOf,
  image,
  linuxContainer,
  linuxPod,
  namespaced,
  restricted,
  workloadOf,
} from '../support/policies/subjects.ts';

const cluster = await controlPlane();
const namespace = 'berth-policies-live';
const selector = { 'app.kubernetes.io/managed-by': 'berth', 'app.kubernetes.io/instance': namespace };

const judged = ['read-only-root', 'pod-node-name', 'literal-secret', 'config-map-secret'];
const settings: PolicySettings = {
  exceptions: [
    {
      rule: 'read-only-root',
      target: { kind: 'Deployment', namespace, name: 'writer' },
      reason: 'The licence server writes beside its program.',
      until: '2099-12-31',
    },
    {
      rule: 'read-only-root',
      target: { kind: 'Pod', namespace, name: 'by-hand-*' },
      reason: 'A person looks into a fault.',
      until: '2099-12-31',
    },
  ],
};
const policies = onlyRules(admissionObjects(settings, { prefix: namespace }), judged);

const writes = { container: { securityContext: { ...restricted, readOnlyRootFilesystem: false } } };

/** An object of the table in this file's namespace, under another name. */
function here(object: Subject, name: string, metadata: object = {}): KubernetesObject {
  return { ...object, metadata: { ...object.metadata, namespace, name, ...metadata } };
}

function patch(object: KubernetesObject, changes: unknown): Promise<ApiAnswer> {
  const { name = '' } = object.metadata;
  return cluster.request('PATCH', `/api/v1/namespaces/${namespace}/pods/${name}`, changes, {
    'content-type': 'application/merge-patch+json',
  });
}

const refusedRoot = /^read-only-root: /;

describe('the policies in force', () => {
  const older = here(linuxPod(writes), 'older');
  const leaving = here(linuxPod(writes), 'leaving', { finalizers: ['berth.test/hold'] });

  beforeAll(async () => {
    // These two are there before the rules are.
    await applyAll(cluster, [...namespaceObjects(namespace, {}), older, leaving]);
    await applyAll(cluster, [...namespaceObjects(namespace, selector), ...policies]);
    await untilPoliciesInForce(cluster, namespace);
  });

  afterAll(async () => {
    await removeAll(cluster, policies);
    await cluster.remove({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  });

  describe('on what runs already', () => {
    test('let its labels change, though it breaks a rule', async () => {
      expect((await patch(older, { metadata: { labels: { claimed: 'true' } } })).status).toBe(200);
    });

    test('judge its spec when that changes', async () => {
      const changed = {
        spec: { containers: [{ ...linuxContainer(), image: image('lab/other'), ...writes.container }] },
      };
      expect(policyText(await patch(older, changed))).toMatch(refusedRoot);
    });

    test('let it be deleted, finalizers and all', async () => {
      await expectOk(cluster.remove(leaving));
      expect((await patch(leaving, { metadata: { finalizers: null } })).status).toBe(200);
      await eventually(async () => expect((await cluster.read(leaving)).status).toBe(404));
    });

    test('take no offence at the node that the scheduler chose', async () => {
      await addNode(cluster, { name: 'berth-policies-live', labels: { 'berth.test/live': 'true' } });
      const nodeSelector = { 'kubernetes.io/os': 'linux', 'berth.test/live': 'true' };
      const bound = here(linuxPod({ spec: { nodeSelector } }), 'bound');
      await expectOk(cluster.create(bound));
      await eventually(async () => {
        expect(valueAt(await expectOk(cluster.read(bound)), 'spec', 'nodeName')).toBe('berth-policies-live');
      });
      const newImage = { spec: { containers: [{ ...linuxContainer(), image: image('lab/other') }] } };
      expect(policyText(await patch(bound, newImage))).toBe('');
      expect((await patch(bound, newImage)).status).toBe(200);
    });
  });

  describe('with an exception', () => {
    const writer = here(deploymentOf(linuxPod(writes)), 'writer');

    test('admit the workload and the pods that its controller makes of it', async () => {
      await expectOk(cluster.create(writer));
      await eventually(async () => {
        const pods = await cluster.request(
          'GET',
          `/api/v1/namespaces/${namespace}/pods?labelSelector=berth.test/subject`,
        );
        expect(listAt(pods.body, 'items')).toHaveLength(1);
      });
    });

    test('refuse another workload', async () => {
      const other = here(deploymentOf(linuxPod(writes)), 'writer-too');
      expect(policyText(await cluster.create(other, { dryRun: true }))).toMatch(refusedRoot);
    });

    test('refuse a pod that only says that it belongs to the workload', async () => {
      const owner = {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        name: 'writer-5d4f8c7b9',
        uid: 'none',
        controller: true,
      };
      const forged = here(linuxPod(writes), 'forged', { ownerReferences: [owner] });
      expect(policyText(await cluster.create(forged, { dryRun: true }))).toMatch(refusedRoot);
    });

    test('admit pods by the beginning of their name', async () => {
      expect((await cluster.create(here(linuxPod(writes), 'by-hand-1'), { dryRun: true })).status).toBe(201);
      expect(policyText(await cluster.create(here(linuxPod(writes), 'not-by-hand-1'), { dryRun: true }))).toMatch(
        refusedRoot,
      );
    });
  });

  describe('with an exception for a Deployment', () => {
    const byHand = here(workloadOf('ReplicaSet', linuxPod(writes)), 'writer-5d4f8c7b9');

    test('refuse a ReplicaSet by hand under the name of one of its own', async () => {
      expect(policyText(await cluster.create(byHand, { dryRun: true }))).toMatch(refusedRoot);
    });

    test('refuse it also where it says that it belongs to the Deployment', async () => {
      const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'writer', uid: 'none', controller: true };
      const owned = { ...byHand, metadata: { ...byHand.metadata, ownerReferences: [owner] } };
      expect(policyText(await cluster.create(owned, { dryRun: true }))).toMatch(refusedRoot);
    });
  });

  test.each(quantities)('meet the quantity %s as %s', async (written, canonical) => {
    const quota = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'quantity', namespace },
      spec: { hard: { 'requests.cpu': written } },
    };
    const stored = await expectOk(cluster.create(quota, { dryRun: true }));
    expect(valueAt(stored, 'spec', 'hard', 'requests.cpu')).toBe(canonical);
  });

  describe('within the budget of the API server', () => {
    test('judge a pod of 30 containers with 100 variables each', async () => {
      const env = Array.from({ length: 100 }, (_, index) => ({
        name: `SETTING_${index}`,
        value: 'https://example.org/',
      }));
      const containers = Array.from({ length: 30 }, (_, index) => linuxContainer({ name: `c${index}`, env }));
      const large = here(linuxPod({ spec: { containers } }), 'large');
      expect(await cluster.create(large, { dryRun: true })).toMatchObject({ status: 201, warnings: [] });
    });

    test('judge a ConfigMap of a megabyte', async () => {
      const data = { catalogue: 'https://example.org/a:b '.repeat(41_000) };
      const large = here(namespaced('v1', 'ConfigMap', { data }), 'large');
      expect(await cluster.create(large, { dryRun: true })).toMatchObject({ status: 201, warnings: [] });
    });
  });
});
