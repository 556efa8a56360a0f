import type { podKinds } from '../../../policies/kinds.ts';
import type { KubernetesObject } from '../../../policies/objects.ts';

/** The namespace of everything in the table that has one; the cluster test makes it. */
export const tableNamespace = 'berth-table';
/** What the names of the admission policies of the table begin with. */
export const tablePrefix = 'berth-table';

/** Labels by which admission policies know what they judge. */
export const tableSelector = {
  'app.kubernetes.io/managed-by': 'berth',
  'app.kubernetes.io/instance': tablePrefix,
} as const;

/** Fields of an object, of any kind. */
export type Fields = Readonly<Record<string, unknown>>;

/** What a row changes of a pod that keeps every rule. A field that is `undefined` is taken away. */
export interface PodChanges {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly spec?: Fields;
  /** Of the only container. */
  readonly container?: Fields;
}

const digest = 'a'.repeat(64);
/** An image as the rules want it, in a folder of the allowed registry. */
export const image = (name: string) => `registry.example.org/${name}@sha256:${digest}`;

export const resources = {
  requests: { cpu: '100m', memory: '64Mi' },
  limits: { cpu: '200m', memory: '64Mi' },
} as const;
export const probe = { httpGet: { path: '/healthz', port: 8080 } } as const;
export const restricted = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
} as const;
export const linuxContext = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } as const;
export const windowsContext = { runAsNonRoot: true, windowsOptions: { runAsUserName: 'ContainerUser' } } as const;

/** A Linux container that keeps every rule. */
export function linuxContainer(changes: Fields = {}): Fields {
  return { ...windowsContainer(), image: image('lab/solver'), securityContext: restricted, ...changes };
}

/** A container that prepares a Linux pod, and keeps every rule. */
export function initContainer(changes: Fields = {}): Fields {
  return linuxContainer({ name: 'first', startupProbe: undefined, readinessProbe: undefined, ...changes });
}

/** A Windows container that keeps every rule. */
export function windowsContainer(changes: Fields = {}): Fields {
  return {
    name: 'main',
    image: image('windows-2022/cad'),
    resources,
    startupProbe: probe,
    readinessProbe: probe,
    ...changes,
  };
}

/** A Linux pod that keeps every rule. */
export function linuxPod({ container, spec, ...metadata }: PodChanges = {}): KubernetesObject {
  return pod(metadata, {
    os: { name: 'linux' },
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    automountServiceAccountToken: false,
    securityContext: linuxContext,
    containers: [linuxContainer(container)],
    ...spec,
  });
}

/** A Windows pod that keeps every rule. */
export function windowsPod({ container, spec, ...metadata }: PodChanges = {}): KubernetesObject {
  return pod(metadata, {
    os: { name: 'windows' },
    nodeSelector: { 'kubernetes.io/os': 'windows', 'node.kubernetes.io/windows-build': '10.0.20348' },
    automountServiceAccountToken: false,
    securityContext: windowsContext,
    containers: [windowsContainer(container)],
    ...spec,
  });
}

function pod(metadata: Pick<PodChanges, 'labels' | 'annotations'>, spec: Fields): KubernetesObject {
  return namespaced('v1', 'Pod', { spec }, metadata);
}

/** The service accounts of the table's pods; the cluster test makes them. */
export const tableAccounts = ['table', 'gpu-plugin', 'log-collector', 'node-tools', 'impostor'] as const;

/** What makes a pod one of an agent: its service account. */
export function agent(name: (typeof tableAccounts)[number]): Fields {
  return { serviceAccountName: name };
}

/** What a pod may say of itself, and is not believed. */
export function claimsToBe(name: (typeof tableAccounts)[number]): PodChanges {
  return { labels: { 'berth.dev/agent': 'true', 'app.kubernetes.io/name': name } };
}

/** An object of the table's namespace. */
export function namespaced(apiVersion: string, kind: string, fields: Fields, metadata: Fields = {}): KubernetesObject {
  return plain({ apiVersion, kind, metadata: { name: 'subject', namespace: tableNamespace, ...metadata }, ...fields });
}

/** An object without a namespace that the admission policies judge. */
export function clusterWide(apiVersion: string, kind: string, fields: Fields, metadata: Fields = {}): KubernetesObject {
  return plain({
    apiVersion,
    kind,
    metadata: { name: 'berth-table-subject', labels: tableSelector, ...metadata },
    ...fields,
  });
}

/** Such pods as an object of a kind that makes them. */
export function asKind(kind: (typeof podKinds)[number], subject: KubernetesObject): KubernetesObject {
  switch (kind) {
    case 'Pod':
      return subject;
    case 'Job':
      return jobOf(subject);
    case 'CronJob':
      return cronJobOf(subject);
    default:
      return workloadOf(kind, subject);
  }
}

/** A Deployment of such pods. */
export function deploymentOf(subject: KubernetesObject): KubernetesObject {
  return workloadOf('Deployment', subject);
}

/** A workload of such pods. */
export function workloadOf(
  kind: 'Deployment' | 'ReplicaSet' | 'StatefulSet' | 'DaemonSet',
  subject: KubernetesObject,
  spec: Fields = {},
): KubernetesObject {
  const replicas = kind === 'DaemonSet' ? {} : { replicas: 1 };
  const name = kind === 'StatefulSet' ? { serviceName: 'subject' } : {};
  return namespaced('apps/v1', kind, { spec: { ...replicas, ...name, ...templateOf(subject), ...spec } });
}

/** A Job of such pods. */
export function jobOf(subject: KubernetesObject): KubernetesObject {
  return namespaced('batch/v1', 'Job', { spec: { template: templateOf(subject, 'Never').template } });
}

/** A CronJob of such pods. */
export function cronJobOf(subject: KubernetesObject): KubernetesObject {
  const { template } = templateOf(subject, 'OnFailure');
  return namespaced('batch/v1', 'CronJob', { spec: { schedule: '0 */4 * * *', jobTemplate: { spec: { template } } } });
}

function templateOf(subject: KubernetesObject, restartPolicy?: string) {
  const { metadata = {} } = subject;
  const selected = { 'berth.test/subject': 'true' };
  const spec = (subject as unknown as { readonly spec: Fields }).spec;
  return {
    selector: { matchLabels: selected },
    template: {
      metadata: { labels: { ...metadata.labels, ...selected }, ...annotationsOf(metadata.annotations) },
      spec: { ...spec, ...(restartPolicy !== undefined && { restartPolicy }) },
    },
  };
}

function annotationsOf(annotations: Readonly<Record<string, string>> | undefined) {
  return annotations === undefined ? {} : { annotations };
}

/** Without what is `undefined`, as the API server gets it. */
function plain(object: KubernetesObject): KubernetesObject {
  return JSON.parse(JSON.stringify(object)) as KubernetesObject;
}
