import { labelsOf, selectorOf, sessionTypeLabel, workerLabel } from '../../constructs/labels.ts';
import type {
  LabelSelector,
  NetworkPolicy,
  NetworkPolicyEgressRule,
  NetworkPolicyIngressRule,
  NetworkPolicyPeer,
  NetworkPolicyPort,
} from '../../kubernetes/types.ts';
import type { Target } from '../../model/target.ts';
import type { Edge, Peer } from '../edge.ts';

/**
 * The network policies of an environment: in each namespace everything is denied, name resolution is allowed, and each
 * end of an edge gets a policy that allows just its edges. Both ends are named: the caller's egress, the callee's ingress.
 */
export function networkPolicies(target: Target, edges: readonly Edge[]): readonly NetworkPolicy[] {
  const namespaces = Object.values(target.namespaces) as string[];
  return [
    ...namespaces.flatMap((namespace) => [denyAll(target, namespace), allowDns(target, namespace)]),
    ...endsOf(edges).map((end) => policyOf(target, end)),
  ];
}

/** An end of ours with its edges. */
interface End {
  readonly peer: OwnPeer;
  readonly incoming: Edge[];
  readonly outgoing: Edge[];
}

type OwnPeer = Extract<Peer, { readonly kind: 'workload' | 'workers' }>;

function endsOf(edges: readonly Edge[]): readonly End[] {
  const ends = new Map<string, End>();
  const endOf = (peer: OwnPeer): End => {
    const key = `${peer.namespace}/${nameOf(peer)}`;
    const known = ends.get(key) ?? { peer, incoming: [], outgoing: [] };
    ends.set(key, known);
    return known;
  };
  for (const edge of edges) {
    if (isOwn(edge.from)) endOf(edge.from).outgoing.push(edge);
    if (isOwn(edge.to)) endOf(edge.to).incoming.push(edge);
  }
  return [...ends.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, end]) => end);
}

function isOwn(peer: Peer): peer is OwnPeer {
  return peer.kind === 'workload' || peer.kind === 'workers';
}

/** The name of the policy of an end; workers are told from a service that is called so by their namespace. */
function nameOf(peer: OwnPeer): string {
  if (peer.kind === 'workload') return peer.name;
  return peer.sessionType === undefined ? 'workers' : `workers-${peer.sessionType}`;
}

function policyOf(target: Target, { peer, incoming, outgoing }: End): NetworkPolicy {
  const name = nameOf(peer);
  const ingress = incoming.map((edge): NetworkPolicyIngressRule => ({
    from: [peerOf(target, edge.from, peer.namespace)],
    ports: portsOf(edge),
  }));
  const egress = outgoing.map((edge): NetworkPolicyEgressRule => ({
    to: peersTo(target, edge.to, peer.namespace),
    ports: portsOf(edge),
  }));
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: peer.namespace, labels: labelsOf(target, { name, component: 'network' }) },
    spec: {
      podSelector: podsOf(target, peer),
      policyTypes: ['Ingress', 'Egress'],
      ...(ingress.length > 0 && { ingress: merged(ingress, (rule) => rule.ports) }),
      ...(egress.length > 0 && { egress: merged(egress, (rule) => rule.ports) }),
    },
  };
}

/** Rules with the same ports become one with all their peers. */
function merged<R extends { from?: readonly NetworkPolicyPeer[]; to?: readonly NetworkPolicyPeer[] }>(
  rules: readonly R[],
  portsOfRule: (rule: R) => unknown,
): readonly R[] {
  const byPorts = new Map<string, R>();
  for (const rule of rules) {
    const key = JSON.stringify(portsOfRule(rule));
    const known = byPorts.get(key);
    byPorts.set(
      key,
      known === undefined
        ? rule
        : {
            ...known,
            ...(known.from !== undefined && { from: [...known.from, ...(rule.from ?? [])] }),
            ...(known.to !== undefined && { to: [...known.to, ...(rule.to ?? [])] }),
          },
    );
  }
  return [...byPorts.values()];
}

function portsOf({ ports }: Edge): readonly NetworkPolicyPort[] {
  return ports.map((port) => ({ protocol: 'TCP', port }));
}

