/**
 * What a set of network policies allows, by the rules of Kubernetes
 * (https://kubernetes.io/docs/concepts/services-networking/network-policies/): a pod that a policy selects for a direction
 * is isolated in it, and then only what some rule names passes; a connection needs both ends.
 */
import type { KubernetesObject } from '../../../infra/kubernetes/object.ts';
import type {
  LabelSelector,
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
} from '../../../infra/kubernetes/types.ts';

/** A pod, or an address that is not one. */
export type Host =
  | {
      readonly kind: 'pod';
      readonly id: string;
      readonly namespace: string;
      readonly labels: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'address'; readonly id: string; readonly address: string };

/** The protocols that are looked at. */
export const protocols = ['TCP', 'UDP'] as const;

export interface Connection {
  readonly from: Host;
  readonly to: Host;
  readonly protocol: (typeof protocols)[number];
  readonly port: number;
}

export interface Network {
  readonly policies: readonly NetworkPolicy[];
  /** Labels of namespaces by name. */
  readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** Whether a connection passes. */
export function isAllowed(network: Network, connection: Connection): boolean {
  return passes(network, connection, 'Egress') && passes(network, connection, 'Ingress');
}

type Direction = 'Ingress' | 'Egress';

interface Rule {
  readonly peers: readonly NetworkPolicyPeer[] | undefined;
  readonly ports: readonly NetworkPolicyPort[] | undefined;
}

function passes(network: Network, connection: Connection, direction: Direction): boolean {
  const own = direction === 'Egress' ? connection.from : connection.to;
  const other = direction === 'Egress' ? connection.to : connection.from;
  if (own.kind !== 'pod') return true;
  const selecting = network.policies.filter(
    (policy) =>
      policy.metadata.namespace === own.namespace &&
      directionsOf(policy).includes(direction) &&
      matches(policy.spec?.podSelector ?? {}, own.labels),
  );
  if (selecting.length === 0) return true;
  return selecting.some((policy) =>
    rulesOf(policy, direction).some(
      ({ peers, ports }) =>
        portMatches(ports, connection) && peerMatches(network, peers, { other, namespace: own.namespace }),
    ),
  );
}

function directionsOf({ spec }: NetworkPolicy): readonly string[] {
  return spec?.policyTypes ?? (spec?.egress === undefined ? ['Ingress'] : ['Ingress', 'Egress']);
}

function rulesOf({ spec }: NetworkPolicy, direction: Direction): readonly Rule[] {
  return direction === 'Ingress'
    ? (spec?.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports }))
    : (spec?.egress ?? []).map(({ to, ports }) => ({ peers: to, ports }));
}

function portMatches(ports: readonly NetworkPolicyPort[] | undefined, { protocol, port }: Connection): boolean {
  if (ports === undefined || ports.length === 0) return true;
  return ports.some((each) => {
    if (typeof each.port === 'string')
      throw new Error(`the port ${each.port} has a name: this calculator knows numbers`);
    if ((each.protocol ?? 'TCP') !== protocol) return false;
    if (each.port === undefined) return true;
    return each.endPort === undefined ? each.port === port : each.port <= port && port <= each.endPort;
  });
}

function peerMatches(
  network: Network,
  peers: readonly NetworkPolicyPeer[] | undefined,
  { other, namespace }: { readonly other: Host; readonly namespace: string },
): boolean {
  if (peers === undefined || peers.length === 0) return true;
  return peers.some(({ ipBlock, namespaceSelector, podSelector }) => {
    if (ipBlock !== undefined) {
      return (
        other.kind === 'address' &&
        inRange(other.address, ipBlock.cidr) &&
        !(ipBlock.except ?? []).some((range) => inRange(other.address, range))
      );
    }
    if (other.kind !== 'pod') return false;
    const inNamespace =
      namespaceSelector === undefined
        ? other.namespace === namespace
        : matches(namespaceSelector, network.namespaces.get(other.namespace) ?? {});
    return inNamespace && (podSelector === undefined || matches(podSelector, other.labels));
  });
}

function matches({ matchLabels, matchExpressions }: LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  return (
    Object.entries(matchLabels ?? {}).every(([key, value]) => labels[key] === value) &&
    (matchExpressions ?? []).every(({ key, operator, values = [] }) => {
      const value = labels[key];
      switch (operator) {
        case 'Exists':
          return value !== undefined;
        case 'DoesNotExist':
          return value === undefined;
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        default:
          throw new Error(`unknown operator ${operator}`);
      }
    })
  );
}

/** Whether an address is in a range. */
export function inRange(address: string, cidr: string): boolean {
  const [base = '', bits = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor(numberOf(address) / size) === Math.floor(numberOf(base) / size);
}

/** An address of IPv4 as a number. */
export function numberOf(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** The network of a list of objects: its policies and namespaces, and namespaces of others by name. */
export function networkOf(objects: readonly KubernetesObject[], foreignNamespaces: readonly string[]): Network {
  const own = objects
    .filter(({ kind }) => kind === 'Namespace')
    .map(({ metadata: { name = '', labels } }) => [name, withName(name, labels)] as const);
  const foreign = foreignNamespaces.map((name) => [name, withName(name, knownLabels[name])] as const);
  return {
    policies: objects.filter((object): object is NetworkPolicy => object.kind === 'NetworkPolicy'),
    namespaces: new Map([...foreign, ...own]),
  };
}

/** What OpenShift labels its own namespace with. */
const knownLabels: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'openshift-ingress': { 'policy-group.network.openshift.io/ingress': '' },
};

/** The API server adds this label to every namespace. */
function withName(name: string, labels: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return { ...labels, 'kubernetes.io/metadata.name': name };
}
