import type { KubernetesObject } from '../../../infra/kubernetes/object.ts';
import { linesByModel, lineOf, pairsOf, portsOfModel, type Pair } from '../network/expected.ts';
import { isAllowed, networkOf, protocols, type Connection, type Host } from '../network/reachability.ts';
import { portsOf, type Flow, type Ports } from './network-analyzer.ts';
import { mostPods, type Scene } from './scene.ts';

/** The ports that a comparison looks at: those of the model, and the ends of every range that the analyzer names. */
export function portsToCompare({ synthesis }: Scene, flows: readonly Flow[]): readonly number[] {
  const theirs = flows.flatMap((flow) => portsOf(flow).ranges.flat());
  return [...new Set([...portsOfModel(synthesis), ...theirs])].filter((port) => port > 0);
}

/** Every connection that the model names, as `<from> → <to> :<port>/<protocol>`. */
export function expectedLines(scene: Scene): readonly string[] {
  return linesByModel(scene.synthesis, pairsIn(scene));
}

/** Every connection that our own calculator allows, in the same form. */
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
  scene: Scene,
  ports: readonly number[],
  isPassing: (connection: Connection) => boolean,
): readonly string[] {
  const connections = pairsIn(scene).flatMap((pair) =>
    ports.flatMap((port) => protocols.map((protocol) => ({ ...pair, port, protocol }))),
  );
  return connections.filter(isPassing).map(lineOf).toSorted();
}

/** A pod that is alone has no other of its kind to talk to. */
function pairsIn({ synthesis, stands }: Scene): readonly Pair[] {
  const alone = new Set(stands.filter(({ pods }) => pods.length < mostPods).map(({ host }) => host));
  const hosts = stands.map(({ host }) => host);
  return pairsOf(synthesis, hosts).filter(({ from, to }) => from !== to || !alone.has(from));
}
