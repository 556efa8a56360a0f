import { describe, expect, test } from '@jest/globals';
import { namesUnique } from '../../../../policies/rules/stack/names-unique.ts';
import { referencesExist } from '../../../../policies/rules/stack/references-exist.ts';
import { serviceSelects } from '../../../../policies/rules/stack/service-selects.ts';
import { clusterObject, deployment, findings, object } from './objects.ts';

describe('a Service', () => {
  const service = (spec: object) => object('v1', 'Service', 's', { spec });
  const check = (...objects: Parameters<typeof findings>[1]) => findings(serviceSelects, objects);
  const named = deployment('a', 1, { containers: [{ name: 'main', ports: [{ name: 'http', containerPort: 8080 }] }] });

  test('selects a workload', () => {
    expect(
      check(
        named,
        service({
          selector: { app: 'a' },
          ports: [
            { port: 80, targetPort: 'http' },
            { port: 81, targetPort: 81 },
          ],
        }),
      ),
    ).toEqual([]);
  });

  test('that selects nothing says what it looks for', () => {
    expect(check(named, service({ selector: { app: 'a', tier: 'web' } }))).toEqual([
      'Service s: nothing has app=a,tier=web',
    ]);
  });

  test('that selects in another namespace selects nothing', () => {
    const elsewhere = { ...service({ selector: { app: 'a' } }), metadata: { name: 's', namespace: 'other' } };
    expect(check(named, elsewhere)).toHaveLength(1);
  });

  test('names a port that is there', () => {
    expect(check(named, service({ selector: { app: 'a' }, ports: [{ port: 80, targetPort: 'https' }] }))).toEqual([
      'Service s: no container has a port named https',
    ]);
  });

  test('may select what comes at run time, or nothing at all', () => {
    expect(check(service({ selector: { 'berth.dev/worker': 'solver' } }), service({ type: 'ExternalName' }))).toEqual(
      [],
    );
    expect(findings(serviceSelects, [service({ selector: { later: 'x' } })], { runtimeLabels: ['later'] })).toEqual([]);
  });
});

