import type { Target } from '../../model/target.ts';

/** The GatewayClass of GKE whose load balancer is global and external (GKE, "GatewayClass capabilities"). */
const googleClass = 'gke-l7-global-external-managed';
const googlePrefix = 'gke-l7-';

/** The GatewayClass: the author's, on GKE one of GKE's own, else the default of Berth, which the cluster must have. */
export function gatewayClass({ platform, environment, flavour, exposure }: Target): string {
  const authored = environment.exposure?.class ?? platform.exposure?.class;
  return authored ?? (flavour === 'gke' ? googleClass : exposure.class);
}

/** Whether the proxies are load balancers of Google, outside of the cluster, that read policies of their own. */
export function isGoogleGateway(target: Target): boolean {
  return target.exposure.through === 'gateway' && gatewayClass(target).startsWith(googlePrefix);
}
