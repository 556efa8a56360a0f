import { gpuUnits } from './gpu-facts.ts';
import type { Taint } from './node-pool.ts';
import type { Pool } from './pools.ts';
import type { Target } from './target.ts';

/** What the nodes of a pool have to be like, whoever made them. */
export interface ExpectedPool {
  readonly pool: string;
  readonly minNodes: number;
  readonly maxNodes: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  /** At least this much: thousandths of processors, bytes, and pieces of the GPU resource. */
  readonly capacity: {
    readonly cpuMillis: number;
    readonly memoryBytes: number;
    readonly gpu?: { readonly resource: string; readonly units: number };
  };
}

/** The nodes that an environment counts on; nothing where it has no pools: any Linux node will do then. */
export function expectedNodes(target: Pick<Target, 'pools'>): readonly ExpectedPool[] {
  return target.pools.map(expectedPool);
}

function expectedPool(pool: Pool): ExpectedPool {
  const { name, minNodes, maxNodes, labels, taints, cpuMillis, memoryBytes, gpu } = pool;
  return {
    pool: name,
    minNodes,
    maxNodes,
    labels,
    taints,
    capacity: {
      cpuMillis,
      memoryBytes,
      // GPUs that are claimed (DRA) are in ResourceSlices, not in the capacity of the node.
      ...(gpu?.resource !== undefined && { gpu: { resource: gpu.resource, units: gpuUnits(gpu) } }),
    },
  };
}
