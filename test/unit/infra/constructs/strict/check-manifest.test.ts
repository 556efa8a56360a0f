import { describe, expect, test } from '@jest/globals';
import { checkManifest } from '../../../../../infra/constructs/strict/check-manifest.ts';
import type { PathedObject } from '../../../../../infra/constructs/strict/pathed-object.ts';
import type { KubernetesObject } from '../../../../../infra/kubernetes/object.ts';
import type { Deployment, StatefulSet } from '../../../../../infra/kubernetes/types.ts';

const labels = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': 'lab' };
const pods = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'a' }] } };
const metadata = { name: 'web', namespace: 'lab', labels };

const web: Deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata,
  spec: { selector: { matchLabels: labels }, template: pods },
};
const lab: KubernetesObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'lab' } };

function configMap(name: string, namespace = 'lab'): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace } };
}

function named(apiVersion: string, kind: string, name: string, fields: object = {}): KubernetesObject {
  return { apiVersion, kind, metadata: { name, namespace: 'lab' }, ...fields };
}

/** Each object made at `o0`, `o1` …, the namespace after them. */
function issuesOf(...objects: readonly KubernetesObject[]) {
  const all = [...objects, lab].map((object, index): PathedObject => ({ path: `o${index}`, object }));
  return checkManifest(all);
}

describe('the objects of an environment', () => {
  test('have no issues when all is well', () => {
    expect(issuesOf(web, configMap('web'), configMap('other'))).toEqual([]);
  });

  test('are each compared with their schema', () => {
    expect(issuesOf({ ...web, spec: { ...web.spec, replica: 2 } } as Deployment)).toMatchObject([
      { path: 'o0: /spec/replica' },
    ]);
  });
});

describe('two objects of one identity', () => {
  test('are refused, with the path of the other', () => {
    expect(issuesOf(configMap('web'), configMap('web'))).toEqual([
      {
        path: 'o1: /metadata/name',
        value: 'ConfigMap lab/web',
        expected: 'an object that no other one overwrites',
        remedy: 'o0 is called the same: rename one of them.',
      },
    ]);
  });

  test('are refused in two versions of one API too', () => {
    const kind = 'HorizontalPodAutoscaler';
    const all = [named('autoscaling/v2', kind, 'web', spec()), named('autoscaling/v2', kind, 'web', spec())];
    expect(issuesOf(...all)).toMatchObject([{ path: 'o1: /metadata/name' }]);

    function spec(): object {
      return { spec: { maxReplicas: 2, scaleTargetRef: { kind: 'Deployment', name: 'web' } } };
    }
  });

  test('are two when the namespace, the kind or the group differs', () => {
    const existing = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web', namespace: 'default' } };
    expect(issuesOf(existing, configMap('web'), named('v1', 'ServiceAccount', 'web'))).toEqual([]);
  });
});

describe('names', () => {
  test.each([
    ['v1', 'ConfigMap', 'Web', 'at most 253 lower-case letters, digits, "-" and "."'],
    ['v1', 'ConfigMap', 'a'.repeat(254), 'at most 253'],
    ['v1', 'ConfigMap', 'web-', 'at most 253'],
    ['v1', 'ConfigMap', '', 'at most 253'],
    ['v1', 'Service', '1web', 'beginning with a letter'],
    ['v1', 'Service', 'a.b', 'beginning with a letter'],
    ['v1', 'Service', 'a'.repeat(64), 'at most 63'],
    ['batch/v1', 'CronJob', 'a'.repeat(53), 'at most 52'],
    ['batch/v1', 'Job', 'a'.repeat(64), 'at most 63'],
    ['apps/v1', 'StatefulSet', 'a'.repeat(53), 'at most 52'],
    ['rbac.authorization.k8s.io/v1', 'Role', 'a/b', 'without "/" and "%"'],
  ])('of a %s %s are refused like %j', (apiVersion, kind, name, expected) => {
    const spec = {
      CronJob: { schedule: '0 */4 * * *', jobTemplate: { spec: { template: pods } } },
      Job: { template: pods },
      StatefulSet: { selector: { matchLabels: { ...labels, 'app.kubernetes.io/name': name } }, template: pods },
      Service: {},
    }[kind];
    const object = { ...named(apiVersion, kind, name), ...(spec !== undefined && { spec }) };
    expect(issuesOf(object)).toContainEqual(
      expect.objectContaining({ path: 'o0: /metadata/name', expected: expect.stringContaining(expected) }),
    );
  });

  test.each([
    ['v1', 'ConfigMap', 'kube-root-ca.crt'],
    ['v1', 'Service', 'a'.repeat(63)],
    ['rbac.authorization.k8s.io/v1', 'Role', 'system:leader-locking'],
  ])('of a %s %s may be %j', (apiVersion, kind, name) => {
    expect(issuesOf(named(apiVersion, kind, name))).toEqual([]);
  });

  test('have to be there', () => {
    const nameless = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'lab' } };
    expect(issuesOf(nameless)).toMatchObject([{ path: 'o0: /metadata/name', remedy: 'Add "name".' }]);
  });
});

