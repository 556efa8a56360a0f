import { showBytes, showCpu } from '../../constructs/resources.ts';
import { gpuUnits } from '../../model/gpu-facts.ts';
import type { Taint } from '../../model/node-pool.ts';
import type { Pool } from '../../model/pools.ts';

const domain = 'capacity.cluster-autoscaler.kubernetes.io';
/** The driver of DRA for NVIDIA's GPUs. */
const draDriver = 'gpu.nvidia.com';

type Annotations = Readonly<Record<string, string>>;

/**
 * What the Cluster Autoscaler is told of a group of nodes that has none yet, so that it can grow from zero
 * (kubernetes/autoscaler, cloudprovider/clusterapi/README.md). `gpu-type` is the name of the resource: a renamed one
 * is unknown to it otherwise.
 */
export function capacityAnnotations(pool: Pool): Annotations {
  return {
    [`${domain}/cpu`]: showCpu(pool.cpuMillis),
    [`${domain}/memory`]: showBytes(pool.memoryBytes),
    ...gpuAnnotations(pool),
    ...placementAnnotations(pool),
  };
}

function gpuAnnotations({ gpu }: Pool): Annotations {
  if (gpu === undefined) return {};
  return {
    ...(gpu.resource === undefined
      ? { [`${domain}/dra-driver`]: draDriver }
      : { [`${domain}/gpu-type`]: gpu.resource }),
    [`${domain}/gpu-count`]: String(gpuUnits(gpu)),
  };
}

/** Labels and taints of nodes that there are not yet. */
export function placementAnnotations({ labels, taints }: Pick<Pool, 'labels' | 'taints'>): Annotations {
  return {
    [`${domain}/labels`]: Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(','),
    ...(taints.length > 0 && { [`${domain}/taints`]: taints.map(showTaint).join(',') }),
  };
}

function showTaint({ key, value, effect }: Taint): string {
  return value === undefined ? `${key}:${effect}` : `${key}=${value}:${effect}`;
}
