import { placementOn } from '../../constructs/pool-placement.ts';
import { tolerationsOf } from '../../constructs/tolerations.ts';
import { windowsNodeSelector } from '../../constructs/windows-pod.ts';
import type { PodSpec } from '../../kubernetes/types.ts';
import { poolLabel, type Pool } from '../../model/pools.ts';
import type { PlacedService } from './placed-service.ts';

type Placement = Pick<PodSpec, 'nodeSelector' | 'affinity' | 'tolerations'>;

/**
 * Where the pods of a service may run, by the labels of their kind of node. Replicas go to the cheapest pool that takes
 * them, one for each node goes to all of them.
 */
export function placementOf(placed: PlacedService): Placement {
  return placed.kind === 'DaemonSet' ? everyNode(placed) : cheapestPool(placed);
}

function cheapestPool(placed: PlacedService): Placement {
  const [pool] = placed.pools;
  const nodeSelector = nodeSelectorOf(placed, pool);
  if (pool === undefined) return { nodeSelector };
  return {
    nodeSelector: isNamed(pool, placed) ? { ...nodeSelector, [poolLabel]: pool.name } : nodeSelector,
    ...(pool.taints.length > 0 && { tolerations: tolerationsOf(pool.taints) }),
  };
}

/**
 * Labels say the kind of a node, and any node of it will do. Only a pool that is kept for some is meant by its name, and
 * one whose nodes differ from others in what no label says: how a GPU is shared, whose processors are exclusive.
 */
function isNamed(pool: Pool, { service, gpu }: PlacedService): boolean {
  return pool.taints.length > 0 || gpu !== undefined || service.exclusiveCpus === true;
}

function everyNode(placed: PlacedService): Placement {
  const [cheapest] = placed.pools;
  const nodeSelector = nodeSelectorOf(placed, cheapest);
  if (cheapest === undefined) return { nodeSelector };
  const pools = placed.pools.filter((pool) => isAlike(pool, cheapest, placed));
  return { nodeSelector, ...placementOn(pools) };
}

/** One template serves several pools only where they have the same build of Windows and give their GPUs alike. */
function isAlike(pool: Pool, other: Pool, { gpu }: PlacedService): boolean {
  if (pool.runtimeClass !== other.runtimeClass) return false;
  return (
    gpu === undefined ||
    (pool.gpu?.resource === other.gpu?.resource &&
      pool.gpu?.deviceClass === other.gpu?.deviceClass &&
      pool.gpu?.label.value === other.gpu?.label.value)
  );
}

/** What makes a node the right one: its system, its GPU, and what the author asks for. */
function nodeSelectorOf({ os, service, gpu }: PlacedService, pool: Pool | undefined): Readonly<Record<string, string>> {
  const arch = pool?.labels['kubernetes.io/arch'];
  return {
    ...(os === 'windows' && pool !== undefined ? windowsNodeSelector(pool) : { 'kubernetes.io/os': os }),
    ...(arch !== undefined && { 'kubernetes.io/arch': arch }),
    ...(gpu !== undefined && pool?.gpu !== undefined && { [pool.gpu.label.key]: pool.gpu.label.value }),
    ...service.labels,
  };
}
