import schema from '../../kubernetes/schema.json' with { type: 'json' };

/**
 * The types of `infra/kubernetes/schema.json`, linked to each other so that a value is walked without a look-up by name.
 * The text that stands for each is explained at `FieldTable` in `tools/kubernetes-schema/field-table.ts`.
 */
export type FieldType = LeafType | EnumType | ListType | MapType | ObjectType;

export interface LeafType {
  readonly is: 'string' | 'integer' | 'number' | 'boolean' | 'quantity' | 'intOrString' | 'any' | 'map';
}

export interface EnumType {
  readonly is: 'enum';
  readonly values: ReadonlySet<string>;
}

export interface ListType {
  readonly is: 'list';
  readonly of: FieldType;
}

/** An object of any keys with values of one type. */
export interface MapType {
  readonly is: 'mapOf';
  readonly of: FieldType;
}

export interface ObjectType {
  readonly is: 'object';
  /** The definition's name, e.g. `PodSpec`. */
  readonly name: string;
  readonly fields: ReadonlyMap<string, FieldType>;
  readonly required: readonly string[];
  /** Takes fields that it does not name. */
  readonly open: boolean;
}

/** A kind of object that Berth writes. */
export interface Kind {
  readonly apiVersion: string;
  /** Empty for Kubernetes' core. */
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly isNamespaced: boolean;
  readonly type: ObjectType;
}

interface StoredDefinition {
  readonly fields: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
  readonly open?: boolean;
}

interface StoredKind {
  readonly definition: string;
  readonly plural: string;
  readonly scope: string;
}

const leaves: readonly LeafType['is'][] = [
  'string',
  'integer',
  'number',
  'boolean',
  'quantity',
  'intOrString',
  'any',
  'map',
];
const leafTypes: ReadonlyMap<string, LeafType> = new Map(leaves.map((is) => [is, { is }]));

/** By `<apiVersion>/<kind>`, e.g. `apps/v1/Deployment`, `v1/Service`. */
export const kinds: ReadonlyMap<string, Kind> = linkKinds(schema);

/** @returns `undefined` for a kind that Berth does not write */
export function kindOf(apiVersion: string, kind: string): Kind | undefined {
  return kinds.get(`${apiVersion}/${kind}`);
}

function linkKinds(stored: {
  readonly kinds: Readonly<Record<string, StoredKind>>;
  readonly definitions: Readonly<Record<string, StoredDefinition>>;
}): Map<string, Kind> {
  const definitions = linkDefinitions(stored.definitions);
  return new Map(
    Object.entries(stored.kinds).map(([name, { definition, plural, scope }]) => {
      const [apiVersion, kind] = splitLast(name);
      const group = apiVersion.includes('/') ? splitLast(apiVersion)[0] : '';
      const type = known(definitions, definition);
      return [name, { apiVersion, group, kind, plural, isNamespaced: scope === 'Namespaced', type }];
    }),
  );
}

/** Definitions refer to each other in circles: each is made before its fields are. */
function linkDefinitions(stored: Readonly<Record<string, StoredDefinition>>): ReadonlyMap<string, ObjectType> {
  const linked = new Map(
    Object.entries(stored).map(([name, { required = [], open = false }]) => {
      const fields = new Map<string, FieldType>();
      return [name, { is: 'object' as const, name, fields, required, open }];
    }),
  );
  for (const [name, { fields }] of linked) {
    for (const [field, type] of Object.entries(stored[name]?.fields ?? {})) fields.set(field, typeOf(type, linked));
  }
  return linked;
}

function typeOf(text: string, definitions: ReadonlyMap<string, ObjectType>): FieldType {
  if (text.startsWith('[]')) return { is: 'list', of: typeOf(text.slice(2), definitions) };
  if (text.startsWith('{}')) return { is: 'mapOf', of: typeOf(text.slice(2), definitions) };
  if (text.startsWith('enum(')) return { is: 'enum', values: new Set(text.slice('enum('.length, -1).split('|')) };
  return leafTypes.get(text) ?? known(definitions, text);
}

function known(definitions: ReadonlyMap<string, ObjectType>, name: string): ObjectType {
  const found = definitions.get(name);
  if (found === undefined) throw new Error(`schema.json refers to ${name} and does not define it: run npm run schema.`);
  return found;
}

/** `apps/v1/Deployment` → `apps/v1` and `Deployment`. */
function splitLast(name: string): [string, string] {
  const slash = name.lastIndexOf('/');
  return [name.slice(0, slash), name.slice(slash + 1)];
}