function podsOf(target: Target, peer: OwnPeer): LabelSelector {
  if (peer.kind === 'workload') return { matchLabels: selectorOf(target, peer.name) };
  if (peer.sessionType !== undefined) return { matchLabels: { [sessionTypeLabel]: peer.sessionType } };
  return { matchExpressions: [{ key: workerLabel, operator: 'Exists' }] };
}

function peerOf(target: Target, peer: Peer, own: string): NetworkPolicyPeer {
  switch (peer.kind) {
    case 'workload':
    case 'workers':
      return {
        ...(peer.namespace !== own && { namespaceSelector: namespaceCalled(peer.namespace) }),
        podSelector: podsOf(target, peer),
      };
    case 'namespace':
      return fromNamespace(target, peer.namespace);
    case 'cidr':
      return { ipBlock: { cidr: peer.cidr } };
    case 'api-server':
      throw new Error('the API server calls none of our pods: an edge from it makes no sense');
  }
}

/** Where the API server is, nobody knows who was not told: then its ports are allowed everywhere. */
function peersTo(target: Target, peer: Peer, own: string): readonly NetworkPolicyPeer[] {
  if (peer.kind !== 'api-server') return [peerOf(target, peer, own)];
  const cidrs = target.environment.network?.apiServer ?? ['0.0.0.0/0'];
  return cidrs.map((cidr) => ({ ipBlock: { cidr } }));
}

/**
 * OpenShift's router may be on the network of its nodes: policies know it by a label of its namespace then
 * (Red Hat, "About network policy": allow-from-openshift-ingress).
 */
function fromNamespace(target: Target, namespace: string): NetworkPolicyPeer {
  const isRouter = target.flavour === 'openshift' && namespace === target.exposure.proxyNamespace;
  if (!isRouter) return { namespaceSelector: namespaceCalled(namespace) };
  return { namespaceSelector: { matchLabels: { [routerNamespaceLabel]: '' } }, podSelector: {} };
}

function namespaceCalled(name: string): LabelSelector {
  return { matchLabels: { 'kubernetes.io/metadata.name': name } };
}

function denyAll(target: Target, namespace: string): NetworkPolicy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: {
      name: 'default-deny',
      namespace,
      labels: labelsOf(target, { name: 'default-deny', component: 'network' }),
    },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  };
}

function allowDns(target: Target, namespace: string): NetworkPolicy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'allow-dns', namespace, labels: labelsOf(target, { name: 'allow-dns', component: 'network' }) },
    spec: { podSelector: {}, policyTypes: ['Egress'], egress: [dnsOf(target)] },
  };
}

/** On the namespace of the router. */
const routerNamespaceLabel = 'policy-group.network.openshift.io/ingress';

/** Clusters with a resolver on each node (NodeLocal DNSCache) answer at this address of the link. */
const nodeLocalDns = '169.254.20.10/32';

/** Cloud DNS of GKE answers at the address of the metadata server. */
const cloudDns = '169.254.169.254/32';

function dnsOf({ flavour }: Target): NetworkPolicyEgressRule {
  if (flavour === 'openshift') {
    const pods = { matchLabels: { 'dns.operator.openshift.io/daemonset-dns': 'default' } };
    return {
      to: [{ namespaceSelector: namespaceCalled('openshift-dns'), podSelector: pods }],
      // The DNS operator's pods listen on 5353; policies see the port behind the Service.
      ports: [
        { protocol: 'UDP', port: 5353 },
        { protocol: 'TCP', port: 5353 },
      ],
    };
  }
  return {
    to: [
      {
        namespaceSelector: namespaceCalled('kube-system'),
        podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
      },
      { ipBlock: { cidr: nodeLocalDns } },
      // With Dataplane V2 the resolver of the node is a pod that policies know.
      ...(flavour === 'gke'
        ? [
            {
              namespaceSelector: namespaceCalled('kube-system'),
              podSelector: { matchLabels: { 'k8s-app': 'node-local-dns' } },
            },
            { ipBlock: { cidr: cloudDns } },
          ]
        : []),
    ],
    ports: [
      { protocol: 'UDP', port: 53 },
      { protocol: 'TCP', port: 53 },
    ],
  };
}
