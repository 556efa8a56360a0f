import type { KubernetesObject } from '../../../infra/kubernetes/object.ts';
import { lineOf } from '../network/expected.ts';
import { isAllowed, networkOf, type Connection, type Host } from '../network/reachability.ts';
import { portsOf, type Flow, type Ports } from './network-analyzer.ts';
import { mostPods, type Scene } from './scene.ts';

/** A port that no policy names, and those of resolvers. */
const everyScenePorts: readonly number[] = [9, 53, 5353];
const protocols = ['TCP', 'UDP'] as const;

/** The ports that a comparison looks at: those of the model, and the ends of every range that the analyzer names. */
export function portsToCompare({ synthesis }: Scene, flows: readonly Flow[]): readonly number[] {
  const ours = synthesis.edges.flatMap(({ ports }) => ports);
  const theirs = flows.flatMap((flow) => portsOf(flow).ranges.flat());
  return [...new Set([...ours, ...theirs, ...everyScenePorts])].filter((port) => port > 0);
}

/** Every connection that our own calculator allows, as `<from> → <to> :<port>/<protocol>`. */
export function linesByCalculator(
  scene: Scene,
  objects: readonly KubernetesObject[],
  ports: readonly number[],
): readonly string[] {
  const network = networkOf(objects, scene.foreign);
  return linesWhere(scene, ports, (connection) => isAllowed(network, connection));
}

/** Every connection that the analyzer allows, in the same form. */
export function linesByAnalyzer(scene: Scene, flows: readonly Flow[], ports: readonly number[]): readonly string[] {
  const pods = new Map(scene.stands.map((stand) => [stand.host, new Set(stand.pods)]));
  const isEnd = (host: Host, name: string) =>
    host.kind === 'address' ? holds(name, host.address) : pods.get(host)?.has(name) === true;
  const read = flows.map((flow) => ({ ...flow, ...portsOf(flow) }));
  const known = new Map<string, readonly Ports[]>();
  const between = (from: Host, to: Host): readonly Ports[] => {
    const key = `${from.id} → ${to.id}`;
    const found = known.get(key) ?? read.filter((flow) => isEnd(from, flow.from) && isEnd(to, flow.to));
    known.set(key, found);
    return found;
  };
  return linesWhere(scene, ports, ({ from, to, ...wanted }) => between(from, to).some((each) => passes(each, wanted)));
}

/** The pods that the analyzer has found and no host of the scene stands for. */
export function unknownPods({ stands }: Scene, flows: readonly Flow[]): readonly string[] {
  const known = new Set(stands.flatMap(({ pods }) => pods));
  const names = new Set(flows.flatMap(({ from, to }) => [from, to]));
  return [...names].filter((name) => name.includes('/') && !known.has(name));
}

function passes(
  { protocols: some, ranges }: Ports,
  { protocol, port }: Pick<Connection, 'protocol' | 'port'>,
): boolean {
  return some.includes(protocol) && ranges.some(([first, last]) => first <= port && port <= last);
}

/** Whether a range such as `10.0.0.0-10.0.0.255`, or a single address, holds an address. */
function holds(range: string, address: string): boolean {
  const [first = '', last = first] = range.split('-').map(comparable);
  const value = comparable(address);
  return !range.includes('/') && first <= value && value <= last;
}

/** As text of which the order is that of addresses. */
function comparable(address: string): string {
  return address
    .split('.')
    .map((part) => part.padStart(3, '0'))
    .join('.');
}

function linesWhere(
  { synthesis, stands }: Scene,
  ports: readonly number[],
  isPassing: (connection: Connection) => boolean,
): readonly string[] {
  const own = new Set<string>(Object.values(synthesis.target.namespaces));
  const isOwn = (host: Host) => host.kind === 'pod' && own.has(host.namespace);
  const pairs = stands.flatMap(({ host: from, pods }) =>
    // A pod that is alone has no other of its kind to talk to; what neither end is ours is not for us to say.
    stands
      .filter(({ host: to }) => (from === to ? pods.length === mostPods : true) && (isOwn(from) || isOwn(to)))
      .map(({ host: to }) => ({ from, to })),
  );
  const connections = pairs.flatMap((pair) =>
    ports.flatMap((port) => protocols.map((protocol) => ({ ...pair, port, protocol }))),
  );
  return connections
    .filter(isPassing)
    .map(({ from, to, port, protocol }) => `${lineOf(from, to, port)}/${protocol}`)
    .toSorted();
}
