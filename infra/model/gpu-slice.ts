import { migInstances, type GpuFacts } from './gpu-facts.ts';

/** What one consumer gets of a GPU. */
export interface GpuSlice {
  readonly shareMillis: number;
  readonly memoryBytes: number;
  /** How many consumers one GPU has room for. */
  readonly perGpu: number;
}

/** An A100 or H100 has seven compute slices; a MIG profile names how many it takes, e.g. `2g.20gb`. */
const computeSlices = 7;
/** The API server refuses more consumers of one ResourceClaim (resource.k8s.io/v1, `ResourceClaimReservedForMaxSize`). */
export const maxClaimConsumers = 256;

/** How the GPUs of a pool are dealt out. A time-slice has no memory of its own: equal parts are counted. */
export function gpuSlice({ sharing, memoryBytes }: Pick<GpuFacts, 'sharing' | 'memoryBytes'>): GpuSlice {
  switch (sharing.mode) {
    case 'whole':
      return { shareMillis: 1000, memoryBytes, perGpu: 1 };
    case 'time-slicing':
    case 'mps':
      return {
        shareMillis: Math.floor(1000 / sharing.shares),
        memoryBytes: Math.floor(memoryBytes / sharing.shares),
        perGpu: sharing.shares,
      };
    case 'mig':
      return migSlice(sharing.profile, memoryBytes);
    case 'dra':
      return { shareMillis: 1000, memoryBytes, perGpu: maxClaimConsumers };
  }
}

/** NVIDIA's names round the memory up: `1g.10gb` has 9.5 GiB. */
function migSlice(profile: string, gpuBytes: number): GpuSlice {
  const [compute = 0, gigabytes = 0] = (/^(\d)g\.(\d+)gb$/.exec(profile) ?? []).slice(1).map(Number);
  return {
    shareMillis: Math.floor((1000 * compute) / computeSlices),
    memoryBytes: gigabytes * 1e9,
    perGpu: migInstances(profile, gpuBytes),
  };
}
