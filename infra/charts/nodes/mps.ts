import { checksumAnnotation, checksumOf } from '../../constructs/checksum.ts';
import { execProbe } from '../../constructs/probes.ts';
import { resourcesOf } from '../../constructs/resources.ts';
import type { Container, DaemonSet, Volume, VolumeMount } from '../../kubernetes/types.ts';
import type { Target } from '../../model/target.ts';
import { agentDaemonSet } from './agent.ts';
import { chosenConfig, configManager, configMounts, configVolumes } from './config-manager.ts';
import { devicePluginData } from './device-plugin-config.ts';
import { agentNames, pluginPools } from './gpu-stack.ts';

const program = 'mps-control-daemon';
/** Where daemon, plugin and consumers meet on a node. */
export const mpsRoot = '/run/nvidia/mps';
const size = { cpuMillis: 50, memoryBytes: 512 * 2 ** 20 };
const isReady = ['sh', '-c', 'test -f /mps/.ready'];

/** What the device plugin mounts to see that MPS is well. */
export const mpsMounts: readonly VolumeMount[] = [
  { name: 'mps-shm', mountPath: '/dev/shm' },
  { name: 'mps-root', mountPath: '/mps' },
];

/** The volumes of those mounts. */
export const mpsVolumes: readonly Volume[] = [
  { name: 'mps-root', hostPath: { path: mpsRoot, type: 'DirectoryOrCreate' } },
  { name: 'mps-shm', hostPath: { path: `${mpsRoot}/shm` } },
];

/**
 * The MPS control daemon on the nodes of the pools that are shared so, as NVIDIA's chart has it
 * (templates/daemonset-mps-control-daemon.yml). It sets the GPU's compute mode and mounts shared memory on the node:
 * privileged. `undefined` where no pool is.
 */
export function mpsControlDaemon(target: Target): DaemonSet | undefined {
  const pools = pluginPools(target).filter(({ gpu }) => gpu.sharing.mode === 'mps');
  if (pools.length === 0) return undefined;
  const { init, beside } = configManager(target, program);
  return agentDaemonSet(target, {
    name: agentNames.mps,
    pools,
    apiAccess: true,
    annotations: { [checksumAnnotation]: checksumOf(devicePluginData(target)) },
    pod: {
      // GPU feature discovery labels the nodes whose GPUs can do it.
      nodeSelector: { 'nvidia.com/mps.capable': 'true' },
      shareProcessNamespace: true,
      securityContext: { runAsUser: 0 },
      initContainers: [mounter(target), init],
      containers: [daemon(target), beside],
      volumes: [...mpsVolumes, ...configVolumes],
    },
  });
}

function mounter(target: Target): Container {
  return {
    name: 'mount-shm',
    image: target.image('device-plugin'),
    command: [program, 'mount-shm'],
    resources: resourcesOf({ cpuMillis: 50, memoryBytes: 64 * 2 ** 20 }),
    securityContext: { privileged: true },
    volumeMounts: [{ name: 'mps-root', mountPath: '/mps', mountPropagation: 'Bidirectional' }],
  };
}

function daemon(target: Target): Container {
  return {
    name: program,
    image: target.image('device-plugin'),
    command: [program],
    env: [
      { name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
      { name: 'CONFIG_FILE', value: chosenConfig },
      { name: 'NVIDIA_VISIBLE_DEVICES', value: 'all' },
      { name: 'NVIDIA_DRIVER_CAPABILITIES', value: 'compute,utility' },
    ],
    resources: resourcesOf(size),
    securityContext: { privileged: true },
    startupProbe: execProbe(isReady, { periodSeconds: 10, failures: 30 }),
    readinessProbe: execProbe(isReady, { periodSeconds: 30 }),
    volumeMounts: [...mpsMounts, ...configMounts],
  };
}
