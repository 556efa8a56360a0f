import type { KubernetesObject } from '../../kubernetes/object.ts';

/** What makes an object the same one in a cluster: group, kind, namespace and name; the version does not matter. */
export function identityOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  const type = apiVersion.includes('/') ? `${kind}.${groupOf(apiVersion)}` : kind;
  return `${type} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name ?? ''}`;
}

/** `apps/v1` → `apps`, `v1` → the empty text. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}
