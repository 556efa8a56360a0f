import type { Environment } from './environment.ts';
import type { Flavour } from './flavour.ts';
import type { Os } from './hardware.ts';
import type { GpuSharing, PoolGpu } from './node-pool.ts';
import { memoryBytes } from './quantity.ts';

/** How the GPUs of a pool are asked for. */
export interface GpuFacts {
  readonly model: string;
  readonly memoryBytes: number;
  /** GPUs of each node. */
  readonly count: number;
  readonly sharing: GpuSharing | { readonly mode: 'whole' };
  /** The extended resource that a consumer requests; absent where a claim is made instead (DRA). */
  readonly resource?: string;
  /** The DeviceClass of claims; only with DRA. */
  readonly deviceClass?: string;
  /** The node label by which consumers name this kind of GPU. */
  readonly label: { readonly key: string; readonly value: string };
}

/** Where a GPU is: what its resource and its labels are called follows from it. */
export interface GpuPlace {
  readonly pool: string;
  readonly os: Os;
  readonly environment: Environment;
  readonly prefix: string;
}

/** What NVIDIA's device plugin calls a whole GPU. GKE's own plugin calls every GPU so, shared and partitioned ones too. */
export const wholeGpuResource = 'nvidia.com/gpu';
/** The label of a node whose value names the device plugin's configuration. */
export const devicePluginConfigLabel = 'nvidia.com/device-plugin.config';
/** The label that GPU feature discovery gives a node: the product's name with dashes for spaces. */
export const gpuProductLabel = 'nvidia.com/gpu.product';
/** Keeps the device plugin of NVIDIA's GPU Operator off a node (NVIDIA/gpu-operator, controllers/state_manager.go). */
const operatorPluginLabel = 'nvidia.com/gpu.deploy.device-plugin';
/** The label of a node by which the chart of NVIDIA's DRA driver finds it, where no discovery of its devices runs. */
const gpuPresentLabel = 'nvidia.com/gpu.present';
/** The label by which GKE names its accelerators. */
export const gkeAcceleratorLabel = 'cloud.google.com/gke-accelerator';

/** Resolves the GPUs of a pool. */
export function gpuFacts(gpu: PoolGpu, place: GpuPlace): GpuFacts {
  const sharing = gpu.sharing ?? { mode: 'whole' as const };
  const facts = {
    model: gpu.model,
    memoryBytes: memoryBytes(gpu.memory),
    count: gpu.count ?? 1,
    sharing,
    label: gpu.label ?? gpuLabel(gpu, place),
  };
  if (sharing.mode === 'dra') return { ...facts, deviceClass: `${place.prefix}-${place.pool}` };
  return { ...facts, resource: gpu.resource ?? gpuResource(sharing, place.os, place.environment.flavour) };
}

/** GPU feature discovery writes the product with dashes; GKE labels by accelerator; on Windows nobody discovers. */
function gpuLabel(gpu: PoolGpu, { pool, os, environment }: GpuPlace): GpuFacts['label'] {
  const dashed = gpu.model.trim().replaceAll(/[^A-Za-z0-9._-]+/g, '-');
  if (os === 'windows') return { key: 'berth.dev/gpu', value: dashed };
  if (environment.flavour !== 'gke') return { key: gpuProductLabel, value: dashed };
  const accelerator = environment.provisioning?.configConnector?.accelerators?.[pool];
  return { key: gkeAcceleratorLabel, value: accelerator ?? dashed.toLowerCase() };
}

/** Names of GPU resources by the system whose device plugin makes them. */
const resourcePrefixes: Readonly<Record<Os, readonly string[]>> = {
  linux: ['nvidia.com/', 'amd.com/', 'gpu.intel.com/'],
  windows: ['microsoft.com/directx', 'directx.microsoft.com/'],
};

/** Whether a GPU resource is known as one of a system's device plugins. */
export function isResourceOf(os: Os, resource: string): boolean {
  return resourcePrefixes[os].some((prefix) => resource.startsWith(prefix));
}

/** What whoever hands out GPUs calls them, shared in this way. */
export function gpuResource(sharing: GpuFacts['sharing'], os: Os, flavour: Flavour): string {
  if (os === 'windows') return flavour === 'aks' ? 'microsoft.com/directx' : 'directx.microsoft.com/display';
  if (sharing.mode === 'whole' || flavour === 'gke') return wholeGpuResource;
  return sharing.mode === 'mig' ? `nvidia.com/mig-${sharing.profile}` : `${wholeGpuResource}.shared`;
}

/** Slices of computing of a GPU that MIG can partition (NVIDIA's MIG user guide). */
const migSlices = 7;

/** How much of its resource each node of a pool has; with DRA, how many GPUs. */
export function gpuUnits({ sharing, count, memoryBytes: bytes }: Pick<GpuFacts, 'sharing' | 'count' | 'memoryBytes'>) {
  if (sharing.mode === 'time-slicing' || sharing.mode === 'mps') return count * sharing.shares;
  return sharing.mode === 'mig' ? count * migInstances(sharing.profile, bytes) : count;
}

/**
 * How many instances of a MIG profile one GPU has: as its slices of computing and its memory allow. Profiles name their
 * memory in rounded gigabytes (an A100 with 80 GB has four `1g.20gb`, an H100 with 94 GB four `1g.24gb`).
 */
export function migInstances(profile: string, bytes: number): number {
  const match = /^([0-9]+)g\.([0-9]+)gb$/.exec(profile);
  const slices = Number(match?.[1] ?? NaN);
  const gigabytes = Number(match?.[2] ?? NaN);
  return Math.min(Math.floor(migSlices / slices), Math.round(bytes / 2 ** 30 / gigabytes));
}

/**
 * What tells the device plugin (or GKE) how the GPUs of a node are shared. Device plugins that are not ours stay off nodes
 * with claims: two that hand out the same GPU would give it away twice.
 */
export function sharingLabels(
  { sharing }: GpuFacts,
  { pool, os, environment: { flavour } }: GpuPlace,
): Readonly<Record<string, string>> {
  if (os === 'windows') return {};
  if (flavour !== 'gke') {
    const isOfOperator = flavour === 'openshift' && sharing.mode === 'dra';
    return { [devicePluginConfigLabel]: pool, ...(isOfOperator && { [operatorPluginLabel]: 'false' }) };
  }
  switch (sharing.mode) {
    case 'whole':
      return {};
    case 'mig':
      return { 'cloud.google.com/gke-gpu-partition-size': sharing.profile };
    case 'dra':
      return { 'gke-no-default-nvidia-gpu-device-plugin': 'true', [gpuPresentLabel]: 'true' };
    default:
      return {
        'cloud.google.com/gke-gpu-sharing-strategy': sharing.mode === 'mps' ? 'mps' : 'time-sharing',
        'cloud.google.com/gke-max-shared-clients-per-gpu': String(sharing.shares),
      };
  }
}
