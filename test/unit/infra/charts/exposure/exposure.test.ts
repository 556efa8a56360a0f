import { describe, expect, test } from '@jest/globals';
import { exposure } from '../../../../../infra/charts/exposure/exposure.ts';
import { roles } from '../../../../../infra/charts/roles/roles.ts';
import { applicationServices } from '../../../../../infra/charts/services/services.ts';
import { checkObject } from '../../../../../infra/constructs/strict/check-object.ts';
import type { Environment } from '../../../../../infra/model/environment.ts';
import { definePlatform, type Platform } from '../../../../../infra/model/platform.ts';
import { targetOf } from '../../../../../infra/model/target.ts';
import { linesOf, objectOf, objectsOf } from '../support/find-object.ts';

const services: Platform['services'] = {
  web: {
    command: ['web'],
    port: 8080,
    external: true,
    probes: { readiness: { http: { port: 8080, path: '/ready' } } },
  },
  feed: {
    command: ['feed'],
    port: 9000,
    external: true,
    probes: { readiness: { http: { port: 9001, path: '/ready' } } },
  },
  inner: { command: ['inner'], port: 7000 },
};

function targetWith(environment: Partial<Environment>, own: Platform['services'] = services) {
  const platform = definePlatform({
    name: 'lab',
    services: own,
    environments: { dev: { flavour: 'kubernetes', domain: 'lab.example.org', ...environment } },
  });
  return targetOf(platform, 'dev');
}

function partOf(environment: Partial<Environment> = {}, own: Platform['services'] = services) {
  return exposure(targetWith(environment, own));
}

const everyWay: readonly (readonly [string, Partial<Environment>])[] = [
  ['Gateway API', {}],
  ['GKE', { flavour: 'gke' }],
  ['Ingress', { exposure: { through: 'ingress', class: 'haproxy' } }],
  ['Routes', { flavour: 'openshift' }],
];

describe('what is reached from outside', () => {
  test('is nothing without a domain', () => {
    const platform = definePlatform({ name: 'lab', services, environments: { dev: { flavour: 'kubernetes' } } });
    expect(exposure(targetOf(platform, 'dev'))).toEqual({ objects: [], edges: [], access: [] });
  });

  test.each(everyWay)('is by %s the gateway and the external services, and nothing else', (_, environment) => {
    const part = partOf(environment);
    const text = JSON.stringify(part);
    expect(text).toContain('"lab.example.org"');
    expect(text).toContain('"web.lab.example.org"');
    expect(text).not.toContain('inner');
    expect(part.objects.every(({ stage }) => stage === 'ingress')).toBe(true);
  });

  test.each(everyWay)('by %s is at Services and ports that are there', (_, environment) => {
    const target = targetWith(environment);
    const there = [roles(target), applicationServices(target)].flatMap((part) => objectsOf(part, 'Service'));
    const ports = new Set(
      there.flatMap(({ metadata, spec }) =>
        (spec?.ports ?? []).flatMap(({ name, port }) => [
          `${metadata.namespace}/${metadata.name}:${port}`,
          `${metadata.namespace}/${metadata.name}:${name}`,
        ]),
      ),
    );
    const named = backendsOf(exposure(target));
    expect(named).toHaveLength(3);
    expect(named.filter((backend) => !ports.has(backend))).toEqual([]);
  });

  test.each(everyWay)('by %s fits the schemas of its kinds', (_, environment) => {
    expect(partOf(environment).objects.flatMap(({ object }) => checkObject(object, object.kind))).toEqual([]);
  });
});

function backendsOf(part: ReturnType<typeof exposure>): readonly string[] {
  const routes = objectsOf(part, 'HTTPRoute').flatMap(({ metadata, spec }) =>
    (spec.rules ?? []).flatMap(({ backendRefs = [] }) =>
      backendRefs.map(({ name, port }) => `${metadata.namespace}/${name}:${port}`),
    ),
  );
  const ingresses = objectsOf(part, 'Ingress').flatMap(({ metadata, spec }) =>
    (spec?.rules ?? []).flatMap(({ http }) =>
      (http?.paths ?? []).map(
        ({ backend }) => `${metadata.namespace}/${backend.service?.name}:${backend.service?.port?.number}`,
      ),
    ),
  );
  const openshift = objectsOf(part, 'Route').map(
    ({ metadata, spec }) => `${metadata.namespace}/${spec.to.name}:${spec.port?.targetPort}`,
  );
  return [...routes, ...ingresses, ...openshift];
}

