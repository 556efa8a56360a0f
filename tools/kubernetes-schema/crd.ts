import type { Definition, Field, FieldTable, Schema, Scope } from './field-table.ts';
import { firstSentence, primitiveType } from './field-table.ts';
import { pascal } from './names.ts';

/** The part of a CustomResourceDefinition that is read here. */
export interface CustomResource {
  readonly spec: {
    readonly group: string;
    readonly scope: Scope;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly versions: readonly {
      readonly name: string;
      readonly schema: { readonly openAPIV3Schema: Schema };
    }[];
  };
}

/** A definition, and the version of it that is written. */
export interface VersionedResource {
  readonly definition: CustomResource;
  readonly version: string;
}

/** Fields whose content is left open, because it is large and handed through: `SecretStore.spec.provider`. */
export type Opaque = ReadonlySet<string>;

/**
 * The field table of custom kinds of one group. What stands inside a kind is named by its path (`NodePoolSpecTemplate`);
 * what has been seen with the same fields keeps the first name.
 * @throws {Error} when a definition does not have the version.
 */
export function readCustomResources(resources: readonly VersionedResource[], opaque: Opaque): FieldTable {
  const reading: Reading = { definitions: new Map(), names: new Map(), opaque };
  const kinds = resources.map(({ definition: { spec }, version }) => {
    const found = spec.versions.find(({ name }) => name === version);
    if (found === undefined)
      throw new Error(`The CRD of ${spec.names.kind} (${spec.group}) has no version ${version}.`);
    const { kind, plural } = spec.names;
    readKind(kind, found.schema.openAPIV3Schema, reading);
    return [`${spec.group}/${version}/${kind}`, { definition: kind, plural, scope: spec.scope }] as const;
  });
  return { kinds: Object.fromEntries(kinds), definitions: Object.fromEntries(reading.definitions) };
}

interface Reading {
  readonly definitions: Map<string, Definition>;
  /** The name of a definition by its content. */
  readonly names: Map<string, string>;
  readonly opaque: Opaque;
}

function readKind(kind: string, schema: Schema, reading: Reading): void {
  const { properties = {} } = schema;
  const fields: Record<string, Field> = {};
  for (const [name, field] of Object.entries(properties)) {
    if (name === 'status') continue;
    const type =
      name === 'metadata'
        ? 'ObjectMeta'
        : typeOf(field, { name: kind + pascal(name), path: `${kind}.${name}` }, reading);
    fields[name] = { type, ...firstSentence(field.description) };
  }
  const required = requiredFields(schema).filter(
    (name) => name !== 'apiVersion' && name !== 'kind' && name !== 'metadata',
  );
  reading.definitions.set(kind, { fields, required, ...firstSentence(schema.description) });
}

interface Place {
  readonly name: string;
  readonly path: string;
}

function typeOf(schema: Schema, place: Place, reading: Reading): string {
  if (reading.opaque.has(place.path)) return 'map';
  if (schema.type === 'array') return `[]${typeOf(schema.items ?? {}, place, reading)}`;
  if (typeof schema.additionalProperties === 'object')
    return `{}${typeOf(schema.additionalProperties, place, reading)}`;
  return schema.properties === undefined ? primitiveType(schema) : objectType(schema, place, reading);
}

function objectType(schema: Schema, { name, path }: Place, reading: Reading): string {
  // In the order of their names, which the API server publishes: the first of two equal ones gives the name.
  const properties = Object.entries(schema.properties ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const fields = properties.map(([field, inner]) => {
    const type = typeOf(inner, { name: name + pascal(field), path: `${path}.${field}` }, reading);
    return [field, { type, ...firstSentence(inner.description) }] as const;
  });
  const definition: Definition = {
    fields: Object.fromEntries(fields),
    required: requiredFields(schema),
    ...(schema['x-kubernetes-preserve-unknown-fields'] === true && { open: true }),
    ...firstSentence(schema.description),
  };
  const content = JSON.stringify([
    fields.map(([field, { type }]) => [field, type]),
    definition.required,
    definition.open,
  ]);
  const known = reading.names.get(content);
  if (known !== undefined) return known;
  if (reading.definitions.has(name)) throw new Error(`Two definitions of ${path} are called ${name}.`);
  reading.names.set(content, name);
  reading.definitions.set(name, definition);
  return name;
}

/** The fields that have to be given: the API server fills in those with a default. */
function requiredFields(schema: Schema): string[] {
  const names = schema.required ?? [];
  return names.filter((name) => schema.properties?.[name]?.default === undefined).sort();
}