describe('namespaces', () => {
  test('are said by each object that is in one', () => {
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' } };
    expect(issuesOf(object)).toMatchObject([
      { path: 'o0: /metadata/namespace', expected: expect.stringContaining('a namespace') },
    ]);
  });

  test('are not said by what belongs to the cluster', () => {
    const object = named('scheduling.k8s.io/v1', 'PriorityClass', 'core', { value: 1 });
    expect(issuesOf(object)).toMatchObject([
      { path: 'o0: /metadata/namespace', value: '"lab"', remedy: 'Remove "namespace".' },
    ]);
  });

  test('are among the objects, or Kubernetes has them', () => {
    expect(issuesOf(configMap('web', 'kube-system'))).toEqual([]);
    expect(issuesOf(configMap('web', 'laboratory'))).toMatchObject([
      { path: 'o0: /metadata/namespace', value: '"laboratory"', remedy: 'Add the Namespace laboratory.' },
    ]);
  });

  test('may be there before, when that is said', () => {
    const objects = [{ path: 'o0', object: configMap('web', 'openshift-machine-api') }];
    expect(checkManifest(objects)).toHaveLength(1);
    expect(checkManifest(objects, { existingNamespaces: ['openshift-machine-api'] })).toEqual([]);
  });

  test('that rights are given to are looked for too', () => {
    const binding = named('rbac.authorization.k8s.io/v1', 'RoleBinding', 'web', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'web' },
      subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'lap-system' }],
    });
    expect(issuesOf(binding)).toMatchObject([{ path: 'o0: /subjects/0/namespace', value: '"lap-system"' }]);
  });
});

describe('the selector of a workload', () => {
  function selecting(matchLabels: Readonly<Record<string, string>>): Deployment {
    const template = { ...pods, metadata: { labels: { ...labels, ...matchLabels } } };
    return { ...web, spec: { selector: { matchLabels }, template } };
  }

  test('is exactly the name and the instance', () => {
    expect(issuesOf(selecting({ ...labels, tier: 'a' }))).toMatchObject([
      {
        path: 'o0: /spec/selector',
        expected: 'matchLabels {"app.kubernetes.io/name":"web","app.kubernetes.io/instance":"lab"} and nothing else',
      },
    ]);
    expect(issuesOf(selecting({ 'app.kubernetes.io/name': 'web' }))).toHaveLength(1);
    const expression = { key: 'a', operator: 'Exists' };
    const spec = { template: pods, selector: { matchLabels: labels, matchExpressions: [expression] } };
    expect(issuesOf({ ...web, spec } as Deployment)).toHaveLength(1);
  });

  test('has the name of the workload itself', () => {
    expect(issuesOf(selecting({ ...labels, 'app.kubernetes.io/name': 'www' }))).toMatchObject([
      { path: 'o0: /spec/selector' },
    ]);
  });

  test('has the instance that the workload is labelled with', () => {
    expect(issuesOf({ ...web, metadata: { ...metadata, labels: {} } })).toMatchObject([
      { path: 'o0: /metadata/labels/app.kubernetes.io~1instance' },
    ]);
  });

  test('selects the pods that the workload makes', () => {
    const template = { ...pods, metadata: { labels: { 'app.kubernetes.io/name': 'www' } } };
    expect(issuesOf({ ...web, spec: { selector: { matchLabels: labels }, template } } as Deployment)).toMatchObject([
      {
        path: 'o0: /spec/template/metadata/labels/app.kubernetes.io~1name',
        value: '"www"',
        expected: '"web", as the selector says',
      },
      { path: 'o0: /spec/template/metadata/labels/app.kubernetes.io~1instance' },
    ]);
  });

  test('selects no pods of another workload', () => {
    const set: StatefulSet = {
      ...web,
      kind: 'StatefulSet',
      spec: { ...web.spec, selector: { matchLabels: labels }, template: pods },
    };
    expect(issuesOf(web, set)).toMatchObject([
      { path: 'o1: /spec/selector/matchLabels', remedy: 'o0 selects the same: give one of them another name.' },
    ]);
  });

  test('is the business of the cluster for a Job', () => {
    expect(issuesOf(named('batch/v1', 'Job', 'init', { spec: { template: pods } }))).toEqual([]);
  });
});

