import type { Issue } from '../../model/check.ts';
import { checkObject } from './check-object.ts';
import { containerNameIssues } from './container-names.ts';
import { identityOf } from './identity.ts';
import { labelIssues } from './labels.ts';
import { namespaceIssues } from './namespaces.ts';
import { nameIssues } from './names-of-objects.ts';
import type { PathedObject } from './pathed-object.ts';
import { selectorIssues } from './selectors.ts';

export interface ManifestOptions {
  /** Namespaces that the cluster has without us. @default those that Kubernetes itself makes */
  readonly existingNamespaces?: readonly string[];
}

const namespacesOfKubernetes = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/**
 * Everything that can be said of an environment's objects without a cluster: each one against the schema of its kind
 * ({@link checkObject}), and all of them together. No object is written twice, names and labels are such as the API
 * server takes, containers of a pod have a name each, every namespace that is referred to is there, and each workload's selector follows from its name alone,
 * so that it never has to be changed on an object that exists.
 */
export function checkManifest(
  objects: readonly PathedObject[],
  { existingNamespaces = namespacesOfKubernetes }: ManifestOptions = {},
): Issue[] {
  const malformed = new Set<PathedObject>();
  const issues: Issue[] = [];
  for (const object of objects) {
    const found = checkObject(object.object, object.path);
    if (found.length === 0) continue;
    issues.push(...found);
    malformed.add(object);
  }
  // What is said below reads fields: it needs objects of the right shape.
  const sound = objects.filter((object) => !malformed.has(object));
  return [
    ...issues,
    ...sound.flatMap((object) => [...nameIssues(object), ...labelIssues(object), ...containerNameIssues(object)]),
    ...collisions(sound),
    ...namespaceIssues(sound, existingNamespaces),
    ...selectorIssues(sound),
  ];
}

/** The same object twice: the later one would overwrite the earlier. */
function collisions(objects: readonly PathedObject[]): Issue[] {
  const first = new Map<string, string>();
  return objects.flatMap(({ path, object }) => {
    const identity = identityOf(object);
    const other = first.get(identity);
    if (other === undefined) {
      first.set(identity, path);
      return [];
    }
    return [
      {
        path: `${path}: /metadata/name`,
        value: identity,
        expected: 'an object that no other one overwrites',
        remedy: `${other} is called the same: rename one of them.`,
      },
    ];
  });
}
