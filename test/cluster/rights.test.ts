import { beforeAll, describe, expect, test } from '@jest/globals';
import { App, Chart } from 'cdk8s';
import { randomBytes } from 'node:crypto';
import { addAccess } from '../../infra/charts/access-objects.ts';
import { foundation } from '../../infra/charts/foundation/foundation.ts';
import { ownNodeAdmission } from '../../infra/charts/roles/own-node-admission.ts';
import { roles } from '../../infra/charts/roles/roles.ts';
import { definePlatform } from '../../infra/model/platform.ts';
import { targetOf } from '../../infra/model/target.ts';
import { eventually } from '../support/eventually.ts';
import { expectOk, valueAt, type ApiClient, type KubernetesObject } from '../support/control-plane/api-client.ts';
import { controlPlane } from '../support/control-plane/control-plane.ts';
import { addNode } from '../support/control-plane/kwok.ts';

const cluster = await controlPlane();
const prefix = `rights-${randomBytes(3).toString('hex')}`;
const target = targetOf(
  definePlatform({ name: 'lab', environments: { test: { flavour: 'kubernetes', prefix } } }),
  'test',
);
const { system, workers, data } = target.namespaces;

/**
 * Who may do what, for the auditor: `<namespace or *> <resource>[/<name>]: verbs`. Everything else that is asked below
 * must be refused.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'global-directory': [
    `${workers} pods: create delete get list watch`,
    `${workers} resourceclaims.resource.k8s.io: create delete get`,
    '* nodes: get list watch',
    '* resourceslices.resource.k8s.io: get list watch',
  ],
  'local-directory': [`${workers} pods: delete get list patch watch`, `${workers} pods/log: get`, '* nodes: get watch'],
  'global-session': [
    `${system} statefulsets/scale.apps/session: get update`,
    `${system} leases.coordination.k8s.io: create`,
    `${system} leases.coordination.k8s.io/global-session: get update`,
  ],
  discovery: [`${system} endpointslices.discovery.k8s.io: list watch`],
  session: [],
  relay: [],
  gateway: [],
  auth: [],
  'project-data': [],
};

const verbs = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'] as const;

interface Question {
  readonly namespace: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly name?: string;
}

/** What is asked with each verb: everything that somebody has, and what nobody may have. */
const questions: readonly Question[] = [
  ...[workers, system, data, 'kube-system'].flatMap((namespace) => [
    { namespace, group: '', resource: 'pods' },
    { namespace, group: '', resource: 'pods', subresource: 'log' },
    { namespace, group: '', resource: 'pods', subresource: 'exec' },
    { namespace, group: '', resource: 'pods', subresource: 'eviction' },
    { namespace, group: '', resource: 'secrets' },
    { namespace, group: '', resource: 'configmaps' },
    { namespace, group: '', resource: 'serviceaccounts', subresource: 'token' },
    { namespace, group: 'apps', resource: 'statefulsets', subresource: 'scale', name: 'session' },
    { namespace, group: 'apps', resource: 'statefulsets', subresource: 'scale', name: 'mongodb' },
    { namespace, group: 'apps', resource: 'deployments' },
    { namespace, group: 'coordination.k8s.io', resource: 'leases' },
    { namespace, group: 'coordination.k8s.io', resource: 'leases', name: 'global-session' },
    { namespace, group: 'coordination.k8s.io', resource: 'leases', name: 'other' },
    { namespace, group: 'discovery.k8s.io', resource: 'endpointslices' },
    { namespace, group: 'resource.k8s.io', resource: 'resourceclaims' },
  ]),
  { namespace: '*', group: '', resource: 'nodes' },
  { namespace: '*', group: '', resource: 'nodes', subresource: 'proxy' },
  { namespace: '*', group: '', resource: 'namespaces' },
  { namespace: '*', group: 'resource.k8s.io', resource: 'resourceslices' },
  { namespace: '*', group: 'rbac.authorization.k8s.io', resource: 'clusterroles' },
  { namespace: '*', group: 'admissionregistration.k8s.io', resource: 'validatingadmissionpolicies' },
  { namespace: '*', group: 'admissionregistration.k8s.io', resource: 'mutatingwebhookconfigurations' },
];

function labelOf({ namespace, group, resource, subresource, name }: Question): string {
  const kind = subresource === undefined ? resource : `${resource}/${subresource}`;
  return `${namespace} ${kind}${group === '' ? '' : `.${group}`}${name === undefined ? '' : `/${name}`}`;
}

/** What the server answers for one account: lines as in the table. */
async function answersFor(account: string): Promise<readonly string[]> {
  const user = `system:serviceaccount:${system}:${account}`;
  const groups = ['system:serviceaccounts', `system:serviceaccounts:${system}`, 'system:authenticated'];
  const lines: string[] = [];
  for (const question of questions) {
    const granted = await Promise.all(
      verbs.map(async (verb) => ((await isGranted({ user, groups, verb, question })) ? [verb] : [])),
    );
    if (granted.flat().length > 0) lines.push(`${labelOf(question)}: ${granted.flat().toSorted().join(' ')}`);
  }
  return lines;
}

async function isGranted(asked: {
  readonly user: string;
  readonly groups: readonly string[];
  readonly verb: string;
  readonly question: Question;
}): Promise<boolean> {
  const { namespace, group, resource, subresource, name } = asked.question;
  const review = await expectOk(
    cluster.request('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      spec: {
        user: asked.user,
        groups: asked.groups,
        resourceAttributes: {
          ...(namespace !== '*' && { namespace }),
          verb: asked.verb,
          group,
          resource,
          subresource,
          name,
        },
      },
    }),
  );
  return valueAt(review, 'status', 'allowed') === true;
}

