import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { KnownObject } from '../../kubernetes/types.ts';
import type { Issue } from '../../model/check.ts';
import { showValue } from '../../model/check.ts';
import { nearestOf } from '../../model/near.ts';
import type { PathedObject } from './pathed-object.ts';

/** Every namespace that an object is in, or gives rights to, is among the objects or was there before. */
export function namespaceIssues(objects: readonly PathedObject[], existing: readonly string[]): Issue[] {
  const known = new Set(existing);
  for (const { object } of objects) {
    if (object.kind === 'Namespace' && object.metadata.name !== undefined) known.add(object.metadata.name);
  }
  return objects.flatMap(({ path, object }) =>
    referencesOf(object)
      .filter(({ namespace }) => !known.has(namespace))
      .map(({ pointer, namespace }) => unknownNamespace(`${path}: ${pointer}`, namespace, known)),
  );
}

interface Reference {
  readonly pointer: string;
  readonly namespace: string;
}

function referencesOf(object: KubernetesObject): Reference[] {
  const { namespace } = object.metadata;
  const own = namespace === undefined ? [] : [{ pointer: '/metadata/namespace', namespace }];
  return [...own, ...subjectsOf(object as KnownObject)];
}

function subjectsOf(object: KnownObject): Reference[] {
  if (object.kind !== 'RoleBinding' && object.kind !== 'ClusterRoleBinding') return [];
  return (object.subjects ?? []).flatMap(({ namespace }, index) =>
    namespace === undefined ? [] : [{ pointer: `/subjects/${index}/namespace`, namespace }],
  );
}

function unknownNamespace(path: string, namespace: string, known: ReadonlySet<string>): Issue {
  const near = nearestOf(namespace, known);
  return {
    path,
    value: showValue(namespace),
    expected: 'a namespace that is among the objects',
    remedy: near === undefined ? `Add the Namespace ${namespace}.` : `Write "${near}" instead of "${namespace}".`,
  };
}
