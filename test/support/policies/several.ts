import type { KubernetesObject } from '../../../policies/objects.ts';
import { agent, linuxPod, tableNamespace, windowsPod, type Fields } from './subjects.ts';

/** An object, and what each rule that it breaks has to say: what a row cannot say, which is about one rule. */
export interface Verdict {
  readonly name: string;
  readonly object: KubernetesObject;
  /** What is broken, by the id of the rule. */
  readonly broken: Readonly<Record<string, readonly string[]>>;
}

const main = ['container main'];

/** Objects that break several rules at once, and such that the API server never sees. */
export const several: readonly Verdict[] = [
  {
    name: 'a Pod that says nothing',
    object: bare({}),
    broken: {
      'pod-os': [],
      'pod-resources': main,
      'pod-probes': main,
      'image-digest': main,
      'image-registry': main,
      'run-as-non-root': main,
      'no-escalation': main,
      'drop-capabilities': main,
      seccomp: main,
      'read-only-root': main,
      'api-token': [],
    },
  },
  {
    name: 'a Windows Pod that says nothing else',
    object: bare({
      os: { name: 'windows' },
      nodeSelector: { 'kubernetes.io/os': 'windows', 'node.kubernetes.io/windows-build': '10.0.20348' },
    }),
    broken: {
      'pod-resources': main,
      'pod-probes': main,
      'image-digest': main,
      'image-registry': main,
      'run-as-non-root': main,
      'windows-user': main,
      'api-token': [],
    },
  },
  {
    name: 'a HostProcess that is no agent',
    object: windowsPod({
      spec: { hostNetwork: true, securityContext: { windowsOptions: { hostProcess: true } } },
    }),
    broken: { 'run-as-non-root': main, 'host-network': [], 'windows-user': main, 'windows-host-process': [] },
  },
  {
    name: 'a CronJob whose template has no metadata',
    object: withoutTemplateMetadata(linuxPod()),
    broken: {},
  },
  {
    name: 'a Pod without a namespace',
    object: withoutNamespace(
      linuxPod({ spec: { ...agent('impostor'), volumes: [{ name: 'root', hostPath: { path: '/' } }] } }),
    ),
    broken: { 'host-path': ['volume root'] },
  },
  {
    name: 'a Namespace without labels',
    object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'subject' } },
    broken: { 'namespace-pod-security': [] },
  },
];

function bare(spec: Fields): KubernetesObject {
  const object = { spec: { ...spec, containers: [{ name: 'main' }] } };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'subject', namespace: tableNamespace }, ...object };
}

function withoutTemplateMetadata({ metadata, ...subject }: KubernetesObject): KubernetesObject {
  const { spec } = subject as unknown as { readonly spec: Fields };
  const template = { spec: { ...spec, restartPolicy: 'Never' } };
  const object = { spec: { schedule: '0 0 * * *', jobTemplate: { spec: { template } } } };
  return { apiVersion: 'batch/v1', kind: 'CronJob', ...(metadata !== undefined && { metadata }), ...object };
}

function withoutNamespace(object: KubernetesObject): KubernetesObject {
  return { ...object, metadata: { name: 'subject' } };
}
