import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkObject } from '../../../../../infra/constructs/strict/check-object.ts';
import { kinds } from '../../../../../infra/constructs/strict/field-types.ts';
import { fittingObject } from '../../../../support/fitting-objects.ts';

type Json = Record<string, unknown>;

function deployment(): {
  metadata: Json;
  spec: { template: { spec: { containers: Json[] } & Json } & Json } & Json;
} & Json {
  const labels = { 'app.kubernetes.io/name': 'web' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'lab', labels },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'main',
              image: 'registry.example.org/web@sha256:0',
              ports: [{ containerPort: 8080 }],
              resources: { requests: { cpu: '100m', memory: '128Mi', 'nvidia.com/gpu': 1 } },
              readinessProbe: { httpGet: { path: '/readyz', port: 'http' } },
            },
          ],
        },
      },
    },
  };
}

/** The issues of a deployment that has been changed. */
function issuesAfter(change: (object: ReturnType<typeof deployment>) => void): readonly unknown[] {
  const object = deployment();
  change(object);
  return checkObject(object, 'services/web');
}

function container(object: ReturnType<typeof deployment>): Json {
  return object.spec.template.spec.containers[0] ?? {};
}

describe('an object that fits its schema', () => {
  test('has no issues', () => {
    expect(checkObject(deployment(), 'services/web')).toEqual([]);
  });

  test.each([...kinds.values()].map((kind) => [`${kind.apiVersion} ${kind.kind}`, kind] as const))(
    'has none as a %s, whatever is in it',
    (_name, kind) => {
      fc.assert(
        fc.property(fittingObject(kind), (object) => {
          expect(checkObject(object, 'here')).toEqual([]);
        }),
        { numRuns: 20 },
      );
    },
  );

  test('may hold newer fields that cdk8s-plus-27 does not know', () => {
    const issues = issuesAfter(({ spec }) => {
      spec.template.spec['initContainers'] = [{ name: 'sidecar', image: 'a', restartPolicy: 'Always' }];
      spec.template.spec['resourceClaims'] = [{ name: 'gpu', resourceClaimName: 'session' }];
      spec.template.spec['securityContext'] = { appArmorProfile: { type: 'RuntimeDefault' } };
    });
    expect(issues).toEqual([]);
  });
});

