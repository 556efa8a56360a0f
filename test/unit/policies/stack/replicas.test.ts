import { describe, expect, test } from '@jest/globals';
import { disruptionBudget } from '../../../../policies/rules/stack/disruption-budget.ts';
import { replicas } from '../../../../policies/rules/stack/replicas.ts';
import { scalerOwnsReplicas } from '../../../../policies/rules/stack/scaler-owns-replicas.ts';
import { autoscaler, deployment, findings, object } from './objects.ts';

const budget = (name: string, spec: object, app = 'a') =>
  object('policy/v1', 'PodDisruptionBudget', name, { spec: { selector: { matchLabels: { app } }, ...spec } });
const scaledObject = (of: string, spec: object = {}) =>
  object('keda.sh/v1alpha1', 'ScaledObject', of, { spec: { scaleTargetRef: { name: of }, ...spec } });

describe('a budget', () => {
  const check = (...objects: Parameters<typeof findings>[1]) => findings(disruptionBudget, objects);
  const good = budget('a', { maxUnavailable: 1 });

  test('is there for two replicas', () => {
    expect(check(deployment('a', 2), good)).toEqual([]);
  });

  test('is missing for two replicas', () => {
    expect(check(deployment('a', 2), budget('b', { maxUnavailable: 1 }, 'b'))).toEqual(['Deployment a: no budget']);
  });

  test('is not missing for one', () => {
    expect(check(deployment('a', 1), deployment('b'))).toEqual([]);
  });

  test('is missing for what is scaled to two at least', () => {
    expect(check(deployment('a'), autoscaler('a', 2))).toEqual(['Deployment a: no budget']);
    expect(check(deployment('a'), autoscaler('a'), deployment('b'), scaledObject('b'))).toEqual([]);
  });

  test('may not be there twice', () => {
    expect(check(deployment('a', 2), good, budget('again', { maxUnavailable: 1 }))).toEqual([
      'Deployment a: budgets a and again',
    ]);
  });

  test.each([
    { maxUnavailable: 0 },
    { maxUnavailable: '0%' },
    { minAvailable: 2 },
    { minAvailable: 3 },
    { minAvailable: '100%' },
    { minAvailable: '99%' },
    { minAvailable: '51%' },
    {},
  ])('may not forbid every eviction of two replicas by %j', (spec) => {
    expect(check(deployment('a', 2), budget('a', spec))).toEqual(['Deployment a: the budget a allows no eviction']);
  });

  test.each([
    { maxUnavailable: 2 },
    { maxUnavailable: 5 },
    { maxUnavailable: '100%' },
    { maxUnavailable: '51%' },
    { minAvailable: 0 },
    { minAvailable: '0%' },
  ])('may not give away both of two replicas by %j', (spec) => {
    expect(check(deployment('a', 2), budget('a', spec))).toEqual([
      'Deployment a: the budget a allows all 2 replicas to be evicted at once',
    ]);
  });

  test.each([{ maxUnavailable: 1 }, { maxUnavailable: '50%' }, { maxUnavailable: '1%' }, { minAvailable: 1 }])(
    'may leave room by %j',
    (spec) => {
      expect(check(deployment('a', 2), budget('a', spec))).toEqual([]);
    },
  );

  test('is counted as Kubernetes does: percentages are rounded up', () => {
    const ofThree = (spec: object) => check(deployment('a', 3), budget('a', spec));
    expect(ofThree({ minAvailable: '66%' })).toEqual([]);
    expect(ofThree({ minAvailable: '67%' })).toEqual(['Deployment a: the budget a allows no eviction']);
    expect(ofThree({ maxUnavailable: '66%' })).toEqual([]);
    expect(ofThree({ maxUnavailable: '67%' })).toEqual([
      'Deployment a: the budget a allows all 3 replicas to be evicted at once',
    ]);
  });

  test('may not hold up the only replica', () => {
    expect(check(deployment('a', 1), budget('a', { minAvailable: 1 }))).toEqual([
      'Deployment a: the budget a allows no eviction',
    ]);
    expect(check(deployment('a', 1), budget('a', { maxUnavailable: 1 }))).toEqual([]);
  });

  test('of what is scaled down to none is counted for the first replica', () => {
    const scaled = [deployment('a'), scaledObject('a')];
    expect(check(...scaled, budget('a', { minAvailable: 1 }))).toEqual([
      'Deployment a: the budget a allows no eviction',
    ]);
    expect(check(...scaled, budget('a', { maxUnavailable: '50%' }))).toEqual([]);
  });

  test('is counted for the least number of replicas that a scaler leaves', () => {
    const scaled = [deployment('a'), autoscaler('a', 3)];
    expect(check(...scaled, budget('a', { maxUnavailable: 2 }))).toEqual([]);
    expect(check(...scaled, budget('a', { maxUnavailable: 3 }))).toHaveLength(1);
  });
});

