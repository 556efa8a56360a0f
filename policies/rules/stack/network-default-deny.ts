import type { Finding, StackRule } from '../../rule.ts';
import { fieldsOf, itemsOf, textOf, type Fields, type PlacedObject } from '../../objects.ts';
import { selects } from './label-index.ts';
import { namespaceOf, specOf, type Workload, type World } from './world.ts';

type Direction = 'Ingress' | 'Egress';
const directions: readonly Direction[] = ['Ingress', 'Egress'];
/** Where a NetworkPolicy lists what is allowed in a direction, and where such a rule lists its peers. */
const fieldsFor = {
  Ingress: { rules: 'ingress', peers: 'from' },
  Egress: { rules: 'egress', peers: 'to' },
} as const;
const lastPort = 65_535;

/** A pod that a policy selects is closed in that direction, but for what the policies that select it allow. */
export const networkDefaultDeny: StackRule<World> = {
  id: 'network-default-deny',
  title: 'Every pod is closed by a network policy in both directions, and none opens one to everybody on every port',
  reason: 'Where no policy selects a pod everybody reaches it, and it reaches everybody.',
  remedy:
    'Add a NetworkPolicy for the pod in its namespace with policyTypes Ingress and Egress, and name the peers or the ports.',
  severity: 'mandatory',
  check(world) {
    const policies = world.ofKind('NetworkPolicy');
    const closed = { Ingress: closedBy(world, policies, 'Ingress'), Egress: closedBy(world, policies, 'Egress') };
    const open = world.workloads.filter(isInClusterNetwork).flatMap((workload): Finding[] => {
      const missing = directions.filter((direction) => !closed[direction].has(workload));
      return missing.length === 0 ? [] : [{ on: workload.entry, place: `no policy for ${missing.join(' and ')}` }];
    });
    return [...open, ...policies.flatMap(openings)];
  },
};

function closedBy(world: World, policies: readonly PlacedObject[], direction: Direction): ReadonlySet<Workload> {
  return new Set(
    policies
      .filter(({ object }) => typesOf(object).includes(direction))
      .flatMap(({ object }) => world.workloadsByLabel.select(namespaceOf(object), specOf(object)['podSelector'])),
  );
}

/** A policy without types is for Ingress, and for Egress where it has rules for that: an empty list of rules is none. */
function typesOf(policy: PlacedObject['object']): readonly unknown[] {
  const { policyTypes, egress } = specOf(policy);
  if (Array.isArray(policyTypes) && policyTypes.length > 0) return policyTypes;
  return itemsOf(egress).length === 0 ? ['Ingress'] : ['Ingress', 'Egress'];
}

/** Network policies do not hold in the network of a node. */
function isInClusterNetwork({ podSpec }: Workload): boolean {
  return podSpec['hostNetwork'] !== true;
}

/** Rules that allow everybody on every port. Either alone has its uses: a website on its port, a neighbour on all of its. */
function openings(policy: PlacedObject): Finding[] {
  const spec = specOf(policy.object);
  const types = typesOf(policy.object);
  return directions
    .filter((direction) => {
      const { rules, peers } = fieldsFor[direction];
      const isOpen = (rule: Fields) => isEverybody(rule[peers]) && isEveryPort(rule['ports']);
      return types.includes(direction) && itemsOf(spec[rules]).some(isOpen);
    })
    .map((direction) => ({ on: policy, place: `a rule for ${direction} that allows everything` }));
}

function isEverybody(peers: unknown): boolean {
  const named = itemsOf(peers);
  return named.length === 0 || named.some(isAnybody);
}

/** Every address, a few exceptions or not, or pods and namespaces of which nothing need be known. */
function isAnybody({ ipBlock, namespaceSelector, podSelector }: Fields): boolean {
  if (ipBlock !== undefined) return textOf(fieldsOf(ipBlock)['cidr'])?.endsWith('/0') ?? false;
  const stranger = { 'kubernetes.io/metadata.name': 'whatever it is called' };
  return namespaceSelector !== undefined && selects(namespaceSelector, stranger) && selects(podSelector, {});
}

/** Every port of one protocol is enough. */
function isEveryPort(ports: unknown): boolean {
  const named = itemsOf(ports);
  return named.length === 0 || named.some(({ port, endPort }) => port === undefined || isWholeRange(port, endPort));
}

function isWholeRange(port: unknown, endPort: unknown): boolean {
  return Number(port) <= 1 && Number(endPort) >= lastPort;
}
