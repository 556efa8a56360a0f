import { describe, expect, test } from '@jest/globals';
import { admissionObjects, type AdmissionObject } from '../../../policies/adapters/admission.ts';
import type { PolicySettings } from '../../../policies/settings.ts';
import { onlyRules } from '../../support/policies/only-rules.ts';

const policyKind = 'ValidatingAdmissionPolicy';

function objects(settings: PolicySettings, kind = policyKind): readonly AdmissionObject[] {
  return admissionObjects(settings, { prefix: 'lab', labels: { 'app.kubernetes.io/managed-by': 'berth' } }).filter(
    (object) => object.kind === kind,
  );
}

/** The policies, reduced to one rule. */
function of(rule: string, settings: PolicySettings = {}): readonly AdmissionObject[] {
  return onlyRules(objects(settings), [rule]);
}

const namesOf = (found: readonly AdmissionObject[]) => found.map(({ metadata }) => metadata.name);

describe('the admission policies', () => {
  test('are one for each set of kinds and level, with a binding each', () => {
    const expected = [
      'lab-pods',
      'lab-deployments-replicasets-statefulsets-daemonsets-jobs',
      'lab-cronjobs',
      'lab-configmaps',
      'lab-persistentvolumeclaims-advisory',
      'lab-statefulsets-advisory',
      'lab-statefulsets',
      'lab-deployments-replicasets-statefulsets-advisory',
      'lab-services',
      'lab-namespaces',
      'lab-roles',
      'lab-clusterroles',
      'lab-rolebindings',
      'lab-clusterrolebindings',
    ];
    expect(namesOf(objects({}))).toEqual(expected);
    expect(namesOf(objects({}, 'ValidatingAdmissionPolicyBinding'))).toEqual(expected);
  });

  test('are the same to the byte each time', () => {
    expect(JSON.stringify(objects({}))).toBe(JSON.stringify(objects({})));
  });

  test('have no rule that is switched off, or for other gates', () => {
    const text = JSON.stringify(objects({ levels: { 'stateful-storage-class': 'off' } }));
    expect(text).toContain('claim-storage-class: ');
    expect(text).not.toContain('stateful-storage-class: ');
    expect(text).not.toContain('secret-data: ');
  });

  test('deny what is mandatory, and warn of what is advisory', () => {
    const levels = { 'claim-storage-class': 'mandatory' } as const;
    const actions = objects({ levels }, 'ValidatingAdmissionPolicyBinding').map(({ spec }) => [
      spec['policyName'],
      spec['validationActions'],
    ]);
    expect(actions).toContainEqual(['lab-pods', ['Deny']]);
    expect(actions).toContainEqual(['lab-persistentvolumeclaims', ['Deny']]);
    expect(actions).toContainEqual(['lab-statefulsets-advisory', ['Warn', 'Audit']]);
  });

  test('are in force in the namespaces of the environment, and on cluster-wide objects of its own', () => {
    const matchLabels = { 'app.kubernetes.io/managed-by': 'berth', 'app.kubernetes.io/instance': 'lab' };
    const constraints = new Map(objects({}).map(({ metadata, spec }) => [metadata.name, spec['matchConstraints']]));
    expect(constraints.get('lab-pods')).toMatchObject({ namespaceSelector: { matchLabels }, objectSelector: {} });
    expect(constraints.get('lab-namespaces')).toMatchObject({ namespaceSelector: { matchLabels }, objectSelector: {} });
    expect(constraints.get('lab-clusterroles')).toMatchObject({
      namespaceSelector: {},
      objectSelector: { matchLabels },
    });
  });

  test('refuse what they cannot judge', () => {
    expect(objects({}).map(({ spec }) => spec['failurePolicy'])).toEqual(objects({}).map(() => 'Fail'));
  });

  test('carry parameters as variables', () => {
    const [policy] = of('image-registry', { parameters: { allowedRegistries: ['a.example.org/'] } });
    expect(policy?.spec['variables']).toContainEqual({ name: 'allowedRegistries', expression: '["a.example.org/"]' });
  });

  test('say in their message what is demanded and what to do, and name what is wrong', () => {
    const [policy] = of('image-registry');
    expect(policy?.spec['validations']).toEqual([
      {
        expression: expect.stringContaining('object.spec.containers.all(c, '),
        message:
          'image-registry: Every image comes from an allowed registry. Copy the image to an allowed registry, or add its own to the parameter allowedRegistries.',
        messageExpression: expect.stringMatching(
          /^"image-registry: Every image comes from an allowed registry: " \+ \(.*\)\.join\(', '\) \+ "\. Copy the image .*"$/,
        ),
      },
    ]);
  });

  test('leave the ReplicaSets to the controller that makes them of a Deployment, and judge those of others', () => {
    const conditions = objects({}).map(({ spec }) => JSON.stringify(spec['matchConditions']));
    expect(conditions.filter((text) => text.includes('is-not-of-a-deployment'))).toHaveLength(2);
    expect(conditions.join()).toContain(
      String.raw`object.kind != 'ReplicaSet' || !(request.userInfo.username in [\"system:serviceaccount:kube-system:deployment-controller\", \"system:kube-controller-manager\"])`,
    );
  });

  test('ask a rule for creations only when a pod is created', () => {
    const expressions = of('pod-node-name').map(({ spec }) => JSON.stringify(spec['validations']));
    expect(expressions[0]).toContain(String.raw`!(request.operation in [\"CREATE\"]) || (`);
    expect(expressions[1]).not.toContain('request.operation');
  });
});

