import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { Target } from '../../model/target.ts';
import { at, type Part } from '../part.ts';
import { exposedOf, type Exposed } from './exposed.ts';
import { throughGateway } from './gateway.ts';
import { throughIngress } from './ingress.ts';
import { proxyEdges } from './proxies.ts';
import { throughRoutes } from './route.ts';

type Way = (target: Target, exposed: readonly Exposed[]) => readonly KubernetesObject[];

const ways: Readonly<Record<Target['exposure']['through'], Way>> = {
  gateway: throughGateway,
  ingress: throughIngress,
  route: throughRoutes,
};

/**
 * How the gateway and the `external` services are reached from outside, and nothing else. Without a domain nothing is:
 * a developer forwards a port.
 */
export function exposure(target: Target): Part {
  const exposed = exposedOf(target);
  if (exposed.length === 0) return { objects: [], edges: [], access: [] };
  return {
    objects: at('ingress', ways[target.exposure.through](target, exposed)),
    edges: proxyEdges(target, exposed),
    access: [],
  };
}
