import { isDeepStrictEqual } from 'node:util';
import { ApiObject, type JsonPatch } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { Issue } from '../../model/check.ts';
import { showValue } from '../../model/check.ts';
import { pointerParts, valueAt } from './json-patch.ts';
import type { PathedObject } from './pathed-object.ts';

/** The objects of a construct tree as they will be written, and what went wrong on the way. */
export interface ResolvedObjects {
  readonly objects: readonly PathedObject[];
  readonly issues: readonly Issue[];
}

/**
 * Resolves all ApiObjects below a construct, in the order of the tree, with what the constructs' own validations say.
 *
 * The typed constructs of cdk8s-plus put an object through the fields of Kubernetes 1.27 after its patches: a value
 * that was patched in and is newer vanishes there, and a plain number where they expect an `IntOrString` becomes nothing.
 * Each patched place is compared with what the patch said.
 */
export function objectsOf(root: IConstruct): ResolvedObjects {
  const objects: PathedObject[] = [];
  const issues: Issue[] = [];
  for (const construct of root.node.findAll()) {
    const { path } = construct.node;
    for (const message of construct.node.validate()) issues.push({ path, expected: message });
    if (!ApiObject.isApiObject(construct)) continue;
    try {
      const object = construct.toJson() as KubernetesObject;
      issues.push(...droppedPatches(construct, object));
      objects.push({ path, object });
    } catch (error) {
      // A patch without a place to go, or a value that is no JSON.
      issues.push({ path, expected: 'an object that can be written', value: String(error) });
    }
  }
  return { objects, issues };
}

/** What cdk8s keeps of a patch: neither field is public. */
interface PatchedApiObject {
  readonly patches?: readonly JsonPatch[];
}
interface StoredPatch {
  readonly operation?: { readonly op: string; readonly path: string };
}

function droppedPatches(construct: ApiObject, object: KubernetesObject): Issue[] {
  const { patches = [] } = construct as unknown as PatchedApiObject;
  if (patches.length === 0) return [];
  // What the patches made, before a typed construct filters it.
  const whole: unknown = ApiObject.prototype.toJson.call(construct);
  return patches.flatMap((patch) => {
    const { operation } = patch as unknown as StoredPatch;
    if (operation === undefined) throw new TypeError('cdk8s keeps its patches differently now: adapt objects-of.ts.');
    if (operation.op === 'test') return [];
    const parts = inList(whole, pointerParts(operation.path));
    const meant = valueAt(whole, parts);
    const got = valueAt(object, parts);
    return survives(meant, got) ? [] : [dropped(`${construct.node.path}: ${operation.path}`, meant, got)];
  });
}

function dropped(path: string, meant: unknown, got: unknown): Issue {
  return {
    path,
    value: got === undefined ? 'nothing' : showValue(got),
    expected: `${showValue(meant)}, as the patch says`,
    remedy: 'The typed construct does not know the field: build the object as a plain ApiObject.',
  };
}

/** The end of a list, `-`, as the index of its last item. */
function inList(root: unknown, parts: readonly string[]): readonly string[] {
  if (parts.at(-1) !== '-') return parts;
  const list = valueAt(root, parts.slice(0, -1));
  return [...parts.slice(0, -1), Array.isArray(list) ? String(list.length - 1) : '-'];
}

/** Whether a patched value is what was written; the typed constructs hold an `IntOrString` or a `Quantity` as `{ value }`. */
function survives(meant: unknown, got: unknown): boolean {
  if (isDeepStrictEqual(meant, got)) return true;
  if (Array.isArray(meant)) {
    return (
      Array.isArray(got) && got.length === meant.length && meant.every((item, index) => survives(item, got[index]))
    );
  }
  if (!isRecord(meant)) return false;
  const keys = Object.keys(meant);
  if (!isRecord(got)) return keys.length === 1 && got !== undefined && meant['value'] === got;
  return keys.length === Object.keys(got).length && keys.every((key) => survives(meant[key], got[key]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
