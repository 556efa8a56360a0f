import type { Peer } from '../../../infra/charts/edge.ts';
import { sessionTypeLabel, workerLabel } from '../../../infra/constructs/labels.ts';
import { podTemplateOf } from '../../../infra/constructs/strict/pod-template.ts';
import type { Target } from '../../../infra/model/target.ts';
import type { Synthesis } from '../../../infra/synth.ts';
import { inRange, numberOf, protocols, type Connection, type Host } from './reachability.ts';

/** Two hosts, the first of which may ask for a connection to the second; twice the same: another pod of that kind. */
export interface Pair {
  readonly from: Host;
  readonly to: Host;
}

/**
 * The pods of an environment, one of each workload and of each session type's workers; who else its edges name; who
 * resolves names; and who looks like one of them and is not.
 */
export function hostsOf(synthesis: Synthesis): readonly Host[] {
  const { target, objects, edges } = synthesis;
  const workloads = objects.flatMap(({ object }): Host[] => {
    const template = podTemplateOf(object);
    const { namespace = '', name = '' } = object.metadata;
    if (template === undefined || object.kind === 'Pod') return [];
    return [{ kind: 'pod', id: `${namespace}/${name}`, namespace, labels: template.template.metadata?.labels ?? {} }];
  });
  const workers = Object.keys(target.platform.sessionTypes ?? {}).map((type): Host => ({
    kind: 'pod',
    id: `worker of ${type}`,
    namespace: target.namespaces.workers,
    labels: { [workerLabel]: 'any', [sessionTypeLabel]: type, 'app.kubernetes.io/instance': target.prefix },
  }));
  const peers = edges.flatMap(({ from, to }) => [from, to]);
  const foreign = unique(peers.flatMap((peer) => (peer.kind === 'namespace' ? [peer.namespace] : []))).map(
    (namespace): Host => ({ kind: 'pod', id: `a pod in ${namespace}`, namespace, labels: {} }),
  );
  const resolvers = resolversOf(target);
  const named = peers.flatMap((peer) => (peer.kind === 'cidr' ? [peer.cidr] : []));
  const ranges = [...named, ...(target.environment.network?.apiServer ?? []), ...resolvers.addresses];
  const addresses = unique(ranges.flatMap(boundsOf)).map((address): Host => ({
    kind: 'address',
    id: `address ${address}`,
    address,
  }));
  return [...workloads, ...workers, ...foreign, ...resolvers.pods, ...addresses, ...strangersOf(resolvers)];
}

/** Who answers for names in a cluster. */
interface Resolvers {
  readonly pods: readonly Extract<Host, { readonly kind: 'pod' }>[];
  readonly addresses: readonly string[];
  readonly port: number;
}

/** Written by hand: on OpenShift the pods of its operator, elsewhere kube-dns, and what caches for it on each node. */
function resolversOf({ flavour }: Pick<Target, 'flavour'>): Resolvers {
  const resolver = (id: string, namespace: string, labels: Readonly<Record<string, string>>) =>
    ({ kind: 'pod', id, namespace, labels }) as const;
  if (flavour === 'openshift') {
    const labels = { 'dns.operator.openshift.io/daemonset-dns': 'default' };
    return { pods: [resolver('the resolver', 'openshift-dns', labels)], addresses: [], port: 5353 };
  }
  const kubeDns = resolver('the resolver', 'kube-system', { 'k8s-app': 'kube-dns' });
  const onNode = resolver('the resolver of the node', 'kube-system', { 'k8s-app': 'node-local-dns' });
  return flavour === 'gke'
    ? { pods: [kubeDns, onNode], addresses: ['169.254.20.10/32', '169.254.169.254/32'], port: 53 }
    : { pods: [kubeDns], addresses: ['169.254.20.10/32'], port: 53 };
}

