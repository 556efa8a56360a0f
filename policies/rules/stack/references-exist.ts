import { fieldsOf, itemsOf, textOf, type PlacedObject } from '../../objects.ts';
import type { PolicyParameters } from '../../parameters.ts';
import type { Finding, StackRule } from '../../rule.ts';
import { podReferences, serviceReferences, type Reference } from './references.ts';
import { namespaceOf, specOf, type World } from './world.ts';

/** What is named is there. */
export const referencesExist: StackRule<World> = {
  id: 'references-exist',
  title: 'Every object that another one names is there',
  reason:
    'A pod whose ConfigMap, claim or priority class is missing is never created, or waits for ever; a route to a Service ' +
    'that is missing answers with an error.',
  remedy:
    'Correct the name, add the object, or declare it in the parameters expectedSecrets (Secrets) or existingObjects.',
  severity: 'mandatory',
  parameters: ['expectedSecrets', 'existingObjects'],
  check(world, parameters) {
    const known = knownObjects(world, parameters);
    const isThere = ({ kind, name, scope, namespace: elsewhere }: Reference, from: PlacedObject) => {
      const namespace = scope === 'cluster' ? '' : (elsewhere ?? namespaceOf(from.object));
      return world.has(kind, namespace, name) || known.has(showReference(kind, namespace, name));
    };
    const missing = (from: PlacedObject, references: readonly Reference[]): Finding[] =>
      references
        .filter((reference) => !isThere(reference, from))
        .map(({ kind, name, namespace }) => ({
          on: from,
          place: `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`,
        }));
    return [
      ...world.workloads.flatMap(({ entry, podSpec }) => missing(entry, podReferences(podSpec))),
      ...world.objects.flatMap((entry) => missing(entry, serviceReferences(entry.object))),
      ...bindings(world).flatMap((binding) => missing(binding, bindingReferences(binding))),
    ];
  },
};

/** What is there without being among the objects: by declaration, or because another object makes it. */
function knownObjects(world: World, { expectedSecrets, existingObjects }: PolicyParameters): ReadonlySet<string> {
  const made = [
    ...world.ofKind('ExternalSecret').map((entry) => madeBy(entry, fieldsOf(specOf(entry.object)['target'])['name'])),
    ...world.ofKind('Certificate').map((entry) => madeBy(entry, specOf(entry.object)['secretName'])),
  ];
  return new Set([...existingObjects, ...expectedSecrets.map((secret) => `Secret/${secret}`), ...made]);
}

/** A Secret that an object of an operator makes; without a name it is that of the object. */
function madeBy({ object }: PlacedObject, name: unknown): string {
  return showReference('Secret', namespaceOf(object), textOf(name) ?? object.metadata?.name ?? '');
}

function bindings(world: World): readonly PlacedObject[] {
  return [...world.ofKind('RoleBinding'), ...world.ofKind('ClusterRoleBinding')];
}

/** The role of a binding. Roles of Kubernetes itself are in every cluster. */
function bindingReferences({ object }: PlacedObject): readonly Reference[] {
  const { roleRef, subjects } = object as { readonly roleRef?: unknown; readonly subjects?: unknown };
  const { kind, name } = fieldsOf(roleRef);
  const role = textOf(name) ?? '';
  const isBuiltIn = kind === 'ClusterRole' && (role.startsWith('system:') || builtInRoles.includes(role));
  return [
    ...(isBuiltIn ? [] : [toReference(String(kind), role)]),
    ...itemsOf(subjects)
      .filter((subject) => subject['kind'] === 'ServiceAccount' && subject['namespace'] === namespaceOf(object))
      .map((subject) => toReference('ServiceAccount', textOf(subject['name']) ?? '')),
  ];
}

const builtInRoles = ['view', 'edit', 'admin', 'cluster-admin'];

function toReference(kind: string, name: string): Reference {
  return { kind, name, scope: kind === 'ClusterRole' ? 'cluster' : 'namespace' };
}

function showReference(kind: string, namespace: string, name: string): string {
  return namespace === '' ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
}
