import { isDeepStrictEqual } from 'node:util';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { Issue } from '../../model/check.ts';
import { nearestOf } from '../../model/near.ts';
import type { ManifestPatch, PatchOperation } from '../../model/patch.ts';
import { applyJsonPatch, pointerParts, valueAt } from './json-patch.ts';
import type { PathedObject } from './pathed-object.ts';

/** All objects, those that a patch names changed. */
export interface Patched<T extends PathedObject> {
  readonly objects: readonly T[];
  readonly issues: readonly Issue[];
}

/**
 * Applies the patches of an environment, in their order. A patch that finds no object, cannot be done, or does nothing
 * is an issue at `/patches/<index>`, and so is one whose effect a later one takes away.
 */
export function applyPatches<T extends PathedObject>(
  objects: readonly T[],
  patches: readonly ManifestPatch[],
): Patched<T> {
  if (patches.length === 0) return { objects, issues: [] };
  const patched = [...objects];
  const issues = patches.flatMap((patch, index) => applyPatch(patched, patch, `/patches/${index}`));
  return { objects: patched, issues: issues.length > 0 ? issues : droppedEffects(patched, patches) };
}

/** @param objects the patched one takes its place among them */
function applyPatch(objects: PathedObject[], patch: ManifestPatch, path: string): Issue[] {
  const found = targetsOf(objects, patch);
  if (found.length !== 1) return [wrongTarget(objects, patch, found, path)];
  const [index = 0] = found;
  const before = objects[index];
  if (before === undefined) return [];
  const result = applyJsonPatch(before.object, patch.patch);
  if (!result.ok) return [{ path: `${path}/patch/${result.index} (${before.path})`, ...result.issue }];
  if (isDeepStrictEqual(before.object, result.value) && patch.patch.some(({ op }) => op !== 'test')) {
    return [{ path, expected: `a change of ${before.path}`, remedy: 'The object is like this without it: remove it.' }];
  }
  objects[index] = { ...before, object: result.value as KubernetesObject };
  return [];
}

/** Where the objects that a patch means are. */
function targetsOf(objects: readonly PathedObject[], { target }: ManifestPatch): readonly number[] {
  return objects.flatMap(({ object: { kind, metadata } }, index) => {
    const isIt =
      kind === target.kind &&
      metadata.name === target.name &&
      (target.namespace === undefined || metadata.namespace === target.namespace);
    return isIt ? [index] : [];
  });
}

function wrongTarget(
  objects: readonly PathedObject[],
  { target }: ManifestPatch,
  found: readonly number[],
  patch: string,
): Issue {
  const path = `${patch}/target`;
  const value = [target.kind, target.namespace, target.name].filter((part) => part !== undefined).join(' ');
  if (found.length > 1) {
    const namespaces = found.map((index) => objects[index]?.object.metadata.namespace ?? '(none)');
    return { path, value, expected: 'one object', remedy: `Add a namespace: ${namespaces.join(' or ')}.` };
  }
  return { path, value, expected: 'an object of this environment', remedy: remedyFor(objects, target) };
}

function remedyFor(objects: readonly PathedObject[], target: ManifestPatch['target']): string {
  const ofKind = objects.filter(({ object }) => object.kind === target.kind).map(({ object }) => object.metadata);
  const namesake = ofKind.find(({ name }) => name === target.name);
  if (namesake !== undefined) return `It is in ${namesake.namespace ?? 'no namespace'}.`;
  const names = ofKind.map(({ name }) => name).filter((name) => name !== undefined);
  const near = nearestOf(target.name, names);
  if (near !== undefined) return `Write "${near}" instead of "${target.name}".`;
  return names.length > 0 ? `There are ${target.kind}s called ${names.join(', ')}.` : `There is no ${target.kind}.`;
}

/** What a patch wrote must be in the result: a later one may have written over it. */
function droppedEffects(objects: readonly PathedObject[], patches: readonly ManifestPatch[]): Issue[] {
  const targets = patches.map((patch) => targetsOf(objects, patch)[0]);
  return patches.flatMap((patch, index) => {
    const at = targets[index];
    const object = at === undefined ? undefined : objects[at]?.object;
    if (object === undefined) return [{ path: `/patches/${index}`, expected: 'its object to be there still' }];
    const ofOthers = patches.filter((_, other) => other > index && targets[other] === at).flatMap(({ patch }) => patch);
    return patch.patch.flatMap((operation, step) => {
      const later = [...patch.patch.slice(step + 1), ...ofOthers].filter(({ op }) => op !== 'test');
      const places = later.map(({ path }) => pointerParts(path));
      return hasEffect(object, operation, places) ? [] : [dropped(`/patches/${index}/patch/${step}`, operation)];
    });
  });
}

function dropped(path: string, operation: PatchOperation): Issue {
  return {
    path,
    expected: `its effect at ${operation.path} in the result`,
    remedy: 'A later operation takes it away: remove one of the two.',
  };
}

type Place = readonly string[];

/**
 * Lists shift when something is added to or removed from them: there only the value itself is looked for.
 * @param later where later operations write: what they refine of this one is meant to be different
 */
function hasEffect(object: KubernetesObject, operation: PatchOperation, later: readonly Place[]): boolean {
  if (operation.op === 'test') return true;
  const parts = pointerParts(operation.path);
  const parent = valueAt(object, parts.slice(0, -1));
  if (operation.op === 'remove') return Array.isArray(parent) || valueAt(object, parts) === undefined;
  const fixed = Array.isArray(parent) ? parts.slice(0, -1) : parts;
  const isBelow = (place: Place) => place.length > parts.length && fixed.every((part, index) => part === place[index]);
  const refined = later.filter(isBelow).map((place) => place.slice(parts.length));
  const found: readonly unknown[] = Array.isArray(parent) ? parent : [valueAt(object, parts)];
  return found.some((value) => isSameApartFrom(refined, value, operation.value));
}

/** Whether two values are the same, whatever is at some places below them. */
function isSameApartFrom(places: readonly Place[], a: unknown, b: unknown): boolean {
  if (places.length === 0 || !isContainer(a) || !isContainer(b)) return isDeepStrictEqual(a, b);
  // A list whose items came and went has them elsewhere now.
  if (Array.isArray(a) && Array.isArray(b) && places.some(({ length }) => length === 1)) return true;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => {
    const below = places.filter(([first]) => first === key).map((place) => place.slice(1));
    return below.some(({ length }) => length === 0) || isSameApartFrom(below, a[key], b[key]);
  });
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
