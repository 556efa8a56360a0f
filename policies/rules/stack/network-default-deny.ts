import type { Finding, StackRule } from '../../rule.ts';
import { itemsOf, type PlacedObject } from '../../objects.ts';
import { namespaceOf, specOf, type Workload, type World } from './world.ts';

type Direction = 'Ingress' | 'Egress';
const directions: readonly Direction[] = ['Ingress', 'Egress'];
/** The field of a NetworkPolicy that lists what is allowed in a direction. */
const allowedIn = { Ingress: 'ingress', Egress: 'egress' } as const;

/** A pod that a policy selects is closed in that direction, but for what the policies that select it allow. */
export const networkDefaultDeny: StackRule<World> = {
  id: 'network-default-deny',
  title: 'Every pod is closed by a network policy in both directions, and no policy opens one to everything',
  reason: 'Where no policy selects a pod everybody reaches it, and it reaches everybody.',
  remedy: 'Add a NetworkPolicy for the pod in its namespace with policyTypes Ingress and Egress, and name the peers.',
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

/** Without `policyTypes` a policy is for Ingress, and for Egress where it has rules for that. */
function typesOf(policy: PlacedObject['object']): readonly unknown[] {
  const { policyTypes, egress } = specOf(policy);
  if (Array.isArray(policyTypes)) return policyTypes;
  return egress === undefined ? ['Ingress'] : ['Ingress', 'Egress'];
}

/** Network policies do not hold in the network of a node. */
function isInClusterNetwork({ podSpec }: Workload): boolean {
  return podSpec['hostNetwork'] !== true;
}

/** Rules that allow every peer on every port. */
function openings(policy: PlacedObject): Finding[] {
  const spec = specOf(policy.object);
  return directions
    .filter((direction) => itemsOf(spec[allowedIn[direction]]).some(allowsEverything))
    .map((direction) => ({ on: policy, place: `a rule for ${direction} that allows everything` }));
}

function allowsEverything(rule: Readonly<Record<string, unknown>>): boolean {
  return ['from', 'to', 'ports'].every((field) => {
    const value = rule[field];
    return value === undefined || (Array.isArray(value) && value.length === 0);
  });
}