/** Rights that the table gives by name are had for that name; those it gives for all are had for each name too. */
function expectedFor(account: string): readonly string[] {
  const rows = (allowed[account] ?? []).map((row) => row.split(': ') as [string, string]);
  const merged = questions.map((question) => {
    const label = labelOf(question);
    const whole = labelOf({ ...question, name: undefined });
    const granted = rows.flatMap(([key, list]) => (key === label || key === whole ? list.split(' ') : []));
    return { label, granted: [...new Set(granted)].toSorted() };
  });
  return merged
    .filter(({ granted }) => granted.length > 0)
    .map(({ label, granted }) => `${label}: ${granted.join(' ')}`);
}

beforeAll(async () => {
  const parts = [foundation(target), roles(target)];
  const chart = new Chart(new App(), 'access', { disableResourceNameHashes: true });
  addAccess(
    chart,
    target,
    parts.flatMap(({ access }) => access),
  );
  const namespaces = parts.flatMap(({ objects }) => objects).filter(({ stage }) => stage === 'namespaces');
  const objects = [
    ...namespaces.map(({ object }) => object),
    ...(chart.toJson() as KubernetesObject[]),
    ...ownNodeAdmission(target),
  ] as unknown as readonly KubernetesObject[];
  for (const object of objects) await expectOk(cluster.apply(object));
});

describe('the rights of the service accounts, asked of the API server', () => {
  test.each(Object.keys(allowed))('%s may do what the table says and nothing else', async (account) => {
    // Bindings are known to the authorizer some moments after they were stored.
    await eventually(async () => {
      expect((await answersFor(account)).toSorted()).toEqual(expectedFor(account).toSorted());
    });
  });

  test('the table has every service account that is made', () => {
    const made = roles(target).access.map(({ name }) => name);
    expect(made.toSorted()).toEqual(Object.keys(allowed).toSorted());
  });
});

function pod(name: string, node: string, namespace: string, serviceAccountName?: string): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace },
    spec: {
      nodeName: node,
      ...(serviceAccountName !== undefined && { serviceAccountName }),
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'main',
          image: 'none',
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ],
    },
  };
}

describe('a local directory, with the token of its own pod', () => {
  const nodes = { own: `${prefix}-a`, other: `${prefix}-b` };
  let directory: ApiClient;

  async function workerOn(node: string, name: string): Promise<string> {
    await expectOk(cluster.create(pod(name, node, workers)));
    return `/api/v1/namespaces/${workers}/pods/${name}`;
  }

  const mergePatch = { 'content-type': 'application/merge-patch+json' };

  beforeAll(async () => {
    for (const name of Object.values(nodes)) await addNode(cluster, { name });
    await expectOk(
      cluster.apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: workers } }),
    );
    const own = await expectOk(cluster.create(pod('local-directory-a', nodes.own, system, 'local-directory')));
    const token = await cluster.tokenFor(
      { namespace: system, name: 'local-directory' },
      { pod: { name: 'local-directory-a', uid: String(own.metadata.uid) } },
    );
    directory = cluster.as({ token });
    // The policy is enforced some moments after it was stored.
    await workerOn(nodes.other, 'probe');
    await eventually(async () => {
      const path = `/api/v1/namespaces/${workers}/pods/probe?dryRun=All`;
      expect((await directory.request('DELETE', path)).status).toBe(403);
    });
  });

  test('may label and delete a worker of its own node', async () => {
    const path = await workerOn(nodes.own, 'mine');
    const claimed = await directory.request('PATCH', path, { metadata: { labels: { claimed: 'yes' } } }, mergePatch);
    expect(claimed.status).toBe(200);
    expect((await directory.request('DELETE', path)).status).toBe(200);
  });

  test('may not label or delete a worker of another node, and is told why', async () => {
    const path = await workerOn(nodes.other, 'theirs');
    const labelled = await directory.request('PATCH', path, { metadata: { labels: { claimed: 'yes' } } }, mergePatch);
    const deleted = await directory.request('DELETE', path);
    expect([labelled.status, deleted.status]).toEqual([403, 403]);
    expect(String(deleted.body['message'])).toContain(`own node only: this one is on ${nodes.other}`);
    expect((await cluster.request('GET', path)).status).toBe(200);
  });

  test('may not change what a worker of its own node runs', async () => {
    const path = await workerOn(nodes.own, 'image');
    const change = { spec: { containers: [{ name: 'main', image: 'other' }] } };
    const answer = await directory.request('PATCH', path, change, {
      'content-type': 'application/strategic-merge-patch+json',
    });
    expect(answer.status).toBe(403);
    expect(String(answer.body['message'])).toContain('not what it runs');
  });

  test('may not touch a worker that is bound to no node', async () => {
    const unbound = pod('unbound', '', workers);
    await expectOk(
      cluster.create({
        ...unbound,
        spec: { ...(unbound['spec'] as object), nodeName: undefined, schedulingGates: [{ name: 'test/gate' }] },
      }),
    );
    const answer = await directory.request('DELETE', `/api/v1/namespaces/${workers}/pods/unbound`);
    expect(answer.status).toBe(403);
    expect(String(answer.body['message'])).toContain('no node');
  });

  test('with a token that is bound to no pod may touch nothing', async () => {
    const path = await workerOn(nodes.own, 'unreachable');
    const token = await cluster.tokenFor({ namespace: system, name: 'local-directory' });
    const answer = await cluster.as({ token }).request('DELETE', path);
    expect(answer.status).toBe(403);
  });

  test('may not create a worker', async () => {
    const answer = await directory.create(pod('new', nodes.own, workers));
    expect(answer.status).toBe(403);
  });
});