describe('an exception in admission', () => {
  /** The expression of the rule in each policy. */
  const expressionsOf = (kind: string, name: string, namespace?: string) => {
    const target = { kind, name, ...(namespace !== undefined && { namespace }) };
    const exceptions = [{ rule: 'pod-os', target, reason: 'The image is old.', until: '2027-12-31' }];
    return new Map(
      of('pod-os', { exceptions }).map(({ metadata, spec }) => [
        metadata.name.replace(/^lab-deployments-.*$/, 'lab-workloads'),
        (spec['validations'] as readonly { readonly expression: string }[])[0]?.expression ?? '',
      ]),
    );
  };

  test('is written before the rule, by kind, name and namespace', () => {
    const expected =
      '(object.kind == "Deployment" && has(object.metadata.name) && object.metadata.name == "old.app"' +
      ' && has(object.metadata.namespace) && object.metadata.namespace == "lab-services") || (';
    expect(expressionsOf('Deployment', 'old.app', 'lab-services').get('lab-workloads')).toContain(expected);
  });

  test('of a workload holds for the pods that its controller makes', () => {
    const pods = expressionsOf('Deployment', 'old.app').get('lab-pods');
    expect(pods).toContain('"system:serviceaccount:kube-system:replicaset-controller"');
    expect(pods).toContain(String.raw`o.kind == "ReplicaSet" && o.name.matches("^old\\.app-[a-z0-9]+$")`);
    expect(expressionsOf('ReplicaSet', 'old').get('lab-pods')).toContain('o.kind == "ReplicaSet" && o.name == "old"');
  });

  test('of a CronJob holds for its Jobs and their pods', () => {
    const expressions = expressionsOf('CronJob', 'backup');
    expect(expressions.get('lab-workloads')).toContain('o.kind == "CronJob" && o.name == "backup"');
    expect(expressions.get('lab-pods')).toContain('o.kind == "Job" && o.name.matches("^backup-[0-9]+$")');
    expect(expressions.get('lab-cronjobs')).toContain('object.kind == "CronJob"');
  });

  test('of a Pod leaves the other kinds alone', () => {
    const expressions = expressionsOf('Pod', 'by-hand-*');
    expect(expressions.get('lab-pods')).toContain('object.metadata.name.startsWith("by-hand-")');
    expect(expressions.get('lab-cronjobs')).not.toContain('by-hand');
  });

  test('of the beginning of a name holds for what is made of each such workload', () => {
    expect(expressionsOf('Deployment', 'old.*').get('lab-pods')).toContain(
      String.raw`o.name.matches("^old\\..*-[a-z0-9]+$")`,
    );
  });

  test('of everything is true for all objects, in a namespace for all of it', () => {
    expect([...expressionsOf('*', '*').values()]).toEqual(
      ['lab-pods', 'lab-workloads', 'lab-cronjobs'].map(() => expect.stringMatching(/^\(true\) \|\| /)),
    );
    expect(expressionsOf('*', '*', 'lab-nodes').get('lab-pods')).toMatch(
      /^\(has\(object\.metadata\.namespace\) && object\.metadata\.namespace == "lab-nodes"\) \|\| /,
    );
  });

  test('of any kind holds for what is made of a workload of that name', () => {
    const expressions = expressionsOf('*', 'web');
    expect(expressions.get('lab-workloads')).toMatch(
      /^\(has\(object\.metadata\.name\) && object\.metadata\.name == "web"\)/,
    );
    expect(expressions.get('lab-pods')).toContain('o.name.matches("^web-[a-z0-9]+$")');
  });
});
