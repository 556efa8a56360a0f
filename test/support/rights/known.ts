import { randomBytes } from 'node:crypto';
import { expectOk, type ApiClient, type KubernetesObject } from '../control-plane/api-client.ts';
import { eventually } from '../eventually.ts';

const group = 'rbac.authorization.k8s.io';
const namespace = 'default';

/**
 * Waits until the API server knows every Role and binding that was applied before. It learns of them by watching each of
 * their four kinds, in the order of their changes: when it knows one of each that is made now, it knows the earlier ones.
 */
export async function untilRightsKnown(cluster: ApiClient): Promise<void> {
  const name = `known-${randomBytes(4).toString('hex')}`;
  const objects = markers(name);
  for (const object of objects) await expectOk(cluster.apply(object));
  try {
    await eventually(async () => {
      const marker = cluster.as({ user: name });
      await expectOk(marker.request('GET', `/api/v1/namespaces/${namespace}/configmaps`));
      await expectOk(marker.request('GET', '/api/v1/nodes'));
    });
  } finally {
    for (const object of objects.toReversed()) await cluster.remove(object);
  }
}

/** A right in a namespace and one everywhere, for a user who is called as they are. */
function markers(name: string): readonly KubernetesObject[] {
  const subjects = [{ apiGroup: group, kind: 'User', name }];
  const granting = (kind: 'Role' | 'ClusterRole', resource: string, metadata: KubernetesObject['metadata']) => [
    { apiVersion: `${group}/v1`, kind, metadata, rules: [{ apiGroups: [''], resources: [resource], verbs: ['list'] }] },
    { apiVersion: `${group}/v1`, kind: `${kind}Binding`, metadata, roleRef: { apiGroup: group, kind, name }, subjects },
  ];
  return [...granting('Role', 'configmaps', { name, namespace }), ...granting('ClusterRole', 'nodes', { name })];
}
