import type { Target } from '../../model/target.ts';
import { workload, type Edge, type Peer } from '../edge.ts';
import type { PlacedService } from './placed-service.ts';

/**
 * Who reaches a service, and what it reaches. The proxies in front of an external one are an edge of the exposure: there
 * is none where nothing is exposed.
 */
export function serviceEdges(target: Target, { name, service }: PlacedService): readonly Edge[] {
  const self = workload(target.namespaces.services, name);
  const { port, callers = [], egress = [] } = service;
  return [
    ...(port === undefined ? [] : callers.flatMap((caller) => callEdges(target, caller, { self, port, name }))),
    ...egress.map(({ cidr, ports }) => ({
      from: self,
      to: { kind: 'cidr' as const, cidr },
      ports,
      why: `egress of the service ${name}`,
    })),
  ];
}

interface Callee {
  readonly self: Peer;
  readonly name: string;
  readonly port: number;
}

/** A caller is a service or a session type; where both have the name, both are meant. */
function callEdges({ platform, namespaces }: Target, caller: string, callee: Callee): readonly Edge[] {
  const { self, name, port } = callee;
  const from: Peer[] = [];
  if (has(platform.services, caller)) from.push(workload(namespaces.services, caller));
  if (has(platform.sessionTypes, caller)) {
    from.push({ kind: 'workers', namespace: namespaces.workers, sessionType: caller });
  }
  return from.map((peer) => ({ from: peer, to: self, ports: [port], why: `${caller} calls the service ${name}` }));
}

function has(table: Readonly<Record<string, unknown>> | undefined, name: string): boolean {
  return table !== undefined && Object.hasOwn(table, name);
}
