import type { Edge, Peer } from '../charts/edge.ts';
import type { Target } from '../model/target.ts';
import type { Container } from './container.ts';

/** Everything that is not a container of the file: users of the machine's ports, addresses elsewhere. */
export const outside = 'outside';

/** That one container may open a connection to another, or to the outside, or the outside to it. */
export interface Link {
  readonly from: string;
  readonly to: string;
}

/** A link as one word, as in `gateway→auth`. */
export function showLink({ from, to }: Link): string {
  return `${from}→${to}`;
}

/** What {@link linksOf} decides by. */
export interface LinkOptions {
  readonly target: Target;
  /** The connections that the model allows in a cluster. */
  readonly edges: readonly Edge[];
  readonly containers: readonly Container[];
  /** Workloads of a cluster that have no container, on purpose. */
  readonly absent: ReadonlySet<string>;
}

/**
 * Who may reach whom here: what a cluster allows, between the containers that stand for its workloads, and what is
 * published. Sorted, each once.
 * @throws {Error} for an edge of a workload that is neither a container nor left out on purpose
 */
export function linksOf(options: LinkOptions): readonly Link[] {
  const { edges, containers } = options;
  const here = new Set(containers.map(({ name }) => name));
  const all = [
    ...edges.flatMap((edge) => linksOfEdge(edge, options, here)),
    ...containers.filter(({ service }) => service.ports !== undefined).map(({ name }) => ({ from: outside, to: name })),
  ];
  const unique = new Map(all.map((link) => [showLink(link), link]));
  return [...unique.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, link]) => link);
}

/** A container reaches itself without a network, and replicas of one are not told apart. */
function linksOfEdge(edge: Edge, options: LinkOptions, here: ReadonlySet<string>): readonly Link[] {
  const from = containerOf(edge.from, options, here);
  const to = containerOf(edge.to, options, here);
  if (from === undefined || to === undefined || from === to) return [];
  if (to !== outside) return [{ from, to }];
  const others = options.containers.filter(({ outsideFor }) => outsideFor === from);
  return others.length === 0 ? [{ from, to }] : others.map(({ name }) => ({ from: name, to }));
}

/** The container that does the work of a peer; `undefined` where there is none here. */
function containerOf(peer: Peer, options: LinkOptions, here: ReadonlySet<string>): string | undefined {
  switch (peer.kind) {
    case 'cidr':
      return outside;
    case 'workers':
      return 'local-directory';
    case 'workload':
      return workloadContainer(peer, options, here);
    // Proxies and monitoring of a cluster, and its API server: here, ports are published, and there are no such.
    case 'namespace':
    case 'api-server':
      return undefined;
  }
}

function workloadContainer(
  { namespace, name }: Extract<Peer, { readonly kind: 'workload' }>,
  { target, absent }: LinkOptions,
  here: ReadonlySet<string>,
): string | undefined {
  // Agents of the nodes of a cluster.
  if (namespace === target.namespaces.nodes) return undefined;
  if (here.has(name)) return name;
  if (absent.has(name)) return undefined;
  throw new Error(`an edge names the workload ${namespace}/${name}, of which compose does not know what becomes of it`);
}