describe('replicas', () => {
  test('are enough, or counted', () => {
    expect(findings(replicas, [deployment('a', 2), deployment('b', 1), deployment('c')])).toEqual([
      'Deployment b: 1 of at least 2',
      'Deployment c: 1 of at least 2',
    ]);
  });

  test('are enough as the environment says', () => {
    expect(findings(replicas, [deployment('a', 1)], { minReplicas: 1 })).toEqual([]);
    expect(findings(replicas, [deployment('a', 2)], { minReplicas: 3 })).toEqual(['Deployment a: 2 of at least 3']);
  });

  test('are enough however few a scaler leaves', () => {
    expect(findings(replicas, [deployment('a'), autoscaler('a', 2), deployment('b'), autoscaler('b', 1)])).toEqual([
      'Deployment b: 1 of at least 2',
    ]);
    expect(findings(replicas, [deployment('a'), autoscaler('a')])).toEqual(['Deployment a: 1 of at least 2']);
    expect(findings(replicas, [deployment('a'), scaledObject('a', { minReplicaCount: 1 })])).toHaveLength(1);
  });

  test('may be none for what is there on demand', () => {
    expect(findings(replicas, [deployment('a'), scaledObject('a')])).toEqual([]);
  });

  test('are asked of ReplicaSets and StatefulSets too', () => {
    const spec = { replicas: 1, template: { spec: { containers: [] } } };
    const workloads = ['ReplicaSet', 'StatefulSet'].map((kind) => object('apps/v1', kind, 'a', { spec }));
    expect(findings(replicas, workloads)).toEqual(['ReplicaSet a: 1 of at least 2', 'StatefulSet a: 1 of at least 2']);
  });

  test('are not asked of what says why it is alone', () => {
    const alone = (why: string) => {
      const { metadata, ...rest } = deployment('a', 1);
      return { ...rest, metadata: { ...metadata, annotations: { 'berth.dev/singleton': why } } };
    };
    expect(findings(replicas, [alone('A cache: what is lost is fetched again.')])).toEqual([]);
    expect(findings(replicas, [alone(' ')])).toEqual(['Deployment a: 1 of at least 2']);
  });

  test('are not asked of DaemonSets and Jobs', () => {
    const template = { spec: { containers: [] } };
    expect(
      findings(replicas, [
        object('apps/v1', 'DaemonSet', 'd', { spec: { template } }),
        object('batch/v1', 'Job', 'j', { spec: { template } }),
      ]),
    ).toEqual([]);
  });
});

describe('a scaler', () => {
  const check = (...objects: Parameters<typeof findings>[1]) => findings(scalerOwnsReplicas, objects);

  test('is the only one that says how many', () => {
    expect(check(deployment('a'), autoscaler('a'), deployment('b', 2))).toEqual([]);
    expect(check(deployment('a', 2), autoscaler('a'))).toEqual(['Deployment a: replicas: 2']);
    expect(check(deployment('a', 0), scaledObject('a'))).toEqual(['Deployment a: replicas: 0']);
  });

  test('is the only one of its workload', () => {
    expect(check(deployment('a'), autoscaler('a'), scaledObject('a'))).toEqual([
      'Deployment a: scaled by HorizontalPodAutoscaler a and ScaledObject a',
    ]);
  });

  test('scales what is there', () => {
    expect(check(autoscaler('gone'))).toEqual(['HorizontalPodAutoscaler gone: there is no Deployment gone']);
  });

  test('of another namespace is none', () => {
    const elsewhere = { ...autoscaler('a'), metadata: { name: 'a', namespace: 'other' } };
    expect(check(deployment('a', 2), elsewhere)).toEqual(['HorizontalPodAutoscaler a: there is no Deployment a']);
  });
});
