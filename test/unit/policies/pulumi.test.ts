import { describe, expect, test } from '@jest/globals';
import type { ResourceValidationPolicy, StackValidationPolicy } from '@pulumi/policy';
import type { PolicyException } from '../../../infra/model/policy-settings.ts';
import { pulumiPolicies } from '../../../policies/adapters/pulumi.ts';
import { showTarget, targetOf, type KubernetesObject } from '../../../policies/objects.ts';
import { rules, stackRules } from '../../../policies/rules.ts';
import type { PolicySettings } from '../../../policies/settings.ts';
import { unknownChecking, urnOf, validateResource, validateStack } from '../../support/policies/pulumi.ts';
import type { Row } from '../../support/policies/row.ts';
import {
  deploymentOf,
  linuxContainer,
  linuxPod,
  namespaced,
  tableNamespace,
  windowsPod,
} from '../../support/policies/subjects.ts';
import { lenientParameters, table, tableParameters } from '../../support/policies/table.ts';
import { expectedText, titled } from '../../support/policies/verdict.ts';

const today = '2027-03-01';

function resourcePolicies(settings: PolicySettings): readonly ResourceValidationPolicy[] {
  return pulumiPolicies(settings, today).filter((policy) => 'validateResource' in policy);
}

function stackPolicy(name: string, settings: PolicySettings = {}): StackValidationPolicy {
  return stackPolicyOf(pulumiPolicies(settings, today), name);
}

function stackPolicyOf(policies: ReturnType<typeof pulumiPolicies>, name: string): StackValidationPolicy {
  const found = policies.find((policy) => policy.name === name);
  if (found === undefined || !('validateStack' in found)) throw new Error(`there is no stack policy ${name}`);
  return found;
}

const byRule = (settings: PolicySettings) => new Map(resourcePolicies(settings).map((policy) => [policy.name, policy]));
const strict = byRule({ parameters: tableParameters });
const lenient = byRule({ parameters: lenientParameters });

/** The policy of a row's rule, with the row's parameters. */
function policyOf({ rule, lenient: isLenient }: Pick<Row, 'rule' | 'lenient'>): ResourceValidationPolicy {
  const policy = (isLenient === true ? lenient : strict).get(rule);
  if (policy === undefined) throw new Error(`there is no policy ${rule}`);
  return policy;
}

describe('in pulumi up', () => {
  test.each(table.map(titled))('%s', async (_title, row) => {
    const text = expectedText(row);
    const subject = showTarget(targetOf(row.object));
    const reports = await validateResource(policyOf(row), row.object);
    expect(reports.map(({ message }) => message)).toEqual(text === undefined ? [] : [`${subject}: ${text}`]);
  });

  test('there is a policy for every rule, and two for the exceptions', () => {
    const names = pulumiPolicies({}, today).map(({ name }) => name);
    const ids = [...rules, ...stackRules].map(({ id }) => id);
    expect(names).toEqual([...ids, 'policy-exception-ended', 'policy-exception-unused']);
  });

  test('a rule has the level of the settings', () => {
    const levels = { 'claim-storage-class': 'mandatory', 'workload-spread': 'off' } as const;
    const byName = new Map(pulumiPolicies({ levels }, today).map((policy) => [policy.name, policy.enforcementLevel]));
    expect([
      byName.get('claim-storage-class'),
      byName.get('workload-spread'),
      byName.get('stateful-storage-class'),
      byName.get('replicas'),
    ]).toEqual(['mandatory', 'disabled', 'advisory', 'mandatory']);
  });
});

describe('a resource', () => {
  const broken = linuxPod({ spec: { os: undefined } });
  const podOs = policyOf({ rule: 'pod-os' });

  test.each([linuxPod(), windowsPod()])('that keeps all rules is reported by no policy', async (pod) => {
    for (const policy of strict.values()) expect(await validateResource(policy, pod)).toEqual([]);
  });

  test('is known by its type, also where its inputs do not say what it is', async () => {
    const props = { ...broken, apiVersion: undefined, kind: undefined };
    expect(await validateResource(podOs, broken, { props })).toHaveLength(1);
  });

  test('of another provider is passed over', async () => {
    expect(await validateResource(podOs, broken, { type: 'aws:core/v1:Pod' })).toEqual([]);
    expect(await validateResource(podOs, broken, { type: 'kubernetes:example.org/v1:Pod' })).toEqual([]);
    expect(await validateResource(podOs, broken, { type: 'pulumi:pulumi:Stack' })).toEqual([]);
  });

  test('is reported under its URN', async () => {
    expect(await validateResource(podOs, broken)).toEqual([{ message: expect.any(String), urn: urnOf(broken) }]);
  });

  test.each([
    ['kubernetes:core/v1:PodPatch', broken],
    ['kubernetes:core/v1:PodList', { items: [linuxPod(), broken] }],
    ['kubernetes:core/v1:List', { items: [deploymentOf(linuxPod()), broken] }],
  ])('of the type %s is judged too', async (type, props) => {
    const reports = await validateResource(podOs, broken, { type, props });
    expect(reports).toEqual([
      { message: expect.stringMatching(/^Pod berth-table\/subject: pod-os: /), urn: urnOf(broken) },
    ]);
  });
});

