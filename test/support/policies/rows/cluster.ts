import { replicatedKinds } from '../../../../policies/kinds.ts';
import { rowsOf, type Row } from '../row.ts';
import { clusterWide, linuxPod, namespaced, tableSelector, workloadOf } from '../subjects.ts';

const spread = rowsOf('workload-spread');
const external = rowsOf('service-external');
const security = rowsOf('namespace-pod-security');
const wildcard = rowsOf('rbac-wildcard');
const escalation = rowsOf('rbac-escalation');
const sensitive = rowsOf('rbac-sensitive');
const admin = rowsOf('rbac-cluster-admin');
const anyone = rowsOf('rbac-anyone');

const rbac = 'rbac.authorization.k8s.io/v1';
const ports = [{ port: 80 }];

type Replicated = (typeof replicatedKinds)[number];

const replicas = (count: number | undefined, spec: object = {}, kind: Replicated = 'Deployment') =>
  workloadOf(kind, linuxPod({ spec: { ...spec } }), { replicas: count });

const topologySpreadConstraints = [
  { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: {} },
];
const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: {} };
const apart = (podAntiAffinity: object) => ({ affinity: { podAntiAffinity } });
const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';

const service = (spec: object, metadata: object = {}) =>
  namespaced('v1', 'Service', { spec: { ports, ...spec } }, { ...metadata });

/** A Role and a ClusterRole with one rule. */
const role = (...rules: readonly object[]) => namespaced(rbac, 'Role', { rules });
const clusterRole = (...rules: readonly object[]) => clusterWide(rbac, 'ClusterRole', { rules });
const grant = (resources: readonly string[], verbs: readonly string[], more: object = {}) => ({
  apiGroups: [''],
  resources,
  verbs,
  ...more,
});

const waysIntoPods = [
  'pods/exec',
  'pods/attach',
  'pods/portforward',
  'pods/ephemeralcontainers',
  'nodes/proxy',
  'serviceaccounts/token',
];
const admission = 'admissionregistration.k8s.io';
const objectsOfAdmission = [
  'mutatingwebhookconfigurations',
  'validatingwebhookconfigurations',
  'validatingadmissionpolicies',
  'validatingadmissionpolicybindings',
];

const account = { kind: 'ServiceAccount', name: 'table', namespace: 'berth-table' };
const group = (name: string) => ({ kind: 'Group', name, apiGroup: 'rbac.authorization.k8s.io' });
const everybody = [
  'system:anonymous',
  'system:unauthenticated',
  'system:authenticated',
  'system:serviceaccounts',
  'system:masters',
];
const refers = (kind: string, name: string) => ({ roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name } });
const roleBinding = (kind: string, name: string, subjects: readonly object[] = [account]) =>
  namespaced(rbac, 'RoleBinding', { ...refers(kind, name), subjects });
const clusterRoleBinding = (name: string, subjects: readonly object[] = [account]) =>
  clusterWide(rbac, 'ClusterRoleBinding', { ...refers('ClusterRole', name), subjects });

const enforce = (level?: string) => ({
  labels: { ...tableSelector, ...(level !== undefined && { 'pod-security.kubernetes.io/enforce': level }) },
});
const namespace = (metadata: object) => clusterWide('v1', 'Namespace', {}, { ...metadata });

