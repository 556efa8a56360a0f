import { beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { untilPoliciesInForce } from '../support/admission-in-force.ts';
import { expectOk, valueAt, type ApiClient, type KubernetesObject } from '../support/control-plane/api-client.ts';
import { controlPlane } from '../support/control-plane/control-plane.ts';
import { addNode } from '../support/control-plane/kwok.ts';
import { everything } from '../support/everything.ts';
import { untilRightsKnown } from '../support/rights/known.ts';

const cluster = await controlPlane();
const prefix = `trespass-${randomBytes(3).toString('hex')}`;
const { target, synthesis } = everything('kubernetes', prefix);
const { system, workers } = target.namespaces;

/** The account, what it may ask for, and the admission that narrows it; not the other policies: the pods here are bare. */
const objects = synthesis.objects
  .map(({ object }) => object as KubernetesObject)
  .filter(
    ({ kind, metadata }) =>
      ['Namespace', 'ServiceAccount', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'].includes(kind) ||
      metadata.name === `${prefix}-own-node`,
  );

const mergePatch = { 'content-type': 'application/merge-patch+json' };
const strategicPatch = { 'content-type': 'application/strategic-merge-patch+json' };

function pod(name: string, namespace: string, spec: object): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { claimed: 'no' } },
    spec: {
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'main',
          image: 'none',
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ],
      ...spec,
    },
  };
}

/** Makes a worker; answers with its path. */
async function worker(name: string, spec: object): Promise<string> {
  await expectOk(cluster.create(pod(name, workers, spec)));
  return `/api/v1/namespaces/${workers}/pods/${name}`;
}

function label(user: ApiClient, path: string) {
  return user.request('PATCH', path, { metadata: { labels: { claimed: 'yes' } } }, mergePatch);
}

const nodes = { a: `${prefix}-a`, b: `${prefix}-b` } as const;
type NodeKey = keyof typeof nodes;
const pairs = (['a', 'b'] as const).flatMap((own) => (['a', 'b'] as const).map((other) => [own, other] as const));

describe('a local directory, with the token of its own pod,', () => {
  const directories = new Map<NodeKey, ApiClient>();

  function directoryOn(node: NodeKey): ApiClient {
    const found = directories.get(node);
    if (found === undefined) throw new Error(`there is no directory on node ${node}`);
    return found;
  }

  beforeAll(async () => {
    for (const object of objects) await expectOk(cluster.apply(object));
    await expectOk(
      cluster.apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: workers } }),
    );
    await untilRightsKnown(cluster);
    await untilPoliciesInForce(cluster, workers);
    for (const key of ['a', 'b'] as const) {
      await addNode(cluster, { name: nodes[key] });
      const own = pod(`local-directory-${key}`, system, {
        nodeName: nodes[key],
        serviceAccountName: 'local-directory',
      });
      const { metadata } = await expectOk(cluster.create(own));
      const bound = { pod: { name: own.metadata.name ?? '', uid: metadata.uid ?? '' } };
      const token = await cluster.tokenFor({ namespace: system, name: 'local-directory' }, bound);
      directories.set(key, cluster.as({ token }));
    }
  });

  test.each(pairs)('on node %s may label and delete the workers of node %s where that is its own', async (own, on) => {
    const isOwn = own === on;
    const path = await worker(`of-${on}-touched-by-${own}`, { nodeName: nodes[on] });
    const labelled = await label(directoryOn(own), path);
    expect(labelled.status).toBe(isOwn ? 200 : 403);
    const stored = await expectOk(cluster.request('GET', path));
    expect(valueAt(stored, 'metadata', 'labels', 'claimed')).toBe(isOwn ? 'yes' : 'no');

    const deleted = await directoryOn(own).request('DELETE', path);
    expect(deleted.status).toBe(isOwn ? 200 : 403);
    if (isOwn) return;
    for (const { body } of [labelled, deleted])
      expect(body['message']).toContain(`own node only: this one is on ${nodes[on]}`);
    const left = await expectOk(cluster.request('GET', path));
    expect(left.metadata['deletionTimestamp']).toBeUndefined();
    expect(left.metadata['labels']).toEqual({ claimed: 'no' });
  });

  test('may not change what a worker of its own node runs', async () => {
    const path = await worker('image', { nodeName: nodes.a });
    const change = { spec: { containers: [{ name: 'main', image: 'other' }] } };
    const answer = await directoryOn('a').request('PATCH', path, change, strategicPatch);
    expect(answer.status).toBe(403);
    expect(answer.body['message']).toContain('not what it runs');
  });

  test('may not touch a worker that is bound to no node', async () => {
    const path = await worker('unbound', { schedulingGates: [{ name: 'test/gate' }] });
    for (const answer of [await label(directoryOn('a'), path), await directoryOn('a').request('DELETE', path)]) {
      expect(answer.status).toBe(403);
      expect(answer.body['message']).toContain('no node');
    }
  });

  test('may not delete the workers all at once, its own node’s neither', async () => {
    const path = `/api/v1/namespaces/${workers}/pods?fieldSelector=spec.nodeName%3D${nodes.a}`;
    expect((await directoryOn('a').request('DELETE', path)).status).toBe(403);
  });

  test('with a token that is bound to no pod may touch nothing', async () => {
    const path = await worker('unreachable', { nodeName: nodes.a });
    const unbound = cluster.as({ token: await cluster.tokenFor({ namespace: system, name: 'local-directory' }) });
    expect((await label(unbound, path)).status).toBe(403);
    expect((await unbound.request('DELETE', path)).status).toBe(403);
  });

  test('may not create a worker', async () => {
    const answer = await directoryOn('a').create(pod('new', workers, { nodeName: nodes.a }));
    expect(answer.status).toBe(403);
  });
});
