import { describe, expect, test } from '@jest/globals';
import type { ResourceValidationPolicy, StackValidationPolicy } from '@pulumi/policy';
import { pulumiPolicies } from '../../../policies/adapters/pulumi.ts';
import { showTarget, targetOf } from '../../../policies/objects.ts';
import { rules, stackRules } from '../../../policies/rules.ts';
import type { PolicyException } from '../../../policies/exceptions.ts';
import type { PolicySettings } from '../../../policies/settings.ts';
import { unknownChecking, urnOf, validateResource, validateStack } from '../../support/policies/pulumi.ts';
import type { Row } from '../../support/policies/row.ts';
import { deploymentOf, linuxPod, tableNamespace, windowsPod } from '../../support/policies/subjects.ts';
import { lenientParameters, table, tableParameters } from '../../support/policies/table.ts';
import { expectedText, titled } from '../../support/policies/verdict.ts';

const today = '2027-03-01';

function resourcePolicies(settings: PolicySettings): readonly ResourceValidationPolicy[] {
  return pulumiPolicies(settings, today).filter((policy) => 'validateResource' in policy);
}

function stackPolicy(name: string, settings: PolicySettings = {}): StackValidationPolicy {
  const found = pulumiPolicies(settings, today).find((policy) => policy.name === name);
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
    const levels = { 'pod-os': 'advisory', 'pod-os-label': 'off', replicas: 'off' } as const;
    const byName = new Map(pulumiPolicies({ levels }, today).map((policy) => [policy.name, policy.enforcementLevel]));
    expect([
      byName.get('pod-os'),
      byName.get('pod-os-label'),
      byName.get('pod-node-name'),
      byName.get('replicas'),
    ]).toEqual(['advisory', 'disabled', 'mandatory', 'disabled']);
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

  test('whose values are not known before it is made says so instead of passing', async () => {
    const unknown = '04da6b54-80e4-46f7-96ec-b56ff0331ba9'; // What the engine sends for an unknown text.
    const props = unknownChecking({
      ...broken,
      spec: { ...(broken as unknown as { spec: object }).spec, os: { name: unknown } },
    });
    await expect(validateResource(podOs, broken, { props })).rejects.toThrow(
      "string value at .spec.os.name can't be known during preview",
    );
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
