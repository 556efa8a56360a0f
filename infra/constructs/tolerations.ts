import type { Toleration } from '../kubernetes/types.ts';
import type { Taint } from '../model/node-pool.ts';

/** What a pod tolerates to run on nodes with these taints: each once, in their order. */
export function tolerationsOf(taints: readonly Taint[]): readonly Toleration[] {
  const byText = new Map(taints.map((taint) => [`${taint.key}=${taint.value ?? ''}:${taint.effect}`, taint]));
  return [...byText.values()].map(tolerationOf);
}

function tolerationOf({ key, value, effect }: Taint): Toleration {
  return value === undefined ? { key, operator: 'Exists', effect } : { key, operator: 'Equal', value, effect };
}