describe('the proxies', () => {
  test('may reach just what is exposed', () => {
    expect(linesOf(partOf())).toEqual([
      'namespace gateway-system -> lab-system/gateway :7300',
      'namespace gateway-system -> lab-services/web :8080',
      'namespace gateway-system -> lab-services/feed :9000',
    ]);
  });

  test('are in the namespace that the author names', () => {
    expect(linesOf(partOf({ exposure: { from: { namespace: 'envoy' } } }))[0]).toContain('namespace envoy ->');
  });

  test('of Google are outside of the cluster', () => {
    expect(linesOf(partOf({ flavour: 'gke' }, {}))).toEqual([
      '130.211.0.0/22 -> lab-system/gateway :7300',
      '35.191.0.0/16 -> lab-system/gateway :7300',
    ]);
    expect(linesOf(partOf({ flavour: 'gke', exposure: { class: 'envoy' } }, {}))).toEqual([
      'namespace gateway-system -> lab-system/gateway :7300',
    ]);
  });
});

describe('by Gateway API', () => {
  const part = partOf({ exposure: { class: 'envoy', issuer: 'public' } });

  test('there is one Gateway, whose listeners take routes of our own namespaces only', () => {
    const { spec } = objectOf(part, 'Gateway', 'public');
    expect(spec.gatewayClassName).toBe('envoy');
    expect(
      spec.listeners.map(({ name, hostname, port, allowedRoutes }) => [
        name,
        hostname,
        port,
        allowedRoutes?.namespaces?.selector?.matchLabels?.['kubernetes.io/metadata.name'],
      ]),
    ).toEqual([
      ['http', undefined, 80, 'lab-system'],
      ['https', 'lab.example.org', 443, 'lab-system'],
      ['https-services', '*.lab.example.org', 443, 'lab-services'],
    ]);
  });

  test('there is no listener for services where none is external', () => {
    const { spec } = objectOf(partOf({}, {}), 'Gateway', 'public');
    expect(spec.listeners.map(({ name }) => name)).toEqual(['http', 'https']);
    expect(objectsOf(partOf({}, {}), 'Certificate')).toHaveLength(1);
  });

  test('its labels are not those of the pods of the gateway', () => {
    expect(objectOf(part, 'Gateway', 'public').metadata.labels?.['app.kubernetes.io/name']).not.toBe('gateway');
  });

  // A browser sends to one listener what is for the other, where one certificate has the names of both.
  test('each listener has a certificate of its own names', () => {
    const [, ...secure] = objectOf(part, 'Gateway', 'public').spec.listeners;
    const certificates = objectsOf(part, 'Certificate').map(({ metadata, spec }) => ({
      secret: `${metadata.namespace}/${spec?.secretName}`,
      names: spec?.dnsNames,
    }));
    expect(secure.map(({ name, tls }) => [name, tls?.certificateRefs?.map((each) => each.name)])).toEqual([
      ['https', ['public-tls']],
      ['https-services', ['public-services-tls']],
    ]);
    expect(certificates).toEqual([
      { secret: 'lab-system/public-tls', names: ['lab.example.org'] },
      { secret: 'lab-system/public-services-tls', names: ['web.lab.example.org', 'feed.lab.example.org'] },
    ]);
    expect(objectOf(part, 'Certificate', 'public').spec).toMatchObject({
      issuerRef: { kind: 'ClusterIssuer', name: 'public' },
      privateKey: { rotationPolicy: 'Always' },
    });
  });

  test('a certificate of more than a hundred names is one of all below the domain', () => {
    const namesWith = (count: number) => {
      const many = Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`s${index}`, { command: ['s'], port: 80, external: true }]),
      );
      return objectOf(partOf({}, many), 'Certificate', 'public-services').spec?.dnsNames;
    };
    expect(namesWith(100)).toHaveLength(100);
    expect(namesWith(101)).toEqual(['*.lab.example.org']);
  });

  test('HTTP is redirected', () => {
    const { spec } = objectOf(part, 'HTTPRoute', 'redirect-to-https');
    expect(spec.parentRefs).toMatchObject([{ name: 'public', namespace: 'lab-system', sectionName: 'http' }]);
    expect(spec.rules).toEqual([
      { filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] },
    ]);
  });

  test('each has a route at its own listener, whose requests may last', () => {
    expect(objectOf(part, 'HTTPRoute', 'gateway').spec).toMatchObject({
      hostnames: ['lab.example.org'],
      parentRefs: [{ sectionName: 'https' }],
      rules: [{ backendRefs: [{ name: 'gateway', port: 7300 }], timeouts: { request: '0s' } }],
    });
    expect(objectOf(part, 'HTTPRoute', 'web')).toMatchObject({
      metadata: { namespace: 'lab-services' },
      spec: { hostnames: ['web.lab.example.org'], parentRefs: [{ sectionName: 'https-services' }] },
    });
  });
});

