import type { Pool } from '../../model/pools.ts';
import type { Target } from '../../model/target.ts';

/**
 * Who runs device plugin and discovery on the nodes with GPUs of Linux:
 *
 *  - `own`: we do. The nodes bring driver and container toolkit, as the GPU images of EKS and AKS do.
 *  - `operator`: NVIDIA's GPU Operator, with the NFD Operator. On OpenShift the driver comes from it alone, as Red Hat
 *    CoreOS has none, and it runs everything else too: https://docs.nvidia.com/datacenter/cloud-native/openshift/
 *  - `platform`: GKE has its own plugin.
 */
export type GpuStack = 'own' | 'operator' | 'platform';

/** Who runs it in an environment. */
export function gpuStackOf({ flavour }: Pick<Target, 'flavour'>): GpuStack {
  if (flavour === 'openshift') return 'operator';
  return flavour === 'gke' ? 'platform' : 'own';
}

/** A pool that has GPUs. */
export type GpuPool = Pool & Required<Pick<Pool, 'gpu'>>;

/** The Linux pools with GPUs. */
export function linuxGpuPools({ pools }: Pick<Target, 'pools'>): readonly GpuPool[] {
  return pools.filter((pool): pool is GpuPool => pool.os === 'linux' && pool.gpu !== undefined);
}

/** Those whose GPUs a device plugin hands out; those of the others are claimed (DRA). */
export function pluginPools(target: Pick<Target, 'pools'>): readonly GpuPool[] {
  return linuxGpuPools(target).filter(({ gpu }) => gpu.sharing.mode !== 'dra');
}

/** The names of agents: of their pods, and as which policies know them. */
export const agentNames = {
  devicePlugin: 'device-plugin',
  discovery: 'gpu-feature-discovery',
  mps: 'mps-control-daemon',
  nfdWorker: 'nfd-worker',
  directx: 'directx-plugin',
  directxCompute: 'directx-compute-plugin',
} as const;
