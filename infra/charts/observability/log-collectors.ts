import { checksumAnnotation, checksumOf } from '../../constructs/checksum.ts';
import { agentLabel, labelsOf, selectorOf } from '../../constructs/labels.ts';
import { linuxPod, type PodOptions } from '../../constructs/pod.ts';
import { placementOn } from '../../constructs/pool-placement.ts';
import { httpProbe } from '../../constructs/probes.ts';
import { resourcesOf } from '../../constructs/resources.ts';
import { nonRootUser, restrictedContainer } from '../../constructs/security.ts';
import { windowsNodeSelector, windowsPodTemplate } from '../../constructs/windows-pod.ts';
import type {
  ConfigMap,
  Container,
  DaemonSet,
  PodSecurityContext,
  PodTemplateSpec,
  Volume,
  VolumeMount,
} from '../../kubernetes/types.ts';
import type { Monitoring } from '../../model/environment.ts';
import type { Target } from '../../model/target.ts';
import type { Access, Grant } from '../access.ts';
import { workload, type Edge } from '../edge.ts';
import { at, type Agent, type Part } from '../part.ts';
import type { ExpectedSecret } from '../secrets/expected-secret.ts';
import { folders, pathIn } from './collector-folders.ts';
import { collectorPort, collectors, type Collector } from './collectors.ts';
import { authorityFile, configFile, fluentBitConfig, sharedKeyVariable } from './fluent-bit-config.ts';

type Logs = NonNullable<Monitoring['logs']>;

const component = 'agent';
const program = 'fluent-bit';
/** The Secret with which the two ends know each other. */
const credentialsSecret = 'log-forward';
const sharedKey = 'shared-key';
/** What waits to be sent, and the positions. Kept as long as the pod: the node's own logs are as large. */
const stateSize = '1Gi';
/** It ends when what it has read is sent, or after the grace of its configuration (10 s). */
const graceSeconds = 15;
const size = { cpuMillis: 50, memoryBytes: 128 * 2 ** 20 };
/** A Windows container holds some 100 MiB of system processes beside its own. */
const windowsSize = { cpuMillis: 100, memoryBytes: 320 * 2 ** 20 };

/** Fluent Bit on each node that our pods can be on, where the environment says where logs go. */
export function logCollectors(target: Target): Part {
  const { logs } = target.environment.monitoring ?? {};
  if (logs === undefined) return { objects: [], edges: [], access: [] };
  const all = collectors(target).map((collector) => ({ collector, config: configOf(target, collector, logs) }));
  return {
    objects: [
      ...at(
        'configuration',
        all.map(({ config }) => config),
      ),
      ...at(
        'observability',
        all.map(({ collector, config }) => daemonSet(target, collector, { logs, config })),
      ),
    ],
    edges: all.flatMap(({ collector }) => forwardEdges(target, collector, logs)),
    access: all.map(({ collector: { name } }): Access => ({
      namespace: target.namespaces.nodes,
      name,
      component,
      grants: constraintGrants(target),
    })),
    agents: all.map(({ collector }) => agentOf(target, collector)),
  };
}

/** OpenShift lets a pod use folders of its node only by a security context constraint. */
function constraintGrants({ flavour, namespaces }: Target): readonly Grant[] {
  if (flavour !== 'openshift') return [];
  return [
    {
      namespace: namespaces.nodes,
      apiGroup: 'security.openshift.io',
      resources: ['securitycontextconstraints'],
      names: ['privileged'],
      verbs: { use: 'the logs of all pods are in a folder of their node, which SELinux closes to others' },
    },
  ];
}

function agentOf({ namespaces }: Target, { name, os }: Collector): Agent {
  return {
    namespace: namespaces.nodes,
    name,
    may: {
      hostPath: 'the logs of all pods are in a folder of their node',
      ...(os === 'windows' && {
        privileged: 'only administrators may read the logs of a Windows node (CVE-2024-5321)',
      }),
    },
  };
}

/** The Secret that the collectors read, where the receiver wants one. */
export function logSecrets({ environment, namespaces }: Target): readonly ExpectedSecret[] {
  if (environment.monitoring?.logs?.credentials !== true) return [];
  return [
    {
      namespace: namespaces.nodes,
      name: credentialsSecret,
      keys: {
        [authorityFile]: {
          purpose: 'checks the certificate of the receiver of logs',
          make: { kind: 'given', what: 'the certificate, in PEM, of the authority of the receiver of logs' },
        },
        [sharedKey]: {
          purpose: 'shows the receiver of logs that they are ours',
          make: { kind: 'given', what: 'the shared_key of the receiver of logs' },
        },
      },
    },
  ];
}

