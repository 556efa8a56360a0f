import { ApiObject, JsonPatch, type Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { labelsOf } from '../constructs/labels.ts';
import type { Target } from '../model/target.ts';
import type { Access, Grant } from './access.ts';

/** The annotation of a Role in which each verb has its reason. */
const reasonAnnotation = 'berth.dev/why';

/** Makes the service accounts, and a Role (or ClusterRole) with its binding for what each may do. */
export function addAccess(chart: Chart, target: Target, accesses: readonly Access[]): void {
  for (const access of accesses) {
    const account = new kplus.ServiceAccount(chart, `ServiceAccount-${access.namespace}-${access.name}`, {
      metadata: {
        name: access.name,
        namespace: access.namespace,
        labels: labelsOf(target, access),
      },
      automountToken: false,
    });
    for (const [namespace, grants] of byNamespace(access.grants)) {
      if (namespace === undefined) addClusterRole(chart, target, { access, account, grants });
      else addRole(chart, target, { access, account, grants, namespace });
    }
  }
}

interface Granted {
  readonly access: Access;
  readonly account: kplus.ServiceAccount;
  readonly grants: readonly Grant[];
}

function addRole(
  chart: Chart,
  target: Target,
  { access, account, grants, namespace }: Granted & { readonly namespace: string },
): void {
  const metadata = {
    // Two accounts of the same name in different namespaces may have rights in a third.
    name: namespace === access.namespace ? access.name : `${access.namespace}-${access.name}`,
    namespace,
    labels: labelsOf(target, access),
    annotations: { [reasonAnnotation]: reasonsOf(grants) },
  };
  const role = new kplus.Role(chart, `Role-${namespace}-${metadata.name}`, { metadata, rules: rulesOf(grants) });
  const binding = new kplus.RoleBinding(chart, `RoleBinding-${namespace}-${metadata.name}`, { metadata, role });
  binding.addSubjects(account);
  removeEmpty(binding, ['/subjects/0/apiGroup']);
}

function addClusterRole(chart: Chart, target: Target, { access, account, grants }: Granted): void {
  const metadata = {
    name: `${access.namespace}-${access.name}`,
    labels: labelsOf(target, access),
    annotations: { [reasonAnnotation]: reasonsOf(grants) },
  };
  const role = new kplus.ClusterRole(chart, `ClusterRole-${metadata.name}`, {
    metadata,
    rules: clusterRulesOf(grants),
  });
  // It makes a rule of each resource.
  const rules = grants.flatMap(resourcesOf);
  const withoutNames = rules.flatMap(({ resourceName }, index) => (resourceName === undefined ? [index] : []));
  removeEmpty(
    role,
    withoutNames.map((index) => `/rules/${index}/resourceNames`),
  );
  const binding = new kplus.ClusterRoleBinding(chart, `ClusterRoleBinding-${metadata.name}`, { metadata, role });
  binding.addSubjects(account);
  removeEmpty(binding, ['/subjects/0/apiGroup']);
}

/** What cdk8s-plus writes as empty the API server leaves out: each apply would find a difference. */
function removeEmpty(construct: kplus.Resource, paths: readonly string[]): void {
  ApiObject.of(construct).addJsonPatch(...paths.map((path) => JsonPatch.remove(path)));
}

function byNamespace(grants: readonly Grant[]): ReadonlyMap<string | undefined, readonly Grant[]> {
  return Map.groupBy(grants, ({ namespace }) => namespace);
}

function rulesOf(grants: readonly Grant[]): kplus.RolePolicyRule[] {
  return grants.map((grant) => ({ verbs: Object.keys(grant.verbs), resources: resourcesOf(grant) }));
}

function clusterRulesOf(grants: readonly Grant[]): kplus.ClusterRolePolicyRule[] {
  return grants.map((grant) => ({
    verbs: Object.keys(grant.verbs),
    endpoints: resourcesOf(grant).map((resource) => ({
      asApiResource: () => resource,
      asNonApiResource: () => undefined,
    })),
  }));
}

function resourcesOf({ apiGroup, resources, names }: Grant): kplus.IApiResource[] {
  return resources.flatMap((resourceType) =>
    names === undefined
      ? [{ apiGroup, resourceType }]
      : names.map((resourceName) => ({ apiGroup, resourceType, resourceName })),
  );
}

/** One line a verb: `pods create: places workers`. */
function reasonsOf(grants: readonly Grant[]): string {
  return grants
    .flatMap(({ resources, verbs }) =>
      Object.entries(verbs).map(([verb, reason]) => `${resources.join(', ')} ${verb}: ${reason}`),
    )
    .join('\n');
}
