import type { Peer } from '../../../infra/charts/edge.ts';
import { sessionTypeLabel, workerLabel } from '../../../infra/constructs/labels.ts';
import { podTemplateOf } from '../../../infra/constructs/strict/pod-template.ts';
import type { Synthesis } from '../../../infra/synth.ts';
import { inRange, type Host } from './reachability.ts';

/** The pods of an environment, one of each workload and of each session type's workers, and who else its edges name. */
export function hostsOf({ target, objects, edges }: Synthesis): readonly Host[] {
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
  const named = peers.flatMap((peer) => (peer.kind === 'cidr' ? [peer.cidr] : []));
  const addresses = unique([...named, ...(target.environment.network?.apiServer ?? [])]).map((cidr): Host => {
    const [address = ''] = cidr.split('/');
    return { kind: 'address', id: `address ${address}`, address };
  });
  const strangers: readonly Host[] = [
    { kind: 'pod', id: 'a pod of somebody else', namespace: 'somebody-else', labels: {} },
    { kind: 'address', id: 'the internet', address: '198.51.100.7' },
  ];
  return [...workloads, ...workers, ...foreign, ...addresses, ...strangers];
}

/** Every connection that the edges name, as `<from> → <to> :<port>`. */
export function allowedByEdges({ target, edges }: Synthesis, hosts: readonly Host[]): ReadonlySet<string> {
  const apiServer = target.environment.network?.apiServer ?? ['0.0.0.0/0'];
  const isPeer = (host: Host, peer: Peer) => isEnd(host, peer, apiServer);
  const lines = edges.flatMap(({ from, to, ports }) =>
    hosts
      .filter((host) => isPeer(host, from))
      .flatMap((caller) =>
        hosts
          .filter((host) => host !== caller && isPeer(host, to))
          .flatMap((callee) => ports.map((port) => lineOf(caller, callee, port))),
      ),
  );
  return new Set(lines);
}

export function lineOf(from: Host, to: Host, port: number): string {
  return `${from.id} → ${to.id} :${port}`;
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
