import { isDeepStrictEqual } from 'node:util';
import { immutableChanges } from '../../infra/constructs/strict/immutable.ts';
import { identityOf } from '../../infra/constructs/strict/identity.ts';
import { pointerParts } from '../../infra/constructs/strict/json-patch.ts';
import type { KubernetesObject } from '../../infra/kubernetes/object.ts';

/** One field that is different; a side that has it not is absent. */
export interface FieldChange {
  /** e.g. `spec.template.spec.containers[gateway].image`; items of lists go by their names, else by their places. */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** What becomes of an object. */
export type ObjectChange =
  | { readonly change: 'added'; readonly object: KubernetesObject }
  | { readonly change: 'removed'; readonly object: KubernetesObject }
  | {
      readonly change: 'changed';
      readonly object: KubernetesObject;
      readonly fields: readonly FieldChange[];
      /** Fields among them that the API server does not let be changed: the object must be made anew. */
      readonly immutable: readonly string[];
    };

/**
 * What is different between two sets of objects, per object and field. The order of objects, of keys, and of list items
 * that have a name does not matter.
 */
export function semanticDiff(
  before: readonly KubernetesObject[],
  after: readonly KubernetesObject[],
): readonly ObjectChange[] {
  const old = new Map(before.map((object) => [identityOf(object), object]));
  const next = new Map(after.map((object) => [identityOf(object), object]));
  const removed = [...old].filter(([id]) => !next.has(id));
  return [
    ...[...next].flatMap(([id, object]): ObjectChange[] => {
      const earlier = old.get(id);
      return earlier === undefined ? [{ change: 'added', object }] : [...changeOf(earlier, object)];
    }),
    ...removed.map(([, object]): ObjectChange => ({ change: 'removed', object })),
  ];
}

function changeOf(before: KubernetesObject, after: KubernetesObject): readonly ObjectChange[] {
  const fields = fieldChanges(before, after, '');
  if (fields.length === 0) return [];
  const immutable = immutableChanges(before, after).map(({ path }) => pointerParts(path).map(shown).join('.'));
  return [{ change: 'changed', object: after, fields, immutable }];
}

/** The fields in which two values differ; `path` is where they are. */
export function fieldChanges(before: unknown, after: unknown, path: string): readonly FieldChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (isRecord(before) && isRecord(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) =>
      fieldChanges(before[key], after[key], path === '' ? key : `${path}.${shown(key)}`),
    );
  }
  const documents = jsonDocuments(before, after);
  if (documents !== undefined) return fieldChanges(...documents, `${path}:`);
  if (Array.isArray(before) && Array.isArray(after)) {
    const lists = namedItems(before, after) ?? numberedItems(before, after);
    if (lists !== undefined) return itemChanges(lists, path);
  }
  return [
    {
      path,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    },
  ];
}

/** Files of ConfigMaps are often JSON: their fields are compared, not their text. */
function jsonDocuments(before: unknown, after: unknown): readonly [unknown, unknown] | undefined {
  if (typeof before !== 'string' || typeof after !== 'string') return undefined;
  if (!before.startsWith('{') || !after.startsWith('{')) return undefined;
  try {
    return [JSON.parse(before), JSON.parse(after)];
  } catch {
    return undefined;
  }
}

/** A key with dots, such as that of a label, would read as several. */
function shown(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : `'${key}'`;
}

/** The fields by which Kubernetes itself tells the items of its lists apart (x-kubernetes-list-map-keys). */
const itemKeys = ['name', 'mountPath', 'containerPort', 'port', 'key', 'topologyKey', 'type'] as const;

type Items = ReadonlyMap<string, unknown>;

function namedItems(before: readonly unknown[], after: readonly unknown[]): readonly [Items, Items] | undefined {
  for (const nameIn of [...itemKeys.map(fieldOf), nameInMetadata]) {
    const [old, next] = [byName(before, nameIn), byName(after, nameIn)];
    if (old !== undefined && next !== undefined) return [old, next];
  }
  return undefined;
}

/** Items that have no names go by their places; a list of texts or numbers is one value. */
function numberedItems(before: readonly unknown[], after: readonly unknown[]): readonly [Items, Items] | undefined {
  if (![...before, ...after].every(isContainer)) return undefined;
  return [byPlace(before), byPlace(after)];
}

function byPlace(items: readonly unknown[]): Items {
  return new Map(items.map((item, index) => [String(index), item]));
}

function isContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

type NameIn = (item: Readonly<Record<string, unknown>>) => unknown;

function fieldOf(key: string): NameIn {
  return (item) => item[key];
}

/** Templates of claims are objects themselves. */
function nameInMetadata({ metadata }: Readonly<Record<string, unknown>>): unknown {
  return isRecord(metadata) ? metadata['name'] : undefined;
}

function byName(items: readonly unknown[], nameIn: NameIn): Items | undefined {
  const named = new Map<string, unknown>();
  for (const item of items) {
    const name = isRecord(item) ? nameIn(item) : undefined;
    if ((typeof name !== 'string' && typeof name !== 'number') || named.has(String(name))) return undefined;
    named.set(String(name), item);
  }
  return named;
}

function itemChanges([before, after]: readonly [Items, Items], path: string): readonly FieldChange[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((name) => fieldChanges(before.get(name), after.get(name), `${path}[${name}]`));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
