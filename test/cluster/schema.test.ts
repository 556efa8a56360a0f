import { describe, expect, test } from '@jest/globals';
import schema from '../../infra/kubernetes/schema.json' with { type: 'json' };
import { readCustomResources, type VersionedResource } from '../../tools/kubernetes-schema/crd.ts';
import { emitSchema } from '../../tools/kubernetes-schema/emit-schema.ts';
import type { FieldTable, Schema } from '../../tools/kubernetes-schema/field-table.ts';
import { goModules } from '../../tools/kubernetes-schema/go-module.ts';
import { builtInKinds, customKinds, opaqueFields } from '../../tools/kubernetes-schema/kinds.ts';
import { readOpenApi, type OpenApiDocument } from '../../tools/kubernetes-schema/openapi.ts';
import { customDefinitions } from '../../tools/kubernetes-schema/sources.ts';
import { waitUntil } from '../../services/machine/wait-until.ts';
import { expectOk } from '../support/control-plane/api-client.ts';
import { controlPlane } from '../support/control-plane/control-plane.ts';
import { installCrds } from '../support/control-plane/crds.ts';
import { testContext } from '../support/test-context.ts';

const cluster = await controlPlane();
await installCrds(cluster, testContext);
const open = goModules(testContext);

/** The document of a group and version, e.g. `apps/v1`, as the server publishes it. */
async function published(apiVersion: string): Promise<OpenApiDocument> {
  const path = apiVersion.includes('/') ? `apis/${apiVersion}` : `api/${apiVersion}`;
  const document: unknown = await expectOk(cluster.request('GET', `/openapi/v3/${path}`));
  return document as OpenApiDocument;
}

function apiVersionsOf(kinds: readonly string[]): readonly string[] {
  return [...new Set(kinds.map((kind) => kind.slice(0, kind.lastIndexOf('/'))))];
}

/** The same form as the committed table. */
function asStored(table: FieldTable): Pick<typeof schema, 'kinds' | 'definitions'> {
  return JSON.parse(emitSchema(table)) as typeof schema;
}

function expectCommitted(table: FieldTable): void {
  const { kinds, definitions } = asStored(table);
  expect(schema.kinds).toMatchObject(kinds);
  for (const [name, definition] of Object.entries(definitions)) {
    expect([name, (schema.definitions as Readonly<Record<string, unknown>>)[name]]).toEqual([name, definition]);
  }
}

describe('the committed schema', () => {
  test('has the fields of the built-in kinds that the API server publishes', async () => {
    const documents = await Promise.all(apiVersionsOf(builtInKinds).map(published));
    expectCommitted(readOpenApi(documents, builtInKinds));
  });

  test.each(customKinds.map((kinds) => [kinds.resources.map(({ file }) => file).join(', '), kinds] as const))(
    'has the fields that the API server publishes of %s',
    async (_files, kinds) => {
      const definitions = await Promise.all((await customDefinitions(kinds, open)).map(asPublished));
      expectCommitted(readCustomResources(definitions, opaqueFields));
    },
  );

  test('has no other kinds', async () => {
    const definitions = await Promise.all(customKinds.map((kinds) => customDefinitions(kinds, open)));
    const custom = definitions
      .flat()
      .map(({ definition: { spec }, version }) => `${spec.group}/${version}/${spec.names.kind}`);
    expect(Object.keys(schema.kinds).sort()).toEqual([...builtInKinds, ...custom].sort());
  });
});

/** The definition with the schema that the server publishes of it, which it does a moment after it is established. */
async function asPublished({ definition: { spec }, version }: VersionedResource): Promise<VersionedResource> {
  const { kind } = spec.names;
  const look = async (): Promise<Schema | undefined> => {
    const { components } = await published(`${spec.group}/${version}`);
    return Object.values(components.schemas).find((candidate) =>
      candidate['x-kubernetes-group-version-kind']?.some((served) => served.kind === kind),
    );
  };
  const openAPIV3Schema = await waitUntil(look, { what: `the schema of ${kind}`, deadlineMs: 30_000, everyMs: 100 });
  return { definition: { spec: { ...spec, versions: [{ name: version, schema: { openAPIV3Schema } }] } }, version };
}