describe('the containers of a pod', () => {
  const container = { name: 'main', image: 'a' };
  const spec = { containers: [container, { ...container, name: 'other' }], initContainers: [container] };
  const issue = (path: string) => ({
    path,
    value: '"main"',
    expected: 'a name that no other container of the pod has',
    remedy: 'Rename one of them.',
  });

  test('have a name each, those that prepare it too', () => {
    expect(issuesOf(named('v1', 'Pod', 'web', { spec }))).toEqual([issue('o0: /spec/initContainers/0/name')]);
    expect(issuesOf(named('v1', 'Pod', 'web', { spec: { containers: [container, container] } }))).toEqual([
      issue('o0: /spec/containers/1/name'),
    ]);
  });

  test('are looked at in templates', () => {
    const template = { ...pods, spec };
    expect(issuesOf({ ...web, spec: { selector: { matchLabels: labels }, template } } as Deployment)).toEqual([
      issue('o0: /spec/template/spec/initContainers/0/name'),
    ]);
  });
});

describe('labels', () => {
  test.each([
    ['a value with a blank', { a: 'b c' }, 'a'],
    ['a value of 64 letters', { a: 'b'.repeat(64) }, 'a'],
    ['a value that ends with a dash', { a: 'b-' }, 'a'],
    ['a key with two slashes', { 'a/b/c': 'd' }, 'a~1b~1c'],
    ['a key of 64 letters', { [`x/${'b'.repeat(64)}`]: '' }, `x~1${'b'.repeat(64)}`],
    ['a key with a domain in capitals', { 'X/b': '' }, 'X~1b'],
    ['an empty key', { '': '' }, ''],
  ])('are refused with %s', (_what, wrong, key) => {
    const object = configMap('web');
    const place = `o0: /metadata/labels/${key}`;
    expect(issuesOf({ ...object, metadata: { ...object.metadata, labels: wrong } })).toMatchObject([{ path: place }]);
  });

  test('are looked at in the templates of pods, those of a CronJob too', () => {
    const template = { ...pods, metadata: { labels: { a: '-' } } };
    const job = named('batch/v1', 'CronJob', 'backup', { spec: { schedule: '', jobTemplate: { spec: { template } } } });
    expect(issuesOf(job)).toMatchObject([{ path: 'o0: /spec/jobTemplate/spec/template/metadata/labels/a' }]);
  });

  test('may be empty, and have a domain', () => {
    const object = configMap('web');
    expect(issuesOf({ ...object, metadata: { ...object.metadata, labels: { 'a.b/C_d.e': '' } } })).toEqual([]);
  });

  test('differ from annotations, whose values may be anything', () => {
    const object = configMap('web');
    const annotations = { 'berth.dev/why': 'because: of\nthis', 'a b': '' };
    expect(issuesOf({ ...object, metadata: { ...object.metadata, annotations } })).toMatchObject([
      { path: 'o0: /metadata/annotations/a b' },
    ]);
  });
});
