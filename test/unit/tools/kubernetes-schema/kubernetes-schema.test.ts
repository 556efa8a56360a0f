import { describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import schema from '../../../../infra/kubernetes/schema.json' with { type: 'json' };
import { readCustomResources } from '../../../../tools/kubernetes-schema/crd.ts';
import { emitSchema } from '../../../../tools/kubernetes-schema/emit-schema.ts';
import { emitTypes } from '../../../../tools/kubernetes-schema/emit-types.ts';
import { firstSentence, mergeTables, type Schema } from '../../../../tools/kubernetes-schema/field-table.ts';
import { readGoEnums } from '../../../../tools/kubernetes-schema/go-enums.ts';
import { readOpenApi, type OpenApiDocument } from '../../../../tools/kubernetes-schema/openapi.ts';

const gadgetKind = { group: 'example.org', version: 'v1', kind: 'Gadget' };

function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

/** What a document of Kubernetes looks like, in small. */
const document: OpenApiDocument = {
  components: {
    schemas: {
      'org.example.gadget.v1.Gadget': {
        'x-kubernetes-group-version-kind': [gadgetKind],
        description: 'A gadget does this. And that.',
        properties: {
          apiVersion: { type: 'string' },
          kind: { type: 'string' },
          metadata: { allOf: [ref('io.k8s.meta.v1.ObjectMeta')], default: {} },
          spec: { allOf: [ref('org.example.gadget.v1.GadgetSpec')], default: {} },
          status: ref('org.example.gadget.v1.GadgetStatus'),
        },
      },
      'org.example.gadget.v1.GadgetSpec': {
        required: ['size', 'parts'],
        properties: {
          size: ref('io.k8s.apimachinery.pkg.api.resource.Quantity'),
          port: ref('io.k8s.apimachinery.pkg.util.intstr.IntOrString'),
          parts: { type: 'array', items: { allOf: [ref('org.example.gadget.v1.Part')] } },
          others: { type: 'array', items: ref('io.k8s.other.v1.Part') },
          labels: { type: 'object', additionalProperties: { type: 'string' } },
          inner: ref('org.example.gadget.v1.Gadget'),
          at: ref('io.k8s.apimachinery.pkg.apis.meta.v1.Time'),
          policy: { type: 'string' },
        },
      },
      'org.example.gadget.v1.GadgetStatus': { properties: { ready: { type: 'boolean' } } },
      'org.example.gadget.v1.Part': { properties: { name: { type: 'string' }, on: { type: 'boolean' } } },
      'io.k8s.other.v1.Part': { properties: { count: { type: 'integer', format: 'int32' } } },
      'io.k8s.meta.v1.ObjectMeta': { properties: { name: { type: 'string' } } },
      'io.k8s.apimachinery.pkg.apis.meta.v1.Time': { type: 'string', format: 'date-time' },
    },
  },
  paths: {
    '/apis/example.org/v1/namespaces/{namespace}/gadgets': {
      post: { 'x-kubernetes-group-version-kind': gadgetKind, 'x-kubernetes-action': 'post' },
    },
  },
};

describe('the fields of built-in kinds', () => {
  const table = readOpenApi([document], ['example.org/v1/Gadget'], (definition, field) =>
    definition.endsWith('GadgetSpec') && field === 'policy' ? 'enum(A|B)' : undefined,
  );

  test('are read with their types', () => {
    expect(JSON.parse(emitSchema(table))).toEqual({
      kinds: { 'example.org/v1/Gadget': { definition: 'Gadget', plural: 'gadgets', scope: 'Namespaced' } },
      definitions: {
        Gadget: { fields: { apiVersion: 'string', kind: 'string', metadata: 'ObjectMeta', spec: 'GadgetSpec' } },
        GadgetSpec: {
          fields: {
            size: 'quantity',
            port: 'intOrString',
            parts: '[]GadgetPart',
            others: '[]OtherPart',
            labels: '{}string',
            inner: 'Gadget',
            at: 'string',
            policy: 'enum(A|B)',
          },
          required: ['parts', 'size'],
        },
        GadgetPart: { fields: { name: 'string', on: 'boolean' } },
        ObjectMeta: { fields: { name: 'string' } },
        OtherPart: { fields: { count: 'integer' } },
      },
    });
  });

  test('become interfaces', () => {
    const types = emitTypes(table);
    expect(types).toContain(
      [
        '/** A gadget does this. */',
        'export interface Gadget {',
        "  readonly apiVersion: 'example.org/v1';",
        "  readonly kind: 'Gadget';",
        '  readonly metadata: ObjectMeta;',
        '  readonly spec?: GadgetSpec;',
        '}',
      ].join('\n'),
    );
    expect(types).toContain('  readonly size: Quantity;\n  readonly port?: IntOrString;\n');
    expect(types).toContain('  readonly parts: readonly GadgetPart[];\n');
    expect(types).toContain('  readonly inner?: Embedded<Gadget>;\n');
    expect(types).toContain("  readonly policy?: 'A' | 'B';\n");
  });

  test('are looked for in vain where no document has the kind', () => {
    expect(() => readOpenApi([document], ['example.org/v2/Gadget'])).toThrow('has the kind example.org/v2/Gadget');
  });
});

describe('the fields of a custom kind', () => {
  const listener: Schema = { type: 'object', properties: { port: { type: 'integer' } }, required: ['port'] };
  const openAPIV3Schema: Schema = {
    type: 'object',
    properties: {
      apiVersion: { type: 'string' },
      metadata: { type: 'object' },
      status: { type: 'object' },
      spec: {
        type: 'object',
        required: ['mode', 'listener'],
        properties: {
          mode: { type: 'string', default: 'A', enum: ['B', 'A', ''] },
          listener,
          listeners: { type: 'array', items: listener },
          free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
          open: { type: 'object', properties: { a: { type: 'string' } }, 'x-kubernetes-preserve-unknown-fields': true },
          memory: { 'x-kubernetes-int-or-string': true, pattern: '^[0-9]+(([KMGTPE]i)|[numkMGTPE])$' },
          port: { 'x-kubernetes-int-or-string': true },
          provider: { type: 'object', properties: { a: { type: 'string' } } },
        },
      },
    },
  };
  const names = { kind: 'Gate', plural: 'gates' };
  const spec = {
    group: 'example.org',
    scope: 'Cluster',
    names,
    versions: [{ name: 'v1', schema: { openAPIV3Schema } }],
  } as const;

  test('are named by their path, the first of two equal ones', () => {
    const table = readCustomResources([{ definition: { spec }, version: 'v1' }], new Set(['Gate.spec.provider']));
    expect(JSON.parse(emitSchema(table))).toEqual({
      kinds: { 'example.org/v1/Gate': { definition: 'Gate', plural: 'gates', scope: 'Cluster' } },
      definitions: {
        Gate: { fields: { apiVersion: 'string', metadata: 'ObjectMeta', spec: 'GateSpec' } },
        GateSpec: {
          fields: {
            mode: 'enum(A|B)',
            listener: 'GateSpecListener',
            listeners: '[]GateSpecListener',
            free: 'map',
            open: 'GateSpecOpen',
            memory: 'quantity',
            port: 'intOrString',
            provider: 'map',
          },
          // A field with a default need not be given.
          required: ['listener'],
        },
        GateSpecListener: { fields: { port: 'integer' }, required: ['port'] },
        GateSpecOpen: { fields: { a: 'string' }, open: true },
      },
    });
  });

  test('are looked for in vain in another version', () => {
    expect(() => readCustomResources([{ definition: { spec }, version: 'v2' }], new Set())).toThrow(
      'The CRD of Gate (example.org) has no version v2.',
    );
  });

  test('do not share a name with those of another', () => {
    const table = readCustomResources([{ definition: { spec }, version: 'v1' }], new Set());
    expect(() => mergeTables([table, table])).toThrow('Two definitions are called Gate');
  });
});

test('the enumerations are read from the Go source', () => {
  const source = [
    'func schema_k8sio_api_core_v1_Container(ref common.ReferenceCallback) common.OpenAPIDefinition {',
    '\t\t\t\t\t"imagePullPolicy": {',
    '\t\t\t\t\t\t\tType:        []string{"string"},',
    '\t\t\t\t\t\t\tEnum:        []interface{}{"Never", "Always"},',
    '\t\t\t\t\t},',
    '\t\t\t\t\t"name": {',
    '\t\t\t\t\t\t\tType:        []string{"string"},',
    '\t\t\t\t\t},',
    'func schema_pkg_apis_apiextensions_v1_Rule(ref common.ReferenceCallback) common.OpenAPIDefinition {',
    '\t\t\t\t\t"reasons": {',
    '\t\t\t\t\t\t\tType:        []string{"array"},',
    '\t\t\t\t\t\t\t\t\t\tType:    []string{"string"},',
    '\t\t\t\t\t\t\t\t\t\tEnum:    []interface{}{"A"},',
  ].join('\n');
  expect([...readGoEnums(source)]).toEqual([
    ['io.k8s.api.core.v1.Container/imagePullPolicy', 'enum(Always|Never)'],
    ['io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.Rule/reasons', '[]enum(A)'],
  ]);
});

test.each([
  ['One. Two.', 'One.'],
  ['Affinity (e.g. zones, etc. and so on). Two.', 'Affinity (e.g. zones, etc. and so on).'],
  ['No stop\nat all\n\nNext', 'No stop at all'],
  [`${'word '.repeat(60)}end.`, `${'word '.repeat(31).trim()} …`],
])('of a description the first sentence is kept: %j', (description, doc) => {
  expect(firstSentence(description)).toEqual({ doc });
});

test('the committed types are those of the committed schema', async () => {
  const types = await readFile(join(import.meta.dirname, '../../../../infra/kubernetes/types.ts'), 'utf8');
  const interfaces = [...types.matchAll(/^export interface (\w+) \{$/gm)].map(([, name]) => name);
  expect(interfaces).toEqual(Object.keys(schema.definitions));
});
