/** The keywords of JSON Schema that the model uses. */
export interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly const?: unknown;
  readonly anyOf?: readonly SchemaPart[];
  readonly items?: SchemaPart;
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly patternProperties?: Readonly<Record<string, SchemaPart>>;
  readonly required?: readonly string[];
}

/** A schema without any keyword takes every value; it has nothing in common with others. */
type SchemaPart = Schema | object;

/** The names of the schemas that have one of their own in the declarations, by {@link keyOf}. */
export type NamedSchemas = ReadonlyMap<string, string>;

const simpleTypes: Readonly<Record<string, string>> = {
  boolean: 'boolean',
  integer: 'number',
  number: 'number',
  string: 'string',
};

/** What makes two schemas the same: an optional one is a copy of the one that was written down. */
export function keyOf(schema: Schema): string {
  return JSON.stringify(schema);
}

/**
 * A schema as an interface, with its descriptions as comments: what an editor shows while a model is written. It needs
 * no package of its own, as the type that typebox derives would.
 */
export function interfaceOf(name: string, schema: Schema, named: NamedSchemas): string {
  return `interface ${name} ${members(schema, named, '')}`;
}

function typeOf(schema: Schema, named: NamedSchemas, indent: string): string {
  if (takesEverything(schema)) return 'unknown';
  const name = named.get(keyOf(schema));
  if (name !== undefined) return name;
  if ('const' in schema) return literal(schema.const);
  if (schema.anyOf !== undefined) return schema.anyOf.map((each) => typeOf(each, named, indent)).join(' | ');
  if (schema.items !== undefined) return `Array<${typeOf(schema.items, named, indent)}>`;
  if (schema.properties !== undefined) return members(schema, named, indent);
  const [entry] = Object.values(schema.patternProperties ?? {});
  if (entry !== undefined) return `Record<string, ${typeOf(entry, named, indent)}>`;
  const simple = simpleTypes[schema.type ?? ''];
  if (simple !== undefined) return simple;
  throw new Error(`no declaration is known for the schema ${JSON.stringify(schema)}`);
}

function takesEverything(schema: Schema): boolean {
  return Object.keys(schema).every((keyword) => keyword === 'description');
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
}

function members({ properties = {}, required = [] }: Schema, named: NamedSchemas, indent: string): string {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([name, property]: readonly [string, Schema]) => {
    const mark = required.includes(name) ? '' : '?';
    return `${comment(property.description, inner)}${inner}${fieldName(name)}${mark}: ${typeOf(property, named, inner)};\n`;
  });
  return `{\n${lines.join('')}${indent}}`;
}

/** As it is written in a declaration: `device-plugin` is no name in TypeScript unless it is quoted. */
function fieldName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name);
}

function comment(description: string | undefined, indent: string): string {
  if (description === undefined) return '';
  const [first = '', ...others] = description
    .replaceAll('*/', '*\\/')
    .replace(/\s*@default/, '\n@default')
    .trim()
    .split('\n');
  const lines = [first.charAt(0).toUpperCase() + first.slice(1), ...others];
  if (lines.length === 1) return `${indent}/** ${lines[0] ?? ''} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join('')}${indent} */\n`;
}
