import { disruptionBudget, spreadOf } from '../../constructs/availability.ts';
import { checksumAnnotation, checksumOf } from '../../constructs/checksum.ts';
import { labelsOf, selectorOf } from '../../constructs/labels.ts';
import { linuxPod, priorityClass } from '../../constructs/pod.ts';
import { httpProbe, tcpProbe } from '../../constructs/probes.ts';
import { resourcesOf } from '../../constructs/resources.ts';
import { restrictedContainer, restrictedPod } from '../../constructs/security.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { ConfigMap, Container, DaemonSet, Deployment, Probe } from '../../kubernetes/types.ts';
import type { Target } from '../../model/target.ts';
import { agentDaemonSet } from './agent.ts';
import { agentNames, linuxGpuPools } from './gpu-stack.ts';
import { featuresFolder } from './gpu-feature-discovery.ts';

/** The programs of NFD: one makes labels of what the others found, one sits on each node, one tidies up. */
export const nfdNames = { master: 'nfd-master', worker: agentNames.nfdWorker, collector: 'nfd-gc' } as const;

const configFolder = '/etc/nfd';
/** Since v0.18 all of them serve metrics and health there (kubernetes-sigs/node-feature-discovery#1946, #2168). */
const port = 8080;
const graceSeconds = 30;
const replicas = 2;

/**
 * Node Feature Discovery, on the nodes with GPUs: it makes labels of what GPU feature discovery writes down, and of the
 * PCI devices that are there (kubernetes-sigs/node-feature-discovery, deployment/helm).
 */
export function nodeFeatureDiscovery(target: Target): readonly KubernetesObject[] {
  const { master, collector } = nfdNames;
  return [
    config(target, master, masterConfig(target)),
    config(target, nfdNames.worker, workerConfig),
    masterDeployment(target),
    disruptionBudget(target, target.namespaces.nodes, { name: master, component: 'discovery' }),
    workerDaemonSet(target),
    collectorDeployment(target),
    disruptionBudget(target, target.namespaces.nodes, { name: collector, component: 'discovery' }),
  ];
}

/** Labels of NVIDIA's own domain are taken, and NodeFeatures of this namespace alone: whoever makes one labels a node. */
function masterConfig({ namespaces: { nodes } }: Target): string {
  return [
    'extraLabelNs: ["nvidia.com"]',
    'enableTaints: false',
    'restrictions:',
    '  disableExtendedResources: true',
    '  nodeFeatureNamespaceSelector:',
    '    matchLabels:',
    `      kubernetes.io/metadata.name: ${nodes}`,
    '',
  ].join('\n');
}

/** Of all that it could look at: the files of other discoverers, and display controllers among the PCI devices. */
const workerConfig = [
  'core:',
  '  featureSources: [local, pci]',
  '  labelSources: [local, pci]',
  'sources:',
  '  pci:',
  '    deviceClassWhitelist: ["03"]',
  '    deviceLabelFields: [vendor]',
  '',
].join('\n');

function fileOf(name: string): string {
  return `${name}.conf`;
}

function config(target: Target, name: string, text: string): ConfigMap {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: target.namespaces.nodes, labels: labelsOf(target, { name, component: 'discovery' }) },
    data: { [fileOf(name)]: text },
  };
}

function masterDeployment(target: Target): Deployment {
  const name = nfdNames.master;
  return deployment(target, name, {
    name,
    image: target.image('nfd'),
    command: ['nfd-master'],
    args: [`-config=${configFolder}/${fileOf(name)}`, `-port=${port}`, '-enable-leader-election'],
    resources: resourcesOf({ cpuMillis: 100, memoryBytes: 512 * 2 ** 20 }),
    ...healthy(httpProbe(port, '/healthz')),
    volumeMounts: [{ name: 'config', mountPath: configFolder, readOnly: true }],
  });
}

/** It says nothing of its health; that it listens is all that can be asked (since v0.18). Two of them do no harm. */
function collectorDeployment(target: Target): Deployment {
  const name = nfdNames.collector;
  return deployment(target, name, {
    name,
    image: target.image('nfd'),
    command: ['nfd-gc'],
    args: [`-port=${port}`],
    resources: resourcesOf({ cpuMillis: 10, memoryBytes: 128 * 2 ** 20 }),
    ...healthy(tcpProbe(port)),
  });
}

function deployment(target: Target, name: string, container: Container): Deployment {
  const labelled = { name, component: 'discovery' };
  const text = name === nfdNames.master ? masterConfig(target) : undefined;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: target.namespaces.nodes, labels: labelsOf(target, labelled) },
    spec: {
      replicas: target.replicas(name, replicas),
      selector: { matchLabels: selectorOf(target, name) },
      template: linuxPod(target, {
        ...labelled,
        apiAccess: true,
        priorityClass: priorityClass(target, 'service'),
        graceSeconds,
        spread: spreadOf(target, name),
        containers: [{ ...listening(container), env: identity }],
        ...(text !== undefined && {
          annotations: { [checksumAnnotation]: checksumOf({ text }) },
          volumes: [{ name: 'config', configMap: { name } }],
        }),
      }),
    },
  };
}

function workerDaemonSet(target: Target): DaemonSet {
  const name = nfdNames.worker;
  return agentDaemonSet(target, {
    name,
    pools: linuxGpuPools(target),
    apiAccess: true,
    annotations: { [checksumAnnotation]: checksumOf({ text: workerConfig }) },
    pod: {
      securityContext: restrictedPod(target),
      containers: [
        {
          ...listening({
            name,
            image: target.image('nfd'),
            command: ['nfd-worker'],
            args: [`-config=${configFolder}/${fileOf(name)}`, `-port=${port}`],
            resources: resourcesOf({ cpuMillis: 10, memoryBytes: 128 * 2 ** 20 }),
            ...healthy(httpProbe(port, '/healthz')),
            volumeMounts: [
              { name: 'config', mountPath: configFolder, readOnly: true },
              { name: 'sys', mountPath: '/host-sys', readOnly: true },
              { name: 'features', mountPath: featuresFolder, readOnly: true },
            ],
          }),
          env: identity,
        },
      ],
      volumes: [
        { name: 'config', configMap: { name } },
        { name: 'sys', hostPath: { path: '/sys', type: 'Directory' } },
        { name: 'features', hostPath: { path: featuresFolder, type: 'DirectoryOrCreate' } },
      ],
    },
  });
}

const identity = [
  { name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
  { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  { name: 'POD_UID', valueFrom: { fieldRef: { fieldPath: 'metadata.uid' } } },
];

function listening(container: Container): Container {
  return { ...container, securityContext: restrictedContainer(), ports: [{ name: 'http', containerPort: port }] };
}

function healthy(probe: Probe): Pick<Container, 'startupProbe' | 'livenessProbe' | 'readinessProbe'> {
  return { startupProbe: { ...probe, failureThreshold: 30 }, livenessProbe: probe, readinessProbe: probe };
}