/** Nobody may reach us, or be reached, for being beside a resolver or labelled like one. */
function strangersOf({ pods }: Resolvers): readonly Host[] {
  return [
    { kind: 'pod', id: 'a pod of somebody else', namespace: 'somebody-else', labels: {} },
    ...pods.map((pod) => ({ ...pod, id: `a pod of somebody else like ${pod.id}`, namespace: 'somebody-else' })),
    ...pods.slice(0, 1).map((pod) => ({ ...pod, id: `a pod beside ${pod.id}`, labels: {} })),
    { kind: 'address', id: 'the internet', address: '198.51.100.7' },
  ];
}

/** The first and the last address of a range, and their neighbours outside, as far as there are any. */
function boundsOf(cidr: string): readonly string[] {
  const [base = '', bits = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(bits));
  const first = Math.floor(numberOf(base) / size) * size;
  return [first - 1, first, first + size - 1, first + size]
    .filter((number) => number >= 0 && number < 2 ** 32)
    .map(addressOf);
}

function addressOf(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

/** Those of the pairs of hosts of which one end at least is a pod of the environment: others are not for us to say. */
export function pairsOf({ target }: Synthesis, hosts: readonly Host[]): readonly Pair[] {
  const own = new Set<string>(Object.values(target.namespaces));
  const isOwn = (host: Host) => host.kind === 'pod' && own.has(host.namespace);
  return hosts.flatMap((from) => hosts.map((to) => ({ from, to }))).filter(({ from, to }) => isOwn(from) || isOwn(to));
}

/** The connections between pairs that the model names, by its edges or for the resolving of names; sorted lines. */
export function linesByModel({ target, edges }: Synthesis, pairs: readonly Pair[]): readonly string[] {
  const apiServer = target.environment.network?.apiServer ?? ['0.0.0.0/0'];
  const own = new Set<string>(Object.values(target.namespaces));
  const resolvers = resolversOf(target);
  const isResolver = (host: Host) =>
    host.kind === 'address'
      ? resolvers.addresses.some((range) => inRange(host.address, range))
      : resolvers.pods.some(({ id }) => id === host.id);
  const lines = pairs.flatMap(({ from, to }) => {
    const named = edges.filter((edge) => isEnd(from, edge.from, apiServer) && isEnd(to, edge.to, apiServer));
    const ports = named.flatMap((edge) => edge.ports);
    const resolves = from.kind === 'pod' && own.has(from.namespace) && isResolver(to);
    return [
      ...ports.map((port) => lineOf({ from, to, port, protocol: 'TCP' })),
      ...(resolves ? protocols.map((protocol) => lineOf({ from, to, port: resolvers.port, protocol })) : []),
    ];
  });
  return [...unique(lines)].toSorted();
}

/** What a connection is called in a comparison. */
export function lineOf({ from, to, port, protocol }: Connection): string {
  return `${from.id} → ${to.id} :${port}/${protocol}`;
}

/** What a comparison looks at: the ports of the edges, those of resolvers, and one that nobody names. */
export function portsOfModel({ edges }: Synthesis): readonly number[] {
  return [...new Set([...edges.flatMap(({ ports }) => ports), 53, 5353, 9])];
}

function isEnd(host: Host, peer: Peer, apiServer: readonly string[]): boolean {
  if (host.kind === 'address') {
    const cidrs = peer.kind === 'cidr' ? [peer.cidr] : peer.kind === 'api-server' ? apiServer : [];
    return cidrs.some((cidr) => inRange(host.address, cidr));
  }
  return 'namespace' in peer && host.namespace === peer.namespace && hasLabelsOf(host.labels, peer);
}

function hasLabelsOf(labels: Readonly<Record<string, string>>, peer: Peer): boolean {
  switch (peer.kind) {
    case 'workload':
      return labels['app.kubernetes.io/name'] === peer.name;
    case 'workers':
      return (
        labels[workerLabel] !== undefined &&
        (peer.sessionType === undefined || labels[sessionTypeLabel] === peer.sessionType)
      );
    default:
      return peer.kind === 'namespace';
  }
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
