import { labelsOf } from '../../constructs/labels.ts';
import type {
  ContainerNodePool,
  ContainerNodePoolSpecNodeConfig,
  ContainerNodePoolSpecNodeConfigGuestAccelerator,
} from '../../kubernetes/types.ts';
import type { GpuFacts } from '../../model/gpu-facts.ts';
import type { Taint } from '../../model/node-pool.ts';
import type { Pool } from '../../model/pools.ts';
import type { ConfigConnector } from '../../model/provisioning.ts';
import type { Target } from '../../model/target.ts';
import { configConnectorNamespace } from './foreign-namespaces.ts';
import { givenLabels } from './node-labels.ts';

const diskSizeGb = 100;
/** GKE taints nodes with GPUs by itself, with `nvidia.com/gpu=present`. */
const gkeTaints: readonly string[] = ['nvidia.com/gpu'];

/** The node pools of GKE, as Config Connector makes them. */
export function containerNodePools(target: Target, configConnector: ConfigConnector): readonly ContainerNodePool[] {
  return target.pools.map((pool) => containerNodePool(target, configConnector, pool));
}

function containerNodePool(target: Target, configConnector: ConfigConnector, pool: Pool): ContainerNodePool {
  const { project, location, cluster, zones } = configConnector;
  const name = `${target.prefix}-${pool.name}`;
  return {
    apiVersion: 'container.cnrm.cloud.google.com/v1beta1',
    kind: 'ContainerNodePool',
    metadata: {
      name,
      namespace: configConnectorNamespace(configConnector),
      labels: labelsOf(target, { name, component: 'node-pool' }),
      annotations: { 'cnrm.cloud.google.com/project-id': project },
    },
    spec: {
      location,
      clusterRef: { external: cluster },
      ...(zones !== undefined && { nodeLocations: zones }),
      // It is the number for each zone, and can never be changed: the autoscaler brings what is missing.
      initialNodeCount: 0,
      autoscaling: { totalMinNodeCount: pool.minNodes, totalMaxNodeCount: pool.maxNodes, locationPolicy: 'BALANCED' },
      management: { autoRepair: true, autoUpgrade: true },
      upgradeSettings: { strategy: 'SURGE', maxSurge: 1, maxUnavailable: 0 },
      nodeConfig: nodeConfig(configConnector, pool),
    },
  };
}

function nodeConfig(
  { machineTypes, accelerators, serviceAccount }: ConfigConnector,
  pool: Pool,
): ContainerNodePoolSpecNodeConfig {
  const taints = pool.taints.filter(({ key }) => !gkeTaints.includes(key));
  const accelerator = accelerators?.[pool.name];
  return {
    machineType: machineTypes[pool.name] ?? '',
    imageType: pool.os === 'windows' ? 'WINDOWS_LTSC_CONTAINERD' : 'COS_CONTAINERD',
    diskSizeGb,
    diskType: 'pd-balanced',
    labels: givenLabels(pool),
    ...(taints.length > 0 && { taint: taints.map(gkeTaint) }),
    ...(serviceAccount !== undefined && { serviceAccountRef: { external: serviceAccount } }),
    oauthScopes: ['https://www.googleapis.com/auth/cloud-platform'],
    // Pods do not reach the machine's credentials. Windows nodes have no server that keeps them away.
    ...(pool.os === 'linux' && { workloadMetadataConfig: { mode: 'GKE_METADATA' } }),
    ...(pool.exclusiveCpus && { kubeletConfig: { cpuManagerPolicy: 'static' } }),
    ...(pool.gpu !== undefined &&
      accelerator !== undefined && { guestAccelerator: [guestAccelerator(pool.gpu, accelerator)] }),
  };
}

function guestAccelerator({ count, sharing }: GpuFacts, type: string): ContainerNodePoolSpecNodeConfigGuestAccelerator {
  const isClaimed = sharing.mode === 'dra';
  return {
    type,
    count,
    // With claims Google installs no driver: https://docs.cloud.google.com/kubernetes-engine/docs/how-to/set-up-dra
    gpuDriverInstallationConfig: { gpuDriverVersion: isClaimed ? 'INSTALLATION_DISABLED' : 'DEFAULT' },
    ...(sharing.mode === 'mig' && { gpuPartitionSize: sharing.profile }),
    ...((sharing.mode === 'time-slicing' || sharing.mode === 'mps') && {
      gpuSharingConfig: {
        gpuSharingStrategy: sharing.mode === 'mps' ? 'MPS' : 'TIME_SHARING',
        maxSharedClientsPerGpu: sharing.shares,
      },
    }),
  };
}

const gkeEffects: Readonly<Record<Taint['effect'], string>> = {
  NoSchedule: 'NO_SCHEDULE',
  PreferNoSchedule: 'PREFER_NO_SCHEDULE',
  NoExecute: 'NO_EXECUTE',
};

function gkeTaint({ key, value = '', effect }: Taint) {
  return { key, value, effect: gkeEffects[effect] };
}