describe('an object that does not fit is refused', () => {
  test('for an unknown field, with the one that was meant', () => {
    expect(issuesAfter(({ spec }) => (spec['replica'] = 2))).toEqual([
      {
        path: 'services/web: /spec/replica',
        expected: expect.stringContaining('one of the fields of DeploymentSpec: minReadySeconds, paused'),
        remedy: 'Write "replicas" instead of "replica".',
      },
    ]);
  });

  test('for an unknown field that is near to none', () => {
    expect(issuesAfter((object) => (container(object)['gpu'] = 1))).toEqual([
      expect.objectContaining({
        path: 'services/web: /spec/template/spec/containers/0/gpu',
        remedy: 'Remove "gpu".',
      }),
    ]);
  });

  test.each([
    ['null', null, 'null'],
    ['undefined', undefined, 'undefined'],
    ['NaN', NaN, 'NaN'],
    ['a function', () => 2, 'function'],
    ['text', '2', '"2"'],
    ['a fraction', 1.5, '1.5'],
    ['a number that no double holds exactly', 2 ** 60, '1152921504606847000'],
  ])('for %s where an integer is expected', (_name, value, shown) => {
    expect(issuesAfter(({ spec }) => (spec['replicas'] = value))).toMatchObject([
      { path: 'services/web: /spec/replicas', value: shown, expected: 'an integer' },
    ]);
  });

  test.each([null, undefined, NaN, () => 1, Symbol('a'), new Date(0), new Map()])(
    'for %s where the schema leaves everything open',
    (value) => {
      const object = {
        apiVersion: 'external-secrets.io/v1',
        kind: 'SecretStore',
        metadata: { name: 'a', namespace: 'lab' },
        spec: { provider: { vault: { inner: [value] } } },
      };
      expect(checkObject(object, 'store')).toMatchObject([{ path: 'store: /spec/provider/vault/inner/0' }]);
    },
  );

  test.each<[string, unknown, string]>([
    ['a map of texts', new Map([['kubernetes.io/os', 'linux']]), 'a Map'],
    ['a date', new Date(0), 'a Date'],
  ])('for %s where an object is expected, which would be written as something else', (_what, value, shown) => {
    expect(issuesAfter(({ spec }) => (spec.template.spec['nodeSelector'] = value))).toMatchObject([
      { path: 'services/web: /spec/template/spec/nodeSelector', value: shown, expected: 'an object' },
    ]);
    expect(issuesAfter(({ spec }) => (spec.template.spec['affinity'] = value))).toMatchObject([
      { path: 'services/web: /spec/template/spec/affinity', value: shown, expected: 'an object (Affinity)' },
    ]);
  });

  test('for a circle', () => {
    const circle: Json = {};
    circle['self'] = circle;
    const object = {
      apiVersion: 'external-secrets.io/v1',
      kind: 'SecretStore',
      metadata: { name: 'a' },
      spec: { provider: circle },
    };
    expect(checkObject(object, 'store')).toMatchObject([
      { expected: expect.stringContaining('does it contain itself') },
    ]);
  });

  test('for a number where text is expected, with the text', () => {
    expect(issuesAfter((object) => (container(object)['env'] = [{ name: 'PORT', value: 8080 }]))).toEqual([
      {
        path: 'services/web: /spec/template/spec/containers/0/env/0/value',
        value: '8080',
        expected: 'a string',
        remedy: 'Write "8080".',
      },
    ]);
  });

  test('for a value that an enumeration does not have, with the nearest', () => {
    expect(issuesAfter(({ spec }) => (spec.template.spec['dnsPolicy'] = 'clusterFirst'))).toMatchObject([
      { path: 'services/web: /spec/template/spec/dnsPolicy', remedy: 'Write "ClusterFirst".' },
    ]);
  });

  test.each(['1 Gi', 'Gi', '1g', '2GB', '', '0x1'])('for %j as a quantity', (value) => {
    expect(issuesAfter((object) => (container(object)['resources'] = { limits: { memory: value } }))).toMatchObject([
      { path: 'services/web: /spec/template/spec/containers/0/resources/limits/memory' },
    ]);
  });

  test('for a required field that is not there', () => {
    expect(issuesAfter((object) => delete object.spec['selector'])).toEqual([
      {
        path: 'services/web: /spec/selector',
        expected: 'a value: the field is required',
        remedy: 'Add "selector".',
      },
    ]);
  });

  test('for a list where an object is expected, and an object where a list is', () => {
    expect(
      issuesAfter(({ spec }) => {
        spec['selector'] = [];
        spec.template.spec['volumes'] = {};
      }),
    ).toMatchObject([
      { path: 'services/web: /spec/selector', expected: 'an object (LabelSelector)' },
      { path: 'services/web: /spec/template/spec/volumes', expected: 'a list' },
    ]);
  });

  test('for a status, which the cluster writes', () => {
    expect(issuesAfter((object) => (object['status'] = {}))).toMatchObject([
      { path: 'services/web: /status', remedy: 'Leave "status" out: the cluster writes it.' },
    ]);
  });

  test('for metadata that is not there', () => {
    expect(checkObject({ apiVersion: 'v1', kind: 'Namespace' }, 'a')).toMatchObject([{ path: 'a: /metadata' }]);
  });

  test('for a key with a slash, which the path escapes', () => {
    expect(issuesAfter(({ metadata }) => (metadata['labels'] = { 'a/b~c': 1 }))).toMatchObject([
      { path: 'services/web: /metadata/labels/a~1b~0c' },
    ]);
  });

  test.each([
    ['another apiVersion', { apiVersion: 'extensions/v1beta1', kind: 'Deployment' }, 'Write apiVersion "apps/v1".'],
    ['a slip in the kind', { apiVersion: 'apps/v1', kind: 'Deploymnt' }, 'Write "Deployment" instead of "Deploymnt".'],
    [
      'an unknown kind',
      { apiVersion: 'v1', kind: 'Gadget' },
      'Add the kind to tools/kubernetes-schema/kinds.ts and run npm run schema.',
    ],
  ])('for %s', (_name, object, remedy) => {
    expect(checkObject({ ...object, metadata: {} }, 'a')).toMatchObject([{ path: 'a: /kind', remedy }]);
  });

  test.each([null, 'text', [], { kind: 'Service' }])('for %j, which is no object of Kubernetes', (value) => {
    expect(checkObject(value, 'a')).toMatchObject([{ path: 'a' }]);
  });

  test('wherever one value of it is spoilt, and only there', () => {
    const places = fc.constantFrom(...leavesOf(deployment(), []));
    fc.assert(
      fc.property(places, fc.constantFrom(null, undefined, NaN, [[]]), (place, wrong) => {
        // Through JSON, so that its places share no labels.
        const object = JSON.parse(JSON.stringify(deployment())) as Json;
        setAt(object, place, wrong);
        expect(checkObject(object, 'x').map(({ path }) => path)).toEqual([expect.stringContaining(pointer(place))]);
      }),
    );
  });
});

type Place = readonly string[];

function leavesOf(value: unknown, place: Place): readonly Place[] {
  if (typeof value !== 'object' || value === null) return place.length === 1 ? [] : [place];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...place, key]));
}

function setAt(root: Json, place: Place, value: unknown): void {
  const parent = place.slice(0, -1).reduce<Json>((here, key) => here[key] as Json, root);
  parent[place.at(-1) ?? ''] = value;
}

function pointer(place: Place): string {
  return place.map((key) => `/${key.replaceAll('/', '~1')}`).join('');
}
