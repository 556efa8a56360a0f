import { labelsOf } from '../../constructs/labels.ts';
import type { Gateway, GatewaySpecListeners, HTTPRoute, HTTPRouteSpecRules } from '../../kubernetes/types.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { Target } from '../../model/target.ts';
import { certificate, tlsSecret } from './certificates.ts';
import type { Exposed } from './exposed.ts';
import { gatewayClass, isGoogleGateway } from './gateway-class.ts';
import { googlePolicies } from './google-policies.ts';

const component = 'exposure';
/**
 * The Gateway is not called as the role: some implementations give its labels to the pods of its proxies, which the
 * Service of the role would then take for its own.
 */
const gatewayName = 'public';
const listeners = { redirect: 'http', domain: 'https', services: 'https-services' } as const;

/** Gateway API: one Gateway with its certificate, one route for each of what is exposed, a redirect to HTTPS. */
export function throughGateway(target: Target, exposed: readonly Exposed[]): readonly KubernetesObject[] {
  const { system } = target.namespaces;
  const hosts = exposed.map(({ host }) => host);
  return [
    certificate(target, { name: gatewayName, namespace: system, hosts }),
    gateway(target, exposed),
    redirect(target),
    ...exposed.map((each) => route(target, each)),
    ...(isGoogleGateway(target) ? exposed.flatMap((each) => googlePolicies(target, each)) : []),
  ];
}

function gateway(target: Target, exposed: readonly Exposed[]): Gateway {
  const { domain = '', namespaces } = target;
  const hasServices = exposed.some(({ namespace }) => namespace === namespaces.services);
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: metadataOf(target, gatewayName, namespaces.system),
    spec: {
      gatewayClassName: gatewayClass(target),
      listeners: [
        {
          name: listeners.redirect,
          port: 80,
          protocol: 'HTTP',
          // The redirect, and the challenges of cert-manager; nothing of the application.
          allowedRoutes: routesFrom(namespaces.system),
        },
        httpsListener(listeners.domain, domain, namespaces.system),
        ...(hasServices ? [httpsListener(listeners.services, `*.${domain}`, namespaces.services)] : []),
      ],
    },
  };
}

function httpsListener(name: string, hostname: string, namespace: string): GatewaySpecListeners {
  return {
    name,
    hostname,
    port: 443,
    protocol: 'HTTPS',
    tls: { mode: 'Terminate', certificateRefs: [{ group: '', kind: 'Secret', name: tlsSecret(gatewayName) }] },
    allowedRoutes: routesFrom(namespace),
  };
}

/** Only routes of our own namespace: nobody else's can take a host of ours. */
function routesFrom(namespace: string): GatewaySpecListeners['allowedRoutes'] {
  return {
    kinds: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' }],
    namespaces: { from: 'Selector', selector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } },
  };
}

/** Without hosts: a challenge of cert-manager names its host, and so goes before. */
function redirect(target: Target): HTTPRoute {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: metadataOf(target, 'redirect-to-https', target.namespaces.system),
    spec: {
      parentRefs: [parentOf(target, listeners.redirect)],
      rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
    },
  };
}

function route(target: Target, { name, namespace, host, port }: Exposed): HTTPRoute {
  const isService = namespace === target.namespaces.services;
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: metadataOf(target, name, namespace),
    spec: {
      parentRefs: [parentOf(target, isService ? listeners.services : listeners.domain)],
      hostnames: [host],
      rules: [{ backendRefs: [{ group: '', kind: 'Service', name, port }], ...timeoutsOf(target) }],
    },
  };
}

/**
 * No limit for a request: WebSockets, uploads and long answers are requests too. GKE refuses a route with `timeouts`
 * (kserve/kserve#5311); there a policy of the backend says it.
 */
function timeoutsOf(target: Target): Pick<HTTPRouteSpecRules, 'timeouts'> {
  return isGoogleGateway(target) ? {} : { timeouts: { request: '0s' } };
}

function parentOf({ namespaces }: Target, sectionName: string) {
  return {
    group: 'gateway.networking.k8s.io',
    kind: 'Gateway',
    name: gatewayName,
    namespace: namespaces.system,
    sectionName,
  };
}

function metadataOf(target: Target, name: string, namespace: string) {
  return { name, namespace, labels: labelsOf(target, { name, component }) };
}
