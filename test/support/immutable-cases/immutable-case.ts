import type { KubernetesObject } from '../../../infra/kubernetes/object.ts';
import type { PatchOperation } from '../../../infra/model/patch.ts';

/** An object, a change of it, and which of its fields cannot be changed so. */
export interface ImmutableCase {
  readonly title: string;
  readonly object: KubernetesObject;
  readonly change: readonly PatchOperation[];
  /** JSON pointers; none where the API server takes the change. */
  readonly immutable: readonly string[];
  /** The server says no error, and keeps the old value. */
  readonly isKept?: true;
}

/** An object called `web`. */
export function object(apiVersion: string, kind: string, fields: object): KubernetesObject {
  return { apiVersion, kind, metadata: { name: 'web' }, ...fields };
}

export function replace(path: string, value: unknown): readonly PatchOperation[] {
  return [{ op: 'replace', path, value }];
}

export function add(path: string, value: unknown): readonly PatchOperation[] {
  return [{ op: 'add', path, value }];
}