/** Rows of the rules of `policies/rules/workloads.ts` and `policies/rules/access.ts`. */
export const clusterRows: readonly Row[] = [
  wildcard.breaks('every resource, among others', role(grant(['pods', '*'], ['get'])), ['get pods *']),
  wildcard.breaks('every group, among others', role(grant(['nodes'], ['get'], { apiGroups: ['', '*'] })), [
    'get nodes',
  ]),
  wildcard.breaks(
    'every path, among others',
    clusterRole({ nonResourceURLs: ['/healthz', '/metrics/*'], verbs: ['get'] }),
    ['get'],
  ),
  escalation.breaks(
    'escalate, among other verbs',
    role(grant(['roles'], ['get', 'escalate'], { apiGroups: ['rbac.authorization.k8s.io'] })),
    ['get escalate roles'],
  ),
  sensitive.keeps(
    'to look at admission',
    clusterRole(grant(['validatingadmissionpolicies'], ['get', 'list'], { apiGroups: [admission] })),
  ),
  sensitive.keeps('to make Secrets', role(grant(['secrets'], ['create']))),
  sensitive.keeps('a path', clusterRole({ nonResourceURLs: ['/metrics'], verbs: ['get', 'patch'] })),
  sensitive.keeps('to delete Pods', role(grant(['pods'], ['get', 'list', 'delete']))),
  sensitive.breaks('Secrets among other things', role(grant(['configmaps', 'secrets'], ['create', 'watch'])), [
    'create watch configmaps secrets',
  ]),
  sensitive.breaks('all Secrets among other verbs', role(grant(['configmaps', 'secrets'], ['get', 'create'])), [
    'get create configmaps secrets',
  ]),
  sensitive.breaks('commands among other things', role(grant(['pods', 'pods/attach'], ['create'])), [
    'create pods pods/attach',
  ]),
  sensitive.breaks(
    'admission among other things',
    clusterRole(grant(['mutatingwebhookconfigurations', 'x'], ['get', 'delete'], { apiGroups: [admission] })),
    ['get delete mutatingwebhookconfigurations x'],
  ),
  spread.keeps('none', replicas(0)),
  spread.keeps('one replica', replicas(1)),
  spread.keeps('over nodes', replicas(2, { topologySpreadConstraints })),
  spread.keeps('apart from each other', replicas(3, apart({ [required]: [term] }))),
  spread.keeps(
    'apart from each other where that can be',
    replicas(3, apart({ [preferred]: [{ weight: 1, podAffinityTerm: term }] })),
  ),
  ...replicatedKinds.map((kind) => spread.breaks(`two anywhere, of a ${kind}`, replicas(2, {}, kind))),
  spread.breaks('as many as something says, anywhere', replicas(undefined), [], {
    server: { does: 'completes', because: 'What states no replicas has one at first.' },
  }),
  spread.breaks('an empty list of constraints', replicas(2, { topologySpreadConstraints: [] })),
  spread.breaks('apart from nothing', replicas(2, apart({}))),
  spread.breaks('an affinity of another kind', replicas(2, { affinity: {} })),
  spread.breaks('empty lists of terms', replicas(2, apart({ [required]: [], [preferred]: [] }))),

  external.keeps('inside', service({})),
  external.keeps('inside, and said so', service({ type: 'ClusterIP', externalIPs: [] })),
  external.keeps(
    'declared by a label',
    service({ type: 'LoadBalancer' }, { labels: { 'berth.dev/external': 'true' } }),
  ),
  external.keeps(
    'declared by an annotation',
    service({ type: 'NodePort' }, { annotations: { 'berth.dev/external': 'true' } }),
  ),
  external.breaks('a LoadBalancer', service({ type: 'LoadBalancer' })),
  external.breaks('a NodePort', service({ type: 'NodePort' }, { labels: { 'berth.dev/external': 'false' } })),
  external.breaks(
    'an annotation that says no',
    service({ type: 'NodePort' }, { annotations: { 'berth.dev/external': 'false' } }),
  ),
  external.breaks(
    'other labels and annotations',
    service({ type: 'NodePort' }, { labels: { app: 'true' }, annotations: { app: 'true' } }),
  ),
  external.breaks('an external address', service({ externalIPs: ['192.0.2.7'] })),

  security.keeps('restricted', namespace(enforce('restricted'))),
  security.keeps('a listed one', namespace({ name: 'berth-table-nodes', ...enforce('privileged') })),
  security.breaks('nothing is said', namespace(enforce())),
  security.breaks('baseline', namespace(enforce('baseline'))),
  security.breaks('a listed one that says nothing', namespace({ name: 'berth-table-nodes', ...enforce() })),

  wildcard.keeps('everything by its name', role(grant(['pods', 'pods/log'], ['get', 'list']))),
  wildcard.keeps('no rules', role()),
  ...[wildcard, escalation, sensitive].flatMap((rule) => [
    rule.keeps('a Role that says nothing', namespaced(rbac, 'Role', {})),
    rule.keeps(
      'a ClusterRole that is made of others',
      clusterWide(rbac, 'ClusterRole', {
        aggregationRule: { clusterRoleSelectors: [{ matchLabels: { 'berth.test/aggregate': 'none' } }] },
      }),
    ),
  ]),
  wildcard.breaks('every verb', role(grant(['pods'], ['*'])), ['* pods']),
  wildcard.breaks('every resource', clusterRole(grant(['*'], ['get'])), ['get *']),
  wildcard.breaks('every scale', role(grant(['*/scale'], ['update'])), ['update */scale']),
  wildcard.breaks('every group', role(grant(['nodes'], ['get'], { apiGroups: ['*'] })), ['get nodes']),
  wildcard.breaks('every path', clusterRole({ nonResourceURLs: ['/metrics*'], verbs: ['get'] }), ['get']),

  escalation.keeps('none', clusterRole(grant(['nodes'], ['get']))),
  escalation.breaks(
    'impersonate, among others',
    clusterRole(grant(['nodes'], ['get']), grant(['users'], ['impersonate'])),
    ['impersonate users'],
  ),
  escalation.breaks('bind', role(grant(['roles'], ['bind'], { apiGroups: ['rbac.authorization.k8s.io'] })), [
    'bind roles',
  ]),

  sensitive.keeps('one Secret', role(grant(['secrets'], ['get'], { resourceNames: ['keys'] }))),
  sensitive.keeps('logs', role(grant(['pods/log'], ['get']))),
  sensitive.breaks('all Secrets', role(grant(['secrets'], ['get'])), ['get secrets']),
  sensitive.breaks('all Secrets, for no names are given', role(grant(['secrets'], ['get'], { resourceNames: [] })), [
    'get secrets',
  ]),
  sensitive.breaks('a list of Secrets', role(grant(['secrets'], ['list'], { resourceNames: ['keys'] })), [
    'list secrets',
  ]),
  ...waysIntoPods.map((resource) =>
    sensitive.breaks(resource, clusterRole(grant([resource], ['create'])), [`create ${resource}`]),
  ),
  ...objectsOfAdmission.map((resource) =>
    sensitive.breaks(`to change ${resource}`, clusterRole(grant([resource], ['patch'], { apiGroups: [admission] })), [
      `patch ${resource}`,
    ]),
  ),
  ...['create', 'update', 'delete', 'deletecollection'].map((verb) =>
    sensitive.breaks(
      `admission, by ${verb}`,
      clusterRole(grant(['validatingwebhookconfigurations'], [verb], { apiGroups: [admission] })),
      [`${verb} validatingwebhookconfigurations`],
    ),
  ),

  admin.keeps('a role', roleBinding('Role', 'table')),
  admin.keeps('a Role that is only called so', roleBinding('Role', 'admin')),
  admin.breaks('of the cluster', clusterRoleBinding('cluster-admin')),
  admin.keeps('a ClusterRole', roleBinding('ClusterRole', 'view')),
  ...['admin', 'edit'].map((name) => admin.breaks(`of the namespace: ${name}`, roleBinding('ClusterRole', name))),

  anyone.keeps('a service account', clusterRoleBinding('view')),
  anyone.keeps('nobody', clusterRoleBinding('view', [])),
  anyone.keeps('other people', clusterRoleBinding('view', [group('lab-people')])),
  anyone.keeps(
    'an account that is called like a group',
    clusterRoleBinding('view', [{ ...account, name: 'system:masters' }]),
    { server: { does: 'refuses', because: 'No service account can be called so.' } },
  ),
  ...everybody.map((name) =>
    anyone.breaks(`the group ${name}`, clusterRoleBinding('view', [account, group(name)]), [`Group ${name}`]),
  ),
  anyone.breaks(
    'the user whom nobody knows, in a namespace',
    roleBinding('ClusterRole', 'view', [{ ...group('system:anonymous'), kind: 'User' }]),
    ['User system:anonymous'],
  ),
];
