import { isDeepStrictEqual } from 'node:util';
import {
  defaultFieldManager,
  expectOk,
  listAt,
  valueAt,
  type ApiClient,
  type KubernetesObject,
} from './control-plane/api-client.ts';

/** A controller may write an object between a look at it and its applying, and again the next time. */
const tries = 5;

/**
 * Whether an object is changed by being applied although it was applied before. What controllers do to it meanwhile does
 * not count.
 */
export async function isChangedByApplying(cluster: ApiClient, object: KubernetesObject): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    const before = await expectOk(cluster.read(object));
    const after = await expectOk(cluster.apply(object));
    const isSame = (part: (of: KubernetesObject) => unknown) => isDeepStrictEqual(part(before), part(after));
    if (!isSame(oursOf)) return true;
    if (isSame(contentOf)) return false;
    // It was not us where somebody else has written it between the two looks.
    if (isSame(othersOf) || attempt === tries) return true;
  }
}

/** All of an object but its status and what says when it was written; `generation` is among it. */
function contentOf(object: KubernetesObject): object {
  return { ...without(object, 'status'), metadata: without(object.metadata, 'resourceVersion', 'managedFields') };
}

function without(value: object, ...names: readonly string[]): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}

/** The fields that were applied: what another writes is no longer among them. When they were is left out. */
function oursOf({ metadata }: KubernetesObject): readonly unknown[] {
  return listAt(metadata, 'managedFields')
    .filter(isOurs)
    .map((entry) => valueAt(entry, 'fieldsV1'));
}

/** What all others have written, and when. */
function othersOf({ metadata }: KubernetesObject): readonly unknown[] {
  return listAt(metadata, 'managedFields').filter((entry) => !isOurs(entry));
}

function isOurs(entry: unknown): boolean {
  return valueAt(entry, 'manager') === defaultFieldManager && valueAt(entry, 'operation') === 'Apply';
}
