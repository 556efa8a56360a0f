import { checksumAnnotation, checksumOf } from '../../constructs/checksum.ts';
import { execProbe } from '../../constructs/probes.ts';
import { resourcesOf } from '../../constructs/resources.ts';
import type { Container, DaemonSet, SecurityContext, Volume, VolumeMount } from '../../kubernetes/types.ts';
import type { Target } from '../../model/target.ts';
import { agentDaemonSet } from './agent.ts';
import { chosenConfig, configManager, configMounts, configVolumes } from './config-manager.ts';
import { devicePluginData } from './device-plugin-config.ts';
import { agentNames, pluginPools, type GpuPool } from './gpu-stack.ts';
import { mpsMounts, mpsRoot, mpsVolumes } from './mps.ts';

const program = 'nvidia-device-plugin';
const plugins = '/var/lib/kubelet/device-plugins';
const cdi = '/var/run/cdi';
const size = { cpuMillis: 50, memoryBytes: 128 * 2 ** 20 };
/** The plugin names its sockets after its resources: `nvidia-gpu.sock`, `nvidia-mig-1g.10gb.sock`. */
const isRegistered = `for s in ${plugins}/nvidia-*.sock; do test -S "$s" && exit 0; done; exit 1`;

/**
 * NVIDIA's device plugin on the nodes of every pool whose GPUs it hands out, as its Helm chart has it
 * (NVIDIA/k8s-device-plugin, deployments/helm/nvidia-device-plugin/templates/daemonset-device-plugin.yml).
 */
export function devicePlugin(target: Target): DaemonSet {
  const pools = pluginPools(target);
  const { init, beside } = configManager(target, program);
  return agentDaemonSet(target, {
    name: agentNames.devicePlugin,
    pools,
    apiAccess: true,
    annotations: { [checksumAnnotation]: checksumOf(devicePluginData(target)) },
    pod: {
      shareProcessNamespace: true,
      securityContext: { runAsUser: 0, seccompProfile: { type: 'RuntimeDefault' } },
      initContainers: [init],
      containers: [pluginContainer(target, pools), beside],
      volumes: [...volumes, ...configVolumes, ...(hasMps(pools) ? mpsVolumes : [])],
    },
  });
}

function pluginContainer(target: Target, pools: readonly GpuPool[]): Container {
  return {
    name: 'device-plugin',
    image: target.image('device-plugin'),
    command: [program],
    env: [
      { name: 'CONFIG_FILE', value: chosenConfig },
      { name: 'NVIDIA_VISIBLE_DEVICES', value: 'all' },
      { name: 'NVIDIA_DRIVER_CAPABILITIES', value: 'compute,utility' },
      ...(hasMig(pools) ? [{ name: 'NVIDIA_MIG_MONITOR_DEVICES', value: 'all' }] : []),
      ...(hasMps(pools) ? [{ name: 'MPS_ROOT', value: mpsRoot }] : []),
    ],
    resources: resourcesOf(size),
    securityContext: securityOf(pools),
    // It is no server: it has registered when its socket is there, and ends by itself when the kubelet is gone.
    startupProbe: execProbe(['sh', '-c', isRegistered], { periodSeconds: 10, failures: 60 }),
    readinessProbe: execProbe(['sh', '-c', isRegistered], { periodSeconds: 30 }),
    volumeMounts: [...mounts, ...configMounts, ...(hasMps(pools) ? mpsMounts : [])],
  };
}

const mounts: readonly VolumeMount[] = [
  { name: 'device-plugins', mountPath: plugins },
  { name: 'cdi', mountPath: cdi },
];

const volumes: readonly Volume[] = [
  { name: 'device-plugins', hostPath: { path: plugins, type: 'Directory' } },
  { name: 'cdi', hostPath: { path: cdi, type: 'DirectoryOrCreate' } },
];

/**
 * As much as the pools need, as the chart decides it: with devices passed by name (exclusive processors) the plugin is
 * privileged, with MIG it needs SYS_ADMIN to see the instances, else nothing.
 */
function securityOf(pools: readonly GpuPool[]): SecurityContext {
  if (pools.some(({ exclusiveCpus }) => exclusiveCpus)) return { privileged: true };
  if (hasMig(pools)) return { capabilities: { add: ['SYS_ADMIN'] } };
  return { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
}

function hasMig(pools: readonly GpuPool[]): boolean {
  return pools.some(({ gpu }) => gpu.sharing.mode === 'mig');
}

function hasMps(pools: readonly GpuPool[]): boolean {
  return pools.some(({ gpu }) => gpu.sharing.mode === 'mps');
}
