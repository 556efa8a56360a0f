import { describe, expect, test } from '@jest/globals';
import { immutableRules } from '../../../../../infra/constructs/strict/immutable-rules.ts';
import { immutableChanges } from '../../../../../infra/constructs/strict/immutable.ts';
import { applyJsonPatch } from '../../../../../infra/constructs/strict/json-patch.ts';
import type { KubernetesObject } from '../../../../../infra/kubernetes/object.ts';
import { immutableCases } from '../../../../support/immutable-cases/all.ts';

function changed({ object, change }: (typeof immutableCases)[number]): KubernetesObject {
  const result = applyJsonPatch(object, change);
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value as KubernetesObject;
}

describe('changes of an object that exists', () => {
  test.each(immutableCases.map((given) => [given.object.kind, given.title, given] as const))(
    '%s: %s',
    (_kind, _title, given) => {
      expect(immutableChanges(given.object, changed(given)).map(({ path }) => path)).toEqual(given.immutable);
    },
  );

  test.each(immutableCases.map((given) => [given.object.kind, given.title, given] as const))(
    '%s is no change of itself (%s)',
    (_kind, _title, { object }) => {
      expect(immutableChanges(object, structuredClone(object))).toEqual([]);
    },
  );

  test('say the value before and after', () => {
    const runtimeClass = { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'a' } };
    const [before, after] = ['runc', 'runhcs'].map((handler): KubernetesObject => ({
      ...runtimeClass,
      ...{ handler },
    }));
    if (before === undefined || after === undefined) throw new Error('there are two');
    expect(immutableChanges(before, after)).toEqual([{ path: '/handler', before: 'runc', after: 'runhcs' }]);
  });

  test('compare versions of one object only', () => {
    const one = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', namespace: 'lab' } };
    const other = { ...one, metadata: { name: 'a', namespace: 'attic' } };
    expect(() => immutableChanges(one, other)).toThrow('Service lab/a and Service attic/a are two objects');
  });

  test('follow an object through versions of its API', () => {
    const spec = { replicas: 1, selector: { matchLabels: { a: 'b' } }, template: {} };
    const before = { apiVersion: 'apps/v1beta1', kind: 'Deployment', metadata: { name: 'a' }, spec };
    const after = { ...before, apiVersion: 'apps/v1', spec: { ...spec, selector: { matchLabels: { a: 'c' } } } };
    expect(immutableChanges(before, after)).toHaveLength(1);
  });
});

describe('the table of rules', () => {
  test('has a case for each kind, but for those that no API server here enforces', () => {
    const tested = new Set(immutableCases.map(({ object }) => object.kind));
    const untested = [...immutableRules.keys()].filter((kind) => !tested.has(kind.slice(kind.indexOf('/') + 1)));
    // A definition is shared by every test of the cluster, and a MachineDeployment is guarded by a webhook.
    expect(untested).toEqual(['apiextensions.k8s.io/CustomResourceDefinition', 'cluster.x-k8s.io/MachineDeployment']);
  });
});
