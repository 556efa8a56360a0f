import { checksumAnnotation, checksumOf } from '../../constructs/checksum.ts';
import { execProbe } from '../../constructs/probes.ts';
import { resourcesOf } from '../../constructs/resources.ts';
import type { Container, DaemonSet } from '../../kubernetes/types.ts';
import type { Target } from '../../model/target.ts';
import { agentDaemonSet } from './agent.ts';
import { chosenConfig, configManager, configMounts, configVolumes } from './config-manager.ts';
import { devicePluginData } from './device-plugin-config.ts';
import { agentNames, linuxGpuPools } from './gpu-stack.ts';

const program = 'gpu-feature-discovery';
/** Where NFD's worker looks for labels that others found. */
export const featuresFolder = '/etc/kubernetes/node-feature-discovery/features.d';
const size = { cpuMillis: 50, memoryBytes: 128 * 2 ** 20 };
const isWritten = ['sh', '-c', `test -s ${featuresFolder}/gfd`];

/**
 * GPU feature discovery: finds the model, the memory and the way of sharing of a node's GPUs, and writes them into a
 * file of the node, from which NFD makes labels. By the file it can speak of its own node only; by the NodeFeature API
 * it could of any (NVIDIA/k8s-device-plugin, templates/daemonset-gfd.yml).
 */
export function gpuFeatureDiscovery(target: Target): DaemonSet {
  const { init, beside } = configManager(target, program);
  return agentDaemonSet(target, {
    name: agentNames.discovery,
    pools: linuxGpuPools(target),
    apiAccess: true,
    annotations: { [checksumAnnotation]: checksumOf(devicePluginData(target)) },
    pod: {
      shareProcessNamespace: true,
      securityContext: { runAsUser: 0 },
      initContainers: [init],
      containers: [discovery(target), beside],
      volumes: [
        { name: 'features', hostPath: { path: featuresFolder, type: 'DirectoryOrCreate' } },
        { name: 'sys', hostPath: { path: '/sys', type: 'Directory' } },
        ...configVolumes,
      ],
    },
  });
}

function discovery(target: Target): Container {
  return {
    name: program,
    image: target.image('device-plugin'),
    command: [program],
    env: [
      { name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
      { name: 'NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
      { name: 'CONFIG_FILE', value: chosenConfig },
      { name: 'GFD_USE_NODE_FEATURE_API', value: 'false' },
      // A label that changes every minute would wake everybody who watches nodes.
      { name: 'GFD_NO_TIMESTAMP', value: 'true' },
      { name: 'NVIDIA_VISIBLE_DEVICES', value: 'all' },
      { name: 'NVIDIA_DRIVER_CAPABILITIES', value: 'compute,utility' },
    ],
    resources: resourcesOf(size),
    // It reads the configuration space of PCI devices, to tell a virtual GPU: the chart has it privileged.
    securityContext: { privileged: true },
    startupProbe: execProbe(isWritten, { periodSeconds: 10, failures: 60 }),
    readinessProbe: execProbe(isWritten, { periodSeconds: 30 }),
    volumeMounts: [
      { name: 'features', mountPath: featuresFolder },
      { name: 'sys', mountPath: '/sys', readOnly: true },
      ...configMounts,
    ],
  };
}
