import type { KubernetesObject } from '../../kubernetes/object.ts';
import { groupOf } from '../../model/api-group.ts';

/** What makes an object the same one in a cluster: group, kind, namespace and name; the version does not matter. */
export function identityOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  const type = apiVersion.includes('/') ? `${kind}.${groupOf(apiVersion)}` : kind;
  return `${type} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name ?? ''}`;
}
