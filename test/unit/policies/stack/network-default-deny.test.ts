import { describe, expect, test } from '@jest/globals';
import { networkDefaultDeny } from '../../../../policies/rules/stack/network-default-deny.ts';
import { deployment, findings, object } from './objects.ts';

const policy = (name: string, spec: object) => object('networking.k8s.io/v1', 'NetworkPolicy', name, { spec });
const both = ['Ingress', 'Egress'];
const denyAll = policy('deny', { podSelector: {}, policyTypes: both });
const check = (...objects: Parameters<typeof findings>[1]) => findings(networkDefaultDeny, objects);

describe('every pod is closed', () => {
  test('by one policy for the whole namespace', () => {
    expect(check(deployment('a'), deployment('b'), denyAll)).toEqual([]);
  });

  test('by a policy for each direction', () => {
    const ingress = policy('in', { podSelector: { matchLabels: { app: 'a' } } });
    const egress = policy('out', {
      podSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] },
      policyTypes: ['Egress'],
    });
    expect(check(deployment('a'), ingress, egress)).toEqual([]);
  });

  test('or the directions without a policy are named', () => {
    expect(check(deployment('a'))).toEqual(['Deployment a: no policy for Ingress and Egress']);
    expect(check(deployment('a'), policy('in', { podSelector: {} }))).toEqual(['Deployment a: no policy for Egress']);
  });

  test('by a policy without types that has rules for Egress', () => {
    expect(check(deployment('a'), policy('old', { podSelector: {}, egress: [] }))).toEqual([]);
  });

  test('by no policy of another namespace, or for other labels', () => {
    const elsewhere = { ...denyAll, metadata: { name: 'deny', namespace: 'other' } };
    const others = policy('others', { podSelector: { matchLabels: { app: 'b' } }, policyTypes: both });
    expect(check(deployment('a'), elsewhere, others)).toEqual(['Deployment a: no policy for Ingress and Egress']);
  });

  test('but in the network of its node, where no policy holds', () => {
    expect(check(deployment('a', 1, { hostNetwork: true }))).toEqual([]);
  });

  test('and bare Pods and CronJobs are pods', () => {
    const template = { metadata: { labels: { app: 'x' } }, spec: { containers: [] } };
    const pod = { ...object('v1', 'Pod', 'p', { spec: template.spec }), kind: 'Pod' };
    const cron = object('batch/v1', 'CronJob', 'c', { spec: { jobTemplate: { spec: { template } } } });
    expect(check(pod, cron)).toHaveLength(2);
    expect(check(cron, policy('c', { podSelector: { matchLabels: { app: 'x' } }, policyTypes: both }))).toEqual([]);
  });
});

describe('a policy that opens everything', () => {
  test.each([{}, { from: [] }, { from: [], ports: [] }])('is found: %j', (rule) => {
    expect(check(policy('open', { podSelector: {}, ingress: [rule] }))).toEqual([
      'NetworkPolicy open: a rule for Ingress that allows everything',
    ]);
  });

  test.each([{ ports: [{ port: 443 }] }, { from: [{ podSelector: {} }] }])(
    'is told from one that names ports or peers: %j',
    (rule) => {
      expect(check(policy('narrow', { podSelector: {}, ingress: [rule] }))).toEqual([]);
    },
  );
});
