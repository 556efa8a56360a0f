import type { Definition, FieldTable, KindEntry, Schema } from './field-table.ts';
import { firstSentence, primitiveType } from './field-table.ts';
import { definitionNames, fullNameOf } from './names.ts';

/** An OpenAPI 3.0 document as the API server serves it, one for each group and version. */
export interface OpenApiDocument {
  readonly components: { readonly schemas: Readonly<Record<string, Schema & KindsOfSchema>> };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface KindsOfSchema {
  readonly 'x-kubernetes-group-version-kind'?: readonly GroupVersionKind[];
}

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

interface Operation {
  readonly 'x-kubernetes-group-version-kind'?: GroupVersionKind;
  readonly 'x-kubernetes-action'?: string;
}

/** What Kubernetes writes in a language of its own: their names are not followed. */
const wellKnown: Readonly<Record<string, string>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'intOrString',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': 'map',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'map',
};

/** A value that an enumeration of the Go sources adds: the documents in the module leave them out. */
export type EnumOf = (definition: string, field: string) => string | undefined;

/**
 * The field table of the named kinds (`apps/v1/Deployment`) with all that they refer to.
 * @throws {Error} when no document has a kind.
 */
export function readOpenApi(
  documents: readonly OpenApiDocument[],
  kinds: readonly string[],
  enumOf: EnumOf = () => undefined,
): FieldTable {
  const schemas = Object.assign({}, ...documents.map((document) => document.components.schemas)) as Record<
    string,
    Schema & KindsOfSchema
  >;
  const roots = new Map(kinds.map((kind) => [kind, rootOf(schemas, kind)]));
  const reached = reachable(schemas, [...roots.values()]);
  const names = definitionNames([...reached], new Set(roots.values()));
  const nameOf = (fullName: string): string => names.get(fullName) ?? fullName;
  const entries = documents.flatMap((document) => kindEntries(document));
  return {
    kinds: Object.fromEntries(
      [...roots].map(([kind, root]) => [kind, { definition: nameOf(root), ...entryOf(entries, kind) }]),
    ),
    definitions: Object.fromEntries(
      [...reached].map((fullName) => [nameOf(fullName), definitionOf(fullName, { schemas, nameOf, enumOf })]),
    ),
  };
}

interface Reading {
  readonly schemas: Readonly<Record<string, Schema>>;
  readonly nameOf: (fullName: string) => string;
  readonly enumOf: EnumOf;
}

function definitionOf(fullName: string, reading: Reading): Definition {
  const schema = reading.schemas[fullName] ?? {};
  const fields = Object.entries(schema.properties ?? {})
    .filter(([name]) => !(name === 'status' && 'metadata' in (schema.properties ?? {})))
    .map(([name, field]) => {
      const type = reading.enumOf(fullName, name) ?? typeOf(field, reading);
      return [name, { type, ...firstSentence(field.description) }] as const;
    });
  return {
    fields: Object.fromEntries(fields),
    required: [...(schema.required ?? [])].sort(),
    ...firstSentence(schema.description),
  };
}

function typeOf(schema: Schema, reading: Reading): string {
  const target = refOf(schema);
  if (target !== undefined) return typeOfRef(target, reading);
  if (schema.type === 'array') return `[]${typeOf(schema.items ?? {}, reading)}`;
  if (typeof schema.additionalProperties === 'object') return `{}${typeOf(schema.additionalProperties, reading)}`;
  return primitiveType(schema);
}

function typeOfRef(target: string, reading: Reading): string {
  const known = wellKnown[target];
  if (known !== undefined) return known;
  const schema = reading.schemas[target] ?? {};
  return schema.properties === undefined ? typeOf({ ...schema, $ref: undefined }, reading) : reading.nameOf(target);
}

function refOf(schema: Schema): string | undefined {
  const ref = schema.$ref ?? (schema.allOf?.length === 1 ? schema.allOf[0]?.$ref : undefined);
  return ref === undefined ? undefined : fullNameOf(ref);
}

/** All definitions with fields that the roots lead to, without what only a status leads to. */
function reachable(schemas: Readonly<Record<string, Schema>>, roots: readonly string[]): Set<string> {
  const found = new Set<string>();
  const visit = (fullName: string): void => {
    const schema = schemas[fullName];
    if (found.has(fullName) || schema?.properties === undefined || fullName in wellKnown) return;
    found.add(fullName);
    const isObject = 'metadata' in schema.properties;
    for (const [name, field] of Object.entries(schema.properties)) {
      if (!(isObject && name === 'status')) refsIn(field).forEach(visit);
    }
  };
  roots.forEach(visit);
  return found;
}

function refsIn(schema: Schema): string[] {
  const target = refOf(schema);
  if (target !== undefined) return [target];
  const inner = [schema.items, schema.additionalProperties].filter((part) => typeof part === 'object');
  return inner.flatMap(refsIn);
}

function rootOf(schemas: Readonly<Record<string, KindsOfSchema>>, wanted: string): string {
  const found = Object.entries(schemas).find(([, schema]) =>
    schema['x-kubernetes-group-version-kind']?.some((kind) => kindName(kind) === wanted),
  );
  if (found === undefined) throw new Error(`No OpenAPI document has the kind ${wanted}.`);
  return found[0];
}

function kindName({ group, version, kind }: GroupVersionKind): string {
  return group === '' ? `${version}/${kind}` : `${group}/${version}/${kind}`;
}

/** Scope and plural follow from the paths at which objects are created. */
function kindEntries(document: OpenApiDocument): (Omit<KindEntry, 'definition'> & { readonly name: string })[] {
  return Object.entries(document.paths).flatMap(([path, item]) => {
    const { post } = item;
    const kind = post?.['x-kubernetes-group-version-kind'];
    if (kind === undefined || path.endsWith('}') || post?.['x-kubernetes-action'] !== 'post') return [];
    const parts = path.split('/');
    const scope = path.includes('/{namespace}/') ? ('Namespaced' as const) : ('Cluster' as const);
    return path.includes('/{name}/') ? [] : [{ name: kindName(kind), plural: parts.at(-1) ?? '', scope }];
  });
}

function entryOf(
  entries: readonly (Omit<KindEntry, 'definition'> & { readonly name: string })[],
  kind: string,
): Omit<KindEntry, 'definition'> {
  const entry = entries.find(({ name }) => name === kind);
  if (entry === undefined) throw new Error(`No path of the OpenAPI documents creates a ${kind}.`);
  return { plural: entry.plural, scope: entry.scope };
}
