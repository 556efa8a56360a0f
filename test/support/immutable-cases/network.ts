import { add, object, replace, type ImmutableCase } from './immutable-case.ts';

const labels = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/instance': 'lab' };

const service = object('v1', 'Service', { spec: { selector: labels, ports: [{ port: 80 }] } });
const headless = object('v1', 'Service', { spec: { clusterIP: 'None', selector: labels, ports: [{ port: 80 }] } });
const balancer = object('v1', 'Service', {
  spec: { type: 'LoadBalancer', loadBalancerClass: 'example.org/a', selector: labels, ports: [{ port: 80 }] },
});
const singleStack = object('v1', 'Service', {
  spec: { ipFamilies: ['IPv4'], selector: labels, ports: [{ port: 80 }] },
});

export const networkCases: readonly ImmutableCase[] = [
  { title: 'to headless', object: service, change: add('/spec/clusterIP', 'None'), immutable: ['/spec/clusterIP'] },
  {
    title: 'from headless to an address of the cluster',
    object: headless,
    change: [{ op: 'remove', path: '/spec/clusterIP' }],
    immutable: ['/spec/clusterIP'],
    isKept: true,
  },
  { title: 'its type', object: service, change: add('/spec/type', 'NodePort'), immutable: [] },
  {
    title: 'to a name elsewhere',
    object: service,
    change: [...add('/spec/type', 'ExternalName'), ...add('/spec/externalName', 'example.org')],
    immutable: [],
  },
  { title: 'its ports', object: service, change: replace('/spec/ports/0/port', 81), immutable: [] },
  {
    title: 'its address family',
    object: singleStack,

    change: replace('/spec/ipFamilies', ['IPv6']),
    immutable: ['/spec/ipFamilies'],
  },
  {
    title: 'its class',
    object: balancer,
    change: replace('/spec/loadBalancerClass', 'example.org/b'),
    immutable: ['/spec/loadBalancerClass'],
  },
  {
    title: 'its controller',
    object: object('networking.k8s.io/v1', 'IngressClass', { spec: { controller: 'example.org/a' } }),
    change: replace('/spec/controller', 'example.org/b'),
    immutable: ['/spec/controller'],
  },
  {
    title: 'what its pods may reach',
    object: object('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: {}, policyTypes: ['Ingress'] } }),
    change: replace('/spec/podSelector', { matchLabels: labels }),
    immutable: [],
  },
];
