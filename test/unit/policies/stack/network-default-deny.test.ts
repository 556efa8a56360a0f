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

  test.each([{}, { policyTypes: [] }])(
    'for Ingress by a policy without types, for Egress where it has rules: %j',
    (types) => {
      const old = (egress?: readonly object[]) =>
        policy('old', { podSelector: {}, ...types, ...(egress && { egress }) });
      expect(check(deployment('a'), old([{ ports: [{ port: 443 }] }]))).toEqual([]);
      expect(check(deployment('a'), old())).toEqual(['Deployment a: no policy for Egress']);
      expect(check(deployment('a'), old([]))).toEqual(['Deployment a: no policy for Egress']);
    },
  );

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
  const opens = (spec: object) => check(policy('open', { podSelector: {}, ...spec }));

  test.each([
    {},
    { from: [] },
    { from: [], ports: [] },
    { ports: [{}] },
    { ports: [{ protocol: 'UDP' }] },
    { ports: [{ port: 443 }, { port: 1, endPort: 65_535 }] },
    { from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] },
    { from: [{ ipBlock: { cidr: '::/0', except: ['fd00::/8'] } }] },
    { from: [{ podSelector: {} }, { ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 0, endPort: 65_535 }] },
    { from: [{ namespaceSelector: {} }] },
    { from: [{ namespaceSelector: { matchLabels: {} }, podSelector: {} }] },
    {
      from: [{ namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'Exists' }] } }],
    },
    { from: [{ namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'NotIn', values: ['b'] }] } }] },
  ])('is found: %j', (rule) => {
    expect(opens({ ingress: [rule] })).toEqual(['NetworkPolicy open: a rule for Ingress that allows everything']);
    const { from: to, ports } = rule as { readonly from?: unknown; readonly ports?: unknown };
    expect(opens({ policyTypes: ['Egress'], egress: [{ to, ports }] })).toEqual([
      'NetworkPolicy open: a rule for Egress that allows everything',
    ]);
  });

  test.each([
    { ports: [{ port: 443 }] },
    { ports: [{ port: 1, endPort: 1024 }] },
    { ports: [{ port: 'http' }] },
    { from: [{ podSelector: {} }] },
    { from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] },
    { from: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 443 }] },
    { from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: 'b' } } }] },
    { from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'b' } }, podSelector: {} }] },
    { from: [{ namespaceSelector: {} }], ports: [{ port: 8080, protocol: 'TCP' }] },
  ])('is told from one that names ports or peers: %j', (rule) => {
    expect(opens({ ingress: [rule] })).toEqual([]);
  });

  test('opens nothing in a direction that it is not for', () => {
    expect(opens({ policyTypes: ['Ingress'], egress: [{}] })).toEqual([]);
    expect(opens({ policyTypes: ['Egress'], ingress: [{}] })).toEqual([]);
  });
});