describe('a resource in a preview', () => {
  /** What the engine sends for a text that is not known before the update. */
  const unknown = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
  const preview = (rule: string, pod: KubernetesObject, type?: string) =>
    validateResource(policyOf({ rule }), pod, { props: unknownChecking(pod), ...(type !== undefined && { type }) });

  test('is judged by the rules that read nothing unknown', async () => {
    const pod = linuxPod({
      annotations: { 'example.org/address': unknown },
      spec: { os: undefined, hostPID: true },
      container: { env: [{ name: 'ADDRESS', value: unknown }] },
    });
    expect(await preview('host-namespaces', pod)).toHaveLength(1);
    expect(await preview('pod-os', pod)).toHaveLength(1);
    expect(await preview('pod-resources', pod)).toEqual([]);
  });

  test('is told apart from one that keeps a rule, where the rule reads what is unknown', async () => {
    await expect(preview('pod-os', linuxPod({ spec: { os: { name: unknown } } }))).rejects.toThrow(
      "string value at .spec.os.name can't be known during preview",
    );
  });

  test('breaks a rule by what is known, whatever the rest will be', async () => {
    const containers = [linuxContainer({ image: 'example.org/a:1' }), linuxContainer({ name: 'b', image: unknown })];
    expect(await preview('image-digest', linuxPod({ spec: { containers } }))).toEqual([
      { message: expect.stringMatching(/: image-digest: Every image [^:]*\. Name the image/), urn: expect.any(String) },
    ]);
  });

  test('may have an unknown item in a list, an unknown quantity, and whole parts that are unknown', async () => {
    const limits = { cpu: '1', memory: unknown };
    const container = { args: ['a', unknown], command: unknown, resources: { limits, requests: limits } };
    const pod = linuxPod({ container, spec: { volumes: unknown } });
    expect(await preview('extended-resource', pod)).toEqual([]);
    await expect(preview('host-path', pod)).rejects.toThrow(/\.spec\.volumes can't be known/);
    const claim = { ...namespaced('v1', 'PersistentVolumeClaim', {}), spec: unknown, status: unknown };
    await expect(preview('claim-storage-class', claim)).rejects.toThrow(/\.spec can't be known/);
  });
});

describe('a stack', () => {
  const deployment = deploymentOf(linuxPod());

  test('is judged by the rules over several objects', async () => {
    expect(await validateStack(stackPolicy('network-default-deny'), [deployment])).toEqual([
      {
        message: expect.stringMatching(
          /^Deployment berth-table\/subject: network-default-deny: Every pod .*: no policy for Ingress and Egress\. /,
        ),
        urn: urnOf(deployment),
      },
    ]);
  });

  test('is judged by what was asked for, not by the defaults of the cluster in what came of it', async () => {
    const [asked, scaler] = [
      scaledDeployment(),
      namespaced('autoscaling/v2', 'HorizontalPodAutoscaler', {
        spec: { scaleTargetRef: { kind: 'Deployment', name: 'subject' }, minReplicas: 2, maxReplicas: 9 },
      }),
    ];
    const made = scaledDeployment({ replicas: 1, revisionHistoryLimit: 10 });
    const policies = pulumiPolicies({}, today);
    const check = async () => validateStack(stackPolicyOf(policies, 'scaler-owns-replicas'), [made, scaler]);
    // Who was not asked about, such as what is not part of an update, is known by what came of it only.
    expect(await check()).toHaveLength(1);
    const [anyPolicy] = policies.filter((policy) => 'validateResource' in policy);
    if (anyPolicy === undefined) throw new Error('there is no policy over resources');
    for (const resource of [asked, scaler]) await validateResource(anyPolicy, resource);
    expect(await check()).toEqual([]);
    await validateResource(anyPolicy, made);
    expect(await check()).toHaveLength(1);

    function scaledDeployment(spec: object = {}): KubernetesObject {
      const subject = deployment as unknown as { readonly spec: object };
      return { ...deployment, ...{ spec: { ...subject.spec, replicas: undefined, ...spec } } };
    }
  });

  test('is not held to what is excepted', async () => {
    const exceptions = [exception('network-default-deny', 'Deployment')];
    expect(await validateStack(stackPolicy('network-default-deny', { exceptions }), [deployment])).toEqual([]);
  });

  test('hears of exceptions that have ended, and of such that cover nothing', async () => {
    const exceptions = [
      exception('network-default-deny', 'Deployment'),
      exception('replicas', 'Deployment', '2027-02-28'),
      exception('pod-os', 'Deployment'),
    ];
    const ended = await validateStack(stackPolicy('policy-exception-ended', { exceptions }), [deployment]);
    const unused = await validateStack(stackPolicy('policy-exception-unused', { exceptions }), [deployment]);
    expect(ended.map(({ message }) => message)).toEqual([
      expect.stringContaining('to replicas for Deployment berth-table/subject has ended on 2027-02-28'),
    ]);
    expect(unused.map(({ message }) => message)).toEqual([
      expect.stringContaining('to pod-os for Deployment berth-table/subject covers nothing'),
    ]);
  });

  function exception(rule: string, kind: string, until = '2027-12-31'): PolicyException {
    return {
      rule,
      target: { kind, name: 'subject', namespace: tableNamespace },
      reason: 'A test needs it.',
      until,
    };
  }
});
