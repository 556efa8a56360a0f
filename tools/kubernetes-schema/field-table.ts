/**
 * What is kept of an API's schema.
 *
 * A type is a short text: a primitive (`string`, `integer`, `number`, `boolean`, `quantity`, `intOrString`), `any` for what
 * the schema leaves open, `map` for an object of any fields, `enum(A|B)`, the name of a definition, or one of these as a
 * list (`[]Container`) or as the values of a map (`{}string`).
 */
export interface FieldTable {
  /** By `<apiVersion>/<kind>`, e.g. `apps/v1/Deployment`, `v1/Service`. */
  readonly kinds: Readonly<Record<string, KindEntry>>;
  readonly definitions: Readonly<Record<string, Definition>>;
}

export interface KindEntry {
  readonly definition: string;
  /** The resource's name in the paths of the API, e.g. `deployments`. */
  readonly plural: string;
  readonly scope: Scope;
}

export type Scope = 'Cluster' | 'Namespaced';

export interface Definition {
  readonly fields: Readonly<Record<string, Field>>;
  readonly required: readonly string[];
  /** The schema takes fields that it does not name. */
  readonly open?: true;
  readonly doc?: string;
}

export interface Field {
  readonly type: string;
  readonly doc?: string;
}

/** A JSON schema as OpenAPI 3.0 documents and CRDs hold it: the keywords that are read here. */
export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
}

const primitives: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
};

/** The type of a schema that is neither a list, a map nor an object with named fields. */
export function primitiveType(schema: Schema): string {
  if (schema['x-kubernetes-int-or-string'] === true || schema.format === 'int-or-string') {
    return schema.pattern?.includes('KMGTPE') === true ? 'quantity' : 'intOrString';
  }
  if (schema.type === 'string' && schema.enum !== undefined) return enumType(schema.enum);
  if (schema.type === 'object') return 'map';
  return primitives[schema.type ?? ''] ?? 'any';
}

/** `enum(A|B)`; the order of the document says nothing, so the values are sorted. */
export function enumType(values: readonly unknown[]): string {
  const names = [...new Set(values.map(String))].filter((value) => value !== '').sort();
  const odd = names.find((name) => /[|()]/.test(name));
  if (odd !== undefined) throw new Error(`The value "${odd}" of an enumeration cannot be written in a field table.`);
  return `enum(${names.join('|')})`;
}

/** The first sentence of a description, on one line, at most 160 characters. */
export function firstSentence(description: string | undefined): { doc?: string } {
  const line = (description ?? '').split('\n\n')[0]?.replaceAll(/\s+/g, ' ').trim() ?? '';
  const sentence = /^.*?\.(?=\s+[A-Z]|$)/.exec(line)?.[0] ?? line;
  const doc = sentence.length > 160 ? `${sentence.slice(0, 157).replace(/\s\S*$/, '')} …` : sentence;
  return doc === '' ? {} : { doc };
}

/**
 * Several tables as one.
 * @throws {Error} when two of them have a definition of one name.
 */
export function mergeTables(tables: readonly FieldTable[]): FieldTable {
  const definitions = new Map<string, Definition>();
  for (const [name, definition] of tables.flatMap((table) => Object.entries(table.definitions))) {
    if (definitions.has(name)) throw new Error(`Two definitions are called ${name}: one needs a prefix.`);
    definitions.set(name, definition);
  }
  const kinds = Object.assign({}, ...tables.map((table) => table.kinds)) as FieldTable['kinds'];
  return { kinds, definitions: Object.fromEntries(definitions) };
}
