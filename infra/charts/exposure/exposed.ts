import type { Target } from '../../model/target.ts';
import { workload, type Peer } from '../edge.ts';
import { gatewayPort } from '../roles/role-table.ts';

/** Something that is reached from outside: the gateway of Berth, or an `external` service of the application. */
export interface Exposed {
  /** The name of the Service, and of every object that exposes it. */
  readonly name: string;
  readonly namespace: string;
  readonly host: string;
  /** The port of the Service and of its pods, and its name in both. */
  readonly port: number;
  readonly portName: string;
  /** Where a load balancer of the cloud asks for its health, at the same port; absent: it only connects. */
  readonly healthPath?: string;
  readonly peer: Peer;
}

/** What is reached from outside, the gateway first; nothing without a domain. */
export function exposedOf(target: Target): readonly Exposed[] {
  const { domain } = target;
  if (domain === undefined) return [];
  return [gatewayOf(target, domain), ...externalServices(target, domain)];
}

function gatewayOf({ namespaces }: Target, domain: string): Exposed {
  const name = 'gateway';
  return {
    name,
    namespace: namespaces.system,
    host: domain,
    port: gatewayPort,
    portName: 'public',
    healthPath: '/health/ready',
    peer: workload(namespaces.system, name),
  };
}

function externalServices({ platform, namespaces }: Target, domain: string): readonly Exposed[] {
  return Object.entries(platform.services ?? {}).flatMap(([name, { external, port, probes }]) => {
    if (external !== true || port === undefined) return [];
    const health = (probes?.readiness ?? probes?.liveness)?.http;
    return [
      {
        name,
        namespace: namespaces.services,
        host: `${name}.${domain}`,
        port,
        portName: 'http',
        ...(health?.port === port && { healthPath: health.path }),
        peer: workload(namespaces.services, name),
      },
    ];
  });
}
