import { labelsOf } from '../../constructs/labels.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { Route } from '../../kubernetes/types.ts';
import type { Target } from '../../model/target.ts';
import type { Exposed } from './exposed.ts';

const component = 'exposure';

/**
 * Time-outs of OpenShift's router (openshift/router, haproxy-config.template): the first is how long it waits for an
 * answer, 30 s by default; once a connection is a WebSocket only the second counts, how long it may be silent.
 */
const timeouts = {
  'haproxy.router.openshift.io/timeout': '1h',
  'haproxy.router.openshift.io/timeout-tunnel': '24h',
} as const;

/** Routes of OpenShift: TLS ends at the router, and HTTP is redirected. */
export function throughRoutes(target: Target, exposed: readonly Exposed[]): readonly KubernetesObject[] {
  return exposed.map((each) => route(target, each));
}

function route(target: Target, { name, namespace, host, portName }: Exposed): Route {
  return {
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    metadata: {
      name,
      namespace,
      labels: labelsOf(target, { name, component }),
      annotations: { ...timeouts, ...issuerOf(target) },
    },
    spec: {
      host,
      to: { kind: 'Service', name, weight: 100 },
      port: { targetPort: portName },
      tls: { termination: 'edge', insecureEdgeTerminationPolicy: 'Redirect' },
      wildcardPolicy: 'None',
    },
  };
}

/**
 * The router has a certificate for the cluster's own domain. For another one an issuer is named, and
 * cert-manager/openshift-routes, where the cluster has it, writes the certificate into the Route.
 */
function issuerOf({ platform, environment }: Target): Readonly<Record<string, string>> {
  const issuer = environment.exposure?.issuer ?? platform.exposure?.issuer;
  if (issuer === undefined) return {};
  return { 'cert-manager.io/issuer-kind': 'ClusterIssuer', 'cert-manager.io/issuer-name': issuer };
}
