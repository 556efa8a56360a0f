import type { Each, Rule } from '../rule.ts';

const roles = ['Role', 'ClusterRole'] as const;
const bindings = ['RoleBinding', 'ClusterRoleBinding'] as const;

const everyGrant: Each = {
  as: 'r',
  // Also null where aggregation has found no roles yet.
  lists: [{ in: 'object.rules', nullable: true }],
  place: "r.verbs.join(' ') + (has(r.resources) ? ' ' + r.resources.join(' ') : '')",
};
const everySubject: Each = { as: 's', lists: [{ in: 'object.subjects' }], place: "s.kind + ' ' + s.name" };

const names = (list: string, ...values: readonly string[]) =>
  `(has(r.${list}) && r.${list}.exists(x, x in [${values.map((value) => `'${value}'`).join(', ')}]))`;
const mayDo = (...verbs: readonly string[]) =>
  `r.verbs.exists(v, v in [${verbs.map((verb) => `'${verb}'`).join(', ')}])`;

/** Rights in the Kubernetes API. */
export const accessRules: readonly Rule[] = [
  {
    id: 'rbac-wildcard',
    title: 'No role has a wildcard',
    reason: 'It grants what nobody thought of, and what does not exist yet.',
    remedy: 'Name each verb, API group, resource and path.',
    severity: 'mandatory',
    matches: [{ kinds: roles }],
    each: everyGrant,
    expression:
      "!('*' in r.verbs)" +
      ['apiGroups', 'resources', 'nonResourceURLs']
        .map((list) => ` && (!has(r.${list}) || r.${list}.all(x, !x.contains('*')))`)
        .join(''),
  },
  {
    id: 'rbac-escalation',
    title: 'No role may escalate, bind or impersonate',
    reason: 'Each of these verbs gives its holder the rights of others.',
    remedy: 'Remove the verb; grant what is needed by itself.',
    severity: 'mandatory',
    matches: [{ kinds: roles }],
    each: everyGrant,
    expression: `!${mayDo('escalate', 'bind', 'impersonate')}`,
  },
  {
    id: 'rbac-sensitive',
    title: 'No role reads all Secrets, runs commands in pods, makes tokens or changes admission',
    reason: 'Each of them is a way to the rights of every workload that it reaches.',
    remedy: 'Name single Secrets by resourceNames with the verb get; remove the other rights.',
    severity: 'mandatory',
    matches: [{ kinds: roles }],
    each: everyGrant,
    expression:
      `!(${names('resources', 'secrets')} && (${mayDo('list', 'watch')} || (${mayDo('get')}` +
      ' && (!has(r.resourceNames) || size(r.resourceNames) == 0))))' +
      ` && !${names('resources', 'pods/exec', 'pods/attach', 'pods/portforward', 'pods/ephemeralcontainers', 'nodes/proxy', 'serviceaccounts/token')}` +
      ` && !(${names(
        'resources',
        'mutatingwebhookconfigurations',
        'validatingwebhookconfigurations',
        'validatingadmissionpolicies',
        'validatingadmissionpolicybindings',
      )} && ${mayDo('create', 'update', 'patch', 'delete', 'deletecollection')})`,
  },
  {
    id: 'rbac-cluster-admin',
    title: 'No binding gives the rights of an administrator',
    reason: 'The role cluster-admin may do everything; admin and edit read every Secret of their namespace.',
    remedy: 'Bind a role that grants what is needed by itself.',
    severity: 'mandatory',
    matches: [{ kinds: bindings }],
    expression: "!(object.roleRef.kind == 'ClusterRole' && object.roleRef.name in ['cluster-admin', 'admin', 'edit'])",
  },
  {
    id: 'rbac-anyone',
    title: 'No binding is for everybody',
    reason: 'These subjects stand for every caller, known or not, or for every workload of the cluster.',
    remedy: 'Name the service accounts, users or groups.',
    severity: 'mandatory',
    matches: [{ kinds: bindings }],
    each: everySubject,
    expression:
      "!(s.kind in ['User', 'Group'] && s.name in ['system:anonymous', 'system:unauthenticated'," +
      " 'system:authenticated', 'system:serviceaccounts', 'system:masters'])",
  },
];
