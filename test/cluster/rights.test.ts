import { beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import type { Namespaces } from '../../infra/model/target.ts';
import {
  expectOk,
  listAt,
  valueAt,
  type ApiClient,
  type KubernetesObject,
} from '../support/control-plane/api-client.ts';
import type { ServiceAccountRef } from '../support/control-plane/cluster.ts';
import { controlPlane } from '../support/control-plane/control-plane.ts';
import { everything } from '../support/everything.ts';
import { untilRightsKnown } from '../support/rights/known.ts';
import { linesIn, linesOfRules } from '../support/rights/lines.ts';
import { askableResources, mayDo, type Question } from '../support/rights/questions.ts';
import { accountsOfTable, everybodysRights, rightsOf, type Right } from '../support/rights/table.ts';

const cluster = await controlPlane();
const run = randomBytes(3).toString('hex');

const resources = await askableResources(cluster);
const questionsAtOnce = 100;

/** What can give rights; the rest of an environment gives none. */
const rbacKinds = ['Namespace', 'ServiceAccount', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'];

/** Who the API is, how it is, who signs its tokens: what every user may read beside objects. */
const everybodysPaths = [
  ...['/.well-known/openid-configuration', '/.well-known/openid-configuration/', '/openid/v1/jwks', '/openid/v1/jwks/'],
  ...['/api', '/api/*', '/apis', '/apis/*', '/openapi', '/openapi/*'],
  ...['/healthz', '/livez', '/readyz', '/version', '/version/'],
];

/** With a token of it, so that the groups are those which the server puts it into. */
async function asAccount(account: ServiceAccountRef): Promise<ApiClient> {
  return cluster.as({ token: await cluster.tokenFor(account) });
}

function inParts<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}

/** All that an account may do in a namespace, as the server lists it. */
async function rulesOf(user: ApiClient, namespace: string) {
  const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace } };
  const answer = await expectOk(user.request('POST', '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', review));
  return {
    isIncomplete: valueAt(answer, 'status', 'incomplete'),
    rights: linesOfRules(listAt(answer, 'status', 'resourceRules')),
    paths: [
      ...new Set(
        listAt(answer, 'status', 'nonResourceRules').flatMap((rule) => listAt(rule, 'nonResourceURLs').map(String)),
      ),
    ].toSorted(),
  };
}

describe.each(['kubernetes', 'openshift'] as const)('on %s, asked of the API server,', (flavour) => {
  const { target, synthesis } = everything(flavour, `rights-${flavour}-${run}`);
  const objects = synthesis.objects.map(({ object }) => object as KubernetesObject);
  const placeOf = new Map(
    Object.entries(target.namespaces).map(([place, name]) => [String(name), place as keyof Namespaces]),
  );
  const asked = [...placeOf.keys(), 'kube-system', 'default'];
  const accounts = synthesis.access.map(({ namespace, name }) => ({ namespace, name }));

  beforeAll(async () => {
    for (const object of objects.filter(({ kind }) => rbacKinds.includes(kind))) await expectOk(cluster.apply(object));
    await untilRightsKnown(cluster);
  });

  test.each(accounts)('$name may do what the table says and nothing else, in any namespace', async (account) => {
    const user = await asAccount(account);
    const rights = [...rightsOf(account.name, flavour), ...everybodysRights];
    for (const namespace of asked) {
      expect({ namespace, ...(await rulesOf(user, namespace)) }).toEqual({
        namespace,
        isIncomplete: false,
        rights: linesIn(placeOf.get(namespace) ?? 'elsewhere', rights),
        paths: everybodysPaths.toSorted(),
      });
    }
  });

  test.each(accounts)('$name is answered so, verb by verb, for all that the server serves', async (account) => {
    const user = await asAccount(account);
    const rights = [...rightsOf(account.name, flavour), ...everybodysRights];
    const wrong: Question[] = [];
    for (const some of inParts(questionsOf(account), questionsAtOnce)) {
      const answers = await Promise.all(some.map(async (question) => [question, await mayDo(user, question)] as const));
      wrong.push(...answers.flatMap(([question, is]) => (is === isExpected(rights, question) ? [] : [question])));
    }
    expect(wrong).toEqual([]);
  });

  /** Where an account's pods are, where workers are, and where the cluster's own are; and what is in no namespace. */
  function questionsOf({ namespace, name: account }: ServiceAccountRef): readonly Question[] {
    const namespaces = new Set([namespace, target.namespaces.workers, 'kube-system']);
    const named = rightsOf(account, flavour).flatMap(([place, resource, verbs, only]) =>
      (only === undefined || place === '*' ? [] : [only, 'another']).flatMap((name) =>
        verbs
          .split(' ')
          .map((verb) => ({ namespace: target.namespaces[place as keyof Namespaces], resource, verb, name })),
      ),
    );
    const all = resources.flatMap(({ name: resource, isNamespaced, verbs }) =>
      (isNamespaced ? [...namespaces] : [undefined]).flatMap((where) =>
        verbs.map((verb) => ({ namespace: where, resource, verb })),
      ),
    );
    return [...named, ...all];
  }

  function isExpected(rights: readonly Right[], { namespace, resource, verb, name }: Question): boolean {
    const place = namespace === undefined ? '*' : placeOf.get(namespace);
    return rights.some(
      ([where, what, verbs, only]) =>
        (where === '*' || where === place) &&
        what === resource &&
        verbs.split(' ').includes(verb) &&
        (only === undefined || only === name),
    );
  }

  test('who has no account of its own may do nothing', async () => {
    for (const namespace of placeOf.keys()) {
      const account = { namespace, name: 'default' };
      await expectOk(cluster.apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: account }));
      const { rights } = await rulesOf(await asAccount(account), namespace);
      expect(rights).toEqual(linesIn('elsewhere', everybodysRights));
    }
  });

  test('every account has its rights in the table, and every pod runs under one of them', () => {
    const made = objects.filter(({ kind }) => kind === 'ServiceAccount').map(({ metadata }) => metadata.name);
    expect(made.toSorted()).toEqual(accounts.map(({ name }) => name).toSorted());
    expect(made.filter((name) => !accountsOfTable.includes(String(name)))).toEqual([]);
    if (flavour === 'kubernetes') expect(made.toSorted()).toEqual(accountsOfTable.toSorted());
    const used = JSON.stringify(objects).matchAll(/"serviceAccountName":"([^"]+)"/g);
    expect([...used].map(([, name]) => name).filter((name) => !made.includes(name))).toEqual([]);
  });
});
