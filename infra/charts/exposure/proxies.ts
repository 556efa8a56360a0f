import type { Target } from '../../model/target.ts';
import type { Edge, Peer } from '../edge.ts';
import { isGoogleGateway } from './gateway-class.ts';
import type { Exposed } from './exposed.ts';

/**
 * Where Google's front ends and their health checks come from; of the global classes these are the proxies too.
 * Source: Google Cloud, Load Balancing, "Firewall rules".
 */
const googleFrontEnds = ['130.211.0.0/22', '35.191.0.0/16'] as const;

/** The proxies may reach what is exposed. */
export function proxyEdges(target: Target, exposed: readonly Exposed[]): readonly Edge[] {
  return exposed.flatMap((each) =>
    proxiesOf(target).map((from) => ({
      from,
      to: each.peer,
      ports: [each.port],
      why: `${each.host} is reached through the proxies`,
    })),
  );
}

function proxiesOf(target: Target): readonly Peer[] {
  if (isGoogleGateway(target)) return googleFrontEnds.map((cidr) => ({ kind: 'cidr', cidr }));
  return [{ kind: 'namespace', namespace: target.exposure.proxyNamespace }];
}
