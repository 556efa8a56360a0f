import { describe, expect, test } from '@jest/globals';
import { admissionObjects, type AdmissionObject } from '../../../policies/adapters/admission.ts';
import { rules } from '../../../policies/rules.ts';
import type { Level, PolicySettings } from '../../../policies/settings.ts';

const policyKind = 'ValidatingAdmissionPolicy';

function only(...ids: readonly string[]): Readonly<Record<string, Level>> {
  return Object.fromEntries(rules.filter(({ id }) => !ids.includes(id)).map(({ id }) => [id, 'off']));
}

function objects(settings: PolicySettings, kind = policyKind): readonly AdmissionObject[] {
  return admissionObjects(settings, { prefix: 'lab', labels: { 'app.kubernetes.io/managed-by': 'berth' } }).filter(
    (object) => object.kind === kind,
  );
}

const namesOf = (found: readonly AdmissionObject[]) => found.map(({ metadata }) => metadata.name);

describe('the admission policies', () => {
  test('are one for each set of kinds and level, with a binding each', () => {
    const expected = [
      'lab-pods',
      'lab-deployments-statefulsets-daemonsets-jobs',
      'lab-cronjobs',
      'lab-configmaps',
      'lab-persistentvolumeclaims-advisory',
      'lab-statefulsets-advisory',
      'lab-statefulsets',
      'lab-deployments-statefulsets-advisory',
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
    const text = JSON.stringify(objects({ levels: { 'pod-os': 'off' } }));
    expect(text).toContain('pod-os-label: ');
    expect(text).not.toContain('pod-os: ');
    expect(text).not.toContain('secret-data: ');
  });

  test('deny what is mandatory, and warn of what is advisory', () => {
    const levels = { ...only('pod-os', 'pod-grace'), 'pod-grace': 'advisory' } as const;
    const actions = objects({ levels }, 'ValidatingAdmissionPolicyBinding').map(({ spec }) => [
      spec['policyName'],
      spec['validationActions'],
    ]);
    expect(actions).toContainEqual(['lab-pods', ['Deny']]);
    expect(actions).toContainEqual(['lab-pods-advisory', ['Warn', 'Audit']]);
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
    const [policy] = objects({ levels: only('image-registry'), parameters: { allowedRegistries: ['a.example.org/'] } });
    expect(policy?.spec).toMatchObject({
      variables: [{ name: 'allowedRegistries', expression: '["a.example.org/"]' }],
    });
  });

  test('say in their message what is demanded and what to do, and name what is wrong', () => {
    const [policy] = objects({ levels: only('image-registry') });
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

  test('ask a rule for creations only when a pod is created', () => {
    const expressions = objects({ levels: only('pod-node-name') }).map(({ spec }) =>
      JSON.stringify(spec['validations']),
    );
    expect(expressions[0]).toContain(String.raw`!(request.operation in [\"CREATE\"]) || (`);
    expect(expressions[1]).not.toContain('request.operation');
  });
});

describe('an exception in admission', () => {
  const settings = (kind: string, name: string, namespace?: string): PolicySettings => ({
    levels: only('pod-os'),
    exceptions: [
      {
        rule: 'pod-os',
        target: { kind, name, ...(namespace !== undefined && { namespace }) },
        reason: 'It is old.',
        until: '2027-12-31',
      },
    ],
  });
  const expressionsOf = (found: PolicySettings) =>
    new Map(
      objects(found).map(({ metadata, spec }) => [
        metadata.name,
        (spec['validations'] as readonly { readonly expression: string }[])[0]?.expression ?? '',
      ]),
    );

  test('is written before the rule, by kind, name and namespace', () => {
    expect(
      expressionsOf(settings('Deployment', 'old.app', 'lab-services')).get(
        'lab-deployments-statefulsets-daemonsets-jobs',
      ),
    ).toMatch(
      /^\(object\.kind == "Deployment" && has\(object\.metadata\.name\) && object\.metadata\.name\.matches\("\^old\[\.\]app\$"\) && request\.namespace == "lab-services"\) \|\| \(/,
    );
  });

  test('of a workload holds for the pods that its controller makes', () => {
    const pods = expressionsOf(settings('Deployment', 'old')).get('lab-pods');
    expect(pods).toContain('"system:serviceaccount:kube-system:replicaset-controller"');
    expect(pods).toContain('o.kind == "ReplicaSet" && o.name.matches("^old-[a-z0-9]+$")');
  });

  test('of a CronJob holds for its Jobs and their pods', () => {
    const expressions = expressionsOf(settings('CronJob', 'backup'));
    expect(expressions.get('lab-deployments-statefulsets-daemonsets-jobs')).toContain(
      'o.kind == "CronJob" && o.name.matches("^backup$")',
    );
    expect(expressions.get('lab-pods')).toContain('o.kind == "Job" && o.name.matches("^backup-[0-9]+$")');
    expect(expressions.get('lab-cronjobs')).toContain('object.kind == "CronJob"');
  });

  test('of a Pod leaves the other kinds alone', () => {
    const expressions = expressionsOf(settings('Pod', 'by-hand-*'));
    expect(expressions.get('lab-pods')).toContain('"^by-hand-[a-z0-9.:-]*$"');
    expect(expressions.get('lab-cronjobs')).not.toContain('by-hand');
  });
});