describe('on GKE', () => {
  const part = partOf({ flavour: 'gke' });

  test("the class is one of GKE's own unless the author names one", () => {
    expect(objectOf(part, 'Gateway', 'public').spec.gatewayClassName).toBe('gke-l7-global-external-managed');
    const other = partOf({ flavour: 'gke', exposure: { class: 'envoy' } });
    expect(objectOf(other, 'Gateway', 'public').spec.gatewayClassName).toBe('envoy');
    expect(objectsOf(other, 'HealthCheckPolicy')).toEqual([]);
  });

  test('routes have no timeouts, which it refuses: policies of the backends say them', () => {
    expect(JSON.stringify(objectsOf(part, 'HTTPRoute'))).not.toContain('timeouts');
    expect(
      objectsOf(part, 'GCPBackendPolicy').map(({ spec }) => [spec.targetRef.name, spec.default?.timeoutSec]),
    ).toEqual([
      ['gateway', 86_400],
      ['web', 86_400],
      ['feed', 86_400],
    ]);
  });

  test('health is asked at the serving port: by HTTP where it is answered there, else by a connection', () => {
    const checkOf = (name: string) => objectOf(part, 'HealthCheckPolicy', name).spec.default?.config;
    expect(checkOf('gateway')).toMatchObject({ type: 'HTTP', httpHealthCheck: { requestPath: '/health/ready' } });
    expect(checkOf('web')).toMatchObject({ type: 'HTTP', httpHealthCheck: { requestPath: '/ready' } });
    expect(checkOf('feed')).toEqual({ type: 'TCP', tcpHealthCheck: { portSpecification: 'USE_SERVING_PORT' } });
  });
});

describe('by Ingress', () => {
  const part = partOf({ exposure: { through: 'ingress', class: 'haproxy' } });

  test('each has one without annotations, with a certificate in its own namespace', () => {
    for (const { metadata, spec } of objectsOf(part, 'Ingress')) {
      expect(metadata).not.toHaveProperty('annotations');
      expect(spec?.ingressClassName).toBe('haproxy');
      const certificate = objectOf(part, 'Certificate', metadata.name ?? '');
      expect(certificate.metadata.namespace).toBe(metadata.namespace);
      expect(spec?.tls).toEqual([{ hosts: certificate.spec?.dnsNames, secretName: certificate.spec?.secretName }]);
      expect(spec?.rules?.[0]?.http?.paths).toMatchObject([{ path: '/', pathType: 'Prefix' }]);
    }
    expect(objectsOf(part, 'Ingress').map(({ metadata }) => metadata.namespace)).toEqual([
      'lab-system',
      'lab-services',
      'lab-services',
    ]);
  });
});

describe('by Routes of OpenShift', () => {
  test('TLS ends at the router, and WebSockets are not cut', () => {
    const { metadata, spec } = objectOf(partOf({ flavour: 'openshift' }), 'Route', 'gateway');
    expect(spec).toMatchObject({
      host: 'lab.example.org',
      port: { targetPort: 'public' },
      tls: { termination: 'edge', insecureEdgeTerminationPolicy: 'Redirect' },
    });
    expect(metadata.annotations).toEqual({
      'haproxy.router.openshift.io/timeout': '1h',
      'haproxy.router.openshift.io/timeout-tunnel': '24h',
    });
  });

  test('an issuer is named where the author names one', () => {
    const part = partOf({ flavour: 'openshift', exposure: { issuer: 'public' } });
    expect(objectOf(part, 'Route', 'web').metadata.annotations).toMatchObject({
      'cert-manager.io/issuer-kind': 'ClusterIssuer',
      'cert-manager.io/issuer-name': 'public',
    });
  });
});
