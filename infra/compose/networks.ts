import { roleNames } from '../charts/roles/role-table.ts';
import type { ComposeNetwork } from './compose-file.ts';
import type { Container } from './container.ts';
import { outside, type Link } from './links.ts';
import { subnetsOf } from './subnets.ts';

/** The networks of a file, and who is on which. */
export interface NetworkPlan {
  readonly networks: Readonly<Record<string, ComposeNetwork>>;
  /** By container. */
  readonly memberships: ReadonlyMap<string, readonly string[]>;
  /** By container: the range of the network on which it is called. */
  readonly own: ReadonlyMap<string, string>;
  /** By container: the range of the network by which it is reached from outside, or reaches it. */
  readonly outside: ReadonlyMap<string, string>;
}

/** A network before it has its range. */
interface Draft {
  readonly members: Set<string>;
  readonly kind: 'inner' | 'entry' | 'exit';
}

/**
 * A network for each container that is called, with its callers. The members of a network all reach one another: so
 * a caller that listens on all of its addresses is not on it, but alone with the callee on one of their own. And a network for
 * each container that the outside reaches, or that reaches the outside.
 */
export function planNetworks(links: readonly Link[], containers: readonly Container[], base: string): NetworkPlan {
  const listens = new Map(containers.map((container) => [container.name, container.listens]));
  const drafts = new Map<string, Draft>();
  const join = (name: string, kind: Draft['kind'], members: readonly string[]) => {
    const known = drafts.get(name);
    const isExit = kind === 'exit' || known?.kind === 'exit';
    const draft = { members: known?.members ?? new Set<string>(), kind: isExit ? 'exit' : kind } as const;
    for (const member of members) draft.members.add(member);
    drafts.set(name, draft);
  };
  for (const { from, to } of links) {
    if (from === outside) join(outsideNetwork(to), 'entry', [to]);
    else if (to === outside) join(outsideNetwork(from), 'exit', [from]);
    // A callee that listens on one network only can be met only there.
    else if (listens.get(from) === 'all' && listens.get(to) === 'all') join(pairNetwork(from, to), 'inner', [from, to]);
    else join(ownNetwork(to), 'inner', [from, to]);
  }
  return planOf(drafts, base);
}

function ownNetwork(callee: string): string {
  return `to-${callee}`;
}

function pairNetwork(caller: string, callee: string): string {
  // No name of a container has a point in it: this is never the name of another network.
  return `${caller}.to-${callee}`;
}

function outsideNetwork(container: string): string {
  return `outside-${container}`;
}

function planOf(drafts: ReadonlyMap<string, Draft>, base: string): NetworkPlan {
  const names = [...drafts.keys()].toSorted(byRank);
  const subnets = subnetsOf(base, names);
  const members = names.flatMap((network) =>
    [...(drafts.get(network)?.members ?? [])].map((container) => ({ container, network })),
  );
  const rangesBy = (nameOf: (container: string) => string) =>
    new Map(
      members
        .filter(({ container, network }) => network === nameOf(container))
        .map(({ container, network }) => [container, subnets.get(network) ?? '']),
    );
  return {
    networks: Object.fromEntries(
      names.map((name) => [name, networkOf(drafts.get(name)?.kind ?? 'inner', subnets.get(name) ?? '')]),
    ),
    memberships: new Map(
      [...Map.groupBy(members, ({ container }) => container)].map(([container, joined]) => [
        container,
        joined.map(({ network }) => network).toSorted(),
      ]),
    ),
    own: rangesBy(ownNetwork),
    outside: rangesBy(outsideNetwork),
  };
}

/** The networks of the roles come first: a further service of the application does not change their ranges. */
function byRank(a: string, b: string): number {
  return rankOf(a) - rankOf(b) || (a < b ? -1 : 1);
}

function rankOf(network: string): number {
  const known = [...roleNames.map(ownNetwork), ownNetwork('mongodb'), outsideNetwork('gateway')];
  const index = known.indexOf(network);
  return index < 0 ? known.length : index;
}

function networkOf(kind: Draft['kind'], subnet: string): ComposeNetwork {
  return {
    driver: 'bridge',
    // Ports can be published, but nothing that is sent out is ever answered.
    ...(kind === 'entry' && { driver_opts: { 'com.docker.network.bridge.enable_ip_masquerade': 'false' } }),
    internal: kind === 'inner',
    ipam: { config: [{ subnet }] },
  };
}
