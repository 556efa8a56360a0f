import type { PodSpec } from '../kubernetes/types.ts';
import { poolLabel, type Pool } from '../model/pools.ts';
import { tolerationsOf } from './tolerations.ts';

/**
 * What puts a pod on nodes of these pools, whatever their taints: one term of required affinity (several terms would be
 * alternatives), and a toleration for each taint by name.
 */
export function placementOn(
  pools: readonly Pick<Pool, 'name' | 'taints'>[],
): Pick<PodSpec, 'affinity' | 'tolerations'> {
  const tolerations = tolerationsOf(pools.flatMap(({ taints }) => taints));
  return {
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: poolLabel, operator: 'In', values: pools.map(({ name }) => name) }] },
          ],
        },
      },
    },
    ...(tolerations.length > 0 && { tolerations }),
  };
}
