import type { PodNeeds } from '../../model/pod-needs.ts';
import { anyNodeFit, poolFit, type Lack } from '../../model/pool-fit.ts';
import type { Pool } from '../../model/pools.ts';
import type { Target } from '../../model/target.ts';

type Pools = Pick<Target, 'pools'>;

/**
 * The cheapest pool that takes a pod; `undefined` where none does. A price that is not known counts as dear, and among
 * equals the smaller machine wins.
 */
export function choosePool(target: Pools, needs: PodNeeds): Pool | undefined {
  return fittingPools(target, needs)[0];
}

/** All pools that take a pod, the cheapest first. */
export function fittingPools({ pools }: Pools, needs: PodNeeds): readonly Pool[] {
  const fitting = pools.filter((pool) => lacksOf(needs, pool).length === 0);
  return fitting.length < 2 ? fitting : fitting.toSorted(byCost);
}

/** What every pool lacks for a pod that fits none, a line each; empty where it fits one, or any Linux node will do. */
export function lacksOfAll({ pools }: Pools, needs: PodNeeds): readonly string[] {
  if (pools.length === 0) return anyNodeFit(needs).map(({ text }) => text);
  const lines = pools.map((pool) => ({ name: pool.name, lacks: lacksOf(needs, pool) }));
  if (lines.some(({ lacks }) => lacks.length === 0)) return [];
  return lines.map(({ name, lacks }) => `${name} (${lacks.map(({ text }) => text).join('; ')})`);
}

/** Where GPUs are given by claims, each replica of a service brings one of its own. */
function lacksOf(needs: PodNeeds, pool: Pool): readonly Lack[] {
  const brings = needs.gpu !== undefined && pool.gpu?.sharing.mode === 'dra';
  return poolFit(brings ? { ...needs, sameGpu: 'claim' } : needs, pool);
}

function byCost(a: Pool, b: Pool): number {
  return (
    (a.costPerHour ?? Infinity) - (b.costPerHour ?? Infinity) ||
    a.cpuMillis - b.cpuMillis ||
    a.memoryBytes - b.memoryBytes ||
    (a.name < b.name ? -1 : 1)
  );
}
