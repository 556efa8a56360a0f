import { labelsOf } from '../../constructs/labels.ts';
import type {
  Certificate,
  Gateway,
  GatewaySpecListeners,
  HTTPRoute,
  HTTPRouteSpecRules,
} from '../../kubernetes/types.ts';
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
/**
 * Each HTTPS listener has a certificate of its own. Where one has the names of both, a browser uses its connection to the
 * one listener for the other's hosts too (RFC 9113, 9.1.1), and is answered 404 or 421 there.
 */
const certificates = { domain: gatewayName, services: `${gatewayName}-services` } as const;

/** Gateway API: one Gateway with its certificates, one route for each of what is exposed, a redirect to HTTPS. */
export function throughGateway(target: Target, exposed: readonly Exposed[]): readonly KubernetesObject[] {
  return [
    ...certificatesOf(target, exposed),
    gateway(target, exposed),
    redirect(target),
    ...exposed.map((each) => route(target, each)),
    ...(isGoogleGateway(target) ? exposed.flatMap((each) => googlePolicies(target, each)) : []),
  ];
}

function certificatesOf(target: Target, exposed: readonly Exposed[]): readonly Certificate[] {
  const { system: namespace } = target.namespaces;
  const hostsOf = (ofServices: boolean) =>
    exposed.filter((each) => isService(target, each) === ofServices).map(({ host }) => host);
  const services = hostsOf(true);
  return [
    certificate(target, { name: certificates.domain, namespace, hosts: hostsOf(false) }),
    ...(services.length > 0 ? [certificate(target, { name: certificates.services, namespace, hosts: services })] : []),
  ];
}

function gateway(target: Target, exposed: readonly Exposed[]): Gateway {
  const { domain = '', namespaces } = target;
  const hasServices = exposed.some((each) => isService(target, each));
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
        httpsListener('domain', domain, namespaces.system),
        ...(hasServices ? [httpsListener('services', `*.${domain}`, namespaces.services)] : []),
      ],
    },
  };
}

function httpsListener(which: keyof typeof certificates, hostname: string, namespace: string): GatewaySpecListeners {
  return {
    name: listeners[which],
    hostname,
    port: 443,
    protocol: 'HTTPS',
    tls: { mode: 'Terminate', certificateRefs: [{ group: '', kind: 'Secret', name: tlsSecret(certificates[which]) }] },
    allowedRoutes: routesFrom(namespace),
  };
}

function isService({ namespaces }: Target, { namespace }: Exposed): boolean {
  return namespace === namespaces.services;
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

function route(target: Target, exposed: Exposed): HTTPRoute {
  const { name, namespace, host, port } = exposed;
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: metadataOf(target, name, namespace),
    spec: {
      parentRefs: [parentOf(target, isService(target, exposed) ? listeners.services : listeners.domain)],
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