function forwardEdges({ namespaces }: Target, { name }: Collector, { cidrs, port }: Logs): readonly Edge[] {
  return cidrs.map((cidr) => ({
    from: workload(namespaces.nodes, name),
    to: { kind: 'cidr', cidr },
    ports: [port],
    why: 'forwards logs',
  }));
}

function configOf(target: Target, { name, os }: Collector, logs: Logs): ConfigMap {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: target.namespaces.nodes, labels: labelsOf(target, { name, component }) },
    data: { [configFile]: fluentBitConfig(target, os, logs) },
  };
}

interface Setting {
  readonly logs: Logs;
  readonly config: ConfigMap;
}

function daemonSet(target: Target, collector: Collector, setting: Setting): DaemonSet {
  const { name } = collector;
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace: target.namespaces.nodes, labels: labelsOf(target, { name, component }) },
    spec: {
      selector: { matchLabels: selectorOf(target, name) },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } },
      template: podOf(target, collector, setting),
    },
  };
}

function podOf(target: Target, collector: Collector, { logs, config }: Setting): PodTemplateSpec {
  const { name, os, pools } = collector;
  const [pool] = pools;
  const options: PodOptions = {
    name,
    component,
    labels: { [agentLabel]: 'true' },
    annotations: { [checksumAnnotation]: checksumOf(config.data ?? {}) },
    priorityClass: 'system-node-critical',
    graceSeconds,
    containers: [container(target, collector, logs)],
    volumes: volumesOf(collector, logs),
    also: {
      ...(pools.length > 0 && placementOn(pools)),
      securityContext: os === 'windows' ? windowsSecurity : linuxSecurity(target),
      ...(os === 'windows' && pool !== undefined && { nodeSelector: windowsNodeSelector(pool) }),
    },
  };
  return os === 'windows' && pool !== undefined
    ? windowsPodTemplate(target, { ...options, pool })
    : linuxPod(target, options);
}

/**
 * The kubelet's folder of logs is for root and its group (`pkg/kubelet/kubelet.go`, 0750): the group is enough to read.
 * OpenShift's nodes keep the logs from ordinary containers by SELinux as well.
 */
function linuxSecurity({ flavour }: Target): PodSecurityContext {
  return {
    runAsNonRoot: true,
    runAsUser: nonRootUser,
    runAsGroup: 0,
    fsGroup: nonRootUser,
    seccompProfile: { type: 'RuntimeDefault' },
    ...(flavour === 'openshift' && { seLinuxOptions: { type: 'spc_t' } }),
  };
}

/** Since CVE-2024-5321 only administrators may read the logs of a Windows node. */
const windowsSecurity: PodSecurityContext = { windowsOptions: { runAsUserName: 'ContainerAdministrator' } };

function container(target: Target, { os, image }: Collector, { credentials = false }: Logs): Container {
  return {
    name: program,
    image: target.image(image),
    command: [folders[os].program],
    args: ['-c', pathIn(os, 'config', configFile)],
    ports: [{ name: 'http', containerPort: collectorPort, protocol: 'TCP' }],
    ...(credentials && {
      env: [{ name: sharedKeyVariable, valueFrom: { secretKeyRef: { name: credentialsSecret, key: sharedKey } } }],
    }),
    resources: os === 'windows' ? resourcesOf(windowsSize, { exact: true }) : resourcesOf(size),
    startupProbe: httpProbe('http', '/', { os, periodSeconds: 2, failures: 30 }),
    // That the receiver is away is no reason to start again: what waits to be sent would be read twice.
    livenessProbe: httpProbe('http', '/', { os }),
    readinessProbe: httpProbe('http', '/api/v1/health', { os }),
    ...(os === 'linux' && { securityContext: restrictedContainer() }),
    volumeMounts: mountsOf(os, credentials),
  };
}

function mountsOf(os: Collector['os'], credentials: boolean): readonly VolumeMount[] {
  return [
    { name: 'logs', mountPath: folders[os].logs, readOnly: true },
    { name: 'config', mountPath: folders[os].config, readOnly: true },
    { name: 'state', mountPath: folders[os].state },
    ...(credentials ? [{ name: 'credentials', mountPath: folders[os].credentials, readOnly: true }] : []),
  ];
}

function volumesOf({ name, os }: Collector, { credentials = false }: Logs): readonly Volume[] {
  const items = [{ key: authorityFile, path: authorityFile }];
  return [
    { name: 'logs', hostPath: { path: folders[os].logs, type: 'Directory' as const } },
    { name: 'config', configMap: { name } },
    { name: 'state', emptyDir: { sizeLimit: stateSize } },
    ...(credentials
      ? [{ name: 'credentials', secret: { secretName: credentialsSecret, items, defaultMode: 0o440 } }]
      : []),
  ];
}
