import type { Definition, Field, FieldTable } from './field-table.ts';

const header = `// Written by \`npm run schema\` (tools/kubernetes-schema.ts) from the APIs' own documents: do not edit.

/** An amount such as \`500m\`, \`2Gi\` or 3. */
export type Quantity = string | number;

/** A number, or the name or percentage that stands for one. */
export type IntOrString = number | string;

/** An object where it stands inside another one, which says its kind. */
export type Embedded<T> = Omit<T, 'apiVersion' | 'kind' | 'metadata'> & { readonly metadata?: ObjectMeta };
`;

const typescript: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  quantity: 'Quantity',
  intOrString: 'IntOrString',
  any: 'unknown',
  map: 'Readonly<Record<string, unknown>>',
};

/** TypeScript interfaces of every definition of the table, by name. */
export function emitTypes({ kinds, definitions }: FieldTable): string {
  const identities = new Map(Object.entries(kinds).map(([kind, { definition }]) => [definition, kind]));
  const names = Object.keys(definitions).sort();
  const bodies = names.map((name) => {
    const definition = definitions[name];
    return definition === undefined ? '' : emitInterface(name, definition, identities);
  });
  const objects = [...identities.keys()].sort().map((name) => `  | ${name}`);
  const union = `/** Any object of the kinds that Berth writes. */\nexport type KnownObject =\n${objects.join('\n')};\n`;
  return [header, union, ...bodies].join('\n');
}

function emitInterface(name: string, definition: Definition, kinds: ReadonlyMap<string, string>): string {
  const identity = kinds.get(name);
  const required = new Set([...definition.required, ...(identity === undefined ? [] : ['metadata'])]);
  const fields = Object.entries(definition.fields)
    .filter(([field]) => identity === undefined || (field !== 'apiVersion' && field !== 'kind'))
    .map(([field, { type, doc }]) => {
      const key = /^[A-Za-z_$][\w$]*$/.test(field) ? field : `'${field}'`;
      return `${docOf(doc, '  ')}  readonly ${key}${required.has(field) ? '' : '?'}: ${typeText(type, kinds)};\n`;
    });
  const open = definition.open === true ? ['  readonly [field: string]: unknown;\n'] : [];
  return `${docOf(definition.doc, '')}export interface ${name} {\n${[...identityFields(identity), ...fields, ...open].join('')}}\n`;
}

function identityFields(identity: string | undefined): string[] {
  if (identity === undefined) return [];
  const slash = identity.lastIndexOf('/');
  return [
    `  readonly apiVersion: '${identity.slice(0, slash)}';\n`,
    `  readonly kind: '${identity.slice(slash + 1)}';\n`,
  ];
}

function typeText(type: Field['type'], kinds: ReadonlyMap<string, string>): string {
  if (type.startsWith('[]')) return `readonly ${inBrackets(typeText(type.slice(2), kinds))}[]`;
  if (type.startsWith('{}')) return `Readonly<Record<string, ${typeText(type.slice(2), kinds)}>>`;
  if (type.startsWith('enum(')) {
    return type
      .slice('enum('.length, -1)
      .split('|')
      .map((value) => `'${value}'`)
      .join(' | ');
  }
  return typescript[type] ?? (kinds.has(type) ? `Embedded<${type}>` : type);
}

function inBrackets(text: string): string {
  return /^readonly | \| /.test(text) ? `(${text})` : text;
}

function docOf(doc: string | undefined, indent: string): string {
  return doc === undefined ? '' : `${indent}/** ${doc.replaceAll('*/', '* /')} */\n`;
}
