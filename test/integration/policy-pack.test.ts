import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KubernetesObject } from '../../policies/objects.ts';
import { pulumiPolicies } from '../../policies/adapters/pulumi.ts';
import { assemble } from '../../stacks/assemble.ts';
import platform from '../../stacks/berth.config.ts';
import { startPolicyPack, type RunningPack } from '../support/policies/policy-pack.ts';

const minuteMs = 60_000;
const root = join(import.meta.dirname, '../..');
const { synthesis } = assemble(platform, 'dev');
const objects: readonly KubernetesObject[] = synthesis.objects.map(({ object }) => object);

function find(kind: string, name: string): KubernetesObject {
  const found = objects.find((object) => object.kind === kind && object.metadata?.name === name);
  if (found === undefined) throw new Error(`there is no ${kind} ${name}`);
  return found;
}

/** A workload with other fields in the spec of its pods. */
function withPods(object: KubernetesObject, changes: object): KubernetesObject {
  const { spec } = object as unknown as { spec: { template: { spec: object } } };
  const template = { ...spec.template, spec: { ...spec.template.spec, ...changes } };
  return { ...object, ...{ spec: { ...spec, template } } };
}

/** What the cluster makes of an object: the API server states how many replicas there are. */
function asLive(object: KubernetesObject): KubernetesObject {
  if (object.kind !== 'Deployment') return object;
  const { spec } = object as unknown as { spec: object };
  return { ...object, ...{ spec: { replicas: 1, ...spec }, status: { observedGeneration: 1 } } };
}

describe('the policy pack, as Pulumi runs it', () => {
  let pack: RunningPack;
  beforeAll(async () => {
    pack = await startPolicyPack('dev');
  }, minuteMs);
  afterAll(() => pack.stop());

  test('has a policy for each rule', async () => {
    expect(await pack.policies()).toEqual(pulumiPolicies({}, '2027-01-01').map(({ name }) => name));
  });

  test('lets the environment of its stack pass, resource by resource and as a whole', async () => {
    const found = await Promise.all(objects.map((object) => pack.analyze(object)));
    expect(found.flat()).toEqual([]);
    expect(await pack.analyzeStack(objects.map(asLive))).toEqual([]);
  });

  test('refuses a resource that breaks a rule', async () => {
    const portal = withPods(find('Deployment', 'portal'), { hostPID: true });
    expect(await pack.analyze(portal)).toEqual([
      {
        policy: 'host-namespaces',
        urn: expect.stringMatching(/::lab-services-portal$/),
        level: 'mandatory',
        message: expect.stringMatching(/\nDeployment lab-services\/portal: host-namespaces: .*Remove hostPID/),
      },
    ]);
  });

  test('tells in a preview what is wrong already, and what cannot be judged yet', async () => {
    const unknown = '04da6b54-80e4-46f7-96ec-b56ff0331ba9'; // What the engine sends for an unknown text.
    const portal = withPods(find('Deployment', 'portal'), { hostPID: true, priorityClassName: unknown });
    expect((await pack.analyze(portal)).map(({ policy, level, message }) => [policy, level, message])).toEqual([
      ['pod-priority', 'advisory', expect.stringContaining("priorityClassName can't be known during preview")],
      ['host-namespaces', 'mandatory', expect.any(String)],
    ]);
  });

  test('refuses a stack that breaks a rule over several objects', async () => {
    const others = objects.filter(({ kind }) => kind !== 'NetworkPolicy');
    const found = await pack.analyzeStack(others);
    expect(found).toContainEqual(
      expect.objectContaining({
        policy: 'network-default-deny',
        level: 'mandatory',
        urn: expect.stringMatching(/::lab-services-portal$/),
      }),
    );
  });
});

test('the policy pack refuses a stack that is called after no environment', async () => {
  await expect(startPolicyPack('qa')).rejects.toThrow(
    /^error: .*The stack "qa" is called after no environment; expected one of dev, staging, production\.\s*$/,
  );
});

test('the policy pack has the version of the package', async () => {
  const versionOf = async (file: string) =>
    (JSON.parse(await readFile(join(root, file), 'utf8')) as { readonly version: string }).version;
  expect(await versionOf('policies/package.json')).toBe(await versionOf('package.json'));
});