describe('a reference', () => {
  const check = (podSpec: object, ...objects: Parameters<typeof findings>[1]) =>
    findings(referencesExist, [deployment('a', 1, { containers: [], ...podSpec }), ...objects], {
      expectedSecrets: ['app/keys'],
      existingObjects: ['RuntimeClass/gvisor', 'PriorityClass/system-node-critical'],
    });
  const env = (valueFrom: object) => ({ containers: [{ name: 'main', env: [{ name: 'A', valueFrom }] }] });
  const missing = (what: string) => [`Deployment a: ${what}`];

  test.each([
    ['a ConfigMap as a volume', { volumes: [{ name: 'v', configMap: { name: 'c' } }] }, 'ConfigMap c'],
    [
      'a projected ConfigMap',
      { volumes: [{ name: 'v', projected: { sources: [{ configMap: { name: 'c' } }] } }] },
      'ConfigMap c',
    ],
    ['a variable of a ConfigMap', env({ configMapKeyRef: { name: 'c', key: 'k' } }), 'ConfigMap c'],
    [
      'all variables of a ConfigMap',
      { initContainers: [{ name: 'i', envFrom: [{ configMapRef: { name: 'c' } }] }] },
      'ConfigMap c',
    ],
    ['a Secret as a volume', { volumes: [{ name: 'v', secret: { secretName: 's' } }] }, 'Secret s'],
    ['a variable of a Secret', env({ secretKeyRef: { name: 's', key: 'k' } }), 'Secret s'],
    ['a Secret of a registry', { imagePullSecrets: [{ name: 's' }] }, 'Secret s'],
    ['a claim', { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'p' } }] }, 'PersistentVolumeClaim p'],
    ['a service account', { serviceAccountName: 'x' }, 'ServiceAccount x'],
    ['a priority class', { priorityClassName: 'x' }, 'PriorityClass x'],
    ['a RuntimeClass', { runtimeClassName: 'x' }, 'RuntimeClass x'],
    [
      'a claim of devices',
      { resourceClaims: [{ name: 'gpu', resourceClaimTemplateName: 'x' }] },
      'ResourceClaimTemplate x',
    ],
  ])('to %s that is not there is found', (_what, podSpec, what) => {
    expect(check(podSpec)).toEqual(missing(what));
    const [kind = '', name = ''] = what.split(' ');
    const isClusterWide = kind === 'PriorityClass' || kind === 'RuntimeClass';
    expect(check(podSpec, isClusterWide ? clusterObject('v1', kind, name) : object('v1', kind, name))).toEqual([]);
  });

  test('that is optional may lead nowhere', () => {
    expect(
      check({
        volumes: [{ name: 'v', configMap: { name: 'c', optional: true } }],
        ...env({ secretKeyRef: { name: 's', key: 'k', optional: true } }),
      }),
    ).toEqual([]);
  });

  test('may lead to what is declared, or what Kubernetes has itself', () => {
    expect(
      check({
        ...env({ secretKeyRef: { name: 'keys', key: 'k' } }),
        runtimeClassName: 'gvisor',
        priorityClassName: 'system-node-critical',
        serviceAccountName: 'default',
      }),
    ).toEqual([]);
  });

  test('may lead to a Secret that an operator makes', () => {
    const podSpec = {
      volumes: ['one', 'two', 'three'].map((secretName) => ({ name: secretName, secret: { secretName } })),
    };
    expect(
      check(
        podSpec,
        object('external-secrets.io/v1', 'ExternalSecret', 'one'),
        object('external-secrets.io/v1', 'ExternalSecret', 'x', { spec: { target: { name: 'two' } } }),
        object('cert-manager.io/v1', 'Certificate', 'y', { spec: { secretName: 'three' } }),
      ),
    ).toEqual([]);
  });

  test('may not lead into another namespace', () => {
    const elsewhere = { ...object('v1', 'ConfigMap', 'c'), metadata: { name: 'c', namespace: 'other' } };
    expect(check({ volumes: [{ name: 'v', configMap: { name: 'c' } }] }, elsewhere)).toEqual(missing('ConfigMap c'));
  });

  test('of a route leads to its Services', () => {
    const rules = [
      { backendRefs: [{ name: 'a' }, { group: 'example.org', kind: 'Function', name: 'x' }] },
      { filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { kind: 'Service', name: 'b' } } }] },
      { filters: [{ type: 'RequestRedirect' }], backendRefs: [{ group: '', name: 'c', namespace: 'other' }] },
    ];
    const route = object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'r', { spec: { rules } });
    expect(findings(referencesExist, [route])).toEqual([
      'HTTPRoute r: Service a',
      'HTTPRoute r: Service b',
      'HTTPRoute r: Service other/c',
    ]);
    const elsewhere = { ...object('v1', 'Service', 'c'), metadata: { name: 'c', namespace: 'other' } };
    const own = ['a', 'b'].map((name) => object('v1', 'Service', name));
    expect(findings(referencesExist, [route, ...own, elsewhere])).toEqual([]);
  });

  test('of an Ingress leads to its Services', () => {
    const backend = (name: string) => ({ service: { name, port: { number: 80 } } });
    const ingress = object('networking.k8s.io/v1', 'Ingress', 'i', {
      spec: {
        defaultBackend: backend('a'),
        rules: [
          { http: { paths: [{ backend: backend('b') }, { backend: { resource: { kind: 'Bucket', name: 'c' } } }] } },
        ],
      },
    });
    expect(findings(referencesExist, [ingress])).toEqual(['Ingress i: Service a', 'Ingress i: Service b']);
    expect(findings(referencesExist, [ingress, object('v1', 'Service', 'a'), object('v1', 'Service', 'b')])).toEqual(
      [],
    );
  });

  test('of a Route of OpenShift leads to its Services', () => {
    const spec = { to: { kind: 'Service', name: 'a' }, alternateBackends: [{ kind: 'Service', name: 'b' }] };
    expect(findings(referencesExist, [object('route.openshift.io/v1', 'Route', 'r', { spec })])).toEqual([
      'Route r: Service a',
      'Route r: Service b',
    ]);
  });

  test('of a StatefulSet leads to the Service that names its pods', () => {
    const named = (serviceName?: string) =>
      object('apps/v1', 'StatefulSet', 's', { spec: { serviceName, template: { spec: { containers: [] } } } });
    expect(findings(referencesExist, [named('peers')])).toEqual(['StatefulSet s: Service peers']);
    expect(findings(referencesExist, [named('peers'), object('v1', 'Service', 'peers')])).toEqual([]);
    expect(findings(referencesExist, [named()])).toEqual([]);
  });

  test('of a binding leads to its role and its accounts', () => {
    const binding = (kind: string, name: string) =>
      object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'b', {
        roleRef: { kind, name },
        subjects: [
          { kind: 'ServiceAccount', name: 'worker', namespace: 'app' },
          { kind: 'ServiceAccount', name: 'of-others', namespace: 'other' },
          { kind: 'Group', name: 'people' },
        ],
      });
    expect(findings(referencesExist, [binding('Role', 'r')])).toEqual([
      'RoleBinding b: Role r',
      'RoleBinding b: ServiceAccount worker',
    ]);
    expect(
      findings(referencesExist, [binding('ClusterRole', 'view'), object('v1', 'ServiceAccount', 'worker')]),
    ).toEqual([]);
    expect(
      findings(referencesExist, [binding('ClusterRole', 'mine'), object('v1', 'ServiceAccount', 'worker')]),
    ).toEqual(['RoleBinding b: ClusterRole mine']);
  });
});

describe('names', () => {
  test('are taken once, each kind and namespace for itself', () => {
    const same = object('v1', 'ConfigMap', 'a');
    expect(
      findings(namesUnique, [
        same,
        object('v1', 'Service', 'a'),
        { ...same, metadata: { name: 'a', namespace: 'other' } },
      ]),
    ).toEqual([]);
    expect(findings(namesUnique, [same, object('v1', 'ConfigMap', 'b'), same])).toEqual([
      'ConfigMap a: also at object-0',
    ]);
  });

  test('are taken in a group, whatever the version', () => {
    const at = (version: string) => object(`autoscaling/${version}`, 'HorizontalPodAutoscaler', 'a');
    expect(findings(namesUnique, [at('v1'), at('v2')])).toHaveLength(1);
  });

  test('that the server generates are never taken', () => {
    const generated = { apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'app' } };
    expect(findings(namesUnique, [generated, generated])).toEqual([]);
  });
});
