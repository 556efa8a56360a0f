/** A kind of object that rules read. */
export interface Kind {
  readonly apiGroup: string;
  readonly apiVersion: string;
  /** As the API server's paths write it. */
  readonly resource: string;
  readonly scope: 'Namespaced' | 'Cluster';
  /** Where its pod is: an object with `metadata` and `spec`. Absent for kinds that make no pods. */
  readonly pod?: string;
}

export const kinds = {
  Pod: { apiGroup: '', apiVersion: 'v1', resource: 'pods', scope: 'Namespaced', pod: 'object' },
  Deployment: {
    apiGroup: 'apps',
    apiVersion: 'v1',
    resource: 'deployments',
    scope: 'Namespaced',
    pod: 'object.spec.template',
  },
  ReplicaSet: {
    apiGroup: 'apps',
    apiVersion: 'v1',
    resource: 'replicasets',
    scope: 'Namespaced',
    pod: 'object.spec.template',
  },
  StatefulSet: {
    apiGroup: 'apps',
    apiVersion: 'v1',
    resource: 'statefulsets',
    scope: 'Namespaced',
    pod: 'object.spec.template',
  },
  DaemonSet: {
    apiGroup: 'apps',
    apiVersion: 'v1',
    resource: 'daemonsets',
    scope: 'Namespaced',
    pod: 'object.spec.template',
  },
  Job: { apiGroup: 'batch', apiVersion: 'v1', resource: 'jobs', scope: 'Namespaced', pod: 'object.spec.template' },
  CronJob: {
    apiGroup: 'batch',
    apiVersion: 'v1',
    resource: 'cronjobs',
    scope: 'Namespaced',
    pod: 'object.spec.jobTemplate.spec.template',
  },
  Service: { apiGroup: '', apiVersion: 'v1', resource: 'services', scope: 'Namespaced' },
  ConfigMap: { apiGroup: '', apiVersion: 'v1', resource: 'configmaps', scope: 'Namespaced' },
  Secret: { apiGroup: '', apiVersion: 'v1', resource: 'secrets', scope: 'Namespaced' },
  PersistentVolumeClaim: {
    apiGroup: '',
    apiVersion: 'v1',
    resource: 'persistentvolumeclaims',
    scope: 'Namespaced',
  },
  Namespace: { apiGroup: '', apiVersion: 'v1', resource: 'namespaces', scope: 'Cluster' },
  Role: { apiGroup: 'rbac.authorization.k8s.io', apiVersion: 'v1', resource: 'roles', scope: 'Namespaced' },
  ClusterRole: { apiGroup: 'rbac.authorization.k8s.io', apiVersion: 'v1', resource: 'clusterroles', scope: 'Cluster' },
  RoleBinding: {
    apiGroup: 'rbac.authorization.k8s.io',
    apiVersion: 'v1',
    resource: 'rolebindings',
    scope: 'Namespaced',
  },
  ClusterRoleBinding: {
    apiGroup: 'rbac.authorization.k8s.io',
    apiVersion: 'v1',
    resource: 'clusterrolebindings',
    scope: 'Cluster',
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type KindName = keyof typeof kinds;

/** Every kind that makes pods: a rule over pods is written once and holds for all of them. */
export const podKinds = ['Pod', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'] as const;

/** The kinds whose pods run until they are told to end, and come back. */
export const replicatedKinds = ['Deployment', 'ReplicaSet', 'StatefulSet'] as const;

/** The kind of an object, `undefined` for one that no rule reads, such as a custom resource. */
export function kindOf(apiVersion: string, kind: string): KindName | undefined {
  if (!isKindName(kind)) return undefined;
  const { apiGroup, apiVersion: version } = kinds[kind];
  return apiVersion === (apiGroup === '' ? version : `${apiGroup}/${version}`) ? kind : undefined;
}

/** The facts of a kind, seen as what all kinds have in common. */
export function factsOf(kind: KindName): Kind {
  return kinds[kind];
}

function isKindName(kind: string): kind is KindName {
  return Object.hasOwn(kinds, kind);
}
