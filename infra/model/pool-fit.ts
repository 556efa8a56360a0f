import { gpuLack } from './gpu-fit.ts';
import type { PodNeeds } from './pod-needs.ts';
import type { Pool } from './pools.ts';
import { showMemory } from './quantity.ts';

/** Something that a pool does not have for a pod. */
export interface Lack {
  /** The field of the worker that asks for it. */
  readonly field: 'os' | 'labels' | 'cpu' | 'memory' | 'gpu' | 'exclusiveCpus';
  /** e.g. `needs os windows, has linux` */
  readonly text: string;
}

/** One test of a pool; answers what it lacks, in words. */
interface Test {
  readonly field: Lack['field'];
  readonly lack: (needs: PodNeeds, pool: Pool) => string | undefined;
}

/** A node keeps a part of its memory for itself; so much of it can be asked for at the most. */
export const usableMemoryShare = 0.95;

const tests: readonly Test[] = [
  {
    field: 'os',
    lack: ({ os }, pool) => (os === pool.os ? undefined : `needs os ${os}, has ${pool.os}`),
  },
  { field: 'labels', lack: ({ labels }, pool) => labelLack(labels, pool) },
  {
    field: 'cpu',
    lack: ({ cpuMillis }, pool) =>
      cpuMillis <= pool.cpuMillis
        ? undefined
        : `needs ${cpuMillis / 1000} cpu with its supervisor and sidecars, has ${pool.cpuMillis / 1000}`,
  },
  {
    field: 'memory',
    lack: ({ memoryBytes }, pool) =>
      memoryBytes <= usableMemory(pool)
        ? undefined
        : `needs ${showMemory(memoryBytes)} memory with its supervisor and sidecars, has ${showMemory(usableMemory(pool))} for pods`,
  },
  {
    field: 'exclusiveCpus',
    lack: ({ exclusiveCpus }, pool) =>
      exclusiveCpus === true && !pool.exclusiveCpus ? 'needs exclusive processors, has none' : undefined,
  },
  { field: 'gpu', lack: gpuLack },
];

/** What a pool lacks for a pod; empty where an empty node of it takes the pod. */
export function poolFit(needs: PodNeeds, pool: Pool): readonly Lack[] {
  return tests.flatMap(({ field, lack }) => {
    const text = lack(needs, pool);
    return text === undefined ? [] : [{ field, text }];
  });
}

/** What nodes of which nothing is known lack: an environment without pools has any Linux nodes, without GPUs. */
export function anyNodeFit(needs: PodNeeds): readonly Lack[] {
  return [
    ...(needs.os === 'linux' ? [] : [{ field: 'os' as const, text: `needs os ${needs.os}, has linux` }]),
    ...(needs.gpu === undefined ? [] : [{ field: 'gpu' as const, text: 'needs a GPU, has none' }]),
    ...(needs.exclusiveCpus === true
      ? [{ field: 'exclusiveCpus' as const, text: 'needs exclusive processors, has none' }]
      : []),
  ];
}

/** The memory of a node that pods can have, in bytes. */
export function usableMemory({ memoryBytes }: Pick<Pool, 'memoryBytes'>): number {
  return Math.floor(memoryBytes * usableMemoryShare);
}

/** Domains of labels that the cloud, the kubelet or a discovery writes: a pool need not name those. */
const foreignDomains: readonly string[] = [
  'kubernetes.io',
  'k8s.io',
  'k8s-sigs.io',
  'k8s.aws',
  'karpenter.sh',
  'nvidia.com',
  'azure.com',
  'google.com',
  'amazonaws.com',
  'openshift.io',
];

function labelLack(labels: PodNeeds['labels'], pool: Pool): string | undefined {
  const missing = Object.entries(labels).find(
    ([key, value]) => pool.labels[key] !== value && !(pool.labels[key] === undefined && isForeign(key)),
  );
  if (missing === undefined) return undefined;
  const [key, value] = missing;
  const own = pool.labels[key];
  return `needs label ${key}=${value}, has ${own === undefined ? 'none' : `${key}=${own}`}`;
}

function isForeign(key: string): boolean {
  const [domain = ''] = key.split('/');
  return foreignDomains.some((foreign) => domain === foreign || domain.endsWith(`.${foreign}`));
}
