import type { Requirements } from './catalogue.ts';
import { gpuSlice } from './gpu-slice.ts';
import type { PodNeeds } from './pod-needs.ts';
import type { GpuFacts } from './gpu-facts.ts';
import type { Taint } from './node-pool.ts';
import type { Pool } from './pools.ts';
import { showMemory } from './quantity.ts';

export type GpuNeeds = NonNullable<Requirements['gpu']>;

/** One test of a pool's GPUs; answers what they lack, in words. */
type Test = (needs: GpuNeeds, gpu: GpuFacts, sameGpu: PodNeeds['sameGpu']) => string | undefined;

/** Keys by which Windows nodes are tainted, by platform: they keep Linux pods away, not those without a GPU. */
const osTaints: readonly string[] = ['os', 'kubernetes.io/os', 'node.kubernetes.io/os'];

const tests: readonly Test[] = [
  ({ model }, gpu) =>
    model === undefined || isModel(gpu, model) ? undefined : `needs a GPU of the model ${model}, has ${gpu.model}`,
  ({ count }, gpu) => (count <= gpu.count ? undefined : `needs ${count} GPUs on one node, has ${gpu.count}`),
  ({ shareMillis }, gpu) =>
    shareMillis <= gpuSlice(gpu).shareMillis
      ? undefined
      : `needs ${showShare(shareMillis)}, has shares of ${gpuSlice(gpu).shareMillis / 10} % (${showSharing(gpu)})`,
  ({ memoryBytes }, gpu) =>
    memoryBytes <= gpuSlice(gpu).memoryBytes
      ? undefined
      : `needs ${showMemory(memoryBytes)} of GPU memory, has ${showMemory(gpuSlice(gpu).memoryBytes)} for each consumer`,
  (_, gpu, sameGpu) => {
    if (gpu.sharing.mode === 'dra' && sameGpu !== 'claim')
      return "has GPUs that are given by a claim of the session: needs sameGpu: 'claim'";
    if (gpu.sharing.mode !== 'dra' && sameGpu === 'claim')
      return 'needs GPUs that are given by claims (sharing: { mode: "dra" })';
    return undefined;
  },
  (_, gpu, sameGpu) =>
    sameGpu === 'affinity' && gpu.count > 1
      ? `needs nodes with one GPU, so that all workers of the session get the same; has ${gpu.count}`
      : undefined,
];

/** The taints by which a pool is kept for what needs a GPU. */
export function taintsForGpus({ gpu, taints }: Pick<Pool, 'gpu' | 'taints'>): readonly Taint[] {
  if (gpu === undefined) return [];
  return taints.filter(({ key, effect }) => effect !== 'PreferNoSchedule' && !osTaints.includes(key));
}

/** What the GPUs of a pool lack for a pod; `undefined` where it gets what it needs. */
export function gpuLack({ gpu, sameGpu }: PodNeeds, pool: Pool): string | undefined {
  if (gpu === undefined)
    return taintsForGpus(pool).length > 0 ? 'is kept for what needs a GPU, by its taint' : undefined;
  if (pool.gpu === undefined) return `needs ${showNeeds(gpu)}, has none`;
  for (const test of tests) {
    const lack = test(gpu, pool.gpu, sameGpu);
    if (lack !== undefined) return lack;
  }
  return undefined;
}

/** Whether a model's name is the one that is asked for, or contains it; capitals do not matter. */
export function isModel({ model }: Pick<GpuFacts, 'model'>, wanted: string): boolean {
  return model.toLowerCase().includes(wanted.toLowerCase());
}

function showNeeds({ count, shareMillis, model }: GpuNeeds): string {
  const amount = shareMillis < 1000 ? showShare(shareMillis) : `${count} GPU`;
  return model === undefined ? amount : `${amount} of the model ${model}`;
}

function showShare(shareMillis: number): string {
  return shareMillis < 1000 ? `${shareMillis / 10} % of a GPU` : 'a whole GPU';
}

function showSharing({ sharing }: GpuFacts): string {
  return sharing.mode === 'mig' ? `MIG ${sharing.profile}` : sharing.mode;
}
